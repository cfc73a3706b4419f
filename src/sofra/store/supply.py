"""Providers, sites, services and what stands beside them. Nothing is thrown away: closed, removed, restored."""

from django.db import models


class _Kept(models.Model):
    """What every row of the inventory has: a version against lost updates, and the day it was removed."""

    id = models.CharField(primary_key=True, max_length=80)
    version = models.PositiveIntegerField(default=1)
    removed_on = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class ProviderRow(_Kept):
    """An organisation; the columns are the fields of types.supply.Provider."""

    name = models.JSONField()
    sector = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, blank=True, default="")
    parent = models.CharField(max_length=80, blank=True, default="")
    registration = models.CharField(max_length=80, blank=True, default="")
    description = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    licence = models.JSONField(default=dict)
    languages = models.JSONField(default=list)
    told = models.JSONField(default=dict)


class SiteRow(_Kept):
    """A building or point; the columns are the fields of types.supply.Site."""

    name = models.JSONField()
    place = models.CharField(max_length=80)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    step_free = models.BooleanField(null=True)
    address = models.TextField(blank=True, default="")
    hidden = models.BooleanField(default=False)
    located_by = models.CharField(max_length=20, blank=True, default="")
    transport = models.JSONField(default=dict)
    told = models.JSONField(default=dict)


class ServiceRow(_Kept):
    """A service; the columns are the fields of types.supply.Service, and `closed_on`, the day from which it is shut."""

    kind = models.CharField(max_length=40, db_index=True)
    name = models.JSONField()
    provider = models.CharField(max_length=80)
    sites = models.JSONField(default=list)
    serves = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    capacity = models.JSONField(default=dict)
    status = models.CharField(max_length=20, default="active")
    price = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    staff = models.FloatField(null=True)
    cost_per_place_year = models.FloatField(null=True)
    verified_on = models.CharField(max_length=20, blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    description = models.JSONField(default=dict)
    way_in = models.JSONField(default=dict)
    bring = models.JSONField(default=dict)
    eligibility = models.JSONField(default=dict)
    fee = models.JSONField(default=dict)
    hours = models.JSONField(default=list)
    team = models.JSONField(default=list)
    payments = models.JSONField(default=list)
    licence = models.JSONField(default=dict)
    quality = models.TextField(blank=True, default="")
    languages = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    functions = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True, default="")
    closed_on = models.DateField(null=True)


class ContractRow(_Kept):
    """Who pays for a service; the columns are the fields of types.supply.Contract."""

    service = models.CharField(max_length=80)
    funder = models.CharField(max_length=200)
    starts_on = models.CharField(max_length=20, blank=True)
    ends_on = models.CharField(max_length=20, blank=True)
    amount_year = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True)


class EquipmentRow(_Kept):
    """Things of a site; the columns are the fields of types.supply.Equipment."""

    site = models.CharField(max_length=80)
    name = models.JSONField()
    kind = models.CharField(max_length=40, blank=True)
    count = models.IntegerField(null=True)
    state = models.CharField(max_length=20, blank=True)
    year = models.IntegerField(null=True)
    told = models.JSONField(default=dict)


class PlannedRow(_Kept):
    """A facility that is to come; the columns are the fields of types.supply.Planned."""

    name = models.JSONField()
    place = models.CharField(max_length=80)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    opens_on = models.CharField(max_length=20, blank=True)
    cost = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True)
    funder = models.CharField(max_length=200, blank=True)
    moves = models.JSONField(default=list)
    told = models.JSONField(default=dict)


class AssetRow(_Kept):
    """A resource that is no service; the columns are the fields of types.supply.Asset."""

    kind = models.CharField(max_length=40, db_index=True)
    name = models.JSONField()
    place = models.CharField(max_length=80, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    geometry = models.JSONField(null=True)
    owner = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

"""Providers, sites, services and contracts. Nothing is thrown away: closed from a day, removed and restored."""

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


class SiteRow(_Kept):
    """A building or point; the columns are the fields of types.supply.Site."""

    name = models.JSONField()
    place = models.CharField(max_length=80)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    step_free = models.BooleanField(null=True)


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
    closed_on = models.DateField(null=True)


class ContractRow(_Kept):
    """Who pays for a service; the columns are the fields of types.supply.Contract."""

    service = models.CharField(max_length=80)
    funder = models.CharField(max_length=200)
    starts_on = models.CharField(max_length=20, blank=True)
    ends_on = models.CharField(max_length=20, blank=True)
    amount_year = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True)

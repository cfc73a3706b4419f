"""The municipality, its areas and settlements, with who lives there and their boundaries."""

from django.db import models


class PlaceRow(models.Model):
    """One place; the columns are the fields of types.place.Place."""

    id = models.CharField(primary_key=True, max_length=80)
    name = models.JSONField()
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=80, null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    population = models.JSONField(default=list)
    households = models.IntegerField(null=True)
    geometry = models.JSONField(null=True)
    attributes = models.JSONField(default=dict)
    position = models.IntegerField(default=0)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.id

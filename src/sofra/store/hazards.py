"""Disasters of the past, one a row."""

from typing import ClassVar

from django.db import models


class DisasterRow(models.Model):
    """Something that happened; the columns are the fields of types.hazard.Disaster."""

    imported = models.ForeignKey("store.ImportRow", on_delete=models.CASCADE, related_name="+", null=True)
    on = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=80, blank=True, default="")
    affected = models.IntegerField(null=True)
    damage = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True, default="")
    note = models.TextField(blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar[tuple[str, ...]] = ("-on", "id")

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"

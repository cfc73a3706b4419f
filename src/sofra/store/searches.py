"""Plans of searches for the furthest behind, as they were put on record; a row is never changed nor removed."""

from django.db import models


class SearchRow(models.Model):
    """One registered plan: as_record of types.furthest.SearchPlan, its sha256, when it was registered and by whom."""

    digest = models.CharField(max_length=64)
    indicator = models.CharField(max_length=120)
    plan = models.JSONField()
    registered_on = models.DateTimeField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("id",)

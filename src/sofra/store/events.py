"""Who did what, when: numbers and names of things only, never what a person answered."""

from django.db import models


class Event(models.Model):
    """One act. `target` is the id of the thing; `counts` are whole numbers by name ({"households": 448})."""

    on = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=60, db_index=True)
    target = models.CharField(max_length=120, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)

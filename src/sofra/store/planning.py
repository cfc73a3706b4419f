"""The plan: its actions, each with a version against lost updates, and its frozen versions."""

from django.db import models


class PlanRow(models.Model):
    """The plan of one period; its actions are edited until a version is saved, and after."""

    period = models.CharField(max_length=20, unique=True)
    release = models.ForeignKey("store.Release", on_delete=models.SET_NULL, null=True, related_name="+")


class ActionRow(models.Model):
    """One line of the plan; the columns are the fields of types.planning.Action."""

    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="actions")
    id = models.CharField(primary_key=True, max_length=40)
    title = models.TextField()
    proposal = models.JSONField(null=True)
    responsible = models.TextField(blank=True)
    deadline = models.CharField(max_length=20, blank=True)
    cost = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True)
    budget_line = models.TextField(blank=True)
    funder = models.TextField(blank=True)
    indicator = models.TextField(blank=True)
    baseline = models.FloatField(null=True)
    target = models.FloatField(null=True)
    sdg = models.JSONField(default=list)
    status = models.CharField(max_length=20, default="proposed")
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_on = models.DateTimeField(null=True)
    position = models.IntegerField(default=0)

    class Meta:
        ordering = ("position", "id")


class PlanVersion(models.Model):
    """The plan as it stood on a day: numbered, frozen, with the sha256 of its content."""

    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_version_a_number"),)

"""What is known besides answers: registers, voices, stakeholders, last period's measures, and map layers."""

from django.db import models


class _FromImport(models.Model):
    """What every row of evidence has: the import that brought it, so that it can be withdrawn with it."""

    imported = models.ForeignKey("store.ImportRow", on_delete=models.CASCADE, related_name="+", null=True)

    class Meta:
        abstract = True
        ordering = ("id",)


class RegisterRow(_FromImport):
    """How many people a register knows; the columns are the fields of types.evidence.RegisterCount."""

    source = models.CharField(max_length=200)
    group = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    people = models.IntegerField()
    counted_on = models.CharField(max_length=20, blank=True)
    definition = models.TextField(blank=True)
    name = models.JSONField(default=dict)
    meaning = models.JSONField(default=dict)
    sex = models.CharField(max_length=40, blank=True, default="")
    age = models.CharField(max_length=40, blank=True, default="")


class VoiceRow(_FromImport):
    """One statement from a focus group; the columns are the fields of types.evidence.Voice."""

    session = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    group = models.CharField(max_length=40)
    place = models.CharField(max_length=80, null=True)
    theme = models.CharField(max_length=80)
    text = models.JSONField()
    held_on = models.CharField(max_length=20, blank=True)


class StakeholderRow(_FromImport):
    """An organisation with a part in the matter; the columns are the fields of types.evidence.Stakeholder."""

    name = models.JSONField()
    kind = models.CharField(max_length=40)
    role = models.JSONField()
    influence = models.IntegerField(null=True)
    interest = models.IntegerField(null=True)
    groups = models.JSONField(default=list)


class MeasureRow(_FromImport):
    """One measure of last period's plan; the columns are the fields of types.evidence.Measure."""

    code = models.CharField(max_length=40)
    title = models.JSONField()
    objective = models.JSONField()
    group = models.CharField(max_length=40, blank=True)
    service = models.CharField(max_length=40, blank=True)
    responsible = models.TextField(blank=True)
    budget = models.FloatField(null=True)
    currency = models.CharField(max_length=8, blank=True)
    deadline = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20)
    reason = models.JSONField(default=dict)


class LayerRow(_FromImport):
    """Lines or areas drawn on maps: `kind` is "roads", "water" or "hazard"; `features` a list of GeoJSON features."""

    kind = models.CharField(max_length=20)
    features = models.JSONField()

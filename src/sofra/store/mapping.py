"""Released numbers: a release, the Run that made it, its facts one a cell, its annexes, the orders of its gaps."""

from django.db import models


class RunRow(models.Model):
    """One computation; the columns are the fields of types.origin.Run."""

    id = models.CharField(primary_key=True, max_length=80)
    act = models.CharField(max_length=80)
    inputs = models.JSONField()
    packs = models.JSONField()
    settings = models.JSONField()
    code_version = models.CharField(max_length=40)
    seed = models.BigIntegerField()
    made_on = models.CharField(max_length=40)
    made_by = models.CharField(max_length=150)


class Release(models.Model):
    """One social map, frozen. `state` is "draft", "approved" or "withdrawn".

    `inputs` is everything but answers that went in, frozen, so that the release can be redone; of the answers it holds
    the numbers of the households counted, never what they said. `numbers` and `withheld` count its facts, so that no
    page has to.
    """

    run = models.OneToOneField(RunRow, on_delete=models.PROTECT)
    period = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default="draft")
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    approved_on = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=150, blank=True)
    withdrawn_on = models.DateTimeField(null=True)
    inputs = models.ForeignKey("store.Blob", on_delete=models.PROTECT, related_name="+")
    sample = models.JSONField(null=True)
    proposals = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    numbers = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)


class FactRow(models.Model):
    """One cell's number in one release; the columns are those of types.fact.Fact, laid flat."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="facts")
    indicator = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    group = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=30)
    spread = models.CharField(max_length=10)
    se = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.IntegerField(null=True)
    hits = models.IntegerField(null=True)
    people = models.FloatField(null=True)
    deff = models.FloatField(null=True)
    df = models.IntegerField(null=True)
    missing = models.IntegerField(null=True)
    status = models.CharField(max_length=12)
    origin = models.CharField(max_length=80)
    reason = models.CharField(max_length=80, blank=True)
    disclosure = models.CharField(max_length=80, blank=True, default="")
    precision = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("release", "indicator", "place", "group", "period"), name="one_fact_a_cell"
            ),
        )


class AnnexRow(models.Model):
    """What a release says beyond numbers of cells: one document a kind, as_record of a frozen type behind the gate."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="annexes")
    kind = models.CharField(max_length=40)
    content = models.JSONField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("release", "kind"), name="one_annex_a_kind"),)


class Ranking(models.Model):
    """One order of a release's gaps under one set of weights; the latest counts, the first belongs to the release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="rankings")
    weights = models.JSONField()
    ranked = models.JSONField()
    seed = models.BigIntegerField()
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("id",)

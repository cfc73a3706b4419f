"""Samples as they are planned and drawn; no name and no answer stands here."""

from django.db import models


class SamplePlanRow(models.Model):
    """One plan: `content` is as_record of types.sampling.SamplePlan."""

    name = models.CharField(max_length=200)
    content = models.JSONField()
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    removed_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class SampleDrawRow(models.Model):
    """One draw of a plan, its protocol: `content` is as_record of types.sampling.SampleDraw; it never changes."""

    plan = models.ForeignKey(SamplePlanRow, on_delete=models.CASCADE, related_name="draws")
    content = models.JSONField()
    seed = models.BigIntegerField()
    frame_sha256 = models.CharField(max_length=64)
    drawn_on = models.DateTimeField()
    drawn_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("-id",)

"""Accessibility audits of sites and assets, and the photos that belong to them."""

from django.db import models

from sofra.store.documents import Blob


class AuditRow(models.Model):
    """What somebody saw on a day; `stood` is what the site said of steps before this audit."""

    of = models.CharField(max_length=10)
    target = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20)
    on = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    stood = models.BooleanField(null=True)
    started_by = models.CharField(max_length=150)
    finished_on = models.DateTimeField(null=True)
    removed_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class PhotoRow(models.Model):
    """A picture of an audit: of which question, its bytes without any place or time in them."""

    audit = models.ForeignKey(AuditRow, on_delete=models.CASCADE, related_name="photos")
    item = models.CharField(max_length=60, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_in_on = models.DateTimeField()

    class Meta:
        ordering = ("id",)

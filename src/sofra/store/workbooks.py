"""Workbooks of the inventory that somebody brought back: what they say, and what stood before they were applied."""

from django.db import models


class WorkbookRow(models.Model):
    """One workbook: `state` is "wrong", "waiting", "applied", "undone" or "dropped".

    `book` is a types.differences.Book until it is applied or set aside; `before` what stood in each record that it
    changed, for undo. `secret` True: whoever brought it may know of safe houses, so nobody else opens it. A list that
    came from another directory or a map names its import, and keeps in `foreign` its records as they came; once
    applied, those that stood there before.
    """

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    secret = models.BooleanField(default=False)
    book = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    before = models.JSONField(default=list)
    foreign = models.JSONField(default=list)
    imported = models.IntegerField(null=True)
    counts = models.JSONField(default=dict)
    received_on = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    applied_on = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"workbook {self.pk}"

"""Files that somebody brought: their bytes until they are accepted, what they are, and what is wrong with them."""

from django.db import models


class ImportRow(models.Model):
    """One file brought in. `state` is one of work.collect.STATES.

    The bytes of a file of answers are dropped when it is accepted: then the answers live in one place only.
    `issues` name cells for the clerk and go when the import is accepted or withdrawn.
    """

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content = models.BinaryField(null=True)
    form_name = models.CharField(max_length=255, blank=True)
    form = models.BinaryField(null=True)
    state = models.CharField(max_length=20)
    columns = models.JSONField(null=True)
    links = models.JSONField(default=list)
    design = models.JSONField(default=dict)
    wanted = models.JSONField(default=list)
    found = models.JSONField(default=list)
    issues = models.JSONField(default=list)
    good = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    round = models.ForeignKey("store.Round", on_delete=models.SET_NULL, null=True, related_name="+")
    received_on = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    accepted_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

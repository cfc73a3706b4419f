"""Files that somebody brought: their bytes until they are accepted, what they are, and what is wrong with them."""

from django.db import models


class ImportRow(models.Model):
    """One file brought in; `state` is the kind of its Outcome.

    `columns` is a saved column map, `links` and `design` are how answers are tied to the packs, `options` what a
    person has let pass. `issues` name cells for the clerk; those of answers go when the import is accepted.
    """

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=20)
    columns = models.JSONField(null=True)
    links = models.JSONField(default=list)
    design = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
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


class ImportPart(models.Model):
    """The bytes of an import until it is accepted or withdrawn: then what they said lives in one place only.

    `role` is "main", "form" (the XLSForm) or "persons" (a second file with the members of the households).
    """

    imported = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ("id",)

"""What people answered: the only tables that hold it, so that erasing has one place to look."""

from django.db import models


class CodebookRow(models.Model):
    """The questions of a round, as they were asked; shared by rounds with the same questions."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.JSONField()


class Round(models.Model):
    """One collection of answers: its questions, how its sample was drawn, and how its columns are linked."""

    name = models.CharField(max_length=200)
    period = models.CharField(max_length=20)
    codebook = models.ForeignKey(CodebookRow, on_delete=models.PROTECT)
    design = models.JSONField()
    links = models.JSONField(default=list)
    origin = models.JSONField()
    received_on = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    withdrawn_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class Submission(models.Model):
    """One household with its members, as one document. A correction adds a version and marks the old one replaced.

    `document` is {"household": row, "persons": [rows]}; `persons` counts them. Deleting
    the rows of one `key` forgets the household.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="submissions")
    key = models.CharField(max_length=120)
    document = models.JSONField()
    persons = models.PositiveIntegerField(default=0)
    received_on = models.DateTimeField()
    replaced_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("round", "key")),)


class HeldRow(models.Model):
    """A row kept back until somebody corrects it; `state` is "held", "corrected" or "left_out".

    `table` is "household" or "person"; `key` the household that it is or belongs to.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="held")
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    row = models.JSONField()
    issues = models.JSONField(default=list)
    state = models.CharField(max_length=20, default="held")

    class Meta:
        ordering = ("id",)

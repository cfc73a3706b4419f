"""Lists of people as pseudonyms, which rows are one person, what was estimated; and notes on registers' disagreements.

Nothing here can be read as a name. `EntryRow.marks` and `near` are hashes under a key that stands outside the database
and leaves neither with a bundle nor with a release.
"""

from django.db import models


class ListRow(models.Model):
    """One list of one group: whose it is, when it was taken, which fields its rows had, how many were left out."""

    group = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    taken_on = models.CharField(max_length=20, blank=True)
    definition = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    left_out = models.PositiveIntegerField(default=0)
    print = models.CharField(max_length=64)
    received_on = models.DateTimeField()
    received_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("id",)


class EntryRow(models.Model):
    """One row of a list: its number in the sheet, its hashes, its age band, and the number of the person behind it."""

    list = models.ForeignKey(ListRow, on_delete=models.CASCADE, related_name="entries")
    row = models.PositiveIntegerField()
    marks = models.JSONField(default=dict)
    near = models.JSONField(default=dict)
    band = models.CharField(max_length=8, blank=True)
    person = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("list_id", "id")


class PairRow(models.Model):
    """Two rows that are or may be one person; `decision` is "same", "different", or "" while nobody looked."""

    group = models.CharField(max_length=40)
    one = models.ForeignKey(EntryRow, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(EntryRow, on_delete=models.CASCADE, related_name="+")
    likelihood = models.FloatField()
    agree = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-likelihood", "id")


class HiddenRow(models.Model):
    """What the linked lists of a group come to; it stays when the lists are deleted. `of` are the lists it is from."""

    group = models.CharField(max_length=40, unique=True)
    histories = models.JSONField()
    estimate = models.JSONField()
    of = models.JSONField(default=list)
    linked_on = models.DateTimeField()
    linked_by = models.CharField(max_length=150)
    erased_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class ExplainedRow(models.Model):
    """Why registers disagree about a group in a place, in somebody's words; it makes neither count the official one."""

    group = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    note = models.TextField()
    written_on = models.DateTimeField()
    written_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("group", "place"), name="one_explanation_a_cell"),)

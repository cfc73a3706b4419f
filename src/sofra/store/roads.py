"""Road networks and the timetable, one for each way of travelling, kept like any other input of a map."""

from django.db import models


class RoadsRow(models.Model):
    """What one mode travels on: the file it came from, when and by whom; `content` the packed network or timetable.

    `beside` are the other files that went in (heights), name to sha256; `about` whole numbers and kilometres about
    it (`Loose`, or stops and rides); `issues` what was told when it came in.
    """

    mode = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    beside = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    content = models.ForeignKey("store.Blob", on_delete=models.PROTECT, related_name="+")
    brought_on = models.DateTimeField()
    brought_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("mode",)

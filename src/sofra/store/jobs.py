"""Long work in a queue: one table, taken up by one worker at a time."""

from django.db import models


class Job(models.Model):
    """One piece of long work. `state` is "waiting", "running", "done", "failed" or "cancelled".

    `stage` is a key of the texts (jobs.stage.<stage>); `failure` a sentence in the language of who asked;
    `result` holds ids only ({"release": 3}).
    """

    task = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    actor = models.JSONField()
    state = models.CharField(max_length=12, default="waiting", db_index=True)
    stage = models.CharField(max_length=40, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    failure = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    asked_on = models.DateTimeField()
    started_on = models.DateTimeField(null=True)
    finished_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

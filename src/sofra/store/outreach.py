"""Mobile teams: clients stand here as pseudonyms; what names them is sealed under a key that is kept nowhere."""

from django.db import models


class TeamRow(models.Model):
    """One team; the columns are the fields of types.visiting.Team; `lock` is as_record of sources.sealed.Lock."""

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=200)
    act = models.CharField(max_length=200, blank=True)
    established_on = models.DateField(null=True)
    mandate = models.TextField(blank=True)
    members = models.JSONField(default=list)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    lock = models.JSONField(null=True)
    relocked_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class ClientRow(models.Model):
    """One household: as much as the office may know, and `sealed`, which the team alone can open."""

    pseudonym = models.CharField(primary_key=True, max_length=20)
    team = models.ForeignKey(TeamRow, models.PROTECT, related_name="clients")
    settlement = models.CharField(max_length=80)
    need = models.CharField(max_length=40)
    groups = models.JSONField(default=list)
    opens = models.PositiveIntegerField(default=0)
    closes = models.PositiveIntegerField(default=1440)
    people = models.PositiveIntegerField(default=1)
    required = models.BooleanField(default=False)
    accepted_on = models.DateField()
    closed_on = models.DateField(null=True)
    sealed = models.TextField()

    class Meta:
        ordering = ("pseudonym",)

    def __str__(self) -> str:
        return self.pseudonym


class VisitRow(models.Model):
    """One visit; codes and numbers only. `sealed` holds the team's note, "" when there is none."""

    client = models.ForeignKey(ClientRow, models.CASCADE, related_name="visits")
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField(null=True)
    lacking = models.JSONField(default=list)
    help = models.JSONField(default=dict)
    next_on = models.DateField(null=True)
    sealed = models.TextField(blank=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("on", "id")


class ReferralRow(models.Model):
    """One referral; the columns are the fields of types.visiting.Referral."""

    client = models.ForeignKey(ClientRow, models.CASCADE, related_name="referrals")
    kind = models.CharField(max_length=40)
    to = models.CharField(max_length=200)
    sent_on = models.DateField()
    consent = models.CharField(max_length=20)
    override = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    outcome_on = models.DateField(null=True)
    first_time = models.BooleanField(null=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("sent_on", "id")


class WeekRow(models.Model):
    """A planned week: `outline` says days, teams and how many visits; the times and legs are `sealed`.

    Times between two households tell how far apart they are: they are no less secret than the points.
    """

    team = models.ForeignKey(TeamRow, models.CASCADE, related_name="weeks")
    monday = models.DateField()
    outline = models.JSONField()
    sealed = models.TextField()
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("monday", "id")
        constraints = (models.UniqueConstraint(fields=("team", "monday"), name="one_plan_a_week"),)


class MeetingRow(models.Model):
    """One meeting of a team; the columns are the fields of types.visiting.Meeting, households as pseudonyms."""

    team = models.ForeignKey(TeamRow, models.CASCADE, related_name="meetings")
    on = models.DateField()
    present = models.JSONField(default=list)
    decisions = models.JSONField(default=list)
    follow_ups = models.JSONField(default=list)
    next_on = models.DateField(null=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("-on", "-id")

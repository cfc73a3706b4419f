"""Links by which providers confirm a service, and what they answered."""

from django.db import models


class InvitationRow(models.Model):
    """A link for one service: the hash of its token, to whom it went, until when it opens."""

    token_hash = models.CharField(max_length=64, unique=True)
    service = models.CharField(max_length=80, db_index=True)
    sent_to = models.CharField(max_length=200, blank=True)
    lang = models.CharField(max_length=12)
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    expires_on = models.DateField()
    used_on = models.DateTimeField(null=True)
    withdrawn_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class ConfirmationRow(models.Model):
    """An answer by link: field by field confirmed or changed, a note, and what the municipality decided."""

    invitation = models.OneToOneField(InvitationRow, on_delete=models.CASCADE, related_name="answer")
    reply = models.JSONField()
    answered_on = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    reason = models.TextField(blank=True, default="")
    decided_on = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        ordering = ("-id",)


class SwitchRow(models.Model):
    """A setting of the workspace that is on or off, by its name ("directory")."""

    name = models.CharField(primary_key=True, max_length=40)
    on = models.BooleanField(default=False)

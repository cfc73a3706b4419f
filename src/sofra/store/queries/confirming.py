"""Links that went out to providers, what they answered, and the switches of the workspace."""

import hashlib
from datetime import date
from hmac import compare_digest

from django.utils import timezone

from sofra.store.confirming import ConfirmationRow, InvitationRow, SwitchRow
from sofra.store.records import from_record
from sofra.types.confirming import WAITING, Confirmation, Invitation, Reply
from sofra.types.errors import NotFound, stop


def token_hash(token: str) -> str:
    """What is kept of a link's token: its sha256; a token of 256 random bits needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by(token: str) -> Invitation:
    """The invitation that this token opens, whatever its state. Raises NotFound.

    The row is found by the hash, and the hash is compared once more in constant time: how long it takes tells nothing
    about a token.
    """
    wanted = token_hash(token)
    row = InvitationRow.objects.filter(token_hash=wanted).first()
    if not compare_digest(row.token_hash if row else "", wanted) or row is None:
        raise stop(NotFound, "link_unknown")
    return invitation_of(row)


def links_out(today: date | None = None) -> list[Invitation]:
    """Links without an answer that were not withdrawn: open ones and expired ones, newest first."""
    day = today or timezone.localdate()
    return [one for one in map(invitation_of, InvitationRow.objects.all()) if one.state(day) in ("open", "expired")]


def confirmations(state: str = WAITING) -> list[Confirmation]:
    """Answers in this state, the oldest first."""
    rows = ConfirmationRow.objects.filter(state=state).select_related("invitation").order_by("answered_on")
    return [confirmation_of(row) for row in rows]


def confirmation_by(invitation: int) -> Confirmation | None:
    """The answer that came by this link, None when none came."""
    row = ConfirmationRow.objects.filter(invitation_id=invitation).select_related("invitation").first()
    return confirmation_of(row) if row else None


def switched_on(name: str) -> bool:
    """Whether a setting of the workspace is on; off until somebody switched it on."""
    return SwitchRow.objects.filter(pk=name, on=True).exists()


def invitation_of(row: InvitationRow) -> Invitation:
    """The invitation in a row, without the hash of its token."""
    return Invitation(
        row.pk, row.service, row.sent_to, row.lang, row.made_on, row.made_by, row.expires_on, row.used_on,
        row.withdrawn_on,
    )  # fmt: skip


def confirmation_of(row: ConfirmationRow) -> Confirmation:
    """The answer in a row."""
    return Confirmation(
        row.pk, invitation_of(row.invitation), from_record(Reply, row.reply), row.answered_on, row.state, row.reason,
        row.decided_on, row.decided_by,
    )  # fmt: skip

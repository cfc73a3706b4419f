"""What a provider is asked and answers about one service by a link, without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Answered: TypeAlias = str | int | None

WAITING, APPROVED, REJECTED = "waiting", "approved", "rejected"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a provider says is otherwise: what the list said, what they say; None where it is not known."""

    field: str
    before: Answered
    after: Answered


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer of a provider: what still holds, what changed, a note ("" for none)."""

    confirmed: Sequence[str] = ()
    changed: Sequence[Change] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was handed out for one service; its token is kept nowhere, only the token's hash.

    `state` on a day is "open", "used", "expired" or "withdrawn".
    """

    id: int
    service: str
    sent_to: str
    lang: str
    made_on: datetime
    made_by: str
    expires_on: date
    used_on: datetime | None = None
    withdrawn_on: datetime | None = None

    def state(self, today: date) -> str:
        """How the link stands on this day; it still opens on its last day."""
        if self.used_on:
            return "used"
        if self.withdrawn_on:
            return "withdrawn"
        return "expired" if today > self.expires_on else "open"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An answer as the municipality keeps it: waiting, approved, or rejected with a written reason."""

    id: int
    invitation: Invitation
    reply: Reply
    answered_on: datetime
    state: str = WAITING
    reason: str = ""
    decided_on: datetime | None = None
    decided_by: str = ""

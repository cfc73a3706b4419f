"""Providers confirm or correct a service by an expiring link; the municipality approves or rejects with a reason."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from sofra.packs.texts import LANGUAGES
from sofra.resources.confirmable import approved, reply, wrong
from sofra.store import queries
from sofra.store.confirming import ConfirmationRow, InvitationRow
from sofra.store.queries.confirming import confirmation_of, invitation_of, token_hash
from sofra.store.records import as_record
from sofra.types.confirming import APPROVED, REJECTED, WAITING, Answered, Confirmation, Invitation
from sofra.types.errors import Conflict, NotFound, SourceError, stop
from sofra.types.supply import Provider
from sofra.work.acts import Actor, Done, act
from sofra.work.keeping import change
from sofra.work.policy import INVITED

DAYS, LONGEST = 30, 365
"""How long a link opens when nobody says otherwise, and the longest that anybody may say."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link at the moment of its making: the only time that its token is known."""

    invitation: Invitation
    token: str


@act("inventory.invite")
def invite(
    actor: Actor, services: Sequence[str], *, days: int = DAYS, lang: str = "", sent_to: str = ""
) -> Done[list[Link]]:
    """A new link for each of these services; links for them that were still open no longer open.

    `sent_to` is for the office's own list; left out, the e-mail or telephone of the provider stands there. Raises
    NotFound for an unknown service or language, SourceError for a time outside 1 to 365 days.
    """
    tongue = lang or queries.municipality().main_language
    if tongue not in LANGUAGES:
        raise stop(NotFound, "language_unknown", lang=tongue, known=", ".join(LANGUAGES))
    if not 1 <= days <= LONGEST:
        raise stop(SourceError, "link_days", value=days, limit=LONGEST)
    links = [_made(actor, service, days=days, lang=tongue, sent_to=sent_to) for service in dict.fromkeys(services)]
    return Done(links, _target([link.invitation.service for link in links]), {"links": len(links)})


@act("inventory.withdraw_link")
def withdraw_link(actor: Actor, invitation: int) -> Done[Invitation]:
    """Take a link back that was not used yet: it no longer opens. Raises NotFound, Conflict for a used one."""
    row = InvitationRow.objects.filter(pk=invitation).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="link", id=str(invitation))
    taken = row.withdrawn_on or timezone.now()
    if not _unused(invitation).update(withdrawn_on=taken):
        raise stop(Conflict, "link_used")
    row.withdrawn_on = taken
    return Done(invitation_of(row), f"service {row.service}")


def answer_by_link(token: str, said: Mapping[str, Answered], note: str = "") -> Confirmation:
    """The answer of whoever holds the link: what they say anew; every other field is confirmed.

    Raises NotFound for a token that nobody made, Conflict for a link that is used, expired or withdrawn, SourceError
    with every field that cannot be so.
    """
    found = queries.invitation_by(token)
    return take_answer(Actor(f"#{found.id}", INVITED, found.lang), found, said, note)


@act("inventory.answer")
def take_answer(
    actor: Actor, invitation: Invitation, said: Mapping[str, Answered], note: str = ""
) -> Done[Confirmation]:
    """Keep an answer until the municipality looks at it; the service itself stays as it was."""
    now = timezone.now()
    if (state := invitation.state(timezone.localdate())) != "open":
        raise stop(Conflict, f"link_{state}")
    if issues := tuple(wrong(said, note)):
        raise SourceError(*issues)
    kept = queries.service(invitation.service)
    # One statement asks whether the link still opens and uses it: of two who answer at once only one does, and nobody
    # answers while the link is taken back.
    if not _unused(invitation.id).filter(withdrawn_on__isnull=True, service=invitation.service).update(used_on=now):
        raise stop(Conflict, "link_used" if not _unused(invitation.id).exists() else "link_withdrawn")
    answer = reply(kept.thing, said, invitation.lang, note)
    row = ConfirmationRow.objects.create(invitation_id=invitation.id, reply=as_record(answer), answered_on=now)
    return Done(confirmation_of(row), f"service {invitation.service}", {"changed": len(answer.changed)})


@act("inventory.approve_answer")
def approve_answer(actor: Actor, answer: int) -> Done[Confirmation]:
    """Take over what a provider said: the service is as they say, checked on the day of their answer.

    Raises Conflict when the answer was decided on already, or the service was removed or given to another provider
    meanwhile.
    """
    return _approved(actor, _waiting(answer))


@act("inventory.approve_answer")
def approve_unchanged(actor: Actor) -> Done[int]:
    """Take over every waiting answer that changes nothing and says nothing more, all of them or none; how many.

    Answers about a service that was removed meanwhile wait on.
    """
    rows = list(ConfirmationRow.objects.select_for_update().select_related("invitation").filter(state=WAITING))
    plain = [row for row in rows if _is_plain(confirmation_of(row))]
    for row in plain:
        _approved(actor, row)
    return Done(len(plain), "services", {"answers": len(plain)})


@act("inventory.reject_answer")
def reject_answer(actor: Actor, answer: int, reason: str) -> Done[Confirmation]:
    """Leave the service as it is; whoever opens the link reads the reason. Raises SourceError without a reason."""
    if not reason.strip():
        raise stop(SourceError, "reason_missing")
    return _decided(actor, _waiting(answer), REJECTED, reason.strip()[:2000])


def _made(actor: Actor, service: str, *, days: int, lang: str, sent_to: str) -> Link:
    kept, token = queries.service(service), secrets.token_urlsafe(32)
    if kept.removed:
        raise stop(NotFound, "not_found", thing="service", id=service)
    now = timezone.now()
    InvitationRow.objects.filter(service=service, used_on__isnull=True, withdrawn_on__isnull=True).update(
        withdrawn_on=now
    )
    row = InvitationRow.objects.create(
        token_hash=token_hash(token), service=service, sent_to=(sent_to or _reached(kept.thing.provider))[:200],
        lang=lang, made_on=now, made_by=actor.name, expires_on=timezone.localdate() + timedelta(days=days),
    )  # fmt: skip
    return Link(invitation_of(row), token)


def _unused(invitation: int) -> QuerySet[InvitationRow]:
    return InvitationRow.objects.filter(pk=invitation, used_on__isnull=True)


def _is_plain(answer: Confirmation) -> bool:
    said = answer.reply
    if answer.invitation.withdrawn_on:
        return False
    return not said.changed and not said.note and not queries.service(answer.invitation.service).removed


def _approved(actor: Actor, row: ConfirmationRow) -> Done[Confirmation]:
    found = confirmation_of(row)
    kept = queries.service(found.invitation.service)
    if kept.removed:
        raise stop(Conflict, "answer_removed", id=kept.thing.id)
    if found.invitation.withdrawn_on:
        raise stop(Conflict, "answer_of_another", id=kept.thing.id)
    day = timezone.localdate(found.answered_on).isoformat()
    by = _provider_name(kept.thing.provider) or found.invitation.sent_to
    change(approved(kept.thing, found.reply, on=day, by=by, lang=found.invitation.lang), kept.version)
    return _decided(actor, row, APPROVED, "")


def _waiting(answer: int) -> ConfirmationRow:
    row = ConfirmationRow.objects.select_for_update().select_related("invitation").filter(pk=answer).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="answer", id=str(answer))
    if row.state != WAITING:
        raise stop(Conflict, "answer_decided")
    return row


def _decided(actor: Actor, row: ConfirmationRow, state: str, reason: str) -> Done[Confirmation]:
    row.state, row.reason, row.decided_on, row.decided_by = state, reason, timezone.now(), actor.name
    row.save(update_fields=["state", "reason", "decided_on", "decided_by"])
    found = confirmation_of(row)
    return Done(found, f"service {found.invitation.service}", {"changed": len(found.reply.changed)})


def _provider(id: str) -> Provider | None:
    return next((kept.thing for kept in queries.all_kept(Provider) if kept.thing.id == id), None)


def _provider_name(id: str) -> str:
    found, main = _provider(id), queries.municipality().main_language
    return (found.name.get(main) or next(iter(found.name.values()), "")) if found else ""


def _reached(id: str) -> str:
    found = _provider(id)
    return (found.contact.email or found.contact.phone) if found else ""


def _target(services: Sequence[str]) -> str:
    return f"service {services[0]}" if len(services) == 1 else "services"

"""Visits and referrals of a mobile team: what was found, what was given, who was sent where and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sofra.packs.outreach import kinds_of_help
from sofra.sources.sealed import seal
from sofra.store import queries as kept
from sofra.store.outreach import ReferralRow, VisitRow
from sofra.store.queries import outreach as queries
from sofra.types.errors import Conflict, Issue, NotFound, SourceError, stop
from sofra.types.keys import ServiceKind
from sofra.types.outreach import DAY_MINUTES
from sofra.types.visiting import CONSENTS, MET, OUTCOMES, OVERRIDES, REFUSALS, Referral, VisitMade
from sofra.work.acts import Actor, Done, act
from sofra.work.outreach import check_key, own_team, whose

FIRST_YEAR = 2000
"""A visit or referral before it is a slip of the year."""


@act("outreach.visit")
def record_visit(actor: Actor, visit: VisitMade, note: str = "", key: bytes = b"") -> Done[VisitMade]:
    """One visit kept, as codes and numbers; a note in words is sealed and needs the key.

    Raises SourceError with every problem at once, NotAllowed for a note under another key than the team's.
    """
    row = _checked_visit(actor, visit, _known(), note if not key else "")
    if note.strip():
        check_key(row.client.team, key)
        row.sealed = seal({"note": note.strip()}, key, whose(row))
    row.save()
    counts = {"lacking": len(visit.lacking), "help": sum(visit.help.values())}
    return Done(queries.visit_made(row), f"client {visit.pseudonym}", counts)


@act("outreach.visit")
def record_visits(actor: Actor, visits: Sequence[VisitMade]) -> Done[int]:
    """Visits of paper sheets kept in one go, all or none. Raises SourceError at the first household with a problem."""
    known = _known()
    for visit in visits:
        _checked_visit(actor, visit, known).save()
    return Done(len(visits), "visits", {"visits": len(visits)})


@act("outreach.refer")
def refer(actor: Actor, referral: Referral) -> Done[Referral]:
    """A household sent on to a service, with consent, or without it for a recorded reason.

    Raises SourceError with every problem at once: no consent and no reason is one of them.
    """
    client = queries.client_row(referral.pseudonym)
    own_team(actor, client.team_id)
    issues = list(_wrong_referral(referral))
    if issues:
        raise SourceError(*issues)
    row = ReferralRow(
        client=client,
        kind=referral.kind,
        to=referral.to.strip(),
        sent_on=referral.sent_on,
        consent=referral.consent,
        override=referral.override,
        by=actor.name,
    )
    row.save()
    return Done(queries.referral_of(row), f"referral {row.pk}", {"override": int(referral.consent == "override")})


@act("outreach.answer")
def answer_referral(actor: Actor, id: int, answer: str, on: date, *, refusal: str = "") -> Done[Referral]:
    """What the service said: accepted, or refused with a reason. Raises SourceError; Conflict when it was answered."""
    row = _row(id)
    _own(actor, row)
    if row.answer:
        raise stop(Conflict, "referral_answered", id=id)
    if answer not in ("accepted", "refused"):
        raise stop(SourceError, "referral_answer_unknown", answer=answer)
    if answer == "refused" and refusal not in REFUSALS:
        raise stop(SourceError, "referral_refused_why")
    _check_day(on, row.sent_on)
    row.answer, row.answered_on, row.refusal = answer, on, refusal if answer == "refused" else ""
    row.save(update_fields=["answer", "answered_on", "refusal"])
    return Done(queries.referral_of(row), f"referral {id}")


@act("outreach.answer")
def end_referral(actor: Actor, id: int, outcome: str, on: date, *, first_time: bool | None = None) -> Done[Referral]:
    """What came of an accepted referral, and whether the service is used for the first time (None: nobody asked)."""
    row = _row(id)
    _own(actor, row)
    if row.answer != "accepted":
        raise stop(Conflict, "referral_not_accepted", id=id)
    if outcome not in OUTCOMES:
        raise stop(SourceError, "referral_outcome_unknown", outcome=outcome)
    _check_day(on, row.answered_on or row.sent_on)
    row.outcome, row.outcome_on, row.first_time = outcome, on, first_time
    row.save(update_fields=["outcome", "outcome_on", "first_time"])
    return Done(queries.referral_of(row), f"referral {id}")


def _check_day(on: date, after: date) -> None:
    """What came of a referral came after it was sent, and not in days to come."""
    if not after <= on <= timezone.localdate():
        raise stop(SourceError, "referral_day_wrong", day=on.isoformat())


def _own(actor: Actor, row: ReferralRow) -> None:
    if actor.role == "team":
        own_team(actor, row.client.team_id)


def _row(id: int) -> ReferralRow:
    row = ReferralRow.objects.select_for_update(of=("self",)).select_related("client").filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="referral", id=str(id))
    return row


@dataclass(frozen=True, slots=True)
class _Known:
    """The codes of this workspace's packs."""

    help: frozenset[str]
    services: frozenset[str]


def _known() -> _Known:
    found = kept.workspace()
    return _Known(
        frozenset(kinds_of_help(found.municipality.country, found.office)), frozenset(kept.pack().services)
    )  # fmt: skip


def _checked_visit(actor: Actor, visit: VisitMade, known: _Known, unsealed: str = "") -> VisitRow:
    client = queries.client_row(visit.pseudonym)
    own_team(actor, client.team_id)
    issues = list(_wrong_visit(visit, known))
    if unsealed.strip():
        issues.append(Issue("note_without_key"))
    if issues:
        raise SourceError(*issues)
    return VisitRow(
        client=client, on=visit.on, outcome=visit.outcome, minutes=visit.minutes, next_on=visit.next_on,
        lacking=list(visit.lacking), help=dict(visit.help), by=actor.name,
    )  # fmt: skip


def _wrong_visit(visit: VisitMade, known: _Known) -> Iterator[Issue]:
    if visit.outcome not in MET:
        yield Issue("visit_outcome_unknown", values={"outcome": visit.outcome})
    if visit.on > timezone.localdate():
        yield Issue("visit_in_future", values={"day": visit.on.isoformat()})
    if visit.on.year < FIRST_YEAR:
        yield Issue("visit_long_ago", values={"day": visit.on.isoformat(), "year": str(FIRST_YEAR)})
    if visit.minutes is not None and visit.minutes > DAY_MINUTES:
        yield Issue("visit_minutes", values={"n": visit.minutes})
    if visit.next_on is not None and visit.next_on <= visit.on:
        yield Issue("visit_next_before", values={"day": visit.next_on.isoformat()})
    for kind in visit.lacking:
        if kind not in known.services:
            yield Issue("visit_need_unknown", values={"kind": kind})
    for code, count in visit.help.items():
        if code not in known.help or count < 1:
            yield Issue("visit_help_unknown", values={"code": code})


def _wrong_referral(referral: Referral) -> Iterator[Issue]:
    if ServiceKind(referral.kind) not in kept.pack().services:
        yield Issue("visit_need_unknown", values={"kind": referral.kind})
    if not referral.to.strip():
        yield Issue("referral_to_whom")
    if referral.sent_on > timezone.localdate():
        yield Issue("visit_in_future", values={"day": referral.sent_on.isoformat()})
    if referral.sent_on.year < FIRST_YEAR:
        yield Issue("visit_long_ago", values={"day": referral.sent_on.isoformat(), "year": str(FIRST_YEAR)})
    if referral.consent not in CONSENTS:
        yield Issue("referral_no_consent")
    if referral.consent == "override" and referral.override not in OVERRIDES:
        yield Issue("referral_override_why")
    if referral.consent != "override" and referral.override:
        yield Issue("referral_override_and_consent")

"""Mobile teams as the office may see them: pseudonyms, codes and days; nothing sealed is opened here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

from sofra.store.events import Event
from sofra.store.notes import EventNote
from sofra.store.notes_outreach import PlannedWeek
from sofra.store.outreach import ClientRow, MeetingRow, ReferralRow, TeamRow, VisitRow, WeekRow
from sofra.store.records import from_record
from sofra.types.errors import NotFound, stop
from sofra.types.visiting import Client, FollowUp, Meeting, Referral, Team, TeamMember, VisitMade


def teams() -> list[Team]:
    """All mobile teams."""
    return [_team(row) for row in TeamRow.objects.all()]


def team(id: str) -> Team:
    """One team. Raises NotFound."""
    return _team(team_row(id))


def team_row(id: str) -> TeamRow:
    """The row of a team, with its lock. Raises NotFound."""
    row = TeamRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="team", id=id)
    return row


def clients(team: str, *, closed: bool = False) -> list[Client]:
    """The households of a team by pseudonym, with their last and next visit; those let go only when `closed`."""
    rows = ClientRow.objects.filter(team_id=team)
    rows = rows if closed else rows.filter(closed_on=None)
    seen = _seen(rows.values_list("pk", flat=True))
    return [_client(row, seen.get(row.pk, [])) for row in rows]


def client(pseudonym: str) -> Client:
    """One household. Raises NotFound."""
    row = client_row(pseudonym)
    return _client(row, _seen([row.pk]).get(row.pk, []))


def client_row(pseudonym: str) -> ClientRow:
    """The row of a household, sealed part included. Raises NotFound."""
    row = ClientRow.objects.filter(pk=pseudonym).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="client", id=pseudonym)
    return row


def visits(team: str, since: date | None = None, until: date | None = None) -> list[VisitMade]:
    """The visits of a team, oldest first."""
    rows = VisitRow.objects.filter(client__team_id=team)
    rows = rows.filter(on__gte=since) if since else rows
    rows = rows.filter(on__lte=until) if until else rows
    return [visit_made(row) for row in rows]


def visits_to(pseudonym: str) -> list[VisitMade]:
    """The visits to one household, newest first."""
    return [visit_made(row) for row in VisitRow.objects.filter(client_id=pseudonym).order_by("-on", "-id")]


def referrals(team: str = "", *, pseudonym: str = "", since: date | None = None) -> list[Referral]:
    """Referrals of a team or of one household, oldest first."""
    rows = ReferralRow.objects.filter(client_id=pseudonym) if pseudonym else ReferralRow.objects.all()
    rows = rows.filter(client__team_id=team) if team else rows
    rows = rows.filter(sent_on__gte=since) if since else rows
    return [referral_of(row) for row in rows]


def planned(team: str, monday: date) -> PlannedWeek | None:
    """The plan of a team's week, its times still sealed; None when there is none."""
    row = WeekRow.objects.filter(team_id=team, monday=monday).first()
    return _planned(row) if row else None


def let_go_before(day: date) -> dict[str, list[str]]:
    """What belongs to the households let go before a day: pseudonyms, numbers of visits, referrals, planned weeks."""
    names = list(ClientRow.objects.filter(closed_on__lt=day).values_list("pk", flat=True))
    visits, sent = (
        rows.objects.filter(client_id__in=names).values_list("pk", flat=True) for rows in (VisitRow, ReferralRow)
    )
    ids = {"visits": visits, "referrals": sent, "weeks": weeks_with(set(names))}
    return {"clients": names, **{name: [str(one) for one in found] for name, found in ids.items()}}


def meetings(team: str) -> list[Meeting]:
    """The meetings of a team, newest first."""
    return [meeting_of(row) for row in MeetingRow.objects.filter(team_id=team)]


def meeting_row(id: int) -> MeetingRow:
    """The row of a meeting. Raises NotFound."""
    row = MeetingRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="meeting", id=str(id))
    return row


def meeting_of(row: MeetingRow) -> Meeting:
    """What a row of meetings says."""
    follow_ups = tuple(_follow_up(one) for one in row.follow_ups)
    return Meeting(row.team_id, row.on, tuple(row.present), tuple(row.decisions), follow_ups, row.next_on, row.pk)


def _follow_up(said: Mapping[str, Any]) -> FollowUp:
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("due_on", "done_on")}
    return FollowUp(said["what"], said["role"], pseudonym=said["pseudonym"], **days)


def weeks_with(pseudonyms: Set[str]) -> list[int]:
    """The numbers of the planned weeks in which one of these households stands."""
    return [week.pk for week in WeekRow.objects.all() if pseudonyms & set(_standing(week))]


def purges() -> list[EventNote]:
    """When households let go were deleted, by whom and how many, newest first."""
    rows = Event.objects.filter(act="outreach.purge", counts__really=1)
    return [EventNote(row.on, row.who, row.role, row.act, row.target, row.counts) for row in rows]


def _standing(week: WeekRow) -> Iterator[str]:
    for one in week.outline.get("rounds", ()):
        yield from one["clients"]
    for one in week.outline.get("missed", ()):
        yield one["client"]


def visit_made(row: VisitRow) -> VisitMade:
    """What a row of visits says."""
    return VisitMade(
        row.client_id, row.on, row.outcome, row.minutes, tuple(row.lacking), dict(row.help), row.next_on, row.pk
    )


def referral_of(row: ReferralRow) -> Referral:
    """What a row of referrals says."""
    return Referral(
        row.client_id, row.kind, row.to, row.sent_on, row.consent, row.override, row.answer, row.answered_on,
        row.refusal, row.outcome, row.outcome_on, row.first_time, row.pk,
    )  # fmt: skip


def _team(row: TeamRow) -> Team:
    plain = {name: getattr(row, name) for name in ("id", "name", "act", "established_on", "mandate", "lon", "lat")}
    members = tuple(from_record(TeamMember, one) for one in row.members)
    return Team(**plain, members=members, locked=row.lock is not None)


def _seen(pseudonyms: Sequence[str]) -> Mapping[str, list[VisitRow]]:
    found: dict[str, list[VisitRow]] = defaultdict(list)
    for row in VisitRow.objects.filter(client_id__in=list(pseudonyms)):
        found[row.client_id].append(row)
    return found


def _client(row: ClientRow, seen: Sequence[VisitRow]) -> Client:
    met = [one for one in seen if one.outcome == "met"]
    plain = {
        name: getattr(row, name)
        for name in ("pseudonym", "settlement", "need", "opens", "closes", "people", "required")
    }
    return Client(
        **plain,
        team=row.team_id,
        groups=tuple(row.groups),
        accepted_on=row.accepted_on,
        closed_on=row.closed_on,
        last_visit=met[-1].on if met else None,
        agreed_on=seen[-1].next_on if seen else None,
    )


def _planned(row: WeekRow) -> PlannedWeek:
    return PlannedWeek(row.team_id, row.monday, row.outline, row.sealed, row.made_on, row.made_by)

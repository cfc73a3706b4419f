"""Meetings of a mobile team: a short record without names, and what was agreed on until it is done."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from sofra.store.outreach import ClientRow, MeetingRow
from sofra.store.queries import outreach as queries
from sofra.store.records import as_record
from sofra.types.errors import Issue, NotFound, SourceError, stop
from sofra.types.visiting import ROLES, FollowUp, Meeting, Person
from sofra.work.acts import Actor, Done, act
from sofra.work.clients import open_clients
from sofra.work.outreach import own_team

LEAST_OF_A_NAME = 4
"""Letters of a part of a name from which on it is looked for in a record; shorter ones are words too often."""

NUMBER = 8
"""The last digits of a telephone, the same with and without the country's prefix."""

PSEUDONYM = re.compile(r"K-[A-Z0-9]{5}\b")


@act("outreach.meeting")
def keep_meeting(actor: Actor, meeting: Meeting, key: bytes = b"") -> Done[Meeting]:
    """The record of a meeting kept, or changed; what was done already stays done.

    With the key of the team no line may hold the name or telephone of a household. Raises SourceError with every
    problem at once, NotAllowed for a member of another team.
    """
    if actor.role == "team":
        own_team(actor, meeting.team)
    known = open_clients(actor, meeting.team, key) if key else {}
    issues = [*_wrong(meeting), *_named(meeting, known)]
    if issues:
        raise SourceError(*issues)
    row = queries.meeting_row(meeting.id) if meeting.id else MeetingRow(team_id=meeting.team)
    if row.team_id != meeting.team:
        raise stop(NotFound, "not_found", thing="meeting", id=str(meeting.id))
    row.on, row.next_on, row.by = meeting.on, meeting.next_on, actor.name
    row.present, row.decisions = list(meeting.present), list(meeting.decisions)
    row.follow_ups = as_record(meeting.follow_ups)
    row.save()
    counts = {"decisions": len(meeting.decisions), "follow_ups": len(meeting.follow_ups)}
    return Done(queries.meeting_of(row), f"meeting {row.pk}", counts)


@act("outreach.meeting")
def finish_follow_up(actor: Actor, id: int, number: int, on: date) -> Done[Meeting]:
    """One thing that was agreed on is done. Raises NotFound when the meeting has no such thing."""
    row = queries.meeting_row(id)
    if actor.role == "team":
        own_team(actor, row.team_id)
    found = list(queries.meeting_of(row).follow_ups)
    if not 0 <= number < len(found):
        raise stop(NotFound, "not_found", thing="follow_up", id=str(number))
    found[number] = replace(found[number], done_on=on)
    row.follow_ups = as_record(found)
    row.save(update_fields=["follow_ups"])
    return Done(queries.meeting_of(row), f"meeting {id}", {"done": 1})


def open_follow_ups(team: str) -> list[tuple[Meeting, int, FollowUp]]:
    """What is still to be done, the earliest day first, things without a day last."""
    found = [
        (meeting, number, one)
        for meeting in queries.meetings(team)
        for number, one in enumerate(meeting.follow_ups)
        if one.done_on is None
    ]
    return sorted(found, key=lambda one: (one[2].due_on is None, one[2].due_on or one[0].on))


def _wrong(meeting: Meeting) -> Iterator[Issue]:
    if meeting.on > timezone.localdate():
        yield Issue("visit_in_future", values={"day": meeting.on.isoformat()})
    if not meeting.decisions and not meeting.follow_ups:
        yield Issue("meeting_empty")
    for role in (*meeting.present, *(one.role for one in meeting.follow_ups if one.role)):
        if role not in ROLES:
            yield Issue("team_role_unknown", values={"role": role})
    if meeting.next_on is not None and meeting.next_on <= meeting.on:
        yield Issue("visit_next_before", values={"day": meeting.next_on.isoformat()})
    own = set(ClientRow.objects.filter(team_id=meeting.team).values_list("pk", flat=True))
    named = {found for line in _lines(meeting) for found in PSEUDONYM.findall(line)}
    for pseudonym in sorted((named | {one.pseudonym for one in meeting.follow_ups if one.pseudonym}) - own):
        yield Issue("meeting_pseudonym_unknown", values={"pseudonym": pseudonym})


def _named(meeting: Meeting, known: Mapping[str, Person]) -> Iterator[Issue]:
    """Which lines name a household; the sentence tells the line and never the name."""
    secrets = {word for person in known.values() for word in _words(person)}
    for number, line in enumerate(_lines(meeting), start=1):
        words = set(re.findall(r"\w+", line.casefold()))
        digits = "".join(re.findall(r"\d", line))
        if words & secrets or any(secret.isdigit() and secret in digits for secret in secrets):
            yield Issue("meeting_names_somebody", values={"line": number})


def _words(person: Person) -> Iterator[str]:
    yield from (word for word in re.findall(r"\w+", person.name.casefold()) if len(word) >= LEAST_OF_A_NAME)
    digits = "".join(re.findall(r"\d", person.phone))
    if len(digits) > LEAST_OF_A_NAME:
        yield digits[-NUMBER:]


def _lines(meeting: Meeting) -> Sequence[str]:
    return (*meeting.decisions, *(one.what for one in meeting.follow_ups))

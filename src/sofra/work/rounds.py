"""The week of a mobile team: who is due, planned into rounds, kept with its times sealed, opened by the team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from django.utils import timezone

from sofra.resources.rounds.due import WEEK_DAYS, due, weight
from sofra.resources.rounds.plan import plan_week
from sofra.resources.travel.straight import SPEEDS_KMH, StraightLine
from sofra.resources.travel.way import Way
from sofra.sources.sealed import open_sealed, seal
from sofra.store import queries as kept
from sofra.store.outreach import WeekRow
from sofra.store.queries import outreach as queries
from sofra.store.queries.roads import ways
from sofra.store.records import as_record, from_record
from sofra.types.errors import NotFound, SourceError, stop
from sofra.types.outreach import Care, Due, NeedClass, Shift, Visit, Week
from sofra.types.visiting import Client, Person
from sofra.work.acts import Actor, Done, act
from sofra.work.clients import classes, open_clients
from sofra.work.outreach import own_team, whose

Spot = tuple[float, float]

ITERATIONS = 800
"""The search at the desk: some two seconds for 120 households.

The key of a team never goes into the queue of jobs, where it would be written down; so a team waits at its page, and
`sofra rounds` has time for more."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A week to be planned: on which days, from when to when (minutes), with how many cars, and where they begin."""

    monday: date
    days: Sequence[date]
    opens: int
    closes: int
    cars: int = 1
    start: Spot | None = None
    mode: str = "car"


@dataclass(frozen=True, slots=True)
class Planned:
    """A week as planned, and the households whose point is unknown: they were taken at their settlement's."""

    week: Week
    approximate: Sequence[str]


def due_in(team: str, monday: date) -> list[Due]:
    """The households of a team that are due in a week, the longest overdue first."""
    cares = [Care(one.pseudonym, one.need, one.last_visit, one.agreed_on) for one in queries.clients(team)]
    return due(cares, classes(), monday)


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


@act("outreach.plan")
def plan_rounds(actor: Actor, team: str, key: bytes, wish: Wish, *, iterations: int = ITERATIONS) -> Done[Planned]:
    """The week of a team from the points of its households, kept under its Monday; an older plan of it is replaced.

    Raises SourceError when the team's starting point is unknown, DesignError when nothing can be planned at all.
    """
    own_team(actor, team)
    planned = planned_week(team, wish, open_clients(actor, team, key), iterations=iterations)
    row = WeekRow.objects.filter(team_id=team, monday=wish.monday).first() or WeekRow(team_id=team, monday=wish.monday)
    row.outline = {**_outline(planned.week), "approximate": list(planned.approximate)}
    row.made_on, row.made_by = timezone.now(), actor.name
    row.sealed = seal(as_record(planned.week), key, whose(row))
    row.save()
    counts = {"visits": planned.week.made, "missed": len(planned.week.missed), "rounds": len(planned.week.rounds)}
    return Done(planned, f"team {team}", counts)


def planned_week(
    team: str, wish: Wish, known: Mapping[str, Person] | None = None, *, iterations: int = ITERATIONS
) -> Planned:
    """The week of a team, kept nowhere; without `known` every household stands at the centre of its settlement."""
    start = wish.start or _start(team)
    clients = {one.pseudonym: one for one in queries.clients(team)}
    visits, approximate, needs = [], [], classes()
    centres = {place.id: (place.lon, place.lat) for place in kept.places()}
    for one in due_in(team, wish.monday):
        client = clients[one.pseudonym]
        person = (known or {}).get(one.pseudonym)
        spot = (person.lon, person.lat) if person is not None and person.lon is not None else None
        if spot is None:
            spot = centres.get(client.settlement, (None, None))
            approximate.append(one.pseudonym)
        if spot[0] is None or spot[1] is None:
            raise stop(SourceError, "rounds_no_point", settlement=client.settlement)
        visits += _visits(client, one, (spot[0], spot[1]), (wish.days, needs[client.need]))
    shifts = [
        Shift(str(car + 1), day, wish.opens, wish.closes, *start) for day in wish.days for car in range(wish.cars)
    ]
    way = way_by(wish.mode)
    week = plan_week(visits, shifts, way, seed=kept.workspace().seed, iterations=iterations)
    return Planned(week, approximate)


def way_by(mode: str) -> Way:
    """How a team gets from door to door: over the roads that were brought, else in straight lines with a detour."""
    return ways().get(mode) or StraightLine(mode, SPEEDS_KMH[mode])


@act("outreach.open")
def open_week(actor: Actor, team: str, monday: date, key: bytes) -> Done[Week]:
    """The planned week of a team with its times, for the route sheet. Raises NotFound without a plan, NotAllowed."""
    own_team(actor, team)
    row = WeekRow.objects.filter(team_id=team, monday=monday).first()
    if row is None or not row.sealed:
        raise stop(NotFound, "not_found", thing="week", id=monday.isoformat())
    week = from_record(Week, _dated(open_sealed(row.sealed, key, whose(row))))
    return Done(week, f"team {team}", {"visits": week.made})


def _visits(client: Client, one: Due, spot: Spot, given: tuple[Sequence[date], NeedClass]) -> list[Visit]:
    days, need = given
    visit = Visit(
        client.pseudonym,
        *spot,
        need.minutes,
        client.opens,
        client.closes,
        days=_from(days, one.on),
        weight=weight(one, need),
        required=client.required,
    )
    if one.times == 1 or not days:
        return [visit]
    made = [replace(visit, days=part) for part in apart(days, one.times)]
    # What no day is left for is told among the visits that do not fit.
    return [*made, *(replace(visit, days=(days[0] - timedelta(days=1),)) for _ in range(one.times - len(made)))]


def apart(days: Sequence[date], times: int) -> list[tuple[date, ...]]:
    """The days of a week shared out among the visits to one household, with a day between two visits where one is left.

    Fewer parts than `times` where there are fewer days.
    """
    split = np.array_split(np.arange(len(days)), min(times, len(days)))
    parts = [[days[n] for n in part] for part in split]
    for first, then in pairwise(parts):
        while (then[0] - first[-1]).days < 2 and max(len(first), len(then)) > 1:
            if len(first) >= len(then):
                first.pop()
            else:
                then.pop(0)
    return [tuple(part) for part in parts]


def _from(days: Sequence[date], on: date) -> Sequence[date]:
    """Not before the day on which the household is due, where that leaves a day at all."""
    later = tuple(day for day in days if day >= on)
    return later if later and len(later) < len(days) else ()


def _start(team: str) -> Spot:
    found = queries.team(team)
    if found.lon is None or found.lat is None:
        raise stop(SourceError, "rounds_no_start", team=found.name)
    return found.lon, found.lat


def _outline(week: Week) -> dict[str, object]:
    rounds = [
        {"car": one.team, "day": one.day.isoformat(), "clients": sorted(call.visit for call in one.calls)}
        for one in week.rounds
    ]
    missed = [
        {"client": one.visit, "reason": one.reason, "minutes": one.values.get("minutes", 0), "required": one.required}
        for one in week.missed
    ]
    minutes = sum(one.ends - one.starts for one in week.rounds)
    return {
        "rounds": rounds,
        "missed": missed,
        "drive": week.drive,
        "km": week.km,
        "minutes": minutes,
        "basis": week.basis,
    }


def _dated(said: dict[str, object]) -> dict[str, object]:
    rounds = [{**one, "day": date.fromisoformat(one["day"])} for one in said["rounds"]]  # type: ignore[attr-defined]
    return {**said, "rounds": rounds}


def week_days(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + timedelta(days=day) for day in range(WEEK_DAYS)]

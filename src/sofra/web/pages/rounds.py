"""The rounds of a week as pages and sheets: calls with clock times, a map of the way, tables without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from sofra.packs.texts import Texts
from sofra.report.rounds import Doors, clock
from sofra.store.notes_outreach import PlannedWeek
from sofra.store.queries import outreach as kept
from sofra.types.keys import Label
from sofra.types.outreach import Call, Round, Week
from sofra.types.visiting import Client, Person, Team
from sofra.web.pages.outreach import place_names
from sofra.web.pages.round_map import RoundMap, land, round_map

Spot: TypeAlias = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """One call of a round with whom it is for."""

    order: int
    call: Call
    client: Client
    place: Label
    person: Person | None
    begins: str
    leaves: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One round ready to be printed; `map` is None when no point is known."""

    number: int
    round: Round
    stops: Sequence[Stop]
    starts: str
    ends: str
    map: RoundMap | None


def doors(team: str) -> Doors:
    """The households of a team, those let go too, and the names of all places."""
    return Doors({one.pseudonym: one for one in kept.clients(team, closed=True)}, place_names())


def sheets(week: Week, team: Team, doors: Doors, known: Mapping[str, Person], *, texts: Texts) -> list[Sheet]:
    """The rounds in their order, each on its map; households that were erased since are left out."""
    home, under = (team.lon, team.lat), land()
    rounds = [replace(one, calls=[c for c in one.calls if c.visit in doors.clients]) for one in week.rounds]
    found = [_sheet(one, doors, known) for one in rounds]
    drawn = [round_map(_points(home, one), under, texts) for one in found]
    return [replace(one, number=n, map=map_) for n, (one, map_) in enumerate(zip(found, drawn, strict=True))]


def _sheet(one: Round, doors: Doors, known: Mapping[str, Person]) -> Sheet:
    clients, places = doors.clients, doors.places
    stops = [
        Stop(place, call, clients[call.visit], places.get(clients[call.visit].settlement, ""), known.get(call.visit),
             clock(call.begins), clock(call.leaves))
        for place, call in enumerate(one.calls, start=1)
    ]  # fmt: skip
    return Sheet(0, one, stops, clock(one.starts), clock(one.ends), None)


def _points(home: Spot, sheet: Sheet) -> dict[int, tuple[float, float]]:
    """The known points of a round by the order of its calls, 0 where it begins."""
    every = {0: home, **{stop.order: _point(stop.person) for stop in sheet.stops}}
    return {order: (lon, lat) for order, (lon, lat) in every.items() if lon is not None and lat is not None}


def missed_lines(week: PlannedWeek, doors: Doors, texts: Texts) -> list[tuple[object, ...]]:
    """The visits of a kept plan that are in no round: pseudonym, settlement, why, whether it had to be made."""
    return [
        (
            one["client"],
            doors.place(one["client"], texts),
            texts.say(f"outreach.reason.{one['reason']}", minutes=one["minutes"]),
            one["required"],
        )
        for one in week.missed
    ]


def days_planned(week: PlannedWeek, doors: Doors, texts: Texts) -> list[tuple[object, ...]]:
    """The rounds as the office may see them: day, car, how many visits, in which settlements."""
    return [
        (
            date.fromisoformat(one["day"]),
            one["car"],
            len(one["clients"]),
            ", ".join(sorted({doors.place(name, texts) for name in one["clients"]})),
        )
        for one in week.made
    ]


def _point(person: Person | None) -> Spot:
    return (person.lon, person.lat) if person else (None, None)

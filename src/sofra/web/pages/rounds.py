"""The rounds of a week as pages and sheets: calls with clock times, a sketch of the way, tables without names."""

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

Spot: TypeAlias = tuple[float | None, float | None]

SIZE, EDGE = 320, 24


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
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One round ready to be printed; `path` is the way as the points of an SVG line, "" when no point is known."""

    number: int
    round: Round
    stops: Sequence[Stop]
    starts: str
    ends: str
    path: str
    home: tuple[float, float] | None


def doors(team: str) -> Doors:
    """The households of a team, those let go too, and the names of all places."""
    return Doors({one.pseudonym: one for one in kept.clients(team, closed=True)}, place_names())


def sheets(week: Week, team: Team, doors: Doors, known: Mapping[str, Person]) -> list[Sheet]:
    """The rounds in their order; households that were erased since are left out."""
    home = (team.lon, team.lat)
    rounds = [replace(one, calls=[c for c in one.calls if c.visit in doors.clients]) for one in week.rounds]
    return [replace(_sheet(one, home, doors, known), number=number) for number, one in enumerate(rounds)]


def _sheet(one: Round, home: Spot, doors: Doors, known: Mapping[str, Person]) -> Sheet:
    clients, places = doors.clients, doors.places
    spots = _drawn([home, *(_point(known.get(call.visit)) for call in one.calls)])
    stops = [
        Stop(place, call, clients[call.visit], places.get(clients[call.visit].settlement, ""), known.get(call.visit),
             clock(call.begins), clock(call.leaves), *spots.get(place, (0.0, 0.0)))
        for place, call in enumerate(one.calls, start=1)
    ]  # fmt: skip
    path = " ".join(f"{spots[place][0]},{spots[place][1]}" for place in [*sorted(spots), 0] if place in spots)
    return Sheet(0, one, stops, clock(one.starts), clock(one.ends), path if len(spots) > 1 else "", spots.get(0))


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


def _drawn(points: Sequence[Spot]) -> dict[int, tuple[float, float]]:
    """Where each known point stands in a square picture, north up; by its place in the list."""
    known = {n: (lon * 0.75, lat) for n, (lon, lat) in enumerate(points) if lon is not None and lat is not None}
    if not known:
        return {}
    left, top = min(x for x, _ in known.values()), max(y for _, y in known.values())
    wide = max(max(x for x, _ in known.values()) - left, top - min(y for _, y in known.values())) or 1.0
    scale = (SIZE - 2 * EDGE) / wide
    return {n: (round(EDGE + (x - left) * scale, 1), round(EDGE + (top - y) * scale, 1)) for n, (x, y) in known.items()}

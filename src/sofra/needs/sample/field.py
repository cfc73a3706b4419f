"""Where the fieldwork stands: what is done against what was planned, spot by spot, and the precision reached so far."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from statistics import median_low

from sofra.types.answers import Design, Row
from sofra.types.fact import Fact, Status
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Done, Reached, SamplePlan, Spot

LATE = 0.8
"""A spot with less than four fifths of what is usual is late."""

TIMES = (1.25, 1.5, 2.0)
"""How many times the interviews so far, for what more of them would give."""

DAY, CONSENT = "interview_date", "consent"


def spots_of(rows: Sequence[Row], design: Design, per_unit: int = 0) -> list[Spot]:
    """Every sampling unit with its interviews, late ones first; usual is `per_unit`, else the median of all units.

    Empty when the answers carry no units.
    """
    if not design.unit:
        return []
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((_text(row, design.unit), _text(row, design.stratum)), []).append(row)
    usual = per_unit or (median_low(len(each) for each in found.values()) if found else 0)
    made = [
        Spot(unit, stratum, len(each), usual, len(each) < LATE * usual, _last(each))
        for (unit, stratum), each in found.items()
    ]
    return sorted(made, key=lambda one: (not one.late, one.stratum, one.unit))


def done_in(
    rows: Sequence[Row], design: Design, places: Sequence[Place], *, kind: str, plan: SamplePlan | None
) -> list[Done]:
    """What is done in each place of this kind, and what the plan wanted there; places where nothing is either are out.

    An area's target is its part of the plan's interviews; a settlement's is its part of its area's by its people.
    """
    lines = _lines(places)
    by_place: dict[PlaceId, list[Row]] = {}
    spelt = _spelt(places)
    for row in rows:
        own = spelt.get(_text(row, design.place).casefold())
        for place in lines.get(own, ()) if own else ():
            by_place.setdefault(place, []).append(row)
    targets = _targets(plan, places)
    asked = any(CONSENT in row for row in rows)
    return [
        Done(place.id, targets.get(place.id), _agreed(found), _refused(found) if asked else None, _last(found))
        for place in places
        if place.kind == kind
        for found in [by_place.get(place.id, [])]
        if found or targets.get(place.id)
    ]


def reached(facts: Iterable[Fact]) -> list[Reached]:
    """The precision of every share among these facts, the least precise first; the shares themselves are left out.

    Effective n = n / design effect. With k times the interviews the half-width shrinks by √k, and more where a large
    part of the people is asked.
    """
    found = [_reached(fact) for fact in facts if fact.unit == "share" and fact.base.n is not None]
    return sorted(found, key=lambda one: -(one.half_width or 1.0))


def _reached(fact: Fact) -> Reached:
    base, spread = fact.base, fact.spread
    if fact.status is Status.SUPPRESSED or spread.low is None or spread.high is None or base.n is None:
        return Reached(fact.cell.indicator, None, None, None, None)
    width = (spread.high - spread.low) / 2
    effective = base.n / base.deff if base.deff else None
    return Reached(fact.cell.indicator, base.n, effective, width, base.deff, _more(width, base.n, base.people))


def _more(width: float, n: int, people: float | None) -> tuple[tuple[float, float], ...]:
    left = 1 - n / people if people and people > n else 1.0
    return tuple(
        (times, width * sqrt(max(0.0, 1 - times * n / people if people and people > n else 1.0) / left / times))
        for times in TIMES
    )


def _targets(plan: SamplePlan | None, places: Sequence[Place]) -> Mapping[PlaceId, int]:
    if plan is None or not plan.allocation:
        return {}
    whole = sum(plan.allocation.values())
    areas = {PlaceId(area): plan.interviews * part / whole for area, part in plan.allocation.items()}
    people = {area: sum(one.people or 0 for one in places if one.parent == area) for area in areas}
    own = {
        place.id: round(areas[place.parent] * (place.people or 0) / people[place.parent])
        for place in places
        if place.kind == "settlement" and place.parent in areas and people[place.parent]
    }
    return {**{area: round(number) for area, number in areas.items()}, **own}


def _lines(places: Sequence[Place]) -> dict[PlaceId, list[PlaceId]]:
    parents = {place.id: place.parent for place in places}
    out: dict[PlaceId, list[PlaceId]] = {}
    for place in parents:
        line, here = [place], parents[place]
        while here is not None and here in parents and here not in line:
            line.append(here)
            here = parents[here]
        out[place] = line
    return out


def _spelt(places: Sequence[Place]) -> dict[str, PlaceId]:
    names = {name.strip().casefold(): place.id for place in places for name in place.name.values()}
    return {**names, **{str(place.id).casefold(): place.id for place in places}}


def _agreed(rows: Sequence[Row]) -> int:
    return len(rows) - _refused(rows)


def _refused(rows: Sequence[Row]) -> int:
    return Counter(row.get(CONSENT) for row in rows)["no"]


def _last(rows: Sequence[Row]) -> str:
    return max((str(row[DAY])[:10] for row in rows if row.get(DAY)), default="")


def _text(row: Row, column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value).strip()

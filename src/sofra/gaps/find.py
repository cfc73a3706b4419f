"""Needs against resources: people in need beyond the places there are, by service, group and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sofra.gaps.measure import coverage, per_place, without
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.planning import Gap

Known: TypeAlias = Mapping[tuple[IndicatorId, PlaceId, GroupId], Fact]

KINDS_OF_PLACE = ("municipality", "area", "settlement")
NOT_ASKED = "gaps.not_asked"


@dataclass(frozen=True, slots=True)
class Pair:
    """The need and the places that meet for one service kind in one place, for one group."""

    service: ServiceKind
    indicator: IndicatorId
    group: GroupId
    place: PlaceId
    period: str


def find(facts: Sequence[Fact], pack: Pack, places: Sequence[Place], period: str) -> list[Gap]:
    """The gap of every service kind, for every group and place with a fact of need; the municipality first.

    The need is the fact "<indicator>:people" of the indicator that the service answers; the places are those open to
    the group where a service is kept for some groups, else those open to everybody (a group shares them with the
    others, so its gap is at least this large). Facilities (schools, stops) have no gap. A kind of the catalogue that no
    indicator asks about stands once, for everybody in the municipality, with its need unknown. A number that is
    withheld or unknown leaves the gap unknown: nothing is computed from it.
    """
    known = {(f.cell.indicator, f.cell.place, f.cell.group): f for f in facts if f.cell.period == period}
    asked = need_of(pack)
    return [
        gap(known, pair)
        for place in sorted(places, key=lambda p: KINDS_OF_PLACE.index(p.kind))
        for service, entry in pack.services.items()
        if not entry.facility
        for group in (EVERYONE, *(g for g in pack.groups if g != EVERYONE))
        for pair in [Pair(service, asked.get(service, IndicatorId("")), group, place.id, period)]
        if _stands(known, pair, place)
    ]


def need_of(pack: Pack) -> Mapping[ServiceKind, IndicatorId]:
    """The indicator of need that each service kind answers; the first by name where several do."""
    found: dict[ServiceKind, IndicatorId] = {}
    for indicator in sorted(pack.indicators.values(), key=lambda i: i.id):
        if indicator.answered_by:
            found.setdefault(indicator.answered_by, indicator.id)
    return found


def gap(known: Known, pair: Pair) -> Gap:
    """One gap, from the facts of its need and its places."""
    need, places = _need(known, pair), _places(known, pair)
    cell = Cell(IndicatorId(f"gap.without.{pair.service}"), pair.place, pair.group, pair.period)
    return Gap(
        service=pair.service,
        indicator=pair.indicator,
        group=pair.group,
        place=pair.place,
        kind=kind(need, places),
        need=need,
        places=places,
        without=without(need, places, cell),
        coverage=coverage(need, places, replace(cell, indicator=IndicatorId(f"gap.coverage.{pair.service}"))),
        per_place=per_place(need, places, replace(cell, indicator=IndicatorId(f"gap.per_place.{pair.service}"))),
    )


def kind(need: Fact, places: Fact) -> str:
    """Whether the service is absent, short or met; "unknown" when a number that decides it is withheld or missing.

    "absent" without any place (unless nobody is in need), "short" with fewer places than people in need, else "met".
    """
    if need.value == 0:
        return "met"
    if places.value == 0:
        return "absent"
    if need.value is None or places.value is None:
        return "unknown"
    return "short" if need.value > places.value else "met"


def _stands(known: Known, pair: Pair, place: Place) -> bool:
    if pair.group == EVERYONE and place.kind == "municipality":
        return True
    return bool(pair.indicator) and _people(pair) in known


def _people(pair: Pair) -> tuple[IndicatorId, PlaceId, GroupId]:
    return IndicatorId(f"{pair.indicator}:people"), pair.place, pair.group


def _need(known: Known, pair: Pair) -> Fact:
    fact = known.get(_people(pair)) if pair.indicator else None
    if fact is None:
        indicator = IndicatorId(f"{pair.indicator}:people") if pair.indicator else IndicatorId("")
        return Fact(Cell(indicator, pair.place, pair.group, pair.period), None, "people", reason=NOT_ASKED)
    if fact.status is Status.SUPPRESSED:
        return replace(fact, value=None, spread=Spread(fact.spread.kind), base=Base())
    return fact


def _places(known: Known, pair: Pair) -> Fact:
    indicator = IndicatorId(f"places.{pair.service}")
    for group in (pair.group, EVERYONE):
        fact = known.get((indicator, pair.place, group))
        if fact is not None:
            return fact
    cell = Cell(indicator, pair.place, pair.group, pair.period)
    return Fact(cell, None, "places", reason="supply.unknown_capacity")

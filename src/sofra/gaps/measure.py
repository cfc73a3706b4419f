"""The three measures of a gap, each with its interval: people without a place, coverage, people per place."""

from collections.abc import Callable
from dataclasses import replace

from sofra.resources.digits import stored
from sofra.types.fact import Cell, Fact, Spread, Status


def without(need: Fact, places: Fact, cell: Cell) -> Fact:
    """People in need beyond the places: need - places, never below zero, with the need's interval moved likewise.

    None with the reason of the number that is missing when need or places are withheld or unknown.
    """
    if need.value is None or places.value is None:
        return _unknown(need, places, cell)
    supply = places.value
    return _fact(need, cell, "people", lambda people: max(0.0, people - supply))


def coverage(need: Fact, places: Fact, cell: Cell) -> Fact | None:
    """Share of the people in need for whom there is a place: places / need, at most 1.

    None when nobody is in need (the share has no meaning) or when a number is withheld or unknown.
    """
    if not need.value or places.value is None:
        return None
    supply = places.value
    return _fact(need, cell, "share", lambda people: min(1.0, supply / people) if people > 0 else float(supply > 0))


def per_place(need: Fact, places: Fact, cell: Cell) -> Fact | None:
    """People in need for each place: need / places; None without places or when a number is withheld or unknown."""
    if need.value is None or not places.value:
        return None
    supply = places.value
    return _fact(need, cell, "people_per_place", lambda people: people / supply)


def _fact(need: Fact, cell: Cell, unit: str, measure: Callable[[float], float]) -> Fact:
    """The measure of the need's value and of both ends of its interval; the ends are put in order."""
    if need.value is None:
        return _unknown(need, need, cell)
    ends = sorted(stored(measure(end)) for end in (need.spread.low, need.spread.high) if end is not None)
    low, high = ends if len(ends) == 2 else (None, None)
    spread = Spread(need.spread.kind, None, low, high)
    return replace(need, cell=cell, value=stored(measure(need.value)), unit=unit, spread=spread)


def _unknown(need: Fact, places: Fact, cell: Cell) -> Fact:
    missing = need if need.value is None else places
    status = Status.SUPPRESSED if need.status is Status.SUPPRESSED else Status.OK
    return Fact(
        cell,
        None,
        "people",
        Spread(need.spread.kind),
        status=status,
        origin=need.origin,
        reason=missing.reason,
        verdicts=missing.verdicts,
    )

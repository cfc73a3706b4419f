"""Which settlements first: ranked by the people in a danger who cannot leave alone, with how firm that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.types.catalogue import Pack
from sofra.types.fact import Fact, Status
from sofra.types.hazard import ALONE, Danger, Exposure, Standing
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId
from sofra.types.place import Place

DRAWS = 2000
TOP = 3
NORMAL_95 = 1.959963984540054
NUMBER = IndicatorId(f"{ALONE}:people")


@dataclass(frozen=True, slots=True)
class _Rate:
    """People who cannot leave alone for each inhabitant of an area, with standard error and interval."""

    value: float
    se: float
    low: float
    high: float


def standings(
    danger: Danger, places: Sequence[Place], facts: Sequence[Fact], pack: Pack, *, seed: int, draws: int = DRAWS
) -> tuple[Standing, ...]:
    """The settlements of a danger by people inside who cannot leave alone, most first; empty where nobody was asked.

    Each settlement's number is the people inside (its part times its register) times the people who cannot leave alone
    for each inhabitant of its area (the municipality where the area's number is withheld): a synthetic estimate, which
    cannot show a settlement that is worse off than its area. In each draw the rate of every area comes from a normal
    distribution with its standard error, one draw for all settlements of the area: inside one area the order follows
    the people alone, and is firm only under that assumption. Nothing where the pack's indicator is missing.
    """
    if ALONE not in pack.indicators:
        return ()
    touched = [one for one in danger.exposures if one.inside]
    rates = _rates(places, facts)
    sources = [_source(one.place, places, rates) for one in touched]
    kept = [(one, source) for one, source in zip(touched, sources, strict=True) if source]
    if not kept:
        return ()
    return _ranked([one for one, _ in kept], [source for _, source in kept], rates, seed=seed, draws=draws)


def _rates(places: Sequence[Place], facts: Sequence[Fact]) -> Mapping[PlaceId, _Rate]:
    """The rate of every place around settlements whose number is shown and whose people are counted."""
    found = {}
    for fact in facts:
        known = fact.cell.indicator == NUMBER and fact.cell.group == EVERYONE and fact.value is not None
        shown = known and fact.status in (Status.OK, Status.UNRELIABLE)
        if shown and (living := _living(fact.cell.place, places)):
            value, spread = fact.value or 0.0, fact.spread
            low = value if spread.low is None else spread.low
            high = value if spread.high is None else spread.high
            found[fact.cell.place] = _Rate(value / living, _error(fact) / living, low / living, high / living)
    return found


def _living(place: PlaceId, places: Sequence[Place]) -> int:
    """Everybody in the settlements of a place; 0 where one was not counted."""
    parents = {one.id: one.parent for one in places}
    inside = [one.people for one in places if one.kind == "settlement" and place in _around(one.id, parents)]
    return 0 if None in inside else sum(people for people in inside if people is not None)


def _around(place: PlaceId, parents: Mapping[PlaceId, PlaceId | None]) -> Sequence[PlaceId]:
    line: list[PlaceId] = []
    here = parents.get(place)
    while here is not None and here not in line:
        line.append(here)
        here = parents.get(here)
    return line


def _source(place: PlaceId, places: Sequence[Place], rates: Mapping[PlaceId, _Rate]) -> PlaceId | None:
    """The nearest place around a settlement whose rate is known."""
    around = _around(place, {one.id: one.parent for one in places})
    return next((one for one in around if one in rates), None)


def _ranked(
    found: Sequence[Exposure], sources: Sequence[PlaceId], rates: Mapping[PlaceId, _Rate], *, seed: int, draws: int
) -> tuple[Standing, ...]:
    inside = np.array([one.inside or 0.0 for one in found])
    areas = sorted(set(sources))
    column = np.array([areas.index(source) for source in sources])
    values = np.array([rates[area].value for area in areas])
    errors = np.array([rates[area].se for area in areas])
    rng = np.random.default_rng(seed)
    moved = np.clip(values + rng.standard_normal((draws, len(areas))) * errors, 0.0, 1.0)
    now, ranks = _order((inside * values[column])[None])[0], _order(inside * moved[:, column])
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    first = (ranks <= TOP).mean(axis=0)
    made = [
        _standing(one, rates[source], rank=(int(now[n]), int(min(low[n], now[n])), int(max(high[n], now[n]))),
                  first=float(first[n]))
        for n, (one, source) in enumerate(zip(found, sources, strict=True))
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: each.rank))


def _standing(one: Exposure, rate: _Rate, *, rank: tuple[int, int, int], first: float) -> Standing:
    inside = one.inside or 0.0
    people, low, high = (_digits(inside * number) for number in (rate.value, rate.low, rate.high))
    return Standing(one.place, people, low, high, *rank, _digits(first))


def _order(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """(draws, settlements) ranks from 1, the largest first; equal ones (12 digits) keep their order."""
    first_to_last = np.argsort(-np.round(numbers, 12), axis=1, kind="stable")
    ranks = np.empty_like(first_to_last)
    np.put_along_axis(ranks, first_to_last, np.arange(1, numbers.shape[1] + 1)[None, :], axis=1)
    return np.asarray(ranks, dtype=np.int64)


def _error(share: Fact) -> float:
    spread = share.spread
    if spread.se is not None:
        return spread.se
    if spread.low is None or spread.high is None:
        return 0.0
    return (spread.high - spread.low) / (2 * NORMAL_95)


def _digits(value: float) -> float:
    return float(f"{value:.12g}")

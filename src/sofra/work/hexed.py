"""Where the households of a survey live, as hexagons behind the gate: no point, and no hexagon with a few of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from sofra.needs.exposed import points
from sofra.needs.gate import gate
from sofra.needs.weights import HOUSEHOLD, Weighed
from sofra.resources.reach.hexagons import FINEST, filling, hexagons, middle, next_settlement, ring
from sofra.resources.territory import lay_out
from sofra.resources.travel.way import Spots
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact
from sofra.types.hexagon import HomeCell, HomeCells
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId
from sofra.types.place import Place

COARSEST = 5
"""253 square kilometres: a coarser hexagon says nothing of a way."""

ENOUGH = 0.8
"""The finest size is taken in which this share of the located households may be shown, else that with most of them."""

MOST = 2_000
"""More hexagons than this are not filled in around those with a number."""

WHOLE = PlaceId("whole")
COUNTED = IndicatorId("hexagon.households")


def home_cells(weighed: Weighed, places: Sequence[Place], rules: GateRules, period: str) -> HomeCells | None:
    """The hexagons of one round, in the finest size that the gate allows; None where no household has a spot.

    A hexagon with fewer households than a number needs is withheld, and so is another one where the few could be had
    by subtraction. What is withheld looks like what is empty: where there is an outline of the municipality, both are
    hexagons without a number that fill it; where there is none, both are left out.
    """
    spots = _homes(weighed)
    located = ~np.isnan(spots).any(axis=1)
    if not located.any():
        return None
    n = int(located.sum())
    told = n if n >= rules.least_base and len(spots) - n not in range(1, rules.least_base) else None
    size, shown = _size(spots, n, rules, period)
    if not shown:
        return HomeCells(0, len(spots), told, covered=False)
    outlines = [one.geometry for one in places if one.kind == "municipality" and one.geometry]
    empty = filling(outlines, size, most=MOST)
    return HomeCells(size, len(spots), told, bool(empty), tuple(_cells(shown, sorted({*shown, *empty}), places)))


def _size(spots: Spots, located: int, rules: GateRules, period: str) -> tuple[int, Mapping[str, int]]:
    """The finest size in which enough may be shown; where no size has that, the one in which most may."""
    sizes = [(size, _shown(spots, size, rules, period)) for size in range(FINEST, COARSEST - 1, -1)]
    enough = (one for one in sizes if sum(one[1].values()) >= ENOUGH * located)
    return next(enough, max(sizes, key=lambda one: sum(one[1].values())))


def _homes(weighed: Weighed) -> Spots:
    """(households,) where each stands, NaN where its answers do not say it."""
    table = weighed.table(HOUSEHOLD)
    _, first = np.unique(table.household, return_index=True)
    found = points(table.frame)
    return np.full((len(first), 2), np.nan) if found is None else found[first]


def _shown(spots: Spots, size: int, rules: GateRules, period: str) -> Mapping[str, int]:
    """The hexagons that pass the gate, with their households."""
    made = hexagons(spots, np.ones(len(spots)), size=size)
    counts = {name: int(n) for name, n in zip(made.ids, made.homes.people.tolist(), strict=True)}
    tree = [Place(WHOLE, {}, "municipality"), *(Place(PlaceId(name), {}, "settlement", WHOLE) for name in counts)]
    asked = {WHOLE: sum(counts.values()), **counts}
    facts = [
        Fact(Cell(COUNTED, PlaceId(name), EVERYONE, period), float(n), "households", base=Base(n=n))
        for name, n in asked.items()
    ]
    safe = {fact.cell.place for fact in gate(facts, tree, rules) if not fact.verdicts.disclosure}
    return {name: n for name, n in counts.items() if name in safe}


def _cells(shown: Mapping[str, int], names: Sequence[str], places: Sequence[Place]) -> list[HomeCell]:
    territory = lay_out(places)
    found = []
    for name in names:
        lon, lat = middle(name)
        beside = next_settlement((lon, lat), territory)
        if beside is not None:
            found.append(HomeCell(name, round(lon, 6), round(lat, 6), ring(name), beside, shown.get(name)))
    return found

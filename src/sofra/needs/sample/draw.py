"""The draw itself: from a checked frame, stratum by stratum, to an ordered list with everybody's chance."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.random import Generator

from sofra.engine.frame import Codes, Floats
from sofra.needs.sample.frame import by_stratum, faults
from sofra.needs.sample.select import brewer, inclusion_probabilities, simple, systematic, systematic_pps
from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError, Issue
from sofra.types.sampling import Chosen, FrameUnit

Method = Callable[[Floats, int, Generator], tuple[Codes, Floats]]


@dataclass(frozen=True, slots=True)
class How:
    """How is drawn: `method` a key of METHODS; `per_unit` households inside each unit (0: the unit itself is asked).

    `reserve` units kept in reserve for each drawn one (0.2: one for five), by stratum, rounded up.
    """

    method: str = "simple"
    per_unit: int = 0
    reserve: float = 0.0


def draw(frame: Sequence[FrameUnit], allocation: Mapping[str, int], how: How, seed: int) -> list[Chosen]:
    """Who was drawn, in the order of the draw, then the reserves of each stratum in their order.

    `allocation` units by stratum. The same frame, allocation, way and seed give the same list. With `per_unit` a
    unit's chance is that of each of its households: unit's chance · per_unit / size. Raises DesignError with all that
    is wrong with the frame and the wish.
    """
    issues = [*faults(frame), *_wishes(frame, allocation, how)]
    if issues:
        raise DesignError(*issues)
    random = np.random.default_rng(seed)
    strata = by_stratum(frame)
    found = [one for name, units in strata.items() for one in _stratum(units, allocation.get(name, 0), how, random)]
    main = [one for one in found if not one.reserve]
    spare = [one for one in found if one.reserve]
    return [_numbered(one, order) for order, one in enumerate([*main, *spare], start=1)]


def _stratum(units: Sequence[FrameUnit], n: int, how: How, random: Generator) -> Iterable[Chosen]:
    if not n:
        return
    sizes = np.array([unit.size for unit in units])
    drawn, chances = METHODS[how.method](sizes, n, random)
    for position in drawn:
        yield _chosen(units[position], float(chances[position]), how, random)
    left = np.setdiff1d(np.arange(len(units)), drawn)
    spare = random.permutation(left)[: ceil(how.reserve * n - 1e-9)]
    for position in spare:
        yield _chosen(units[position], float(chances[position]), how, random, reserve=True)


def _chosen(unit: FrameUnit, chance: float, how: How, random: Generator, *, reserve: bool = False) -> Chosen:
    if not how.per_unit:
        return Chosen(unit.id, unit.stratum, unit.size, chance, 0, reserve)
    there = int(unit.size)
    visits = systematic(there, min(how.per_unit, there), random) + unit.first
    inside = min(1.0, how.per_unit / unit.size)
    return Chosen(unit.id, unit.stratum, unit.size, chance * inside, 0, reserve, tuple(visits.tolist()))


def _numbered(one: Chosen, order: int) -> Chosen:
    return Chosen(one.id, one.stratum, one.size, one.chance, order, one.reserve, one.visits)


def _wishes(frame: Sequence[FrameUnit], allocation: Mapping[str, int], how: How) -> Iterable[Issue]:
    if how.method not in METHODS:
        yield fault("sample_method", "method", value=how.method, known=", ".join(METHODS))
    if how.per_unit < 0 or not 0 <= how.reserve <= 1:
        yield fault("sample_reserve", "reserve", value=f"{100 * how.reserve:.12g}")
    if sum(allocation.values()) < 1:
        yield fault("sample_number", "n", value=str(sum(allocation.values())))
    strata = by_stratum(frame)
    for name, n in allocation.items():
        there = len(strata.get(name, ()))
        if n and not there:
            yield fault("sample_stratum_empty", "strata", stratum=name)
        elif n > there:
            yield fault("sample_more_than_there", "strata", stratum=name, n=n, units=there)


def _simple(sizes: Floats, n: int, random: Generator) -> tuple[Codes, Floats]:
    return simple(len(sizes), n, random), np.full(len(sizes), n / len(sizes))


def _systematic(sizes: Floats, n: int, random: Generator) -> tuple[Codes, Floats]:
    return systematic(len(sizes), n, random), np.full(len(sizes), n / len(sizes))


def _systematic_pps(sizes: Floats, n: int, random: Generator) -> tuple[Codes, Floats]:
    chances = inclusion_probabilities(sizes, n)
    return systematic_pps(chances, random), chances


def _brewer(sizes: Floats, n: int, random: Generator) -> tuple[Codes, Floats]:
    chances = inclusion_probabilities(sizes, n)
    return brewer(chances, random), chances


METHODS: Mapping[str, Method] = {
    "simple": _simple,
    "systematic": _systematic,
    "systematic_pps": _systematic_pps,
    "brewer": _brewer,
}
"""The ways to draw: the units at these positions, and everybody's chance, (units,)."""

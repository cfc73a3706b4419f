"""The worst-off first (p-center): the shortest longest way, exact, from the few homes that decide it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.faults import nobody_reaches
from sofra.plan.siting.highs import FEASIBLE, NONE, UNKNOWN, Rows, Solved, solve
from sofra.plan.siting.problem import Answer, Bools, Floats, Siting, answer
from sofra.plan.siting.rows import keeps, limited, picked, promised, start_of

SMALLEST = 0.05
"""Seconds that a programme gets at least, so that a limit that is nearly over still leaves a bound."""

FIRST = 0.2
"""Share of the time for raising the bound from few homes; then the way between bound and best is halved."""

MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class _Town:
    """`way`: (homes, candidates) minutes with what stands today, homes that nobody reaches left out; `until`: a clock.

    `plain` is True when sites differ in nothing but whom they reach: no promise to a group, no budget.
    """

    siting: Siting
    way: Floats
    today: Floats
    until: float

    @property
    def plain(self) -> bool:
        return not self.siting.caps and (self.siting.budget is None or not len(self.siting.cost))

    def steps(self, known: "_Known", homes: Sequence[int] | slice) -> Floats:
        """The minutes that the longest way of these homes can still be: from the bound to below the best choice."""
        table = self.way[homes if isinstance(homes, slice) else list(homes)]
        return np.asarray(np.unique(table[(table >= known.low) & (table < known.high)]), dtype=np.float64)

    @property
    def seconds(self) -> float:
        """What is left of the time, at least a little."""
        return max(SMALLEST, self.until - time.monotonic())

    def longest(self, chosen: Sequence[int]) -> float:
        """The longest way with these candidates (numbers of columns of `way`) beside what stands."""
        near = self.way[:, list(chosen)].min(axis=1, initial=np.inf)
        return float(np.minimum(near, self.today).max(initial=0.0))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known: `low`, the way that none undercuts; `high`, the longest way of the best choice, `chosen`.

    `homes` are those in question; `over` says that there is no more to find, or no more time.
    """

    homes: tuple[int, ...]
    low: float
    high: float = np.inf
    chosen: tuple[int, ...] | None = None
    over: bool = False

    def with_homes(self, more: Sequence[int]) -> "_Known":
        return replace(self, homes=tuple(dict.fromkeys((*self.homes, *more))))


def worst_off(siting: Siting, *, seconds: float = 60.0) -> Answer:
    """The sites with the shortest longest way (p-center, Hakimi 1964), from a few homes first.

    Homes are added as they are needed (Chen and Chen 2009; Contardo, Iori and Kramer 2019): what the best sites for a
    few homes cannot reach bounds the longest way from below, the homes that they leave furthest join, the two meet.
    Each question is a small set cover, without sites and homes that another makes superfluous (Toregas and ReVelle
    1972). `seconds` are for all of it; when they are over, the bound is what was proved until then. Whoever no site
    reaches at all is left out; `faults` names them. Checked against every choice on small towns.
    """
    wanted = siting.demand > 0
    wanted[nobody_reaches(siting)] = False
    today = siting.way(siting.existing)[wanted]
    way = np.minimum(siting.minutes[np.ix_(wanted, siting.candidates)], today[:, None])
    begun = time.monotonic()
    town = _Town(siting, way, today, begun + seconds)
    known = _begin(town)
    while known.high > known.low and not known.over:
        early = time.monotonic() < begun + FIRST * seconds
        known = _raised(town, known) if early else _halved(town, known)
        known = replace(known, over=known.over or time.monotonic() >= town.until)
    if known.chosen is None or not np.isfinite(known.high):
        return Answer("worst_off", method="highs")
    sites = [int(siting.candidates[n]) for n in known.chosen]
    return answer("worst_off", sites, known.high, min(known.low, known.high), method="highs")


def _begin(town: _Town) -> _Known:
    """A first choice: again and again the site nearest to the home that has it furthest (Gonzalez 1985)."""
    if not town.way.size:
        return _Known((), 0.0, over=True)
    least = town.way.min(axis=1)
    homes, chosen = [int(least.argmax())], list[int]()
    now = town.today.copy()
    for _ in range(town.siting.most):
        home = int(now.argmax())
        homes.append(home)
        best = int(town.way[home].argmin())
        if town.way[home, best] >= now[home]:
            break
        chosen.append(best)
        now = np.minimum(now, town.way[:, best])
    known = _Known((), float(least.max())).with_homes(homes)
    if town.plain:
        return _better(town, known, chosen)
    return _better(town, known, ()) if keeps(town.siting, ()) else known


def _better(town: _Town, known: _Known, chosen: Sequence[int]) -> _Known:
    """The better of what is known and another choice."""
    longest = town.longest(chosen)
    if known.chosen is not None and longest >= known.high:
        return known
    return replace(known, chosen=tuple(chosen), high=longest)


def _raised(town: _Town, known: _Known) -> _Known:
    """The bound raised to the shortest longest way of the homes in question; the homes it leaves furthest join."""
    steps = town.steps(known, known.homes)
    first, last, middle, best = 0, len(steps) - 1, 0, None  # the bound itself first: mostly it still holds
    while first <= last:
        found = _enough(town, known.homes, float(steps[middle]))
        if found.state == UNKNOWN:
            return replace(known, over=True)
        if found.state == FEASIBLE:
            best, last = _columns(found), middle - 1
            known = _better(town, known, best)
        else:
            first = middle + 1
            known = replace(known, low=float(steps[first]) if first < len(steps) else known.high)
        middle = (first + last) // 2
    if best is None:
        return replace(known, low=known.high, over=known.chosen is None)
    low = max(known.low, float(steps[first]))
    return replace(known, low=low).with_homes(_furthest(town, best, low))


def _halved(town: _Town, known: _Known) -> _Known:
    """The way in the middle between bound and best choice: reached for all homes, or proved to be too short."""
    steps = town.steps(known, slice(None))
    if not len(steps):
        return replace(known, low=known.high, over=known.chosen is None)
    at = (len(steps) - 1) // 2
    middle = float(steps[at])
    while True:
        found = _enough(town, known.homes, middle)
        if found.state == UNKNOWN:
            return replace(known, over=True)
        if found.state == NONE:
            return replace(known, low=float(steps[at + 1]) if at + 1 < len(steps) else known.high)
        chosen = _columns(found)
        known = _better(town, known, chosen)
        if known.high <= middle or time.monotonic() >= town.until:
            return known
        known = known.with_homes(_furthest(town, chosen, middle))


def _columns(found: Solved) -> list[int]:
    return [int(n) for n in np.flatnonzero(found.x > 0.5)]


def _furthest(town: _Town, chosen: Sequence[int], minutes: float) -> list[int]:
    """Homes beyond the minutes: of every chosen site the furthest, and some of which no two share a site."""
    table = np.column_stack([town.today, town.way[:, list(chosen)]])
    own, way = table.argmin(axis=1), table.min(axis=1)
    beyond = np.flatnonzero(way > minutes)
    ordered = beyond[np.argsort(-way[beyond], kind="stable")]
    _, first = np.unique(own[ordered], return_index=True)
    return [*ordered[np.sort(first)].tolist(), *_apart(town, ordered, minutes)]


def _apart(town: _Town, ordered: NDArray[np.int64], minutes: float) -> list[int]:
    """Homes of which each needs a site of its own."""
    found: list[int] = []
    taken = np.zeros(town.way.shape[1], dtype=np.bool_)
    for home in ordered[:MOST_LOOKED_AT]:
        near = town.way[home] <= minutes
        if not (near & taken).any():
            found.append(int(home))
            taken |= near
    return found


def _enough(town: _Town, homes: Sequence[int], minutes: float) -> Solved:
    """Whether as many sites as allowed bring these homes within the minutes: `x` (candidates,) 1 where chosen."""
    near = town.way[list(homes)] <= minutes
    near = near[town.today[list(homes)] > minutes]
    count = near.shape[1]
    if not town.plain:
        return _promised(town, near)
    if not len(near):
        return Solved(FEASIBLE, np.zeros(count), 0.0)
    if not near.any(axis=1).all():
        return Solved(NONE, np.empty(0), np.inf)
    rows, columns = reduced(near)
    small = near[np.ix_(rows, columns)]
    chosen = _greedily(small, town.siting.most)
    if chosen is None:
        found = _small(small, town.siting.most, town.seconds)
        if found.state != FEASIBLE:
            return found
        chosen = _columns(found)
    x = np.zeros(count)
    x[columns[chosen]] = 1.0
    return Solved(FEASIBLE, x, 0.0)


def reduced(near: Bools) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and columns of a set cover that decide it: (rows,) and (columns,) numbers.

    A site goes when another reaches all that it reaches, a home when every site of another home reaches it too; of
    equal ones the first stays.
    """
    columns = _not_within(near.T)
    return _not_within(~near[:, columns]), columns


def _not_within(sets: Bools) -> NDArray[np.int64]:
    """The numbers of the sets (rows) that lie within no other; of equal ones the first."""
    packed = np.packbits(sets, axis=1)
    whole = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first = np.unique(whole, return_index=True)
    kept = np.sort(first)
    some = sets[kept].astype(np.float32)
    size = some.sum(axis=1)
    within = (some @ some.T) >= size[:, None]
    np.fill_diagonal(within, False)
    return np.asarray(kept[~within.any(axis=1)], dtype=np.int64)


def _greedily(near: Bools, most: int) -> list[int] | None:
    """Sites one after another, each with most homes not yet reached; None when they are not enough."""
    chosen: list[int] = []
    left = np.ones(len(near), dtype=np.bool_)
    while left.any() and len(chosen) < most:
        chosen.append(int(near[left].sum(axis=0).argmax()))
        left &= ~near[:, chosen[-1]]
    return None if left.any() else chosen


def _small(near: Bools, most: int, seconds: float) -> Solved:
    rows, count = Rows(), near.shape[1]
    home, site = np.nonzero(near)
    rows.add(home, site, np.ones(len(home)), low=np.ones(len(near)), high=np.full(len(near), np.inf))
    rows.add(np.zeros(count, dtype=np.int64), np.arange(count), np.ones(count), low=[0.0], high=[float(most)])
    return solve(rows.programme(np.ones(count), np.ones(count), count), seconds=seconds)


def _promised(town: _Town, near: Bools) -> Solved:
    """The same with promises and a budget; all sites stay in question."""
    rows, count = Rows(), near.shape[1]
    limited(town.siting, rows)
    columns = promised(town.siting, rows, count)
    if not near.any(axis=1).all():
        return Solved(NONE, np.empty(0), np.inf)
    home, site = np.nonzero(near)
    rows.add(home, site, np.ones(len(home)), low=np.ones(len(near)), high=np.full(len(near), np.inf))
    cost = np.zeros(columns)
    cost[:count] = 1.0
    found = solve(rows.programme(cost, np.ones(columns), count), seconds=town.seconds)
    if found.state != FEASIBLE:
        return found
    return Solved(FEASIBLE, start_of(town.siting, picked(town.siting, found.x)), found.bound)

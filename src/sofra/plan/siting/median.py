"""Shortest ways on the whole: what each candidate would save each home, and the sets that may be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.problem import Floats, Siting


@dataclass(frozen=True, slots=True)
class Median:
    """The p-median problem beside what stands already.

    `costs`: (candidates, homes) people-minutes of a home when the candidate is its nearest, never more than
    `start`: (homes,) those of today. `sites`: (candidates,) their numbers in the Siting. `most` how many, `price`
    (candidates,) and `budget` for how much (inf: no limit). Homes without people are left out.
    """

    costs: Floats
    start: Floats
    sites: NDArray[np.int64]
    most: int
    price: Floats
    budget: float

    def value(self, chosen: Sequence[int]) -> float:
        """People-minutes when these candidates are open."""
        return float(np.minimum(self.start, self.costs[list(chosen)].min(axis=0, initial=np.inf)).sum())

    def fits(self, count: int, price: float) -> bool:
        """True when so many at this price may be chosen."""
        return count <= self.most and price <= self.budget * (1 + 1e-12)


def median(siting: Siting) -> Median:
    """The p-median problem of a siting: out of reach is charged as `siting.beyond` minutes."""
    demand = siting.demand
    homes = np.flatnonzero(demand > 0)
    sites = siting.candidates
    today = np.minimum(siting.way(siting.existing)[homes], siting.beyond)
    costs = np.ascontiguousarray(siting.minutes[np.ix_(homes, sites)].T)
    np.minimum(costs, today, out=costs)
    costs *= demand[homes]
    priced = len(siting.cost) > 0 and siting.budget is not None
    price = siting.cost[sites].astype(np.float64) if priced else np.zeros(len(sites))
    budget = float(siting.budget) if priced and siting.budget is not None else np.inf
    return Median(costs, today * demand[homes], sites, min(siting.most, len(sites)), price, budget)


def narrowed(problem: Median, kept: NDArray[np.int64]) -> Median:
    """The same problem in which candidates that are not kept save nothing."""
    costs = np.broadcast_to(problem.start, problem.costs.shape).copy()
    costs[kept] = problem.costs[kept]
    return replace(problem, costs=costs)


def greedy(problem: Median) -> list[int]:
    """Candidates one after another, each the one that saves most (for its price, where there is a budget)."""
    chosen: list[int] = []
    near, spent = problem.start.copy(), 0.0
    per = problem.price if np.isfinite(problem.budget) else np.zeros(len(problem.sites))
    while len(chosen) < problem.most:
        open_to = problem.price + spent <= problem.budget * (1 + 1e-12)
        open_to[chosen] = False
        if not open_to.any():
            break
        saved = _saved(problem.costs, near)
        worth = np.where(open_to, saved / np.where(per > 0, per, 1.0), -1.0)
        best = int(worth.argmax())
        chosen.append(best)
        spent += float(problem.price[best])
        np.minimum(near, problem.costs[best], out=near)
    return chosen


def _saved(costs: Floats, near: Floats) -> Floats:
    """(candidates,) what each saves against the nearest so far; in blocks, for the sake of memory."""
    saved = np.empty(len(costs))
    for first in range(0, len(costs), 64):
        block = near - costs[first : first + 64]
        saved[first : first + 64] = np.maximum(block, 0.0, out=block).sum(axis=1)
    return saved


def interchange(
    problem: Median,
    chosen: Sequence[int],
    random: np.random.Generator,
    *,
    keeps: Callable[[Sequence[int]], bool] | None = None,
    sweeps: int = 50,
) -> list[int]:
    """A set that no exchange of one candidate for another makes better (Teitz and Bart 1968, each gain taken at once).

    `keeps` says whether a set keeps the promises; every exchange is asked. After `sweeps` rounds it stops.
    """
    held = _Held.of(problem, list(chosen))
    for _ in range(sweeps):
        before = held
        for enters in random.permutation(len(problem.sites)):
            held = _try(problem, held, int(enters), keeps)
        if held is before:
            break
    return sorted(held.chosen)


@dataclass(frozen=True, slots=True)
class _Held:
    """A set with, for each home, the costs of its nearest and second site and which is nearest (0: what stands)."""

    chosen: list[int]
    near: Floats
    second: Floats
    which: NDArray[np.int64]
    spent: float

    @classmethod
    def of(cls, problem: Median, chosen: list[int]) -> "_Held":
        table = np.vstack([problem.start, problem.costs[chosen]])
        which = table.argmin(axis=0)
        every = np.arange(table.shape[1])
        near = table[which, every]
        table[which, every] = np.inf
        return cls(chosen, near, table.min(axis=0), which, float(problem.price[chosen].sum()))


def _try(problem: Median, held: _Held, enters: int, keeps: Callable[[Sequence[int]], bool] | None) -> _Held:
    if enters in held.chosen:
        return held
    moved = np.minimum(problem.costs[enters], held.second)
    moved -= held.near
    gain = -float(moved[moved < 0].sum())
    if gain <= 0:
        return held
    np.maximum(moved, 0.0, out=moved)
    lost = np.bincount(held.which, weights=moved, minlength=len(held.chosen) + 1)
    lost[0] = np.inf
    spent = held.spent + float(problem.price[enters])
    left = spent - problem.price[held.chosen]
    lost[1:][left > problem.budget * (1 + 1e-12)] = np.inf
    if problem.fits(len(held.chosen) + 1, spent):
        lost[0] = 0.0
    leaves = int(lost.argmin())
    if gain - lost[leaves] <= 1e-9 * (abs(gain) + 1e-9):
        return held
    new = [*(one for at, one in enumerate(held.chosen, 1) if at != leaves), enters]
    if keeps is not None and not keeps(new):
        return held
    return _Held.of(problem, new)

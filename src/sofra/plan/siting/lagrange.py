"""A bound that no choice of sites can beat: Lagrange's relaxation of "every home has one site"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.median import Median, interchange
from sofra.plan.siting.problem import Floats

BLOCK = 512
"""Homes looked at together, so that they stay in the processor's memory."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The best set found, its value, the bound, and the multipliers (homes,) that prove it."""

    chosen: Sequence[int]
    value: float
    bound: float
    multipliers: Floats


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The relaxed problem at some multipliers: its value, its slope (homes,), the candidates it would open."""

    value: float
    slope: Floats
    opened: NDArray[np.int64]
    reduced: Floats


def bounded(
    problem: Median, chosen: Sequence[int], random: np.random.Generator, *, rounds: int = 600, enough: float = 1e-9
) -> Bounded:
    """A bound by subgradient steps, and a better set where the relaxation shows one.

    Cornuejols, Fisher and Nemhauser 1977: for multipliers u, the sum of u and of the most negative reduced costs
    r_j = sum over homes of min(0, c_ij - u_i) is below the value of every set. Steps as in Held, Wolfe and Crowder
    1974; stops when the gap is `enough` (a share of the value) or the steps are too small.
    """
    best = Bounded(list(chosen), problem.value(chosen), -np.inf, problem.start)
    by_home = np.ascontiguousarray(problem.costs.T)
    u, step, idle = _first(problem, chosen), 1.0, 0
    pull = np.zeros_like(u)
    for _ in range(rounds):
        found = _relaxed(problem, by_home, u)
        better = found.value > best.bound + 1e-7 * abs(best.bound)
        if found.value > best.bound:
            best = replace(best, bound=found.value, multipliers=u)
            best = _primal(problem, best, found.opened, random)
        step, idle = (step, 0) if better else (step / 1.4, 0) if idle >= 20 else (step, idle + 1)
        pull = found.slope + 0.6 * pull
        norm = float(pull @ pull)
        if best.value - best.bound <= enough * abs(best.value) or norm == 0 or step < 1e-4:
            break
        u = np.clip(u + step * (1.01 * best.value - found.value) / norm * pull, 0.0, problem.start)
    return best


def _first(problem: Median, chosen: Sequence[int]) -> Floats:
    """Multipliers to begin with: half way between what the nearest and what the second site of a home costs."""
    table = np.vstack([problem.start, problem.start, problem.costs[list(chosen)]])
    two = np.partition(table, 1, axis=0)[:2]
    return np.asarray(two.mean(axis=0), dtype=np.float64)


def _relaxed(problem: Median, by_home: Floats, u: Floats) -> _Relaxed:
    reduced = np.zeros(len(problem.sites))
    room = np.empty((BLOCK, len(problem.sites)))
    for first in range(0, len(u), BLOCK):
        rows = by_home[first : first + BLOCK]
        part = np.subtract(rows, u[first : first + BLOCK, None], out=room[: len(rows)])
        np.minimum(part, 0.0, out=part)
        reduced += part.sum(axis=0)
    opened, value = _cheapest(problem, reduced)
    # Today's site is always open: a multiplier above its cost would only cost.
    kept = np.minimum(problem.start - u, 0.0)
    table = problem.costs[opened]
    slope = 1.0 - (table < u).sum(axis=0) - (problem.start < u)
    return _Relaxed(float(u.sum() + kept.sum() + value), slope, opened, reduced)


def _cheapest(problem: Median, reduced: Floats) -> tuple[NDArray[np.int64], float]:
    """The candidates of the relaxed problem and a value below which no allowed set can come."""
    order = np.argsort(reduced, kind="stable")
    opened = order[: problem.most]
    opened = opened[reduced[opened] < 0]
    by_number = float(reduced[opened].sum())
    if not np.isfinite(problem.budget):
        return opened, by_number
    per = reduced / np.where(problem.price > 0, problem.price, 1e-12)
    worth = np.argsort(per, kind="stable")
    worth = worth[reduced[worth] < 0]
    spent = np.cumsum(problem.price[worth])
    whole = int((spent <= problem.budget).sum())
    by_price = float(reduced[worth[:whole]].sum())
    if whole < len(worth):
        left = problem.budget - (spent[whole - 1] if whole else 0.0)
        by_price += float(reduced[worth[whole]] * left / problem.price[worth[whole]])
    return (opened, by_number) if by_number > by_price else (worth[:whole], by_price)


def _primal(problem: Median, best: Bounded, opened: NDArray[np.int64], random: np.random.Generator) -> Bounded:
    """The better of the best set and the one that the relaxation opened, exchanged once over where it is near."""
    found = [int(n) for n in opened]
    if not problem.fits(len(opened), float(problem.price[opened].sum())):
        return best
    value = problem.value(found)
    if value > 1.02 * best.value:
        return best
    if value < best.value:
        chosen = interchange(problem, found, random, sweeps=1)
        return replace(best, chosen=chosen, value=problem.value(chosen))
    return best


def open_question(problem: Median, best: Bounded) -> NDArray[np.int64]:
    """The candidates that could still belong to a better set: for the others the bound already exceeds the value.

    A candidate outside the relaxed choice that is forced in costs at least the bound plus the difference of its reduced
    cost to the worst chosen one; a budget leaves all of them in question.
    """
    everything = np.arange(len(problem.sites))
    if np.isfinite(problem.budget):
        return everything
    found = _relaxed(problem, np.ascontiguousarray(problem.costs.T), best.multipliers)
    order = np.sort(found.reduced)
    last = min(0.0, float(order[min(problem.most, len(order)) - 1]))
    forced = found.value + np.maximum(0.0, found.reduced - last)
    kept = forced <= best.value * (1 + 1e-9)
    kept[list(best.chosen)] = True
    return everything[kept]

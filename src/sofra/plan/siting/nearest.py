"""The shortest way on the whole (p-median, Hakimi 1964): exact where it can be, else with a certified gap."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sofra.plan.siting.highs import FEASIBLE, NONE, Rows, solve
from sofra.plan.siting.lagrange import bounded, open_question
from sofra.plan.siting.median import Median, greedy, interchange, median, narrowed
from sofra.plan.siting.problem import Answer, Siting, answer
from sofra.plan.siting.rows import keeps, limited, picked, promised, start_of

PAIRS = 60_000
"""Pairs of home and candidate up to which the programme is given to HiGHS."""

ENOUGH = 5e-4
"""A gap at which the search for a better bound stops on problems too large to prove."""


def nearest(
    siting: Siting, *, seed: int = 0, starts: int = 3, seconds: float = 60.0, rounds: int = 1500, pairs: int = PAIRS
) -> Answer:
    """The sites with the fewest people-minutes to the nearest one.

    Greedy and interchange from several starts, Lagrange's bound; what the bound leaves open is decided by HiGHS when
    home-candidate pairs are at most `pairs`. Promises to groups are kept by every set; a bound found without them
    stays a bound with them.
    """
    problem, random = median(siting), np.random.default_rng(seed)
    first = _promised_start(siting, problem, seconds=seconds) if siting.caps else greedy(problem)
    if first is None:
        return Answer("nearest", method="highs")
    chosen = _best(siting, problem, first, random, starts=starts)
    found = bounded(problem, chosen, random, rounds=rounds, enough=1e-9 if _pairs(problem) <= pairs else ENOUGH)
    chosen = list(found.chosen) if keeps(siting, _sites(problem, found.chosen)) else chosen
    value, bound, method = problem.value(chosen), found.bound, "lagrange"
    left = narrowed(problem, open_question(problem, replace(found, chosen=chosen, value=value)))
    if value - bound > 1e-9 * abs(value) and _pairs(left) <= pairs:
        chosen, bound = _proved(siting, left, chosen, bound, seconds=seconds)
        value, method = problem.value(chosen), "highs"
    return answer("nearest", _sites(problem, chosen), value, bound, method=method)


def _best(
    siting: Siting, problem: Median, first: Sequence[int], random: np.random.Generator, *, starts: int
) -> list[int]:
    def kept(chosen: Sequence[int]) -> bool:
        return keeps(siting, _sites(problem, chosen))

    asked = kept if siting.caps else None
    more = 0 if siting.caps else starts - 1
    begun = [first, *(_drawn(problem, random) for _ in range(more))]
    return min((interchange(problem, one, random, keeps=asked) for one in begun), key=problem.value)


def _drawn(problem: Median, random: np.random.Generator) -> list[int]:
    """Sites drawn by chance until number or budget is used up."""
    chosen: list[int] = []
    spent = 0.0
    for one in random.permutation(len(problem.sites)):
        if problem.fits(len(chosen) + 1, spent + float(problem.price[one])):
            chosen.append(int(one))
            spent += float(problem.price[one])
    return chosen


def _promised_start(siting: Siting, problem: Median, *, seconds: float) -> list[int] | None:
    """A set that keeps the promises, the fewest sites that do; None when there is none."""
    rows, count = Rows(), len(siting.candidates)
    limited(siting, rows)
    columns = promised(siting, rows, count)
    cost = np.zeros(columns)
    cost[:count] = 1.0
    found = solve(rows.programme(cost, np.ones(columns), count), seconds=seconds)
    if found.state != FEASIBLE:
        return None
    sites = picked(siting, found.x)
    return [int(n) for n in np.flatnonzero(np.isin(problem.sites, sites))]


def _proved(
    siting: Siting, problem: Median, chosen: Sequence[int], bound: float, *, seconds: float
) -> tuple[list[int], float]:
    """The set and the bound of HiGHS where they are better than those at hand.

    Savings form: x_ij of a pair is at most y_j, the x of a home at most 1 together, and each saves what the pair saves.
    """
    site, home = np.nonzero(problem.costs < problem.start)
    saves = problem.start[home] - problem.costs[site, home]
    count, rows = len(problem.sites), Rows()
    limited(siting, rows)
    columns = promised(siting, rows, count)
    every = np.arange(len(site))
    at_home, which = np.unique(home, return_inverse=True)
    ones, homes = np.ones(len(every)), len(at_home)
    rows.add(which, columns + every, ones, low=np.zeros(homes), high=np.ones(homes))
    rows.add(
        np.concatenate([every, every]),
        np.concatenate([columns + every, site]),
        np.concatenate([ones, -ones]),
        low=np.full(len(every), -np.inf),
        high=np.zeros(len(every)),
    )
    cost = np.concatenate([np.zeros(columns), -saves])
    start = start_of(siting, _sites(problem, chosen))
    found = solve(rows.programme(cost, np.ones(len(cost)), count, start), seconds=seconds)
    today = float(problem.start.sum())
    better = list(chosen)
    if found.state == FEASIBLE:
        new = [int(n) for n in np.flatnonzero(found.x[:count] > 0.5)]
        better = min((better, new), key=problem.value)
    return better, max(bound, today + found.bound if found.state != NONE else bound)


def _sites(problem: Median, chosen: Sequence[int]) -> list[int]:
    return [int(problem.sites[n]) for n in chosen]


def _pairs(problem: Median) -> int:
    return int((problem.costs < problem.start).sum())

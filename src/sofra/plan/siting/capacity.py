"""Places are few: who goes where when every site holds only so many, and which sites then serve best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.highs import FEASIBLE, Programme, Rows, Solved, solve
from sofra.plan.siting.lagrange import bounded
from sofra.plan.siting.median import greedy, interchange, median
from sofra.plan.siting.nearest import PAIRS
from sofra.plan.siting.problem import Answer, Bools, Floats, Siting, answer
from sofra.plan.siting.rows import limited, picked, promised


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who goes where: `served` people on each pair (`home`, `site`).

    `left`: (homes,) people without a place. `minutes` are those of all people served together.
    """

    home: NDArray[np.int64]
    site: NDArray[np.int64]
    served: Floats
    left: Floats
    minutes: float


def allocate(siting: Siting, stands: Bools, *, limit: float = np.inf, seconds: float = 60.0) -> Allocation:
    """As many people as there are places for, on the shortest ways: the transportation problem, solved exactly.

    Nobody goes further than `limit` minutes. Whoever finds no place stands in `left`; a person without a place is
    charged `siting.beyond` minutes, so a place is never left empty to save a longer way than that.
    """
    flow = _flow(siting, stands, limit)
    rows = Rows()
    _homes(flow, rows, 0)
    sites, which = np.unique(flow.site, return_inverse=True)
    room = siting.capacity[sites] if len(siting.capacity) else np.full(len(sites), np.inf)
    rows.add(which, np.arange(len(which)), np.ones(len(which)), low=np.zeros(len(sites)), high=room)
    found = solve(rows.programme(flow.cost, np.full(len(flow.cost), np.inf), 0), seconds=seconds)
    served = found.x if found.state == FEASIBLE else np.zeros(len(flow.site))
    left = siting.people - np.bincount(flow.home, weights=served, minlength=len(siting.people))
    minutes = float((served * siting.minutes[flow.home, flow.site]).sum())
    return Allocation(flow.home, flow.site, served, np.where(left > 1e-7, left, 0.0), minutes)


def with_capacity(siting: Siting, objective: str, *, seconds: float = 60.0, seed: int = 0) -> Answer:
    """The best sites when places are limited, for "nearest" and "covered".

    "nearest": people-minutes, `siting.beyond` for each person without a place; "covered": people with a place within
    `within` minutes. Exact by HiGHS up to 60,000 pairs; above, the sites chosen without limits with the bound of that
    easier problem, which holds here too and makes the gap wide rather than wrong.
    """
    limit = siting.within if objective == "covered" else np.inf
    if int(np.isfinite(siting.minutes).sum()) > PAIRS:
        return _relaxed(siting, objective, seed=seed, seconds=seconds)
    everything = np.ones_like(siting.existing)
    programme = _programme(siting, _flow(siting, everything, limit))
    found = solve(programme, seconds=seconds)
    if found.state != FEASIBLE:
        return Answer(objective, method="highs")
    chosen = picked(siting, found.x)
    value = worth(siting, objective, chosen, seconds=seconds)
    return answer(objective, chosen, value, _bound(siting, objective, found), method="highs")


def worth(siting: Siting, objective: str, chosen: Sequence[int], *, seconds: float = 60.0) -> float:
    """What a choice is worth once everybody is allocated, in the unit of the objective, people weighted."""
    covering = objective == "covered"
    stands = siting.opened(chosen)
    found = allocate(siting, stands, limit=siting.within if covering else np.inf, seconds=seconds)
    weight = siting.weight if len(siting.weight) else np.ones(len(siting.people))
    if covering:
        return float((weight * (siting.people - found.left)).sum())
    way = weight[found.home] * siting.minutes[found.home, found.site]
    return float((found.served * way).sum() + siting.beyond * (weight * found.left).sum())


@dataclass(frozen=True, slots=True)
class _Flow:
    """The pairs that people may go, and what one person on each saves against having no place (negative: a cost)."""

    home: NDArray[np.int64]
    site: NDArray[np.int64]
    cost: Floats
    people: Floats


def _flow(siting: Siting, stands: Bools, limit: float) -> _Flow:
    near = np.isfinite(siting.minutes) & (siting.minutes <= limit) & stands & (siting.people > 0)[:, None]
    home, site = np.nonzero(near)
    weight = siting.weight[home] if len(siting.weight) else np.ones(len(home))
    saves = np.ones(len(home)) if np.isfinite(limit) else siting.beyond - siting.minutes[home, site]
    return _Flow(home.astype(np.int64), site.astype(np.int64), -weight * saves, siting.people)


def _homes(flow: _Flow, rows: Rows, first: int) -> None:
    """Nobody is served twice."""
    homes, which = np.unique(flow.home, return_inverse=True)
    columns = first + np.arange(len(which))
    rows.add(which, columns, np.ones(len(which)), low=np.zeros(len(homes)), high=flow.people[homes])


def _programme(siting: Siting, flow: _Flow) -> Programme:
    rows, count = Rows(), len(siting.candidates)
    limited(siting, rows)
    first = promised(siting, rows, count)
    _homes(flow, rows, first)
    column = np.full(len(siting.existing), -1)
    column[siting.candidates] = np.arange(count)
    every = np.arange(len(flow.site))
    for site in np.unique(flow.site):
        here = every[flow.site == site]
        ones, zeros = np.ones(len(here)), np.zeros(len(here), dtype=np.int64)
        room = float(min(siting.capacity[site], flow.people.sum()))
        if column[site] < 0:
            rows.add(zeros, first + here, ones, low=[0.0], high=[room])
            continue
        gate = int(column[site])
        rows.add([*zeros, 0], [*(first + here), gate], [*ones, -room], low=[-np.inf], high=[0.0])
        own = np.arange(len(here))
        most = np.minimum(flow.people[flow.home[here]], room)
        pairs = np.concatenate([own, own]), np.concatenate([first + here, np.full(len(here), gate)])
        high = np.zeros(len(here))
        rows.add(*pairs, np.concatenate([ones, -most]), low=np.full(len(here), -np.inf), high=high)
    top = np.concatenate([np.ones(first), np.full(len(every), np.inf)])
    cost = np.concatenate([np.zeros(first), flow.cost])
    return rows.programme(cost, top, count)


def _bound(siting: Siting, objective: str, found: Solved) -> float:
    if objective == "covered":
        return -found.bound
    return float(siting.beyond * siting.demand.sum() + found.bound)


def _relaxed(siting: Siting, objective: str, *, seed: int, seconds: float) -> Answer:
    from sofra.plan.siting.cover import covered

    if objective == "covered":
        easier = covered(siting, seconds=seconds)
        chosen, bound = list(easier.chosen), easier.bound
    else:
        problem, random = median(siting), np.random.default_rng(seed)
        found = bounded(problem, interchange(problem, greedy(problem), random), random)
        chosen, bound = [int(problem.sites[n]) for n in found.chosen], found.bound
    if bound is None:
        return Answer(objective, method="lagrange")
    return answer(objective, chosen, worth(siting, objective, chosen, seconds=seconds), bound, method="interchange")

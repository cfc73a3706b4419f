"""Most people within the minutes (MCLP) and everybody within them (LSCP): exact."""

from collections.abc import Sequence

import numpy as np

from sofra.plan.siting.highs import FEASIBLE, Rows, Solved, solve
from sofra.plan.siting.problem import Answer, Bools, Floats, Siting, answer
from sofra.plan.siting.rows import everyone_within, keeps, limited, picked, promised, reach, start_of


def covered(siting: Siting, *, seconds: float = 60.0) -> Answer:
    """The sites from which most people are within `within` minutes (Church and ReVelle 1974).

    Homes with the same candidates in reach are one column, so 10,000 homes with 1,000 candidates fit.
    """
    demand = siting.demand
    pairs = reach(siting, siting.within, demand > 0)
    there = float(demand.sum() - demand[pairs.homes].sum())
    count = len(siting.candidates)
    table = np.zeros((len(pairs.homes), count), dtype=np.bool_)
    table[pairs.home, pairs.site] = True
    sets, people = _alike(table, demand[pairs.homes])
    rows = Rows()
    limited(siting, rows)
    columns = promised(siting, rows, count)
    group, site = np.nonzero(sets)
    own = np.arange(len(sets))
    rows.add(
        np.concatenate([own, group]),
        np.concatenate([own + columns, site]),
        np.concatenate([np.ones(len(sets)), -np.ones(len(group))]),
        low=np.full(len(sets), -np.inf),
        high=np.zeros(len(sets)),
    )
    cost = np.concatenate([np.zeros(columns), -people])
    start = start_of(siting, _most_first(siting, sets, people)) if not siting.caps else None
    found = solve(rows.programme(cost, np.ones(len(cost)), count, start), seconds=seconds)
    if found.state != FEASIBLE:
        return Answer("covered", method="highs")
    chosen = _needed(siting, picked(siting, found.x))
    value = float(demand[siting.way(siting.opened(chosen)) <= siting.within].sum())
    return answer("covered", chosen, value, there - found.bound, method="highs")


def _needed(siting: Siting, chosen: Sequence[int]) -> list[int]:
    """The chosen sites without those that bring nobody within the minutes and keep no promise."""
    kept = list(chosen)
    for one in chosen:
        fewer = [other for other in kept if other != one]
        near = siting.way(siting.opened(fewer)) <= siting.within
        lost = (siting.way(siting.opened(kept)) <= siting.within) & ~near & (siting.demand > 0)
        if not lost.any() and keeps(siting, fewer):
            kept = fewer
    return kept


def everybody(siting: Siting, *, seconds: float = 60.0) -> Answer:
    """The fewest (or, with costs, the cheapest) sites that bring everybody within `within` minutes (Toregas 1971).

    Whoever no candidate reaches in time is left out; `faults` names them.
    """
    found = _cheapest(siting, siting.within, siting.demand > 0, seconds=seconds)
    if found.state != FEASIBLE:
        return Answer("everybody", method="highs")
    chosen = picked(siting, found.x)
    value = siting.price(chosen) if len(siting.cost) else float(len(chosen))
    bound = found.bound if len(siting.cost) else float(np.ceil(found.bound - 1e-6))
    return answer("everybody", chosen, value, bound, method="highs")


def _cheapest(siting: Siting, minutes: float, wanted: Bools, *, seconds: float) -> Solved:
    rows, count = Rows(), len(siting.candidates)
    columns = promised(siting, rows, count)
    everyone_within(siting, rows, minutes, wanted)
    if not rows.count:
        return Solved(FEASIBLE, np.zeros(columns), 0.0)
    cost = np.zeros(columns)
    cost[:count] = siting.cost[siting.candidates] if len(siting.cost) else 1.0
    return solve(rows.programme(cost, np.ones(columns), count), seconds=seconds)


def _alike(table: Bools, people: Floats) -> tuple[Bools, Floats]:
    """Homes with the same candidates in reach as one: the sets that occur and the people of each; empty sets go."""
    packed = np.packbits(table, axis=1)
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    together = np.bincount(which.ravel(), weights=people, minlength=len(first)).astype(np.float64)
    sets = table[first]
    some = sets.any(axis=1)
    return sets[some], together[some]


def _most_first(siting: Siting, sets: Bools, people: Floats) -> Sequence[int]:
    """One candidate after another, each with the most people not yet in reach."""
    chosen: list[int] = []
    left, spent = people.copy(), 0.0
    priced = len(siting.cost) > 0 and siting.budget is not None
    price = siting.cost[siting.candidates] if priced else np.zeros(sets.shape[1])
    budget = siting.budget if siting.budget is not None else np.inf
    for _ in range(min(siting.most, sets.shape[1])):
        more = np.where(price + spent <= budget, left @ sets, -1.0)
        best = int(more.argmax())
        if more[best] <= 0:
            break
        chosen.append(int(siting.candidates[best]))
        spent += float(price[best])
        left[sets[:, best]] = 0.0
    return chosen

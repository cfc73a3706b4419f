"""Efficiency against equity: the answers of which none is better than another in both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.plan.siting.center import worst_off
from sofra.plan.siting.faults import fatal, faults, nobody_reaches
from sofra.plan.siting.nearest import nearest
from sofra.plan.siting.problem import Answer, Cap, Crowd, Siting

EVERYONE_REACHED = "reached"
"""The group of the cap that moves along the frontier: all whom any site reaches."""


@dataclass(frozen=True, slots=True)
class Point:
    """One answer: `mean` minutes of a person who is reached, `worst` minutes of the one furthest away.

    `answer` is the p-median answer under "nobody further than `worst`", with its own bound and gap.
    """

    mean: float
    worst: float
    answer: Answer


def frontier(siting: Siting, *, seed: int = 0, most: int = 12, seconds: float = 20.0) -> Sequence[Point]:
    """Points from the shortest way on the whole to the shortest longest way, the one with the longest way first.

    By the epsilon constraint (Haimes, Lasdon and Wismer 1971): the shortest way on the whole, then again with "nobody
    as far as the furthest now", until nothing is possible. With more than `most` points the steps are evened out
    between both ends. Points that another beats in both are left out. Empty when there is no answer at all.
    """
    if fatal(faults(siting, "nearest")):
        return ()
    wanted = siting.demand > 0
    wanted[nobody_reaches(siting)] = False
    reached = Crowd(np.where(wanted, siting.people, 0.0), np.ones_like(wanted))
    ground = replace(siting, groups={**siting.groups, EVERYONE_REACHED: reached}, capacity=np.empty(0))
    best = worst_off(ground, seconds=seconds)
    first = _point(ground, nearest(ground, seed=seed, seconds=seconds))
    if best.value is None or first is None:
        return (first,) if first else ()
    found = [first, *_closer(ground, first, best.value, seed=seed, most=most, seconds=seconds)]
    return tuple(point for point in found if not any(_beats(other, point) for other in found))


def _closer(ground: Siting, first: Point, least: float, *, seed: int, most: int, seconds: float) -> Iterator[Point]:
    """Points with ever shorter longest ways, down to the shortest possible."""
    steps = np.unique(ground.minutes[np.isfinite(ground.minutes)])
    steps = steps[(steps >= least - 1e-9) & (steps < first.worst)]
    now = first.worst
    for left in range(most - 1, 0, -1):
        below = steps[steps < now]
        if not len(below):
            return
        # Far more steps than points: jump so that the points are spread evenly over what is left.
        jump = now - (now - least) / left if len(below) > 4 * left else float(below[-1])
        at = below[below <= jump]
        limit = float(at[-1] if len(at) else below[0])
        best = nearest(ground.capped(Cap(EVERYONE_REACHED, limit)), seed=seed, seconds=seconds)
        point = _point(ground, best)
        if point is None:
            return
        yield point
        now = min(limit, point.worst)


def _point(ground: Siting, best: Answer) -> Point | None:
    if best.value is None:
        return None
    people = ground.groups[EVERYONE_REACHED].people
    way = ground.way(ground.opened(best.chosen))
    there = np.isfinite(way) & (people > 0)
    weight = np.where(there, ground.demand, 0.0)
    if not weight.sum() > 0:
        return None
    mean = float((weight[there] * way[there]).sum() / weight.sum())
    worst = float(way[people > 0].max())
    return Point(mean, worst, best) if np.isfinite(worst) else None


def _beats(one: Point, other: Point) -> bool:
    no_worse = one.mean <= other.mean + 1e-9 and one.worst <= other.worst + 1e-9
    better = one.mean < other.mean - 1e-9 or one.worst < other.worst - 1e-9
    return no_worse and better

"""The fixed day in a village instead of a team on the road: where to sit, and how many people can walk there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.way import Spots, Way
from sofra.types.errors import DesignError, stop
from sofra.types.outreach import FixedDays, Outlay, Point

SLIGHT = 1e-9
MOST_TRIES = 5_000
"""The exact search gives up after so many choices looked at; what it has is then given with its bound."""


def walkable(points: Sequence[Point], homes: Spots, way: Way, limit: float) -> NDArray[np.bool_]:
    """(points, homes) True where somebody at home can reach the point within `limit` minutes."""
    spots = np.array([(one.lon, one.lat) for one in points], dtype=np.float64).reshape(-1, 2)
    near = np.zeros((len(points), len(homes)), dtype=np.bool_)
    for catchment in way.each(homes, spots, limit):
        near[catchment.facility, catchment.homes] = True
    return near


@dataclass(frozen=True, slots=True)
class Town:
    """`near`: (points, homes) who can walk where; `people`: (homes,); `most`: (points,) served in a day at each."""

    near: NDArray[np.bool_]
    people: NDArray[np.float64]
    most: NDArray[np.float64]

    @property
    def alone(self) -> NDArray[np.float64]:
        """(points,) people whom each point would serve if it were the only one."""
        return np.minimum(self.near @ self.people, self.most)

    @property
    def limited(self) -> bool:
        """True when some point cannot serve all who can walk to it."""
        return bool((self.near @ self.people > self.most).any())


def fixed_days(
    points: Sequence[Point], near: NDArray[np.bool_], people: NDArray[np.float64], *, days: int
) -> FixedDays:
    """Where to sit on `days` days of a week, so that most people are served: one day a point.

    `near`: (points, homes); `people`: (homes,) living at each. Somebody near two points is counted once; a point serves
    no more than its `most`. The choice is the best there is (branch and bound; coverage is submodular: Nemhauser,
    Wolsey and Fisher 1978) unless the search gives up: then `bound` is above `reached`. Checked against all choices on
    small towns. Raises DesignError without points or days.
    """
    if not points or days < 1:
        raise stop(DesignError, "points_none")
    town = Town(near, people, np.array([one.most for one in points], dtype=np.float64))
    best, bound = _search(town, min(days, len(points)))
    order, added = _in_order(town, best)
    costs = [points[one].cost for one in order]
    return FixedDays(
        points=[points[one].id for one in order],
        added=MappingProxyType({points[one].id: round(gain) for one, gain in zip(order, added, strict=True)}),
        reached=round(sum(added)),
        bound=round(bound),
        people=round(float(people.sum())),
        cost=None if any(cost is None for cost in costs) else sum(cost for cost in costs if cost is not None),
    )


def outlay(people: int, cost: float | None) -> Outlay:
    """People reached and what each costs; None where the cost is unknown or nobody is reached."""
    return Outlay(people, cost, cost / people if cost is not None and people else None)


def week_cost(minutes: float, km: float, *, per_hour: float | None, per_km: float | None) -> float | None:
    """What rounds cost: the team's time on the way and at doors, and the kilometres; None when a price is unknown."""
    return None if per_hour is None or per_km is None else minutes / 60 * per_hour + km * per_km


def reached(town: Town, chosen: Sequence[int]) -> float:
    """How many people these points serve: everybody who can walk to one, not more at a point than it can serve.

    With limits, as many as can be shared out among the points (the smallest cut of Ford and Fulkerson's network).
    """
    if not town.limited:
        return _near_any(town, chosen)
    cuts = (shut for size in range(len(chosen) + 1) for shut in combinations(chosen, size))
    return min(
        sum(float(town.most[one]) for one in shut) + _near_any(town, [one for one in chosen if one not in shut])
        for shut in cuts
    )


def _near_any(town: Town, chosen: Sequence[int]) -> float:
    return float(town.people[town.near[list(chosen)].any(axis=0)].sum()) if chosen else 0.0


def _search(town: Town, days: int) -> tuple[list[int], float]:
    best = _greedy(town, days)
    value = reached(town, best)
    order = [int(one) for one in np.argsort(-town.alone, kind="stable")]
    stack: list[tuple[list[int], int]] = [([], 0)]
    tries, cut = 0, 0.0
    while stack:
        chosen, start = stack.pop()
        here = reached(town, chosen)
        if here > value + SLIGHT:
            best, value = chosen, here
        rest, room = order[start:], days - len(chosen)
        top = here + _most_more(town, chosen, rest, room)
        if not room or not rest or top <= value + SLIGHT:
            continue
        tries += 1
        if tries > MOST_TRIES:
            cut = max(cut, top)
            continue
        stack += [([*chosen, one], start + place + 1) for place, one in reversed(list(enumerate(rest)))]
    return best, max(value, cut)


def _most_more(town: Town, chosen: Sequence[int], rest: Sequence[int], room: int) -> float:
    """What the best of the rest can add at most: nobody counted yet, the largest alone."""
    if town.limited or not chosen:
        more = town.alone[list(rest)]
    else:
        left = np.where(town.near[list(chosen)].any(axis=0), 0.0, town.people)
        more = np.asarray(town.near[list(rest)] @ left, dtype=np.float64)
    return float(np.sort(more)[::-1][:room].sum())


def _greedy(town: Town, days: int) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < days:
        rest = [one for one in range(len(town.near)) if one not in chosen]
        chosen.append(max(rest, key=lambda one: reached(town, [*chosen, one])))
    return chosen


def _in_order(town: Town, chosen: Sequence[int]) -> tuple[list[int], list[float]]:
    order: list[int] = []
    gains: list[float] = []
    while len(order) < len(chosen):
        rest = [one for one in chosen if one not in order]
        order.append(max(rest, key=lambda one: (reached(town, [*order, one]), -one)))
        gains.append(reached(town, order) - reached(town, order[:-1]))
    return order, gains

"""The rounds of a week: which visits the shifts can make, by which team, on which day, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sofra.resources.rounds.alone import never
from sofra.resources.rounds.between import MOST, km_between, minutes_between
from sofra.resources.rounds.problem import Problem
from sofra.resources.rounds.solve import routes
from sofra.resources.travel.way import Way
from sofra.types.errors import DesignError, Issue, stop
from sofra.types.outreach import DAY_MINUTES, Call, Missed, Round, Shift, Visit, Week

ITERATIONS = 4000


@dataclass(frozen=True, slots=True)
class Ground:
    """Minutes and kilometres between all points: first the point of each shift, then each visit. (points, points)"""

    minutes: NDArray[np.float64]
    km: NDArray[np.float64]


def plan_week(
    visits: Sequence[Visit], shifts: Sequence[Shift], way: Way, *, seed: int, iterations: int = ITERATIONS
) -> Week:
    """The rounds of a week: as much weight of visits as the shifts can hold, then as little driving.

    Required visits come before all others. Every visit is in one round or among `missed` with its reason. Two visits
    may carry one id (a household visited twice a week, on days apart). The search (PyVRP's iterated local search) is
    not exact; the same seed and iterations give the same week. Raises DesignError when nobody works in the week, a
    shift ends before it begins, or there are more than 500 stops.
    """
    _check(visits, shifts)
    ground = _ground(visits, shifts, way)
    lost = [_never(number, visit, shifts, ground) for number, visit in enumerate(visits)]
    open_ = [number for number, missed in enumerate(lost) if missed is None]
    found = routes(_problem(visits, shifts, ground, open_), seed, iterations) if open_ else {}
    rounds = sorted(
        (_round(one, shifts, visits, ground) for one in found.items()),
        key=lambda one: (one.day, one.team),
    )
    served = {number for order in found.values() for number in order}
    missed = tuple(
        lost[number] or Missed(visit.id, "no_room", required=visit.required)
        for number, visit in enumerate(visits)
        if number not in served
    )
    return Week(
        tuple(rounds),
        missed,
        sum(one.drive for one in rounds),
        round(sum(one.km for one in rounds), 1),
        way.basis,
        way.mode,
    )


def _check(visits: Sequence[Visit], shifts: Sequence[Shift]) -> None:
    if not shifts:
        raise stop(DesignError, "rounds_no_shift")
    wrong = [shift for shift in shifts if shift.closes <= shift.opens]
    if wrong:
        raise DesignError(
            *(Issue("rounds_shift_backwards", values={"team": one.team, "day": one.day.isoformat()}) for one in wrong)
        )
    if len(visits) + len(shifts) > MOST:
        raise stop(DesignError, "rounds_too_many", n=len(visits) + len(shifts), most=MOST)


def _ground(visits: Sequence[Visit], shifts: Sequence[Shift], way: Way) -> Ground:
    spots = np.array(
        [(one.lon, one.lat) for one in shifts] + [(one.lon, one.lat) for one in visits], dtype=np.float64
    ).reshape(-1, 2)
    return Ground(minutes_between(way, spots, float(DAY_MINUTES)), km_between(spots))


def _never(number: int, visit: Visit, shifts: Sequence[Shift], ground: Ground) -> Missed | None:
    at, count = len(shifts) + number, len(shifts)
    there, back = ground.minutes[:count, at].tolist(), ground.minutes[at, :count].tolist()
    return never(visit, shifts, there, back)


def _problem(visits: Sequence[Visit], shifts: Sequence[Shift], ground: Ground, open_: Sequence[int]) -> Problem:
    keep = [*range(len(shifts)), *(len(shifts) + number for number in open_)]
    return Problem([visits[number] for number in open_], open_, shifts, ground.minutes[np.ix_(keep, keep)])


def _round(one: tuple[int, Sequence[int]], shifts: Sequence[Shift], visits: Sequence[Visit], ground: Ground) -> Round:
    shift, order = one
    at = [shift, *(len(shifts) + number for number in order), shift]
    drives = [int(ground.minutes[start, end]) for start, end in pairwise(at)]
    km = [float(ground.km[start, end]) for start, end in pairwise(at)]
    begins = clock([visits[number] for number in order], drives, shifts[shift].opens)
    calls = tuple(
        Call(visits[number].id, start, start + visits[number].minutes, drive, round(length, 1))
        for number, start, drive, length in zip(order, begins, drives, km, strict=False)
    )
    ends = calls[-1].leaves + drives[-1]
    own = shifts[shift]
    return Round(own.team, own.day, begins[0] - drives[0], ends, calls, sum(drives), round(sum(km), 1))


def clock(visits: Sequence[Visit], drives: Sequence[int], opens: int) -> list[int]:
    """When each visit begins: the round is over as early as it can be, and nobody waits who could leave later."""
    begins: list[int] = []
    free = opens
    for visit, drive in zip(visits, drives, strict=False):
        begins.append(max(free + drive, visit.opens))
        free = begins[-1] + visit.minutes
    for place in range(len(visits) - 2, -1, -1):
        visit = visits[place]
        latest = begins[place + 1] - drives[place + 1] - visit.minutes
        begins[place] = min(latest, visit.closes - visit.minutes)
    return begins

"""Which shift makes which visits in which order: a vehicle-routing problem with prizes, handed to PyVRP."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sofra.resources.rounds.polish import polish
from sofra.resources.rounds.problem import Problem
from sofra.types.errors import MissingExtra, stop
from sofra.types.outreach import DAY_MINUTES

if TYPE_CHECKING:
    from pyvrp import Client, ProblemData, Route

NEVER = 10 * DAY_MINUTES
"""Minutes that fit into no day: between points that no way joins, and to a visit on a day that is not its own."""

REQUIRED = 50
"""One required visit counts as much as so many of the greatest weight that is not."""

PATIENCE = 4
"""The search ends early when this share (one in so many) of its iterations brought nothing."""


def routes(problem: Problem, seed: int, iterations: int) -> Mapping[int, list[int]]:
    """For each shift that drives: the visits' numbers in their order.

    Weights become prizes so large that one more visit is worth any detour; so the most weight is visited first, and
    driving is cut only among plans of equal weight. Raises MissingExtra without the extra `rounds`.
    """
    try:
        from pyvrp import solve
        from pyvrp.stop import MaxIterations, MultipleCriteria, NoImprovement
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="rounds", needed="pyvrp") from missing

    ending = MultipleCriteria([MaxIterations(iterations), NoImprovement(max(500, iterations // PATIENCE))])
    result = solve(_data(problem), ending, seed=seed, collect_stats=False, display=False)
    found = {route.vehicle_type(): _order(route) for route in result.best.routes()}
    return {shift: [problem.numbers[one] for one in order] for shift, order in polish(problem, found).items()}


def _order(route: "Route") -> list[int]:
    return [one.idx for one in route.schedule() if one.is_client()]


def _data(problem: Problem) -> "ProblemData":
    from pyvrp import Depot, Location, ProblemData, VehicleType

    days = sorted({shift.day for shift in problem.shifts})
    apart = any(visit.days for visit in problem.visits)
    matrices = [_table(problem, day) for day in days] if apart else [_whole(problem.minutes)]
    return ProblemData(
        [
            *(Location(shift.lon, shift.lat) for shift in problem.shifts),
            *(Location(visit.lon, visit.lat) for visit in problem.visits),
        ],
        _clients(problem),
        [Depot(number) for number in range(len(problem.shifts))],
        [
            VehicleType(
                start_depot=number,
                end_depot=number,
                tw_early=shift.opens,
                tw_late=shift.closes,
                shift_duration=shift.closes - shift.opens,
                profile=days.index(shift.day) if apart else 0,
            )
            for number, shift in enumerate(problem.shifts)
        ],
        matrices,  # type: ignore[arg-type] # PyVRP's stubs give an array one dimension
        matrices,  # type: ignore[arg-type]
    )


def _clients(problem: Problem) -> "list[Client]":
    from pyvrp import Client

    return [
        Client(
            len(problem.shifts) + number,
            service_duration=visit.minutes,
            tw_early=visit.opens,
            tw_late=visit.closes - visit.minutes,
            prize=prize,
            required=False,
        )
        for number, (visit, prize) in enumerate(zip(problem.visits, _prizes(problem), strict=True))
    ]


def _prizes(problem: Problem) -> list[int]:
    """One visit is worth more than the longest way there and back, so a detour is never a reason to leave one out."""
    finite = problem.minutes[np.isfinite(problem.minutes)]
    worth = 2 * int(finite.max(initial=0)) + 1
    heaviest = max(visit.weight for visit in problem.visits)
    return [
        worth * (visit.weight + (REQUIRED * heaviest if visit.required else 0)) if visit.weight else worth
        for visit in problem.visits
    ]


def _table(problem: Problem, day: date) -> NDArray[np.int64]:
    table = _whole(problem.minutes)
    count = len(problem.shifts)
    shut = [count + n for n, visit in enumerate(problem.visits) if visit.days and day not in visit.days]
    table[shut, :] = NEVER
    table[:, shut] = NEVER
    np.fill_diagonal(table, 0)
    return table


def _whole(minutes: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(np.isfinite(minutes), minutes, NEVER).astype(np.int64)

"""Places for each person within reach, shared among all who can reach the same ones: E2SFCA and 3SFCA."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.decay import Steps
from sofra.resources.reach.question import Question, catchments, noted, question_issues, where_they_stand
from sofra.resources.reach.state import Reach, State
from sofra.resources.travel.way import Catchment
from sofra.types.errors import Issue

KEEP = 20_000_000
"""As many pairs of home and facility (12 bytes each) are kept for a second pass; beyond it the way is asked twice."""


@dataclass(frozen=True, slots=True)
class Floating:
    """Places per person of every home, and what each facility gives.

    `access`: places per person within reach. `reached`: the places that somebody can reach; the sum of access times
    people is the same number. `unreached`: (facilities,) True where a facility has places and nobody reaches them.
    """

    access: Reach
    reached: float
    unreached: NDArray[np.bool_]
    issues: tuple[Issue, ...]


def e2sfca(question: Question, decay: Steps = Steps()) -> Floating:
    """Enhanced two-step floating catchments: places of each facility divided among the people who reach it.

    Step 1: R_j = S_j / sum_k P_k W(t_kj). Step 2: A_i = sum_j R_j W(t_ij). W is the weight of the minutes. Luo and Qi
    2009, eq. 1 and 2 (Health and Place 15:1100). One pass: each catchment is used and forgotten. The sum of A_i P_i is
    the capacity reached. Equals `access` 1.1.10 to 1e-12.
    """
    return _floating(question, lambda _, weight: weight, catchments(question, decay.limit), decay)


def three_step(question: Question, decay: Steps = Steps(), *, keep: int = KEEP) -> Floating:
    """Three-step floating catchments: people divide themselves among the facilities in reach before step 1.

    G_ij = W(t_ij) / sum_k W(t_ik); R_j = S_j / sum_k G_kj P_k W(t_kj); A_i = sum_j G_ij R_j W(t_ij). Wan, Zou and
    Sternberg 2012 (International Journal of Geographical Information Science 26:1073). Two passes; the pairs of the
    first are kept when there are at most `keep`. Equals `access` 1.1.10 to 1e-12 where all costs lie within the limit.
    """
    total, kept = _attraction(question, decay, keep)
    again = catchments(question, decay.limit) if kept is None else kept
    return _floating(question, lambda homes, weight: weight * weight / total[homes], again, decay)


def _attraction(question: Question, decay: Steps, keep: int) -> tuple[NDArray[np.float64], list[Catchment] | None]:
    """(homes,) the sum of the weights of all facilities in reach; and the catchments, None when they are too many."""
    total, kept, pairs = np.zeros(len(question.homes)), [], 0
    for catchment in catchments(question, decay.limit):
        total[catchment.homes] += decay.of(catchment.minutes)
        pairs += len(catchment.homes)
        if pairs <= keep:
            kept.append(Catchment(catchment.facility, catchment.homes.astype(np.int32), catchment.minutes))
        else:
            kept.clear()
    return total, (kept if pairs <= keep else None)


def _floating(
    question: Question,
    share: Callable[[NDArray[np.int64], NDArray[np.float64]], NDArray[np.float64]],
    found: Iterable[Catchment],
    decay: Steps,
) -> Floating:
    people, capacity = np.nan_to_num(question.homes.people), question.facilities.capacity
    value, near = np.zeros(len(question.homes)), np.zeros(len(question.homes), dtype=bool)
    unknown, unreached = np.zeros(len(question.homes), dtype=bool), capacity > 0
    reached = []
    for catchment in found:
        homes, places = catchment.homes, float(capacity[catchment.facility])
        near[homes] = True
        if np.isnan(places):
            unknown[homes] = True
            continue
        weight = share(homes, decay.of(catchment.minutes))
        demand = float(people[homes] @ weight)
        if demand > 0 and places > 0:
            value[homes] += places / demand * weight
            reached.append(places)
            unreached[catchment.facility] = False
    state = _states(question, near, unknown)
    return Floating(Reach(value, state), float(sum(reached)), unreached, _issues(question, unreached))


def _states(question: Question, near: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> NDArray[np.int8]:
    after = np.where(unknown, State.UNKNOWN_CAPACITY, np.where(near, State.REACHED, State.OUT_OF_REACH))
    return np.maximum(where_they_stand(question, each=True), after.astype(np.int8))


def _issues(question: Question, unreached: NDArray[np.bool_]) -> tuple[Issue, ...]:
    """What the question leaves unsaid, and the places that nobody can reach."""
    lost = int(unreached[question.located_facilities].sum())
    return (*question_issues(question), *([noted("reach_nobody_near", n=lost)] if lost else []))

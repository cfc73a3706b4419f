"""The nearest facility of every home, with the minutes to it and which one it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.question import Open, Question, noted, question_issues, where_they_stand
from sofra.resources.reach.state import Reach, State
from sofra.types.errors import Issue


@dataclass(frozen=True, slots=True)
class Closest:
    """Minutes of every home to its nearest facility; `which`: (homes,) its number, -1 where there is none."""

    minutes: Reach
    which: NDArray[np.int64]
    issues: tuple[Issue, ...]


def closest(question: Question) -> Closest:
    """Minutes to the nearest facility that the people of a home may use, found from the facilities outward.

    A number stands also where nobody lives: the minutes of a place do not depend on who lives in it.
    """
    minutes, which = np.full(len(question.homes), np.inf), np.full(len(question.homes), -1, dtype=np.int64)
    homes = question.located_homes
    for facilities, open_to in _together(question):
        theirs = homes if open_to is None else homes[open_to[homes]]
        found = question.way.nearest(question.homes.spots[theirs], question.facilities.spots[facilities])
        nearer = found.minutes < minutes[theirs]
        minutes[theirs[nearer]] = found.minutes[nearer]
        which[theirs[nearer]] = facilities[found.which[nearer]]
    before = where_they_stand(question, each=False)
    state = np.maximum(before, np.where(which < 0, State.OUT_OF_REACH, State.REACHED).astype(np.int8))
    return Closest(Reach(minutes, state), which, _issues(question, state))


def _together(question: Question) -> Iterator[tuple[NDArray[np.int64], Open]]:
    """The located facilities that are for the same people, so that one search finds the nearest of them."""
    groups: dict[int, list[int]] = {}
    for facility in question.located_facilities:
        groups.setdefault(id(question.facilities.for_whom(int(facility))), []).append(int(facility))
    for members in groups.values():
        yield np.array(members, dtype=np.int64), question.facilities.for_whom(members[0])


def _issues(question: Question, state: NDArray[np.int8]) -> tuple[Issue, ...]:
    lost = int((state == State.OUT_OF_REACH).sum())
    kept = [issue for issue in question_issues(question) if not issue.code.startswith("reach_capacity")]
    return (*kept, *([noted("reach_no_way", n=lost)] if lost else []))

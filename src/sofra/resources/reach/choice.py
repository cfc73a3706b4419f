"""What one can choose from within a time: how many facilities, and how many places."""

from dataclasses import dataclass

import numpy as np

from sofra.resources.reach.question import Question, catchments, where_they_stand
from sofra.resources.reach.state import Reach, State


@dataclass(frozen=True, slots=True)
class Choice:
    """Facilities and places within the limit of every home; places that nobody counted leave the sum unknown."""

    facilities: Reach
    places: Reach


def choice(question: Question, minutes: float) -> Choice:
    """Cumulative opportunities: the facilities within `minutes` that the people may use, and their places together.

    0 with the state OUT_OF_REACH where nothing lies within the limit. Nothing is shared among people here: the same
    place counts for everybody who can reach it (see `floating` for shares).
    """
    number, places = np.zeros(len(question.homes)), np.zeros(len(question.homes))
    unknown = np.zeros(len(question.homes), dtype=bool)
    for catchment in catchments(question, minutes):
        capacity = float(question.facilities.capacity[catchment.facility])
        number[catchment.homes] += 1
        if np.isnan(capacity):
            unknown[catchment.homes] = True
        else:
            places[catchment.homes] += capacity
    before = where_they_stand(question, each=False)
    state = np.maximum(before, np.where(number > 0, State.REACHED, State.OUT_OF_REACH).astype(np.int8))
    told = np.maximum(state, np.where(unknown, State.UNKNOWN_CAPACITY, State.REACHED).astype(np.int8))
    return Choice(Reach(number, state), Reach(places, told))

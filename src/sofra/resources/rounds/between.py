"""Whole minutes between all points of a round, from any way of travelling."""

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.straight import DETOUR, crow_km
from sofra.resources.travel.way import Spots, Way

MOST = 500
"""More stops than this in one plan are no week of mobile teams."""


def minutes_between(way: Way, spots: Spots, limit: float) -> NDArray[np.float64]:
    """(from, to) minutes, whole and rounded up, so that a plan never promises too much; inf beyond `limit`."""
    table = np.full((len(spots), len(spots)), np.inf)
    for catchment in way.each(spots, spots, limit):
        table[catchment.homes, catchment.facility] = np.ceil(catchment.minutes - 1e-9)
    np.fill_diagonal(table, 0.0)
    return table


def km_between(spots: Spots) -> NDArray[np.float64]:
    """(from, to) kilometres as estimated: the straight line times the detour factor."""
    return crow_km(spots, spots) * DETOUR

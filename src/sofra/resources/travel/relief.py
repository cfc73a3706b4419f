"""Slopes of roads from heights above the sea, and what they do to somebody on foot or on wheels."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sofra.sources.roads import Roads

TOBLER, DOWNHILL = 3.5, 0.05
"""Tobler 1993: walking speed falls as exp(-3.5 |slope + 0.05|); fastest a little downhill."""

STRETCH_METRES = 100.0
"""A slope is measured over this length of road: a grid of 90 m knows nothing of shorter ones."""

Reals = NDArray[np.float64]


class Heights(Protocol):
    """Heights above sea in metres at (points, 2) spots; NaN where nobody measured."""

    def at(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        """(points,) metres."""


def slopes(roads: Roads, metres: Reals, heights: Heights) -> Reals:
    """(pieces,) rise over run of every piece of every way, along the way; 0 where a height is unknown.

    `metres`: (pieces,) their lengths. Measured over the 100 m of the way around the middle of the piece; on a shorter
    way the rise of all of it counts over 100 m. A bridge or a tunnel rises evenly from end to end, whatever the ground
    does.
    """
    way = np.repeat(np.arange(roads.ways), np.diff(roads.starts))
    same = way[:-1] == way[1:]
    step = np.zeros(len(way))
    step[1:][same] = metres
    along = np.cumsum(step) + way  # a metre between two ways keeps them apart
    high = heights.at(roads.spots)[roads.points]
    first, last = along[roads.starts[:-1]], along[roads.starts[1:] - 1]
    middle = (along[:-1][same] + along[1:][same]) / 2
    of = way[:-1][same]
    even = np.array([_even(tags.get("bridge")) or _even(tags.get("tunnel")) for tags in roads.kinds], dtype=np.bool_)
    reach = np.where(even[roads.kind[of]], np.inf, STRETCH_METRES / 2)
    low, top = np.maximum(middle - reach, first[of]), np.minimum(middle + reach, last[of])
    rise = np.interp(top, along, high) - np.interp(low, along, high)
    return np.asarray(np.nan_to_num(rise / np.maximum(top - low, STRETCH_METRES)), dtype=np.float64)


def sloped_minutes(minutes: Reals, slope: Reals) -> Reals:
    """Minutes on a slope (rise over run, uphill positive) for somebody who needs `minutes` on the level: Tobler."""
    return np.asarray(minutes * np.exp(TOBLER * (np.abs(slope + DOWNHILL) - DOWNHILL)))


def _even(value: str | None) -> bool:
    return value not in (None, "no")

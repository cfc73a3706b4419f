"""From a spot to the nearest street: which piece, how far along it, and how many metres away."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.globe import EARTH_METRES
from sofra.resources.travel.way import Spots

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

HALF = 25.0
"""Pieces of street are cut to twice this length; then no piece is farther than its middle by more than this."""

FIRST, MOST, BLOCK = 8, 4096, 100_000
"""How many middles are looked at first, at most, and for how many spots at one time."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """`segment`: (spots,) its number, -1 when there are no streets; `part`: 0 at its start, 1 at its end; `metres`."""

    segment: NDArray[np.int64]
    part: NDArray[np.float64]
    metres: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """The pieces of street laid out for searching; `begin`, `along`: (pieces, 3) metres; `segment`, `low`, `high`:
    (pieces,) of which segment, and from which part of it to which."""

    begin: NDArray[np.float64]
    along: NDArray[np.float64]
    segment: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    middles: "cKDTree"


def ground(starts: Spots, ends: Spots) -> Ground:
    """Segments from `starts` to `ends` ready for searching; distances are straight ones in space (chords)."""
    from scipy.spatial import cKDTree

    a, b = in_space(starts), in_space(ends)
    long = np.sqrt(((b - a) ** 2).sum(axis=1))
    pieces = np.maximum(1, np.ceil(long / (2 * HALF))).astype(np.int64)
    segment = np.repeat(np.arange(len(starts)), pieces)
    nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    low, high = nth / pieces[segment], (nth + 1) / pieces[segment]
    way = (b - a)[segment]
    begin = a[segment] + way * low[:, None]
    along = way * (high - low)[:, None]
    return Ground(begin, along, segment, low, high, cKDTree(begin + along / 2))


def nearest_street(spots: Spots, on: Ground) -> Nearby:
    """The nearest piece of street of every spot, exactly: no street is nearer than the one that is given."""
    size = len(spots)
    found = Nearby(np.full(size, -1, dtype=np.int64), np.zeros(size), np.full(size, np.inf))
    if len(on.segment) == 0:
        return found
    for begin in range(0, size, BLOCK):
        part = slice(begin, begin + BLOCK)
        _search(in_space(spots[part]), on, (found.segment[part], found.part[part], found.metres[part]))
    return found


def in_space(spots: Spots) -> NDArray[np.float64]:
    """(points, 3) metres from the centre of the earth, a sphere; spots are longitude and latitude in degrees."""
    lon, lat = np.radians(spots[:, 0]), np.radians(spots[:, 1])
    return EARTH_METRES * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _search(
    at: NDArray[np.float64], on: Ground, into: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
) -> None:
    """More and more middles are looked at, until none that was not looked at can be nearer."""
    open_, asked = np.arange(len(at)), min(FIRST, len(on.segment))
    while len(open_):
        far, pieces = on.middles.query(at[open_], k=np.arange(1, asked + 1))
        metres, part, best = _closest(at[open_], pieces, on)
        proven = (metres <= far[:, -1] - HALF) | (asked >= min(MOST, len(on.segment)))
        done = open_[proven]
        into[0][done], into[1][done], into[2][done] = best[proven], part[proven], metres[proven]
        open_, asked = open_[~proven], min(asked * 4, MOST, len(on.segment))


def _closest(
    at: NDArray[np.float64], pieces: NDArray[np.int64], on: Ground
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Metres, part of the segment and number of the nearest of some pieces; `pieces`: (spots, candidates)."""
    begin, along = on.begin[pieces], on.along[pieces]
    square = np.maximum((along**2).sum(axis=2), 1e-12)
    share = np.clip(((at[:, None, :] - begin) * along).sum(axis=2) / square, 0.0, 1.0)
    metres = np.sqrt(((begin + along * share[..., None] - at[:, None, :]) ** 2).sum(axis=2))
    best = metres.argmin(axis=1)
    row = np.arange(len(at))
    chosen = pieces[row, best]
    part = on.low[chosen] + share[row, best] * (on.high[chosen] - on.low[chosen])
    return metres[row, best], part, on.segment[chosen]

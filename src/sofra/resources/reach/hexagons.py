"""Households gathered into hexagons of one size, so that a map of need gives no house away."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.question import Homes
from sofra.resources.travel.way import Spots
from sofra.types.errors import MissingExtra, SofraError, stop

FINEST = 8
"""The finest size that is offered, 0.74 square kilometres on average: a smaller one can be a single house."""


@dataclass(frozen=True, slots=True)
class Hexagons:
    """Hexagons with the people in them. `ids`: the name of each cell (H3); `of`: (households,) its cell, -1 no spot."""

    ids: tuple[str, ...]
    homes: Homes
    of: NDArray[np.int64]


def hexagons(spots: Spots, people: NDArray[np.float64], *, size: int = FINEST) -> Hexagons:
    """The households (spots with NaN where unknown) by H3 cell of one size, each cell standing at its middle.

    Raises MissingExtra without the library h3, SofraError for a size outside 0 to 8. A cell with a household that
    nobody counted has unknown people.
    """
    if not 0 <= size <= FINEST:
        raise stop(SofraError, "reach_hexagon_size", size=size, finest=FINEST)
    try:
        from h3 import cell_to_latlng, latlng_to_cell
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="roads", needed="h3") from missing
    located = np.flatnonzero(~np.isnan(spots).any(axis=1))
    names = [latlng_to_cell(float(lat), float(lon), size) for lon, lat in spots[located]]
    ids = tuple(sorted(set(names)))
    number = {name: place for place, name in enumerate(ids)}
    of = np.full(len(spots), -1, dtype=np.int64)
    of[located] = [number[name] for name in names]
    total = np.bincount(of[located], weights=people[located], minlength=len(ids)).astype(np.float64)
    middles = np.array([cell_to_latlng(name)[::-1] for name in ids], dtype=np.float64).reshape(-1, 2)
    return Hexagons(ids, Homes(middles, total), of)

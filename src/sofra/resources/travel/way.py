"""A way of getting somewhere: what every search for the nearest, every catchment and every siting asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Spots: TypeAlias = NDArray[np.float64]
"""(points, 2) longitude and latitude in degrees (WGS 84); no missing values: whoever has no spot is left out before."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest facility of each home.

    `minutes`: (homes,) minutes from home to facility, inf where none can be reached. `which`: (homes,) its number among
    the facilities, -1 where none can be reached.
    """

    minutes: NDArray[np.float64]
    which: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Catchment:
    """The homes from which one facility (its number) can be reached within the limit.

    `homes`: (found,) their numbers, ascending; `minutes`: (found,) from home to facility, all finite.
    """

    facility: int
    homes: NDArray[np.int64]
    minutes: NDArray[np.float64]


class Way(Protocol):
    """One way of travelling. `mode` is "walk", "wheelchair", "car" or "bus"; `basis` "network" or "straight"."""

    @property
    def mode(self) -> str:
        """How people travel."""

    @property
    def basis(self) -> str:
        """What the minutes stand on: "network", or "straight" for a straight line times a detour factor."""

    def nearest(self, homes: Spots, facilities: Spots) -> Nearest:
        """Minutes from every home to the nearest facility, found in one search that starts at the facilities."""

    def each(self, homes: Spots, facilities: Spots, limit: float) -> Iterator[Catchment]:
        """The catchment of every facility within `limit` minutes, one after the other: never the whole table."""

    def snapped(self, spots: Spots) -> NDArray[np.float64]:
        """(points,) metres from each spot to where the way begins; 0 where it begins anywhere."""

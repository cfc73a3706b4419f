"""The way without roads: a straight line, made longer by a detour factor, at a stated speed."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.globe import EARTH_KM, apart
from sofra.resources.travel.way import Catchment, Nearest, Spots

BLOCK = 2_000_000
"""As many pairs of home and facility are held at one time."""

SPEEDS_KMH = MappingProxyType({"walk": 5.0, "wheelchair": 3.0, "car": 40.0, "bus": 20.0})
DETOUR = 1.3
"""Assumptions, said with every number that stands on them."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """A straight line times `detour`, travelled at `speed_kmh`."""

    mode: str = "car"
    speed_kmh: float = 40.0
    detour: float = DETOUR

    @property
    def basis(self) -> str:
        """Always "straight": every number made with it says so."""
        return "straight"

    def nearest(self, homes: Spots, facilities: Spots) -> Nearest:
        """Minutes to the nearest facility; inf and -1 when there is none."""
        minutes, which = np.full(len(homes), np.inf), np.full(len(homes), -1, dtype=np.int64)
        if len(facilities) == 0:
            return Nearest(minutes, which)
        step = max(1, BLOCK // len(facilities))
        for start in range(0, len(homes), step):
            found = self._minutes(homes[start : start + step], facilities)
            which[start : start + step] = found.argmin(axis=1)
            minutes[start : start + step] = found.min(axis=1)
        return Nearest(minutes, which)

    def each(self, homes: Spots, facilities: Spots, limit: float) -> Iterator[Catchment]:
        """The homes within `limit` minutes of each facility."""
        for number in range(len(facilities)):
            minutes = self._minutes(homes, facilities[number : number + 1])[:, 0]
            near = np.flatnonzero(minutes <= limit)
            yield Catchment(number, near.astype(np.int64), minutes[near])

    def snapped(self, spots: Spots) -> NDArray[np.float64]:
        """(points,) 0: a straight line begins anywhere."""
        return np.zeros(len(spots))

    def _minutes(self, homes: Spots, facilities: Spots) -> NDArray[np.float64]:
        return crow_km(homes, facilities) * (self.detour / self.speed_kmh * 60)


def crow_km(starts: Spots, ends: Spots) -> NDArray[np.float64]:
    """Great-circle kilometres: (starts, ends) from two arrays of (lon, lat) in degrees, by the haversine formula."""
    return apart(starts[:, None, :], ends[None, :, :], EARTH_KM)

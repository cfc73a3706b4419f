"""Roads as one neutral value: points, the ways along them, and the tags that matter for getting about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sofra.types.answers import Origin
from sofra.types.errors import Issue


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

TAGS = words(
    "highway route junction oneway oneway:foot oneway:motorcar oneway:motor_vehicle oneway:vehicle oneway:bicycle "
    "access foot vehicle motor_vehicle motorcar wheelchair surface tracktype smoothness service maxspeed "
    "maxspeed:forward maxspeed:backward maxspeed:advisory source:maxspeed maxspeed:type motorroad sidewalk "
    "sidewalk:both sidewalk:left sidewalk:right foot:forward foot:backward motor_vehicle:forward "
    "motor_vehicle:backward vehicle:forward vehicle:backward area incline width maxwidth maxwidth:physical maxheight "
    "maxweight lanes narrow conveying impassable status construction proposed ramp:wheelchair kerb toll duration "
    "bridge tunnel seasonal winter_road ice_road 4wd_only"
)
"""Tags of a way that a profile may ask for; names and all else are left where they are."""

SEASON = "all_season"
"""What a column of a layer of lines says: "yes", "no", "" where it says nothing that is understood. No tag of OSM."""

MARKS = words(
    "barrier highway kerb access foot vehicle motor_vehicle motorcar wheelchair bollard sensory direction stop "
    "traffic_signals:direction"
)
"""Tags of a point on a road that may hold somebody up."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A sign about turning at a point: who comes by one of the ways `before` may not, or must, go on by one of `after`.

    `rules`: what it says ("no_left_turn", "only_straight_on") by vehicle, "" for all; `free`: vehicles it lets be.
    """

    point: int
    before: frozenset[int]
    after: frozenset[int]
    rules: Mapping[str, str]
    free: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roads:
    """Ways over numbered points.

    `spots`: (points, 2) longitude and latitude. Way w runs over the points `points[starts[w]:starts[w + 1]]`, at least
    two, and has the tags `kinds[kind[w]]`, named as in OpenStreetMap. `marks` are the tags of single points (gates,
    lights, kerbs), `restrictions` the signs about turning. `origin` says which file; `issues` what has to be known
    about it.
    """

    spots: NDArray[np.float64]
    starts: NDArray[np.int64]
    points: NDArray[np.int64]
    kind: NDArray[np.int32]
    kinds: Sequence[Mapping[str, str]]
    origin: Origin
    marks: Mapping[int, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    issues: Sequence[Issue] = ()
    restrictions: Sequence[Restriction] = ()

    @property
    def ways(self) -> int:
        """How many ways."""
        return len(self.kind)


def runs(present: NDArray[np.bool_], starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the unbroken stretches of present points begin and end (exclusive), none across two ways, each over one.

    `present`: (places along all ways,); `starts`: (ways + 1,).
    """
    total = len(present)
    opens, closes = present.copy(), present.copy()
    first = np.zeros(total + 1, dtype=np.bool_)
    first[starts] = True
    opens[1:] &= ~present[:-1] | first[1:total]
    closes[:-1] &= ~present[1:] | first[1:total]
    begin, end = np.flatnonzero(opens), np.flatnonzero(closes) + 1
    long = end - begin > 1
    return begin[long], end[long]

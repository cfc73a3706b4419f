"""SDG 9.1.1 for one municipality: the rural people who live within two kilometres of a road passable in all seasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.goals import near_all_season_road
from sofra.resources.reach.question import Homes
from sofra.resources.reach.state import Reach, State
from sofra.resources.travel.metric import KMH
from sofra.resources.travel.season import Seasoned
from sofra.resources.travel.way import Way
from sofra.sources.names import clean, fold
from sofra.types.place import Place

SAYS_RURAL = ("rural", "urban_rural", "rural_urban", "settlement_type", "type_of_settlement", "ruralno", "tip", "class")
"""Columns of the settlements' file that may say whether a settlement is rural, the most telling first."""

RURAL = frozenset(
    {"rural", "village", "hamlet", "farm", "isolated dwelling", "selo", "selsko", "selska", "ruralno", "ruralna",
     "fshat", "yes", "da", "po", "1", "true"}
)  # fmt: skip
URBAN = frozenset(
    {"urban", "town", "city", "suburb", "quarter", "neighbourhood", "grad", "gradsko", "gradska", "urbano", "urbana",
     "qytet", "no", "ne", "jo", "0", "false"}
)  # fmt: skip


class Road(StrEnum):
    """What one home has: a road that is passable in all seasons, one of which nothing is said, neither, or no spot."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RuralRoads:
    """Who lives within two kilometres of such a road.

    `roads`: one answer a home, in their order. `least`: rural people by what is said of roads; `most`: as if every
    road of which nothing is said were passable; None where `why` tells why there is no number: "no_roads",
    "nothing_said", "no_homes", "rural_unknown" (nobody says which settlements are rural), "no_rural", "not_counted".
    `unclassed` settlements are left out since nobody says whether they are rural.
    """

    roads: Sequence[Road]
    least: Beyond | None = None
    most: Beyond | None = None
    why: str = ""
    unclassed: int = 0


@dataclass(frozen=True, slots=True)
class RoadSource:
    """Where it is known from which roads are passable in all seasons: file, day it came in, column ("" for tags)."""

    found: Seasoned
    name: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Goals:
    """Both goals today. `settled`: 9.1.1 of the settlements; of `seen` (settlements or hexagons) `roads` and `stops`.

    `stops`: 1 where a stop is within 500 m of the middle; None where no stop stands on the map. `flag` is the key of
    the sentence that says that no streets were used; `source` None where nobody brought roads.
    """

    settled: RuralRoads
    seen: Sequence[Place]
    roads: Sequence[Road]
    stops: Reach | None
    flag: str
    detour: float
    source: RoadSource | None


def rural_roads(way: Way, settlements: Sequence[Place], homes: Homes, found: Seasoned | None) -> RuralRoads:
    """The indicator of these settlements (`homes` the same ones, as spots with people). `way` walks at `metric.KMH`.

    The share has a meaning only where somebody says which roads are passable and which settlements are rural.
    """
    roads = roads_near(way, homes, found)
    if found is None:
        return RuralRoads(roads, why="no_roads")
    if found.km.get("yes", 0) + found.km.get("no", 0) <= 0:
        return RuralRoads(roads, why="nothing_said")
    if not settlements:
        return RuralRoads(roads, why="no_homes")
    known = [is_rural(place) for place in settlements]
    unclassed = sum(one is None for one in known)
    if unclassed == len(known):
        return RuralRoads(roads, why="rural_unknown")
    rural = np.array([one is True for one in known], dtype=np.bool_)
    if not rural.any():
        return RuralRoads(roads, why="no_rural", unclassed=unclassed)
    people = np.where(rural, homes.people, 0.0)
    least, most = _served(roads, people, {Road.YES}), _served(roads, people, {Road.YES, Road.PERHAPS})
    if least.within + least.beyond <= 0:
        return RuralRoads(roads, why="not_counted", unclassed=unclassed)
    return RuralRoads(roads, least, most, unclassed=unclassed)


def roads_near(way: Way, homes: Homes, found: Seasoned | None) -> list[Road]:
    """One answer a home: within two kilometres along the way on foot."""
    if found is None:
        return [Road.UNKNOWN] * len(homes)
    sure = near_all_season_road(way, KMH, homes.spots, found.sure)
    either = near_all_season_road(way, KMH, homes.spots, found.unsaid)
    return [
        Road.UNKNOWN if state == State.NO_SPOT else Road.YES if yes else Road.PERHAPS if perhaps else Road.NO
        for state, yes, perhaps in zip(sure.state.tolist(), sure.value.tolist(), either.value.tolist(), strict=True)
    ]


def is_rural(place: Place) -> bool | None:
    """Whether a settlement is rural, by what its file says; None where it says nothing that is understood."""
    said = _attributes(place)
    for column in SAYS_RURAL:
        word = said.get(column, "")
        if word in RURAL:
            return True
        if word in URBAN:
            return False
    return None


def _attributes(place: Place) -> Mapping[str, str]:
    return {clean(name): fold(str(text)) for name, text in place.attributes.items()}


def _served(roads: Sequence[Road], people: NDArray[np.float64], wanted: set[Road]) -> Beyond:
    weight = np.nan_to_num(people)
    unknown = np.array([one is Road.UNKNOWN for one in roads], dtype=np.bool_)
    has = np.array([one in wanted for one in roads], dtype=np.bool_)
    return Beyond(float(weight[has].sum()), float(weight[~has & ~unknown].sum()), float(weight[unknown].sum()))

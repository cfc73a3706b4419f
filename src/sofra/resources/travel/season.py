"""Which roads are passable in all seasons: what the tags or a column say, and where they say nothing, that too."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.globe import EARTH_METRES, apart
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.rules import CLOSED, lane
from sofra.resources.travel.sealed import sealed, unsealed
from sofra.resources.travel.way import Spots
from sofra.sources.roads import SEASON, Roads, words
from sofra.types.answers import Origin

FORMAT = "sofra-all-season-1"
ALL_SEASON = "all_season"
"""The name under which these points are kept beside the networks: no way of travelling."""

STEP_METRES = 50.0
"""Points along the roads lie at most this far apart, and stand for the road to about this many metres."""

GRID_DEGREES = 4e-4

BY_SEASON = ("seasonal", "winter_road", "ice_road", "4wd_only")
"""Tags whose "yes" says that the road is not for every car in every season."""

CONDITION: Mapping[str, Mapping[str, bool]] = MappingProxyType({
    "smoothness": MappingProxyType(
        dict.fromkeys(words("excellent good intermediate bad"), True)
        | dict.fromkeys(words("very_bad horrible very_horrible impassable"), False)
    ),
    "tracktype": MappingProxyType({
        "grade1": True, "grade2": True, "grade3": False, "grade4": False, "grade5": False,
    }),
    "surface": MappingProxyType(
        dict.fromkeys(words("paved asphalt concrete concrete:lanes concrete:plates cement chipseal paving_stones sett "
        "cobblestone unhewn_cobblestone bricks metal compacted fine_gravel"), True)
        | dict.fromkeys(words("ground dirt earth mud sand clay grass grass_paver rock rocky stone snow ice woodchips"),
        False)
    ),
})  # fmt: skip
"""What is said of the road itself, the most telling first: "bad" is the worst that a common car still drives."""

CLASSES = MappingProxyType(
    dict.fromkeys(
        words(
            "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary "
            "tertiary_link"
        ),
        True,
    )
)
"""The classified net is built to be driven all year; of any other class nothing is said. A decision, not a norm."""


@dataclass(frozen=True, slots=True)
class Seasoned:
    """Points along the roads that are passable in all seasons (`sure`) and along those of which nothing is said.

    `km` of the roads by what is said of them: "yes", "no", "unsaid". `column` is the column that said it, "" for tags.
    """

    sure: Spots
    unsaid: Spots
    km: Mapping[str, float]
    column: str
    origin: Origin


def season(tags: Mapping[str, str]) -> bool | None:
    """Whether a road is passable in all seasons; None where nothing says it.

    A column that the office named speaks alone. Otherwise a tag that binds the road to a season, then its condition
    (smoothness, tracktype, surface), then the class of the classified net.
    """
    if SEASON in tags:
        return {"yes": True, "no": False}.get(tags[SEASON])
    if any(tags.get(key) == "yes" for key in BY_SEASON):
        return False
    for key, table in CONDITION.items():
        if (said := table.get(tags.get(key, ""))) is not None:
            return said
    return CLASSES.get(tags.get("highway", ""))


def all_season(roads: Roads, *, column: str = "") -> Seasoned:
    """The roads that cars may drive, as points along them by what is said of their seasons.

    Footpaths, and roads closed to cars, are none of them; neither is what the column of a layer says nothing about.
    """
    car = PROFILES["car"]
    open_to_cars = (lane(tags, car) if "highway" in tags else CLOSED for tags in roads.kinds)
    driven = np.array([one.forward > 0 or one.backward > 0 for one in open_to_cars], dtype=bool)
    said = [season(tags) for tags in roads.kinds]
    code = np.array([2 if one is None else int(one) for one in said], dtype=np.int8)
    way = np.repeat(np.arange(roads.ways), np.diff(roads.starts))
    same = (way[:-1] == way[1:]) & driven[roads.kind[way[:-1]]]
    start, end = roads.spots[roads.points[:-1][same]], roads.spots[roads.points[1:][same]]
    of, metres = code[roads.kind[way[:-1][same]]], apart(start, end, EARTH_METRES)
    km = {name: float(metres[of == number].sum() / 1000) for name, number in (("yes", 1), ("no", 0), ("unsaid", 2))}
    sure, unsaid = (_along(start[of == one], end[of == one], metres[of == one]) for one in (1, 2))
    return Seasoned(sure, unsaid, MappingProxyType(km), column, roads.origin)


def packed_seasons(found: Seasoned) -> bytes:
    """The points as bytes."""
    origin = {name: getattr(found.origin, name) for name in Origin.__dataclass_fields__}
    about = {"format": FORMAT, "km": dict(found.km), "column": found.column, "origin": origin}
    return sealed(about, {"sure": found.sure, "unsaid": found.unsaid})


def unpacked_seasons(content: bytes) -> Seasoned:
    """The points again. Raises SourceError when the bytes are damaged or of another format."""
    about, arrays = unsealed(content, {FORMAT: ("sure", "unsaid")})
    return Seasoned(
        arrays["sure"], arrays["unsaid"], MappingProxyType(about["km"]), about["column"], Origin(**about["origin"])
    )


def _along(start: Spots, end: Spots, metres: NDArray[np.float64]) -> Spots:
    """Points along straight pieces of road, one in each small square of the globe."""
    parts = np.maximum(1, np.ceil(metres / STEP_METRES)).astype(np.int64)
    of = np.repeat(np.arange(len(parts)), parts)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = ((nth + 0.5) / parts[of])[:, None]
    found = start[of] + (end[of] - start[of]) * share
    if not len(found):
        return np.empty((0, 2))
    _, first = np.unique(np.round(found / GRID_DEGREES).astype(np.int64), axis=0, return_index=True)
    return np.asarray(found[np.sort(first)], dtype=np.float64)

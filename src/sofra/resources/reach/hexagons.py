"""Households gathered into hexagons of one size, so that a map of need gives no house away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.question import Homes
from sofra.resources.territory import Territory
from sofra.resources.travel.globe import apart
from sofra.resources.travel.way import Spots
from sofra.types.errors import MissingExtra, SofraError, stop
from sofra.types.keys import PlaceId
from sofra.types.place import AgeSex, Place

FINEST = 8
"""The finest size that is offered, 0.74 square kilometres on average: a smaller one can be a single house."""

GATHERED = (7, 6, 5)
"""Sizes for settlements gathered into hexagons: 5, 36 and 253 square kilometres on average."""

NAMED = 2
"""As many settlements name a hexagon; the rest are a number behind them."""


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
    h3 = _library()
    located = np.flatnonzero(~np.isnan(spots).any(axis=1))
    names = [h3.latlng_to_cell(float(lat), float(lon), size) for lon, lat in spots[located]]
    ids = tuple(sorted(set(names)))
    number = {name: place for place, name in enumerate(ids)}
    of = np.full(len(spots), -1, dtype=np.int64)
    of[located] = [number[name] for name in names]
    total = np.bincount(of[located], weights=people[located], minlength=len(ids)).astype(np.float64)
    middles = np.array([h3.cell_to_latlng(name)[::-1] for name in ids], dtype=np.float64).reshape(-1, 2)
    return Hexagons(ids, Homes(middles, total), of)


def gathered(territory: Territory, size: int) -> tuple[Place, ...]:
    """The settlements gathered into hexagons of one size, as places named after the settlements in them.

    A hexagon's people are those of its settlements, None when one of them was not counted; its parent is the largest
    of them. A settlement without a spot is in no hexagon.
    """
    placed = [one for one in territory.settlements if one.lon is not None and one.lat is not None]
    spots = np.array([(one.lon, one.lat) for one in placed], dtype=np.float64).reshape(-1, 2)
    made = hexagons(spots, np.zeros(len(placed)), size=size)
    inside: list[list[Place]] = [[] for _ in made.ids]
    for place, cell in zip(placed, made.of.tolist(), strict=True):
        inside[cell].append(place)
    return tuple(
        _cell(name, spot, sorted(those, key=lambda one: -(one.people or 0)))
        for name, spot, those in zip(made.ids, made.homes.spots.tolist(), inside, strict=True)
    )


def ring(name: str) -> tuple[tuple[float, float], ...]:
    """The corners of a hexagon as longitude and latitude, the first one again at the end."""
    corners = [(round(lon, 6), round(lat, 6)) for lat, lon in _library().cell_to_boundary(name)]
    return (*corners, corners[0])


def outlined(corners: Sequence[Sequence[float]]) -> Mapping[str, Any]:
    """The corners as a GeoJSON geometry."""
    return {"type": "Polygon", "coordinates": [[list(spot) for spot in corners]]}


def filling(outlines: Iterable[Mapping[str, Any]], size: int, *, most: int) -> tuple[str, ...]:
    """The names of the hexagons of a size whose middles lie in some outlines; none where they would be more than that.

    Empty also without an outline.
    """
    h3 = _library()
    from shapely.geometry import shape

    shapes = [shape(one) for one in outlines]
    across = sum(one.area for one in shapes) * 12_300 * 0.75 / h3.average_hexagon_area(size)
    if not shapes or across > most:
        return ()
    found = (h3.geo_to_cells(one, size) for one in shapes)
    return tuple(sorted(set(chain.from_iterable(found))))


def middle(name: str) -> tuple[float, float]:
    """Longitude and latitude of the middle of a hexagon."""
    lat, lon = _library().cell_to_latlng(name)
    return lon, lat


def next_settlement(spot: tuple[float, float], territory: Territory) -> PlaceId | None:
    """The settlement that is nearest to a spot as the crow flies; None where none is on the map."""
    placed = [one for one in territory.settlements if one.lon is not None and one.lat is not None]
    if not placed:
        return None
    spots = np.array([(one.lon, one.lat) for one in placed], dtype=np.float64)
    return placed[int(apart(np.array(spot), spots, 1.0).argmin())].id


def _cell(name: str, spot: Sequence[float], inside: Sequence[Place]) -> Place:
    people = None if any(one.people is None for one in inside) else sum(one.people or 0 for one in inside)
    return Place(
        PlaceId(name),
        _named([one.name for one in inside]),
        "hexagon",
        inside[0].id,
        spot[0],
        spot[1],
        () if people is None else (AgeSex("", 0, None, people),),
        geometry=outlined(ring(name)),
    )


def _named(labels: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """The first names in each language, then how many more there are."""
    first, rest = labels[:NAMED], len(labels) - NAMED
    more = f" +{rest}" if rest > 0 else ""
    languages = dict.fromkeys(lang for label in first for lang in label)
    return {lang: ", ".join(one.get(lang) or next(iter(one.values())) for one in first) + more for lang in languages}


def _library() -> Any:
    try:
        import h3
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="roads", needed="h3") from missing
    return h3

"""Whether boundaries cover a land once: which overlap, where they leave holes, which reach beyond the municipality."""

from collections.abc import Iterator, Sequence
from math import cos, radians
from typing import Any

from sofra.types.errors import Issue, Severity, Where
from sofra.types.place import Place

Told = dict[str, str | int | float]
KM_PER_DEGREE = 111.32
HECTARE = 0.01
"""Square kilometres: a smaller overlap or hole is an inexact border, told in one sentence with the others."""

NEAR, NAMED = 0.01, 5
"""Degrees that a settlement's point may lie off its land; so many are named of those that lie further."""

SHARE = 0.001
"""An overlap of less than this share of the smaller place is an inexact border too."""


def land_issues(places: Sequence[Place]) -> list[Issue]:
    """What is wrong with the boundaries of the settlements, then of the areas; notes, since a map can still be drawn.

    Holes are looked for only where every place of the kind has a boundary: a missing one has its own sentence.
    Areas are measured on the plane at the latitude of the place, which is exact to about 1 % in a municipality.
    """
    whole = next((place.geometry for place in places if place.kind == "municipality" and place.geometry), None)
    found: list[Issue] = []
    for kind in ("settlement", "area"):
        those = [place for place in places if place.kind == kind]
        drawn = [place for place in those if place.geometry]
        if len(drawn) > 1:
            found += _of_kind(drawn, whole if len(drawn) == len(those) else None, full=len(drawn) == len(those))
    return [*found, *_elsewhere(places)]


def _elsewhere(places: Sequence[Place]) -> Iterator[Issue]:
    """One issue for all settlements whose own point lies outside their boundary, by more than about a kilometre."""
    from shapely.geometry import Point, shape

    located = [p for p in places if p.kind == "settlement" and p.geometry and p.lon is not None and p.lat is not None]
    off = [p for p in located if shape(p.geometry).distance(Point(p.lon, p.lat)) > NEAR]
    if off:
        names = ", ".join(_name(place) for place in off[:NAMED])
        yield Issue("boundaries_elsewhere", Where(), {"n": len(off), "of": len(located), "names": names}, Severity.NOTE)


def _of_kind(places: Sequence[Place], whole: Any, *, full: bool) -> Iterator[Issue]:
    from shapely import union_all
    from shapely.geometry import shape

    shapes = [shape(place.geometry) for place in places]
    slivers: list[float] = []
    yield from _overlaps(places, shapes, slivers)
    if full:
        land = union_all(shapes)
        yield from _holes(places, shapes, _uncovered(land, whole), slivers)
        yield from _beyond(land, whole)
    if sum(slivers) >= HECTARE / 10:
        values: Told = {"n": len(slivers), "hectares": round(sum(slivers) * 100, 1)}
        yield Issue("boundaries_inexact", Where(), values, Severity.NOTE)


def _overlaps(places: Sequence[Place], shapes: Sequence[Any], slivers: list[float]) -> Iterator[Issue]:
    """One issue for each two places that share land; what is too small goes to `slivers` (square kilometres)."""
    from shapely import STRtree

    for one, other in zip(*STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        if one >= other:
            continue
        common = _km2(shapes[one].intersection(shapes[other]))
        if common <= 1e-9:
            continue
        if common < HECTARE or common < SHARE * min(_km2(shapes[one]), _km2(shapes[other])):
            slivers.append(common)
            continue
        values: Told = {"one": _name(places[one]), "other": _name(places[other]), "hectares": round(common * 100, 1)}
        yield Issue("boundaries_overlap", Where(), values, Severity.NOTE)


def _uncovered(land: Any, whole: Any) -> list[Any]:
    """The pieces of the municipality that no boundary covers; without its own boundary, the holes inside the land."""
    from shapely.geometry import Polygon, shape

    if whole:
        left = shape(whole).difference(land)
        return [piece for piece in getattr(left, "geoms", [left]) if not piece.is_empty]
    return [Polygon(ring) for part in getattr(land, "geoms", [land]) for ring in getattr(part, "interiors", ())]


def _holes(
    places: Sequence[Place], shapes: Sequence[Any], pieces: Sequence[Any], slivers: list[float]
) -> Iterator[Issue]:
    for piece in pieces:
        size = _km2(piece)
        if size < HECTARE:
            slivers.append(size)
            continue
        near = min(range(len(shapes)), key=lambda number: shapes[number].distance(piece))
        values: Told = {"hectares": round(size * 100, 1), "near": _name(places[near])}
        yield Issue("boundaries_hole", Where(), values, Severity.NOTE)


def _beyond(land: Any, whole: Any) -> Iterator[Issue]:
    from shapely.geometry import shape

    if whole:
        size = _km2(land.difference(shape(whole)))
        if size >= HECTARE and size > SHARE * _km2(land):
            values = {"hectares": round(size * 100, 1)}
            yield Issue("boundaries_beyond", Where(), values, Severity.NOTE)


def _km2(area: Any) -> float:
    if area.is_empty:
        return 0.0
    squeeze = cos(radians(area.centroid.y))
    return float(area.area) * KM_PER_DEGREE**2 * squeeze


def _name(place: Place) -> str:
    return place.name.get("en", str(place.id))

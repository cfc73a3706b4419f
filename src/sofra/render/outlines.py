"""Shapes light enough to be drawn: simplified by a stated tolerance, borders that two areas share staying shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

METRES_PER_DEGREE = 111_320.0
POINTS = 20_000
"""So many corners a browser on an old office machine draws without waiting; more are simplified."""

PLACES = 5
"""Digits of a coordinate behind the point: about a metre."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Geometries as they are drawn, one for each given (None stays None); `metres` is the tolerance, 0 for exact."""

    geometries: Sequence[Mapping[str, Any] | None]
    metres: float = 0.0


def drawn(geometries: Sequence[Mapping[str, Any] | None], points: int = POINTS) -> Drawn:
    """The geometries with at most about `points` corners together.

    Up to that number they stay as they are. Above, the tolerance grows from 5 m, doubling, until they fit; areas are
    simplified as a coverage (`shapely.coverage_simplify`), so that neighbours keep one border and no gap opens
    between them. An area smaller than the tolerance keeps its corners.
    """
    if _corners(geometries) <= points:
        return Drawn(geometries)
    metres, found = 5.0, geometries
    while metres <= 5_000:
        found = _simplified(geometries, metres)
        if _corners(found) <= points:
            break
        metres *= 2
    return Drawn(found, min(metres, 5_000.0))


def _simplified(geometries: Sequence[Mapping[str, Any] | None], metres: float) -> Sequence[Mapping[str, Any] | None]:
    import shapely
    from shapely.geometry import shape

    found = [shape(one) if one else None for one in geometries]
    degrees = metres / (METRES_PER_DEGREE * cos(radians(_middle(found))))
    areas = [n for n, one in enumerate(found) if one is not None and "Polygon" in one.geom_type]
    smooth = shapely.coverage_simplify([found[n] for n in areas], degrees) if areas else []
    for n, one in zip(areas, smooth, strict=True):
        found[n] = found[n] if one.is_empty else one
    return [None if one is None else _written(one, degrees, n in set(areas)) for n, one in enumerate(found)]


def _written(one: Any, degrees: float, area: bool) -> Mapping[str, Any]:
    import json

    import shapely

    smooth = one if area or one.geom_type == "Point" else shapely.simplify(one, degrees)
    found: Mapping[str, Any] = json.loads(
        shapely.to_geojson(smooth), parse_float=lambda text: round(float(text), PLACES)
    )
    return found


def _middle(found: Sequence[Any]) -> float:
    return next((one.centroid.y for one in found if one is not None and not one.is_empty), 0.0)


def _corners(geometries: Sequence[Mapping[str, Any] | None]) -> int:
    return sum(_count(one.get("coordinates", ())) for one in geometries if one)


def _count(spots: Any) -> int:
    if not spots:
        return 0
    return 1 if isinstance(spots[0], int | float) else sum(_count(part) for part in spots)

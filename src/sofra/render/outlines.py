"""Shapes light enough to be drawn: simplified by a stated tolerance, borders that two areas share staying shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

METRES_PER_DEGREE = 111_320.0
POINTS = 20_000
"""So many corners a browser on an old office machine draws without waiting; more are simplified."""

COARSEST = 5_000.0
"""Metres beyond which nothing is simplified: a village would vanish."""

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
    found = _shapes(geometries)
    degree = METRES_PER_DEGREE * cos(radians(_middle(found)))
    metres = 5.0
    while True:
        found = _simplified(found, metres / degree)
        if _held(found) <= points or metres >= COARSEST:
            return Drawn([None if one is None else _written(one) for one in found], metres)
        metres = min(metres * 2, COARSEST)


def _shapes(geometries: Sequence[Mapping[str, Any] | None]) -> list[Any]:
    import json

    import shapely

    texts = [json.dumps(one, default=dict) if one else None for one in geometries]
    return list(shapely.from_geojson(texts))


def _simplified(found: Sequence[Any], degrees: float) -> list[Any]:
    """What a tolerance before has left, simplified further: the corners of least area go first at every step."""
    import shapely

    made = list(found)
    areas = [n for n, one in enumerate(found) if one is not None and "Polygon" in one.geom_type]
    smooth = shapely.coverage_simplify([found[n] for n in areas], degrees) if areas else []
    for n, one in zip(areas, smooth, strict=True):
        made[n] = found[n] if one.is_empty else one
    lines = set(range(len(found))) - set(areas)
    for n in lines:
        if found[n] is not None and found[n].geom_type != "Point":
            made[n] = shapely.simplify(found[n], degrees)
    return made


def _written(one: Any) -> Mapping[str, Any]:
    import json

    import shapely

    found: Mapping[str, Any] = json.loads(shapely.to_geojson(one), parse_float=lambda text: round(float(text), PLACES))
    return found


def _held(found: Sequence[Any]) -> int:
    import shapely

    return int(sum(shapely.get_num_coordinates(one) for one in found if one is not None))


def _middle(found: Sequence[Any]) -> float:
    return next((one.centroid.y for one in found if one is not None and not one.is_empty), 0.0)


def _corners(geometries: Sequence[Mapping[str, Any] | None]) -> int:
    return sum(_count(one.get("coordinates", ())) for one in geometries if one)


def _count(spots: Any) -> int:
    if not spots:
        return 0
    return 1 if isinstance(spots[0], int | float) else sum(_count(part) for part in spots)

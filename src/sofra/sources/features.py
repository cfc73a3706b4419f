"""Shapes from GeoJSON: boundaries, roads, zones; longitude and latitude only, valid geometries only."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sofra.sources.encoding import decode
from sofra.sources.files import DEFAULT_LIMITS, Limits, take
from sofra.sources.names import fold
from sofra.sources.projections import Turned, to_degrees
from sofra.types.answers import Held, Origin
from sofra.types.errors import Issue, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading

DEGREES = frozenset({"urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84", "ogc:crs84", "crs84"})
CROSSES = re.compile(r"(?:Ring )?Self-intersection\[([^\]]+)\]")
AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
UNDRAWN = "?"
DEEPEST = 4
"""So deep lie the numbers of a MultiPolygon."""
CODE = ("code", "id", "place_id", "shifra", "kod", "settlement_id", "mun_id")
NAME = ("name", "naziv", "ime", "name_mk", "name_en", "muni", "settlement", "naseleno_mesto", "municipality")
PARENT = ("parent", "area", "municipality", "opshtina")


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape with its properties; `code`, `names`, `parent` are what its properties say of it, "" or () if nothing.

    `geometry` is a GeoJSON geometry in degrees, longitude first.
    """

    code: str
    names: Sequence[str]
    parent: str
    geometry: Mapping[str, Any]
    properties: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        return next((name for name in (*self.names, self.code) if name), "?")


def read_roads(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Reading[Feature]:
    """Roads as lines."""
    return read_features(path, LINES, limits)


def read_features(path: Path | str, types: Sequence[str], limits: Limits = DEFAULT_LIMITS) -> Reading[Feature]:
    """The features of these geometry types; others, and broken shapes, are held with the reason.

    A file that names another coordinate system is turned into degrees, with a note. Raises SourceError for a file
    that is no GeoJSON, names a system that nobody knows, has no feature, or has metres for degrees.
    """
    content = take(path, limits)
    where = Where(file=content.name)
    if content.format not in ("json", "csv"):
        raise stop(SourceError, "geojson_broken", where, file=content.name, detail=content.format)
    tree = _tree(content.data, where)
    features, turned, notes = _listed(tree, where)
    origin = Origin(content.name, content.sha256, "geojson", "utf-8")
    items: list[Feature] = []
    held: list[Held] = []
    for number, raw in enumerate(features, start=1):
        feature, issue = feature_of(_in_degrees_too(raw, turned), number, types, where)
        if issue:
            held.append(Held("feature", {"number": number}, (issue,)))
        elif feature:
            items.append(feature)
    issues = [issue for one in held for issue in one.issues]
    if any(issue.code == "geojson_not_degrees" for issue in issues):
        raise SourceError(*issues)
    return Reading(tuple(items), origin, (*content.issues, *notes, *issues), tuple(held))


def _tree(data: bytes, where: Where) -> Mapping[str, Any]:
    try:
        tree = json.loads(decode(data)[0])
    except (ValueError, RecursionError) as broken:
        detail = f"{broken.lineno}" if isinstance(broken, json.JSONDecodeError) else "?"
        raise stop(SourceError, "geojson_broken", where, file=where.file, detail=detail) from broken
    if not isinstance(tree, dict):
        raise stop(SourceError, "geojson_broken", where, file=where.file, detail="1")
    return tree


def _listed(tree: Mapping[str, Any], where: Where) -> tuple[list[Any], Turned | None, list[Issue]]:
    """The features, how they are turned into degrees (None: they are), and the note that says so."""
    system = crs_name(tree)
    features = tree.get("features")
    other = bool(system) and fold(system) not in {fold(name) for name in DEGREES}
    turned = to_degrees(system, _first_spot(features)) if other else None
    if other and turned is None:
        raise stop(SourceError, "geojson_crs", where, crs=system)
    if tree.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise stop(SourceError, "geojson_no_features", where, file=where.file)
    if not features:
        raise stop(SourceError, "geojson_no_features", where, file=where.file)
    notes = [Issue("geojson_turned", where, {"crs": system}, Severity.NOTE)] if turned else []
    return features, turned, notes


def _first_spot(features: Any) -> tuple[float, ...]:
    """The first point of the first feature, () where there is none."""
    try:
        return next(_points(features[0]["geometry"]["coordinates"]))
    except (KeyError, TypeError, ValueError, IndexError, StopIteration):
        return ()


def _in_degrees_too(raw: Any, turned: Turned | None) -> Any:
    """The raw feature in degrees; one whose coordinates are broken stays as it is, for its own sentence."""
    geometry = raw.get("geometry") if isinstance(raw, dict) else None
    if turned is None or not isinstance(geometry, dict):
        return raw
    try:
        return {**raw, "geometry": turned(geometry)}
    except (KeyError, TypeError, ValueError, IndexError):
        return raw


def crs_name(tree: Mapping[str, Any]) -> str:
    """The coordinate system that an (old-style) GeoJSON names, "" when it names none."""
    member = tree.get("crs")
    if member is None:
        return ""
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or "?")


def feature_of(raw: Any, number: int, types: Sequence[str], where: Where) -> tuple[Feature | None, Issue | None]:
    """One GeoJSON feature as a shape, or what is wrong with it."""
    spot = Where(where.file, "", number)
    geometry = raw.get("geometry") if isinstance(raw, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in types:
        kind = geometry.get("type", "?") if isinstance(geometry, dict) else "–"
        values = {"number": str(number), "kind": str(kind), "expected": ", ".join(types)}
        return None, Issue("geojson_other_shape", spot, values, Severity.ROW)
    properties = raw.get("properties") if isinstance(raw.get("properties"), dict) else {}
    feature = _named(raw, properties, geometry)
    if _is_empty(geometry.get("coordinates")):
        return None, Issue("geojson_shape_empty", spot, {"name": feature.title, "number": number}, Severity.ROW)
    try:
        outside = next((f"{x:g}, {y:g}" for x, y in _points(geometry["coordinates"]) if not _in_degrees(x, y)), "")
    except (KeyError, TypeError, ValueError, IndexError):
        return None, Issue("geojson_shape_undrawn", spot, {"name": feature.title, "number": number}, Severity.ROW)
    if outside:
        values = {"name": feature.title, "point": outside}
        return None, Issue("geojson_not_degrees", spot, values, Severity.FILE)
    reason = _invalid(geometry)
    if reason == UNDRAWN:
        return None, Issue("geojson_shape_undrawn", spot, {"name": feature.title, "number": number}, Severity.ROW)
    if reason:
        crossing = CROSSES.match(reason)
        if crossing:
            values = {"name": feature.title, "point": crossing[1].replace(" ", ", ")}
            return None, Issue("geojson_shape_crosses", spot, values, Severity.ROW)
        return None, Issue("geojson_shape_broken", spot, {"name": feature.title, "detail": reason}, Severity.ROW)
    return feature, None


def _named(raw: Mapping[str, Any], properties: Mapping[str, Any], geometry: Mapping[str, Any]) -> Feature:
    plain = {fold(str(key)).replace(" ", "_"): value for key, value in properties.items()}
    code = next((str(plain[key]) for key in CODE if plain.get(key) not in (None, "")), "") or str(raw.get("id") or "")
    names = [str(value) for key, value in plain.items() if value and (key in NAME or key.startswith("name_"))]
    parent = next((str(plain[key]) for key in PARENT if plain.get(key) and str(plain[key]) not in names), "")
    return Feature(code, tuple(dict.fromkeys(names)), parent, geometry, dict(properties))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Every point of a geometry, however deep its rings lie."""
    if isinstance(coordinates, str):
        raise TypeError  # a text cut into its letters would never end
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


def _is_empty(coordinates: Any, deep: int = DEEPEST) -> bool:
    """True for no coordinates, and for rings and parts without any."""
    if coordinates is None:
        return True
    return isinstance(coordinates, list | tuple) and deep > 0 and all(_is_empty(one, deep - 1) for one in coordinates)


def _in_degrees(x: float, y: float) -> bool:
    return math.isfinite(x) and math.isfinite(y) and abs(x) <= 180 and abs(y) <= 90


def _invalid(geometry: Mapping[str, Any]) -> str:
    """Why the shape is broken ("Self-intersection[21.5 41.9]"), UNDRAWN for none at all, "" when it is whole."""
    from shapely import GEOSException
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    try:
        drawn = shape(geometry)
    except (ValueError, TypeError, IndexError, GEOSException):
        return UNDRAWN
    if drawn.is_empty:
        return UNDRAWN
    return "" if drawn.is_valid else str(explain_validity(drawn))

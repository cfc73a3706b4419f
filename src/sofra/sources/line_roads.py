"""Roads out of any layer of lines: GeoJSON, GeoPackage, Shapefile; brought to longitude and latitude."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.sources.osm_roads import fingerprint
from sofra.sources.roads import SEASON, TAGS, Box, Roads, runs, words
from sofra.sources.vector import Codes, in_degrees, read_layer, system
from sofra.types.answers import Origin
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop

CLASS = ("highway", "fclass", "class", "road_class", "category", "kategorija", "klasa", "type", "kind")
ONEWAY = MappingProxyType({"f": "yes", "t": "-1", "b": "no", "1": "yes", "0": "no", "true": "yes", "false": "no"})
OTHER_NAMES = MappingProxyType({
    "local": "unclassified", "street": "residential", "urban": "residential", "main": "primary",
    "regional": "secondary", "national": "primary", "highway": "motorway", "gravel": "track", "dirt": "track",
    "path": "path", "pedestrian": "pedestrian", "track_grade1": "track", "track_grade2": "track",
    "track_grade3": "track", "track_grade4": "track", "track_grade5": "track",
})  # fmt: skip
"""Words for classes that layers use beside OpenStreetMap's own."""

KNOWN = words(
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link "
    "unclassified residential living_street service track path footway pedestrian steps cycleway bridleway road"
)
PLAIN = "unclassified"
CODES = Codes("roads_broken", "roads_crs_missing", "roads_crs_unknown", "roads_crs_wrong")
JOINED_DEGREES = 1e-6
"""Vertices closer than about 0.1 m are one point."""

TOUCHING_DEGREES = 1e-5
"""An end of a line that lies within about 1 m of another line joins it there."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """Lines in degrees with the tags of each, and what has to be said about them."""

    lines: Sequence[NDArray[np.float64]]
    tags: Sequence[Mapping[str, str]]
    issues: Sequence[Issue]


SAID = MappingProxyType(
    dict.fromkeys(words("yes y true t 1 да po da all_season all-season all passable"), "yes")
    | dict.fromkeys(words("no n false f 0 не jo ne seasonal dry dry_season impassable"), "no")
)
"""How a column says that a road is passable in all seasons, or is not."""


def read_line_roads(
    path: Path | str, *, box: Box | None = None, layer: str | None = None, crs: str = "", season: str = ""
) -> Roads:
    """The lines of a layer as roads inside `box`; the first layer with lines unless one is named.

    Columns named as OpenStreetMap's tags (highway or fclass, class, …; oneway, maxspeed, surface, access) count; a
    line without a class that is known is a local road, and their number is an Issue. Lines join where they share a
    vertex (0.1 m) or where one ends on another (1 m); lines that only cross do not: one may be a bridge. `crs` names
    the coordinate system where the layer does not. `season` names the column that says whether a road is passable in
    all seasons (yes or no). Raises SourceError: absent, broken, no lines, no coordinate system, outside the box, no
    such column.
    """
    path = Path(path)
    where = Where(file=path.name)
    if not path.is_file():
        raise stop(SourceError, "file_absent", where, file=path.name)
    if path.stat().st_size == 0:
        raise stop(SourceError, "file_empty", where, file=path.name)
    if find_spec("pyogrio") is None or find_spec("pyproj") is None:
        raise stop(MissingExtra, "extra_missing", extra="roads", needed="pyogrio, pyproj")
    found = _layer(path, layer, crs, where, season=season)
    return _network(found, Origin(path.name, fingerprint(path), "lines", ""), box)


def _layer(path: Path, layer: str | None, crs: str, where: Where, *, season: str) -> _Layer:
    import shapely

    read = read_layer(path, "Line", where, CODES, layer=layer)
    drawn = shapely.force_2d(shapely.from_wkb(read.shapes, on_invalid="ignore"))
    parts, of = shapely.get_parts(drawn, return_index=True)
    is_line = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    if not is_line.any():
        raise stop(SourceError, "roads_none", where, file=path.name)
    left = len(drawn) - len(np.unique(of[is_line]))
    issues = [Issue("roads_no_lines", where, {"n": left}, Severity.NOTE)] if left else []
    spots, at = shapely.get_coordinates(parts[is_line], return_index=True)
    named = system(read.crs or crs, where, CODES)
    if not named.is_geographic:
        issues.append(Issue("roads_projected", where, {"crs": named.name}, Severity.NOTE))
    lines = np.split(in_degrees(spots, read.crs or crs, where, CODES), np.flatnonzero(np.diff(at)) + 1)
    tags, unknown = _tags(read.fields, of[is_line])
    if unknown:
        issues.append(Issue("roads_class_unknown", where, {"n": unknown}, Severity.NOTE))
    if season:
        issues += _seasons(season, read.fields, of[is_line], tags=tags, where=where)
    return _Layer(lines, tags, issues)


def _tags(fields: Mapping[str, Any], of: NDArray[np.int64]) -> tuple[list[dict[str, str]], int]:
    names = {name.lower(): column for name, column in fields.items()}
    classes = next((names[name] for name in CLASS if name in names), None)
    kept = {name: column for name, column in names.items() if name in TAGS and name not in CLASS}
    tags, unknown = [], 0
    for row in of.tolist():
        known = {name: text for name, column in kept.items() if (text := _text(column[row]))}
        if "oneway" in known:
            known["oneway"] = ONEWAY.get(known["oneway"].lower(), known["oneway"].lower())
        if known.get("maxspeed") == "0":
            del known["maxspeed"]  # Geofabrik's layers write 0 for unknown
        word = _text(classes[row]).lower() if classes is not None else ""
        highway = word if word in KNOWN else OTHER_NAMES.get(word, "")
        unknown += not highway
        tags.append({**known, "highway": highway or PLAIN})
    return tags, unknown


def _seasons(
    season: str, fields: Mapping[str, Any], of: NDArray[np.int64], *, tags: list[dict[str, str]], where: Where
) -> list[Issue]:
    """What the named column says is written into each line's tags; lines of which it says nothing are counted."""
    names = {name.lower(): column for name, column in fields.items()}
    if season.lower() not in names:
        known = ", ".join(fields)
        raise stop(SourceError, "roads_season_column", where, column=season[:60], known=known[:300])
    column, unsaid = names[season.lower()], 0
    for row, known_tags in zip(of.tolist(), tags, strict=True):
        said = SAID.get(_text(column[row]).lower(), "")
        known_tags[SEASON] = said
        unsaid += not said
    return [Issue("roads_season_unsaid", where, {"n": unsaid, "column": season}, Severity.NOTE)] if unsaid else []


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def _network(found: _Layer, origin: Origin, box: Box | None) -> Roads:
    where = Where(file=origin.name)
    lines = _joined_at_ends(found.lines)
    lengths = np.array([len(line) for line in lines], dtype=np.int64)
    spots = np.concatenate(list(lines))
    _, first, points = np.unique(
        np.round(spots / JOINED_DEGREES).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    points = points.reshape(-1).astype(np.int64)
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    present = (spots[:, 0] >= west) & (spots[:, 0] <= east) & (spots[:, 1] >= south) & (spots[:, 1] <= north)
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    begin, end = runs(present, bounds)
    if len(begin) == 0:
        raise stop(SourceError, "roads_outside", where, file=origin.name)
    of = np.searchsorted(bounds, begin, side="right") - 1
    starts = np.concatenate([[0], np.cumsum(end - begin)])
    along = points[np.repeat(begin - starts[:-1], end - begin) + np.arange(starts[-1])]
    kinds: dict[tuple[tuple[str, str], ...], int] = {}
    kind = [kinds.setdefault(tuple(sorted(found.tags[way].items())), len(kinds)) for way in of.tolist()]
    return Roads(
        spots[first], starts, along, np.array(kind, dtype=np.int32), [dict(one) for one in kinds], origin,
        issues=tuple(found.issues),
    )  # fmt: skip


def _joined_at_ends(lines: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """The lines with a vertex wherever another line ends on them."""
    import shapely

    drawn = shapely.linestrings(
        np.concatenate(list(lines)), indices=np.repeat(np.arange(len(lines)), list(map(len, lines)))
    )
    ends = shapely.points(np.array([spot for line in lines for spot in (line[0], line[-1])]))
    which, touched = shapely.STRtree(drawn).query(ends, predicate="dwithin", distance=TOUCHING_DEGREES)
    found: dict[int, list[NDArray[np.float64]]] = {}
    for end, line in zip(which.tolist(), touched.tolist(), strict=True):
        if end // 2 != line:
            found.setdefault(line, []).append(shapely.get_coordinates(ends[end])[0])
    return [_with_vertices(line, found.get(number, [])) for number, line in enumerate(lines)]


def _with_vertices(line: NDArray[np.float64], extra: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """A line with further vertices where they lie along it; none where a vertex of its own is as near as that."""
    for spot in extra:
        if (np.abs(line - spot).max(axis=1) <= JOINED_DEGREES).any():
            continue
        way = np.diff(line, axis=0)
        square = np.maximum((way**2).sum(axis=1), 1e-18)
        share = np.clip(((spot - line[:-1]) * way).sum(axis=1) / square, 0.0, 1.0)
        away = ((line[:-1] + way * share[:, None] - spot) ** 2).sum(axis=1)
        line = np.insert(line, int(away.argmin()) + 1, spot, axis=0)
    return line

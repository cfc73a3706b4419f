"""Zones of danger from map files: GeoJSON, GeoPackage, a zipped Shapefile, or a raster of classes."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from sofra.sources.features import AREAS, Feature, feature_of, read_features
from sofra.sources.files import DEFAULT_LIMITS, Content, Limits, take
from sofra.sources.names import fold
from sofra.sources.vector import Codes, in_degrees, layers, read_layer
from sofra.types.answers import Held, Origin
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading

WGS84 = "EPSG:4326"
CODES = Codes("vector_broken", "zone_crs_unknown", "zone_crs_unknown", "zone_crs_wrong")
FILE = "file"
"""The property that keeps the name of a file, whose words may be the only ones that tell the danger."""
SUFFIX = {"gpkg": ".gpkg", "shp": ".shp", "tif": ".tif", "json": ".geojson"}
SHAPEFILE = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})


def read_hazard(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Reading[Feature]:
    """The zones of a map file in longitude and latitude; broken shapes are held with the reason.

    A file in another coordinate system is turned (by PROJ) and says so. Raises SourceError for a file without a
    coordinate system, without areas, or that nobody can read; a raster also where the extra "raster" is not installed.
    """
    content = take(path, limits)
    if content.format == "tif":
        from sofra.sources.zone_raster import read_raster

        return read_raster(content)
    if content.format in ("gpkg", "shp"):
        return read_map(content)
    return read_features(path, AREAS, limits)


def layer_words(content: Content) -> tuple[set[str], set[str]]:
    """The kinds of shapes in a map file, and the words in its names of layers and fields, folded.

    Empty when nobody can read it.
    """
    pyogrio = _gdal(content)
    with _on_disk(content) as file:
        try:
            listed = layers(file)
            found = [pyogrio.read_info(file, layer=name) for name, _ in listed]
        except pyogrio.errors.DataSourceError:
            return set(), set()
    names = [content.name, *(name for name, _ in listed), *(str(field) for one in found for field in one["fields"])]
    words = {fold(name).replace(" ", "_") for name in names} | {word for name in names for word in fold(name).split()}
    return {str(kind) for _, kind in listed if kind}, words


def turned(geometry: Any, crs: str, where: Where) -> Any:
    """A shape of this coordinate system in longitude and latitude. Raises SourceError where that cannot be."""
    from shapely import transform

    return transform(geometry, lambda spots: in_degrees(spots, crs, where, CODES))


def _gdal(content: Content) -> Any:
    """The library that reads map files. Raises MissingExtra where it is not installed."""
    try:
        import pyogrio
        import pyproj  # noqa: F401 - both come with one extra
    except ImportError as absent:
        raise stop(MissingExtra, "maps_missing", Where(file=content.name)) from absent
    return pyogrio


def read_map(content: Content) -> Reading[Feature]:
    """The areas of a GeoPackage or a zipped Shapefile in longitude and latitude."""
    _gdal(content)
    where = Where(file=content.name)
    with _on_disk(content) as file:
        layer = read_layer(file, "Polygon", where, CODES)
    if not layer.found:
        raise stop(SourceError, "zone_no_layer", where, file=content.name)
    if not layer.crs:
        raise stop(SourceError, CODES.no_crs, where, file=content.name)
    if not len(layer.shapes):
        raise stop(SourceError, "geojson_no_features", where, file=content.name)
    told = [dict(zip(layer.fields, map(_plain, row), strict=True)) for row in zip(*layer.fields.values(), strict=True)]
    rows = [{FILE: content.name, **row} for row in told or [{}] * len(layer.shapes)]
    items, held = _features(layer.shapes, rows, layer.crs, where)
    issues = []
    if layer.others:
        values: dict[str, str | int | float] = {"chosen": layer.name, "others": ", ".join(layer.others)}
        issues.append(Issue("zone_layers", where, values, Severity.NOTE))
    if not _same(layer.crs):
        issues.append(Issue("zone_reprojected", where, {"crs": layer.crs[:60]}, Severity.NOTE))
    origin = Origin(content.name, content.sha256, content.format)
    all_issues = (*content.issues, *issues, *(issue for one in held for issue in one.issues))
    return Reading(tuple(items), origin, all_issues, tuple(held))


def _features(
    shapes: Sequence[Any], rows: Sequence[Mapping[str, Any]], crs: str, where: Where
) -> tuple[list[Feature], list[Held]]:
    from shapely import force_2d, from_wkb
    from shapely.geometry import mapping

    items: list[Feature] = []
    held: list[Held] = []
    for number, (wkb, properties) in enumerate(zip(shapes, rows, strict=True), start=1):
        drawn = None if wkb is None else force_2d(from_wkb(wkb))
        geometry = None if drawn is None else mapping(drawn if _same(crs) else turned(drawn, crs, where))
        raw = {"type": "Feature", "geometry": geometry, "properties": properties}
        feature, issue = feature_of(raw, number, AREAS, where)
        if issue:
            held.append(Held("feature", {"number": number}, (issue,)))
        elif feature:
            items.append(feature)
    return items, held


def _same(crs: str) -> bool:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return bool(CRS.from_user_input(crs).equals(CRS.from_epsg(4326), ignore_axis_order=True))
    except CRSError:
        return False


def _plain(value: Any) -> Any:
    """A value of a field as JSON can hold it."""
    plain = value.item() if hasattr(value, "item") else value
    if plain is None or (isinstance(plain, float) and plain != plain):
        return None
    return plain if isinstance(plain, str | int | float | bool) else str(plain)


@contextmanager
def _on_disk(content: Content) -> Iterator[Path]:
    """The bytes as a file, since GDAL reads files; of a zip the Shapefile in it."""
    with tempfile.TemporaryDirectory(prefix="sofra-") as folder:
        file = Path(folder, f"map{SUFFIX[content.format]}")
        if content.format == "shp":
            _unzipped(content, Path(folder))
        else:
            file.write_bytes(content.data)
        yield file


def _unzipped(content: Content, folder: Path) -> None:
    """The parts of the first Shapefile in a zip, under the one name "map", wherever in the zip they lie."""
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        names = archive.namelist()
        stem = next(name for name in names if name.lower().endswith(".shp"))[:-4]
        for name in names:
            if name[: len(stem)] == stem and PurePosixPath(name).suffix.lower() in SHAPEFILE:
                folder.joinpath(f"map{PurePosixPath(name).suffix.lower()}").write_bytes(archive.read(name))

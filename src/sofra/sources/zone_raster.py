"""Zones from a raster of classes: every class above zero becomes one zone of that level."""

import io
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from sofra.sources.features import Feature
from sofra.sources.files import Content
from sofra.sources.zones import WGS84
from sofra.types.answers import Origin
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading

MOST = 20
"""More values than these are depths, not classes."""


def read_raster(content: Content) -> Reading[Feature]:
    """One zone for each class of the first band; 0 and "no data" are outside.

    Its `level` is the class ("1" to "20"); the file's name tells the danger. Raises MissingExtra without rasterio,
    SourceError for a raster without a coordinate system, without a class, or with more values than classes have.
    """
    try:
        import rasterio
    except ImportError as absent:
        raise stop(MissingExtra, "raster_missing", Where(file=content.name)) from absent
    where = Where(file=content.name)
    try:
        with rasterio.open(io.BytesIO(content.data)) as raster:
            if raster.crs is None:
                raise stop(SourceError, "zone_crs_unknown", where, file=content.name)
            by_class = _classes(raster, where)
            crs = raster.crs.to_string()
    except rasterio.errors.RasterioIOError as broken:
        raise stop(SourceError, "vector_broken", where, file=content.name) from broken
    name = PurePath(content.name).stem
    items = [_feature(name, level, shapes, crs, where=where) for level, shapes in sorted(by_class.items())]
    notes = [Issue("raster_classes", where, {"n": len(items)}, Severity.NOTE)]
    if crs != WGS84:
        notes.append(Issue("zone_reprojected", where, {"crs": crs[:60]}, Severity.NOTE))
    return Reading(tuple(items), Origin(content.name, content.sha256, "tif"), (*content.issues, *notes))


def _classes(raster: Any, where: Where) -> dict[int, list[Any]]:
    """The shapes of every class, cell by cell joined."""
    import numpy as np
    from rasterio.features import shapes

    cells = raster.read(1, masked=True)
    values = np.unique(cells.compressed())
    wanted = values[values > 0]
    if not len(wanted):
        raise stop(SourceError, "raster_nothing", where, file=where.file)
    if len(wanted) > MOST or not np.all(wanted == np.round(wanted)):
        raise stop(SourceError, "raster_many", where, file=where.file, n=len(wanted), most=MOST)
    whole = np.where(np.ma.getmaskarray(cells), 0, np.clip(cells.filled(0), 0, None)).astype(np.int32)
    found: dict[int, list[Any]] = {}
    for geometry, value in shapes(whole, mask=whole > 0, transform=raster.transform):
        found.setdefault(int(value), []).append(geometry)
    return found


def _feature(name: str, level: int, shapes: list[Any], crs: str, *, where: Where) -> Feature:
    from shapely.geometry import mapping, shape
    from shapely.ops import unary_union

    from sofra.sources.zones import turned

    whole = unary_union([shape(one) for one in shapes])
    drawn = mapping(whole if crs == WGS84 else turned(whole, crs, where))
    return Feature("", (name,), "", drawn, MappingProxyType({"name": name, "level": str(level)}))

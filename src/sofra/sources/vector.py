"""One layer of a vector file as shapes, fields and coordinate system: the one reader of GDAL's, for zones and roads.

Needs pyogrio and pyproj; who calls says what is missing without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.types.errors import SourceError, Where, stop

ANY = ("Unknown", "GeometryCollection")
"""What a layer is called that may hold shapes of every kind."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of what can be wrong with a layer, in the words of what it should hold."""

    broken: str
    no_crs: str
    unknown_crs: str
    wrong_crs: str


@dataclass(frozen=True, slots=True)
class VectorLayer:
    """One layer: shapes (features,) as WKB or None, the values of each field (features,), its coordinate system or "".

    `others` are further layers with shapes of the wanted kind, which were not read; `found` is False where no layer
    has that kind.
    """

    shapes: Any
    fields: Mapping[str, Any]
    crs: str
    name: str = ""
    others: Sequence[str] = ()
    found: bool = True


def read_layer(file: Path, kind: str, where: Where, codes: Codes, *, layer: str | None = None) -> VectorLayer:
    """The first layer with shapes of this kind ("Polygon", "Line"), or the one that is named.

    Where none says its kind, the first that may hold anything; else the first of the file, as not `found`. Raises
    SourceError for a file or a layer that nobody can read.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        listed = layers(file)
        fitting = [name for name, found in listed if kind in found] or [name for name, found in listed if found in ANY]
        chosen = layer or next(iter(fitting), None)
        about, _, shapes, columns = pyogrio.raw.read(file, layer=chosen)
    except (DataSourceError, DataLayerError) as broken:
        values = {"file": where.file, "detail": str(broken)[:120]}
        raise stop(SourceError, codes.broken, where, **values) from broken
    fields = dict(zip(map(str, about["fields"]), columns, strict=True))
    others = tuple(name for name in fitting if name != chosen)
    return VectorLayer(shapes, fields, str(about.get("crs") or ""), chosen or "", others, chosen is not None)


def layers(file: Path) -> list[tuple[str, str]]:
    """Every layer of a file with the kind of its shapes, "" for tables. Raises pyogrio's DataSourceError."""
    import pyogrio

    return [(str(name), str(kind or "")) for name, kind in pyogrio.list_layers(file)]


def in_degrees(spots: NDArray[np.float64], crs: str, where: Where, codes: Codes) -> NDArray[np.float64]:
    """(points, 2) of this coordinate system as longitude and latitude.

    Raises SourceError without a system, for one that nobody knows, and where the numbers are none of that system's:
    they would lie nowhere on the earth.
    """
    named = system(crs, where, codes)
    found = np.column_stack(_across(crs).transform(spots[:, 0], spots[:, 1]))
    if not np.isfinite(found).all() or np.abs(found).max(initial=0) > 180 or np.abs(found[:, 1]).max(initial=0) > 90:
        raise stop(SourceError, codes.wrong_crs, where, file=where.file, crs=named.name)
    return found


def system(crs: str, where: Where, codes: Codes) -> Any:
    """The coordinate system of that name, by pyproj. Raises SourceError for none and for an unknown one."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    if not crs:
        raise stop(SourceError, codes.no_crs, where, file=where.file)
    try:
        return CRS.from_user_input(crs)
    except CRSError as unknown:
        raise stop(SourceError, codes.unknown_crs, where, file=where.file, crs=crs[:60]) from unknown


@cache
def _across(crs: str) -> Any:
    """The way from a coordinate system into degrees; PROJ takes a tenth of a second to find it."""
    from pyproj import Transformer

    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

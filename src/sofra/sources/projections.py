"""Coordinates of another system as longitude and latitude: only where the file names its system."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Turned = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def to_degrees(system: str, spot: Sequence[float] = ()) -> Turned | None:
    """A function from a GeoJSON geometry of the named system ("EPSG:6316", a URN, WKT) to one in degrees (CRS84).

    None when nobody knows the system, when it is one in metres and `spot` (a point of the file) is in degrees all the
    same, or where pyproj is not installed. A guess by the numbers alone is never made:
    two systems of the region differ by 500 m and look the same.
    """
    try:
        from pyproj import CRS, Transformer
        from pyproj.exceptions import CRSError
    except ImportError:
        return None
    try:
        named = CRS.from_user_input(system)
        transform = Transformer.from_crs(named, "OGC:CRS84", always_xy=True)
    except CRSError:
        return None
    if named.is_projected and len(spot) > 1 and abs(spot[0]) <= 180 and abs(spot[1]) <= 90:
        return None

    def turned(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**geometry, "coordinates": _each(geometry["coordinates"], transform.transform)}

    return turned


def _each(spots: Any, transform: Callable[..., Any]) -> Any:
    if isinstance(spots[0], int | float):
        lon, lat = transform(spots[0], spots[1])
        return [round(lon, 7), round(lat, 7)]
    return [_each(part, transform) for part in spots]

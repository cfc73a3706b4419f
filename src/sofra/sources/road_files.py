"""Whether a file can be roads, heights or a timetable: told by its size, its ending and its first bytes alone."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sofra.sources.files import MEGABYTE
from sofra.types.errors import Issue, Named, Severity, Where

LARGEST_MB = 500.0
OSM = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
BEGIN_BYTES = 64
"""So many bytes of a file say what it is."""

_ZIP = (b"PK\x03\x04",)
_TEXT = (b"{", b"[", b"\xef\xbb\xbf{", b" ", b"\n", b"\r", b"\t", b"\x1e")
_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
BEGINS: Mapping[str, Mapping[str, Sequence[bytes]]] = MappingProxyType({
    "roads": {
        ".pbf": (b"\x00\x00\x00",), ".osm": (b"<", b"\xef\xbb\xbf<"), ".osm.gz": (b"\x1f\x8b",), ".osm.bz2": (b"BZh",),
        ".geojson": _TEXT, ".json": _TEXT, ".geojsonl": _TEXT, ".gpkg": (b"SQLite format 3\x00",), ".zip": _ZIP,
        ".fgb": (b"fgb",), ".shp": (b"\x00\x00\x27\x0a",),
        ".kml": (b"<", b"\xef\xbb\xbf<"), ".kmz": _ZIP, ".gml": (b"<", b"\xef\xbb\xbf<"),
    },
    "heights": {".hgt": (), ".zip": _ZIP, ".tif": _TIFF, ".tiff": _TIFF},
    "timetable": {".zip": _ZIP, ".xlsx": _ZIP, ".xlsm": _ZIP, ".csv": (), ".tsv": (), ".txt": ()},
})  # fmt: skip
"""For what → ending → the bytes with which such a file begins; () any."""


def wrong_file(what: str, name: str, size: int, begin: bytes, *, sent: bool = False) -> Iterator[Issue]:
    """What is wrong with a file for "roads", "heights" or a "timetable" before anybody keeps or reads it.

    `size` in bytes, `begin`: its first bytes (BEGIN_BYTES are enough). `sent`: it came alone from somewhere else, so
    that its ending has to be known and nothing can lie beside it.
    """
    where, endings = Where(file=name), BEGINS[what]
    ending = next((one for one in sorted(endings, key=len, reverse=True) if name.lower().endswith(one)), None)
    if size == 0:
        yield Issue("file_empty", where, {"file": name}, Severity.FILE)
    elif size > LARGEST_MB * MEGABYTE:
        values: Named = {"size": round(size / MEGABYTE), "limit": round(LARGEST_MB)}
        yield Issue("roads_file_too_large", where, values, Severity.FILE)
    if sent and ending == ".shp":
        yield Issue("roads_shapefile_alone", where, {"file": name}, Severity.FILE)
    elif ending is None:
        if sent:
            yield Issue(
                f"{what}_kind",
                where,
                {"file": name, "known": ", ".join(one for one in endings if one != ".shp")},
                Severity.FILE,
            )
    elif size and endings[ending] and not begin.startswith(tuple(endings[ending])):
        yield Issue("roads_file_other", where, {"file": name, "ending": ending}, Severity.FILE)

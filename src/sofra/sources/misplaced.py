"""Files that people bring where tables belong though another page reads them: each told what it is, and its page."""

import zipfile
from pathlib import Path

from sofra.types.errors import SourceError, Where, stop

BEGIN_BYTES = 512
OSM_ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osc")
TIMETABLE = frozenset({"stops.txt", "stop_times.txt"})


def send_elsewhere(path: Path) -> None:
    """Stop at a file that is no table and that another page reads; pass at every other, an absent one too.

    An extract of OpenStreetMap (by its first bytes or its ending), a timetable (GTFS), heights (.hgt). Nothing of it
    is read but its beginning, or the names in a zip, so that a large one is told as well. Raises SourceError.
    """
    if not path.is_file():
        return
    with path.open("rb") as stream:
        begin = stream.read(BEGIN_BYTES)
    what = "osm" if _is_extract(path, begin) else _packed(path) if begin.startswith(b"PK") else ""
    if what or path.suffix.lower() == ".hgt":
        raise stop(SourceError, f"file_is_{what or 'heights'}", Where(file=path.name), file=path.name)


def _is_extract(path: Path, begin: bytes) -> bool:
    written = begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"<osm" in begin
    return b"OSMHeader" in begin[:40] or written or path.name.lower().endswith(OSM_ENDINGS)


def _packed(path: Path) -> str:
    """What the names in a zip say that it is, "" for all else; a broken one is told where it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.rpartition("/")[2].lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return ""
    if names >= TIMETABLE:
        return "timetable"
    return "heights" if any(name.endswith(".hgt") for name in names) else ""

"""A file taken in whole: within the limits, what it really is (by content, never by its ending), its fingerprint."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sofra.sources.encoding import utf16_without_mark
from sofra.types.errors import Issue, Severity, SourceError, Where, stop

MEGABYTE = 1024 * 1024
ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".md": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".sav": "sav",
    ".zsav": "sav", ".dta": "dta", ".geojson": "json", ".json": "json", ".docx": "docx",
    ".gpkg": "gpkg", ".tif": "tif", ".tiff": "tif",
}  # fmt: skip
GEOPACKAGE, TIFF = b"SQLite format 3\0", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and how large what is packed in it.

    `ratio` is unpacked to packed size; it counts only above 20 MB unpacked, since small files pack well.
    """

    file_mb: float = 50
    unpacked_mb: float = 600
    ratio: float = 200
    parts: int = 5_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file with its name, its sha256, its real format and what is to be noted about it."""

    name: str
    data: bytes
    sha256: str
    format: str
    issues: Sequence[Issue] = ()


def take(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The content of the file. Raises SourceError when it is absent, empty, too large, a bomb, or locked."""
    path = Path(path)
    where = Where(file=path.name)
    if not path.is_file():
        raise stop(SourceError, "file_absent", where, file=path.name)
    size = path.stat().st_size
    if size > limits.file_mb * MEGABYTE:
        raise stop(SourceError, "file_too_large", where, size=round(size / MEGABYTE, 1), limit=limits.file_mb)
    return taken(path.name, path.read_bytes(), limits)


def taken(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The same for bytes that are in memory and shall not touch the disk. Raises SourceError as `take` does."""
    where = Where(file=name)
    if len(data) > limits.file_mb * MEGABYTE:
        raise stop(SourceError, "file_too_large", where, size=round(len(data) / MEGABYTE, 1), limit=limits.file_mb)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise stop(SourceError, "file_empty", where, file=name)
    real = recognise(data, where, limits)
    return Content(name, data, hashlib.sha256(data).hexdigest(), real, tuple(_renamed(Path(name), real)))


def recognise(data: bytes, where: Where, limits: Limits = DEFAULT_LIMITS) -> str:
    """What the bytes are: "csv" (any text), "json", "xlsx", "docx", "sav", "dta", "gpkg", "shp" (zipped) or "tif".

    Raises SourceError otherwise.
    """
    if data.startswith(OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise stop(SourceError, "file_locked" if locked else "file_old_office", where, file=where.file)
    if data.startswith(b"PK"):
        return _packed(data, where, limits)
    if data.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if data.startswith(b"<stata_dta>") or (data[0] in range(0x69, 0x74) and data[1:2] in (b"\x01", b"\x02")):
        return "dta"
    if data.startswith(GEOPACKAGE):
        return "gpkg"
    if data.startswith(TIFF):
        return "tif"
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise stop(SourceError, "file_not_table", where, file=where.file)
    if _binary(data):
        raise stop(SourceError, "file_not_table", where, file=where.file)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    # A list of objects, not a table whose first heading happens to stand in brackets.
    listed = start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]")
    return "json" if start[:1] == b"{" or listed else "csv"


def _binary(data: bytes) -> bool:
    head = data[:4000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(head):
        return False
    # A picture or a sound has control characters all over, even where it happens to have no zero.
    strange = sum(byte < 32 and byte not in b"\t\n\x0b\f\r\x1a\x1b" for byte in head)
    return b"\0" in head or strange * 50 > len(head)


def _packed(data: bytes, where: Where, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, where, limits)
            _refuse_entities(archive, parts, where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as broken:
        raise stop(SourceError, "file_damaged", where, file=where.file) from broken
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if any(name.lower().endswith(".shp") for name in names):
        return "shp"
    raise stop(SourceError, "file_not_workbook", where, file=where.file)


def _refuse_bomb(parts: Sequence[zipfile.ZipInfo], where: Where, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts) / MEGABYTE
    packed = max(sum(part.compress_size for part in parts) / MEGABYTE, 1e-6)
    steep = unpacked > 20 and unpacked / packed > limits.ratio
    if unpacked > limits.unpacked_mb or steep or len(parts) > limits.parts:
        raise stop(SourceError, "file_bomb", where, size=round(unpacked), limit=limits.unpacked_mb)


def _refuse_entities(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], where: Where) -> None:
    """Office files declare no XML entities; one that does wants to grow or to reach out."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(4096)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise stop(SourceError, "file_entities", where, file=where.file)


def _renamed(path: Path, real: str) -> list[Issue]:
    named = ENDINGS.get(path.suffix.lower())
    if named in (None, real) or {named, real} <= {"csv", "json"}:
        return []
    values = {"ending": path.suffix.lower(), "real": real.upper()}
    return [Issue("file_renamed", Where(file=path.name), values, Severity.NOTE)]

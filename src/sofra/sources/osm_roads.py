"""Roads out of an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz), cut to a box while it is read."""

import hashlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sofra.sources.files import MEGABYTE
from sofra.sources.restrictions import KEYS, Read, Sign, restrictions, sign_of
from sofra.sources.roads import MARKS, TAGS, Box, Roads, runs
from sofra.sources.room import free_megabytes, most_points, needed_megabytes
from sofra.types.answers import Origin
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop

MOST_PLACES = 30_000_000
"""As many points along roads are held: four arrays of 240 MB at the worst moment; an extract of 300 MB has about 18
million."""

BLOCK = 1_000_000
"""As many points are held before those that no road uses are let go."""

FERRIES = frozenset({"ferry", "shuttle_train"})


@dataclass(frozen=True, slots=True)
class _Ways:
    """Point ids along all ways, where each way begins, its own id, its kind; and the signs about turning."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.int64]
    kind: NDArray[np.int32]
    kinds: list[dict[str, str]]
    signs: list[Sign]


@dataclass(frozen=True, slots=True)
class _Points:
    """Ids in ascending order with their spots, and the tags of some."""

    ids: NDArray[np.int64]
    spots: NDArray[np.float64]
    marks: Mapping[int, Mapping[str, str]]


def read_osm_roads(path: Path | str, *, box: Box | None = None) -> Roads:
    """The roads of an extract inside `box` (all of them without one), read in two passes with bounded memory.

    The file is streamed twice: the ways, then only the points that they use; nothing else is held. A way that leaves
    the box is cut there. Raises SourceError for a file that is absent, empty or broken, has no roads, none in the
    box, or more than fit the memory that is free; that is told as early as it is known.
    """
    path = Path(path)
    where = Where(file=path.name)
    _present(path, where)
    _refuse_crowded(path, where)
    if find_spec("osmium") is None:
        raise stop(MissingExtra, "extra_missing", extra="roads", needed="osmium")
    try:
        ways = _ways(path, where)
        points = _points(path, ways.ids, box, where)
    except RuntimeError as broken:
        raise stop(SourceError, "roads_broken", where, file=path.name, detail=str(broken)[:120]) from broken
    return _joined(ways, points, Origin(path.name, fingerprint(path), "osm", ""), box)


def fingerprint(path: Path) -> str:
    """The sha256 of a file of any size."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _present(path: Path, where: Where) -> None:
    if not path.is_file():
        raise stop(SourceError, "file_absent", where, file=path.name)
    if path.stat().st_size == 0:
        raise stop(SourceError, "file_empty", where, file=path.name)


def _ways(path: Path, where: Where) -> _Ways:
    import osmium

    ids, starts, names, kind = array("q"), array("q", [0]), array("q"), array("i")
    numbers: dict[tuple[tuple[str, str], ...], int] = {}
    signs: list[Sign] = []
    asked = osmium.filter.KeyFilter("highway", "route", *KEYS)
    for way in osmium.FileProcessor(str(path), osmium.osm.WAY | osmium.osm.RELATION).with_filter(asked):
        if not isinstance(way, osmium.osm.Way):
            if isinstance(way, osmium.osm.Relation) and any(key in way.tags for key in KEYS):
                signs.append(sign_of(way))
            continue
        tags = way.tags
        if "highway" not in tags and tags.get("route") not in FERRIES:
            continue
        ids.extend([node.ref for node in way.nodes])
        starts.append(len(ids))
        names.append(way.id)
        kept = tuple((tag.k, tag.v) for tag in tags if tag.k in TAGS)
        kind.append(numbers.setdefault(kept, len(numbers)))
        if len(ids) > MOST_PLACES:
            raise stop(SourceError, "roads_extract_too_large", where, file=path.name, most=MOST_PLACES)
    if not kind:
        raise stop(SourceError, "roads_none", where, file=path.name)
    kinds = [dict(kept) for kept in numbers]
    return _Ways(_long(ids), _long(starts), _long(names), np.frombuffer(kind, dtype=np.int32), kinds, signs)


def _points(path: Path, asked: NDArray[np.int64], box: Box | None, where: Where) -> _Points:
    """Only what the ways use, sifted in blocks: an id set of the library would take 1.5 GB whatever the extract."""
    import osmium

    needed, most = _distinct(asked), most_points()
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    ids, spots = array("q"), array("d")
    sifted: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    marks: dict[int, dict[str, str]] = {}
    for node in osmium.FileProcessor(str(path), osmium.osm.NODE):
        if not isinstance(node, osmium.osm.Node):
            continue
        x, y = node.lon, node.lat
        if not (west <= x <= east and south <= y <= north):
            continue
        ids.append(node.id)
        spots.extend((x, y))
        if len(node.tags) and (kept := {tag.k: tag.v for tag in node.tags if tag.k in MARKS}):
            marks[node.id] = kept
        if len(ids) == BLOCK:
            sifted.append(_sifted(ids, spots, needed))
            ids, spots = array("q"), array("d")
            _refuse_many(sum(len(part[0]) for part in sifted), most, where)
    sifted.append(_sifted(ids, spots, needed))
    found, first = np.unique(np.concatenate([part[0] for part in sifted]), return_index=True)
    used = set(found[np.isin(found, np.fromiter(marks, dtype=np.int64, count=len(marks)))].tolist())
    kept_marks = {name: tags for name, tags in marks.items() if name in used}
    return _Points(found, np.concatenate([part[1] for part in sifted])[first], kept_marks)


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ascending, each once: by sorting, which takes half the memory of `np.unique`."""
    ranked = np.sort(values)
    return ranked[np.concatenate([[True], ranked[1:] != ranked[:-1]])] if len(ranked) else ranked


def _refuse_crowded(path: Path, where: Where) -> None:
    """Raises SourceError before the first byte is read when the extract needs more memory than is free."""
    free, needed = free_megabytes(), needed_megabytes(path.stat().st_size / MEGABYTE)
    if path.name.lower().endswith(".pbf") and free is not None and free < needed:
        raise stop(SourceError, "roads_memory", where, file=path.name, free=round(free), needed=round(needed))


def _refuse_many(points: int, most: int, where: Where) -> None:
    """Raises SourceError as soon as there are more points than fit, before anything is made of them."""
    if points > most:
        raise stop(SourceError, "roads_too_many", where, file=where.file, most=most)


def _sifted(
    ids: "array[int]", spots: "array[float]", needed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    names = np.array(ids, dtype=np.int64)
    at = np.minimum(np.searchsorted(needed, names), len(needed) - 1)
    used = needed[at] == names
    return names[used], np.array(spots, dtype=np.float64).reshape(-1, 2)[used]


def _joined(ways: _Ways, points: _Points, origin: Origin, box: Box | None) -> Roads:
    where = Where(file=origin.name)
    if len(points.ids) == 0:
        raise stop(SourceError, "roads_outside" if box else "roads_broken", where, file=origin.name, detail="0")
    _refuse_many(len(points.ids), most_points(), where)
    at = np.minimum(np.searchsorted(points.ids, ways.ids), len(points.ids) - 1)
    present = points.ids[at] == ways.ids
    begin, end = runs(present, ways.starts)
    if len(begin) == 0:
        raise stop(SourceError, "roads_outside" if box else "roads_none", where, file=origin.name)
    of = np.searchsorted(ways.starts, begin, side="right") - 1
    lengths = end - begin
    starts = np.concatenate([[0], np.cumsum(lengths)])
    along = at[np.repeat(begin - starts[:-1], lengths) + np.arange(starts[-1])]
    marks = {int(np.searchsorted(points.ids, name)): tags for name, tags in points.marks.items()}
    missing = int((~present).sum()) if box is None else 0
    issues = [Issue("roads_points_missing", where, {"n": missing}, Severity.NOTE)] if missing else []
    turns, unread = restrictions(ways.signs, Read(ways.names, ways.names[of], points.ids), where)
    return Roads(points.spots, starts, along, ways.kind[of], ways.kinds, origin, marks, (*issues, *unread), turns)


def _long(values: "array[int]") -> NDArray[np.int64]:
    return np.frombuffer(values, dtype=np.int64) if len(values) else np.zeros(0, dtype=np.int64)

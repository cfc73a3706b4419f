"""The ways of travelling that were kept as bytes: streets of each mode, and the bus over the streets of walkers."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from zipfile import BadZipFile

import numpy as np

from sofra.resources.travel.bus import Bus
from sofra.resources.travel.keep import DIGEST, unpacked
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Way
from sofra.sources.timetable import Timetable
from sofra.types.answers import Origin
from sofra.types.errors import SourceError, stop

BUS, WALK = "bus", "walk"
FORMAT = "sofra-timetable-1"
ARRAYS = ("stops", "begin", "finish", "depart", "arrive", "trip")


def opened(contents: Mapping[str, bytes]) -> dict[str, Way]:
    """The ways by mode, from their bytes by mode. Raises SourceError when bytes are damaged.

    Who walks to the bus walks along the kept streets; in a straight line where there are none.
    """
    found: dict[str, Way] = {mode: unpacked(content) for mode, content in contents.items() if mode != BUS}
    if BUS in contents:
        found[BUS] = Bus(unpacked_timetable(contents[BUS]), found.get(WALK, StraightLine(WALK, 5.0)))
    return found


def packed_timetable(table: Timetable) -> bytes:
    """A timetable as bytes: a sha256 of the rest, then an .npz."""
    about = {"format": FORMAT, "names": list(table.names), "origin": asdict(table.origin)}
    stream = io.BytesIO()
    text = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(stream, about=text, **{name: getattr(table, name) for name in ARRAYS})
    content = stream.getvalue()
    return hashlib.sha256(content).digest() + content


def unpacked_timetable(content: bytes) -> Timetable:
    """The timetable again. Raises SourceError when the bytes are damaged or of another format."""
    if hashlib.sha256(content[DIGEST:]).digest() != content[:DIGEST]:
        raise stop(SourceError, "roads_kept_damaged")
    try:
        with np.load(io.BytesIO(content[DIGEST:]), allow_pickle=False) as kept:
            about = json.loads(kept["about"].tobytes())
            arrays = {name: kept[name] for name in ARRAYS}
    except (ValueError, KeyError, BadZipFile) as broken:
        raise stop(SourceError, "roads_kept_damaged") from broken
    if about.get("format") != FORMAT:
        raise stop(SourceError, "roads_kept_damaged")
    return Timetable(names=tuple(about["names"]), origin=Origin(**about["origin"]), **arrays)

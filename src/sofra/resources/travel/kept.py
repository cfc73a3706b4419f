"""The ways of travelling that were kept as bytes: streets of each mode, and the bus over the streets of walkers."""

from collections.abc import Mapping
from dataclasses import asdict

from sofra.resources.travel.bus import Bus
from sofra.resources.travel.keep import unpacked
from sofra.resources.travel.sealed import sealed, unsealed
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Way
from sofra.sources.timetable import Timetable
from sofra.types.answers import Origin

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
    """A timetable as bytes."""
    about = {"format": FORMAT, "names": list(table.names), "origin": asdict(table.origin)}
    return sealed(about, {name: getattr(table, name) for name in ARRAYS})


def unpacked_timetable(content: bytes) -> Timetable:
    """The timetable again. Raises SourceError when the bytes are damaged or of another format."""
    about, arrays = unsealed(content, {FORMAT: ARRAYS})
    return Timetable(names=tuple(about["names"]), origin=Origin(**about["origin"]), **arrays)

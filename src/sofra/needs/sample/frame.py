"""The list from which is drawn: checked wholly before anybody is chosen, and known by its fingerprint."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError, Issue
from sofra.types.place import Place
from sofra.types.sampling import FrameUnit

NAMED = 5
"""So many ids are named in a sentence; of the others only the number."""


def of_places(places: Sequence[Place], *, by: str = "people") -> list[FrameUnit]:
    """The settlements as a frame: their areas are the strata, their people or households (`by`) the sizes.

    Settlements where nobody lives are left out. Raises DesignError when a settlement's number is not known.
    """
    known = [(place, place.people if by == "people" else place.households) for place in places if _settled(place)]
    unknown = [str(place.id) for place, size in known if size is None]
    if unknown or not known:
        code = "sample_size_unknown" if unknown else "sample_frame_empty"
        raise DesignError(fault(code, "frame", n=len(unknown), ids=_few(unknown)))
    return [FrameUnit(str(place.id), float(size), str(place.parent or "")) for place, size in known if size]


def faults(frame: Sequence[FrameUnit]) -> Iterable[Issue]:
    """What is wrong with a frame, one issue a kind: nothing in it, ids twice, sizes below zero or missing."""
    if not frame:
        yield fault("sample_frame_empty", "frame", n=0, ids="")
    twice = [id for id, count in Counter(unit.id for unit in frame).items() if count > 1]
    if twice:
        yield fault("sample_frame_twice", "frame", n=len(twice), ids=_few(twice))
    wrong = [unit.id for unit in frame if not unit.size > 0]
    if wrong:
        yield fault("sample_frame_size", "frame", n=len(wrong), ids=_few(wrong))


def fingerprint(frame: Sequence[FrameUnit]) -> str:
    """The sha256 of the frame's numbers, sizes and strata in their order: a changed list has another."""
    lines = [[unit.id, unit.size, unit.stratum] for unit in frame]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def by_stratum(frame: Sequence[FrameUnit]) -> Mapping[str, list[FrameUnit]]:
    """The units of each stratum, strata and units in the order of the list."""
    found: dict[str, list[FrameUnit]] = {}
    for unit in frame:
        found.setdefault(unit.stratum, []).append(unit)
    return found


def checked(frame: Sequence[FrameUnit]) -> None:
    """Nothing when the frame can be drawn from. Raises DesignError with all that is wrong with it."""
    issues = list(faults(frame))
    if issues:
        raise DesignError(*issues)


def _settled(place: Place) -> bool:
    return place.kind == "settlement"


def _few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED]) + (", …" if len(ids) > NAMED else "")

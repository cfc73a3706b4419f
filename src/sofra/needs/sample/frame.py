"""The list from which is drawn: checked wholly before anybody is chosen, and known by its fingerprint."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, inf, isfinite

from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError, Issue
from sofra.types.place import Place
from sofra.types.sampling import FrameUnit

NAMED = 5
"""So many ids are named in a sentence; of the others only the number."""


def of_places(places: Sequence[Place], *, largest: float = inf) -> list[FrameUnit]:
    """The settlements as a frame: their areas are the strata, their households the sizes.

    A settlement of more than `largest` households is cut into equal parts that follow each other on its list
    ("TRP-01/03"), so that a town gets as many spots as it deserves and no spot is certain. Settlements where nobody
    lives are left out. Raises DesignError when a settlement's number of households is not known.
    """
    known = [place for place in places if place.kind == "settlement"]
    unknown = [str(place.id) for place in known if place.households is None]
    if unknown or not known:
        code = "sample_size_unknown" if unknown else "sample_frame_empty"
        raise DesignError(fault(code, "frame", n=len(unknown), ids=_few(unknown)))
    return [unit for place in known for unit in _parts(place, largest)]


def _parts(place: Place, largest: float) -> Iterable[FrameUnit]:
    households, stratum = place.households or 0, str(place.parent or "")
    parts = ceil(households / largest) if isfinite(largest) else min(households, 1)
    ends = [round(households * part / parts) for part in range(parts + 1)] if parts else []
    for part, (start, end) in enumerate(pairwise(ends), start=1):
        id = str(place.id) if parts == 1 else f"{place.id}/{part:02d}"
        yield FrameUnit(id, float(end - start), stratum, start + 1)


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


def _few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED]) + (", …" if len(ids) > NAMED else "")

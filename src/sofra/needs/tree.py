"""The tree of places: who lies in whom, and the places that a column of the answers names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Frame, as_text
from sofra.engine.moments import Layout
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.place import Place

WHOLE = PlaceId(EVERYONE)
"""The place that stands for everybody where no places were given."""

SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Tree:
    """All places in their order, their positions, and each one's line of ancestors, itself first."""

    ids: Sequence[PlaceId]
    kinds: Sequence[str]
    lines: Sequence[Sequence[int]]

    @property
    def root(self) -> int:
        """The position of the whole: the first place without a parent."""
        return next(index for index, line in enumerate(self.lines) if len(line) == 1)


def tree(places: Sequence[Place]) -> Tree:
    """The tree of these places; one place for everybody when there are none."""
    places = places or [Place(WHOLE, {"en": "All"}, "municipality")]
    position = {place.id: index for index, place in enumerate(places)}
    parents = {place.id: place.parent for place in places}
    lines = [[position[place] for place in _line(one.id, parents)] for one in places]
    return Tree([one.id for one in places], [one.kind for one in places], lines)


def places_of(frame: Frame, column: str) -> list[Place]:
    """One area for every text in this column, below one place for all: for surveys that come without places."""
    names = sorted({text for text in as_text(frame.column(column)) if text is not None})
    whole = Place(WHOLE, {"en": "All"}, "municipality")
    return [whole, *(Place(PlaceId(name), {"en": name}, "area", WHOLE) for name in names if name != WHOLE)]


def where(frame: Frame, column: str, places: Sequence[Place]) -> Codes:
    """The position in `places` of the place that each row names by id or by name, -1 where it names none: (rows,)."""
    known = _spellings(places)
    texts = as_text(frame.column(column)) if column else [None] * frame.size
    found = [known.get(text.strip().casefold(), -1) if text is not None else -1 for text in texts]
    return np.array(found, dtype=np.int64)


def memberships(place: Codes, of: Tree) -> Layout:
    """Every row in its place, in that place's ancestors and in the whole; rows without a place in the whole only."""
    lines = [*of.lines, [of.root]]
    lengths = np.array([len(line) for line in lines])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    flat = np.array([one for line in lines for one in line], dtype=np.int64)
    repeat = lengths[place]
    within = np.arange(int(repeat.sum())) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    rows = np.repeat(np.arange(len(place)), repeat)
    return Layout(rows, flat[np.repeat(starts[place], repeat) + within], len(of.ids))


def _line(place: PlaceId, parents: Mapping[PlaceId, PlaceId | None]) -> list[PlaceId]:
    line = [place]
    while (parent := parents.get(line[-1])) is not None and parent in parents and parent not in line:
        line.append(parent)
    return line


def _spellings(places: Sequence[Place]) -> dict[str, int]:
    """Ids first; a name only where one place alone bears it."""
    names: dict[str, set[int]] = {}
    for index, place in enumerate(places):
        for name in place.name.values():
            names.setdefault(name.strip().casefold(), set()).add(index)
    alone = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
    return {**alone, **{str(place.id).casefold(): index for index, place in enumerate(places)}}

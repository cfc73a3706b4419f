"""The table of lists: one cell for every combination of lists, with the people who stand on exactly these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from sofra.engine.frame import Floats
from sofra.types.hidden import Histories


@dataclass(frozen=True, slots=True)
class Table:
    """`on`: (cells, lists) 1 where the list has these people, all combinations but "on no list"; `people`: (cells,)."""

    on: Floats
    people: Floats

    @property
    def seen(self) -> int:
        """People on any list."""
        return int(self.people.sum())

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return int(self.on.shape[1])

    def size(self, one: int) -> int:
        """People on this list."""
        return int(self.people @ self.on[:, one])

    def both(self, one: int, other: int) -> int:
        """People on both lists."""
        return int(self.people @ (self.on[:, one] * self.on[:, other]))

    def times(self, number: int) -> int:
        """People on exactly so many lists."""
        return int(self.people[self.on.sum(axis=1) == number].sum())

    def repeated(self) -> int:
        """People on two lists or more."""
        return int(self.people[self.on.sum(axis=1) > 1].sum())


def table(counts: Mapping[str, int], lists: int) -> Table:
    """The table of counts by history ("110"); histories that are absent count nobody."""
    histories = [history for history in product((1, 0), repeat=lists) if any(history)]
    people = [counts.get("".join(map(str, history)), 0) for history in histories]
    return Table(np.array(histories, float), np.array(people, float))


def histories_of(persons: Sequence[frozenset[int]], lists: int) -> dict[str, int]:
    """Counts by history from the lists of every person."""
    counts: dict[str, int] = {}
    for on in persons:
        history = "".join("1" if one in on else "0" for one in range(lists))
        counts[history] = counts.get(history, 0) + 1
    return dict(sorted(counts.items(), reverse=True))


def without(found: Histories, gone: int) -> Histories:
    """The same people without one list; who stood on that list alone is not seen any more."""

    def cut(counts: Mapping[str, int]) -> dict[str, int]:
        out: dict[str, int] = {}
        for history, people in counts.items():
            left = history[:gone] + history[gone + 1 :]
            if "1" in left:
                out[left] = out.get(left, 0) + people
        return out

    return replace(
        found,
        lists=tuple(note for position, note in enumerate(found.lists) if position != gone),
        counts=cut(found.counts),
        settlements=tuple(cut(part) for part in found.settlements),
        bands=tuple(cut(part) for part in found.bands),
        doubles=tuple(number for position, number in enumerate(found.doubles) if position != gone),
    )

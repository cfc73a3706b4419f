"""Every group that up to so many circumstances describe: who is in it, how far behind, and its score unit by unit.

The score of a group is U = Σ w (1_g - share)(y - ȳ) over all people, its weighted excess over the average. Exact
enumeration, cut where a description has fewer people than the plan asks for (a longer one can only have fewer).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.furthest.people import Floats32, People

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a search, each set of people once, under its shortest description.

    `paths` the items of each; all arrays (groups,): `length` of the path, `n` people asked, `hits` of them behind,
    `weight`, `excess` the score U, `floor` its variance in a simple sample where nobody is behind; `better` True where
    a group is further behind than with any one circumstance left out. `scores` (groups, units): with a simple sample
    the weights less the group's share, else the residual totals of U. `position` finds a path, also of a description
    left out for a shorter one.
    """

    paths: Sequence[Path]
    length: Codes
    n: Codes
    hits: Codes
    weight: Floats
    excess: Floats
    floor: Floats
    better: Flags
    scores: Floats32
    position: dict[Path, int]

    @property
    def size(self) -> int:
        """How many groups."""
        return len(self.paths)


def find(of: People, depth: int, least_rows: int, least_share: float) -> Groups:
    """All groups of at most `depth` circumstances with enough people in them, and enough outside."""
    walk = _Walk(of, depth, least_rows, least_share)
    for path, rows, sums in walk.groups():
        walk.meet(path, rows, sums)
    return walk.done()


class _Sums(NamedTuple):
    """Sums over the people of a description: weights, weights of those behind, squares, those behind, two marks."""

    w: float
    wy: float
    ww: float
    y: float
    mark: float
    other: float


class _Walk:
    """One way through all descriptions, depth first, so that only one line of ancestors is in memory."""

    def __init__(self, of: People, depth: int, least_rows: int, least_share: float) -> None:
        self.of, self.depth, self.average = of, depth, of.average
        self.whole = float(of.weight.sum())
        self.least_rows, self.least_weight = max(2, least_rows), least_share * self.whole
        random = np.random.default_rng(0)
        # Two whole numbers a person, whose sums are exact: the same sums and size are the same people.
        marks = random.integers(0, 2**31, (2, of.size)).astype(np.float64)
        self.wy = of.weight * of.y
        self.values = np.stack([of.weight, self.wy, of.weight**2, of.y, *marks], axis=1)
        self.squares = float((of.weight**2).sum())
        self.sets = np.ascontiguousarray(of.items.holds.T)
        self.unit_w = np.bincount(of.unit, of.weight, minlength=of.units)
        self.unit_y = np.bincount(of.unit, self.wy, minlength=of.units)
        self.first: dict[tuple[int, float, float], Path] = {}
        self.same: dict[Path, tuple[int, float, float]] = {}
        self.rates: dict[Path, float] = {}
        self.kept: dict[Path, tuple[float, ...]] = {}
        self.scores: dict[Path, Floats32] = {}

    def groups(self) -> Iterator[tuple[Path, Codes, _Sums]]:
        """Every description with enough people, these people, and their sums."""
        yield from self._below((), np.arange(self.of.size), 0)

    def _below(self, path: Path, rows: Codes, begin: int) -> Iterator[tuple[Path, Codes, _Sums]]:
        circumstance = self.of.items.circumstance
        within = np.take(self.sets[begin:], rows, axis=1)
        counts = within.sum(axis=1)
        for number in np.flatnonzero(counts >= self.least_rows).tolist():
            inner, item = rows[within[number]], begin + number
            sums = _Sums(*self.values[inner].sum(axis=0).tolist())
            if sums.w < self.least_weight:
                continue
            yield (*path, item), inner, sums
            after = int(np.searchsorted(circumstance, circumstance[item], side="right"))
            if len(path) + 1 < self.depth and after < len(circumstance):
                yield from self._below((*path, item), inner, after)

    def meet(self, path: Path, rows: Codes, sums: _Sums) -> None:
        """One description: remembered as the group's own unless a shorter one has the same people."""
        self.rates[path] = sums.wy / sums.w
        key = (len(rows), sums.mark, sums.other)
        self.same[path] = key
        there = self.first.get(key)
        if there is not None and len(there) <= len(path):
            return
        if there is not None:
            self.kept.pop(there, None)
            self.scores.pop(there, None)
        self.first[key] = path
        if self.of.size - len(rows) >= self.least_rows:
            self.scores[path] = self._score(rows, sums)
            self.kept[path] = self._told(rows, sums)

    def _told(self, rows: Codes, sums: _Sums) -> tuple[float, ...]:
        """People, those behind, weight, excess, and the excess's variance in a simple sample where nobody is behind."""
        share, n = sums.w / self.whole, self.of.size
        spread = self.average * (1 - self.average) * n / (n - 1)
        squares = (1 - 2 * share) * sums.ww + share**2 * self.squares
        return len(rows), sums.y, sums.w, sums.wy - self.average * sums.w, spread * squares

    def _score(self, rows: Codes, sums: _Sums) -> Floats32:
        share, unit = sums.w / self.whole, self.of.unit[rows]
        inside = np.bincount(unit, self.of.weight[rows], minlength=self.of.units)
        if self.of.simple:
            return (inside - share * self.unit_w).astype(np.float32)
        yes = np.bincount(unit, self.wy[rows], minlength=self.of.units)
        other = (float(self.unit_y.sum()) - sums.wy) / (self.whole - sums.w) if sums.w < self.whole else 0.0
        # What differs from the group's own rate inside and the others' outside: how far apart groups are is no error.
        own = (1 - share) * (yes - sums.wy / sums.w * inside)
        rest = share * ((self.unit_y - yes) - other * (self.unit_w - inside))
        return (own - rest).astype(np.float32)

    def done(self) -> Groups:
        """All groups, the shortest descriptions first."""
        paths = sorted(self.kept, key=lambda path: (len(path), path))
        place = {path: number for number, path in enumerate(paths)}
        position = {path: place[self.first[key]] for path, key in self.same.items() if self.first[key] in place}
        sums = np.array([self.kept[path] for path in paths], dtype=np.float64).reshape(-1, 5)
        units = self.of.units
        return Groups(
            paths,
            np.array([len(path) for path in paths], dtype=np.int64),
            sums[:, 0].astype(np.int64),
            sums[:, 1].astype(np.int64),
            weight=sums[:, 2],
            excess=sums[:, 3],
            floor=sums[:, 4],
            better=np.array([self._better(path) for path in paths], dtype=np.bool_),
            scores=np.array([self.scores[path] for path in paths], dtype=np.float32).reshape(-1, units),
            position=position,
        )

    def _better(self, path: Path) -> bool:
        if len(path) == 1:
            return self.rates[path] > self.average
        shorter = [self.rates[one] for one in combinations(path, len(path) - 1) if one in self.rates]
        return self.rates[path] > max([self.average, *shorter])

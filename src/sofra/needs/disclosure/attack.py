"""The attacker: somebody who knows every published number, and linear programmes, tries to find out about a few people.

What is published is a set of statements low <= sum of unknown counts <= high; unknown counts are no less than zero. For
a number that must stay hidden the attacker's interval is the least and the greatest value that all statements together
leave open (Fischetti and Salazar 2000; Willenborg and de Waal 2001, chapter 4). What can be shown without a programme
is not computed by one: every table that all statements allow shows values that each number may have, and so does
walking from it along one unknown count; a programme has to decide only where that stretch is too narrow.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Atom: TypeAlias = Hashable
SLACK = 1e-6
MOST_NAMED = 4
"""How many of the statements that pin a number are named."""


@dataclass(frozen=True, slots=True)
class Known:
    """One statement that is public: low <= sum of `parts` less sum of `less` <= high. `what` names it to people."""

    what: str
    parts: Sequence[Atom]
    low: float
    high: float
    less: Sequence[Atom] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A number that must stay hidden: the sum of `parts`; its interval must be `needed` people wide or more.

    `true` is the number itself, None when the office does not know it either. Numbers from 1 to below `threshold` are
    protected.
    """

    what: Any
    parts: Sequence[Atom]
    needed: int
    threshold: int
    true: int | None = None

    @property
    def protected(self) -> bool:
        """True for a small number, and for one that the office does not know."""
        return self.true is None or 1 <= self.true < self.threshold


@dataclass(frozen=True, slots=True)
class Interval:
    """What the attacker knows of a target in the end; `by` are the statements that bind it."""

    target: Target
    low: float
    high: float
    by: Sequence[str] = ()

    @property
    def width(self) -> float:
        """How many people wide it is."""
        return self.high - self.low

    @property
    def pinned(self) -> bool:
        """True when it is narrower than it may be and tells of a number that is protected.

        Where the office does not know the number itself, an interval that has no zero and starts below the threshold
        counts as one.
        """
        if self.width >= self.target.needed:
            return False
        return self.target.protected if self.target.true is not None else 1 <= self.low < self.target.threshold


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that is pinned, and the narrowest interval of a number that may be small (None without any)."""

    narrowest: Interval | None
    pinned: Sequence[Interval] = ()
    consistent: bool = True


@dataclass(frozen=True, slots=True)
class _System:
    """The statements as low <= A x <= high, x >= 0; `at` gives the column of an unknown count."""

    matrix: Any
    low: Floats
    high: Floats
    at: Mapping[Atom, int]
    known: Sequence[Known]
    points: list[Floats] = field(default_factory=list)


NOTHING: Mapping[Atom, float] = MappingProxyType({})


def attack(known: Sequence[Known], targets: Sequence[Target], *points: Mapping[Atom, float]) -> Found:
    """What all statements together tell of the targets.

    `points` are tables that may be allowed (the true one, the rounded one): they save programmes and change no result.
    `consistent` False: no table fits all statements, so that somebody who believes them all is misled, and nothing
    is found.
    """
    told = {tuple(one.parts) for one in known if one.low == one.high and not one.less}
    mine = [one for one in targets if tuple(one.parts) not in told or one.protected]
    if not mine:
        return Found(None)
    system = _system(known, mine)
    system.points.extend(point for one in points if _allowed(system, point := _table(system, one)))
    middle = _middle(system)
    if middle is None:
        return Found(None, consistent=False)
    system.points.append(middle)
    search = _Search(system, mine)
    search.decide()
    pinned = [one for one in search.decided() if one.pinned]
    return Found(search.narrowest(), [_named(system, one) for one in pinned])


class _Search:
    """The stretch that is open to each target as far as it is known; it grows with every table that is found."""

    def __init__(self, system: _System, targets: Sequence[Target]) -> None:
        self.system, self.targets = system, targets
        self.exact = np.zeros(len(targets), dtype=bool)
        self.sums = _sums(system, targets)
        self.low, self.high = _walked(system, targets)

    def decide(self) -> None:
        """Solves every protected number whose stretch is too narrow so far."""
        for index, target in enumerate(self.targets):
            if target.protected and self.high[index] - self.low[index] < target.needed:
                self._solve(index)

    def narrowest(self) -> Interval | None:
        """The narrowest interval of a number that may be small, whether it is or not: which of them are stays untold.

        Intervals narrower than needed count only for protected numbers: no other can be pinned.
        """
        needed = np.array([one.needed for one in self.targets])
        limits = np.array([one.threshold for one in self.targets])
        safe = ~np.array([one.protected for one in self.targets])
        while True:
            wide = self.high - self.low
            out = (safe & (wide < needed)) | (self.low >= limits) | (self.high < 1)
            width = np.where(out, np.inf, wide)
            index = int(np.lexsort((~self.exact, width))[0])
            if not np.isfinite(width[index]):
                return None
            if self.exact[index]:
                return self._interval(index)
            self._solve(index)

    def decided(self) -> list[Interval]:
        """The intervals that were solved."""
        return [self._interval(index) for index in np.flatnonzero(self.exact).tolist()]

    def _interval(self, index: int) -> Interval:
        return Interval(self.targets[index], max(0.0, _up(self.low[index])), _down(self.high[index]))

    def _solve(self, index: int) -> None:
        for sign in (1.0, -1.0):
            found = _programme(self.system, self.targets[index], sign)
            if found.x is None:
                # Only the upper end can be open: no count is below zero.
                self.high[index] = np.inf
                continue
            values = self.sums @ found.x
            self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        self.exact[index] = True


def interval(known: Sequence[Known], parts: Sequence[Atom]) -> tuple[float, float]:
    """The least and the greatest sum of these unknown counts that all statements leave open, in whole people."""
    target = Target("", parts, 0, 0)
    system = _system(known, [target])
    least, most = (_programme(system, target, sign) for sign in (1.0, -1.0))
    low = max(0.0, _up(least.fun)) if least.x is not None else 0.0
    return low, _down(-most.fun) if most.x is not None else float("inf")


def _sums(system: _System, targets: Sequence[Target]) -> Any:
    """(targets, unknown counts) 1 where the count is a part of the target."""
    from scipy.sparse import csr_array

    rows = [row for row, one in enumerate(targets) for _ in one.parts]
    columns = [system.at[atom] for one in targets for atom in one.parts]
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(targets), len(system.at)))


def _system(known: Sequence[Known], targets: Sequence[Target]) -> _System:
    from scipy.sparse import csr_array

    atoms = dict.fromkeys(atom for one in known for atom in (*one.parts, *one.less))
    atoms |= dict.fromkeys(atom for one in targets for atom in one.parts)
    at = {atom: column for column, atom in enumerate(atoms)}
    rows = [row for row, one in enumerate(known) for _ in range(len(one.parts) + len(one.less))]
    columns = [at[atom] for one in known for atom in (*one.parts, *one.less)]
    values = [sign for one in known for sign in [1.0] * len(one.parts) + [-1.0] * len(one.less)]
    matrix = csr_array((values, (rows, columns)), shape=(len(known), len(at)))
    low, high = np.array([one.low for one in known]), np.array([one.high for one in known])
    return _System(matrix, low, high, at, known)


def _table(system: _System, point: Mapping[Atom, float]) -> Floats:
    return np.array([point.get(atom, -1.0) for atom in system.at], dtype=float)


def _allowed(system: _System, point: Floats) -> bool:
    sums = system.matrix @ point
    inside = (sums >= system.low - SLACK) & (sums <= system.high + SLACK)
    return bool(inside.all() and (point >= 0).all())


def _middle(system: _System) -> Floats | None:
    """A table well inside all statements; None when there is none at all."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack, vstack

    wide = (system.high > system.low).astype(float)[:, None]
    over = vstack([hstack([system.matrix, csr_array(wide)]), hstack([-system.matrix, csr_array(wide)])])
    limits = np.concatenate([system.high, -system.low])
    cost = np.zeros(len(system.at) + 1)
    cost[-1] = -1.0
    bounds = [(0, None)] * len(system.at) + [(0, 1e6)]
    found = linprog(cost, A_ub=over, b_ub=limits, bounds=bounds, method="highs")
    return None if found.x is None else np.asarray(found.x[:-1])


def _walked(system: _System, targets: Sequence[Target]) -> tuple[Floats, Floats]:
    """(targets,) each: the ends that walking from an allowed table along one unknown count reaches."""
    low, high = np.full(len(targets), np.inf), np.full(len(targets), -np.inf)
    columns = [np.array([system.at[atom] for atom in one.parts]) for one in targets]
    for point in system.points:
        down, up = _room(system, point)
        for index, mine in enumerate(columns):
            value = float(point[mine].sum())
            low[index] = min(low[index], value - float(down[mine].max()))
            high[index] = max(high[index], value + float(up[mine].max()))
    return low, high


def _room(system: _System, point: Floats) -> tuple[Floats, Floats]:
    """(unknown counts,) each: how far each alone can go down and up until a statement forbids it."""
    matrix = system.matrix.tocsc()
    sums = system.matrix @ point
    over, under = system.high - sums, sums - system.low
    rows, positive = matrix.indices, matrix.data > 0
    up = np.where(positive, over[rows], under[rows])
    down = np.where(positive, under[rows], over[rows])
    ends = (np.minimum.reduceat(np.append(side, np.inf), matrix.indptr[:-1]) for side in (down, up))
    bare = np.diff(matrix.indptr) == 0
    lowest, highest = (np.where(bare, np.inf, np.maximum(end, 0.0)) for end in ends)
    return np.minimum(lowest, point), highest


def _named(system: _System, found: Interval) -> Interval:
    """The interval with the statements that bind it, the strongest first."""
    force = np.zeros(len(system.known))
    for sign in (1.0, -1.0):
        solved = _programme(system, found.target, sign)
        if solved.x is not None:
            force += np.abs(solved.ineqlin.marginals).reshape(2, -1).sum(axis=0)
    strongest = [index for index in np.argsort(-force, kind="stable") if force[index] > SLACK]
    names = dict.fromkeys(system.known[index].what for index in strongest)
    return Interval(found.target, found.low, found.high, tuple(names)[:MOST_NAMED])


def _programme(system: _System, target: Target, sign: float) -> Any:
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    cost = np.zeros(len(system.at))
    for atom in target.parts:
        cost[system.at[atom]] += sign
    limits = np.concatenate([system.high, -system.low])
    bounded = np.isfinite(limits)
    limits = np.where(bounded, limits, 1e9)
    over = vstack([system.matrix, -system.matrix])
    return linprog(cost, A_ub=over, b_ub=limits, bounds=(0, None), method="highs")


def _up(value: float) -> float:
    return float(np.ceil(value - SLACK)) if np.isfinite(value) else value


def _down(value: float) -> float:
    return float(np.floor(value + SLACK)) if np.isfinite(value) else value

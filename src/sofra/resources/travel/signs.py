"""Signs about turning as pairs of street pieces of which the second may not follow the first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sofra.sources.roads import Restriction

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]


def _none() -> Longs:
    return np.zeros((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Turns:
    """What signs forbid on a network.

    `banned`: (pairs, 2) halves of street pieces, the one that is come by and the one that may not follow. Half 2i
    runs along piece i, half 2i + 1 against it. `obeyed`: how many signs; `unclear`: how many that leave open which
    piece they mean, or demand a street that is closed to this mode, and are not obeyed.
    """

    banned: Longs = field(default_factory=_none)
    obeyed: int = 0
    unclear: int = 0

    def only(self, chosen: NDArray[np.bool_]) -> "Turns":
        """The same for some of the pieces ((pieces,) True is kept), numbered anew."""
        if len(self.banned) == 0:
            return self
        number = np.cumsum(chosen) - 1
        kept = self.banned[chosen[self.banned // 2].all(axis=1)]
        return replace(self, banned=2 * number[kept // 2] + kept % 2)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of street as signs see them: (pieces,) first and last point, way, and (pieces, 2) whether each half is
    open."""

    start: Longs
    end: Longs
    way: Longs
    open_: NDArray[np.bool_]


def turns_of(signs: Sequence[Restriction], pieces: Pieces, vehicles: Sequence[str]) -> Turns:
    """The turns that signs forbid to somebody in one of the `vehicles` (the most telling first; none: no sign counts).

    A "no" sign forbids its turn; an "only" sign all others at its point for whoever comes by its street, also turning
    back. Two "only" signs for one street allow what either allows.
    """
    concerned = [(sign, rule) for sign in signs if (rule := _rule(sign, vehicles))] if vehicles else []
    at = _halves_at([sign.point for sign, _ in concerned], pieces)
    banned: set[tuple[int, int]] = set()
    allowed: dict[int, tuple[int, set[int]]] = {}
    obeyed = unclear = 0
    for sign, rule in concerned:
        into, out = at.get(sign.point, ((), ()))
        before, after = _those(into, sign.before, pieces), _those(out, sign.after, pieces)
        many = len(before) > len(sign.before) or len(after) > len(sign.after)
        if many or (before and not after and rule.startswith("only_")):
            unclear += 1
        elif before and after:
            obeyed += 1
            if rule.startswith("no_"):
                banned.update((one, other) for one in before for other in after)
            else:
                for one in before:
                    allowed.setdefault(one, (sign.point, set()))[1].update(after)
    banned.update((one, other) for one, (point, may) in allowed.items() for other in at[point][1] if other not in may)
    pairs = np.array(sorted(banned), dtype=np.int64).reshape(-1, 2)
    return Turns(pairs, obeyed, unclear)


def _rule(sign: Restriction, vehicles: Sequence[str]) -> str:
    """What the sign says to these vehicles, "" when nothing."""
    if sign.free & set(vehicles):
        return ""
    return next((sign.rules[name] for name in (*vehicles, "") if name in sign.rules), "")


def _halves_at(points: Iterable[int], pieces: Pieces) -> Mapping[int, tuple[list[int], list[int]]]:
    """Point → open halves that lead to it, open halves that lead away from it."""
    asked = np.array(sorted(set(points)), dtype=np.int64)
    found: dict[int, tuple[list[int], list[int]]] = {int(point): ([], []) for point in asked}
    for half, point, leaves in _ends(asked, pieces):
        if pieces.open_[half // 2, half % 2]:
            found[point][leaves].append(half)
    return found


def _ends(asked: Longs, pieces: Pieces) -> Iterator[tuple[int, int, int]]:
    """Half, point that was asked for, and 1 when the half leaves it, 0 when it leads to it."""
    for side, points in enumerate((pieces.start, pieces.end)):
        for piece in np.flatnonzero(np.isin(points, asked)).tolist():
            yield 2 * piece + side, int(points[piece]), 1
            yield 2 * piece + 1 - side, int(points[piece]), 0


def _those(halves: Sequence[int], ways: frozenset[int], pieces: Pieces) -> list[int]:
    return [half for half in halves if int(pieces.way[half // 2]) in ways]

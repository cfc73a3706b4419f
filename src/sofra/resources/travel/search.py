"""The search from facilities to homes: backwards along the streets, one facility after the other, never a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.way import Catchment, Nearest

BATCH = 8
"""As many facilities are searched for in one call: as many rows of minutes to every crossing are held."""

Reals = NDArray[np.float64]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Net:
    """Courses (chain c along: 2c, against: 2c + 1) between states.

    `minutes`: (courses,) end to end, inf where closed; `leaves`: (courses,) the state one is in at the end. How one
    gets into a course: entries `into_starts[d]` to `into_starts[d + 1]` of `into` (states) and `into_minutes`.
    A state is a crossing; where turning costs time, it is a course that has just been travelled. `bounds`, `befores`,
    `weights`: compressed rows; from every state the states before it, and the minutes between.
    """

    states: int
    minutes: Reals
    leaves: Longs
    into_starts: Longs
    into: Longs
    into_minutes: Reals
    bounds: NDArray[np.int32]
    befores: NDArray[np.int32]
    weights: Reals

    @property
    def courses(self) -> int:
        """How many courses."""
        return len(self.minutes)


@dataclass(frozen=True, slots=True)
class Placed:
    """Spots on the net. `chain`: (spots,) -1 where no road reaches; `rest`: (spots, 2) minutes to the end of both
    courses, inf where closed; `off`: minutes between spot and road; `metres` the same way in metres."""

    chain: Longs
    rest: Reals
    off: Reals
    metres: Reals

    def __len__(self) -> int:
        return len(self.chain)


def nearest_of(net: Net, homes: Placed, facilities: Placed) -> Nearest:
    """The nearest facility of each home, in one search from all of them."""
    from scipy.sparse.csgraph import dijkstra

    minutes, which = np.full(len(homes), np.inf), np.full(len(homes), -1, dtype=np.int64)
    if len(facilities) == 0 or len(homes) == 0 or net.courses == 0:
        return Nearest(minutes, which)
    graph, roots = _backwards(net, facilities)
    far, _, source = dijkstra(graph, indices=roots, min_only=True, return_predecessors=True)
    for course in (0, 1):
        state, rest = _leaving(net, homes, course)
        found = rest + far[state]
        better = found < minutes
        minutes[better], which[better] = found[better], source[state[better]] - net.states
    minutes[~np.isfinite(minutes)] = np.inf
    order = np.argsort(homes.chain, kind="stable")
    ranked = homes.chain[order]
    for number in range(len(facilities)):
        near, direct = _same_street(homes, facilities, number, (order, ranked))
        better = direct < minutes[near]
        minutes[near[better]], which[near[better]] = direct[better], number
    return Nearest(minutes, which)


def catchments(net: Net, homes: Placed, facilities: Placed, limit: float) -> Iterator[Catchment]:
    """Facility by facility the homes within `limit` minutes; some rows of minutes are held, never all pairs."""
    from scipy.sparse.csgraph import dijkstra

    order = np.argsort(homes.chain, kind="stable")
    ranked = homes.chain[order]
    bounds = np.searchsorted(ranked, np.arange(net.courses // 2 + 1))
    graph, roots = _backwards(net, facilities)
    for begin in range(0, len(facilities), BATCH):
        numbers = range(begin, min(begin + BATCH, len(facilities)))
        rows = (
            dijkstra(graph, indices=roots[begin : begin + BATCH], limit=limit) if net.courses else [()] * len(numbers)
        )
        for number, far in zip(numbers, rows, strict=True):
            yield _catchment(net, (homes, facilities, number), np.asarray(far), (order, ranked, bounds), limit=limit)


def _catchment(
    net: Net, who: tuple[Placed, Placed, int], far: Reals, lists: tuple[Longs, Longs, Longs], *, limit: float
) -> Catchment:
    homes, facilities, number = who
    order, ranked, bounds = lists
    some = order[_within(_chains_reached(net, far), bounds)] if net.courses else np.zeros(0, dtype=np.int64)
    best = np.full(len(some), np.inf)
    for course in (0, 1):
        state, rest = _leaving(net, homes, course, some)
        best = np.minimum(best, rest + far[state])
    near, direct = _same_street(homes, facilities, number, (order, ranked))
    both = np.concatenate([some, near])
    minutes = np.concatenate([best, direct])
    kept = minutes <= limit
    both, minutes = both[kept], minutes[kept]
    rank = np.lexsort((minutes, both))
    both, minutes = both[rank], minutes[rank]
    first = np.ones(len(both), dtype=np.bool_)
    first[1:] = both[1:] != both[:-1]
    return Catchment(number, both[first], minutes[first])


def _chains_reached(net: Net, far: Reals) -> Longs:
    reached = np.isfinite(far[net.leaves])
    return np.flatnonzero(reached[0::2] | reached[1::2])


def _within(chains: Longs, bounds: Longs) -> Longs:
    """Places in the list of homes, ordered by chain, of those on some chains."""
    counts = bounds[chains + 1] - bounds[chains]
    chains, counts = chains[counts > 0], counts[counts > 0]
    if len(chains) == 0:
        return np.zeros(0, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    return np.asarray(np.repeat(bounds[chains] - starts, counts) + np.arange(counts.sum()), dtype=np.int64)


def _leaving(net: Net, homes: Placed, course: int, some: Longs | None = None) -> tuple[Longs, Reals]:
    """The state in which homes leave their chain by a course, and the minutes until then; inf for the unreached."""
    chain = homes.chain if some is None else homes.chain[some]
    rest, off = (homes.rest[:, course], homes.off) if some is None else (homes.rest[some, course], homes.off[some])
    return net.leaves[2 * np.maximum(chain, 0) + course], np.where(chain >= 0, rest + off, np.inf)


def _same_street(homes: Placed, facilities: Placed, number: int, lists: tuple[Longs, Longs]) -> tuple[Longs, Reals]:
    """Homes on the facility's own chain and their minutes straight along it, inf when it lies behind a one-way."""
    order, ranked = lists
    chain = facilities.chain[number]
    if chain < 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    low, high = np.searchsorted(ranked, [chain, chain + 1])
    near = order[low:high]
    there = facilities.rest[number]
    minutes = np.full(len(near), np.inf)
    for course in (0, 1):
        rest = homes.rest[near, course]
        ahead = np.isfinite(rest) & (rest >= there[course])
        minutes[ahead] = np.minimum(minutes[ahead], rest[ahead] - there[course])
    return near, minutes + homes.off[near] + facilities.off[number]


def _backwards(net: Net, facilities: Placed) -> tuple[Any, Longs]:
    """The net with every course reversed, and one more point a facility from which its search starts."""
    from scipy.sparse import csr_matrix

    starts = [_start(net, facilities, course) for course in (0, 1)]
    who, states, minutes = (np.concatenate(parts) for parts in zip(*starts, strict=True))
    size = net.states + len(facilities)
    bounds, befores, weights = compressed(who, states, minutes, len(facilities))
    graph = csr_matrix(
        (
            np.concatenate([net.weights, weights]),
            np.concatenate([net.befores, befores]),
            np.concatenate([net.bounds, net.bounds[-1] + bounds[1:]]),
        ),
        shape=(size, size),
    )
    return graph, net.states + np.arange(len(facilities))


def _start(net: Net, facilities: Placed, course: int) -> tuple[Longs, Longs, Reals]:
    """For one course of every facility's chain: facility, the state before it, minutes from there to the facility."""
    some = np.flatnonzero((facilities.chain >= 0) & np.isfinite(facilities.rest[:, course]))
    used = 2 * facilities.chain[some] + course
    until = np.maximum(net.minutes[used] - facilities.rest[some, course], 0.0) + facilities.off[some]
    entry, of = _entries(net, used)
    return some[of], net.into[entry], until[of] + net.into_minutes[entry]


def _entries(net: Net, courses: Longs) -> tuple[Longs, Longs]:
    """All entries into some courses, and the place in the list of the course that each belongs to."""
    counts = net.into_starts[courses + 1] - net.into_starts[courses]
    of = np.repeat(np.arange(len(courses)), counts)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    return net.into_starts[courses][of] + nth, of


def compressed(
    rows: Longs, columns: Longs, weights: Reals, size: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], Reals]:
    """Compressed rows with the least weight of every pair: parallel streets are not added up."""
    order = np.lexsort((weights, columns, rows))
    rows, columns, weights = rows[order], columns[order], weights[order]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    indptr = np.searchsorted(rows[first], np.arange(size + 1)).astype(np.int32)
    return indptr, columns[first].astype(np.int32), weights[first]

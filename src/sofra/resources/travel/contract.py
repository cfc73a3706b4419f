"""Streets without the points that only carry their shape: chains between crossings, exactly as long as before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.network import Segments

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chains:
    """Every segment's place in a chain of segments between two crossings.

    Chain c has two courses, 2c along it and 2c + 1 against it. `course`: (segments,) the course in which the segment
    runs from its start to its end. `ahead`: (segments, 2) minutes from the segment's end to the end of that course,
    and from its start to the end of the opposite one; inf where closed. `minutes`, `begin`, `finish`: (courses,) from
    end to end (inf where closed), first and last crossing. `first`, `last`: (courses,) the segments there.
    """

    course: Longs
    ahead: Reals
    minutes: Reals
    begin: Longs
    finish: Longs
    first: Longs
    last: Longs


def chained(made: Segments) -> Chains:
    """The chains of a network, found by doubling steps along all of them at once.

    A point is passed over when exactly two segments meet there and both directions are open (or closed) on both sides
    alike, both local or neither; so no minute is lost or gained (tested to 1e-9 against the whole graph). A point where
    a sign forbids to go on is kept. A ring without a crossing is cut open at one of its points.
    """
    count = len(made.start)
    out = np.empty(2 * count)
    out[0::2], out[1::2] = made.forward, made.backward
    node = np.empty(2 * count, dtype=np.int64)
    node[0::2], node[1::2] = made.start, made.end
    beside = _beside(node, out, made.local, len(made.spots))
    beside = _kept_at_signs(beside, made.turns.banned)
    after, final = _followed(_opened(beside), out)
    course, first, last = _numbered(final)
    ahead = np.column_stack([after[0::2], after[1::2]])
    minutes = out[first] + after[first]
    return Chains(course[0::2], ahead, minutes, node[first], node[last ^ 1], first // 2, last // 2)


def _beside(node: Longs, out: Reals, local: NDArray[np.bool_], points: int) -> Longs:
    """(halves,) the other half-segment at the same point where one passes through, -1 at crossings and ends.

    Half 2i leaves segment i's start along it, half 2i + 1 its end against it.
    """
    order = np.argsort(node, kind="stable")
    ranked = node[order]
    first = np.searchsorted(ranked, np.arange(points))
    two = np.flatnonzero(np.bincount(node, minlength=points) == 2)
    one, other = order[first[two]], order[first[two] + 1]
    leave, enter = np.isfinite(out), np.isfinite(out[np.arange(len(out)) ^ 1])
    alike = local[one // 2] == local[other // 2]
    plain = alike & (one != other ^ 1) & (leave[one] == enter[other]) & (enter[one] == leave[other])
    beside = np.full(len(node), -1, dtype=np.int64)
    beside[one[plain]], beside[other[plain]] = other[plain], one[plain]
    return beside


def _kept_at_signs(beside: Longs, banned: Longs) -> Longs:
    """The same with the points kept at which a ban (`Turns.banned`) is other than to turn back."""
    here = (banned[:, 0] ^ 1)[(banned[:, 0] ^ 1) != banned[:, 1]]
    here = here[beside[here] >= 0]
    beside = beside.copy()
    beside[beside[here]] = -1
    beside[here] = -1
    return beside


def _opened(beside: Longs) -> Longs:
    """The same with every ring cut open at one point."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    halves = np.flatnonzero(beside >= 0)
    count = len(beside) // 2
    links = coo_matrix((np.ones(len(halves), dtype=np.int8), (halves // 2, beside[halves] // 2)), shape=(count, count))
    number, label = connected_components(links, directed=False)
    through = np.bincount(label[halves // 2], minlength=number)
    rings = np.flatnonzero(through == 2 * np.bincount(label, minlength=number))
    if len(rings):
        of_rings = halves[np.isin(label[halves // 2], rings)]
        _, where = np.unique(label[of_rings // 2], return_index=True)
        cut = of_rings[where]
        beside = beside.copy()
        beside[beside[cut]] = -1
        beside[cut] = -1
    return beside


def _followed(beside: Longs, out: Reals) -> tuple[Reals, Longs]:
    """Minutes from the far end of every half to the end of its course, and the last half of the course."""
    halves = np.arange(len(beside))
    following = beside[halves ^ 1]
    jump = np.where(following >= 0, following, halves)
    after = np.where(following >= 0, out[jump], 0.0)
    while True:
        further = jump[jump]
        if np.array_equal(further, jump):
            return after, jump
        after = after + after[jump]
        jump = further


def _numbered(final: Longs) -> tuple[Longs, Longs, Longs]:
    """(halves,) the number of each half's course; (courses,) its first and its last half."""
    back = final[np.arange(len(final)) ^ 1]
    lower = np.minimum(final, back)
    ends = np.unique(lower)
    course = 2 * np.searchsorted(ends, lower) + (final != lower)
    first, last = np.empty(2 * len(ends), dtype=np.int64), np.empty(2 * len(ends), dtype=np.int64)
    first[course], last[course] = back ^ 1, final
    return course, first, last

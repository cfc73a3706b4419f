"""From chains to the net that is searched: through crossings freely, or at the price of every turn."""

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.contract import Chains
from sofra.resources.travel.network import Segments
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.search import Net, compressed

U_TURN_SECONDS, ONCOMING_SECONDS = 20.0, 2.0
BIAS = 1.075
"""OSRM's car profile (26.10): a left turn takes longer than a right one, and waits for what comes towards it."""

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]


def net_of(chains: Chains, pieces: Segments, profile: Profile) -> Net:
    """The net of some chains: states are crossings, or courses travelled where turns cost time or are forbidden, or
    streets are local."""
    if profile.turn_seconds or profile.local_only or len(pieces.turns.banned):
        return _turning(chains, pieces, profile)
    names, where = np.unique(np.concatenate([chains.begin, chains.finish]), return_inverse=True)
    count = len(chains.begin)
    begin, finish = where[:count].astype(np.int64), where[count:].astype(np.int64)
    open_ = np.isfinite(chains.minutes)
    graph = compressed(finish[open_], begin[open_], chains.minutes[open_], len(names))
    return Net(len(names), chains.minutes, finish, np.arange(count + 1), begin, np.zeros(count), *graph)


def turn_seconds(angle: Reals, most: float) -> Reals:
    """Seconds that a turn takes; `angle` in degrees, 0 straight on, left negative, 180 back.

    OSRM's car.lua, traffic on the right: most / (1 + exp(-(13/b a/180 - 6.5 b))) to the right, with 1/b for b to the
    left, b = 1.075; 2 s more, fading towards straight on, across oncoming traffic; 20 s more for turning back.
    """
    share = np.abs(angle) / 180
    bias = np.where(angle >= 0, BIAS, 1 / BIAS)
    seconds = most / (1 + np.exp(-(13 / bias * share - 6.5 * bias)))
    back = np.abs(angle) > 179.9
    oncoming = ONCOMING_SECONDS / (1 + np.exp(-(13 * share - 3.25)))
    return np.asarray(seconds + np.where(back, U_TURN_SECONDS, np.where(angle < 0, oncoming, 0.0)))


def _turning(chains: Chains, pieces: Segments, profile: Profile) -> Net:
    """States are courses at whose end one stands; streets for those who live there come twice.

    Once for the way out of one's own street, once for the way into another's; from the second there is no way back to
    the open streets, so nobody drives through them.
    """
    count = len(chains.minutes)
    before, after = _allowed(_followers(chains), chains, pieces)
    cost = _costs(chains, pieces, profile, (before, after))
    local = pieces.local[chains.first] if count else np.zeros(0, dtype=np.bool_)
    inner = np.full(count, -1, dtype=np.int64)
    inner[local] = count + np.arange(local.sum())
    states = count + int(local.sum())
    entering, staying = ~local[before] & local[after], local[before] & local[after]
    rows = np.concatenate([np.where(entering, inner[after], after), inner[after[staying]]])
    columns = np.concatenate([before, inner[before[staying]]])
    weights = cost + chains.minutes[after]
    graph = compressed(rows, columns, np.concatenate([weights, weights[staying]]), states)
    into, of = np.concatenate([before, inner[before[staying]]]), np.concatenate([after, after[staying]])
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(count + 1))
    minutes = np.concatenate([cost, cost[staying]])[order]
    return Net(states, chains.minutes, np.arange(count), starts, into[order], minutes, *graph)


def _followers(chains: Chains) -> tuple[Longs, Longs]:
    """All pairs of courses of which the second can follow the first."""
    open_ = np.flatnonzero(np.isfinite(chains.minutes))
    leaving = open_[np.argsort(chains.begin[open_], kind="stable")]
    ranked = chains.begin[leaving]
    low = np.searchsorted(ranked, chains.finish[open_], side="left")
    counts = np.searchsorted(ranked, chains.finish[open_], side="right") - low
    before = np.repeat(open_, counts)
    nth = np.arange(len(before)) - np.repeat(np.cumsum(counts) - counts, counts)
    return before, leaving[np.repeat(low, counts) + nth]


def _allowed(pairs: tuple[Longs, Longs], chains: Chains, pieces: Segments) -> tuple[Longs, Longs]:
    """The pairs without those that a sign forbids, and without turning back where there is another way on.

    The point of a sign is always a crossing, unless it only forbids to turn back in the middle of a street, where
    nobody does: one turns back at the end of a street, as in OSRM.
    """
    before, after = pairs
    banned, size = pieces.turns.banned, len(chains.minutes)
    course = chains.course[banned // 2] ^ (banned % 2)
    course = course[chains.last[course[:, 0]] == banned[:, 0] // 2]
    free = ~np.isin(before * size + after, course[:, 0] * size + course[:, 1])
    back = after == (before ^ 1)
    further = np.bincount(before[free & ~back], minlength=size) > 0
    free &= ~back | ~further[before]
    return before[free], after[free]


def _costs(chains: Chains, pieces: Segments, profile: Profile, pairs: tuple[Longs, Longs]) -> Reals:
    """Minutes of every turn; none where only two streets meet, save for turning back."""
    before, after = pairs
    if profile.turn_seconds == 0:
        return np.zeros(len(before))
    courses = np.arange(len(chains.minutes))
    starts = _bearing(pieces, chains.first, chains.course[chains.first] == courses)
    ends = _bearing(pieces, chains.last, chains.course[chains.last] == courses)
    back = after == (before ^ 1)
    angle = (starts[after] - ends[before] + 180) % 360 - 180
    angle[back] = 180.0
    size = int(chains.begin.max(initial=-1)) + 1
    streets_there = np.bincount(chains.begin, minlength=size)
    free = (streets_there[chains.begin[after]] <= 2) & ~back
    return np.where(free, 0.0, turn_seconds(angle, profile.turn_seconds) / 60)


def _bearing(pieces: Segments, segment: Longs, along: NDArray[np.bool_]) -> Reals:
    """(courses,) degrees from north, clockwise, in which a course begins or ends."""
    a, b = pieces.spots[pieces.start[segment]], pieces.spots[pieces.end[segment]]
    start, end = np.where(along[:, None], a, b), np.where(along[:, None], b, a)
    east = (end[:, 0] - start[:, 0]) * np.cos(np.radians(start[:, 1]))
    return np.asarray(np.degrees(np.arctan2(east, end[:, 1] - start[:, 1])))

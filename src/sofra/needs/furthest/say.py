"""What may be said of a group: a rate without what the search adds, its band, how many people, how stable it is.

The correction: every group's z moves by the noise of the test's own draws, and what the group at the same place of the
order then owes to noise on average is taken off (Sun and Bull 2005, reduction of bias by resampling; one place of the
order, one length). The band is Wilson's interval with the multiplier that holds for all groups searched at once, on the
effective size of the group; it, not the corrected rate, is the guarantee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, hypot, log, sqrt

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.furthest.find import Groups, Path
from sofra.needs.furthest.people import People, members
from sofra.needs.furthest.verify import Tested, centred
from sofra.types.furthest import CONFIRMED, SIGNAL, UNCLEAR, FoundGroup, Part, Reach, Span

PLACES = 60
"""Places of the order whose noise is known one by one; who stands behind them owes what the last of them does."""

FIRST, HALVES = 5, 100
SURE = 0.8416
"""The normal deviate that four of five samples stay above: power 0.8."""

NORMAL = 1.959964


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of the groups: `excess` over the average, corrected, (groups,), in shares; `names` of items.

    `again` (groups,) in how many of 100 half-samples; `size` (groups,) the effective number asked.
    """

    of: People
    groups: Groups
    tested: Tested
    excess: Floats
    again: Codes
    size: Floats
    names: Sequence[Part]


def told(of: People, groups: Groups, tested: Tested, *, names: Sequence[Part], seed: int) -> Told:
    """What the search itself adds taken off every group, and how often half of the sample finds it again."""
    owed = _owed(groups, tested)
    excess = np.maximum(0.0, tested.z - owed) * tested.se / groups.weight
    return Told(of, groups, tested, excess, _again(of, groups, tested, seed), _effective(of, groups, tested), names)


def say(about: Told, number: int, alpha: float) -> FoundGroup:
    """One group in full, by its number."""
    of, groups, tested = about.of, about.groups, about.tested
    path, average = groups.paths[number], of.average
    rate = min(1.0, average + float(about.excess[number]))
    low, high = _wilson(about, number)
    size = _size(of, path, float(groups.weight[number]))
    simpler, explained = _simpler(about, number)
    return FoundGroup(
        parts=[about.names[item] for item in path],
        verdict=verdict(tested, number, alpha),
        rate=Span(rate, min(low, rate), max(high, rate)),
        people=size,
        affected=_affected(size, Span(rate, min(low, rate), max(high, rate))),
        share=size.value / float(of.weight.sum()),
        asked=int(groups.n[number]),
        chance=float(tested.chance[number]),
        found_again=int(about.again[number]),
        simpler=[about.names[item] for item in simpler],
        explained=explained,
    )


def verdict(tested: Tested, number: int, alpha: float) -> str:
    """Confirmed, a signal, or not to be told from chance."""
    if tested.chance[number] <= alpha and tested.z[number] > 0:
        return CONFIRMED
    return SIGNAL if tested.listed[number] and tested.z[number] > 0 else UNCLEAR


def adds(about: Told, number: int, enough: float) -> bool:
    """True when the group says more than every description with one circumstance less: less than `enough` is there."""
    _, explained = _simpler(about, number)
    return explained is None or explained < enough


def reachable(
    average: float, rows: int, *, hurdles: Sequence[float], shares: Sequence[float], deff: float = 1.0
) -> list[Reach]:
    """What a sample of so many rows could find: the rate that is confirmed in four of five samples, by size and length.

    Normal approximation to the score test: p̄ + (hurdle + 0.84) √(p̄ q̄ deff (1 - s) / (n s)).
    """
    found = []
    for length, hurdle in enumerate(hurdles, start=1):
        for share in shares:
            error = sqrt(average * (1 - average) * deff * (1 - share) / (rows * share))
            rate = average + (hurdle + SURE) * error
            found.append(Reach(length, share, rate if rate <= 1 and np.isfinite(rate) else None))
    return found


def _owed(groups: Groups, tested: Tested) -> Floats:
    """How much of its z each group owes to standing where it does, (groups,)."""
    owed = np.zeros(groups.size)
    for length in np.unique(groups.length).tolist():
        here = np.flatnonzero(groups.length == length)
        moved = tested.z[here, None].astype(np.float32) + tested.noise[here]
        first = min(PLACES, len(here))
        top = np.argpartition(-moved, first - 1, axis=0)[:first]
        order = np.take_along_axis(top, np.argsort(-np.take_along_axis(moved, top, axis=0), axis=0), axis=0)
        average = np.take_along_axis(tested.noise[here], order, axis=0).mean(axis=1)
        place = np.empty(len(here), dtype=np.int64)
        place[np.argsort(-tested.z[here], kind="stable")] = np.arange(len(here))
        owed[here] = np.maximum(0.0, average)[np.minimum(place, first - 1)]
    return owed


def _again(of: People, groups: Groups, tested: Tested, seed: int) -> Codes:
    """In how many of 100 halves of the units each group is among the first five of its length: (groups,)."""
    random = np.random.default_rng([seed, 3])
    halves = np.stack([_half(of.stratum, random) for _ in range(HALVES)], axis=1).astype(np.float32)
    if of.simple:
        answers = np.zeros(of.units, dtype=np.float32)
        answers[of.unit] = of.y - of.average
        halves = halves * answers[:, None]
    # Halves start from the whole excess, for residual totals sum to nothing: what they add is how it is spread.
    spread = groups.scores @ halves
    moved = spread if of.simple else groups.excess[:, None] / 2 + spread
    z = moved / tested.se[:, None]
    again = np.zeros(groups.size, dtype=np.int64)
    for length in np.unique(groups.length).tolist():
        here = np.flatnonzero(groups.length == length)
        first = min(FIRST, len(here))
        top = np.argpartition(-z[here], first - 1, axis=0)[:first]
        again[here] += np.bincount(top.ravel(), minlength=len(here))
    return again


def _half(stratum: Codes, random: np.random.Generator) -> Floats:
    """Half of the units of every stratum, (units,) 0 or 1; the odd one by chance."""
    order = np.lexsort((random.random(len(stratum)), stratum))
    sizes = np.bincount(stratum)
    rank = np.arange(len(stratum)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    taken = (sizes + random.integers(0, 2, len(sizes))) // 2
    half = np.zeros(len(stratum))
    half[order] = rank < taken[stratum[order]]
    return half


def _effective(of: People, groups: Groups, tested: Tested) -> Floats:
    """How many of a simple sample each group's people are worth: (groups,)."""
    share = groups.weight / of.weight.sum()
    spread = of.average * (1 - of.average)
    # The variance of a rate is that of the excess over the group's weight, without what the others add.
    variance = (tested.se / groups.weight) ** 2 / np.maximum(1 - share, 1e-9)
    found = np.divide(spread, variance, out=groups.n.astype(np.float64), where=variance > 0)
    return np.asarray(np.minimum(found, groups.n), dtype=np.float64)


def _wilson(about: Told, number: int) -> tuple[float, float]:
    groups, average = about.groups, about.of.average
    times, n = float(about.tested.width[groups.length[number] - 1]), max(1.0, float(about.size[number]))
    seen = min(1.0, max(0.0, average + float(groups.excess[number] / groups.weight[number])))
    middle = (seen + times**2 / (2 * n)) / (1 + times**2 / n)
    half = times / (1 + times**2 / n) * sqrt(seen * (1 - seen) / n + times**2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _size(of: People, path: Path, weight: float) -> Span:
    """How many people the group has, with a 95 % interval on the scale of its logarithm."""
    rows = members(of.items, path)
    share = weight / float(of.weight.sum())
    inside = np.bincount(of.unit[rows], of.weight[rows], minlength=of.units)
    totals = inside - share * np.bincount(of.unit, of.weight, minlength=of.units)
    error = float(np.sqrt((centred(of, totals) ** 2).sum())) / weight
    return Span(weight, weight * exp(-NORMAL * error), weight * exp(NORMAL * error))


def _affected(size: Span, rate: Span) -> Span:
    """People of the group who are behind: the uncertainties of size and rate together, on logarithms."""
    value = size.value * rate.value
    if value <= 0 or rate.low <= 0:
        return Span(value, 0.0, size.high * rate.high)
    down = hypot(log(size.value / size.low), log(rate.value / rate.low))
    up = hypot(log(size.high / size.value), log(max(rate.high, rate.value) / rate.value))
    return Span(value, value * exp(-down), min(size.high, value * exp(up)))


def _simpler(about: Told, number: int) -> tuple[Path, float | None]:
    """The description with one circumstance less that comes nearest, and how much of the distance it has."""
    groups = about.groups
    path, own = groups.paths[number], float(about.excess[number])
    known = [one for one in combinations(path, len(path) - 1) if one in groups.position]
    if not known or own <= 0:
        return (), None
    best = max(known, key=lambda one: about.excess[groups.position[one]])
    return best, min(1.0, float(about.excess[groups.position[best]]) / own)

"""Which groups are really behind: each against the furthest of all that a search finds where nobody is.

Simple samples and registers: permutations of the answers (Westfall and Young 1993). Other designs: the residual totals
of the units within their strata with random signs, studentised by each draw's own error, which is never taken below
that of a simple sample. The chance of one wrong claim is shared over the lengths of descriptions by joint calibration
(the smallest of the lengths' p-values), so that groups of one circumstance do not pay for the many longer ones.
Signals: Benjamini and Hochberg 1995 over all groups.
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.furthest.find import Groups
from sofra.needs.furthest.people import Floats32, People

AT_ONCE = 2048
"""Groups tested in one matrix product."""

NOISES = 300
"""Draws of which the noise of every group is kept, for the correction."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What the test says, (groups,): `z` the studentised excess, `se` its error, `chance` the adjusted p-value.

    `listed` marks the signals. `hurdles` (lengths,) the z that confirms, by length; `width` (lengths,) the same for
    both sides at once; `noise` (groups, noises) how z moves from sample to sample; `test` names the test.
    """

    z: Floats
    se: Floats
    chance: Floats
    listed: Flags
    hurdles: Floats
    width: Floats
    noise: Floats32
    test: str


@dataclass(frozen=True, slots=True)
class _Null:
    """A world where nobody is behind: `scores` (groups, units), their `variance` (groups,), `draws` (units, draws).

    `df` (groups,) of the studentised error by Satterthwaite over the strata; None where the error is known.
    """

    scores: Floats32
    variance: Floats
    draws: Floats32
    df: Floats | None


def verify(of: People, groups: Groups, *, alpha: float, listed: float, draws: int, seed: int) -> Tested:
    """The verdict's numbers for every group. `alpha` and `listed` as in the plan."""
    random = np.random.default_rng([seed, 2])
    null = _permuted(of, groups, draws, random) if of.simple else _signed(of, groups, draws, random)
    variance = np.maximum(null.variance, groups.floor)
    se = np.sqrt(variance)
    z = groups.excess / se
    depth = int(groups.length.max())
    up, both, noise = _furthest(null, groups, variance, depth)
    hurdles, chance = _calibrated(up, z, groups.length, alpha)
    width, _ = _calibrated(both, z, groups.length, alpha)
    test = "permutation" if of.simple else "units"
    return Tested(z, se, chance, _signals(z, null.df, listed), hurdles, width, noise, test)


def centred(of: People, totals: Floats) -> Floats:
    """Unit totals, (units,), less their stratum's mean, so that their squares sum to the variance of their sum.

    A unit alone in its stratum is centred on the mean of all (the rule "adjust").
    """
    sizes = np.bincount(of.stratum)
    means = np.bincount(of.stratum, totals) / np.maximum(sizes, 1)
    means[sizes == 1] = totals.mean()
    factor = np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 1.0)
    return np.asarray((totals - means[of.stratum]) * np.sqrt(factor)[of.stratum], dtype=np.float64)


def _permuted(of: People, groups: Groups, draws: int, random: np.random.Generator) -> _Null:
    answers = np.zeros(of.units, dtype=np.float32)
    answers[of.unit] = of.y - of.average
    mixed = random.permuted(np.tile(answers, (draws, 1)), axis=1).T
    return _Null(groups.scores, groups.floor, np.ascontiguousarray(mixed, dtype=np.float32), None)


def _signed(of: People, groups: Groups, draws: int, random: np.random.Generator) -> _Null:
    sizes = np.bincount(of.stratum)
    order = np.argsort(of.stratum, kind="stable")
    present = sizes > 0
    starts = (np.cumsum(sizes) - sizes)[present]
    scores = groups.scores
    means = np.zeros((len(scores), len(sizes)), dtype=np.float32)
    means[:, present] = np.add.reduceat(scores[:, order], starts, axis=1) / sizes[present]
    means[:, sizes == 1] = scores.mean(axis=1, keepdims=True)
    factor = np.sqrt(np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 1.0)).astype(np.float32)
    found = (scores - means[:, of.stratum]) * factor[of.stratum]
    variance = np.einsum("gu,gu->g", found, found, dtype=np.float64)
    signs = random.integers(0, 2, (of.units, draws), dtype=np.int8)
    by_stratum = np.add.reduceat(found[:, order] ** 2, starts, axis=1).astype(np.float64)
    df = variance**2 / np.maximum((by_stratum**2 / np.maximum(sizes[present] - 1, 1)).sum(axis=1), 1e-300)
    return _Null(found, variance, (2 * signs - 1).astype(np.float32), np.maximum(df, 1.0))


def _furthest(null: _Null, groups: Groups, variance: Floats, depth: int) -> tuple[Floats, Floats, Floats32]:
    """The largest z of every length in every draw, upwards and both ways, (lengths, draws) each; and the noise."""
    draws = null.draws.shape[1]
    up = np.full((depth, draws), -np.inf, dtype=np.float32)
    both = np.full((depth, draws), -np.inf, dtype=np.float32)
    noise = np.empty((groups.size, min(NOISES, draws)), dtype=np.float32)
    for length in range(1, depth + 1):
        rows = np.flatnonzero(groups.length == length)
        for begin in range(0, len(rows), AT_ONCE):
            part = rows[begin : begin + AT_ONCE]
            moved = null.scores[part] @ null.draws
            noise[part] = moved[:, : noise.shape[1]] / np.sqrt(variance[part], dtype=np.float32)[:, None]
            z = moved / _errors(null, groups, part, moved)
            np.maximum(up[length - 1], z.max(axis=0), out=up[length - 1])
            np.maximum(both[length - 1], np.maximum(z.max(axis=0), -z.min(axis=0)), out=both[length - 1])
    return up.astype(np.float64), both.astype(np.float64), noise


def _errors(null: _Null, groups: Groups, part: Codes, moved: Floats32) -> Floats32:
    """The error that each draw would have measured itself: (part, draws), or (part, 1) where it is known."""
    if null.df is None:
        return np.sqrt(groups.floor[part], dtype=np.float64).astype(np.float32)[:, None]
    own = (
        null.variance[part].astype(np.float32)[:, None]
        - moved * moved / (null.df[part] + 1).astype(np.float32)[:, None]
    )
    return np.sqrt(np.maximum(own, groups.floor[part].astype(np.float32)[:, None]))


def _calibrated(furthest: Floats, z: Floats, length: Codes, alpha: float) -> tuple[Floats, Floats]:
    """The hurdle of every length, and the adjusted chance of every group."""
    depth, draws = furthest.shape
    ordered = np.sort(furthest, axis=1)
    tail = np.stack([_reached(ordered[one], furthest[one]) for one in range(depth)]) / (draws + 1)
    smallest = np.sort(np.where(np.isfinite(furthest), tail, 1.0).min(axis=0))
    level = smallest[max(0, int(np.floor(alpha * (draws + 1))) - 1)]
    place = min(max(round(draws - level * (draws + 1) + 1), 0), draws - 1)
    hurdles = np.where(np.isfinite(ordered[:, -1]), ordered[:, place], np.inf)
    own = np.ones(len(z))
    for one in range(depth):
        here = length == one + 1
        own[here] = (1 + _reached(ordered[one], z[here])) / (draws + 1)
    return hurdles, (1 + np.searchsorted(smallest, own, side="right")) / (draws + 1)


def _reached(ordered: Floats, values: Floats) -> Codes:
    """How many draws are at least as far."""
    return np.asarray(len(ordered) - np.searchsorted(ordered, values, side="left"), dtype=np.int64)


def _signals(z: Floats, df: Floats | None, share: float) -> Flags:
    """The groups of which at most this share is false on average."""
    from scipy.special import ndtr, stdtr

    single = ndtr(-z) if df is None else stdtr(df, -z)
    order = np.argsort(single, kind="stable")
    passed = single[order] <= share * np.arange(1, len(z) + 1) / len(z)
    marked = np.zeros(len(z), dtype=np.bool_)
    marked[order[: int(np.flatnonzero(passed).max()) + 1 if passed.any() else 0]] = True
    return marked

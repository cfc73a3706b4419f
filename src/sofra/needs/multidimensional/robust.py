"""How firm the index is: ranks over a thousand weightings, other cut-offs, and which deprivations come together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.multidimensional.cube import HAIR, Cube, bits

WEIGHTINGS = 1000


@dataclass(frozen=True, slots=True)
class Robustness:
    """Ranks of the groups by M0 over many weightings, 1 the most deprived.

    `first` (groups,) share of the weightings in which the group comes first (ties are shared); `low` and `high`
    (groups,) the ranks of the middle 95 %; `weightings` how many.
    """

    first: Floats
    low: Codes
    high: Codes
    weightings: int


def robustness(
    found: Cube, dimension: Sequence[int], cut: float, *, seed: int, weightings: int = WEIGHTINGS
) -> Robustness:
    """The groups' ranks when every way to weigh the dimensions is as likely as any other (uniform on the simplex).

    `dimension` is each item's dimension, 0 and up; the items of a dimension share its weight. Groups where nobody was
    asked come last. 1,000 weightings of 10 items in 20 groups take about 0.1 s.
    """
    measures = under(found, draws(dimension, seed=seed, weightings=weightings), cut)
    top = measures.max(axis=0)
    leads = measures >= top - HAIR
    first = (leads / leads.sum(axis=0)).mean(axis=1)
    ranks = np.sort(1 + (measures[:, None, :] < measures[None, :, :] - HAIR).sum(axis=1), axis=1)
    ends = [int(np.floor(at * (weightings - 1))) for at in (0.025, 0.975)]
    return Robustness(first, ranks[:, ends[0]].astype(np.int64), ranks[:, ends[1]].astype(np.int64), weightings)


def draws(dimension: Sequence[int], *, seed: int, weightings: int = WEIGHTINGS) -> Floats:
    """Weights of the items under random weights of their dimensions: (items, weightings), each column adds up to 1."""
    chance = np.random.default_rng(seed)
    of = np.asarray(dimension, dtype=np.int64)
    drawn = chance.dirichlet(np.ones(int(of.max()) + 1), size=weightings).T
    size = np.bincount(of)
    return np.asarray(drawn[of] / size[of][:, None], dtype=np.float64)


def under(found: Cube, weights: Floats, cut: float) -> Floats:
    """M0 of every group under every weighting: (groups, weightings), from weights (items, weightings).

    Counted in single precision, which keeps seven digits and is twice as fast.
    """
    everybody = found.weight.sum(axis=0)
    share = np.divide(found.weight, everybody, out=np.zeros_like(found.weight), where=everybody > 0)
    score = found.bits.astype(np.float32) @ weights.astype(np.float32)
    score *= score >= np.float32(cut - 1e-6)
    return np.asarray(share.T.astype(np.float32) @ score, dtype=np.float64)


def overlaps(found: Cube, dimension: Sequence[int]) -> Floats:
    """Weighted people lacking something in both dimensions, the diagonal in one: (dimensions, dimensions, groups).

    The overlap of UNICEF's MODA: any deprivation in a dimension counts (union).
    """
    lacking = _by_dimension(found, dimension)
    return np.asarray(np.einsum("ld,le,lg->deg", lacking, lacking, found.weight), dtype=np.float64)


def counts(found: Cube, dimension: Sequence[int]) -> tuple[Floats, Floats]:
    """People by the number of dimensions that they lack something in: (dimensions + 1, groups), weighted and asked."""
    number = _by_dimension(found, dimension).sum(axis=1).astype(np.int64)
    size = int(max(dimension)) + 2
    weight, rows = np.zeros((size, found.weight.shape[1])), np.zeros((size, found.weight.shape[1]))
    np.add.at(weight, number, found.weight)
    np.add.at(rows, number, found.rows)
    return weight, rows


def asked(found: Cube, dimension: Sequence[int]) -> Floats:
    """Rows, unweighted, behind each overlap: (dimensions, dimensions, groups)."""
    lacking = _by_dimension(found, dimension)
    return np.asarray(np.einsum("ld,le,lg->deg", lacking, lacking, found.rows), dtype=np.float64)


def _by_dimension(found: Cube, dimension: Sequence[int]) -> Floats:
    lacking = bits(found.profiles, found.items)
    of = np.asarray(dimension)
    return np.stack([lacking[:, of == one].any(axis=1) for one in range(int(of.max()) + 1)], axis=1).astype(np.float64)

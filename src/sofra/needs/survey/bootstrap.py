"""Replicate weights by drawing units again: Rao and Wu's rescaled bootstrap and Canty and Davison's."""

from dataclasses import replace

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Replicates, Survey
from sofra.types.errors import DesignError, stop


def rao_wu(of: Survey, *, replicates: int = 500, seed: int, around_estimate: bool = False) -> Survey:
    """The survey with bootstrap weights: n - 1 of a stratum's n units drawn with replacement, each counted n/(n - 1).

    Rao and Wu 1988, JASA 83; R's as.svrepdesign(type = "subbootstrap"). No finite population correction: use it where
    few of the units were sampled. The draws are ours and depend on `seed` alone.
    """
    _possible(of, replicates)
    chance = np.random.default_rng(seed)
    first = of.stages[0]
    factor = np.zeros((first.units, replicates))
    for stratum in range(first.strata):
        inside = np.flatnonzero(first.stratum == stratum)
        n = len(inside)
        factor[inside] = chance.multinomial(n - 1, np.full(n, 1 / n), size=replicates).T * (n / (n - 1))
    return _with(of, factor, scale=1.0 / (replicates - 1), around=around_estimate)


def canty_davison(of: Survey, *, replicates: int = 500, seed: int, around_estimate: bool = False) -> Survey:
    """The survey with bootstrap weights: n units drawn from as many copies of the sample as the population holds.

    Canty and Davison 1999, The Statistician 48; R's as.svrepdesign(type = "bootstrap"). Without a known population the
    draws are with replacement. The scale takes the units per stratum by their harmonic mean, as R does.
    """
    _possible(of, replicates)
    chance = np.random.default_rng(seed)
    first = of.stages[0]
    factor = np.zeros((first.units, replicates))
    for stratum in range(first.strata):
        inside = np.flatnonzero(first.stratum == stratum)
        n, population = len(inside), float(first.population[stratum])
        if np.isfinite(population):
            copies = np.bincount(np.arange(round(population)) % n, minlength=n)
            mixed = np.stack([chance.permutation(copies) for _ in range(replicates)])
            drawn = np.stack([chance.multivariate_hypergeometric(one, n) for one in mixed])
        else:
            drawn = chance.multinomial(n, np.full(n, 1 / n), size=replicates)
        factor[inside] = drawn.T
    usual = 1.0 / float(np.mean(1.0 / first.sampled))
    return _with(of, factor, scale=usual / ((usual - 1) * (replicates - 1)), around=around_estimate)


def _possible(of: Survey, replicates: int) -> None:
    alone = int((of.stages[0].sampled == 1).sum())
    if alone:
        raise stop(DesignError, "lonely_stratum", n=alone)
    if of.fitted:
        raise stop(DesignError, "replicates_after_fitting")
    if replicates < 2:
        raise stop(DesignError, "replicates_too_few", n=replicates)


def _with(of: Survey, factor: Floats, *, scale: float, around: bool) -> Survey:
    ones = np.ones(factor.shape[1])
    made = Replicates("bootstrap", factor, scale, ones, around, group=of.stages[0].unit, start=of.weight)
    return replace(of, replicates=made)

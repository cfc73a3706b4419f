"""Weights cut where they are too large or too small, what is cut given to the rest: R's trimWeights."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey
from sofra.types.errors import DesignError, stop

ROUNDS = 1000


def trim(of: Survey, *, upper: float = np.inf, lower: float = -np.inf, strict: bool = False) -> Survey:
    """The survey with no weight above `upper` or below `lower`; what is cut is spread evenly over the other rows.

    The sum of the weights stays. Spreading may push others over the limit: `strict` repeats until none is. Rows outside
    the question keep their weights. Replicate weights are trimmed each by the same limits. The errors know nothing of
    the trimming, and totals that were fitted before are no longer met exactly. Equals trimWeights, survey 4.1.
    """

    def cut(weight: Floats) -> Floats:
        return np.where(of.inside, _spread(np.where(of.inside, weight, np.nan), upper, lower, strict), weight)

    replicates = of.replicates
    if replicates is not None:
        columns = [_trimmed(cut, replicates.column(one)) for one in range(replicates.count)]
        replicates = replace(replicates, factor=np.stack(columns, axis=1), group=None, start=None)
    return replace(of, weight=cut(of.weight), replicates=replicates)


def _trimmed(cut: Callable[[Floats], Floats], weight: Floats) -> Floats:
    """A replicate's weights, those that it left out still 0."""
    return np.where(weight > 0, cut(np.where(weight > 0, weight, np.nan)), 0.0)


def _spread(weight: Floats, upper: float, lower: float, strict: bool) -> Floats:
    """The weights within the limits; NaN is a row that takes no part."""
    there = np.isfinite(weight)
    if lower > upper or not lower <= float(weight[there].mean()) <= upper:
        raise stop(DesignError, "trim_impossible", lower=lower, upper=upper, mean=float(weight[there].mean()))
    for _ in range(ROUNDS if strict else 1):
        outside = there & ((weight < lower) | (weight > upper))
        rest = there & ~outside
        if not outside.any() or not rest.any():
            break
        kept = np.clip(weight, lower, upper)
        weight = np.where(rest, kept + float((weight - kept)[outside].sum()) / rest.sum(), kept)
    return weight

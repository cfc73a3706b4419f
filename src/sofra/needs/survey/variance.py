"""How far off estimates may be, and how they move together: several stages, corrections at each, lonely units.

V = Σ_h (1 - f_h) n_h/(n_h - 1) Σ_i (u_hi - ū_h)(u_hi - ū_h)' at the first stage, plus within every sampled unit f times
the same at the next (Särndal, Swensson and Wretman 1992, result 4.3.1, applied again at each stage; R's svyrecvar).
"""

from collections.abc import Callable

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.survey.design import Replicates, Survey
from sofra.needs.survey.stages import Stage
from sofra.types.errors import DesignError, stop

SELF_REPRESENTING = 1e-7

Valued = Callable[[Floats], Floats]
"""What an estimator gives for weights, (rows,): its values, (terms,)."""


def covariance(of: Survey, scores: Floats) -> Floats:
    """The covariance of estimates, (terms, terms), from the linearised answer of every row, (rows, terms), unweighted.

    Rows outside the question count as 0. NaN where the lonely rule leaves no stratum to measure from.
    """
    return of_units(of, unit_totals(of, scores))


def unit_totals(of: Survey, scores: Floats) -> Floats:
    """Weighted linearised answers summed over the units of the last stage: (units, terms), from (rows, terms)."""
    weighted = np.where(of.inside[:, None], scores * of.weight[:, None], 0.0)
    for known in of.fitted:
        weighted = known.residual(weighted)
    return sums_by(of.stages[-1].unit, weighted, of.stages[-1].units)


def of_units(of: Survey, totals: Floats) -> Floats:
    """As `covariance`, from weighted totals of the units of the last stage, (units, terms)."""
    shape = (totals.shape[1], totals.shape[1])
    found = np.zeros(shape)
    for number in range(len(of.stages) - 1, -1, -1):
        spread = _spread(of, number, totals)
        found += spread.T @ spread
        if number:
            stage, upper = of.stages[number], of.stages[number - 1]
            totals = sums_by(stage.above[stage.stratum], totals, upper.units)
    return found


def variances_of_units(of: Survey, totals: Floats) -> Floats:
    """The diagonal of `of_units` alone, (terms,): for many domains at once."""
    found = np.zeros(totals.shape[1])
    for number in range(len(of.stages) - 1, -1, -1):
        spread = _spread(of, number, totals)
        found += np.einsum("ut,ut->t", spread, spread)
        if number:
            stage, upper = of.stages[number], of.stages[number - 1]
            totals = sums_by(stage.above[stage.stratum], totals, upper.units)
    return found


def roots(of: Survey, scores: Floats) -> Floats:
    """Rows whose cross product is `covariance`: R with R'R = V, (units of all stages, terms); of `scores` as there.

    Under replicate weights the scores (unweighted, held fixed) are summed under every one.
    """
    if of.replicates is not None:
        return _replicate_roots(of.replicates, np.where(of.inside[:, None], scores, 0.0), of.weight)
    weighted = np.where(of.inside[:, None], scores * of.weight[:, None], 0.0)
    for known in of.fitted:
        weighted = known.residual(weighted)
    totals, found = sums_by(of.stages[-1].unit, weighted, of.stages[-1].units), []
    for number in range(len(of.stages) - 1, -1, -1):
        found.append(_spread(of, number, totals))
        if number:
            stage, upper = of.stages[number], of.stages[number - 1]
            totals = sums_by(stage.above[stage.stratum], totals, upper.units)
    return np.concatenate(found)


def _replicate_roots(found: Replicates, scores: Floats, weight: Floats) -> Floats:
    values = found.weight.T @ scores
    centre = weight @ scores if found.around_estimate else values[found.rscale > 0].mean(axis=0)
    return np.asarray((values - centre) * np.sqrt(found.scale * found.rscale)[:, None], dtype=np.float64)


def from_replicates(found: Replicates, valued: Valued, value: Floats) -> Floats:
    """The covariance of an estimator, (terms, terms), from its values under the replicate weights."""
    off = replicated(found, valued, value)
    return np.asarray(off.T @ off, dtype=np.float64)


def replicated(found: Replicates, valued: Valued, value: Floats) -> Floats:
    """How far each replicate's values lie off, (replicates, terms), scaled so that products sum to covariances."""
    values = np.stack([valued(found.column(one)) for one in range(found.count)])
    centre = value if found.around_estimate else values[found.rscale > 0].mean(axis=0)
    return np.asarray((values - centre) * np.sqrt(found.scale * found.rscale)[:, None], dtype=np.float64)


def sums_by(codes: Codes, values: Floats, size: int) -> Floats:
    """Sums of the rows of `values`, (rows, terms), by code: (size, terms)."""
    if values.shape[0] == size and np.array_equal(codes, np.arange(size)):
        return values
    columns = [np.bincount(codes, values[:, term], minlength=size) for term in range(values.shape[1])]
    return np.stack(columns, axis=1) if columns else np.zeros((size, 0))


def _spread(of: Survey, number: int, totals: Floats) -> Floats:
    """Unit totals less their stratum's mean, times the root of what their squares count: (units, terms)."""
    stage = of.stages[number]
    factor = _factor(of, number)
    means = sums_by(stage.stratum, totals, stage.strata) / stage.sampled[:, None]
    alone = stage.sampled == 1
    if alone.any():
        means[alone] = _centre(of, number, totals)[stage.above[alone]]
    return np.asarray((totals - means[stage.stratum]) * np.sqrt(factor)[stage.stratum, None], dtype=np.float64)


def _centre(of: Survey, number: int, totals: Floats) -> Floats:
    """What a lonely unit is measured from, (units above, terms): under "adjust" the mean of all units' totals there.

    As R survey 4.5; 4.1 measures from 0, which makes the error of a total depend on where its zero lies.
    """
    stage = of.stages[number]
    above = stage.above[stage.stratum]
    size = int(stage.above.max(initial=0)) + 1
    return sums_by(above, totals, size) / np.bincount(above, minlength=size)[:, None]


def lonely(of: Survey, number: int) -> Flags:
    """Which strata of this stage have one unit in the sample of more that there are, where that counts: (strata,).

    Below a stage without a correction it does not: the first stage already holds all the spread.
    """
    stage = of.stages[number]
    return np.asarray((stage.sampled == 1) & (stage.fraction <= 1 - SELF_REPRESENTING) & (_upper(of, number) > 0))


def _factor(of: Survey, number: int) -> Floats:
    """What each stratum's squares count, upper fractions times (1 - f) n/(n - 1), by the lonely rule: (strata,)."""
    stage = of.stages[number]
    outside = np.maximum(0.0, 1.0 - stage.fraction)
    alone = lonely(of, number)
    if alone.any() and of.lonely == "fail":
        raise stop(DesignError, "lonely_stratum", n=int(alone.sum()))
    spread = stage.sampled / np.maximum(stage.sampled - 1, 1)
    # "certainty" and "remove" are one rule, as in R: a stratum of one unit adds nothing.
    factor = outside * np.where(alone, float(of.lonely == "adjust"), spread)
    factor[outside < SELF_REPRESENTING] = 0.0
    if of.lonely == "average":
        factor = factor * _stretched(of, number, alone)
    upper = _upper(of, number)
    return np.asarray(np.where(upper > 0, factor * upper, 0.0), dtype=np.float64)


def _stretched(of: Survey, number: int, alone: Flags) -> Floats:
    """Under "average" the strata with a variance stand for those without, within each unit above: (strata,).

    Strata where the question finds nobody are not counted, as in R's subset; with fitted totals R keeps every row, and
    all count. NaN where all strata that count are alone: nothing is left to average, as in R.
    """
    stage = of.stages[number]
    present = np.full(stage.strata, bool(of.fitted))
    present[stage.stratum[stage.unit[of.inside]]] = True
    all_ = np.bincount(stage.above, present, minlength=1)
    measured = np.bincount(stage.above, present & ~alone, minlength=1)
    ratio = np.divide(all_, measured, out=np.where(all_ > 0, np.nan, 1.0), where=measured > 0)
    return np.asarray(ratio[stage.above], dtype=np.float64)


def _upper(of: Survey, number: int) -> Floats:
    """The product of the sampled fractions of the stages above, for every stratum of this stage: (strata,)."""
    product = np.ones(1)
    for level in range(number):
        stage = of.stages[level]
        whole = product[stage.above] * _corrected(stage)
        product = whole[stage.stratum]
    return product[of.stages[number].above] if number else np.ones(of.stages[0].strata)


def _corrected(stage: Stage) -> Floats:
    """n/N; without a correction lower stages add nothing, for the first already holds all (R's svyrecvar)."""
    return np.where(np.isfinite(stage.population), stage.fraction, 0.0)

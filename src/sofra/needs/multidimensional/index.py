"""The Alkire-Foster index on a sample: share poor, mean score of the poor, their product, and what each item adds.

c = Σ w_j g_j is a person's weighted score; poor is who has c ≥ k. H = share poor, M0 = mean of c over all with c of the
others put to 0, A = M0 / H, censored headcount h_j = share poor and lacking j, contribution = w_j h_j / M0.
Errors by Taylor linearisation over strata and units, or by replicate weights; A and contributions as ratios.
Alkire and Foster 2011; equals R survey's svymean and svyratio on the score columns to 1e-12 (tests/spec).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Flags, Floats
from sofra.needs.intervals import logit_interval
from sofra.needs.multidimensional.cube import HAIR, Cube, poor
from sofra.needs.survey.design import Survey
from sofra.needs.survey.estimate import Estimate, linearised
from sofra.types.errors import DesignError, Issue, stop

H, A, M0 = "h", "a", "m0"
CENSORED, PART = "poor.", "part."


@dataclass(frozen=True, slots=True)
class Poverty:
    """The index read off sums: `h`, `a`, `m0` (groups,), `censored` and `part` (groups, items). NaN: nobody is there.

    `a` and `part` are NaN where nobody is poor.
    """

    h: Floats
    a: Floats
    m0: Floats
    censored: Floats
    part: Floats


def checked(weights: Sequence[float], cut: float, items: int | None = None) -> Floats:
    """The weights as an array. Raises DesignError with every fault of weights and cut-off at once."""
    issues: list[Issue] = []
    total = float(sum(weights))
    if not abs(total - 1) <= HAIR:
        issues.append(Issue("index_weights", values={"total": round(total, 6)}))
    for number, weight in enumerate(weights, start=1):
        if not 0 <= weight <= 1:
            issues.append(Issue("index_weight_negative", values={"name": str(number), "value": weight}))
    if not 0 < cut <= 1:
        issues.append(Issue("index_cut", values={"cut": cut}))
    if items is not None and items != len(weights):
        issues.append(Issue("index_rows", values={"n": items, "weights": len(weights)}))
    if issues:
        raise DesignError(*issues)
    return np.asarray(weights, dtype=np.float64)


def of_cube(found: Cube, weights: Sequence[float], cut: float) -> Poverty:
    """The index of every group, from its sums. Raises DesignError for weights that do not add up to 1."""
    heavy = checked(weights, cut, found.items)
    lacking = found.bits
    score = lacking @ heavy
    is_poor = poor(score, cut)
    everybody = found.weight.sum(axis=0)
    among = found.weight * is_poor[:, None]
    h = _over(among.sum(axis=0), everybody)
    m0 = _over(score @ among, everybody)
    censored = _over(among.T @ lacking, everybody[:, None])
    return Poverty(h, _over(m0, h), m0, censored, _over(censored * heavy, m0[:, None]))


def alkire_foster(
    of: Survey, lacking: Flags, weights: Sequence[float], cut: float, *, names: Sequence[str]
) -> Estimate:
    """H, A, M0, the censored headcounts and the contributions of a sample, with how they move together.

    `lacking` (rows, items) True where the row lacks the item; rows with an unknown answer are to be left out beforehand
    (`within`). `names` one a column; terms "h", "a", "m0", "poor.<name>", "part.<name>". Raises DesignError.
    """
    heavy = checked(weights, cut, lacking.shape[1])
    g = lacking.astype(np.float64)
    score = g @ heavy
    is_poor = poor(score, cut)
    censored = g * is_poor[:, None]
    columns = np.column_stack([is_poor.astype(np.float64), score * is_poor, censored])
    terms = [H, A, M0, *(CENSORED + name for name in names), *(PART + name for name in names)]

    def valued(weight: Floats) -> Floats:
        return _terms(weight @ columns / weight.sum(), heavy)

    def scored(_: Floats) -> Floats:
        total = of.weight[of.inside].sum()
        mean = (of.weight * of.inside) @ columns / total
        return np.asarray((columns - mean) @ _slopes(mean, heavy).T / total)

    if not float(of.weight[of.inside].sum()) > 0:
        raise stop(DesignError, "no_answers")
    return linearised(of, terms, valued, scored)


def logit_ends(found: Estimate, level: float = 0.95) -> tuple[Floats, Floats]:
    """95 % intervals of all terms on the scale of log odds, (terms,) each; NaN where a value is 0 or 1."""
    df = np.full(len(found.value), float(found.df))
    with np.errstate(invalid="ignore"):
        return logit_interval(found.value, found.se**2, df, level)


def severity(values: Floats, lines: Floats, weights: Sequence[float], cut: float, *, alpha: float) -> Floats:
    """Every row's share of M_alpha for answers that are numbers: Σ w_j ((z_j - y_j) / z_j)^alpha of the poor, (rows,).

    `values` (rows, items), `lines` (items,) the lines z; who is below a line lacks the item. alpha 0 gives M0, 1 the
    gap M1, 2 the squared gap M2; the weighted mean over the rows is the measure.
    """
    heavy = checked(weights, cut, values.shape[1])
    lacking = values < lines
    gap = np.where(lacking, (lines - values) / lines, 0.0)
    deep = np.where(lacking, gap**alpha if alpha else 1.0, 0.0)
    is_poor = poor(lacking.astype(np.float64) @ heavy, cut)
    return np.asarray((deep @ heavy) * is_poor, dtype=np.float64)


def _terms(mean: Floats, heavy: Floats) -> Floats:
    h, m0, censored = mean[0], mean[1], mean[2:]
    a = m0 / h if h > 0 else np.nan
    part = heavy * censored / m0 if m0 > 0 else np.full(len(heavy), np.nan)
    return np.concatenate(([h, a, m0], censored, part))


def _slopes(mean: Floats, heavy: Floats) -> Floats:
    """How the terms move with the means of the columns: (terms, columns)."""
    items = len(heavy)
    h, m0, censored = mean[0], mean[1], mean[2:]
    slope = np.zeros((3 + 2 * items, 2 + items))
    slope[0, 0] = slope[2, 1] = 1.0
    slope[3 : 3 + items, 2:] = np.eye(items)
    if h > 0:
        slope[1, 0], slope[1, 1] = -m0 / h**2, 1 / h
    if m0 > 0:
        slope[3 + items :, 2:] = np.diag(heavy / m0)
        slope[3 + items :, 1] = -heavy * censored / m0**2
    return slope


def _over(top: Floats, bottom: Floats) -> Floats:
    blank = np.full(np.broadcast(top, bottom).shape, np.nan)
    return np.asarray(np.divide(top, bottom, out=blank, where=bottom > 0), dtype=np.float64)

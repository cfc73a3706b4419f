"""Do two groups differ? The t test and the rank tests for a sample with a design (R's svyttest and svyranktest)."""

from collections.abc import Callable

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats, as_text
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import effective, linearised
from sofra.needs.survey.matrix import matrix
from sofra.needs.survey.regression import regression
from sofra.needs.survey.verdict import Verdict
from sofra.types.errors import DesignError, Where, stop

RANKS: dict[str, Callable[[Floats, float], Floats]] = {
    "wilcoxon": lambda rank, size: rank / size,
    "median": lambda rank, size: (rank > size / 2).astype(np.float64),
    "normal": lambda rank, size: _normal(rank / size),
}
"""What is compared: mean ranks, who is above the median, normal scores (van der Waerden)."""


def t_test(of: Survey, outcome: str, group: str) -> Verdict:
    """The difference of two groups' means, second less first in the alphabet: svyttest(outcome ~ group, design).

    Raises DesignError unless the group has exactly two values where the question reaches.
    """
    from scipy.stats import t

    column = of.frame.column(outcome)
    if len(np.unique(column.values[of.inside & column.known])) < 2:
        raise stop(DesignError, "test_no_variation", Where(column=outcome))
    made = regression(of, outcome, [_as_factor(of, group)])
    if len(made.estimate.terms) != 2:
        raise stop(DesignError, "test_not_two_groups", Where(column=group), n=len(made.estimate.terms))
    value, se = float(made.estimate.value[1]), float(made.estimate.se[1])
    df = made.estimate.df
    reach = float(t.ppf(0.975, df)) * se
    p = 2.0 * float(t.sf(abs(value / se), df))
    return Verdict("t", value / se, df, None, p, value, value - reach, value + reach)


def rank_test(of: Survey, outcome: str, group: str, scores: str = "wilcoxon") -> Verdict:
    """Whether one group's answers tend to be larger: svyranktest (Lumley and Scott 2013).

    `scores`: "wilcoxon", "median" or "normal". Two groups give t with the difference of mean scores, more groups a
    chi-squared (Kruskal-Wallis) whose p is that of F. A row of weight 0 changes nothing (in R it shares in the ranks
    of ties). Raises DesignError when there is only one group.
    """
    made = matrix(of, [_as_factor(of, group)])
    column = of.frame.column(outcome)
    asked = only(of, made.known & column.known)
    y, groups = column.values.astype(np.float64), made.x.shape[1]
    if groups < 2:
        raise stop(DesignError, "test_not_two_groups", Where(column=group), n=groups)
    weight = effective(asked, asked.weight)
    score = _scores(y, asked.inside, weight, scores)
    inverse = np.linalg.inv((made.x * weight[:, None]).T @ made.x)
    value = inverse @ (made.x.T @ (weight * score))
    # With replicate weights too the errors are those of the linearised total, ranks and groups as they are: R's.
    influence = np.asarray((made.x * (score - made.x @ value)[:, None]) @ inverse)
    found = linearised(asked, made.names, lambda other: np.asarray(other @ influence), lambda _: influence)
    return _two(value[1], found.se[1], found.df - 1) if groups == 2 else _several(value, found.covariance, found.df)


def _two(value: float, se: float, df: int) -> Verdict:
    from scipy.stats import t

    return Verdict("t", value / se, df, None, 2.0 * float(t.sf(abs(value / se), df)), float(value))


def _several(value: Floats, covariance: Floats, df: int) -> Verdict:
    from scipy.stats import f

    off = value[1:]
    statistic, above = float(off @ np.linalg.solve(covariance[1:, 1:], off)), len(off)
    return Verdict("chi-squared", statistic, above, df - above, float(f.sf(statistic / above, above, df - above)))


def _scores(y: Floats, inside: Flags, weight: Floats, scores: str) -> Floats:
    """Every row's score from its weighted mid-rank, ties sharing theirs: (rows,), 0 outside."""
    rows = np.flatnonzero(inside & (weight > 0))
    order = rows[np.argsort(y[rows], kind="stable")]
    tie: Codes = np.unique(y[order], return_inverse=True)[1].astype(np.int64)
    middle = np.cumsum(weight[order]) - weight[order] / 2
    shared = np.bincount(tie, middle) / np.bincount(tie)
    score = np.zeros(len(y))
    score[order] = RANKS[scores](shared[tie], float(weight.sum()))
    return score


def _normal(share: Floats) -> Floats:
    from scipy.stats import norm

    return np.asarray(norm.ppf(share), dtype=np.float64)


def _as_factor(of: Survey, group: str) -> str:
    column = of.frame.column(group)
    few = column.texts is not None or set(as_text(column)) <= {"0", "1", None}
    return group if few else f"factor({group})"

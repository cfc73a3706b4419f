"""Medians and other quantiles with intervals and errors: R survey 4.5's svyquantile."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import Estimate, linearised
from sofra.needs.survey.quantile_rules import RULES, Sorted, ordered, read
from sofra.needs.survey.share_ends import ENDS, Seen, t_times
from sofra.needs.survey.variance import from_replicates


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles of one column at the shares `at`, (shares,) each, with their intervals and errors.

    `se` is the interval's width over twice Student's t, as R has it. NaN is an end or an error that cannot be
    defended: the sample does not reach that far into the tail, or everybody gave the same answer.
    """

    column: str
    at: Sequence[float]
    value: Floats
    low: Floats
    high: Floats
    se: Floats
    df: float
    n: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question's rows in order, its survey, and how its ends are found."""

    of: Survey
    y: Floats
    order: Sorted
    rule: str
    interval: str
    level: float
    df: float


def quantile(  # noqa: PLR0913 - keywords after the column, as svyquantile has them
    of: Survey,
    column: str,
    at: Sequence[float] = (0.5,),
    *,
    rule: str = "math",
    interval: str = "mean",
    level: float = 0.95,
    df: float | None = None,
) -> Quantiles:
    """The quantiles of a column over rows where it is answered: svyquantile(~column, design, at, na.rm = TRUE).

    `rule` is R's qrule ("math", "school", "hf1" … "hf9"); `interval` how the interval of the share below is made and
    read back (Woodruff 1952): "mean", "xlogit", "asin", "beta", or "quantile" for the spread of the replicates' own
    quantiles. `df` defaults to the design's where the column is answered. Raises ValueError for an unknown name.
    """
    if rule not in RULES or interval not in (*ENDS, "quantile"):
        message = f"rule {rule!r} or interval {interval!r} is unknown: {', '.join(RULES)}; {', '.join(ENDS)}, quantile"
        raise ValueError(message)
    if interval == "quantile" and of.replicates is None:
        message = "interval 'quantile' needs replicate weights"
        raise ValueError(message)
    answers = of.frame.column(column)
    asked = only(of, answers.known)
    y = np.where(answers.known, answers.values, 0.0).astype(np.float64)
    order = ordered(y[asked.inside], asked.weight[asked.inside])
    question = _Asked(asked, y, order, rule, interval, level, float(asked.df if df is None else df))
    found = np.array([_row(question, share) for share in at]).reshape(-1, 4)
    value, low, high, se = found.T
    return Quantiles(column, tuple(at), value, low, high, se, question.df, int(asked.inside.sum()))


def median(of: Survey, column: str) -> Quantiles:
    """The median by R's default rule, with its interval."""
    return quantile(of, column, (0.5,))


def as_estimate(of: Quantiles) -> Estimate:
    """Quantiles as an Estimate, for `by`; covariances between quantiles are not known (NaN, as R's vcov)."""
    covariance = np.full((len(of.at), len(of.at)), np.nan)
    np.fill_diagonal(covariance, of.se**2)
    freedom = int(of.df) if np.isfinite(of.df) else 0
    return Estimate([f"{of.column}.{share:g}" for share in of.at], of.value, covariance, freedom, of.n)


def _row(asked: _Asked, share: float) -> tuple[float, float, float, float]:
    """Value, both ends, standard error."""
    value = read(asked.order, asked.rule, share)
    low, high = _spread(asked, share, value) if asked.interval == "quantile" else _woodruff(asked, value)
    if np.isnan(low) or np.isnan(high):
        return value, low, high, float("nan")
    return value, low, high, (high - low) / (2 * t_times(asked.level, asked.df))


def _woodruff(asked: _Asked, value: float) -> tuple[float, float]:
    """The interval of the share at or below the value, read back as answers."""
    if np.isnan(value):
        return value, value
    below = (asked.y <= value).astype(np.float64)
    found = _share(asked.of, below)
    p, variance = float(found.value[0]), float(found.covariance[0, 0])
    if not variance > 0:
        return float("nan"), float("nan")
    low, high = ENDS[asked.interval](Seen(p, variance, found.n, asked.df, asked.level, found.df, found.n))
    return read(asked.order, asked.rule, low), read(asked.order, asked.rule, high)


def _share(of: Survey, below: Floats) -> Estimate:
    def valued(weight: Floats) -> Floats:
        whole = weight.sum()
        return np.array([weight @ below / whole if whole > 0 else np.nan])

    def scored(value: Floats) -> Floats:
        return np.asarray((below - value[0])[:, None] / of.weight[of.inside].sum())

    return linearised(of, ["below"], valued, scored)


def _spread(asked: _Asked, share: float, value: float) -> tuple[float, float]:
    """Value minus and plus t times the spread of the replicates' quantiles."""
    replicates, inside = asked.of.replicates, asked.of.inside
    if replicates is None:
        return float("nan"), float("nan")

    def valued(weight: Floats) -> Floats:
        return np.array([read(ordered(asked.y[inside], weight[inside]), asked.rule, share)])

    variance = from_replicates(replicates, valued, np.array([value]))[0, 0]
    half = float(np.sqrt(variance)) * t_times(asked.level, asked.df)
    return value - half, value + half

"""Shares with intervals that behave near 0 and 1: R survey 4.5's svyciprop, and what it leaves undefined."""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.intervals import beta_interval
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.effect import all_taken, of_weights
from sofra.needs.survey.means import mean
from sofra.needs.survey.share_ends import METHODS, Seen
from sofra.needs.survey.variance import from_replicates

ROUNDING = 1e-12
"""A share this near to 0 or 1 is 0 or 1, summed in another order."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share, its standard error, and its interval by `method` with `df` degrees of freedom, from `n` answers.

    `why` names a reason (issues.<why>) where the error could not be measured, else it is empty: "survey_share_none"
    nobody or everybody said yes, so the interval stands on a decision; "survey_share_exact" the whole population was
    asked; "survey_no_spread" the units show none (`se`, `low`, `high` NaN); "survey_nobody_answered" (all NaN).
    """

    column: str
    value: float
    se: float
    low: float
    high: float
    method: str
    df: float
    n: int
    why: str = ""


def proportion(
    of: Survey, column: str, *, method: str = "logit", level: float = 0.95, df: float | None = None
) -> Share:
    """The share of a 0/1 column over rows where it is answered, with its interval: svyciprop(~column, design, method).

    `method`: "logit", "likelihood", "asin", "beta" (Korn and Graubard), "mean", "xlogit", "wilson". `df` defaults to
    the design's; "beta" keeps the design's. Where nobody or everybody said yes R has no
    interval: here Clopper and Pearson's at n over the design effect of the weights, as in the municipal release.
    Raises ValueError for another method, or answers other than 0 and 1.
    """
    if method not in METHODS:
        message = f"method {method!r} is unknown: {', '.join(METHODS)}"
        raise ValueError(message)
    answers = of.frame.column(column)
    asked = only(of, answers.known)
    if not np.isin(answers.values[asked.inside], (0, 1)).all():
        message = f"{column!r} is not a column of 0 and 1"
        raise ValueError(message)
    found = mean(of, column)
    freedom = float(found.df if df is None else df)
    seen = Seen(
        float(found.value[0]), float(found.covariance[0, 0]), found.n, freedom, level, found.df, int(of.inside.sum())
    )
    if not seen.variance > 0 or not ROUNDING < seen.share < 1 - ROUNDING:
        return _undecided(asked, column, method, seen)
    if method == "logit" and of.replicates is not None:
        seen = _by_log_odds(asked, column, seen)
    low, high = METHODS[method](seen)
    return Share(column, seen.share, float(found.se[0]), low, high, method, freedom, found.n)


def _by_log_odds(of: Survey, column: str, seen: Seen) -> Seen:
    """The variance that makes "logit" use the spread of the replicates' own log odds, as R's svyglm does."""
    if of.replicates is None:
        return seen
    y = of.frame.column(column).values

    def valued(weight: Floats) -> Floats:
        inside = np.where(of.inside, weight, 0.0)
        yes, no = inside @ y, inside @ (1 - y)
        return np.array([np.log(yes / no) if yes > 0 and no > 0 else np.nan])

    centre = np.array([np.log(seen.share / (1 - seen.share))])
    variance = float(from_replicates(of.replicates, valued, centre)[0, 0]) * (seen.share * (1 - seen.share)) ** 2
    return Seen(seen.share, variance, seen.n, seen.df, seen.level, seen.design_df, seen.rows)


def _undecided(of: Survey, column: str, method: str, seen: Seen) -> Share:
    """What is said where the sample shows no spread."""
    nothing = float("nan")
    if not np.isfinite(seen.share):
        return Share(column, nothing, nothing, nothing, nothing, method, seen.df, seen.n, "survey_nobody_answered")
    if all_taken(of):
        return Share(column, seen.share, 0.0, seen.share, seen.share, method, seen.df, seen.n, "survey_share_exact")
    if ROUNDING < seen.share < 1 - ROUNDING:
        return Share(column, seen.share, nothing, nothing, nothing, method, seen.df, seen.n, "survey_no_spread")
    share, size = float(round(seen.share)), np.array([seen.n / of_weights(of)])
    low, high = (float(end[0]) for end in beta_interval(np.array([share]), size, seen.level))
    return Share(column, share, nothing, low, high, method, seen.df, seen.n, "survey_share_none")

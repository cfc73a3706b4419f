"""One indicator's estimates for all domains at once: share, mean or number, with error, interval and base."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sofra.engine.evaluate import TRUE, UNKNOWN, number, truth
from sofra.engine.frame import Codes, Flags, Floats, Frame
from sofra.engine.moments import Layout, Moments, moments, rows_in
from sofra.needs.intervals import share_interval, t_interval
from sofra.needs.plan import Plan
from sofra.needs.second_stage import Cells, Squares, second_variance, squares
from sofra.needs.variance import Linear, domain_df, of_mean, of_total, residual_totals, variance
from sofra.needs.weights import Table
from sofra.packs.condition import parse, parse_value
from sofra.types.catalogue import Indicator

SHARE, TOTAL, MEAN = "share", "total", "mean"


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator finds in every row, (rows,): `y`, where it `counts`, and where a usable answer is `missing`."""

    y: Floats
    counts: Flags
    missing: Flags


@dataclass(frozen=True, slots=True)
class Answered:
    """Who stands behind the estimates, (domains,): rows, rows that said yes, people, missing, degrees of freedom."""

    n: Floats
    hits: Floats
    people: Floats
    missing: Floats
    df: Floats
    kish: Floats


@dataclass(frozen=True, slots=True)
class Estimates:
    """Estimates of every domain, (domains,). NaN: there is none. `borrowed` True: the error stems from elsewhere."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    deff: Floats
    borrowed: Flags


def measured(indicator: Indicator, frame: Frame) -> Measured:
    """Every row's answer to an indicator. A row counts when it is in the base and its answer is known."""
    base = truth(parse(indicator.base), frame) == TRUE
    if indicator.kind == MEAN:
        y, known = number(parse_value(indicator.value), frame)
    else:
        verdicts = truth(parse(indicator.where), frame)
        y, known = (verdicts == TRUE).astype(np.float64), verdicts != UNKNOWN
    return Measured(np.where(base & known, y, 0.0), base & known, base & ~known)


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one indicator over one table, by sampling unit and by post-stratum."""

    by_unit: Moments
    by_post: Moments
    post_weights: Floats
    plan: Plan
    inside: Squares | None = None
    explained: tuple[Floats, Floats] | None = None

    def error(self, linear: Linear) -> Floats:
        """The variance of every domain's linearised estimate: between units, and inside them where that is known."""
        of_posts = linear.totals(self.by_post)
        if self.explained is not None:
            of_posts = self.explained[0] @ (self.explained[1] @ of_posts)
        of_units = residual_totals(linear.totals(self.by_unit), of_posts, self.post_weights)
        between = variance(of_units, self.plan)
        if self.inside is None:
            return between
        return between + second_variance(self.inside, linear, of_units, of_posts, weights=self.post_weights)


def sums(
    table: Table, plan: Plan, found: Measured, layout: Layout, *, post_weights: Floats, cells: Cells | None = None
) -> Sums:
    """The sums that estimates of one indicator are made of; `cells` are the households where the plan knows them."""
    what: Any = {"weight": table.weight, "y": found.y, "counts": found.counts}
    by_unit = moments(table.unit, plan.units, layout, **what)
    by_post = moments(table.margin.cell, len(table.margin.totals), layout, **what)
    inside = None if cells is None else squares(cells, layout, shift=by_unit.shift, **what)
    return Sums(by_unit, by_post, post_weights, plan, inside, table.margin.explained)


def answered(all_sums: Sums, found: Measured, layout: Layout) -> Answered:
    """Who stands behind the estimates of every domain."""
    of = all_sums.by_unit
    n, people = of.n.sum(axis=0), of.w.sum(axis=0)
    kish = np.divide(n * of.ww, people**2, out=np.ones_like(n), where=people > 0)
    return Answered(n, of.hits, people, rows_in(layout, found.missing), domain_df(of.n, all_sums.plan), kish)


def means(all_sums: Sums, who: Answered, whole: Codes) -> Estimates:
    """The weighted mean of every domain, with the design effect against a simple sample of the same size.

    `whole` (domains,) is the domain of the same group everywhere. Where all of a domain stand in one unit a stratum,
    no error can be measured: the design effect of the whole is borrowed. Deff as R's svymean(deff=TRUE).
    """
    shifted = _over(all_sums.by_unit.wy.sum(axis=0), who.people)
    measured_variance = all_sums.error(of_mean(shifted, who.people))
    simple = _simple_variance(all_sums.by_unit, who, shifted)
    deff = _over(measured_variance, simple * (1 - _over(who.n, who.people)))
    borrowed = (who.df < 1) & (all_sums.plan.unseen > 0)
    deff = np.where(borrowed | ~np.isfinite(deff), _borrowed(deff, borrowed, whole, who), deff)
    se = np.sqrt(np.where(borrowed, simple * deff, measured_variance))
    value = shifted + all_sums.by_unit.shift
    low, high = t_interval(value, se, np.where(borrowed, max(all_sums.plan.df, 1), who.df))
    return Estimates(value, se, low, high, deff, borrowed)


def within_shares(mean: Estimates) -> Estimates:
    """The mean of numbers between 0 and 1 (probabilities, scores): its interval ends at 0 and at 1."""
    return replace(mean, low=np.clip(mean.low, 0.0, 1.0), high=np.clip(mean.high, 0.0, 1.0))


def shares(all_sums: Sums, who: Answered, whole: Codes) -> Estimates:
    """The weighted share of every domain. Where nobody or everybody said yes the error is unknown, the interval not."""
    mean = means(all_sums, who, whole)
    unseen = all_sums.plan.unseen
    deff = _lent(mean, whole, who)
    low, high = share_interval(
        mean.value,
        np.where(mean.borrowed, 0.0, mean.se**2),
        n=np.maximum(who.n, 1.0),
        df=who.df,
        deff=deff,
        outside=unseen,
    )
    certain = ((who.hits == 0) | (who.hits == who.n)) & (unseen > 0)
    se = np.where(certain, np.nan, mean.se)
    return Estimates(mean.value, se, low, high, np.where(certain, deff, mean.deff), mean.borrowed)


def totals(all_sums: Sums, who: Answered, share: Estimates) -> Estimates:
    """How many people (or households) of every domain said yes, by weight; those without a usable answer are not in it.

    Interval by Student's t, never below 0; where the share's error cannot be measured, the share's interval
    times the people. Deff as R's svytotal(deff=TRUE).
    """
    variance_ = all_sums.error(of_total(all_sums.by_unit))
    value = share.value * who.people
    lent = share.borrowed | ~np.isfinite(share.se)
    se = np.where(lent, share.se * who.people, np.sqrt(variance_))
    low, high = t_interval(value, se, who.df)
    simple = _simple_variance(all_sums.by_unit, who, share.value - all_sums.by_unit.shift) * who.people**2
    deff = _over(variance_, simple * (1 - _over(who.n, who.people)))
    return Estimates(
        value,
        se,
        np.maximum(0.0, np.where(lent, share.low * who.people, low)),
        np.where(lent, share.high * who.people, high),
        np.where(lent | ~np.isfinite(deff), share.deff, deff),
        share.borrowed,
    )


def post_weights(table: Table, units: int) -> Floats:
    """The weights of all rows by unit and post-stratum: (units, post-strata)."""
    posts = len(table.margin.totals)
    inside = table.margin.cell >= 0
    cell = table.unit[inside] * posts + table.margin.cell[inside]
    summed = np.bincount(cell, table.weight[inside], minlength=units * posts).astype(np.float64, copy=False)
    return summed.reshape(units, posts)


def _simple_variance(of: Moments, who: Answered, mean: Floats) -> Floats:
    """s²/n, the variance of a mean of a simple random sample from very many: R's svyvar over n."""
    squares = np.maximum(0.0, _over(of.wyy.copy(), who.people) - mean**2)
    return _over(squares, who.n - 1)


def _borrowed(deff: Floats, borrowed: Flags, whole: Codes, who: Answered) -> Floats:
    """The design effect of the same group everywhere, at least that of the domain's own weights, at least 1."""
    usable = np.where(borrowed | ~np.isfinite(deff), 1.0, deff)
    return np.maximum(np.maximum(usable[whole], who.kish), 1.0)


def _lent(mean: Estimates, whole: Codes, who: Answered) -> Floats:
    return np.where(mean.borrowed, mean.deff, np.maximum(np.maximum(mean.deff[whole], who.kish), 1.0))


def _over(top: Floats, bottom: Floats) -> Floats:
    """The quotient, NaN where the bottom is not above 0."""
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)

"""The gap between two groups, between the best and the worst off, and between a group and everybody else."""

from typing import NamedTuple

import numpy as np

from sofra.needs.inequality.groups import Complex, Formula, Groups, at, present
from sofra.needs.inequality.measure import Measure, without

DRAWS = 2000


class Ends(NamedTuple):
    """A share and the ends of its interval."""

    value: float
    low: float
    high: float


def difference(of: Groups, one: str, other: str) -> Measure:
    """The mean of `one` less that of `other`, by Student's t (R: svycontrast on svyby with its covariances)."""
    first, second = of.position(one), of.position(other)
    if first is None or second is None:
        return without("difference", "nobody")
    return _difference(of, lambda y, _: y[first] - y[second], "difference")


def from_ends(name: str, one: Ends, other: Ends, df: int) -> Measure:
    """A difference of shares from the two shares' own intervals, for shares of 0 or 1 that show no error.

    Each end lies as far from the difference as the two nearest ends of the shares together, by Pythagoras (Newcombe
    1998, method 10; Zou and Donner 2008); takes the two as independent. `p` as Student's t on that side would give it.
    """
    value = one.value - other.value
    below = float(np.hypot(one.value - one.low, other.high - other.value))
    above = float(np.hypot(one.high - one.value, other.value - other.low))
    towards = below if value > 0 else above
    if df < 1 or not towards > 0:
        return without(name, "no_error" if df < 1 else "certain")
    times = _times(df)
    return Measure(name, value, towards / times, value - below, value + above, _chance(times * value / towards, df))


def ratio(of: Groups, one: str, other: str) -> Measure:
    """The mean of `one` over that of `other`; interval on the log scale; no number where either is not above 0."""
    first, second = of.position(one), of.position(other)
    if first is None or second is None:
        return without("ratio", "nobody")
    if min(of.mean[first], of.mean[second]) <= 0:
        return without("ratio", "zero")
    return logged(of, lambda y, _: y[first] / y[second], "ratio")


def against_rest(of: Groups, name: str) -> Measure:
    """The group's mean less that of everybody else; the groups must not overlap."""
    here = of.position(name)
    if here is None:
        return without("rest", "nobody")
    if len(present(of).names) < 2:
        return without("rest", "one_group")
    filled = np.nan_to_num(of.mean)

    def gap(y: Complex, p: Complex) -> Complex:
        known = np.where(np.isfinite(of.mean), y, filled)
        return np.asarray(y[here] - (p @ known - p[here] * y[here]) / (p.sum() - p[here]))

    return _difference(of, gap, "rest")


def best_worst(of: Groups, better: str = "less", seed: int = 0) -> Measure:
    """The worst off group's mean less the best off's, as the sample has them; `better` "less" or "more".

    Picking the two ends of a noisy list makes a gap where there is none: `corrected` is without the gap that chance
    alone would show between the ends, and the interval moves with it.
    """
    here = present(of)
    if len(here.names) < 2:
        return without("best_worst", "one_group")
    sign = 1.0 if better == "less" else -1.0
    low, high = int(np.argmin(here.mean)), int(np.argmax(here.mean))
    found = _difference(here, lambda y, _: sign * (y[high] - y[low]), "best_worst")
    if found.value is None:
        return found
    drawn = noise(here, seed)
    by_chance = float((drawn.max(axis=1) - drawn.min(axis=1)).mean())
    left = max(0.0, abs(found.value) - by_chance)
    p = float((1 + (drawn.max(axis=1) - drawn.min(axis=1) >= abs(found.value)).sum()) / (1 + DRAWS))
    ends = [end - sign * by_chance for end in (found.low or 0.0, found.high or 0.0)]
    ends = [max(0.0, end) for end in ends] if sign > 0 else [min(0.0, end) for end in ends]
    return Measure("best_worst", found.value, found.se, ends[0], ends[1], p, sign * left)


def noise(of: Groups, seed: int, draws: int = DRAWS) -> np.ndarray:
    """What sampling alone moves the means by, (draws, groups): normal with their covariance."""
    values, vectors = np.linalg.eigh(of.spread)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    return np.asarray(np.random.default_rng(seed).standard_normal((draws, len(of.names))) @ root.T)


def logged(of: Groups, formula: Formula, name: str) -> Measure:
    """A positive measure whose interval is taken on the log scale, compared with 1."""
    value, se = at(of, formula)
    if not value > 0 or not np.isfinite(se):
        return without(name, "zero")
    reason = _no_error(of, se)
    if reason:
        return without(name, reason)
    times, relative = _times(of.df), se / value
    p = _chance(np.log(value) / relative, of.df)
    return Measure(name, value, se, value * np.exp(-times * relative), value * np.exp(times * relative), p)


def plain(of: Groups, formula: Formula, name: str) -> Measure:
    """A measure with its interval by Student's t, compared with 0."""
    value, se = at(of, formula)
    if not np.isfinite(value):
        return without(name, "zero")
    reason = _no_error(of, se)
    if reason:
        return without(name, reason)
    times = _times(of.df)
    return Measure(name, value, se, value - times * se, value + times * se, _chance(value / se, of.df))


def _difference(of: Groups, formula: Formula, name: str) -> Measure:
    return plain(of, formula, name)


def _no_error(of: Groups, se: float) -> str:
    if of.alike:
        return "equal"
    if of.df < 1:
        return "no_error"
    return "certain" if not se > 0 else ""


def _times(df: int) -> float:
    """How many standard errors a 95 % interval reaches, by Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.975))


def _chance(ratio: float, df: int) -> float:
    """How often chance alone goes as far, both ways, by Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(ratio)))

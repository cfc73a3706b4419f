"""The two ends of a share's interval, by each method of R survey 4.5's svyciprop, from what the sample saw."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Seen:
    """A share between 0 and 1, its variance, how many answered, degrees of freedom of the interval, its level.

    `design_df` the degrees of freedom of the design itself, which "beta" takes whatever was asked for, and
    `rows` those asked, answered or not: R's nrow(design).
    """

    share: float
    variance: float
    n: int
    df: float
    level: float
    design_df: float
    rows: int

    @property
    def t(self) -> float:
        """Student's t of the interval."""
        return t_times(self.level, self.df)


Ends = Callable[[Seen], tuple[float, float]]


def t_times(level: float, df: float) -> float:
    """Student's t for a two-sided interval; df=inf is normal; NaN without degrees of freedom."""
    from scipy.special import ndtri, stdtrit

    if np.isinf(df):
        return float(ndtri((1 + level) / 2))
    return float(stdtrit(df, (1 + level) / 2)) if df >= 1 else float("nan")


def _mean(of: Seen) -> tuple[float, float]:
    half = of.t * float(np.sqrt(of.variance))
    return of.share - half, of.share + half


def _asin(of: Seen) -> tuple[float, float]:
    """On the scale of the arc sine of the root, where the spread hardly depends on the share."""
    angle = float(np.arcsin(np.sqrt(of.share)))
    half = of.t * float(np.sqrt(of.variance / (4 * of.share * (1 - of.share))))
    return float(np.sin(angle - half) ** 2), float(np.sin(angle + half) ** 2)


def _logit(of: Seen) -> tuple[float, float]:
    odds = float(np.log(of.share / (1 - of.share)))
    half = of.t * float(np.sqrt(of.variance)) / (of.share * (1 - of.share))
    return float(1 / (1 + np.exp(half - odds))), float(1 / (1 + np.exp(-half - odds)))


def _beta(of: Seen) -> tuple[float, float]:
    """Korn and Graubard 1998: Clopper and Pearson's interval at the effective size, corrected for the df."""
    from scipy.special import betaincinv

    if of.design_df < 1 or of.rows < 2:
        return float("nan"), float("nan")
    size = of.share * (1 - of.share) / of.variance
    size *= (t_times(of.level, of.rows - 1) / t_times(of.level, of.design_df)) ** 2
    yes, no, tail = size * of.share, size * (1 - of.share), (1 - of.level) / 2
    return float(betaincinv(yes, no + 1, tail)), float(betaincinv(yes + 1, no, 1 - tail))


def _wilson(of: Seen) -> tuple[float, float]:
    """Wilson 1927 at the effective size p(1 - p)/V, with Student's t; as R 4.5 (4.1 has it not)."""
    size, t = of.share * (1 - of.share) / of.variance, of.t
    middle = (of.share + t**2 / (2 * size)) / (1 + t**2 / size)
    half = t / (1 + t**2 / size) * float(np.sqrt(of.share * (1 - of.share) / size + t**2 / (4 * size**2)))
    return middle - half, middle + half


def _likelihood(of: Seen) -> tuple[float, float]:
    """Where the binomial log-likelihood falls by what its Rao-Scott scaled distribution allows.

    R interpolates the profile with a spline, so that its ends are up to 1e-4 off these.
    """
    from scipy.optimize import brentq

    p = of.share
    size = of.n
    allowed = of.t**2 * of.variance * size / (p * (1 - p)) * size / (size - 1) if size > 1 else float("nan")
    if not np.isfinite(allowed):
        return float("nan"), float("nan")

    best = p * np.log(p) + (1 - p) * np.log(1 - p)

    def excess(odds: float) -> float:
        return float(2 * size * (best - p * odds + np.logaddexp(0.0, odds)) - allowed)

    middle = float(np.log(p / (1 - p)))
    low, high = brentq(excess, middle - 40, middle, xtol=1e-13), brentq(excess, middle, middle + 40, xtol=1e-13)
    return float(1 / (1 + np.exp(-low))), float(1 / (1 + np.exp(-high)))


ENDS: dict[str, Ends] = {"mean": _mean, "xlogit": _logit, "asin": _asin, "beta": _beta}
"""How the interval of a share is made, by R's names: those that a quantile may use."""

METHODS: dict[str, Ends] = {**ENDS, "logit": _logit, "wilson": _wilson, "likelihood": _likelihood}
"""All that a share may use."""

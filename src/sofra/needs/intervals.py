"""95 % intervals that behave: for shares also where few or none said yes, for means and numbers by Student's t.

Decision: the interval of a share is Korn and Graubard's (1998) beta interval, as R's svyciprop(method="beta"): exact
for simple random samples (Clopper and Pearson), cautious for small shares, never outside 0 to 1, never symmetric where
it must not be. The logit interval is tighter but falls apart where nobody said yes, which is where a social map looks.
Two things R leaves open are decided here: with no yes (or only yes) the design effect cannot be measured, so
the design effect of the weights stands in and the interval has one honest end; and a design effect below one half is
not believed, for it comes from too few units.
"""

import numpy as np

from sofra.engine.frame import Floats

LEVEL = 0.95
SMALLEST_DEFF = 0.5


def t_quantile(df: Floats, level: float = LEVEL) -> Floats:
    """Student's t for a two-sided interval: (domains,); inf where there are no degrees of freedom."""
    from scipy.special import stdtrit

    usable = np.maximum(df, 1.0)
    return np.where(df >= 1, stdtrit(usable, (1 + level) / 2), np.inf)


def t_interval(value: Floats, se: Floats, df: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Value minus and plus t times its standard error; NaN where there are no degrees of freedom."""
    half = np.where(df >= 1, np.where(np.isfinite(se), se, np.nan) * t_quantile(np.maximum(df, 1.0), level), np.nan)
    return value - half, value + half


def effective_size(share: Floats, variance: Floats, n: Floats, df: Floats, *, level: float = LEVEL) -> Floats:
    """How large a simple random sample would say as much: p(1 - p)/V · (t_(n-1)/t_df)².

    Korn and Graubard 1998, section 2; equals R's svyciprop(method="beta"). inf where the variance is 0.
    """
    spread = share * (1 - share)
    size = np.divide(spread, variance, out=np.full_like(spread, np.inf), where=variance > 0)
    # One person asked, or nobody who answered: the quantile or the share has no value, and neither has the size.
    with np.errstate(invalid="ignore"):
        return size * (t_quantile(n - 1, level) / t_quantile(df, level)) ** 2


def beta_interval(share: Floats, size: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Clopper and Pearson's interval for a share seen in a sample of this effective size; infinite size: the share."""
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    exact = ~np.isfinite(size)
    yes, no = np.where(exact, 1.0, size * share), np.where(exact, 1.0, size * (1 - share))
    low = np.where(yes > 0, betaincinv(np.maximum(yes, 1e-300), no + 1, tail), 0.0)
    high = np.where(no > 0, betaincinv(yes + 1, np.maximum(no, 1e-300), 1 - tail), 1.0)
    return np.where(exact, share, low), np.where(exact, share, high)


def logit_interval(share: Floats, variance: Floats, df: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """The interval on the scale of log odds, as R's svyciprop(method="xlogit"); NaN for a share of 0 or 1."""
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    odds, se = np.log(safe / (1 - safe)), np.sqrt(variance) / (safe * (1 - safe))
    half = se * t_quantile(df, level)
    low, high = (1 / (1 + np.exp(-(odds + sign * half))) for sign in (-1, 1))
    return np.where(inner, low, np.nan), np.where(inner, high, np.nan)


def share_interval(
    share: Floats,
    variance: Floats,
    *,
    n: Floats,
    df: Floats,
    deff: Floats,
    outside: float = 1.0,
) -> tuple[Floats, Floats]:
    """The interval of a share: Korn and Graubard's, with the two decisions told at the top.

    `n` answered, `df` degrees of freedom, `deff` the design effect that stands in where none can be measured,
    `outside` the share of the population outside the sample (0: everybody was asked, the share is exact). All
    (domains,).
    """
    if outside <= 0:
        return share, share
    measured = (share > 0) & (share < 1) & (df >= 1) & (variance > 0)
    size = effective_size(share, np.where(measured, variance, 1.0), n, np.maximum(df, 1.0))
    size = np.minimum(size, n / (SMALLEST_DEFF * outside))
    return beta_interval(share, np.where(measured, size, n / np.maximum(deff, 1.0)))

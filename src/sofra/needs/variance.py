"""How far off an estimate may be: the Taylor-linearised variance of a stratified, clustered sample.

V = Σ_h (1 - n_h/N_h) n_h/(n_h - 1) Σ_i (u_hi - ū_h)², u_hi the sum of the linearised weighted answers of unit i in
stratum h (Särndal, Swensson and Wretman 1992, sections 4.2, 4.3 and 5.5; Lumley 2004, section 2). Only the first stage
counts ("ultimate clusters"). Equals R survey 4.5 to 1e-12 (tests/spec).
"""

import numpy as np

from sofra.engine.frame import Floats
from sofra.engine.moments import Moments
from sofra.needs.plan import Plan
from sofra.types.errors import DesignError, stop

SELF_REPRESENTING = 1e-7
RULES = ("adjust", "remove", "fail", "average")


def variance(totals: Floats, plan: Plan) -> Floats:
    """The variance of every estimate, (domains,), from its unit totals: (units, domains).

    A stratum of one unit follows `plan.lonely`: "adjust" centres it on 0, which is the mean of everybody's linearised
    answers (for a number of people that is cautious; R does the same), "remove" gives it no variance, "average" gives
    it the mean of the other strata, "fail" raises DesignError.
    """
    centred, factor = _centred(totals, plan)
    return np.asarray(np.einsum("ud,ud,u->d", centred, centred, factor), dtype=np.float64) * _spread_over(plan)


def mean_totals(sums: Moments, means: Floats, people: Floats) -> Floats:
    """Part totals of a domain mean's linearised answers, w(y - ȳ)/W: (parts, domains).

    `means` (domains,) still shifted as the sums are, `people` (domains,) the weight of the whole domain; a domain where
    nobody answered gets 0.
    """
    means = np.where(people > 0, means, 0.0)
    scale = np.divide(1.0, people, out=np.zeros_like(people), where=people > 0)
    return (sums.wy - means * sums.w) * scale


def total_totals(sums: Moments) -> Floats:
    """Part totals of a domain total's weighted answers: (parts, domains)."""
    return sums.wy + sums.shift * sums.w if sums.shift else sums.wy


def residual_totals(of_units: Floats, of_posts: Floats, weights: Floats) -> Floats:
    """Unit totals after post-stratification: each answer less its post-stratum's mean.

    `of_units` (units, domains) and `of_posts` (post-strata, domains) are the same sums by unit and by post-stratum;
    `weights` (units, post-strata) the weights of all rows. The residual is that of R's postStratify (Särndal,
    Swensson and Wretman 1992, section 7.6).
    """
    if not weights.shape[1]:
        return of_units
    return np.asarray(of_units - weights @ (of_posts / weights.sum(axis=0)[:, None]), dtype=np.float64)


def domain_df(rows: Floats, plan: Plan) -> Floats:
    """Degrees of freedom of every domain: its units minus its strata, (domains,). `rows` (units, domains) are counts.

    As R's degf of a subset.
    """
    if not plan.units:
        return np.zeros(rows.shape[1])
    present = rows > 0
    strata = np.add.reduceat(present, plan.starts, axis=0) > 0
    return np.asarray(present.sum(axis=0) - strata.sum(axis=0), dtype=np.float64)


def _centred(totals: Floats, plan: Plan) -> tuple[Floats, Floats]:
    """Unit totals less their stratum's mean, and the factor (1 - f) n/(n - 1) of each unit."""
    alone = plan.sampled == 1
    means = np.add.reduceat(totals, plan.starts, axis=0) / plan.sampled[:, None]
    if alone.any():
        _refuse(plan)
        means[alone] = 0.0
    factor = plan.outside * np.where(alone, _lonely_factor(plan), plan.sampled / np.maximum(plan.sampled - 1, 1))
    factor[plan.outside < SELF_REPRESENTING] = 0.0
    return totals - means[plan.stratum], factor[plan.stratum]


def _refuse(plan: Plan) -> None:
    if plan.lonely == "fail":
        raise stop(DesignError, "lonely_stratum", n=int((plan.sampled == 1).sum()))


def _lonely_factor(plan: Plan) -> float:
    return 1.0 if plan.lonely == "adjust" else 0.0


def _spread_over(plan: Plan) -> float:
    """What the strata with a variance are multiplied by to stand for those without: only under "average"."""
    measured = plan.strata - int((plan.sampled == 1).sum())
    return plan.strata / measured if plan.lonely == "average" and measured else 1.0

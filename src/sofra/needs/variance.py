"""How far off an estimate may be: the Taylor-linearised variance of a stratified, clustered sample.

V = Σ_h (1 - n_h/N_h) n_h/(n_h - 1) Σ_i (u_hi - ū_h)², u_hi the sum of the linearised weighted answers of unit i in
stratum h (Särndal, Swensson and Wretman 1992, sections 4.2, 4.3 and 5.5; Lumley 2004, section 2). What the households
inside the units add stands in second_stage. Equals R survey 4.5 to 1e-12 (tests/spec).
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats
from sofra.engine.moments import Moments
from sofra.needs.plan import Plan
from sofra.types.errors import DesignError, stop

SELF_REPRESENTING = 1e-7
RULES = ("adjust", "remove", "fail", "average")


def variance(totals: Floats, plan: Plan) -> Floats:
    """The variance of every estimate, (domains,), from its unit totals: (units, domains).

    A stratum of one unit follows `plan.lonely`: "adjust" centres it on the mean of all units (as R survey 4.5; 4.1
    takes a number of people from 0), "remove" gives it no variance, "average" gives it the mean of the other strata,
    "fail" raises DesignError.
    """
    centred, factor = _centred(totals, plan)
    return np.asarray(np.einsum("ud,ud,u->d", centred, centred, factor), dtype=np.float64) * _spread_over(plan)


@dataclass(frozen=True, slots=True)
class Linear:
    """An estimate linearised: a row of weight w adds w(y - centre)·scale.

    Both (domains,); `centre` is shifted as the sums are.
    """

    centre: Floats
    scale: Floats

    def totals(self, sums: Moments) -> Floats:
        """Part totals of the linearised answers: (parts, domains)."""
        return np.asarray((sums.wy - self.centre * sums.w) * self.scale, dtype=np.float64)


def of_mean(means: Floats, people: Floats) -> Linear:
    """The linearised mean, w(y - ȳ)/W.

    `means` (domains,) still shifted as the sums are, `people` (domains,) the weight of the whole domain; a domain where
    nobody answered gets 0.
    """
    scale = np.divide(1.0, people, out=np.zeros_like(people), where=people > 0)
    return Linear(np.where(people > 0, means, 0.0), scale)


def of_total(sums: Moments) -> Linear:
    """The linearised total, which is the weighted answer itself."""
    domains = sums.w.shape[1]
    return Linear(np.full(domains, -sums.shift), np.ones(domains))


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
        means[alone] = _lonely_centre(totals, plan)
    factor = plan.outside * np.where(alone, _lonely_factor(plan), plan.sampled / np.maximum(plan.sampled - 1, 1))
    factor[plan.outside < SELF_REPRESENTING] = 0.0
    return totals - means[plan.stratum], factor[plan.stratum]


def _lonely_centre(totals: Floats, plan: Plan) -> Floats:
    if plan.lonely == "fail":
        raise stop(DesignError, "lonely_stratum", n=int((plan.sampled == 1).sum()))
    centre: Floats = totals.mean(axis=0)
    return centre


def _lonely_factor(plan: Plan) -> float:
    return 1.0 if plan.lonely == "adjust" else 0.0


def _spread_over(plan: Plan) -> float:
    """What the strata with a variance are multiplied by to stand for those without: only under "average"."""
    measured = plan.strata - int((plan.sampled == 1).sum())
    return plan.strata / measured if plan.lonely == "average" and measured else 1.0

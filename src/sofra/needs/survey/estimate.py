"""An estimate with all that is known of its error: values, how they move together, degrees of freedom, intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.variance import Valued, of_units, replicated, unit_totals


@dataclass(frozen=True, slots=True)
class Estimate:
    """Values of one question or several: `terms` their names, `value` (terms,), `covariance` (terms, terms).

    `df` the design's degrees of freedom; `n` rows behind it; `probability` False when the sample's chances are unknown.
    NaN is a value that has no meaning (nobody answered). `parts`: what the covariance is summed from, (units or
    replicates, terms), so that estimates of one design can be set against each other.
    """

    terms: Sequence[str]
    value: Floats
    covariance: Floats
    df: int
    n: int
    probability: bool = True
    parts: Floats | None = field(default=None, repr=False, compare=False)

    @property
    def se(self) -> Floats:
        """Standard errors: (terms,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), dtype=np.float64)

    def interval(self, level: float = 0.95, df: float | None = None) -> tuple[Floats, Floats]:
        """Lower and upper ends, (terms,) each: Student's t with the design's df; df=inf is normal, R's default."""
        from scipy.stats import norm, t

        freedom = self.df if df is None else df
        times = norm.ppf(0.5 + level / 2) if np.isinf(freedom) else t.ppf(0.5 + level / 2, freedom)
        return self.value - times * self.se, self.value + times * self.se

    def of(self, term: str) -> tuple[float, float]:
        """Value and standard error of one term. Raises ValueError for a name that is not there."""
        position = list(self.terms).index(term)
        return float(self.value[position]), float(self.se[position])


def linearised(
    of: Survey, terms: Sequence[str], valued: Valued, scored: Callable[[Floats], Floats], *, rows: int | None = None
) -> Estimate:
    """The estimate of any smooth function of the weights.

    `valued(weights)` gives the values, (terms,), for weights (rows,) that are 0 outside the question;
    `scored(value)` the linearised answers, (rows, terms), unweighted. With replicate weights only `valued` is used.
    """
    value = valued(effective(of, of.weight))
    if of.replicates is None:
        parts = unit_totals(of, scored(value))
        found = of_units(of, parts)
    else:
        parts = replicated(of.replicates, lambda weights: valued(effective(of, weights)), value)
        found = parts.T @ parts
    unknown = np.isnan(value)
    # Rows outside count as 0, so that a value without a meaning would have an error of 0.
    found = np.where(unknown[:, None] | unknown[None, :], np.nan, found)
    return Estimate(terms, value, found, of.df, int(of.inside.sum()) if rows is None else rows, of.probability, parts)


def effective(of: Survey, weight: Floats) -> Floats:
    """The weights with 0 for rows outside the question: (rows,)."""
    return np.where(of.inside, weight, 0.0)

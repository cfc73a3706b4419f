"""One estimate from many models: each weighs as much as the data speak for it, and their disagreement counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from sofra.needs.hidden.loglinear import Fit
from sofra.needs.hidden.two import Estimated, log_normal

WIDEST_LOG_SE = 1.5
"""A model whose unseen may be twenty times more or fewer says nothing."""

PEOPLE_PER_PARAMETER = 5
UNTOLD = 4.0
"""Models no further behind the best in AICc cannot be told from it (Burnham and Anderson 2002, section 2.6)."""


@dataclass(frozen=True, slots=True)
class Average:
    """All people, averaged; the models that took part (best first) with their weights."""

    total: Estimated
    fits: Sequence[Fit]
    weights: Sequence[float]

    def near(self) -> list[Fit]:
        """The models that the data cannot tell from the best one."""
        return [fit for fit in self.fits if fit.aicc - self.fits[0].aicc <= UNTOLD]


def usable(fit: Fit, seen: int) -> bool:
    """True when a model may take part: it has a finite fit, enough people for its size, and something to say."""
    size = len(fit.coefficients)
    return fit.sound and fit.log_se <= WIDEST_LOG_SE and seen >= PEOPLE_PER_PARAMETER * size


def average(fits: Sequence[Fit], seen: int) -> Average | None:
    """The models averaged by AICc; None when none can be used.

    Weights exp(-behind / 2); error by Buckland, Burnham and Augustin 1997, eq. 9, so that it grows where models
    disagree; interval log-normal on the unseen.
    """
    standing = sorted((fit for fit in fits if usable(fit, seen)), key=lambda fit: (fit.aicc, len(fit.model)))
    if not standing:
        return None
    raw = [exp(-(fit.aicc - standing[0].aicc) / 2) for fit in standing]
    weights = [weight / sum(raw) for weight in raw]
    unseen = sum(weight * fit.unseen for weight, fit in zip(weights, standing, strict=True))
    se = sum(
        weight * sqrt(fit.se**2 + (fit.unseen - unseen) ** 2) for weight, fit in zip(weights, standing, strict=True)
    )
    low, high = log_normal(unseen, se * se)
    return Average(Estimated(seen + unseen, se, seen + low, seen + high), standing, weights)

"""Two lists: how many people there are, from how many stand on both; and a lower bound for any number of lists."""

from dataclasses import dataclass
from math import exp, log, sqrt

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """A number of people, its standard error, its 95 % interval."""

    people: float
    se: float
    low: float
    high: float


def chapman(first: int, second: int, both: int) -> Estimated:
    """All people, from the sizes of two lists and the people on both.

    Chapman 1951; variance by Seber 1982, eq. 3.4; interval by transformed logit (Sadinle 2009, eq. 10), which never
    goes below the people seen. With lists of 10 and 15 and 5 on both: 28.3 (interval 21.9 to 64.7).
    """
    people = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    only, other = first - both + 0.5, second - both + 0.5
    spread = sqrt(1 / (both + 0.5) + 1 / only + 1 / other + (both + 0.5) / (only * other))
    seen, unseen = first + second - both, only * other / (both + 0.5)
    return Estimated(
        people, sqrt(variance), seen - 0.5 + unseen * exp(-Z * spread), seen - 0.5 + unseen * exp(Z * spread)
    )


def lincoln_petersen(first: int, second: int, both: int) -> float | None:
    """The oldest estimate, for comparison: first × second / both; None when nobody is on both."""
    return first * second / both if both else None


def chao(seen: int, once: int, twice: int, lists: int) -> Estimated:
    """At least so many people, also where some are easier to find than others; from people on one and on two lists.

    Chao 1987, corrected for bias, with (lists - 1) / lists; variance as in EstimateS and vegan 2.6, interval
    log-normal on the unseen.
    """
    share = (lists - 1) / lists
    unseen = share * once * (once - 1) / (2 * (twice + 1))
    variance = (
        unseen
        + share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    low, high = log_normal(unseen, variance)
    return Estimated(seen + unseen, sqrt(variance), seen + low, seen + high)


def log_normal(unseen: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of people unseen that never goes below nobody (Burnham in Chao 1989, eq. 11)."""
    if unseen <= 0:
        return 0.0, 0.0
    factor = exp(Z * sqrt(log(1 + variance / unseen**2)))
    return unseen / factor, unseen * factor

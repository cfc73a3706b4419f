"""How many to ask of two groups so that a difference between them is found, and what difference a survey can find."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt

from sofra.needs.sample.size import Size, sized
from sofra.needs.sample.terms import Terms, checked, fault, of_share
from sofra.types.errors import DesignError, Issue

MOST = 1e9
"""Whoever needs more interviews than this is looking for a difference that no survey finds."""


@dataclass(frozen=True, slots=True)
class Power:
    """How a difference is looked for: `power` the chance to find it, `alpha` to find one where none is (two-sided).

    `ratio` is how many of the second group for one of the first.
    """

    power: float = 0.8
    alpha: float = 0.05
    ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class Two:
    """One size for each of the two groups."""

    first: Size
    second: Size


def size_difference(
    shares: tuple[float, float], test: Power = Power(), first: Terms = Terms(), second: Terms | None = None
) -> Two:
    """How many of each group find that their shares differ.

    n1 with z_(α/2) √V0 + z_β √V1 = |p1 - p2|: Fleiss 1981, chapter 3, with unequal groups; equals R's power.prop.test
    where deff is 1 and both populations are large. Each group has its own terms. Raises DesignError; a difference
    of 0 is found by no sample.
    """
    terms = first, second or first
    _check(terms, test, *(of_share(share, name) for share, name in zip(shares, ("share", "other"), strict=True)))
    if shares[0] == shares[1]:
        raise DesignError(fault("sample_no_difference", "other"))
    needed = _smallest(lambda n: power_shares(n, shares, test, terms=terms) - test.power, 1e-9)
    return Two(sized(needed, terms[0]), sized(needed * test.ratio, terms[1]))


def power_shares(
    n: float, shares: tuple[float, float], test: Power = Power(), *, terms: tuple[Terms, Terms] = (Terms(), Terms())
) -> float:
    """The chance that n of the first and n · ratio of the second show that these two shares differ, 0 to 1."""
    from scipy.special import ndtr

    n2 = n * test.ratio
    pooled = (shares[0] + test.ratio * shares[1]) / (1 + test.ratio)
    null = sqrt(sum(_variance(pooled, size, one) for size, one in zip((n, n2), terms, strict=True)))
    own = sqrt(sum(_variance(share, size, one) for share, size, one in zip(shares, (n, n2), terms, strict=True)))
    gap = abs(shares[0] - shares[1])
    if own == 0:
        return 1.0
    return float(ndtr((gap - _z(test.alpha) * null) / own))


def size_difference_means(gap: float, sd: float, test: Power = Power(), terms: Terms = Terms()) -> Size:
    """How many of each of two groups of one size find that their means are `gap` apart, in the unit of `sd`.

    By the noncentral t; equals R's power.t.test (two samples, two-sided, not strict) before deff and response. Raises
    DesignError.
    """
    _check((terms, terms), test, [] if sd > 0 else [fault("sample_spread", "sd", value=f"{sd:.12g}")])
    if gap == 0:
        raise DesignError(fault("sample_no_difference", "gap"))
    return sized(terms.deff * _smallest(lambda n: power_means(n, gap, sd, test.alpha) - test.power, 2.0), terms)


def power_means(n: float, gap: float, sd: float, alpha: float = 0.05) -> float:
    """The chance that n of each of two groups show that their means differ, by the noncentral t, 0 to 1."""
    from scipy.special import nctdtr, stdtrit

    df = 2 * (n - 1)
    return float(1 - nctdtr(df, sqrt(n / 2) * abs(gap) / sd, stdtrit(df, 1 - alpha / 2)))


def smallest_difference(
    n: float, share: float, test: Power = Power(), *, terms: tuple[Terms, Terms] = (Terms(), Terms())
) -> float | None:
    """The smallest difference upwards from `share` that n and n · ratio find with the wished power.

    None when they find none: not even between `share` and nearly everybody.
    """
    _check(terms, test, of_share(share))
    low, high = 0.0, 1 - share - 1e-9

    def reached(gap: float) -> float:
        return power_shares(n, (share, share + gap), test, terms=terms) - test.power

    if reached(high) < 0:
        return None
    return _bisect(reached, low, high)


def _variance(share: float, n: float, terms: Terms) -> float:
    if terms.population is None:
        return terms.deff * share * (1 - share) / n
    return terms.deff * share * (1 - share) / n * max(0.0, terms.population - n) / max(terms.population - 1, 1.0)


def _check(terms: tuple[Terms, Terms], test: Power, *more: Iterable[Issue]) -> None:
    issues = [issue for found in more for issue in found]
    if not (0 < test.power < 1 and 0 < test.alpha < 1):
        issues.append(fault("sample_power", "power", value=f"{100 * test.power:.12g}"))
    if not test.ratio > 0:
        issues.append(fault("sample_ratio", "ratio", value=f"{test.ratio:.12g}"))
    checked(terms[0], *issues)
    checked(terms[1])


def _smallest(over: Callable[[float], float], low: float) -> float:
    """The smallest n at which `over` is no longer below 0; `over` rises with n."""
    high = max(low, 2.0)
    while over(high) < 0:
        low, high = high, 2 * high
        if high > MOST:
            raise DesignError(fault("sample_no_difference", "other"))
    return _bisect(over, low, high)


def _bisect(over: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if over(middle) >= 0 else (middle, high)
    return high


def _z(alpha: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(1 - alpha / 2))

"""A share from a chain of people who brought each other: a model's number, never a sample's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError, Issue


@dataclass(frozen=True, slots=True)
class Link:
    """One person of a chain: their coupon, the coupon of who brought them ("" for a seed), how many of the group they
    know, and whether they said yes (None: no answer)."""

    coupon: str
    brought_by: str
    degree: float
    yes: bool | None


@dataclass(frozen=True, slots=True)
class Driven:
    """A share under the RDS-II model: everybody's chance grows with how many they know.

    `share` weighted by 1/degree; `plain` the unweighted share beside it; `n` answers behind both, `seeds` left in,
    `waves` the longest chain. No interval: its usual ones are known to be far too narrow (Goel and Salganik 2010).
    """

    share: float | None
    plain: float | None
    n: int
    seeds: int
    waves: int


def driven_share(people: Sequence[Link]) -> Driven:
    """The share of yes by Volz and Heckathorn 2008 (RDS-II): Σ y/d / Σ 1/d over everybody who answered.

    None of nobody. Raises DesignError with every fault: coupons twice, degrees not above 0, a coupon from nowhere.
    """
    issues = list(faults(people))
    if issues:
        raise DesignError(*issues)
    told = [one for one in people if one.yes is not None]
    weights = sum(1 / one.degree for one in told)
    return Driven(
        sum(1 / one.degree for one in told if one.yes) / weights if told else None,
        sum(bool(one.yes) for one in told) / len(told) if told else None,
        len(told),
        sum(not one.brought_by for one in people),
        max((_depth(one, {other.coupon: other for other in people}) for one in people), default=0),
    )


def faults(people: Sequence[Link]) -> Iterable[Issue]:
    """What is wrong with the chains, one issue a kind."""
    coupons = [one.coupon for one in people]
    if len(set(coupons)) < len(coupons):
        yield fault("sample_coupon_twice", "coupon", n=len(coupons) - len(set(coupons)))
    lost = sum(bool(one.brought_by) and one.brought_by not in coupons for one in people)
    if lost:
        yield fault("sample_coupon_unknown", "brought_by", n=lost)
    flat = sum(not one.degree > 0 for one in people)
    if flat:
        yield fault("sample_degree", "degree", n=flat)


def _depth(one: Link, by_coupon: dict[str, Link]) -> int:
    depth, seen = 0, {one.coupon}
    while one.brought_by and one.brought_by not in seen:
        seen.add(one.brought_by)
        one, depth = by_coupon[one.brought_by], depth + 1
    return depth

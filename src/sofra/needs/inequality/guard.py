"""Which comparisons must not be shown: a number that gives a withheld one away is withheld with it."""

from collections.abc import Sequence
from typing import NamedTuple

from sofra.needs.gate import ALL_SHARE, FEW_HITS, FEW_OTHERS, SMALL_BASE, SMALL_REST
from sofra.types.catalogue import GateRules
from sofra.types.fact import Fact

Size = tuple[int, int | None]
"""How many answered, and how many of them said yes (None for means)."""


class Demands(NamedTuple):
    """Fewest asked, fewest behind a yes or a no; whether nobody (or everybody) may have said yes."""

    base: int
    hits: int
    none_may: bool = True
    all_may: bool = True


def demands(rules: GateRules, whole: Fact, *, special: bool) -> Demands:
    """The gate's demands on one question: stricter for special groups and questions, and where all were asked."""
    hits = max(rules.least_hits, rules.special_hits) if special else rules.least_hits
    n, people = whole.base.n or 0, whole.base.people
    if people is None or n < rules.full_share * people:
        return Demands(rules.least_base, hits, all_may=not special)
    count = rules.special_count if special else rules.plain_count
    return Demands(max(rules.least_base, rules.least_denominator), max(hits, count), none_may=False, all_may=False)


def unsafe(size: Size, of: Demands) -> str:
    """Why a number of this size must be withheld; "" when it need not."""
    n, hits = size
    if n < of.base:
        return SMALL_BASE
    if hits is None:
        return ""
    if (hits == 0 and not of.none_may) or (hits == n and not of.all_may):
        return ALL_SHARE
    if 0 < hits < of.hits:
        return FEW_HITS
    return FEW_OTHERS if 0 < n - hits < of.hits else ""


def unsafe_rest(everybody: Size, parts: Sequence[Size], of: Demands) -> str:
    """Why what everybody less these parts leaves must not be known; "" when nobody is left or enough are."""
    left = everybody[0] - sum(n for n, _ in parts)
    if left <= 0:
        return ""
    hits = None if everybody[1] is None else everybody[1] - sum(part or 0 for _, part in parts)
    return SMALL_REST if unsafe((left, hits), of) else ""


def unsafe_pair(everybody: Size, one: Size, other: Size, of: Demands) -> str:
    """Why two groups must not be compared: one is too small, or what subtraction leaves is."""
    for size in (one, other):
        if reason := unsafe(size, of):
            return reason
    for parts in ((one,), (other,), (one, other)):
        if reason := unsafe_rest(everybody, parts, of):
            return reason
    return ""

"""Which comparisons must not be shown: a number that gives a withheld one away is withheld with it."""

from collections.abc import Sequence

from sofra.types.catalogue import GateRules

SMALL_BASE, FEW_HITS, FEW_OTHERS, SMALL_REST = (
    "gate.small_base",
    "gate.few_hits",
    "gate.few_others",
    "gate.small_rest",
)


def unsafe(n: int, hits: int | None, rules: GateRules) -> str:
    """Why a number of `n` asked, `hits` of whom said yes (None for means), must be withheld; "" when it need not."""
    if n < rules.least_base:
        return SMALL_BASE
    if hits is None:
        return ""
    if 0 < hits < rules.least_hits:
        return FEW_HITS
    return FEW_OTHERS if 0 < n - hits < rules.least_hits else ""


def unsafe_rest(everybody: tuple[int, int | None], parts: Sequence[tuple[int, int | None]], rules: GateRules) -> str:
    """Why what everybody less these parts leaves must not be known; "" when nobody is left or enough are."""
    left = everybody[0] - sum(n for n, _ in parts)
    if left <= 0:
        return ""
    hits = None if everybody[1] is None else everybody[1] - sum(part or 0 for _, part in parts)
    return SMALL_REST if unsafe(left, hits, rules) else ""


def unsafe_pair(
    everybody: tuple[int, int | None], one: tuple[int, int | None], other: tuple[int, int | None], rules: GateRules
) -> str:
    """Why two groups must not be compared: one is too small, or what subtraction leaves is."""
    for n, hits in (one, other):
        if reason := unsafe(n, hits, rules):
            return reason
    for parts in ((one,), (other,), (one, other)):
        if reason := unsafe_rest(everybody, parts, rules):
            return reason
    return ""

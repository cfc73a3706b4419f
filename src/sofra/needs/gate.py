"""The gate: every number gets its two verdicts, safe enough and precise enough; what is withheld loses its digits.

1. Too few were asked, or too few said yes (or no): withheld. So is a group whose complement within everybody is too
   small, for it could be had by subtraction.
2. What would give a withheld number away through a sum over places is withheld too (`sofra.needs.withhold`).
3. Of the rest, numbers with a small base, a wide interval or a large error carry a warning.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sofra.needs.withhold import Size, complementary
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.place import Place

SMALL_BASE, FEW_HITS, FEW_OTHERS = "gate.small_base", "gate.few_hits", "gate.few_others"
SMALL_REST, SIBLING = "gate.small_rest", "gate.sibling"
BELOW_RELIABLE, WIDE, LARGE_ERROR, BORROWED = (
    "gate.below_reliable",
    "gate.wide_interval",
    "gate.large_error",
    "gate.borrowed_error",
)
COUNTED_UNITS = ("people", "households")


class _Family(NamedTuple):
    """Numbers made from one question for one group: withheld together, for each can be had from the others."""

    indicator: str
    group: GroupId
    period: str


def gate(facts: Sequence[Fact], places: Sequence[Place], rules: GateRules) -> list[Fact]:
    """The same facts with their verdicts, in the same order.

    A withheld fact has no value, no spread, no base, and a `reason`. Counts that carry no sampling error and facts
    that are withheld or promised already stay as they are. Applying it twice changes nothing.
    """
    families = _families(facts)
    sizes = {family: _sizes(by_place) for family, by_place in families.items()}
    reasons: dict[tuple[_Family, PlaceId], str] = {}
    for family, by_place in families.items():
        small = {place: reason for place, found in by_place.items() if (reason := _unsafe(found, rules))}
        everybody = sizes.get(family._replace(group=EVERYONE), {})
        for place, size in sizes[family].items():
            if family.group != EVERYONE and place not in small and _small_rest(everybody.get(place), size, rules):
                small[place] = SMALL_REST
        for place in complementary(places, sizes[family], set(small), rules.least_base) - set(small):
            small[place] = SIBLING
        reasons |= {(family, place): reason for place, reason in small.items()}
    return [_verdict(fact, reasons.get((_family(fact), fact.cell.place), ""), rules) for fact in facts]


def _families(facts: Sequence[Fact]) -> Mapping[_Family, Mapping[PlaceId, list[Fact]]]:
    families: dict[_Family, dict[PlaceId, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if _estimated(fact):
            families[_family(fact)][fact.cell.place].append(fact)
    return families


def _family(fact: Fact) -> _Family:
    return _Family(fact.cell.indicator.partition(":")[0], fact.cell.group, fact.cell.period)


def _estimated(fact: Fact) -> bool:
    """Made from answers: it has a base, or had one before it was withheld."""
    return fact.base.n is not None or fact.status is Status.SUPPRESSED


def _sizes(by_place: Mapping[PlaceId, Sequence[Fact]]) -> dict[PlaceId, Size]:
    return {place: _size(found) for place, found in by_place.items()}


def _size(found: Sequence[Fact]) -> Size:
    base = next((fact.base for fact in found if fact.base.n is not None), Base())
    return Size(base.n, base.hits)


def _unsafe(found: Sequence[Fact], rules: GateRules) -> str:
    """Why the numbers of this cell must be withheld; "" when they need not."""
    for fact in found:
        if fact.status is Status.SUPPRESSED:
            return fact.reason
        if reason := _too_small(fact.base.n, fact.base.hits, rules):
            return reason
    return ""


def _too_small(n: int | None, hits: int | None, rules: GateRules) -> str:
    if n is None:
        return ""
    if n < rules.least_base:
        return SMALL_BASE
    if hits is None:
        return ""
    if 0 < hits < rules.least_hits:
        return FEW_HITS
    return FEW_OTHERS if 0 < n - hits < rules.least_hits else ""


def _small_rest(everybody: Size | None, group: Size, rules: GateRules) -> bool:
    """Everybody less this group is a number too: is it one that must be withheld?"""
    if everybody is None or everybody.n is None or group.n is None or everybody.n == group.n:
        return False
    hits = None if everybody.hits is None or group.hits is None else everybody.hits - group.hits
    return bool(_too_small(everybody.n - group.n, hits, rules))


def _verdict(fact: Fact, reason: str, rules: GateRules) -> Fact:
    if not _estimated(fact) or fact.status is Status.TARGET:
        return fact
    if reason:
        return replace(fact, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED, reason=reason)
    warning = _unreliable(fact, rules)
    return replace(fact, status=Status.UNRELIABLE, reason=warning) if warning else fact


def _unreliable(fact: Fact, rules: GateRules) -> str:
    """Why this number needs a warning; "" when it needs none."""
    spread = fact.spread
    if spread.kind is SpreadKind.MODEL:
        return fact.reason or BORROWED
    if fact.base.n is not None and fact.base.n < rules.reliable_base:
        return BELOW_RELIABLE
    if fact.unit == "share":
        wide = (
            spread.low is not None and spread.high is not None and spread.high - spread.low > 2 * rules.widest_interval
        )
        return WIDE if wide else ""
    if spread.se is not None and fact.value and spread.se > rules.largest_cv * abs(fact.value):
        return LARGE_ERROR
    return ""


def groups_withheld(facts: Sequence[Fact]) -> Mapping[str, int]:
    """How many numbers are withheld, by reason: for the method chapter."""
    counted: dict[str, int] = defaultdict(int)
    for fact in facts:
        if fact.status is Status.SUPPRESSED:
            counted[fact.reason] += 1
    return dict(counted)

"""The gate: every number gets its two verdicts, safe enough and precise enough; what is withheld loses its digits.

1. Too few were asked, or too few said yes (or no): withheld. So is a group whose complement within everybody is too
   small, for it could be had by subtraction.
2. What would give a withheld number away through a sum over places is withheld too (`sofra.needs.withhold`).
3. Of the rest, what is not precise enough (`sofra.needs.precision`) carries a warning, or is left out where the pack
   says so.

A number carries both verdicts; the first that speaks against it is its reason. How precise a withheld number is stays
untold, for it would tell of the number.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as Those
from dataclasses import replace
from typing import NamedTuple

from sofra.needs.domains import SPECIAL
from sofra.needs.facts import UNTOLD
from sofra.needs.precision import BELOW_BANDS, imprecise
from sofra.needs.withhold import Size, complementary
from sofra.types.catalogue import GateRules, Pack
from sofra.types.fact import Base, Fact, Spread, Status, Verdicts
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.place import Place

SMALL_BASE, FEW_HITS, FEW_OTHERS = "gate.small_base", "gate.few_hits", "gate.few_others"
SMALL_REST, SIBLING = "gate.small_rest", "gate.sibling"
ALL_SHARE, SMALL_DENOMINATOR = "gate.all_share", "gate.small_denominator"
COUNTED_UNITS = ("people", "households")


class _Family(NamedTuple):
    """Numbers made from one question for one group: withheld together, for each can be had from the others."""

    indicator: str
    group: GroupId
    period: str


def gate(
    facts: Sequence[Fact], places: Sequence[Place], rules: GateRules, *, special: Those[str] = frozenset()
) -> list[Fact]:
    """The same facts with their verdicts, in the same order.

    `special` are the ids of the groups and the indicators that demand more. A withheld fact has no value, no spread, no
    base, and a `reason`. Counts that carry no sampling error and facts that are withheld or promised already stay as
    they are. Applying it twice changes nothing.
    """
    families = _families(facts)
    sizes = {family: _sizes(by_place) for family, by_place in families.items()}
    reasons: dict[tuple[_Family, PlaceId], str] = {}
    for family, by_place in families.items():
        demanded = _demanded(rules, special=family.indicator in special or family.group in special)
        small = {place: reason for place, found in by_place.items() if (reason := _unsafe(found, demanded))}
        everybody = sizes.get(family._replace(group=EVERYONE), {})
        for place, size in sizes[family].items():
            if family.group != EVERYONE and place not in small and _small_rest(everybody.get(place), size, demanded):
                small[place] = SMALL_REST
        for place in complementary(places, sizes[family], set(small), rules.least_base) - set(small):
            small[place] = SIBLING
        reasons |= {(family, place): reason for place, reason in small.items()}
    return [_verdict(fact, reasons.get((_family(fact), fact.cell.place), ""), rules) for fact in facts]


class _Demanded(NamedTuple):
    """The rules for one question and group: the pack's, with the numbers of its class of sensitivity."""

    rules: GateRules
    hits: int
    threshold: int
    special: bool


def _demanded(rules: GateRules, *, special: bool) -> _Demanded:
    if special:
        return _Demanded(rules, max(rules.least_hits, rules.special_hits), rules.special_count, special)
    return _Demanded(rules, rules.least_hits, rules.plain_count, special)


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


def _unsafe(found: Sequence[Fact], demanded: _Demanded) -> str:
    """Why the numbers of this cell must be withheld; "" when they need not."""
    for fact in found:
        if fact.status is Status.SUPPRESSED and not _omitted(fact):
            return fact.reason
        if reason := _too_small(fact.base.n, fact.base.hits, demanded):
            return reason
        if reason := _full_count(fact, demanded) or _all_of_them(fact.base, demanded):
            return reason
    return ""


def _too_small(n: int | None, hits: int | None, demanded: _Demanded) -> str:
    if n is None:
        return ""
    if n < demanded.rules.least_base:
        return SMALL_BASE
    if hits is None:
        return ""
    if 0 < hits < demanded.hits:
        return FEW_HITS
    return FEW_OTHERS if 0 < n - hits < demanded.hits else ""


def _full_count(fact: Fact, demanded: _Demanded) -> str:
    """What a sample hides by itself and a full count does not: who of those counted is meant."""
    n, hits = fact.base.n, fact.base.hits
    if not n or not _of_everybody(fact, demanded.rules):
        return ""
    if n < demanded.rules.least_denominator:
        return SMALL_DENOMINATOR
    if hits is None:
        return ""
    if hits in (0, n):
        return ALL_SHARE
    if hits < demanded.threshold:
        return FEW_HITS
    return FEW_OTHERS if n - hits < demanded.threshold else ""


def _of_everybody(fact: Fact, rules: GateRules) -> bool:
    """True when nobody, or hardly anybody, was left unasked: weights hardly above one, or of one and no error.

    Weights of exactly one with an error are those of a sample that nobody weighted: it says nothing of the others.
    """
    n, people, spread = fact.base.n or 0, fact.base.people, fact.spread
    if people is None or n < rules.full_share * people:
        return False
    return n < people or (spread.low is not None and spread.low == spread.high)


def _all_of_them(base: Base, demanded: _Demanded) -> str:
    """A special answer that everybody gave is known of each of them, were it only a sample."""
    return ALL_SHARE if demanded.special and base.n and base.hits == base.n else ""


def _small_rest(everybody: Size | None, group: Size, demanded: _Demanded) -> bool:
    """Everybody less this group is a number too: is it one that must be withheld?"""
    if everybody is None or everybody.n is None or group.n is None or everybody.n == group.n:
        return False
    hits = None if everybody.hits is None or group.hits is None else everybody.hits - group.hits
    return bool(_too_small(everybody.n - group.n, hits, demanded))


def _verdict(fact: Fact, reason: str, rules: GateRules) -> Fact:
    if not _estimated(fact) or fact.status is Status.TARGET or _omitted(fact):
        return fact
    if reason:
        hidden = Verdicts(reason, UNTOLD)
        blank = replace(fact, value=None, spread=Spread(), base=Base())
        return replace(blank, status=Status.SUPPRESSED, reason=reason, verdicts=hidden)
    warning = imprecise(fact, rules)
    if not warning:
        return fact
    told = replace(fact, status=Status.UNRELIABLE, reason=warning, verdicts=Verdicts("", warning))
    if rules.imprecise == "flag" and warning != BELOW_BANDS:
        return told
    return replace(told, value=None, spread=Spread(), base=Base(fact.base.n), status=Status.SUPPRESSED)


def _omitted(fact: Fact) -> bool:
    """Left out because it is imprecise: nobody is in danger, so it draws no other number with it."""
    return fact.status is Status.SUPPRESSED and bool(fact.verdicts.precision) and not fact.verdicts.disclosure


def special(pack: Pack) -> frozenset[str]:
    """The groups and the indicators of the pack that demand more than others."""
    groups = [group.id for group in pack.groups.values() if group.sensitivity == SPECIAL]
    return frozenset([*groups, *(one.id for one in pack.indicators.values() if one.sensitivity == SPECIAL)])

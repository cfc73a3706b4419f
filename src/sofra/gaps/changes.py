"""What changed between two releases, and which of the differences are real: two independent samples, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import erfc, hypot, sqrt
from typing import NamedTuple

from sofra.packs.texts import Texts
from sofra.types.fact import Cell, Fact, SpreadKind
from sofra.types.keys import GroupId, IndicatorId, PlaceId

REAL, SIGNAL, ALIKE = "real", "signal", "not_distinguishable"
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell in two releases: `difference` later less earlier with its 95 % interval, in the unit of the facts.

    `verdict` "real" (also when all differences that were looked at are counted), "signal" (alone it would be, among so
    many it may be chance) or "not_distinguishable".
    """

    before: Fact
    after: Fact
    difference: float
    low: float
    high: float
    chance: float
    verdict: str

    @property
    def cell(self) -> Cell:
        """The later cell."""
        return self.after.cell


def changes(before: Sequence[Fact], after: Sequence[Fact], *, false_share: float = 0.05) -> list[Changed]:
    """Every number of samples that both releases show, with its difference; the order of `after`.

    For samples drawn independently: a panel's differences are judged too cautiously, for the same people answered
    twice. Numbers that are counted, modelled or withheld take no part, and none without an interval. Interval: Zou and
    Donner 2008 (MOVER), from the two intervals, so that it is right for shares near nought. `false_share` of the
    differences called real may be chance: Benjamini and Hochberg 1995 over all that are compared.
    """
    earlier = {_address(fact): number for fact in before if (number := _number(fact))}
    later = [(earlier.get(_address(fact)), _number(fact)) for fact in after]
    found = [_difference(one, two) for one, two in later if one and two and one.fact.unit == two.fact.unit]
    edge = _edge([each.chance for each in found], false_share)
    return [_judged(each, edge) for each in found]


def sentence(each: Changed, texts: Texts) -> str:
    """What may be said of the difference, a whole sentence; shares in percentage points."""
    share = each.after.unit == "share"
    times, decimals = (100.0, 1) if share else (1.0, 0)
    ending = "_points" if share else ""
    if each.verdict == ALIKE:
        ends = {"low": texts.number(each.low * times, decimals), "high": texts.number(each.high * times, decimals)}
        return texts.say(f"changes.not_distinguishable{ending}", **ends)
    near, far = sorted((abs(each.low) * times, abs(each.high) * times))
    gaps = {"amount": abs(each.difference) * times, "low": near, "high": far}
    way = "more" if each.difference > 0 else "less"
    written = {name: texts.number(number, decimals) for name, number in gaps.items()}
    return texts.say(f"changes.{each.verdict}_{way}{ending}", **written)


class _Address(NamedTuple):
    """A cell without its period: what can be compared over time."""

    indicator: IndicatorId
    place: PlaceId
    group: GroupId


def _address(fact: Fact) -> _Address:
    return _Address(fact.cell.indicator, fact.cell.place, fact.cell.group)


class _Number(NamedTuple):
    """A fact that a sample made: its value and the ends of its interval."""

    fact: Fact
    value: float
    low: float
    high: float


def _number(fact: Fact) -> _Number | None:
    spread = fact.spread
    if fact.value is None or spread.low is None or spread.high is None or spread.kind is not SpreadKind.SAMPLE:
        return None
    return _Number(fact, fact.value, spread.low, spread.high)


def _difference(one: _Number, two: _Number) -> Changed:
    difference = two.value - one.value
    down = hypot(two.value - two.low, one.high - one.value)
    up = hypot(two.high - two.value, one.value - one.low)
    # The side that reaches towards no change at all decides how surprising the difference is.
    chance = _chance(difference, down if difference > 0 else up)
    return Changed(one.fact, two.fact, difference, difference - down, difference + up, chance, ALIKE)


def _chance(difference: float, side: float) -> float:
    """Two-sided p-value of no change."""
    if difference == 0 or side == 0:
        return 1.0 if difference == 0 else 0.0
    return erfc(abs(difference) / side * NORMAL_95 / sqrt(2))


def _edge(chances: Sequence[float], false_share: float) -> float:
    """The largest p-value that is called real (Benjamini and Hochberg), -1 where none is."""
    ordered = sorted(chances)
    passed = [chance for rank, chance in enumerate(ordered, 1) if chance <= false_share * rank / len(ordered)]
    return max(passed, default=-1.0)


def _judged(each: Changed, edge: float) -> Changed:
    alone = each.low > 0 or each.high < 0
    verdict = (REAL if each.chance <= edge else SIGNAL) if alone else ALIKE
    return replace(each, verdict=verdict)

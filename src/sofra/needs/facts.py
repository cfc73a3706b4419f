"""Estimates written as facts: rounded to the digits that are the same everywhere, empty where nothing was asked."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.domains import SPECIAL, Domains
from sofra.needs.numbers import Answered, Estimates
from sofra.needs.tree import SETTLEMENT
from sofra.types.catalogue import Indicator
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts
from sofra.types.keys import IndicatorId, RunId

DIGITS = 12
"""Digits of what is stored: sums may differ beyond these from one machine to the next."""

SENSITIVE, UNTOLD = "gate.sensitive", "gate.untold"

HIDDEN = Verdicts(SENSITIVE, UNTOLD)
"""How precise a withheld number is stays untold too, for it would tell of the number."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whose estimates these are: indicator, domains, period and Run."""

    indicator: Indicator
    within: Domains
    period: str
    origin: RunId


def as_facts(to: Address, found: Estimates, who: Answered, *, suffix: str = "", unit: str = "") -> Iterator[Fact]:
    """A fact for every domain where somebody answered; withheld where a special group would show in a settlement."""
    asked = np.flatnonzero(who.n > 0)
    places = len(to.within.tree.ids)
    columns = [rounded(column[asked]) for column in (found.value, found.se, found.low, found.high)]
    bases = _bases(who, found, asked, with_hits=to.indicator.kind != "mean")
    borrowed = found.borrowed[asked].tolist()
    indicator = IndicatorId(f"{to.indicator.id}{suffix}")
    for index, *numbers, base, lent in zip(asked.tolist(), *columns, bases, borrowed, strict=True):
        group, place = divmod(index, places)
        cell = Cell(indicator, to.within.tree.ids[place], to.within.groups[group], to.period)
        named = unit or to.indicator.unit
        if _guarded(to, group, place):
            yield Fact(cell, None, named, status=Status.SUPPRESSED, origin=to.origin, reason=SENSITIVE, verdicts=HIDDEN)
            continue
        spread = Spread(SpreadKind.MODEL if lent else SpreadKind.SAMPLE, *numbers[1:])
        yield Fact(cell, numbers[0], named, spread, base, origin=to.origin)


def rounded(column: Floats) -> list[float | None]:
    """The numbers to twelve significant digits, None where there is none."""
    return [float(f"{value:.{DIGITS}g}") if value - value == 0 else None for value in column.tolist()]


def _bases(who: Answered, found: Estimates, asked: Codes, *, with_hits: bool) -> list[Base]:
    whole = [column[asked].astype(np.int64).tolist() for column in (who.n, who.hits, who.df, who.missing)]
    people, deff = rounded(who.people[asked]), rounded(found.deff[asked])
    return [
        Base(n, hits if with_hits else None, weight, effect, df, missing)
        for n, hits, df, missing, weight, effect in zip(*whole, people, deff, strict=True)
    ]


def _guarded(to: Address, group: int, place: int) -> bool:
    if to.within.tree.kinds[place] != SETTLEMENT:
        return False
    return to.indicator.sensitivity == SPECIAL or to.within.groups[group] in to.within.guarded

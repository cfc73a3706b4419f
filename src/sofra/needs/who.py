"""Whom an indicator is about, as ages and a sex, and how many of these live somewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.packs.condition import And, Column, Compare, Condition, Number, Text, parse
from sofra.types.catalogue import Indicator, Pack
from sofra.types.keys import IndicatorId
from sofra.types.place import AgeSex

OLDEST = 200


@dataclass(frozen=True, slots=True)
class Who:
    """People of these ages, `high` inclusive; of one sex, or of both where it is ""."""

    low: int = 0
    high: int = OLDEST
    sex: str = ""


def bases(pack: Pack) -> Mapping[IndicatorId, Who]:
    """Whom each indicator is about, where that is an age and a sex and not too delicate to be modelled."""
    return {one.id: who for one in pack.indicators.values() if (who := base(one)) is not None}


def base(indicator: Indicator) -> Who | None:
    """Whom the indicator is about, None where that is more than an age and a sex, or where it is too delicate."""
    if indicator.kind != "share" or indicator.table != "person" or indicator.sensitivity != "plain":
        return None
    condition = parse(indicator.base)
    who: Who | None = Who()
    for part in condition.parts if isinstance(condition, And) else (condition,):
        who = _narrowed(who, part) if who is not None else None
    return who


def _narrowed(who: Who, part: Condition) -> Who | None:
    match part:
        case Compare(Column("age"), ">=", Number(age)):
            return replace(who, low=max(who.low, int(age)))
        case Compare(Column("age"), ">", Number(age)):
            return replace(who, low=max(who.low, int(age) + 1))
        case Compare(Column("age"), "<=", Number(age)):
            return replace(who, high=min(who.high, int(age)))
        case Compare(Column("age"), "<", Number(age)):
            return replace(who, high=min(who.high, int(age) - 1))
        case Compare(Column("sex"), "=", Text(sex)):
            return replace(who, sex=sex)
    return None


def people(population: Sequence[AgeSex], who: Who) -> int | None:
    """How many of these live there; None where an age class lies half inside."""
    classes = [part for part in population if who.sex in ("", part.sex)]
    inside = [part for part in classes if part.low >= who.low and _oldest(part) <= who.high]
    crossed = [part for part in classes if part not in inside and part.low <= who.high and _oldest(part) >= who.low]
    return None if crossed else sum(part.people for part in inside)


def _oldest(part: AgeSex) -> int:
    return OLDEST if part.high is None else part.high

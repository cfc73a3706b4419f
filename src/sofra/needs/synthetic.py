"""People in need in settlements where too few were asked: the area's share times the people who live there.

A synthetic estimate (Rao and Molina 2015, section 3.2): it takes for granted that a settlement is like its area, so
it is a model's number, carries a warning, and can never show a settlement that is worse off than its neighbours. It is
made from what the gate lets pass and from known populations, so it tells nothing that is withheld.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sofra.needs.facts import DIGITS, SENSITIVE
from sofra.needs.tree import SETTLEMENT
from sofra.packs.condition import And, Column, Compare, Condition, Number, Text, parse
from sofra.types.catalogue import Indicator, Pack
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts
from sofra.types.keys import EVERYONE, IndicatorId
from sofra.types.place import AgeSex, Place

AREA_RATE = "model.area_rate"
OLDEST = 200


@dataclass(frozen=True, slots=True)
class _Who:
    """People of these ages, `high` inclusive; of one sex, or of both where it is ""."""

    low: int = 0
    high: int = OLDEST
    sex: str = ""


def with_synthetic(
    facts: Sequence[Fact], places: Sequence[Place], pack: Pack, *, withheld_too: bool = False
) -> list[Fact]:
    """The gated facts and a number of people for each settlement that has none.

    Made for everybody (no group) and for shares of people whose base is an age or a sex, where the settlement's
    population is known in fitting age classes. `withheld_too` puts it also in the place of numbers withheld because too
    few were asked, never of those that are sensitive.
    """
    made = {fact.cell: fact for fact in _made(facts, places, pack)}
    there = {fact.cell: fact for fact in facts}
    replaced = {
        cell
        for cell in made.keys() & there.keys()
        if withheld_too and there[cell].status is Status.SUPPRESSED and there[cell].reason != SENSITIVE
    }
    kept = [made[fact.cell] if fact.cell in replaced else fact for fact in facts]
    return kept + [fact for cell, fact in made.items() if cell not in there]


def _made(facts: Sequence[Fact], places: Sequence[Place], pack: Pack) -> Iterator[Fact]:
    settlements: dict[str, list[Place]] = {}
    for place in places:
        if place.kind == SETTLEMENT and place.parent is not None and place.population:
            settlements.setdefault(place.parent, []).append(place)
    bases = {one.id: who for one in pack.indicators.values() if (who := _base(one)) is not None}
    for fact in facts:
        who = bases.get(fact.cell.indicator)
        if who is None or fact.value is None or fact.cell.group != EVERYONE:
            continue
        for place in settlements.get(fact.cell.place, ()):
            people = _people(place.population, who)
            if people is not None:
                yield _number(fact, place, people)


def _number(share: Fact, place: Place, people: int) -> Fact:
    spread = share.spread
    times = (_times(one, people) for one in (spread.se, spread.low, spread.high))
    cell = Cell(IndicatorId(f"{share.cell.indicator}:people"), place.id, EVERYONE, share.cell.period)
    return replace(
        share,
        cell=cell,
        value=_times(share.value, people),
        unit="people",
        spread=Spread(SpreadKind.MODEL, *times),
        base=Base(people=float(people)),
        status=Status.UNRELIABLE,
        reason=AREA_RATE,
        verdicts=Verdicts(precision=AREA_RATE),
    )


def _times(value: float | None, people: int) -> float | None:
    return None if value is None else float(f"{value * people:.{DIGITS}g}")


def _base(indicator: Indicator) -> _Who | None:
    """Whom the indicator is about, None where that is more than an age and a sex, or where it is too delicate."""
    if indicator.kind != "share" or indicator.table != "person" or indicator.sensitivity != "plain":
        return None
    condition = parse(indicator.base)
    who: _Who | None = _Who()
    for part in condition.parts if isinstance(condition, And) else (condition,):
        who = _narrowed(who, part) if who is not None else None
    return who


def _narrowed(who: _Who, part: Condition) -> _Who | None:
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


def _people(population: Sequence[AgeSex], who: _Who) -> int | None:
    """How many of these live there; None where an age class lies half inside."""
    classes = [part for part in population if who.sex in ("", part.sex)]
    inside = [part for part in classes if part.low >= who.low and _oldest(part) <= who.high]
    crossed = [part for part in classes if part not in inside and part.low <= who.high and _oldest(part) >= who.low]
    return None if crossed else sum(part.people for part in inside)


def _oldest(part: AgeSex) -> int:
    return OLDEST if part.high is None else part.high

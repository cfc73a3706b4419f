"""People in need in settlements where too few were asked: the area's share times the people who live there.

A synthetic estimate (Rao and Molina 2015, section 3.2): it takes for granted that a settlement is like its area, so
it is a model's number, carries a warning, and can never show a settlement that is worse off than its neighbours. It is
made from what the gate lets pass and from known populations, so it tells nothing that is withheld.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sofra.needs.facts import DIGITS, SENSITIVE
from sofra.needs.tree import SETTLEMENT
from sofra.needs.who import bases, people
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts
from sofra.types.keys import EVERYONE, IndicatorId
from sofra.types.place import Place

AREA_RATE = "model.area_rate"


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
    known = bases(pack)
    for fact in facts:
        who = known.get(fact.cell.indicator)
        if who is None or fact.value is None or fact.cell.group != EVERYONE:
            continue
        for place in settlements.get(fact.cell.place, ()):
            living = people(place.population, who)
            if living is not None:
                yield number(fact, place, living)


def number(share: Fact, place: Place, living: int, reason: str = AREA_RATE) -> Fact:
    """The number of people that a share makes of those `living` in a place, as a model's number."""
    spread = share.spread
    times = (_times(one, living) for one in (spread.se, spread.low, spread.high))
    cell = Cell(IndicatorId(f"{share.cell.indicator}:people"), place.id, EVERYONE, share.cell.period)
    return replace(
        share,
        cell=cell,
        value=_times(share.value, living),
        unit="people",
        spread=Spread(SpreadKind.MODEL, *times),
        base=Base(people=float(living)),
        status=Status.UNRELIABLE,
        reason=reason,
        verdicts=Verdicts(precision=reason),
    )


def _times(value: float | None, people: int) -> float | None:
    return None if value is None else float(f"{value * people:.{DIGITS}g}")

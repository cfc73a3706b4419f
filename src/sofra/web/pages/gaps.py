"""Gaps of one service for one group: its numbers by place, and the classes in which a map shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.catalogue import Pack
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE
from sofra.types.place import Place
from sofra.types.planning import Gap
from sofra.web.figures import modelled
from sofra.web.pages.released import Released

MEASURES = ("without", "coverage", "need", "minutes")
"""What a map can show; darker is always worse: more people, lower coverage, a longer way."""

VIEWS = ("map", "table", "chart")
CLASSES = 5
WITHHELD, UNKNOWN = -1, 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see."""

    service: str
    group: str
    measure: str
    view: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One place's numbers for the chosen service and group; `gap` is None where only the minutes are known."""

    place: Place
    gap: Gap | None
    share: Fact | None
    minutes: Fact | None
    top: float = 1.0


@dataclass(frozen=True, slots=True)
class Shade:
    """How a settlement is coloured: 1 (pale) to 5 (dark), 0 unknown, -1 withheld; by its `own` or its area's number.

    `model` is True where its own number was worked out by a model and not asked.
    """

    place: Place
    fact: Fact | None
    level: int
    own: bool
    model: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One line of the legend: class, lowest and highest number in it, and how many settlements."""

    level: int
    low: float
    high: float
    count: int


def choose(wishes: Mapping[str, str], released: Released, pack: Pack, root: str) -> Choice:
    """A choice that exists: the wishes where they fit, else the service with the most people without a place."""
    services = [gap.service for gap in ordered(released, root)]
    first = services[0] if services else next(iter(pack.services), "")
    service, group = wishes.get("service", ""), wishes.get("group", "")
    measure, view = wishes.get("measure", ""), wishes.get("as", "")
    return Choice(
        service if service in pack.services else first,
        group if group in released.groups() else EVERYONE,
        measure if measure in MEASURES else MEASURES[0],
        view if view in VIEWS else VIEWS[0],
        wishes.get("place", ""),
    )


def ordered(released: Released, root: str) -> list[Gap]:
    """The gaps of everybody in the municipality: most people without a place first, then unknown, then met."""
    whole = [gap for gap in released.gaps.values() if gap.group == EVERYONE and gap.place == root]
    return sorted(whole, key=lambda gap: (gap.kind == "met", -(gap.without.value or 0), gap.service))


def lines(released: Released, places: Iterable[Place], choice: Choice) -> list[Line]:
    """The numbers of these places that are known in any way."""
    found = [_line(released, place, choice) for place in places]
    kept = [line for line in found if line.gap or line.minutes]
    end = top([line.gap for line in kept if line.gap])
    return [Line(line.place, line.gap, line.share, line.minutes, end) for line in kept]


def shades(released: Released, places: Sequence[Place], choice: Choice) -> list[Shade]:
    """Every settlement with its own number, or its area's where the survey speaks for areas only, put in a class."""
    settlements = [place for place in places if place.kind == "settlement"]
    found = [(place, *_nearest(released, place, choice)) for place in settlements]
    levels = _levels([fact.value for _, fact, _ in found if _shown(fact)], worse_is_less=choice.measure == "coverage")
    return [Shade(place, fact, _level(fact, levels), own, own and modelled(fact)) for place, fact, own in found]


def legend(shaded: Sequence[Shade]) -> list[Band]:
    """The classes that occur, worst last, then withheld and unknown, each with its count."""
    bands = []
    for level in (*range(1, CLASSES + 1), WITHHELD, UNKNOWN):
        values = [
            shade.fact.value for shade in shaded if shade.level == level and shade.fact and shade.fact.value is not None
        ]
        count = sum(shade.level == level for shade in shaded)
        if count:
            bands.append(Band(level, min(values, default=0.0), max(values, default=0.0), count))
    return bands


def top(gaps: Sequence[Gap]) -> float:
    """The end of an axis that holds the people without a place of all these gaps."""
    return max((_end(gap.without) for gap in gaps), default=0.0) or 1.0


def measured(released: Released, place: str, choice: Choice) -> Fact | None:
    """The number of the chosen measure in one place."""
    gap = released.gap(choice.service, choice.group, place)
    if choice.measure == "minutes":
        return released.fact(f"minutes.{choice.service}", place)
    if gap is None:
        return None
    if choice.measure == "need":
        return released.fact(gap.indicator, place, choice.group)
    return gap.without if choice.measure == "without" else gap.coverage


def _line(released: Released, place: Place, choice: Choice) -> Line:
    gap = released.gap(choice.service, choice.group, place.id)
    share = released.fact(gap.indicator, place.id, choice.group) if gap and gap.indicator else None
    return Line(place, gap, share, released.fact(f"minutes.{choice.service}", place.id))


def _nearest(released: Released, place: Place, choice: Choice) -> tuple[Fact | None, bool]:
    own = measured(released, place.id, choice)
    if own is not None:
        return own, True
    return (measured(released, place.parent, choice) if place.parent else None), False


def _levels(values: Sequence[float | None], *, worse_is_less: bool) -> Mapping[float, int]:
    """The class of every value: as many as there are values, five at most, about as many settlements in each."""
    known = sorted({value for value in values if value is not None}, reverse=worse_is_less)
    if not known:
        return {}
    if len(known) == 1:
        return {known[0]: 3}
    steps = min(CLASSES, len(known))
    return {
        value: 1 + round((index * steps // len(known)) * (CLASSES - 1) / (steps - 1))
        for index, value in enumerate(known)
    }


def _level(fact: Fact | None, levels: Mapping[float, int]) -> int:
    if fact is not None and fact.status is Status.SUPPRESSED:
        return WITHHELD
    return levels.get(fact.value, UNKNOWN) if fact is not None and fact.value is not None else UNKNOWN


def _shown(fact: Fact | None) -> bool:
    return fact is not None and fact.value is not None and fact.status is not Status.SUPPRESSED


def _end(fact: Fact) -> float:
    return max(fact.spread.high or 0.0, fact.value or 0.0)

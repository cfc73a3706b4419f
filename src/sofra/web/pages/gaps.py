"""Gaps of one service for one group: its numbers by place, and what a map of it may show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.catalogue import Pack
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE
from sofra.types.place import Place
from sofra.types.planning import Gap
from sofra.web.pages.released import Released

MEASURES = ("without", "coverage", "need", "minutes")
"""What a map can show; darker is always worse: more people, lower coverage, a longer way."""

VIEWS = ("map", "table", "chart")
WORSE = {"coverage": "low"}
"""The end of a measure that is worse, where it is not the high one."""


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


def _end(fact: Fact) -> float:
    return max(fact.spread.high or 0.0, fact.value or 0.0)

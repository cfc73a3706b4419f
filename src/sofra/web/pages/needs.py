"""Needs as a table: every indicator for one group in one place, beside the whole; or one indicator for all groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.catalogue import Indicator, Pack
from sofra.types.evidence import Discrepancy, RegisterCount
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, Label
from sofra.types.place import Place
from sofra.web.pages.released import Released

THEMES = (
    "needs", "lacks", "poverty", "housing", "health", "education", "work", "care", "rights", "digital", "safety",
    "disability", "age",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the number, the people it stands for, the number of the whole, the top of the axis, the comparison.

    `compared` is "worse", "better", "same" (the intervals overlap) or "" when there is nothing to compare.
    """

    indicator: Indicator
    fact: Fact
    people: Fact | None
    whole: Fact | None
    top: float
    compared: str
    place: Place | None = None
    group: str = EVERYONE


@dataclass(frozen=True, slots=True)
class Theme:
    """Indicators that belong together; `top` is the end of their axis for shares, 0 when there is none."""

    id: str
    rows: Sequence[Row]
    top: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two registers' counts of one group in one place, by the place's name."""

    group: GroupId
    place_name: Label | str
    counts: Sequence[RegisterCount]


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Where registers disagree: about the whole municipality, and about its parts."""

    whole: Sequence[Disagreement]
    parts: Sequence[Disagreement]


def disagreements(found: Sequence[Discrepancy], places: Sequence[Place]) -> Disagreements | None:
    """The ledger of disagreements with names of places; None when there is none."""
    names = {place.id: place.name for place in places}
    wholes = {place.id for place in places if place.kind == "municipality"}
    told = [
        (item.place in wholes, Disagreement(item.group, names.get(item.place, item.place), item.counts))
        for item in found
    ]
    return (
        Disagreements([item for whole, item in told if whole], [item for whole, item in told if not whole])
        if told
        else None
    )


def by_theme(released: Released, pack: Pack, *, group: str, place: str, root: str) -> list[Theme]:
    """All indicators of a group in a place, by theme; compared with everybody there, or with the municipality."""
    themed: dict[str, list[Row]] = {}
    for item in pack.headline.values():
        row = _row(released, item, group=group, place=place, root=root)
        if row:
            themed.setdefault(theme(item), []).append(row)
    order = {name: index for index, name in enumerate(THEMES)}
    return [_theme(name, themed[name]) for name in sorted(themed, key=lambda name: order.get(name, len(order)))]


def across(released: Released, indicator: Indicator, cells: Iterable[tuple[str, Place]], root: str) -> list[Row]:
    """One indicator for many groups or places, the highest first; each beside the whole municipality."""
    whole = released.fact(indicator.id, root)
    rows = []
    for group, place in cells:
        fact = released.fact(indicator.id, place.id, group)
        if fact:
            people = released.fact(f"{indicator.id}:people", place.id, group)
            compared = compare(fact, whole, indicator.better)
            rows.append(Row(indicator, fact, people, whole, 1.0, compared, place, group))
    tops = _tops(row.fact for row in rows)
    return sorted((_on_axis(row, tops) for row in rows), key=lambda row: -(row.fact.value or -1))


def theme(indicator: Indicator) -> str:
    """The theme that an indicator's name begins with; "other" for an office's own."""
    prefix = indicator.id.split(".")[0]
    return prefix if prefix in THEMES else "other"


def compare(fact: Fact, whole: Fact | None, better: str) -> str:
    """ "worse" or "better" when the two 95 % intervals do not touch, "same" when they do, "" when one is missing."""
    if whole is None or fact.cell == whole.cell:
        return ""
    low, high, below, above = fact.spread.low, fact.spread.high, whole.spread.low, whole.spread.high
    if low is None or high is None or below is None or above is None:
        return ""
    if low <= above and high >= below:
        return "same"
    return "worse" if (low > above) == (better == "less") else "better"


def nice_top(value: float) -> float:
    """The next round number at or above a value: 1, 2, 5, 10, 20, 50 … of its size."""
    if value <= 0:
        return 1.0
    size = 1e-6
    while size * 10 <= value:
        size *= 10
    return next(step * size for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * size >= value * (1 - 1e-9))


def _row(released: Released, indicator: Indicator, *, group: str, place: str, root: str) -> Row | None:
    fact = released.fact(indicator.id, place, group)
    if fact is None:
        return None
    whole = released.fact(indicator.id, place if group != EVERYONE else root)
    whole = None if whole is fact else whole
    people = released.fact(f"{indicator.id}:people", place, group)
    return Row(indicator, fact, people, whole, 1.0, compare(fact, whole, indicator.better))


def _theme(name: str, rows: Sequence[Row]) -> Theme:
    tops = _tops(row.fact for row in rows)
    return Theme(name, [_on_axis(row, tops) for row in rows], tops.get("share", 0.0))


def _tops(facts: Iterable[Fact]) -> Mapping[str, float]:
    highest: dict[str, float] = {}
    for fact in facts:
        if fact.value is not None:
            highest[fact.unit] = max(highest.get(fact.unit, 0), fact.spread.high or fact.value)
    return {unit: min(nice_top(high), 1.0) if unit == "share" else nice_top(high) for unit, high in highest.items()}


def _on_axis(row: Row, tops: Mapping[str, float]) -> Row:
    top = tops.get(row.fact.unit, 1.0)
    return Row(row.indicator, row.fact, row.people, row.whole, top, row.compared, row.place, row.group)

"""Scales and the index as tables: each number by group and area, what another cut-off would say, the worked example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.packs.condition import Lookup, parse_value
from sofra.packs.texts import Texts
from sofra.types.catalogue import Indicator, Pack
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, IndicatorId, Label
from sofra.types.place import Place
from sofra.types.scales import (
    CENSORED,
    M0,
    SHARE,
    A,
    Bounds,
    Dimension,
    H,
    IndexNote,
    LocalFit,
    Phase,
    Scale,
    ScalesNote,
)
from sofra.web.figures import figure
from sofra.web.pages.needs import Row, across
from sofra.web.pages.released import Released

INDEX_ROWS: Mapping[str, str] = {"h": H, "a": A, "m0": M0}
"""The numbers of the index that its page shows first."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where numbers are looked up: the release, the packs, the places, the municipality itself."""

    released: Released
    pack: Pack
    places: Sequence[Place]
    root: Place


@dataclass(frozen=True, slots=True)
class Line:
    """One scale in the list: what it says first, and of how many questions."""

    scale: Scale
    fact: Fact | None
    indicator: Indicator | None


@dataclass(frozen=True, slots=True)
class Worked:
    """The worked example of an indicator: its little table, the value by hand, and how it came about."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a scale's page says of one of its indicators."""

    scale: Scale
    indicator: Indicator | None
    choices: Sequence[Indicator]
    whole: Fact | None
    groups: Sequence[Row]
    areas: Sequence[Row]
    other_cuts: Sequence[Row]
    worked: Worked | None
    bounds: Bounds | None
    chances: Sequence[tuple[int, float]]
    phases: Sequence[tuple[Place, Phase]]
    food: LocalFit | None
    questions: Sequence[tuple[str, Label]]
    item: Label | str


@dataclass(frozen=True, slots=True)
class Part:
    """One dimension of the index: its weight, its part of M0, and the poor who lack it."""

    dimension: Dimension
    weight: float
    part: Row | None
    poor: Row | None


def lines(released: Released | None, pack: Pack, root: str) -> list[Line]:
    """All scales, those with numbers first."""
    found = [_line(scale, released, pack, root) for scale in pack.scales.values()]
    return sorted(found, key=lambda line: line.fact is None)


def shown(around: Around, scale: Scale, wish: str, note: ScalesNote | None) -> Shown:
    """The page of one scale for the indicator that was wished for, the first one otherwise."""
    released, pack, root = around.released, around.pack, around.root
    wanted = dict.fromkeys((*scale.indicators, *scale.sensitivity))
    choices = [pack.indicators[one] for one in wanted if released.fact(one, root.id)]
    indicator = next((one for one in choices if one.id == wish), choices[0] if choices else None)
    told = note or ScalesNote()
    return Shown(
        scale,
        indicator,
        choices,
        released.fact(indicator.id, root.id) if indicator else None,
        _by_group(released, indicator, root),
        _by_area(released, indicator, around.places, root),
        _cuts(released, pack, scale, root),
        worked(indicator or next((pack.indicators[one] for one in scale.indicators), None)),
        next((one for one in told.bounds if indicator and one.indicator == indicator.id), None),
        _chances(indicator),
        _phases(told, around.places) if scale.id == "vulnerability" else (),
        told.food if scale.id == "fies" else None,
        [(item, pack.variables[item].label) for item in scale.items if item in pack.variables],
        _blamed(told, indicator, pack),
    )


def parts(released: Released, pack: Pack, note: IndexNote, root: Place) -> list[Part]:
    """The dimensions of the index with their part of it, the largest first."""
    known = {one.id: one for one in pack.index.dimensions} if pack.index else {}
    found = [
        Part(
            known[id],
            weight,
            _only(released, pack, SHARE + id, root),
            _only(released, pack, CENSORED + id, root),
        )
        for id, weight in note.weights.items()
        if id in known
    ]
    return sorted(found, key=lambda part: -((part.part.fact.value if part.part else None) or 0.0))


def written(found: Mapping[str, Fact | None], texts: Texts) -> dict[str, str]:
    """Numbers that were not released, in words and without a link."""
    return {key: figure(fact, texts).text for key, fact in found.items()}


def steps(note: IndexNote, texts: Texts) -> list[tuple[float, dict[str, str]]]:
    """The index at each cut-off, in words; the interval for H alone, for the table is narrow."""
    return [
        (
            step.cut,
            {"h": figure(step.h, texts).text, "a": figure(step.a, texts).value, "m0": figure(step.m0, texts).value},
        )
        for step in note.steps
    ]


def worked(indicator: Indicator | None) -> Worked | None:
    """The first worked example of an indicator."""
    if indicator is None or not indicator.examples:
        return None
    example = indicator.examples[0]
    cells = [[cell.strip() for cell in line.split("|")] for line in example.rows.strip().splitlines()]
    return Worked(cells[0], cells[1:], example.value, example.note)


def _line(scale: Scale, released: Released | None, pack: Pack, root: str) -> Line:
    for one in scale.indicators:
        fact = released.fact(one, root) if released else None
        if fact is not None:
            return Line(scale, fact, pack.indicators.get(one))
    return Line(scale, None, None)


def _only(released: Released, pack: Pack, id: str, root: Place) -> Row | None:
    indicator = pack.indicators.get(IndicatorId(id))
    rows = across(released, indicator, [(EVERYONE, root)], root.id) if indicator else []
    return rows[0] if rows else None


def _by_group(released: Released, indicator: Indicator | None, root: Place) -> list[Row]:
    if indicator is None:
        return []
    return across(released, indicator, [(g, root) for g in released.groups() if g != EVERYONE], root.id)


def _by_area(released: Released, indicator: Indicator | None, places: Sequence[Place], root: Place) -> list[Row]:
    if indicator is None:
        return []
    return across(released, indicator, [(EVERYONE, p) for p in places if p.kind == "area"], root.id)


def _cuts(released: Released, pack: Pack, scale: Scale, root: Place) -> list[Row]:
    """The same scale by its other cut-offs, for everybody, in the order of the file."""
    found = [_only(released, pack, one, root) for one in scale.sensitivity]
    return [row for row in found if row is not None]


def _blamed(note: ScalesNote, indicator: Indicator | None, pack: Pack) -> Label | str:
    """The words of the question that stands most often in the way; "" where none does."""
    item = next((one.item for one in note.bounds if indicator and one.indicator == indicator.id), "")
    return pack.variables[item].label if item in pack.variables else item


def _chances(indicator: Indicator | None) -> list[tuple[int, float]]:
    """The probability that belongs to each raw score, where the indicator is a mean of probabilities."""
    if indicator is None or indicator.kind != "mean":
        return []
    value = parse_value(indicator.value)
    return list(enumerate(value.values)) if isinstance(value, Lookup) else []


def _phases(note: ScalesNote, places: Sequence[Place]) -> list[tuple[Place, Phase]]:
    """The levels of the municipality and its areas; a settlement's sample is too small for a level."""
    names = {place.id: place for place in places if place.kind != "settlement"}
    return [(names[one.place], one) for one in note.phases if one.place in names]

"""Chapter 10: needs set against places: who is left without, where, and which services nobody offers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from sofra.report.numbers import asked, value, whole
from sofra.report.pieces import bars, breaks, mark, note, signs, source, table
from sofra.report.summary import absent_kinds, leading
from sofra.report.view import View
from sofra.types.document import Block, Map, Paragraph, Section, Shape
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE, GroupId
from sofra.types.place import Place
from sofra.types.planning import Gap

MOST_BARS = 10
MOST_IN_AREAS = 3
MOST_TRIED = 12
KNOWN_ENOUGH = 0.5
"""The share of places that must have a number before a map says more than it hides."""


def chapter(view: View) -> Section:
    """All gaps of the municipality, a chart of those without a place, the map of the most pressing need."""
    gaps = of_municipality(view)
    known = [gap for gap in gaps if gap.need.value is not None]
    if not known and not view.material.inventory.services:
        return Section(view.say("chapter.shortfall"), (Paragraph(view.say("shortfall.none")),))
    blocks: list[Block] = [
        Paragraph(view.say("shortfall.formula")),
        Paragraph(view.say("shortfall.shared")),
        table(view, "gaps", [_row(gap, view) for gap in known], "llrrrrr"),
    ]
    if len(known) < len(gaps):
        blocks.append(note(view.say("shortfall.unknown", n=len(gaps) - len(known))))
    for_all = [gap for gap in known if gap.group == EVERYONE] or known
    marks = [mark(_label(gap, view), gap.without, view) for gap in for_all if gap.without.value][:MOST_BARS]
    if marks:
        blocks.append(bars(view, "without", marks, "people"))
    return Section(view.say("chapter.shortfall"), tuple(blocks), (_absent(view), _areas(view), _where(view)))


def of_municipality(view: View) -> list[Gap]:
    """The gaps of the whole municipality, those with most people without a place first."""
    return sorted((g for g in view.material.gaps if g.place == view.home), key=lambda g: -(g.without.value or -1))


def needs_map(view: View) -> Map | None:
    """The share of people in the most pressing need by place, for its group or else for everybody.

    None when no need is known for enough places, or differs between them by a whole per cent.
    """
    for gap in leading(view, MOST_TRIED):
        for group in dict.fromkeys((gap.group, EVERYONE)):
            for kind, indicator in product(
                ("settlement", "area"), (gap.indicator.replace("needs.", "lacks."), gap.indicator)
            ):
                places = [place for place in view.kind(kind) if place.geometry]
                facts = [
                    fact for fact in (view.fact(indicator, place.id, group) for place in places) if fact is not None
                ]
                if _tells(facts, len(places)):
                    return _map(view, places, facts, (indicator, group))
    return None


def _tells(facts: Sequence[Fact], places: int) -> bool:
    """Whether a map of these facts would say more than it hides."""
    values = [fact.value for fact in facts if fact.value is not None]
    return len(values) >= max(2, KNOWN_ENOUGH * places) and len({round(value, 2) for value in values}) > 1


def _map(view: View, places: Sequence[Place], facts: Sequence[Fact], what: tuple[str, GroupId]) -> Map:
    by_place = {fact.cell.place: fact for fact in facts}
    shapes = tuple(_shape(place, by_place.get(place.id), view) for place in places)
    indicator, group = view.short(what[0]), view.group(what[1])
    told_ = "; ".join(view.say("chart.told", label=s.label, value=s.text) for s in shapes if s.text)
    title = view.say("chart.needs_map.title", indicator=indicator, group=group)
    return Map(
        title=title,
        shapes=shapes,
        alt=view.say("chart.map_alt", title=title, told=told_),
        legend=indicator,
        lines=tuple(view.material.roads),
        breaks=breaks([shape.value for shape in shapes if shape.value is not None], facts[0].unit),
        unit=facts[0].unit,
        source=" ".join(part for part in (source(view), signs([shape.text for shape in shapes], view)) if part),
    )


def _shape(place: Place, fact: Fact | None, view: View) -> Shape:
    shape = Shape(str(place.id), view.name(place.name), place.geometry)
    if fact is None:
        return replace(shape, state="none")
    if fact.value is None:
        state = "withheld" if fact.status is Status.SUPPRESSED else "none"
        words = view.texts.say("status.suppressed") if state == "withheld" else ""
        return replace(shape, state=state, text=words)
    # A place falls into the class of the number that it prints.
    return replace(shape, value=round(fact.value, 2), text=value(fact, view))


def _row(gap: Gap, view: View) -> tuple[str, ...]:
    return (
        view.service(gap.service),
        view.group(gap.group),
        whole(gap.need, view),
        value(gap.places, view),
        whole(gap.without, view),
        whole(gap.coverage, view) if gap.places.value else value(gap.coverage, view),  # No place covers 0 % for sure.
        asked(gap.need, view),
    )


def _label(gap: Gap, view: View) -> str:
    return view.say("gap.label", service=view.service(gap.service), group=view.group(gap.group))


def _absent(view: View) -> Section:
    """Services with people in need and nobody who offers them; then those about whose need nothing is known."""
    if not view.material.inventory.services:
        return Section(view.say("section.absent"), (Paragraph(view.say("offer.none")),))
    kinds = absent_kinds(view)
    asked_ = {gap.service for gap in view.material.gaps if gap.need.value is not None}
    known = [view.service(kind) for kind in kinds if kind in asked_]
    unknown = [view.service(kind) for kind in kinds if kind not in asked_]
    blocks: list[Block] = []
    if known:
        blocks.append(Paragraph(view.say("shortfall.absent_known", n=len(known), services=", ".join(known))))
    if unknown:
        blocks.append(Paragraph(view.say("shortfall.absent_unknown", n=len(unknown), services=", ".join(unknown))))
    if not blocks:
        blocks.append(Paragraph(view.say("shortfall.absent_none")))
    return Section(view.say("section.absent"), tuple(blocks))


def _areas(view: View) -> Section:
    """The leading gaps in each area."""
    wanted = [(gap.service, gap.group) for gap in leading(view, MOST_IN_AREAS)]
    areas = [area.id for area in view.kind("area")]
    found = [gap for gap in view.material.gaps if gap.place in areas and (gap.service, gap.group) in wanted]
    found.sort(key=lambda gap: (wanted.index((gap.service, gap.group)), areas.index(gap.place)))
    rows = [
        (_label(gap, view), view.place(gap.place), whole(gap.need, view), value(gap.places, view),
         whole(gap.without, view), asked(gap.need, view))
        for gap in found
    ]  # fmt: skip
    blocks: list[Block] = [Paragraph(view.say("shortfall.areas"))] if rows else []
    blocks.append(table(view, "area_gaps", rows, "llrrrr"))
    return Section(view.say("section.area_gaps"), tuple(blocks))


def _where(view: View) -> Section:
    drawn = needs_map(view)
    block: Block = drawn if drawn else Paragraph(view.say("shortfall.no_map"))
    return Section(view.say("section.needs_map"), (block,))

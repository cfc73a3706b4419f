"""Facts laid on places: each settlement or area with its own number, or its area's, and the map that shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sofra.packs.texts import Texts
from sofra.report.classes import classes, printed
from sofra.types.document import Layer, Map, Pin, Shape
from sofra.types.fact import Fact, Status
from sofra.types.place import Place
from sofra.web.figures import amount, by_model, figure, modelled

Number = Callable[[str], Fact | None]
"""The chosen fact of a place, by the place's id; None when there is none."""

TOLD = 40
"""Places that the text alternative names; the table has them all."""

COUNTS = frozenset({"people", "households", "places"})
"""Units that add up: an area's number says nothing of one settlement's, so it is not lent to it."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A place with the number that colours it: its `own` or its area's.

    `model` is True where its own number was worked out by a model and not asked.
    """

    place: Place
    fact: Fact | None
    own: bool
    model: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a map: its title, what its colours say, where its numbers come from; which end is `worse`."""

    title: str
    legend: str
    source: str
    worse: str = "high"


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands under and on the colours: layers, pins, sentences; `breaks` are classes shared with other maps."""

    layers: Sequence[Layer] = ()
    pins: Sequence[Pin] = ()
    notes: Sequence[str] = ()
    breaks: Sequence[float] = ()


def shades(places: Sequence[Place], level: str, number: Number) -> list[Shade]:
    """The places of a level ("settlement", "area", "municipality"), each with its number.

    A settlement without a number of its own has its area's share or minutes; a count only where no settlement has one.
    """
    found = [(place, number(place.id)) for place in places if place.kind == level]
    lend = not any(fact is not None and fact.unit in COUNTS for _, fact in found)
    return [_shade(place, fact, number if lend else None) for place, fact in found]


def common_breaks(found: Sequence[Sequence[Shade]]) -> tuple[float, ...]:
    """One set of classes for all these maps, so that a colour means the same on each; () for fewer than two maps."""
    if len(found) < 2:
        return ()
    together = [shade for shaded in found for shade in shaded]
    return classes(_values(together), _unit(together))


def themed(found: Sequence[Shade], caption: Caption, texts: Texts, ground: Ground = Ground()) -> Map:
    """The map of these numbers, in the classes of `ground`, or in its own where it shares none."""
    unit, shapes = _unit(found), tuple(_shape(shade, texts) for shade in found)
    lost = sum(shape.geometry is None for shape in shapes)
    told = "; ".join(f"{shape.label}: {shape.text}" for shape in shapes[:TOLD] if shape.text)
    return Map(
        title=caption.title,
        shapes=shapes,
        alt=texts.say("maps.alt", title=caption.title, told=told or "–"),
        legend=caption.legend,
        pins=ground.pins,
        breaks=tuple(ground.breaks) or classes(_values(found), unit),
        unit=unit,
        source=caption.source,
        layers=ground.layers,
        worse=caption.worse,
        notes=(*ground.notes, *([texts.say("maps.nothing_drawn", n=lost)] if lost else [])),
    )


def spot_of(place: Place) -> dict[str, object] | None:
    """The place's outline, else its point; None where nobody knows where it lies."""
    if place.geometry:
        return dict(place.geometry)
    return {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lon is not None else None


def _shade(place: Place, fact: Fact | None, lend: Number | None) -> Shade:
    if fact is not None or lend is None or not place.parent or place.kind != "settlement":
        return Shade(place, fact, own=True, model=modelled(fact))
    return Shade(place, lend(place.parent), own=False)


def _shape(shade: Shade, texts: Texts) -> Shape:
    place, fact = shade.place, shade.fact
    name, told = texts.name(place.name), _told(shade, texts)
    if fact is not None and fact.status is Status.SUPPRESSED:
        return Shape(place.id, name, spot_of(place), state="withheld", told=told)
    if fact is None or fact.value is None:
        return Shape(place.id, name, spot_of(place), state="none", told=told)
    value, text = printed(fact.value, fact.unit), amount(fact.value, fact.unit, texts)
    return Shape(place.id, name, spot_of(place), value, text, "value", shade.model, told)


def _values(found: Iterable[Shade]) -> list[float]:
    facts = [shade.fact for shade in found if shade.fact is not None and shade.fact.status is not Status.SUPPRESSED]
    return [printed(fact.value, fact.unit) for fact in facts if fact.value is not None]


def _unit(found: Iterable[Shade]) -> str:
    return next((shade.fact.unit for shade in found if shade.fact), "")


def _told(shade: Shade, texts: Texts) -> str:
    words = figure(shade.fact, texts).text
    if shade.model:
        return texts.say(f"web.gaps.{'by_model' if by_model(shade.fact) else 'from_area'}", value=words)
    return texts.say("web.gaps.of_area", value=words) if not shade.own and shade.fact is not None else words

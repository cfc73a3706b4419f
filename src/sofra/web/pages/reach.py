"""Who can reach it: the classes of the map, the lines of the table and the sheet, from what settlements reach today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sofra.gaps.within_reach import farthest_first, minutes_told, told, usable_told
from sofra.gaps.words import service_name
from sofra.packs.texts import Texts
from sofra.report.classes import classes, printed
from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.state import Reach, State
from sofra.resources.reach.town import Town
from sofra.types.catalogue import Pack
from sofra.types.document import Map, Shape, Table
from sofra.types.place import Place
from sofra.web.pages.shades import TOLD, Caption, Ground, spot_of
from sofra.work.reaching import BY, Found, shown_homes

MEASURES = ("minutes", "choice", "reach")
"""What the map can show: minutes to the nearest, sites to choose from, places for 1,000 people."""

UNITS = {"minutes": "minutes", "choice": "sites", "reach": "places_per_1000"}


@dataclass(frozen=True, slots=True)
class Line:
    """One settlement or hexagon: its people (the households asked in it), the nearest service, and what is within
    reach, all in words; `beyond` the limit."""

    place: Place
    people: str
    minutes: str
    usable: str
    nearest: str
    sites: str
    places: str
    per_1000: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class Share:
    """One group's people within and beyond the limit, in words; `usable`: the share beyond sites free of steps."""

    group: str
    people: str
    beyond: str
    share: str
    usable: str


def measured(town: Town, measure: str) -> Reach:
    """The chosen measure of every settlement."""
    return {"minutes": town.minutes, "choice": town.sites, "reach": town.per_1000}[measure]


def drawn(found: Found, measure: str, caption: Caption, said: Texts, *, ground: Ground) -> Map:
    """The map of the chosen measure. Minutes always have the same classes: parts of the limit, and beyond it.

    A settlement without any way there is drawn in the worst class of minutes, and its words say so.
    """
    town, unit = found.chosen, UNITS[measure]
    reach = measured(town, measure)
    seen = shown_homes(found)
    both = (measured(found.every, measure), measured(found.usable, measure))  # one set of classes for both maps
    known = [printed(value, unit) for one in both for home in seen if (value := one.at(home)[0]) is not None]
    breaks = _minutes_classes(reach, found.wish.within, seen) if measure == "minutes" else classes(known, unit)
    worst = breaks[-1] if breaks else None
    shapes = [_shape(reach, home, place, said, unit=unit, worst=worst) for home, place in enumerate(town.settlements)]
    told_shapes = [shapes[home] for home in seen]
    shapes = [*told_shapes, *(_withheld(shapes[home], said) for home in sorted(set(range(len(shapes))) - set(seen)))]
    lost = sum(shape.geometry is None for shape in shapes)
    return Map(
        title=caption.title,
        shapes=shapes,
        alt=said.say("maps.alt", title=caption.title, told=_spoken(told_shapes)),
        legend=caption.legend,
        pins=ground.pins,
        breaks=breaks,
        unit=unit,
        source=caption.source,
        layers=ground.layers,
        worse="high" if measure == "minutes" else "low",
        subject=said.say(f"reach.column.{columns(found)[0]}"),
        notes=(*_notes(found, reach, measure, said), *([said.say("maps.nothing_drawn", n=lost)] if lost else [])),
    )


def _notes(found: Found, reach: Reach, measure: str, said: Texts) -> list[str]:
    """What to know of the map: no roads, from where one looks, whom no way leads there, sites that nobody looked at."""
    notes = [said.say(found.flag, **found.said)] if found.flag else []
    notes += by_notes(found, said)
    if measure == "minutes" and any(reach.at(home)[1] is State.OUT_OF_REACH for home in shown_homes(found)):
        notes.append(said.say("web.reach.darkest"))
    if found.wish.usable and found.every.unlooked:
        notes.append(said.say("web.reach.at_most", n=found.every.unlooked))
    return notes


def by_notes(found: Found, said: Texts) -> list[str]:
    """What to know of hexagons: from where one looks, and which of them have no number."""
    if found.wish.by == BY[0]:
        return []
    notes = [said.say(f"web.reach.by_note.{found.wish.by}")]
    empty = len(found.chosen.settlements) - len(shown_homes(found))
    return [*notes, said.say("web.reach.few_or_none", n=empty)] if empty else notes


def columns(found: Found) -> tuple[str, ...]:
    """The columns of the table: a hexagon of households has those who were asked in place of those who live there."""
    first = {BY[1]: ("hexagon", "people"), BY[2]: ("hexagon", "households")}.get(found.wish.by, COLUMNS[:2])
    return (*first, *COLUMNS[2:])


def lines(found: Found, said: Texts) -> list[Line]:
    """The settlements or hexagons in words, the farthest first."""
    seen = set(shown_homes(found))
    return [_line(found, home, said) for home in farthest_first(found.chosen.minutes) if home in seen]


def shares(found: Found, said: Texts) -> list[Share]:
    """Who lives beyond the limit, by age and sex."""
    return [
        Share(
            said.say(f"reach.group.{group}"),
            said.number(one.within + one.beyond),
            said.number(one.beyond),
            _percent(one, said),
            _usable(found, found.usable_groups[group], said),
        )
        for group, one in found.groups.items()
    ]


def as_table(found: Found, rows: Sequence[Line], said: Texts, pack: Pack) -> Table:
    """The table as a sheet."""
    header = [said.say(f"reach.column.{name}") for name in columns(found)]
    body = [
        (
            said.name(row.place.name),
            row.people,
            row.minutes,
            row.nearest,
            row.usable,
            row.sites,
            row.places,
            row.per_1000,
        )
        for row in rows
    ]
    notes = [said.say(found.flag, **found.said)] if found.flag else []
    notes += [said.say(f"web.reach.method_note.{found.wish.method}"), *by_notes(found, said)]
    return Table(service_name(found.wish.kind, pack, said), header, body, "lrrlrrrr", " ".join(notes))


def group_table(found: Found, said: Texts) -> Table:
    """Who lives beyond the limit, as a sheet."""
    header = [said.say(f"reach.column.{name}") for name in ("group", "people", "beyond", "share", "share_usable")]
    rows = [(row.group, row.people, row.beyond, row.share, row.usable) for row in shares(found, said)]
    return Table(said.say("web.reach.beyond_title", n=round(found.wish.within)), header, rows, "lrrrr")


COLUMNS = ("place", "people", "minutes", "nearest", "usable", "sites", "places", "per_1000")


def _line(found: Found, number: int, said: Texts) -> Line:
    town = found.chosen
    place, near = town.settlements[number], town.nearest[number]
    minutes = town.minutes.at(number)[0]
    return Line(
        place,
        _people(place, said, by=found.wish.by),
        minutes_told(town.minutes, number, found.wish.within, said),
        usable_told(found.usable, number, found.wish.within, said),
        said.name(near.service.name) if near else "–",
        told(town.sites, number, "sites", said),
        told(town.places, number, "places", said),
        told(town.per_1000, number, "places_per_1000", said),
        minutes is None or minutes > found.wish.within,
    )


def _percent(one: Beyond, said: Texts) -> str:
    return said.say("web.reach.no_people") if one.share is None else said.percent(one.share)


def _usable(found: Found, one: Beyond, said: Texts) -> str:
    """The share too far from a site known to be step-free: at most so many where nobody looked at some of them."""
    if not found.every.unlooked or one.share is None:
        return _percent(one, said)
    if not found.usable.offers:
        return said.say("reach.short.unlooked")
    return said.say("web.reach.at_most_share", share=said.percent(one.share))


def _people(place: Place, said: Texts, *, by: str) -> str:
    people = place.households if by == BY[2] else place.people
    return said.say("web.figure.none") if people is None else said.number(people)


def _withheld(shape: Shape, said: Texts) -> Shape:
    return replace(shape, value=None, text="", state="withheld", told=said.say("web.reach.few"))


def _shape(reach: Reach, home: int, place: Place, said: Texts, *, unit: str, worst: float | None) -> Shape:
    value, state = reach.at(home)
    name, words = said.name(place.name), told(reach, home, unit, said)
    if value is not None:
        return Shape(place.id, name, spot_of(place), printed(value, unit), words)
    if unit == "minutes" and state is State.OUT_OF_REACH:
        return Shape(place.id, name, spot_of(place), worst, words, told=words)
    return Shape(place.id, name, spot_of(place), state="none", told=words)


def _minutes_classes(reach: Reach, within: float, homes: Sequence[int]) -> tuple[float, ...]:
    """A third, two thirds, the whole and twice the limit; a last class for what is farther, or has no way at all."""
    limits = [printed(part, "minutes") for part in (within / 3, within * 2 / 3, within, within * 2)]
    every = [reach.at(home) for home in homes]
    longest = max((printed(value, "minutes") for value, _ in every if value is not None), default=0.0)
    cut_off = limits[-1] * 2 if any(state is State.OUT_OF_REACH for _, state in every) else 0.0
    last = max(longest, cut_off)
    return (*limits, last) if last > limits[-1] else tuple(limits)


def _spoken(shapes: Sequence[Shape]) -> str:
    """The first settlements in words; the table has them all."""
    return "; ".join(f"{shape.label}: {shape.told or shape.text}" for shape in shapes[:TOLD]) or "–"

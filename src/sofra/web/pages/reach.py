"""Who can reach it: the classes of the map, the lines of the table and the sheet, from what settlements reach today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sofra.gaps.within_reach import farthest_first, minutes_told, told
from sofra.gaps.words import service_name
from sofra.packs.texts import Texts
from sofra.resources.reach.state import Reach, State
from sofra.resources.reach.town import Town
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.place import Place
from sofra.web.figures import amount
from sofra.work.reaching import Found

MEASURES = ("minutes", "choice", "reach")
"""What the map can show: minutes to the nearest, sites to choose from, places for 1,000 people."""

UNITS = {"minutes": "minutes", "choice": "sites", "reach": "places_per_1000"}
FARTHEST, UNKNOWN = 5, 0
FEWER = (4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One settlement: its people, the nearest service, and what is within reach, all in words; `level` is its class."""

    place: Place
    people: str
    minutes: str
    usable: str
    nearest: str
    sites: str
    places: str
    per_1000: str
    level: int
    beyond: bool


@dataclass(frozen=True, slots=True)
class Band:
    """One line of the legend: class, what it means, how many settlements."""

    level: int
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Share:
    """One group's people within and beyond the limit, in words."""

    group: str
    people: str
    beyond: str
    share: str


def measured(town: Town, measure: str) -> Reach:
    """The chosen measure of every settlement."""
    return {"minutes": town.minutes, "choice": town.sites, "reach": town.per_1000}[measure]


def levels(reach: Reach, measure: str, within: float) -> list[int]:
    """The class of every settlement, 1 (best) to 5 (worst), 0 where there is no number.

    Minutes have the same classes always: a third, two thirds, the whole and twice the limit; no way is the worst.
    Choice and places: nothing is the worst, the others a quarter of the settlements each, the more the better.
    """
    told = [reach.at(home) for home in range(len(reach.value))]
    if measure == "minutes":
        return [_far(value, state, within) for value, state in told]
    known = sorted({value for value, _ in told if value})
    return [_few(value, known) for value, _ in told]


def legend(reach: Reach, found: Sequence[int], measure: str, said: Texts, *, within: float) -> list[Band]:
    """The classes that occur, the best first, each with its numbers and how many settlements."""
    bands = []
    for level in (1, 2, 3, 4, 5, UNKNOWN):
        inside = [reach.at(home)[0] for home, one in enumerate(found) if one == level]
        values = [value for value in inside if value is not None]
        words = _minutes_band(level, within, said) if measure == "minutes" else _band(values, measure, said)
        if inside:
            bands.append(Band(level, words, len(inside)))
    return bands


def lines(found: Found, shades: Sequence[int], said: Texts) -> list[Line]:
    """The settlements in words, the farthest first."""
    town = found.chosen
    rows = [_line(found, number, shades[number], said) for number in range(len(town.settlements))]
    return [rows[home] for home in farthest_first(town.minutes)]


def shares(found: Found, said: Texts) -> list[Share]:
    """Who lives beyond the limit, by age and sex."""
    return [
        Share(
            said.say(f"web.reach.group.{group}"),
            said.number(one.within + one.beyond),
            said.number(one.beyond),
            said.say("web.reach.no_people") if one.share is None else said.percent(one.share),
        )
        for group, one in found.groups.items()
    ]


def map_values(found: Found, shades: Sequence[int], measure: str, said: Texts) -> dict[str, dict[str, Any]]:
    """For each settlement its class, its name and its number in words."""
    town = found.chosen
    reach = measured(town, measure)
    return {
        place.id: {"c": shades[number], "m": False, "name": said.name(place.name),
                   "text": told(reach, number, UNITS[measure], said)}
        for number, place in enumerate(town.settlements)
    }  # fmt: skip


def as_table(found: Found, rows: Sequence[Line], said: Texts, pack: Pack) -> Table:
    """The table as a sheet."""
    header = [said.say(f"web.reach.column.{name}") for name in COLUMNS]
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
    note = said.say(found.flag, **found.said) if found.flag else ""
    return Table(service_name(found.wish.kind, pack, said), header, body, "lrrlrrrr", note)


def group_table(found: Found, said: Texts) -> Table:
    """Who lives beyond the limit, as a sheet."""
    header = [said.say(f"web.reach.column.{name}") for name in ("group", "people", "beyond", "share")]
    rows = [(row.group, row.people, row.beyond, row.share) for row in shares(found, said)]
    return Table(said.say("web.reach.beyond_title", n=round(found.wish.within)), header, rows, "lrrr")


COLUMNS = ("place", "people", "minutes", "nearest", "usable", "sites", "places", "per_1000")


def _line(found: Found, number: int, level: int, said: Texts) -> Line:
    town = found.chosen
    place, near = town.settlements[number], town.nearest[number]
    minutes = town.minutes.at(number)[0]
    return Line(
        place,
        said.say("web.figure.none") if place.people is None else said.number(place.people),
        minutes_told(town.minutes, number, found.wish.within, said),
        minutes_told(found.usable.minutes, number, found.wish.within, said),
        said.name(near.service.name) if near else "–",
        told(town.sites, number, "sites", said),
        told(town.places, number, "places", said),
        told(town.per_1000, number, "places_per_1000", said),
        level,
        minutes is None or minutes > found.wish.within,
    )


def _far(value: float | None, state: State, within: float) -> int:
    if value is None:
        return FARTHEST if state in (State.OUT_OF_REACH, State.NO_SERVICE) else UNKNOWN
    return 1 + sum(value > limit for limit in _limits(within))


def _few(value: float | None, known: Sequence[float]) -> int:
    if value is None:
        return UNKNOWN
    return FARTHEST if value == 0 else FEWER[known.index(value) * len(FEWER) // len(known)]


def _band(values: Sequence[float], measure: str, said: Texts) -> str:
    if not values:
        return said.say("web.figure.none")
    low, high = (amount(one, UNITS[measure], said) for one in (min(values), max(values)))
    return low if low == high else f"{low} – {high}"


def _minutes_band(level: int, within: float, said: Texts) -> str:
    limits = [0.0, *_limits(within)]
    if level == UNKNOWN:
        return said.say("web.figure.none")
    if level == FARTHEST:
        return said.say("web.reach.band_last", low=limits[-1])
    return said.say(
        "web.reach.band" if level > 1 else "web.reach.band_first", low=limits[level - 1], high=limits[level]
    )


def _limits(within: float) -> tuple[float, ...]:
    return (within / 3, within * 2 / 3, within, within * 2)

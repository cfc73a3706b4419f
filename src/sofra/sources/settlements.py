"""Settlements, areas and the municipality from a table, with the people who live there by sex and age."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.names import clean, fold
from sofra.sources.records import Cells, build_items
from sofra.sources.tables import read_table
from sofra.types.answers import Held
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Reading
from sofra.types.keys import PlaceId
from sofra.types.place import AgeSex, Place

WANTED = (
    Wanted("code", ("id", "place_id", "settlement_id", "settlement_code", "шифра", "код", "матичен број"), needed=True),
    Wanted("name", ("settlement", "place", "назив", "име", "населено место", "населба"), needed=True, many=True),
    Wanted("kind", ("type", "level", "вид", "ниво")),
    Wanted("parent", ("parent_id", "parent_code", "area", "area_code", "подрачје", "припаѓа на")),
    Wanted("lon", ("longitude", "long", "x", "lng", "географска должина")),
    Wanted("lat", ("latitude", "y", "географска ширина")),
    Wanted("households", ("number of households", "homes", "домаќинства", "број на домаќинства")),
    Wanted("population", ("people", "total", "inhabitants", "население", "вкупно", "жители", "вкупно население")),
)
KINDS = {
    "municipality": ("општина", "komuna", "opština", "općina", "grad"),
    "area": ("подрачје", "реон", "zone", "zona", "oblast", "district"),
    "settlement": ("населено место", "населба", "село", "град", "vendbanim", "naselje", "city", "town", "village",
                   "hamlet", "suburb", "neighbourhood", "isolated dwelling", "locality", "islet", "farm", "quarter"),
}  # fmt: skip
WOMEN = frozenset({"f", "w", "zh", "z", "female", "females", "women", "zheni", "femra", "zene", "zhene"})
MEN = frozenset({"m", "male", "males", "men", "mazhi", "meshkuj", "muskarci", "mushkarci"})
CLASS = re.compile(r"([a-z]+) ?(\d{1,3})(?: ?(plus|i povekje|and over|vise)| (\d{1,3}))?$")
OPEN = re.compile(r"\+\s*$")


def read_settlements(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[Place]:
    """The places of a table; nobody is invented where nobody was counted.

    Columns such as f_0_14, m_65_plus or "жени 0-14" are people by sex and age; of a lone total column the people come
    without sex ("") and age. Other columns stay as attributes. Rows with a bad cell, an id that came before, or a
    parent that the table does not have, are held.
    """
    table = read_table(path, sheet, limits)
    classes = {head: part for head in table.header if (part := age_class(head))}
    reading = build_items(table, WANTED, lambda cells: _place(cells, classes), columns, key=lambda place: place.id)
    return _one_point(_with_parents(reading))


def age_class(head: str) -> tuple[str, int, int | None] | None:
    """Sex, lowest and highest age that a header names: "f_0_14", "Мажи 65+"; None for any other header."""
    found = CLASS.fullmatch(fold(OPEN.sub(" plus", head)))
    if not found or found[1] not in WOMEN | MEN:
        return None
    low = int(found[2])
    high = None if found[3] else int(found[4]) if found[4] else low
    return ("f" if found[1] in WOMEN else "m", low, high)


def _place(cells: Cells, classes: Mapping[str, tuple[str, int, int | None]]) -> Place:
    name = cells.label("name")
    code = cells.code("code")
    if not name:
        name = MappingProxyType({"en": code})
    kind, spelled = _kind(cells)
    attributes = {clean(head): text for head, text in cells.record.rest.items() if head not in classes}
    if spelled:
        attributes["class"] = spelled
    return Place(
        PlaceId(code),
        name,
        kind,
        PlaceId(cells.text("parent")) if cells.text("parent") else None,
        cells.decimal("lon", -180, 180),
        cells.decimal("lat", -90, 90),
        _people(cells, classes),
        cells.whole("households"),
        attributes=MappingProxyType(attributes),
    )


def _kind(cells: Cells) -> tuple[str, str]:
    text = cells.text("kind")
    kind = cells.one_of("kind", KINDS, "settlement")
    return kind, "" if fold(text) in KINDS else text


def _people(cells: Cells, classes: Mapping[str, tuple[str, int, int | None]]) -> tuple[AgeSex, ...]:
    parts = []
    for head, (sex, low, high) in classes.items():
        count = Cells(replace(cells.record, cells={head: cells.record.rest.get(head, "")}), cells.issues).whole(head)
        if count is not None:
            parts.append(AgeSex(sex, low, high, count))
    total = cells.whole("population")
    if parts and total is not None and total != sum(part.people for part in parts):
        cells.blame("population_differs", "population", str(total), str(sum(part.people for part in parts)))
    if not parts and total is not None:
        return (AgeSex("", 0, None, total),)
    return tuple(parts)


def _with_parents(reading: Reading[Place]) -> Reading[Place]:
    """The reading without the places whose parent is not there."""
    known = {place.id for place in reading.items}
    lost = [place for place in reading.items if place.parent and place.parent not in known]
    if not lost:
        return reading
    issues = [
        Issue("place_parent_unknown", Where(reading.origin.name, column="parent"),
              {"place": place.id, "parent": place.parent or ""}, Severity.ROW)
        for place in lost
    ]  # fmt: skip
    held = [Held("settlement", {"code": place.id, "parent": place.parent}, (issue,))
            for place, issue in zip(lost, issues, strict=True)]  # fmt: skip
    kept = tuple(place for place in reading.items if place not in lost)
    return replace(reading, items=kept, issues=(*reading.issues, *issues), held=(*reading.held, *held))


def _one_point(reading: Reading[Place]) -> Reading[Place]:
    """The reading with a note for each settlement that stands where an earlier one does."""
    first: dict[tuple[float, float], Place] = {}
    notes = []
    for place in reading.items:
        if place.kind == "settlement" and place.lon is not None and place.lat is not None:
            other = first.setdefault((place.lon, place.lat), place)
            if other is not place:
                values = {"one": other.id, "other": place.id, "point": f"{place.lon:g}, {place.lat:g}"}
                notes.append(Issue("places_one_point", Where(reading.origin.name), values, Severity.NOTE))
    return replace(reading, issues=(*reading.issues, *notes)) if notes else reading


def names_twice(places: Sequence[Place]) -> set[str]:
    """Folded names that more than one place has."""
    counts = Counter(fold(text) for place in places for text in set(place.name.values()))
    return {name for name, count in counts.items() if count > 1}

"""The inventory as sheets: the filled workbook with everything, and one kind as a plain table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sofra.packs.texts import Texts
from sofra.resources.listed import codes, detail_columns, links, name_of
from sofra.types.book import BookCell, BookColumn, BookSheet
from sofra.types.catalogue import Pack
from sofra.types.cells import flat
from sofra.types.columns import KINDS, SERVICES, Column, Flat, Kind, Part, columns_of
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service

BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Stock:
    """The inventory with all that says what its cells mean: places, packs, the reader's language."""

    inventory: Inventory
    places: Sequence[Place]
    pack: Pack
    texts: Texts


def sheets(stock: Stock, versions: Mapping[str, int]) -> list[BookSheet]:
    """All sheets of the filled workbook. `versions` by "kind/id" say later whether somebody changed it meanwhile."""
    own = [_sheet(kind, stock, versions) for kind in KINDS.values()]
    parts = [_part_sheet(part, stock) for part in SERVICES.parts]
    return [*own, *parts, _places_sheet(stock)]


def _sheet(kind: Kind, stock: Stock, versions: Mapping[str, int]) -> BookSheet:
    columns = columns_of(kind, detail_columns(stock.pack) if kind.name == "assets" else ())
    words = choices(columns, stock)
    say = stock.texts.say
    heads = [
        BookColumn(say("inventory.field.id")),
        *(BookColumn(name_of(kind.name, one.name, stock.pack, stock.texts), _to_choose(one, words)) for one in columns),
        BookColumn(say("inventory.field.version"), locked=True),
    ]
    rows = [
        [thing.id, *(cell(flat(thing, [one])[one.name], one, words) for one in columns),
         versions.get(f"{kind.name}/{thing.id}")]
        for thing in getattr(stock.inventory, kind.name)
    ]  # fmt: skip
    return BookSheet(say(f"inventory.sheet.{kind.name}"), heads, rows)


def _part_sheet(part: Part, stock: Stock) -> BookSheet:
    words, say = choices(part.columns, stock), stock.texts.say
    named = told_apart(links("services", stock.inventory, stock.places, stock.texts))
    heads = [
        BookColumn(say("inventory.field.service"), tuple(named.values())),
        *(BookColumn(name_of(part.name, one.name, stock.pack, stock.texts), _to_choose(one, words))
          for one in part.columns),
    ]  # fmt: skip
    rows = [
        [named[service.id], *cells] for service in stock.inventory.services for cells in _lines(service, part, words)
    ]
    return BookSheet(say(f"inventory.sheet.{part.name}"), heads, rows)


def _lines(service: Service, part: Part, words: Mapping[str, Mapping[str, str]]) -> list[list[BookCell]]:
    lines: Sequence[Any] = getattr(service, part.name)
    return [[cell(flat(line, [one])[one.name], one, words) for one in part.columns] for line in lines]


def _places_sheet(stock: Stock) -> BookSheet:
    say = stock.texts.say
    heads = [BookColumn(say("inventory.field.id")), BookColumn(say("inventory.field.place"))]
    rows = [[place.id, stock.texts.name(place.name)] for place in stock.places]
    return BookSheet(say("inventory.sheet.places"), heads, rows, closed=True)


def choices(columns: Sequence[Column], stock: Stock) -> dict[str, Mapping[str, str]]:
    """The words of every list that the columns use, by the name of the list: of codes, and of what one may point at."""
    found: dict[str, Mapping[str, str]] = {}
    for column in columns:
        if column.kind in ("code", "codes"):
            found[column.of] = codes(column.of, stock.pack, stock.texts)
        elif column.kind in ("link", "links"):
            found[column.of] = told_apart(links(column.of, stock.inventory, stock.places, stock.texts))
    say = stock.texts.say
    return {**found, "plain": {"yes": say("inventory.yes"), "no": say("inventory.no")}}


def told_apart(named: Mapping[str, str]) -> dict[str, str]:
    """What a cell says for each id: the name, with the id behind it where another has the same name or a mark in it."""
    count = Counter(name.casefold() for name in named.values())
    plain = {id for id, name in named.items() if count[name.casefold()] == 1 and not set(name) & set(";|\n")}
    return {id: name if id in plain else id if name == id else f"{name} ({id})" for id, name in named.items()}


def cell(value: Flat, column: Column, words: Mapping[str, Mapping[str, str]]) -> BookCell:
    """A flat value as a workbook writes it: codes in words, several with semicolons between them."""
    known = words.get(column.of, {})
    if isinstance(value, bool):
        return words["plain"]["yes" if value else "no"]
    if isinstance(value, tuple):
        return BETWEEN.join(known.get(one, one) for one in value)
    if column.kind in ("code", "link"):
        return known.get(str(value), str(value)) if value else ""
    return value


def _to_choose(column: Column, words: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    if column.kind == "sure":
        return tuple(words["plain"].values())
    return tuple(words[column.of].values()) if column.kind in ("code", "link") else ()

"""What another directory or a map says of the inventory, as the rows of a book: only what its source says anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sofra.resources.differences import Kept, compare
from sofra.types.cells import flat
from sofra.types.columns import KINDS, Flat, Kind, Record
from sofra.types.differences import CHANGED_HERE, Book, BookRow
from sofra.types.errors import Issue
from sofra.types.supply import Inventory, Service, Site

BROUGHT = ("providers", "sites", "services")
"""The kinds that a directory or a map can hold."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says now, what it said last time of the same records, and what stands here, hidden ones too."""

    now: Inventory
    then: Inventory
    here: Inventory


def as_book(said: Said, source: str, gone: Sequence[str] = ()) -> Book:
    """The rows of what the source says: of a new record all of it, of a known one what differs from last time.

    So what somebody corrected here is left alone as long as its source says the same as before; where both changed
    the same thing, the row says so (CHANGED_HERE). A source that never spoke of a record changes nothing by silence.
    """
    rows = [row for name in BROUGHT for row in _rows(KINDS[name], said)]
    return Book(tuple(rows), source=source, gone=tuple(gone))


def possible(book: Book, kept: Kept) -> tuple[Book, list[Issue]]:
    """The book without the records that cannot be here (a site in the sea), and what stands against each, by its name.

    Nobody here can correct another's file, so one bad record does not stop the others; nothing that stays points at
    one that is left out.
    """
    told: list[Issue] = []
    while issues := compare(book, kept).issues:
        bad = {(issue.where.sheet, issue.where.row) for issue in issues}
        out = {row.id for row in book.rows if (row.sheet, row.row) in bad}
        names = {(row.sheet, row.row): _name(row) for row in book.rows}
        told += [
            replace(one, where=replace(one.where, file=names[one.where.sheet, one.where.row or 0], row=None))
            for one in issues
        ]
        book = replace(book, rows=tuple(_pointing(row, out) for row in book.rows if row.id not in out))
    return book, told


def _name(row: BookRow) -> str:
    return next((str(text) for name, text in row.cells.items() if name.startswith("name_") and text), row.id)


def _pointing(row: BookRow, out: set[str]) -> BookRow:
    """The row without what it says of records that are left out."""
    cells = {
        name: tuple(id for id in value if id not in out) if isinstance(value, tuple | list) else value
        for name, value in row.cells.items()
        if isinstance(value, tuple | list) or value not in out
    }
    return replace(row, cells=cells)


def open_only(now: Inventory, here: Inventory) -> Inventory:
    """What a source says, without the places that are kept secret and the services that are given nowhere else.

    A place is secret when the source's reading or our own list says so.
    """
    secret = {site.id for inventory in (now, here) for site in inventory.sites if site.hidden}
    services = tuple(
        replace(one, sites=tuple(id for id in one.sites if id not in secret))
        for one in now.services
        if not one.sites or not secret.issuperset(one.sites)
    )
    sites = tuple(site for site in now.sites if site.id not in secret)
    return replace(now, sites=sites, services=services)


def renamed(inventory: Inventory, names: Mapping[tuple[str, str], str]) -> Inventory:
    """The inventory with the ids that we use ourselves; `names` is (kind, their id) to our id."""

    def own(kind: str, id: str) -> str:
        return names.get((kind, id), id)

    providers = tuple(
        replace(one, id=own("providers", one.id), parent=own("providers", one.parent)) for one in inventory.providers
    )
    sites: tuple[Site, ...] = tuple(replace(one, id=own("sites", one.id)) for one in inventory.sites)
    services: tuple[Service, ...] = tuple(
        replace(
            one,
            id=own("services", one.id),
            provider=own("providers", one.provider),
            sites=tuple(own("sites", id) for id in one.sites),
        )
        for one in inventory.services
    )
    return replace(inventory, providers=providers, sites=sites, services=services)


def _rows(kind: Kind, said: Said) -> Iterator[BookRow]:
    then, here = _by_id(kind, said.then), _by_id(kind, said.here)
    for number, record in enumerate(getattr(said.now, kind.name), start=1):
        old, mine = then.get(record.id), here.get(record.id)
        against = old if mine is not None else None
        cells, lines = _cells(kind, record, against), _lines(kind, record, against)
        crossed = old is not None and (mine is None or _crossed(kind, cells, old, mine))
        yield BookRow(kind.name, record.id, CHANGED_HERE if crossed else None, cells, lines, kind.name, number)


def _by_id(kind: Kind, inventory: Inventory) -> dict[str, Record]:
    return {one.id: one for one in getattr(inventory, kind.name)}


def _cells(kind: Kind, record: Record, old: Record | None) -> dict[str, Flat]:
    now = flat(record, kind.columns)
    if old is None:
        return {name: value for name, value in now.items() if value not in (None, "", ())}
    was = flat(old, kind.columns)
    return {name: value for name, value in now.items() if value != was[name]}


def _lines(kind: Kind, record: Record, old: Record | None) -> dict[str, Sequence[Mapping[str, Flat]]]:
    found: dict[str, Sequence[Mapping[str, Flat]]] = {}
    for part in kind.parts:
        now: Sequence[Any] = tuple(getattr(record, part.name))
        if now != (tuple(getattr(old, part.name)) if old is not None else ()):
            found[part.name] = tuple(flat(line, part.columns) for line in now)
    return found


def _crossed(kind: Kind, cells: Mapping[str, Flat], old: Record, mine: Record) -> bool:
    """True when somebody here changed one of the cells that the source changes too, and to something else."""
    columns = [column for column in kind.columns if column.name in cells]
    was, is_now = flat(old, columns), flat(mine, columns)
    return any(is_now[name] not in (was[name], value) for name, value in cells.items())

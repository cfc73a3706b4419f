"""What a book would change: its rows held against what is kept, field by field, before anything is written."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sofra.resources.faults import Known, faults
from sofra.resources.listed import detail_columns
from sofra.resources.naming import NEW, resolved
from sofra.resources.stock import Stock, cell, choices
from sofra.types.cells import built, changed, flat, line
from sofra.types.columns import KINDS, Column, Flat, Kind, Part, Record, columns_of
from sofra.types.differences import CHANGED_HERE, Book, BookRow, Change, Difference, Differences
from sofra.types.errors import Issue, Severity, Where
from sofra.types.supply import Inventory


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there now: the records that this person may see, with their versions by "kind/id"."""

    stock: Stock
    versions: Mapping[str, int]
    known: Known


def compare(book: Book, kept: Kept) -> Differences:
    """Every record that the workbook adds, changes or lacks; impossible rows as issues with their sheet and row.

    A column that the workbook lacks changes nothing; a kind without a sheet lacks no record. Rows are checked against
    what would be there with the whole workbook, so that a new service may stand in a new site.
    """
    book, issues = resolved(book, kept.stock)
    unclear = {(one.where.sheet, one.where.row, one.values.get("name")) for one in issues}
    there = by_id(kept.stock.inventory)
    made = [record_of(row, number, there, kept) for number, row in enumerate(book.rows)]
    # What is new in the book has its name too, wherever another of its rows points at it.
    named = replace(kept, stock=replace(kept.stock, inventory=after(kept.stock.inventory, made)))
    words = {name: _words(KINDS[name], named) for name in {row.kind for row in book.rows}}
    known = replace(kept.known, inventory=after(kept.known.inventory, made))
    found: list[Difference] = []
    unchanged = 0
    for number, (row, record) in enumerate(zip(book.rows, made, strict=True)):
        one = _difference(row, record, there, kept, words=words[row.kind])
        unchanged += one is None
        if one is None:
            continue
        told = [_placed(issue, row) for issue in faults(record, known)]
        issues += [
            issue
            for issue in told
            if issue.severity is not Severity.NOTE and (row.sheet, row.row, issue.values.get("id")) not in unclear
        ]
        notes = tuple(issue for issue in told if issue.severity is Severity.NOTE)
        found.append(replace(one, row=number, notes=notes))
    return Differences((*found, *_lacking(book, kept)), unchanged, tuple(issues))


def record_of(row: BookRow, number: int, there: Mapping[str, Record], kept: Kept) -> Any:
    """The record that a row makes of what is there; a row without an id gets one that says where it stands."""
    kind = KINDS[row.kind]
    before = there.get(f"{row.kind}/{row.id}")
    columns = columns_for(kind, kept)
    record = built(kind, _filled(row), before, columns=columns)
    lines = {part.name: tuple(line(part, one) for one in row.lines[part.name]) for part in kind.parts
             if part.name in row.lines}  # fmt: skip
    return replace(record, id=row.id or f"{NEW}{number}", **lines)


def after(inventory: Inventory, made: Sequence[Any], gone: Container[str] = ()) -> Inventory:
    """The inventory as it would be with these records in it, and without those of the keys that are gone."""
    kinds: dict[str, dict[str, Any]] = {
        name: {one.id: one for one in getattr(inventory, name) if f"{name}/{one.id}" not in gone} for name in KINDS
    }
    for record in made:
        name = next(kind.name for kind in KINDS.values() if kind.type is type(record))
        kinds[name][record.id] = record
    return Inventory(**{name: tuple(found.values()) for name, found in kinds.items()})


def by_id(inventory: Inventory) -> dict[str, Record]:
    """Every record by "kind/id"."""
    return {f"{name}/{one.id}": one for name in KINDS for one in getattr(inventory, name)}


def columns_for(kind: Kind, kept: Kept) -> tuple[Column, ...]:
    """The columns of a kind in these packs."""
    return columns_of(kind, detail_columns(kept.stock.pack) if kind.name == "assets" else ())


def _filled(row: BookRow) -> Mapping[str, Flat]:
    """The cells of a row; an empty status is the usual one."""
    return {**row.cells, "status": "active"} if row.cells.get("status") == "" else row.cells


def _difference(
    row: BookRow, record: Any, there: Mapping[str, Record], kept: Kept, *, words: Mapping[str, Mapping[str, str]]
) -> Difference | None:
    key = f"{row.kind}/{row.id}"
    before = there.get(key)
    version = kept.versions.get(key, 0)
    kind = KINDS[row.kind]
    what = "changed" if before is not None else "added"
    against = before if before is not None else _blank(kind, record)
    changes = tuple(_changes(kind, against, record, columns_for(kind, kept), words=words))
    if before is not None and not changes:
        return None
    name = getattr(record, "name", None) or {"en": getattr(record, "funder", "") or record.id}
    meanwhile = (
        row.version is not None and row.version != version and (before is not None or row.version == CHANGED_HERE)
    )
    return Difference(f"{row.kind}/{record.id}", row.kind, record.id, what, name, changes, version, meanwhile)


def _blank(kind: Kind, record: Any) -> Any:
    return replace(built(kind, {"name_en": ""} if hasattr(record, "name") else {}), id=record.id)


def _words(kind: Kind, kept: Kept) -> Mapping[str, Mapping[str, str]]:
    return choices([*columns_for(kind, kept), *(one for part in kind.parts for one in part.columns)], kept.stock)


def _changes(
    kind: Kind, before: Any, record: Any, columns: Sequence[Column], *, words: Mapping[str, Mapping[str, str]]
) -> Iterator[Change]:
    by_name = {column.name: column for column in columns}
    parts = {part.name: part for part in kind.parts}
    for name, old, new in changed(kind, before, record, columns):
        if name in parts:
            yield Change(name, _told(old, parts[name], words), _told(new, parts[name], words))
        else:
            column = by_name[name]
            yield Change(name, _word(old, column, words), _word(new, column, words))


def _word(value: Flat, column: Column, words: Mapping[str, Mapping[str, str]]) -> str:
    found = cell(value, column, words)
    return "" if found is None else str(found)


def _told(lines: Sequence[Any], part: Part, words: Mapping[str, Mapping[str, str]]) -> str:
    """The lines of a part in one cell: "Monday 08:00 16:00; Tuesday 08:00 16:00"."""
    cells = ([_word(flat(one, [column])[column.name], column, words) for column in part.columns] for one in lines)
    return "; ".join(" ".join(word for word in row if word) for row in cells)


def _lacking(book: Book, kept: Kept) -> Iterator[Difference]:
    there = {f"{row.kind}/{row.id}" for row in book.rows}
    for key, record in by_id(kept.stock.inventory).items():
        kind, _, id = key.partition("/")
        if (kind in book.kinds and key not in there) or key in book.gone:
            name = getattr(record, "name", None) or {"en": getattr(record, "funder", "") or id}
            yield Difference(key, kind, id, "removed", name, version=kept.versions.get(key, 0))


def _placed(issue: Issue, row: BookRow) -> Issue:
    """An issue of a record at its row of the workbook."""
    return replace(issue, where=Where(sheet=row.sheet, row=row.row, column=issue.where.column))

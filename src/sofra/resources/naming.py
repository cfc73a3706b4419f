"""What a workbook calls by name: a provider, a site, a service, a settlement, found by its name where one has it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sofra.resources.listed import detail_columns
from sofra.resources.stock import Stock
from sofra.sources.names import fold
from sofra.types.columns import KINDS, Column, Flat, Kind, columns_of
from sofra.types.differences import Book, BookLine, BookRow
from sofra.types.errors import Issue, Severity, Where

NEW = "NEW-"
"""How the id of a row begins that has none yet; behind it stands its place among the rows."""

BEHIND = re.compile(r".*\(([^()]+)\)", re.S)
Names: TypeAlias = Mapping[str, Mapping[str, frozenset[str]]]
"""Of every kind that others point at: folded name, or id as it stands, to the ids that it may mean."""


def resolved(book: Book, stock: Stock) -> tuple[Book, list[Issue]]:
    """The book with ids in the place of names, and an issue for each name that two have or whose line hangs on nothing.

    A name of a row that is new in the same book counts too. What means nothing stays as it is; whoever checks the
    record says so.
    """
    names = _names(book, stock)
    issues: list[Issue] = []
    rows = [_row(row, names, stock, issues) for row in book.rows]
    lines: dict[str, list[BookLine]] = {}
    for line in book.loose:
        owner = _one(line.owner, names["services"], Where(sheet=line.sheet, row=line.row, column="service"), issues)
        lines.setdefault(owner, []).append(line)
    whole = tuple(_with_lines(row, number, lines) for number, row in enumerate(rows))
    # A service whose own row is bad, or gone, is told of there; its lines need not say it again.
    named = {one.id for one in stock.inventory.services}
    named |= {_id(row, number) for number, row in enumerate(rows) if row.kind == "services"}
    for owner, left in lines.items():
        issues += [
            Issue("id_unknown", Where(sheet=one.sheet, row=one.row, column="service"), {"id": owner}, Severity.ROW)
            for one in left
            if owner not in named and not _told(one, issues)
        ]
    return replace(book, rows=whole, loose=()), issues


def renamed(kind: Kind, record: Any, names: Mapping[str, str]) -> Any:
    """The record with new ids in the place of those that it points at."""
    changed: dict[str, Any] = {}
    for column in kind.columns:
        now = getattr(record, column.name, None) if column.kind in ("link", "links") else None
        if isinstance(now, str):
            changed[column.name] = names.get(now, now)
        elif now:
            changed[column.name] = tuple(names.get(id, id) for id in now)
    return replace(record, id=names.get(record.id, record.id), **changed)


def _names(book: Book, stock: Stock) -> Names:
    found: dict[str, dict[str, set[str]]] = {"places": {}}
    for place in stock.places:
        _called(found["places"], place.id, place.name.values())
    for name in ("providers", "sites", "services"):
        found[name] = {}
        for thing in getattr(stock.inventory, name):
            _called(found[name], thing.id, thing.name.values())
    for number, row in enumerate(book.rows):
        if row.kind in found:
            said = (str(value) for column, value in row.cells.items() if column.startswith("name_") and value)
            _called(found[row.kind], _id(row, number), said)
    return {kind: {word: frozenset(ids) for word, ids in words.items()} for kind, words in found.items()}


def _called(words: dict[str, set[str]], id: str, names: Iterable[str]) -> None:
    words.setdefault(id, set()).add(id)
    for name in names:
        words.setdefault(fold(name), set()).add(id)


def _row(row: BookRow, names: Names, stock: Stock, issues: list[Issue]) -> BookRow:
    details = detail_columns(stock.pack) if row.kind == "assets" else ()
    pointing = [one for one in columns_of(KINDS[row.kind], details) if one.name in row.cells and one.of in names]
    cells = {one.name: _cell(row, one, names[one.of], issues) for one in pointing if one.kind in ("link", "links")}
    return replace(row, cells={**row.cells, **cells}) if cells else row


def _cell(row: BookRow, column: Column, words: Mapping[str, frozenset[str]], issues: list[Issue]) -> Flat:
    value, where = row.cells[column.name], Where(sheet=row.sheet, row=row.row, column=column.name)
    if isinstance(value, tuple | list):  # a list once it was kept as JSON
        parts = [part for whole in value for part in _parts(whole, words)]
        return tuple(dict.fromkeys(_one(part, words, where, issues) for part in parts))
    return _one(value, words, where, issues) if isinstance(value, str) and value else value


def _parts(text: str, words: Mapping[str, frozenset[str]]) -> Sequence[str]:
    """A name may hold a comma; where the whole means nothing, commas part several."""
    return [text] if _ids(text, words) else [part.strip() for part in text.split(",") if part.strip()]


def _one(text: str, words: Mapping[str, frozenset[str]], where: Where, issues: list[Issue]) -> str:
    ids = _ids(text, words)
    if len(ids) > 1:
        values = {"name": text, "ids": ", ".join(sorted(ids))}
        issues.append(Issue("name_of_several", where, values, Severity.ROW))
    return next(iter(ids)) if len(ids) == 1 else text


def _ids(text: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    behind = BEHIND.fullmatch(text)
    if text in words and text in words[text]:
        return frozenset({text})
    if behind and behind[1] in words.get(behind[1], ()):
        return frozenset({behind[1]})
    return words.get(fold(text), frozenset())


def _id(row: BookRow, number: int) -> str:
    return row.id or f"{NEW}{number}"


def _with_lines(row: BookRow, number: int, lines: Mapping[str, Sequence[BookLine]]) -> BookRow:
    mine = lines.get(_id(row, number), ()) if row.kind == "services" else ()
    parts = dict(row.lines)
    for line in mine:
        parts[line.part] = (*parts.get(line.part, ()), line.cells)
    return replace(row, lines=parts) if mine else row


def _told(line: BookLine, issues: Sequence[Issue]) -> bool:
    return any((one.where.sheet, one.where.row) == (line.sheet, line.row) for one in issues)

"""The filled workbook of the inventory, come back: every row with its version and its cells, every bad cell told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sofra.sources.columns import propose_columns
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.inventory import which, with_habits
from sofra.sources.records import Cells, build_items
from sofra.sources.supply_cells import Lists, cells_of, needed_cells, wanted
from sofra.sources.tables import Sheet, read_tables
from sofra.types.columns import KINDS, SERVICES, Column, Flat, Kind, Part, columns_of
from sofra.types.differences import Book, BookLine, BookRow
from sofra.types.errors import Issue, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading

PARTED = re.compile(r"[;|\n]")
PARTS = frozenset(part.name for part in SERVICES.parts)


def read_workbook(
    path: Path | str,
    lists: Lists,
    details: Sequence[Column] = (),
    heads: Mapping[str, Sequence[str]] | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading[Book]:
    """The workbook as rows; bad cells of all sheets at once in the issues, their rows left out.

    `details` are the columns of assets of the packs, `heads` their words. A row without an id is a new record. Raises
    SourceError for a file that is no table, or that has none of the sheets.
    """
    found = read_tables(path, limits)
    sheets = {which(sheet): sheet for sheet in reversed(found)}
    kinds = [kind for kind in KINDS.values() if kind.name in sheets]
    if not kinds:
        name = next(iter(sheets.values())).origin.name
        raise stop(SourceError, "workbook_not_ours", Where(file=name), file=name)
    known = with_habits(lists)
    parts = {part.name: _lines(sheets[part.name], part, known) for part in SERVICES.parts if part.name in sheets}
    issues: list[Issue] = [*_astray(found), *(issue for part in parts.values() for issue in part.issues)]
    rows: list[BookRow] = []
    for kind in kinds:
        own = details if kind.name == "assets" else ()
        read = _rows(sheets[kind.name], kind, columns_of(kind, own), known, heads=heads or {})
        issues += read.issues
        rows += read.items
    origin = next(iter(sheets.values())).origin
    whole = [replace(row, lines=dict.fromkeys(parts, ())) if row.kind == "services" else row for row in rows]
    loose = [line for part in parts.values() for line in part.items]
    return Reading((Book(tuple(whole), tuple(kind.name for kind in kinds), loose=loose),), origin, tuple(issues))


def _rows(
    sheet: Sheet, kind: Kind, columns: Sequence[Column], lists: Lists, *, heads: Mapping[str, Sequence[str]]
) -> Reading[BookRow]:
    def build(cells: Cells) -> BookRow:
        said = cells_of(columns, cells, lists) | _several_names(columns, cells)
        needed_cells(kind, said, cells)
        version = cells.whole("version", 1)
        where = cells.record.where
        return BookRow(kind.name, cells.text("id"), version, said, sheet=where.sheet, row=where.row or 0)

    return _told(build_items(sheet, wanted(kind, columns, heads=heads), build, key=lambda row: row.id))


def _several_names(columns: Sequence[Column], cells: Cells) -> dict[str, Flat]:
    """What a cell points at, parted at semicolons and new lines alone: names have commas."""
    named = [column.name for column in columns if column.kind == "links" and column.name in cells.record.cells]
    return {name: tuple(one.strip() for one in PARTED.split(cells.text(name)) if one.strip()) for name in named}


def _lines(sheet: Sheet, part: Part, lists: Lists) -> Reading[BookLine]:
    def build(cells: Cells) -> BookLine:
        said = cells_of(part.columns, cells, lists)
        needed_cells(part, said, cells)
        where = cells.record.where
        return BookLine(part.name, cells.needed("service"), said, where.sheet, where.row or 0)

    return _told(build_items(sheet, wanted(part, part.columns, "service"), build))


def _astray(found: Sequence[Sheet]) -> Iterator[Issue]:
    """A second sheet of one kind, and a sheet of ours under a name that is none: neither would be read unsaid."""
    seen: dict[str, str] = {}
    for sheet in found:
        kind = which(sheet)
        where = Where(file=sheet.origin.name, sheet=sheet.name)
        if kind in KINDS or kind in PARTS:
            if kind in seen:
                yield Issue("sheet_twice", where, {"sheet": sheet.name, "other": seen[kind]}, Severity.ROW)
            seen.setdefault(kind, sheet.name)
        elif propose_columns(sheet, wanted(SERVICES, ())).columns.get("version"):
            yield Issue("sheet_astray", where, {"sheet": sheet.name}, Severity.ROW)


def _told(reading: Reading[Any]) -> Reading[Any]:
    """Only what stops: notes on a file's encoding say nothing about differences; a formula without a result does."""
    stopping = tuple(
        replace(issue, severity=Severity.ROW) if issue.code == "cell_formula_empty" else issue
        for issue in reading.issues
        if issue.severity is not Severity.NOTE or issue.code == "cell_formula_empty"
    )
    return Reading(reading.items, reading.origin, stopping)

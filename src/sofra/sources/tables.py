"""Any table as header and rows of text, from CSV or XLSX, with the row numbers that a spreadsheet shows."""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sofra.sources.encoding import decode
from sofra.sources.files import DEFAULT_LIMITS, Content, Limits, take
from sofra.sources.names import closest
from sofra.types.answers import Origin
from sofra.types.errors import Issue, Severity, SourceError, Where, stop

SEPARATORS = (",", ";", "\t", "|")
FORMULA = re.compile(rb"<f[\s>/]")
DANGEROUS = re.compile(r"[=@\t\r]|[+\-](?![\d\s.,()/:+\-]*$)")
csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its header, its rows as text ("" is an empty cell), the spreadsheet's number of each row.

    Every row is as long as the header. `issues` are notes about the file: encoding, ending, formulas.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    origin: Origin
    name: str = ""
    issues: Sequence[Issue] = ()

    def where(self, index: int, column: str = "") -> Where:
        """The spot of the row at this index."""
        return Where(self.origin.name, self.name, self.numbers[index], column)


def read_table(path: Path | str, sheet: str = "", limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """The table in a CSV or XLSX file, told apart by content; of a workbook the named or the first sheet.

    Raises SourceError when there is no header, no row, or no sheet of that name.
    """
    content = take(path, limits)
    if not sheet:
        return first_sheet(content)
    found = sheets_of(content)
    for candidate in found:
        if candidate.name == sheet:
            return _filled(candidate, content)
    known = [candidate.name for candidate in found]
    raise stop(SourceError, "sheet_absent", Where(file=content.name), sheet=sheet,
               closest=closest(sheet, known) or ", ".join(known))  # fmt: skip


def first_sheet(content: Content) -> Sheet:
    """The first sheet of a content that was taken in. Raises SourceError when it has no header or no row."""
    return _filled(sheets_of(content)[0], content)


def read_tables(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> list[Sheet]:
    """All sheets of the file that have a header; a CSV is one sheet without a name."""
    content = take(path, limits)
    found = [sheet for sheet in sheets_of(content) if sheet.header]
    if not found:
        raise stop(SourceError, "file_empty", Where(file=content.name), file=content.name)
    return found


def sheets_of(content: Content) -> list[Sheet]:
    """All sheets of a content that was taken in, empty ones too."""
    if content.format == "xlsx":
        return list(_from_workbook(content))
    if content.format in ("csv", "json"):
        return [_from_text(content)]
    raise stop(SourceError, "file_not_table", Where(file=content.name), file=content.name)


def _filled(sheet: Sheet, content: Content) -> Sheet:
    if not sheet.header:
        raise stop(SourceError, "file_empty", Where(file=content.name, sheet=sheet.name), file=content.name)
    if not sheet.rows:
        raise stop(SourceError, "file_header_only", Where(file=content.name, sheet=sheet.name), file=content.name)
    return sheet


def _from_text(content: Content) -> Sheet:
    text, encoding = decode(content.data)
    notes = list(content.issues)
    if not encoding.startswith("utf"):
        values = {"encoding": encoding}
        notes.append(Issue("file_encoding", Where(file=content.name), values, Severity.NOTE))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    try:
        numbered = list(enumerate(records, start=1))
    except csv.Error as broken:
        raise stop(SourceError, "file_damaged", Where(file=content.name), file=content.name) from broken
    sheet = _sheet(numbered, Origin(content.name, content.sha256, "csv", encoding), "", notes)
    return Sheet(sheet.header, sheet.rows, sheet.numbers, sheet.origin, "", [*sheet.issues, *_dangerous(sheet)])


def separator(text: str) -> str:
    """The character between the cells: the one that cuts the first lines into the most equal number of cells."""
    head = text[:50_000].splitlines(keepends=True)[:60]

    def worth(candidate: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(head, delimiter=candidate) if cells]
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths) * 100 // len(widths), widths[0])

    return max(SEPARATORS, key=worth)


def _from_workbook(content: Content) -> Iterator[Sheet]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    origin = Origin(content.name, content.sha256, "xlsx")
    formulas = _formulas(content.data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations that carry no answers
            book = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=True)
            for page in book.worksheets:
                page.reset_dimensions()  # exporters write wrong ones, and rows would be cut off
                rows = ((number, [_text(cell) for cell in row]) for number, row in
                        enumerate(page.iter_rows(values_only=True), start=1))  # fmt: skip
                notes = [*content.issues, *(note for note in formulas if note.where.sheet == page.title)]
                yield _sheet(list(rows), origin, page.title, notes)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as broken:
        raise stop(SourceError, "file_damaged", Where(file=content.name), file=content.name) from broken


def _formulas(data: bytes) -> list[Issue]:
    """One note for every sheet with formulas: how many, and the first; the values stand, formulas stay behind.

    A second one counts those that no program has calculated yet: their cells read as empty.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(FORMULA.search(archive.read(name)) for name in pages):
            return []
    import openpyxl

    notes = []
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for page in book.worksheets:
        cells = [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        for code, found in (("cell_formula", cells), ("cell_formula_empty", _uncalculated(cells, values[page.title]))):
            if found:
                where = Where("", page.title, found[0].row, found[0].column_letter)
                notes.append(Issue(code, where, {"n": len(found)}, Severity.NOTE))
    return notes


def _uncalculated(cells: Sequence[Any], values: Any) -> list[Any]:
    """Those of the cells with a formula for which the file holds no result."""
    if not cells:
        return []
    filled = {(cell.row, cell.column) for row in values.iter_rows() for cell in row if cell.value is not None}
    return [cell for cell in cells if (cell.row, cell.column) not in filled]


def _text(cell: object) -> str:
    """A workbook's cell as text: numbers without needless decimals, dates as ISO, booleans as TRUE and FALSE."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _sheet(numbered: Sequence[tuple[int, Sequence[str]]], origin: Origin, name: str, notes: Iterable[Issue]) -> Sheet:
    filled = [(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]
    if not filled:
        return Sheet((), (), (), origin, name, tuple(notes))
    header = [cell.strip().removeprefix("\ufeff") for cell in filled[0][1]]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    issues = [*notes, *_too_wide(filled[1:], width, origin, name), *_twice(header, origin, name)]
    rows = [tuple(cell.strip() for cell in cells[:width]) + ("",) * (width - len(cells)) for _, cells in filled[1:]]
    return Sheet(tuple(header), rows, [number for number, _ in filled[1:]], origin, name, issues)


def _too_wide(rows: Sequence[tuple[int, Sequence[str]]], width: int, origin: Origin, name: str) -> Iterator[Issue]:
    for number, cells in rows:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            values = {"cells": len(cells), "width": width}
            yield Issue("row_too_wide", Where(origin.name, name, number), values, Severity.ROW)


def _twice(header: Sequence[str], origin: Origin, name: str) -> Iterator[Issue]:
    for column, count in Counter(header).items():
        if count > 1 and column:
            yield Issue("column_twice", Where(origin.name, name, 1, column), {"column": column}, Severity.NOTE)


def _dangerous(sheet: Sheet) -> Iterator[Issue]:
    """One note a column for texts that a spreadsheet would run as a formula; they stay text, exports escape them."""
    for place, column in enumerate(sheet.header):
        found = [index for index, row in enumerate(sheet.rows) if row[place][:1] in "=@+-" and dangerous(row[place])]
        if found:
            yield Issue("cell_like_formula", sheet.where(found[0], column), {"n": len(found)}, Severity.NOTE)


def dangerous(cell: str) -> bool:
    """True when a spreadsheet would take this text for a formula; signed numbers and telephone numbers are not."""
    return bool(cell) and DANGEROUS.match(cell) is not None

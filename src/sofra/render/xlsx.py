"""Tables as a workbook that can do no harm: every text is written as text, never as a formula."""

import io
import re
from collections.abc import Sequence
from typing import Any

from sofra.packs.texts import texts
from sofra.render.clean import clean
from sofra.render.outline import chapters, walk, widths
from sofra.types.document import Document, Table
from sofra.types.errors import SofraError, stop

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so could be taken for a formula once the file is saved as CSV; it gets an apostrophe."""


def xlsx(tables: Sequence[Table]) -> bytes:
    """The tables, one sheet each. Raises SofraError when there is none."""
    return _book([(table.caption, table) for table in tables])


def workbook(document: Document) -> bytes:
    """All tables of a document in reading order, and its facts as the last sheet."""
    document = clean(document)
    pieces = [piece for chapter in walk(chapters(document)) for piece in chapter.pieces]
    sheets = [(piece.caption, piece.block) for piece in pieces if isinstance(piece.block, Table)]
    if document.facts:
        words = texts(document.lang)
        name = words.say("render.facts")
        header = (words.say("render.facts_name"), words.say("render.facts_value"))
        sheets.append((name, Table(name, header, tuple(document.facts), "ll")))
    return _book(sheets, document)


def safe(text: str) -> str:
    """The text, harmless in a cell: a leading sign of a formula is kept apart by an apostrophe.

    A number with its sign ("-3", "+2.5 %") stays as it is.
    """
    if text.startswith(RISKY) and not re.fullmatch(r"[-+]\d[\d.,  ]*%?", text):
        return "'" + text
    return text


def _book(sheets: Sequence[tuple[str, Table]], document: Document | None = None) -> bytes:
    import xlsxwriter

    if not sheets:
        raise stop(SofraError, "report_empty")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    if document:
        book.set_properties({"title": document.title, "author": document.author, "comments": document.banner})
    looks = _looks(book)
    used: set[str] = set()
    for caption, table in sheets:
        _sheet(book.add_worksheet(_name(caption, used)), caption, table, looks)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Noto Sans", "font_size": 10, "text_wrap": True, "valign": "top", "font_color": "#1f2a37"}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 12, "text_wrap": False}),
        "head": book.add_format({**plain, "bold": True, "bg_color": "#f5f1ea", "bottom": 2, "bottom_color": "#0f766e"}),
        "l": book.add_format({**plain, "align": "left"}),
        "r": book.add_format({**plain, "align": "right"}),
        "c": book.add_format({**plain, "align": "center"}),
        "note": book.add_format({**plain, "font_color": "#6b7280", "text_wrap": False}),
    }


def _sheet(sheet: Any, caption: str, table: Table, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, safe(caption), looks["title"])
    for column, (cell, width) in enumerate(zip(table.header, widths(table), strict=True)):
        sheet.write_string(2, column, safe(cell), looks["head"])
        sheet.set_column(column, column, max(9, width * 1.25))
    for row, cells in enumerate(table.rows, 3):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, safe(cell), looks[table.align[column]])
    if table.note:
        sheet.write_string(4 + len(table.rows), 0, safe(table.note), looks["note"])
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _name(caption: str, used: set[str]) -> str:
    """A name that Excel takes for a sheet: at most 31 letters, none of []:*?/\\, unlike all others."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", caption).strip(" '")[:31].strip(" '") or "1"
    name, number = clean, 2
    while name.casefold() in used:
        name = f"{clean[: 30 - len(str(number))]} {number}"
        number += 1
    used.add(name.casefold())
    return name

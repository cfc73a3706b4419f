"""A workbook to be filled: heads locked and kept in sight, lists to choose from, every text as text."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from sofra.render.xlsx import RISKY
from sofra.types.book import BookCell, BookSheet

SPARE = 200
"""Rows below the last one in which new records may be written."""

WIDEST, NARROWEST = 44, 9
INLINE = 240
"""Excel holds a list of choices up to 255 letters in the cell itself; longer ones stand on the last sheet."""


def book(sheets: Sequence[BookSheet], lists: str) -> bytes:
    """The sheets as one workbook (xlsx); long lists of choices stand on a sheet of their own, named `lists`."""
    import xlsxwriter

    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = _looks(made)
    long = _long_lists(sheets)
    for sheet in sheets:
        _sheet(made.add_worksheet(sheet.name[:31]), sheet, looks, _ranges(long, lists))
    _lists_sheet(made.add_worksheet(lists[:31]), long, looks)
    made.close()
    return out.getvalue()


def _looks(made: Any) -> dict[str, Any]:
    """The looks of heads and cells; a text that could be taken for a formula is marked as text for good."""
    head = {"bold": True, "bg_color": "#F1E7D6", "text_wrap": True, "valign": "top", "locked": True}
    shut = {"locked": True, "valign": "top", "font_color": "#6b7280"}
    kinds = {"open": {"locked": False, "valign": "top"}, "shut": shut}
    plain = {name: made.add_format(look) for name, look in kinds.items()}
    risky = {name: made.add_format({**look, "quote_prefix": True}) for name, look in kinds.items()}
    cells = {name: {"plain": plain[name], "risky": risky[name]} for name in kinds}
    return {"head": made.add_format(head), **cells}


def _sheet(page: Any, sheet: BookSheet, looks: Mapping[str, Any], ranges: Mapping[tuple[str, ...], str]) -> None:
    page.freeze_panes(1, 1)
    page.protect(
        "", {"insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True, "format_columns": True}
    )
    last = len(sheet.rows) + SPARE
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column.head, looks["head"])
        shut = column.locked or sheet.closed
        page.set_column(number, number, _width(sheet, number), looks["shut" if shut else "open"]["plain"])
        if column.choices and not shut:
            page.data_validation(1, number, last, number, _choice(tuple(column.choices), ranges))
        for row, cells in enumerate(sheet.rows, 1):
            _write(page, (row, number), cells[number], looks["shut" if shut else "open"])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _choice(choices: tuple[str, ...], ranges: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    source: Any = ranges.get(choices) or list(choices)
    return {"validate": "list", "source": source, "error_type": "warning"}


def _write(page: Any, spot: tuple[int, int], cell: BookCell, look: Mapping[str, Any]) -> None:
    row, number = spot
    if cell is None or cell == "":
        page.write_blank(row, number, None, look["plain"])
    elif isinstance(cell, str):
        page.write_string(row, number, cell, look["risky" if cell.startswith(RISKY) else "plain"])
    else:
        page.write_number(row, number, cell, look["plain"])


def _long_lists(sheets: Sequence[BookSheet]) -> list[tuple[str, ...]]:
    found = (tuple(column.choices) for sheet in sheets for column in sheet.columns)
    return list(dict.fromkeys(one for one in found if len(",".join(one)) > INLINE or any("," in word for word in one)))


def _ranges(long: Sequence[tuple[str, ...]], name: str) -> dict[tuple[str, ...], str]:
    from xlsxwriter.utility import xl_col_to_name

    quoted = name[:31].replace("'", "''")
    return {
        one: f"='{quoted}'!${xl_col_to_name(number)}$1:${xl_col_to_name(number)}${len(one)}"
        for number, one in enumerate(long)
    }


def _lists_sheet(page: Any, long: Sequence[tuple[str, ...]], looks: Mapping[str, Any]) -> None:
    for number, one in enumerate(long):
        for row, word in enumerate(one):
            page.write_string(row, number, word, looks["shut"]["plain"])
    page.protect("")


def _width(sheet: BookSheet, number: int) -> int:
    words = [len(str(cells[number] or "")) for cells in sheet.rows[:200]]
    return max(NARROWEST, min(WIDEST, 1 + max([*words, len(sheet.columns[number].head) // 2])))

"""Workbooks and text files whose bytes depend on what they hold and on nothing else."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | None
Sheet: TypeAlias = Sequence[Sequence[Cell]]
"""Rows of cells; the first is the header."""

MADE_ON = datetime(2026, 7, 6, 9, 0, 0)  # noqa: DTZ001 (a workbook's date has no zone)
FICTION_EN = "Fictional municipality – demonstration data"
FICTION_MK = "Измислена општина – податоци за приказ"


def write_workbook(path: Path, title: str, sheets: Mapping[str, Sheet]) -> None:
    """Writes the sheets, headers bold and kept in sight; the same bytes for the same cells."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{title} ({FICTION_EN})", "comments": FICTION_MK, "created": MADE_ON})
    bold = book.add_format({"bold": True, "bg_color": "#F1E7D6", "text_wrap": True, "valign": "top"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(rows[0]):
            sheet.write_string(0, column, str(head), bold)
            sheet.set_column(column, column, _width(rows, column))
        for number, row in enumerate(rows[1:], 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    sheet.write_string(number, column, cell)
                elif cell is not None and cell != "":
                    sheet.write_number(number, column, cell)
    book.close()


def write_text(path: Path, text: str) -> None:
    """Writes the text with plain line ends on every system."""
    path.write_text(text.strip() + "\n", encoding="utf-8", newline="\n")


def write_geojson(path: Path, name: str, features: Sequence[Mapping[str, Any]]) -> None:
    """Writes a collection of features, one a line."""
    head = json.dumps({"type": "FeatureCollection", "name": name, "note": FICTION_EN}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    write_text(path, f'{head[:-1]}, "features": [\n{lines}\n]}}')


def as_rows(records: Sequence[Mapping[str, Cell]]) -> list[list[Cell]]:
    """Records as a sheet: the keys of the first are the header."""
    header = list(records[0])
    return [list(header), *([record.get(key) for key in header] for record in records)]


def _width(rows: Sheet, column: int) -> float:
    longest = max((len(str(row[column] or "")) for row in rows[:60] if column < len(row)), default=8)
    return min(max(longest + 2, 9), 60)

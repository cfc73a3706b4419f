"""The words of the demo, kept beside the code: tables with | between cells, and whole documents."""

from pathlib import Path

from scripts.make_demo.workbook import Cell

FOLDER = Path(__file__).parent / "words"
NUMBERS = frozenset({
    "places", "users", "waiting", "staff", "cost_per_place_year", "amount_year", "influence", "interest", "budget",
    "east_m", "north_m", "count", "cost",
})  # fmt: skip


def document(name: str) -> str:
    """The text of a document."""
    return (FOLDER / name).read_text(encoding="utf-8")


def lines(name: str) -> list[list[str]]:
    """The cells of a table as they stand."""
    return [[cell.strip() for cell in line.split("|")] for line in document(name).strip().splitlines()]


def table(name: str) -> list[list[Cell]]:
    """A table as a sheet: the header first, numbers as numbers, empty cells as None."""
    header, *rows = lines(name)
    return [list(header), *[[_cell(*pair) for pair in zip(header, row, strict=True)] for row in rows]]


def _cell(name: str, text: str) -> Cell:
    if not text:
        return None
    return float(text) if name in NUMBERS else text

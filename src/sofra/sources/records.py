"""Rows of any table but answers: cell by cell into items, the bad rows held, every issue kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sofra.sources.cells import Bad, day, limits, number
from sofra.sources.columns import ColumnMap, Record, Wanted, pick, row_issues
from sofra.sources.degrees import degrees
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.names import fold, nearest
from sofra.sources.tables import Sheet, read_table
from sofra.types.answers import Held
from sofra.types.bounds import MOST_COUNTED, TAKEN, countable, fits_address
from sofra.types.errors import Issue, Severity
from sofra.types.evidence import Reading
from sofra.types.keys import Label

T = TypeVar("T")
THOUSAND = 1000
ANGLES = ((-180, 180), (-90, 90))
"""The limits of a longitude and of a latitude."""
NO = frozenset({"no", "ne", "jo", "false", "0", "n"})
YES = frozenset({"yes", "da", "po", "true", "1", "x", "y"})


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one record, each read as what it should be; what is wrong gathers in `issues`."""

    record: Record
    issues: list[Issue] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text, "" when empty."""
        return self.record.get(name)

    def needed(self, name: str) -> str:
        """The text; an empty cell is an issue."""
        text = self.record.get(name)
        if not text:
            self.blame("cell_empty", name, "")
        return text

    def code(self, name: str) -> str:
        """The code of a record; one that no address can hold ("12/3") is an issue, and so is an empty cell."""
        text = self.needed(name)
        if not fits_address(text):
            self.blame("id_signs", name, text[:60])
        return text

    def own_code(self, name: str) -> str:
        """The code of a record of the inventory, which has a page: also no word of other pages' addresses."""
        text = self.code(name)
        if text in TAKEN:
            self.blame("code_is_address", name, text)
        return text

    def label(self, name: str) -> Label:
        """The text by language."""
        return self.record.label(name)

    def whole(self, name: str, low: int = 0, high: int | None = None) -> int | None:
        """The whole number within the limits; None when empty or wrong."""
        value = self.decimal(name, low, high)
        if value is not None and value > MOST_COUNTED:
            self.blame("cell_boundless", name, self.text(name)[:40])
            return None
        if value is not None and not value.is_integer():
            self.blame("cell_not_whole", name, self.text(name))
            return None
        return None if value is None else int(value)

    def decimal(self, name: str, low: float | None = None, high: float | None = None) -> float | None:
        """The number within the limits, and never beyond a thousand milliards; None when empty or wrong.

        Where only small numbers can be meant, "21,854" is one with a decimal comma; a longitude or latitude may be in
        degrees, minutes and seconds.
        """
        text = self.text(name)
        if not text:
            return None
        small = high is not None and high < THOUSAND
        value = number(text.replace(",", ".", 1) if small else text)
        if value is None and (low, high) in ANGLES:
            value = degrees(text)
        if value is None and (low, high) in ANGLES:
            self.blame("cell_not_degrees", name, text)
        elif value is None:
            self.blame("cell_percent" if number(text.rstrip("% ")) is not None else "cell_not_number", name, text)
        elif not countable(value):
            self.blame("cell_boundless", name, text[:40])
        elif (low is not None and value < low) or (high is not None and value > high):
            self.blame("cell_out_of_range", name, text, limits(low, high))
        else:
            return value
        return None

    def day(self, name: str) -> str:
        """The date as ISO text; a year or a year and month stay as they are."""
        text = self.text(name)
        if not text or (
            len(text) in (4, 7) and text[:4].isdigit() and text[4:].lstrip("-").isdigit() == (len(text) == 7)
        ):
            return text
        found = day(text)
        if isinstance(found, Bad):
            self.blame(found.code, name, text)
            return ""
        return str(found)

    def sure(self, name: str) -> bool | None:
        """Yes or no in any of the languages; None when empty or wrong."""
        text = fold(self.text(name))
        if text in YES or text in NO:
            return text in YES
        if text:
            self.blame("cell_code_unknown", name, self.text(name), "yes, no")
        return None

    def one_of(self, name: str, known: Mapping[str, Sequence[str]], empty: str = "") -> str:
        """The code whose spellings include the text; `empty` when the cell is empty or wrong."""
        text = self.text(name)
        if not text:
            return empty
        for code, spellings in known.items():
            if fold(text) in {fold(code), *map(fold, spellings)}:
                return code
        self.blame("cell_code_unknown", name, text, nearest(text, known))
        return empty

    def several(self, name: str) -> tuple[str, ...]:
        """The parts of a cell that lists several, cut at semicolons, commas, bars or new lines."""
        text = self.text(name)
        for mark in (";", "|", "\n"):
            text = text.replace(mark, ",")
        return tuple(part.strip() for part in text.split(",") if part.strip())

    def blame(self, code: str, name: str, value: str, expected: str = "") -> None:
        """This cell has this issue."""
        self.issues.append(self.record.issue(code, name, value, expected))


Build = Callable[[Cells], T]


def read_records(
    path: Path | str,
    wanted: Sequence[Wanted],
    build: Build[T],
    columns: ColumnMap | None = None,
    *,
    sheet: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Reading[T]:
    """The items that the table's rows make; a row with any issue is held."""
    return build_items(read_table(path, sheet, limits), wanted, build, columns)


def build_items(
    sheet: Sheet,
    wanted: Sequence[Wanted],
    build: Build[T],
    columns: ColumnMap | None = None,
    *,
    key: Callable[[T], str] | None = None,
) -> Reading[T]:
    """The items of a sheet that was read; with `key`, of two with one key the second is held."""
    wide = row_issues(sheet)
    items: list[T] = []
    held: list[Held] = []
    issues = [issue for issue in sheet.issues if issue.severity is not Severity.ROW]
    seen: dict[str, int] = {}
    for record in pick(sheet, wanted, columns):
        cells = Cells(record, list(wide.get(record.where.row or 0, ())))
        item = build(cells)
        own = key(item) if key else ""
        if own and own in seen:
            cells.blame("id_twice", wanted[0].name, own, str(seen[own]))
        seen.setdefault(own, record.where.row or 0)
        if cells.issues:
            held.append(record.held(cells.issues, sheet.name))
            issues += cells.issues
        else:
            items.append(item)
    return Reading(tuple(items), sheet.origin, tuple(issues), tuple(held))

"""A workbook to be filled: sheets of columns with what may be chosen in each, and rows of plain cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

BookCell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column: its head, the words that may be chosen in it (empty: anything), whether nobody may change it."""

    head: str
    choices: Sequence[str] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: its name, its columns, its rows; `closed` True: only to be looked at."""

    name: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[BookCell]] = ()
    closed: bool = False

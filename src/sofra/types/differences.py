"""What a workbook would change in the inventory: rows as they were read, and the differences they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.columns import Flat
from sofra.types.errors import Issue
from sofra.types.keys import Label


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row of a workbook: its kind, its id ("" for a new one), the version it was written from, its cells.

    `cells` holds only the columns that the sheet has; `lines` the lines of the parts whose sheets are there, each as
    its own cells. `sheet` and `row` say where it stands.
    """

    kind: str
    id: str
    version: int | None
    cells: Mapping[str, Flat]
    lines: Mapping[str, Sequence[Mapping[str, Flat]]] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook as it was read: its rows, and which kinds have a sheet (only there a missing row means one)."""

    rows: Sequence[BookRow] = ()
    kinds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its column, what stands now, what the workbook says; both in plain words."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that a workbook adds, changes or lacks; `what` is "added", "changed" or "removed".

    `version` is the one that stands now, against which it is saved; `meanwhile` True: somebody saved it after the
    workbook was written. `row` is its place among the workbook's rows (None for a removed one).
    """

    key: str
    kind: str
    id: str
    what: str
    name: Label
    changes: Sequence[Change] = ()
    version: int = 0
    meanwhile: bool = False
    row: int | None = None
    notes: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that a workbook would change, and how many of its rows change nothing; `issues` stop it."""

    found: Sequence[Difference] = ()
    unchanged: int = 0
    issues: Sequence[Issue] = ()

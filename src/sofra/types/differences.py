"""What a workbook or a foreign list would change in the inventory: rows as they were read, and what they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.columns import Flat
from sofra.types.errors import Issue
from sofra.types.keys import Label

CHANGED_HERE = 0


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row of a workbook: its kind, its id ("" for a new one), the version it was written from, its cells.

    `cells` holds only the columns that the sheet has; `lines` the lines of the parts whose sheets are there, each as
    its own cells. `sheet` and `row` say where it stands. The version CHANGED_HERE says that somebody here changed or
    removed what its source changes too.
    """

    kind: str
    id: str
    version: int | None
    cells: Mapping[str, Flat]
    lines: Mapping[str, Sequence[Mapping[str, Flat]]] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of a part (an opening, workers of a profession) whose service is called by its name."""

    part: str
    owner: str
    cells: Mapping[str, Flat]
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook as it was read: its rows, and which kinds have a sheet (only there a missing row means one).

    What another directory or a map brings is a book too: `source` is then the kind of its file, `gone` the keys of the
    records that came from there earlier and are there no more. `loose` are lines that were not given to a row yet.
    """

    rows: Sequence[BookRow] = ()
    kinds: Sequence[str] = ()
    source: str = ""
    gone: Sequence[str] = ()
    loose: Sequence[BookLine] = ()


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

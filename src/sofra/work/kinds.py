"""The kinds of files but answers: what reads each, which columns it wants, and whether it can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sofra.sources import measures, registers, settlements, stakeholders
from sofra.sources.boundaries import read_boundaries
from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.features import read_hazard, read_roads
from sofra.sources.flat import FLAT
from sofra.sources.inventory import SERVICES, SHEETS, read_inventory
from sofra.sources.names import fold
from sofra.sources.tables import Sheet, read_tables
from sofra.sources.voices import read_notes
from sofra.types.catalogue import Pack
from sofra.types.evidence import Reading

Read = Callable[[Path, ColumnMap | None, Pack], Reading[Any]]


@dataclass(frozen=True, slots=True)
class FileKind:
    """How one kind of file is read; `wanted` are its fields, empty for shapes and notes.

    `replaces` True: a newer file takes the place of what the older one brought, so it is never withdrawn.
    """

    read: Read
    wanted: Sequence[Wanted] = ()
    replaces: bool = False


KINDS: dict[str, FileKind] = {
    "settlements": FileKind(
        lambda path, columns, pack: settlements.read_settlements(path, columns), settlements.WANTED, replaces=True
    ),
    "boundaries": FileKind(lambda path, columns, pack: read_boundaries(path), replaces=True),
    "inventory": FileKind(
        lambda path, columns, pack: read_inventory(path, columns, entries=pack.services), SERVICES, replaces=True
    ),
    "register": FileKind(lambda path, columns, pack: registers.read_register(path, columns), registers.WANTED),
    "stakeholders": FileKind(
        lambda path, columns, pack: stakeholders.read_stakeholders(path, columns), stakeholders.WANTED
    ),
    "measures": FileKind(lambda path, columns, pack: measures.read_measures(path, columns), measures.WANTED),
    "notes": FileKind(lambda path, columns, pack: read_notes(path)),
    "roads": FileKind(lambda path, columns, pack: read_roads(path)),
    "water": FileKind(lambda path, columns, pack: read_roads(path)),
    "hazard": FileKind(lambda path, columns, pack: read_hazard(path)),
}


def sheet_and_wanted(path: Path, kind: str) -> tuple[Sheet, Sequence[Wanted]] | None:
    """The sheet that a column map speaks of and the fields it needs; None for shapes and notes."""
    wanted = KINDS[kind].wanted if kind in KINDS else ()
    if not wanted:
        return None
    sheets = read_tables(path)
    if kind != "inventory":
        return sheets[0], wanted
    services = {fold(name) for name in SHEETS["services"]}
    main = next((sheet for sheet in sheets if fold(sheet.name) in services), None)
    return (main, wanted) if main and len(sheets) > 1 else (sheets[0], FLAT)

"""The kinds of files but answers: what reads each, which columns it wants, and whether it can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sofra.resources.listed import detail_columns, spellings
from sofra.sources import disasters, measures, registers, settlements, stakeholders
from sofra.sources.boundaries import read_boundaries
from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.features import read_roads
from sofra.sources.flat import FLAT
from sofra.sources.hsds.read import read_hsds
from sofra.sources.inventory import AT_HOME, read_inventory, which
from sofra.sources.osm_services import read_osm_services
from sofra.sources.supply_cells import wanted as columns_wanted
from sofra.sources.tables import Sheet, read_tables
from sofra.sources.voices import read_notes
from sofra.sources.zones import read_hazard
from sofra.types.catalogue import Pack
from sofra.types.columns import SERVICES
from sofra.types.evidence import Reading


@dataclass(frozen=True, slots=True)
class FileKind:
    """How one kind of file is read; `wanted` are its fields, empty for shapes and notes.

    `replaces` True: a newer file takes the place of what the older one brought, so it is never withdrawn.
    """

    read: Callable[..., Reading[Any]]
    wanted: Sequence[Wanted] = ()
    replaces: bool = False


SERVICE_COLUMNS = (*columns_wanted(SERVICES, SERVICES.columns), AT_HOME)
KINDS: dict[str, FileKind] = {
    "settlements": FileKind(settlements.read_settlements, settlements.WANTED, replaces=True),
    "boundaries": FileKind(read_boundaries, replaces=True),
    "inventory": FileKind(read_inventory, SERVICE_COLUMNS, replaces=True),
    "hsds": FileKind(read_hsds, replaces=True),
    "osm_services": FileKind(read_osm_services, replaces=True),
    "register": FileKind(registers.read_register, registers.WANTED),
    "stakeholders": FileKind(stakeholders.read_stakeholders, stakeholders.WANTED),
    "measures": FileKind(measures.read_measures, measures.WANTED),
    "notes": FileKind(read_notes),
    "roads": FileKind(read_roads),
    "water": FileKind(read_roads),
    "hazard": FileKind(read_hazard),
    "disasters": FileKind(disasters.read_disasters, disasters.WANTED),
}


def read_as(kind: str, path: Path, columns: ColumnMap | None, pack: Pack) -> Reading[Any]:
    """What the file holds, read as this kind. Raises SourceError."""
    chosen = KINDS[kind]
    if kind == "inventory":
        return chosen.read(path, columns, entries=pack.services, lists=spellings(pack), details=detail_columns(pack))
    if kind == "hsds":
        return chosen.read(path, lang=next(iter(pack.languages), "en"), entries=pack.services)
    if kind == "osm_services":
        return chosen.read(path, entries=pack.services)
    return chosen.read(path, columns) if chosen.wanted else chosen.read(path)


def sheet_and_wanted(path: Path, kind: str) -> tuple[Sheet, Sequence[Wanted]] | None:
    """The sheet that a column map speaks of and the fields it needs; None for shapes and notes."""
    wanted = KINDS[kind].wanted if kind in KINDS else ()
    if not wanted:
        return None
    sheets = read_tables(path)
    if kind != "inventory":
        return sheets[0], wanted
    main = next((sheet for sheet in sheets if which(sheet) == "services"), None)
    return (main, wanted) if main and len(sheets) > 1 else (sheets[0], FLAT)

"""What there is, from a workbook of four sheets (providers, sites, services, contracts) or from one flat list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sofra.sources.columns import ColumnMap, Wanted, propose_columns
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.flat import read_flat
from sofra.sources.names import closest, fold, nearest
from sofra.sources.records import Cells, build_items
from sofra.sources.supply_cells import Lists, cells_of, code_of, needed_cells, wanted
from sofra.sources.tables import Sheet, read_tables
from sofra.types.answers import Held, Origin
from sofra.types.catalogue import ServiceEntry
from sofra.types.cells import built, line
from sofra.types.columns import ASSETS, CONTRACTS, EQUIPMENT, PLANNED, PROVIDERS, SERVICES, SITES, Column, Kind, Part
from sofra.types.errors import Issue
from sofra.types.evidence import Reading
from sofra.types.keys import ServiceKind
from sofra.types.supply import Contract, Inventory, Service

SHEETS = {
    "providers": ("provider", "даватели", "даватели на услуги", "организации", "ofruesit", "pružaoci"),
    "sites": ("locations", "facilities", "објекти", "локации", "места", "objektet"),
    "services": ("service", "услуги", "sherbimet", "usluge"),
    "contracts": ("contract", "договори", "kontratat", "ugovori"),
    "equipment": ("опрема",),
    "planned": ("планирани", "планирани објекти"),
    "assets": ("resources", "ресурси"),
    "hours": ("opening hours", "работно време"),
    "team": ("staff", "вработени"),
    "payments": ("плаќања",),
}
SECTORS = {
    "public": ("јавен", "јавна", "државен", "државна", "општина", "javni"),
    "civil": ("граѓански", "здружение", "ngo", "cso", "невладина", "nvo", "association"),
    "private": ("приватен", "приватна", "privatni"),
    "religious": ("верска", "верски", "црква", "vjerski", "verski"),
}
STATUS = {
    "active": ("активна", "активен", "работи", "open", "aktivna"),
    "planned": ("планирана", "планиран", "planirana"),
    "closed": ("затворена", "затворен", "zatvorena"),
}
AT_HOME = Wanted("at_home", ("home", "во дом"))
Entries = Mapping[ServiceKind, ServiceEntry]
NOTHING: Mapping[Any, Any] = MappingProxyType({})
PLAIN = (PROVIDERS, SITES, EQUIPMENT, PLANNED, ASSETS)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a service may point at: every id in the other sheets, also of rows that are held."""

    providers: frozenset[str]
    sites: frozenset[str]
    entries: Entries
    lists: Lists


def read_inventory(
    path: Path | str,
    columns: ColumnMap | None = None,
    *,
    entries: Entries = NOTHING,
    lists: Lists = NOTHING,
    details: Sequence[Column] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Reading[Inventory]:
    """One inventory, of everything that is good in the file; what is not is held with its issues.

    `entries` are the packs' service kinds: with them an unknown kind is found, and which services come to people's
    homes is known (a column at_home says it too); any other service needs a site. `lists` are the packs' lists of
    codes with their words: with them an unknown code is found; `details` are the columns of assets. A file with a
    single sheet is read as a flat list, its kinds through the column map. A column map otherwise applies to the sheet
    of services.
    """
    sheets = {which(sheet): sheet for sheet in read_tables(path, limits)}
    if "services" not in sheets or not {"providers", "sites"} & set(sheets):
        first = sheets.get("services") or next(iter(sheets.values()))
        return read_flat(first, columns or ColumnMap(), entries)
    lists = with_habits(lists)
    plain = [replace(kind, columns=(*kind.columns, *details)) if kind is ASSETS else kind for kind in PLAIN]
    parts = {kind.name: _part(sheets.get(kind.name), kind, lists) for kind in plain}
    known = _Known(_ids(sheets.get("providers"), PROVIDERS), _ids(sheets.get("sites"), SITES), entries, lists)
    told = [*wanted(SERVICES, SERVICES.columns), AT_HOME]
    services = build_items(sheets["services"], told, lambda cells: _service(cells, known), columns, key=_id)
    ids = _ids(sheets["services"], SERVICES)
    contracts = _part(sheets.get("contracts"), CONTRACTS, lists, lambda cells: _contract(cells, ids, lists))
    lines = {part.name: read_part(sheets[part.name], part, lists) for part in SERVICES.parts if part.name in sheets}
    inventory = Inventory(
        services=_with_parts(services.items, lines),
        contracts=contracts.items,
        **{name: part.items for name, part in parts.items()},
    )
    readings = [parts["providers"], parts["sites"], services, contracts, *lines.values()]
    return _whole(inventory, [*readings, *(parts[name] for name in ("equipment", "planned", "assets"))])


def with_habits(lists: Lists) -> Lists:
    """The lists with the spellings that files of the region have used."""
    habits = {"sector": SECTORS, "status": STATUS}
    return {
        **lists,
        **{of: {code: (*words, *lists.get(of, {}).get(code, ())) for code, words in known.items()}
           for of, known in habits.items()},
    }  # fmt: skip


def which(sheet: Sheet) -> str:
    """The kind of thing that a sheet lists; its own name for a sheet of anything else."""
    return kind_of_sheet(sheet.name)


def kind_of_sheet(called: str) -> str:
    """The kind of thing that a sheet of this name lists."""
    name = fold(called)
    return next((kind for kind, names in SHEETS.items() if name in {kind, *map(fold, names)}), name or "services")


def _id(item: Any) -> str:
    return str(item.id)


def _part(sheet: Sheet | None, kind: Kind, lists: Lists, build: Callable[[Cells], Any] | None = None) -> Reading[Any]:
    if sheet is None:
        return Reading((), Origin("", "", ""))
    return build_items(sheet, wanted(kind, kind.columns), build or (lambda cells: _record(kind, cells, lists)), key=_id)


def _ids(sheet: Sheet | None, kind: Kind) -> frozenset[str]:
    head = propose_columns(sheet, wanted(kind, kind.columns)).columns.get("id") if sheet else None
    if sheet is None or head is None:
        return frozenset()
    place = sheet.header.index(head)
    return frozenset(row[place] for row in sheet.rows if row[place])


def _record(kind: Kind, cells: Cells, lists: Lists) -> Any:
    """The record that a row makes; its name in every language that the sheet has."""
    said = cells_of(kind.columns, cells, lists)
    needed_cells(kind, said, cells)
    record = replace(
        built(kind, {**said, "status": said.get("status") or "active"}, columns=kind.columns), id=cells.own_code("id")
    )
    return replace(record, name=cells.label("name")) if hasattr(record, "name") else record


def _service(cells: Cells, known: _Known) -> Service:
    kind = ServiceKind(code_of(cells.text("kind"), known.lists.get("service_kind", {})))
    entry = known.entries.get(kind)
    if kind and known.entries and entry is None:
        cells.blame("service_kind_unknown", "kind", kind, nearest(kind, known.entries))
    record: Service = _record(SERVICES, cells, known.lists)
    if record.provider and record.provider not in known.providers:
        near = closest(record.provider, known.providers) or "–"
        cells.blame("service_provider_unknown", "provider", record.provider, near)
    _check_sites(record.sites, cells, known, at_home=entry is not None and entry.at_home)
    return replace(record, name=record.name or (entry.label if entry else {"en": kind}))


def _check_sites(sites: Sequence[str], cells: Cells, known: _Known, *, at_home: bool) -> None:
    """The sites where the service is given; none is right only for a service brought home."""
    for site in sites:
        if site not in known.sites:
            cells.blame("service_site_unknown", "sites", site, closest(site, known.sites) or "–")
    if not sites and not (cells.sure("at_home") or at_home):
        cells.blame("service_without_site", "sites", cells.text("id"))


def _contract(cells: Cells, services: frozenset[str], lists: Lists) -> Contract:
    record: Contract = _record(CONTRACTS, cells, lists)
    if record.service and record.service not in services:
        cells.blame("contract_service_unknown", "service", record.service, closest(record.service, services) or "–")
    return record


def _with_parts(services: Sequence[Service], parts: Mapping[str, Reading[tuple[str, Any]]]) -> tuple[Service, ...]:
    """The services with their openings, staff and payments from sheets of their own."""
    return tuple(replace(service, **_lines(service.id, parts)) for service in services)


def _lines(service: str, parts: Mapping[str, Reading[tuple[str, Any]]]) -> dict[str, Any]:
    return {name: tuple(one for owner, one in part.items if owner == service) for name, part in parts.items()}


def read_part(sheet: Sheet, part: Part, lists: Lists) -> Reading[tuple[str, Any]]:
    """The lines of a part's sheet, each with the id of its service."""

    def build(cells: Cells) -> tuple[str, Any]:
        said = cells_of(part.columns, cells, lists)
        owner = cells.needed("service")
        needed_cells(part, said, cells)
        return owner, None if cells.issues else line(part, said)

    return build_items(sheet, wanted(part, part.columns, "service"), build)


def _whole(inventory: Inventory, parts: Sequence[Reading[Any]]) -> Reading[Inventory]:
    """One reading of all sheets, without what hangs on a row that was held; notes on the file are told once."""
    issues: list[Issue] = []
    held: list[Held] = []
    for part in parts:
        issues += [issue for issue in part.issues if issue not in issues]
        held += part.held
    good = without_dangling(inventory)
    return Reading((good,), parts[2].origin, tuple(issues), tuple(held))


def without_dangling(inventory: Inventory) -> Inventory:
    """The inventory without links to what was held: services keep other sites, contracts go along."""
    sites = {site.id for site in inventory.sites}
    services = {service.id for service in inventory.services}
    kept = tuple(
        replace(service, sites=tuple(site for site in service.sites if site in sites)) for service in inventory.services
    )
    contracts = tuple(contract for contract in inventory.contracts if contract.service in services)
    equipment = tuple(thing for thing in inventory.equipment if thing.site in sites)
    return replace(inventory, services=kept, contracts=contracts, equipment=equipment)

"""What there is, from a workbook of four sheets (providers, sites, services, contracts) or from one flat list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sofra.sources.columns import ColumnMap, Wanted, propose_columns
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.flat import read_flat
from sofra.sources.names import closest, fold, nearest
from sofra.sources.records import Cells, build_items
from sofra.sources.tables import Sheet, read_tables
from sofra.types.answers import Held, Origin
from sofra.types.catalogue import ServiceEntry
from sofra.types.errors import Issue
from sofra.types.evidence import Reading
from sofra.types.keys import GroupId, PlaceId, ServiceKind
from sofra.types.supply import Capacity, Contract, Inventory, Provider, Service, Site

T = TypeVar("T")
SHEETS = {
    "providers": ("providers", "provider", "даватели", "даватели на услуги", "организации", "ofruesit", "pružaoci"),
    "sites": ("sites", "locations", "facilities", "објекти", "локации", "места", "objektet"),
    "services": ("services", "service", "услуги", "sherbimet", "usluge"),
    "contracts": ("contracts", "contract", "договори", "kontratat", "ugovori"),
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
    "closed": ("затворена", "затворен", "closed", "zatvorena"),
}
PROVIDERS = (
    Wanted("id", ("provider_id", "code", "шифра"), needed=True),
    Wanted("name", ("provider", "organisation", "назив", "име"), needed=True, many=True),
    Wanted("sector", ("type", "сектор", "вид")),
)
SITES = (
    Wanted("id", ("site_id", "code", "шифра"), needed=True),
    Wanted("name", ("site", "facility", "назив", "објект"), needed=True, many=True),
    Wanted("place", ("settlement", "place_id", "settlement_id", "населено место", "место"), needed=True),
    Wanted("lon", ("longitude", "x", "lng")),
    Wanted("lat", ("latitude", "y")),
    Wanted("step_free", ("accessible", "пристапен", "без скали")),
)
SERVICES = (
    Wanted("id", ("service_id", "code", "шифра"), needed=True),
    Wanted("kind", ("service_kind", "service_code", "вид", "вид на услуга"), needed=True),
    Wanted("name", ("service", "назив", "услуга"), many=True),
    Wanted("provider", ("provider_id", "давател", "организација"), needed=True),
    Wanted("sites", ("site_ids", "site", "site_id", "објекти", "објект")),
    Wanted("serves", ("serves_places", "територија", "опфат")),
    Wanted("groups", ("target_groups", "group", "групи", "целни групи")),
    Wanted("places", ("capacity", "капацитет", "места")),
    Wanted("users", ("clients", "корисници")),
    Wanted("waiting", ("waiting_list", "листа на чекање", "чекаат")),
    Wanted("counted_on", ("date", "as_of", "состојба на", "датум")),
    Wanted("source", ("извор",)),
    Wanted("status", ("статус",)),
    Wanted("price", ("цена",)),
    Wanted("opening", ("opening_hours", "hours", "работно време")),
    Wanted("staff", ("вработени", "персонал")),
    Wanted("cost_per_place_year", ("unit_cost", "цена на чинење", "трошок по место")),
    Wanted("verified_on", ("проверено на",)),
    Wanted("verified_by", ("проверил",)),
    Wanted("at_home", ("home", "во дом")),
)
CONTRACTS = (
    Wanted("id", ("contract_id", "code", "шифра"), needed=True),
    Wanted("service", ("service_id", "услуга"), needed=True),
    Wanted("funder", ("payer", "финансиер"), needed=True),
    Wanted("starts_on", ("start", "from", "почеток", "од")),
    Wanted("ends_on", ("end", "to", "до", "крај")),
    Wanted("amount_year", ("amount", "износ", "годишен износ")),
    Wanted("currency", ("валута",)),
)
Entries = Mapping[ServiceKind, ServiceEntry]
NOTHING: Entries = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Known:
    """What a service may point at: every id in the other sheets, also of rows that are held."""

    providers: frozenset[str]
    sites: frozenset[str]
    entries: Entries


def read_inventory(
    path: Path | str,
    columns: ColumnMap | None = None,
    *,
    entries: Entries = NOTHING,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading[Inventory]:
    """One inventory, of everything that is good in the file; what is not is held with its issues.

    `entries` are the packs' service kinds: with them an unknown kind is found, and which services come to people's
    homes is known (a column at_home says it too); any other service needs a site. A file with a single sheet is read
    as a flat list, its kinds through the column map. A column map otherwise applies to the sheet of services.
    """
    sheets = {_which(sheet): sheet for sheet in read_tables(path, limits)}
    if "services" not in sheets or not {"providers", "sites"} & set(sheets):
        first = sheets.get("services") or next(iter(sheets.values()))
        return read_flat(first, columns or ColumnMap(), entries)
    providers = _part(sheets.get("providers"), PROVIDERS, _provider)
    sites = _part(sheets.get("sites"), SITES, _site)
    known = _Known(_ids(sheets.get("providers"), PROVIDERS), _ids(sheets.get("sites"), SITES), entries)
    services = build_items(sheets["services"], SERVICES, lambda cells: _service(cells, known), columns, key=_id)
    all_services = _ids(sheets["services"], SERVICES)
    contracts = _part(sheets.get("contracts"), CONTRACTS, lambda cells: _contract(cells, all_services))
    inventory = Inventory(providers.items, sites.items, services.items, contracts.items)
    return _whole(inventory, (providers, sites, services, contracts))


def _which(sheet: Sheet) -> str:
    name = fold(sheet.name)
    return next((kind for kind, names in SHEETS.items() if name in map(fold, names)), name or "services")


def _id(item: Provider | Site | Service | Contract) -> str:
    return item.id


def _part(sheet: Sheet | None, wanted: Sequence[Wanted], build: Callable[[Cells], T]) -> Reading[T]:
    if sheet is None:
        return Reading((), Origin("", "", ""))
    return build_items(sheet, wanted, build, key=lambda item: str(getattr(item, "id", "")))


def _ids(sheet: Sheet | None, wanted: Sequence[Wanted]) -> frozenset[str]:
    head = propose_columns(sheet, wanted).columns.get("id") if sheet else None
    if sheet is None or head is None:
        return frozenset()
    place = sheet.header.index(head)
    return frozenset(row[place] for row in sheet.rows if row[place])


def _provider(cells: Cells) -> Provider:
    return Provider(cells.needed("id"), cells.label("name"), cells.one_of("sector", SECTORS))


def _site(cells: Cells) -> Site:
    return Site(
        cells.needed("id"),
        cells.label("name"),
        PlaceId(cells.needed("place")),
        cells.decimal("lon", -180, 180),
        cells.decimal("lat", -90, 90),
        cells.sure("step_free"),
    )


def _service(cells: Cells, known: _Known) -> Service:
    kind = ServiceKind(cells.needed("kind"))
    entry = known.entries.get(kind)
    if kind and known.entries and entry is None:
        cells.blame("service_kind_unknown", "kind", kind, nearest(kind, known.entries))
    provider = cells.needed("provider")
    if provider and provider not in known.providers:
        cells.blame("service_provider_unknown", "provider", provider, closest(provider, known.providers) or "–")
    sites = _sites_of(cells, known, at_home=entry is not None and entry.at_home)
    return Service(
        id=cells.needed("id"),
        kind=kind,
        name=cells.label("name") or (entry.label if entry else {"en": kind}),
        provider=provider,
        sites=sites,
        serves=tuple(PlaceId(place) for place in cells.several("serves")),
        groups=tuple(GroupId(group) for group in cells.several("groups")),
        capacity=capacity(cells),
        status=cells.one_of("status", STATUS, "active"),
        price=cells.text("price"),
        opening=cells.text("opening"),
        staff=cells.decimal("staff", 0),
        cost_per_place_year=cells.decimal("cost_per_place_year", 0),
        verified_on=cells.day("verified_on"),
        verified_by=cells.text("verified_by"),
    )


def _sites_of(cells: Cells, known: _Known, *, at_home: bool) -> tuple[str, ...]:
    """The sites where the service is given; none is right only for a service brought home."""
    sites = cells.several("sites")
    for site in sites:
        if site not in known.sites:
            cells.blame("service_site_unknown", "sites", site, closest(site, known.sites) or "–")
    if not sites and not (cells.sure("at_home") or at_home):
        cells.blame("service_without_site", "sites", cells.text("id"))
    return sites


def capacity(cells: Cells) -> Capacity:
    """Places, users and waiting with their day; more users than places is no error, it is a finding."""
    return Capacity(
        cells.whole("places"),
        cells.whole("users"),
        cells.whole("waiting"),
        cells.day("counted_on"),
        cells.text("source"),
    )


def _contract(cells: Cells, services: frozenset[str]) -> Contract:
    service = cells.needed("service")
    if service and service not in services:
        cells.blame("contract_service_unknown", "service", service, closest(service, services) or "–")
    return Contract(
        cells.needed("id"),
        service,
        cells.text("funder"),
        cells.day("starts_on"),
        cells.day("ends_on"),
        cells.decimal("amount_year", 0),
        cells.text("currency"),
    )


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
    return replace(inventory, services=kept, contracts=contracts)

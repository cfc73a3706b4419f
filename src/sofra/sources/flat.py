"""A flat list of services, one row each (an extract of a map, a telephone list), as an inventory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.names import clean, nearest
from sofra.sources.records import Cells, build_items
from sofra.sources.tables import Sheet
from sofra.types.catalogue import ServiceEntry
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Reading
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Capacity, Inventory, Provider, Service, Site

NOWHERE = PlaceId("")
FLAT = (
    Wanted("id", ("code", "service_id", "шифра"), needed=True),
    Wanted("kind", ("value", "type", "amenity", "вид", "вид на услуга"), needed=True),
    Wanted("name", ("service", "назив", "услуга"), many=True),
    Wanted("provider", ("operator", "organisation", "давател", "организација")),
    Wanted("place", ("settlement", "place_id", "населено место")),
    Wanted("lon", ("longitude", "x", "lng")),
    Wanted("lat", ("latitude", "y")),
    Wanted("places", ("capacity", "капацитет")),
    Wanted("users", ("корисници",)),
    Wanted("counted_on", ("date", "состојба на")),
)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    provider: Provider | None
    site: Site | None
    service: Service | None
    kind: str


def read_flat(sheet: Sheet, columns: ColumnMap, entries: Mapping[ServiceKind, ServiceEntry]) -> Reading[Inventory]:
    """An inventory with a site for every row that has coordinates or a place.

    Kinds go through `columns.values["kind"]` ("pharmacy" to "INF"). Rows of a kind that no line of that map and no
    service kind names are left out, with one note a kind that counts them: a map of services holds more than services.
    """
    rows = build_items(sheet, FLAT, lambda cells: _row(cells, columns, entries), columns, key=lambda row: row.id)
    left = Counter(row.kind for row in rows.items if row.service is None)
    where = Where(sheet.origin.name, sheet.name, column=columns.columns.get("kind", "kind"))
    notes = [
        Issue("inventory_kind_left_out", where, {"kind": kind, "n": n, "closest": nearest(kind, entries) or "–"},
              Severity.NOTE)
        for kind, n in left.most_common()
    ]  # fmt: skip
    used = [row for row in rows.items if row.service is not None]
    providers = {row.provider.id: row.provider for row in used if row.provider}
    inventory = Inventory(
        tuple(providers.values()),
        tuple(row.site for row in used if row.site),
        tuple(row.service for row in used if row.service),
    )
    return Reading((inventory,), rows.origin, (*rows.issues, *notes), rows.held)


def _row(cells: Cells, columns: ColumnMap, entries: Mapping[ServiceKind, ServiceEntry]) -> _Row:
    own = cells.own_code("id")
    kind = cells.needed("kind")
    mapped = set(columns.values.get("kind", {}).values())
    if kind not in entries and kind not in mapped:
        return _Row(own, None, None, None, kind)
    entry = entries.get(ServiceKind(kind))
    name = cells.label("name") or (entry.label if entry else {"en": kind})
    site = _site(cells, own)
    provider = cells.text("provider")
    owner = Provider(clean(provider), cells.label("provider"), "") if provider else None
    if site is None and not (entry and entry.at_home):
        cells.blame("service_without_site", "lon", own)
    service = Service(
        id=own,
        kind=ServiceKind(kind),
        name=name,
        provider=owner.id if owner else "",
        sites=(site.id,) if site else (),
        capacity=Capacity(cells.whole("places"), cells.whole("users"), None, cells.day("counted_on")),
    )
    return _Row(own, owner, replace(site, name=name) if site else None, service, kind)


def _site(cells: Cells, own: str) -> Site | None:
    lon, lat = cells.decimal("lon", -180, 180), cells.decimal("lat", -90, 90)
    place = cells.text("place")
    if not place and (lon is None or lat is None):
        return None
    return Site(own, {}, PlaceId(place) if place else NOWHERE, lon, lat)


def settle(inventory: Inventory, places: Sequence[Place]) -> Inventory:
    """The inventory with a settlement for every site that had only coordinates: the one around it, else the nearest."""
    from shapely.geometry import shape

    near = [place for place in places if place.kind == "settlement" and place.lon is not None and place.lat is not None]
    drawn = [(place.id, shape(place.geometry)) for place in places if place.kind == "settlement" and place.geometry]
    sites = tuple(
        replace(site, place=_settlement(site, near, drawn))
        if site.place == NOWHERE and site.lon is not None and site.lat is not None
        else site
        for site in inventory.sites
    )
    return replace(inventory, sites=sites)


def _settlement(site: Site, near: Sequence[Place], drawn: Sequence[tuple[PlaceId, Any]]) -> PlaceId:
    from shapely.geometry import Point

    point = Point(site.lon, site.lat)
    around = next((place for place, area in drawn if area.covers(point)), None)
    if around or not near:
        return around or NOWHERE
    return min(near, key=lambda place: _distance(site, place)).id


def _distance(site: Site, place: Place) -> float:
    """Squared distance, in degrees of latitude; enough to order neighbours."""
    north = (site.lat or 0) - (place.lat or 0)
    east = ((site.lon or 0) - (place.lon or 0)) * cos(radians(site.lat or 0))
    return north * north + east * east

"""The way to a service: minutes as the crow flies at a stated speed, and what lies nearest to a settlement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.digits import stored
from sofra.resources.supply import offered
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.straight import crow_km
from sofra.types.catalogue import Pack
from sofra.types.fact import Cell, Fact
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId, RunId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service, Site

SPEED_KMH = 30.0
"""An assumption, to be said with every number: a car on winding roads gains about 30 km/h of the straight line."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """A service with the site that is nearest to a settlement, in straight kilometres and assumed minutes."""

    service: Service
    site: Site
    km: float
    minutes: float


def minutes_facts(
    inventory: Inventory,
    places: Sequence[Place],
    pack: Pack,
    *,
    period: str,
    origin: RunId,
    speed_kmh: float = SPEED_KMH,
) -> list[Fact]:
    """Minutes as the crow flies from every settlement to the nearest active site of every kind not brought home.

    Only services that the settlement's people may use count. A site without its own coordinates stands where its
    settlement stands. Every number has the reason "minutes.crow_flies"; None with the reason
    "minutes.no_coordinates" for a settlement that nobody located, "minutes.no_site" for a kind without a located site.
    """
    territory = lay_out(places)
    homes = territory.settlements
    return [
        _fact(Cell(IndicatorId(f"minutes.{kind}"), home.id, EVERYONE, period), float(km), speed_kmh, origin)
        for kind, entry in pack.services.items()
        if not entry.at_home
        for home, km in zip(homes, _nearest_km(inventory, kind, territory), strict=True)
    ]


def nearest(
    inventory: Inventory,
    places: Sequence[Place],
    settlement: PlaceId,
    *,
    speed_kmh: float = SPEED_KMH,
    limit: int = 5,
) -> list[Nearby]:
    """The located services that people of a settlement may use, the nearest first, each with its nearest site.

    Empty when the settlement has no coordinates.
    """
    territory = lay_out(places)
    home = territory.by_id[settlement]
    if home.lon is None or home.lat is None:
        return []
    found: dict[str, Nearby] = {}
    for service, site, lon, lat in _located(inventory, None, territory):
        if territory.part(settlement, service.serves) == 0:
            continue
        km = float(crow_km(_points([(home.lon, home.lat)]), _points([(lon, lat)]))[0, 0])
        if service.id not in found or km < found[service.id].km:
            found[service.id] = Nearby(service, site, km, km / speed_kmh * 60)
    return sorted(found.values(), key=lambda near: (near.km, near.service.id))[:limit]


def _nearest_km(inventory: Inventory, kind: ServiceKind, territory: Territory) -> NDArray[np.float64]:
    """(settlements,) kilometres to the nearest site; inf where there is none, NaN where the settlement has no spot."""
    homes = territory.settlements
    spots = _points([(_degrees(home.lon), _degrees(home.lat)) for home in homes])
    sites = _located(inventory, kind, territory)
    nearest_km = np.full(len(homes), np.inf)
    if sites:
        km = crow_km(spots, _points([(lon, lat) for _, _, lon, lat in sites]))
        closed = [[territory.part(home.id, service.serves) == 0 for service, _, _, _ in sites] for home in homes]
        nearest_km = np.where(np.array(closed).reshape(km.shape), np.inf, km).min(axis=1)
    nearest_km[np.isnan(spots).any(axis=1)] = np.nan
    return nearest_km


def _located(
    inventory: Inventory, kind: ServiceKind | None, territory: Territory
) -> list[tuple[Service, Site, float, float]]:
    """Active services (of one kind, or all) with every site of theirs that has a spot on the map."""
    by_id: Mapping[str, Site] = {site.id: site for site in inventory.sites}
    services = [s for s in inventory.services if s.status == "active"] if kind is None else offered(inventory, kind)
    found = []
    for service in services:
        for site in (by_id[name] for name in service.sites if name in by_id):
            lon, lat = _spot(site, territory)
            if lon is not None and lat is not None:
                found.append((service, site, lon, lat))
    return found


def _spot(site: Site, territory: Territory) -> tuple[float | None, float | None]:
    if site.lon is not None and site.lat is not None:
        return site.lon, site.lat
    home = territory.by_id.get(site.place)
    return (home.lon, home.lat) if home else (None, None)


def _fact(cell: Cell, km: float, speed_kmh: float, origin: RunId) -> Fact:
    if np.isnan(km):
        return Fact(cell, None, "minutes", origin=origin, reason="minutes.no_coordinates")
    if np.isinf(km):
        return Fact(cell, None, "minutes", origin=origin, reason="minutes.no_site")
    return Fact(cell, stored(km / speed_kmh * 60), "minutes", origin=origin, reason="minutes.crow_flies")


def _points(pairs: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """(points, 2) longitude and latitude."""
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def _degrees(value: float | None) -> float:
    return np.nan if value is None else value

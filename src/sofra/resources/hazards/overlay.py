"""What lies in a danger: the part of each settlement, the people by the registers, the services at their sites."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy, prepare
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from sofra.resources.digits import stored
from sofra.resources.hazards.zones import danger_id, united
from sofra.resources.travel.way import Spots
from sofra.types.hazard import AREA, MIDDLE, NOWHERE, Danger, Exposure, Threatened, Zone
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.supply import Inventory, Site


@dataclass(frozen=True, slots=True)
class Overlay:
    """A danger with the shape of all its zones."""

    danger: Danger
    shape: BaseGeometry


def overlays(zones: Sequence[Zone], places: Sequence[Place], inventory: Inventory) -> list[Overlay]:
    """Every danger with what lies in it, in the order of the zones; one for each kind, level and return period.

    A settlement with a boundary counts with the part of its area that lies in the zones, as if its people lived evenly
    over it; one with a point only counts wholly or not at all. Zones that overlap are counted once.
    """
    by_danger: dict[str, list[Zone]] = {}
    for zone in zones:
        by_danger.setdefault(danger_id(zone), []).append(zone)
    return [_overlay(id, found, places, inventory) for id, found in by_danger.items()]


def inside(area: BaseGeometry, spots: Spots) -> NDArray[np.bool_]:
    """(points,) whether each spot lies in the area."""
    prepare(area)
    return np.asarray(contains_xy(area, spots[:, 0], spots[:, 1]), dtype=np.bool_)


def exposure(place: Place, area: BaseGeometry) -> Exposure:
    """The part of a settlement in this area, and its people there; `inside` None when nobody counted them."""
    part, basis = _part(place, area)
    people = place.people
    return Exposure(place.id, part, basis, people, None if people is None else stored(part * people))


def by_settlement(danger: Danger) -> Mapping[PlaceId, float]:
    """The part of each settlement in a danger."""
    return {one.place: one.part for one in danger.exposures}


def open_sites(inventory: Inventory) -> dict[str, Site]:
    """The sites that may be spoken of: not those with a secret address (see `resources.shown.kept_secret`)."""
    return {site.id: site for site in inventory.sites if not site.hidden}


def spot(site: Site, places: Mapping[PlaceId, Place]) -> tuple[float, float] | None:
    """Where a site stands, its settlement's point where it has none of its own, None where nobody knows."""
    home = places.get(site.place)
    lon, lat = (site.lon, site.lat) if site.lon is not None else (home.lon, home.lat) if home else (None, None)
    return None if lon is None or lat is None else (lon, lat)


def _overlay(id: str, zones: Sequence[Zone], places: Sequence[Place], inventory: Inventory) -> Overlay:
    area, first = united(zones), zones[0]
    settlements = [place for place in places if place.kind == "settlement"] or list(places)
    exposures = [exposure(place, area) for place in settlements]
    touched = [one for one in exposures if one.part > 0]
    danger = Danger(
        id=id,
        kind=first.kind,
        level=first.level,
        years=first.years,
        names=tuple(zone.name for zone in zones),
        sources=tuple(dict.fromkeys(zone.source for zone in zones if zone.source)),
        zones=len(zones),
        people=_sum(one.inside for one in touched),
        at_most=_whole(one.people for one in touched),
        uncertain=any(one.part < 1 for one in touched),
        exposures=tuple(exposures),
        services=tuple(_threatened(area, places, inventory)),
    )
    return Overlay(danger, area)


def _part(place: Place, area: BaseGeometry) -> tuple[float, str]:
    if place.geometry:
        own = shape(place.geometry)
        if own.area > 0:
            return stored(min(1.0, own.intersection(area).area / own.area)), AREA
    if place.lon is not None and place.lat is not None:
        return float(area.intersects(Point(place.lon, place.lat))), MIDDLE
    return 0.0, NOWHERE


def _threatened(area: BaseGeometry, places: Sequence[Place], inventory: Inventory) -> Iterable[Threatened]:
    by_id, sites = {place.id: place for place in places}, open_sites(inventory)
    for service in inventory.services:
        for site in (sites[name] for name in service.sites if name in sites and service.status == "active"):
            where = spot(site, by_id)
            if where is not None and area.intersects(Point(*where)):
                there = service.capacity
                yield Threatened(service.id, service.kind, service.name, site.id, site.place, there.places, there.users)


def _sum(numbers: Iterable[float | None]) -> float | None:
    found = list(numbers)
    return None if None in found else stored(sum(one for one in found if one is not None))


def _whole(numbers: Iterable[int | None]) -> int | None:
    found = list(numbers)
    return None if None in found else sum(one for one in found if one is not None)

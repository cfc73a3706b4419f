"""Services at their sites, ready to be searched: where they are, for whom, with how many places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.question import Facilities, Homes, Open, noted
from sofra.resources.supply import offered
from sofra.resources.territory import Territory
from sofra.types.errors import Issue
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service, Site

Spot = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Offer:
    """One service at one of its sites. `spot` is the site's, else its settlement's; None where neither has one.

    `places` is the service's capacity, divided evenly among its sites that have a spot; None where unknown.
    """

    service: Service
    site: Site
    spot: Spot
    places: float | None

    @property
    def located(self) -> bool:
        """True when it can stand on a map."""
        return None not in self.spot


def offers(inventory: Inventory, kind: ServiceKind, territory: Territory) -> tuple[Offer, ...]:
    """The active services of a kind at each of their sites, in the inventory's order.

    A service without any site is not among them: nobody travels to it.
    """
    by_id = {site.id: site for site in inventory.sites}
    found = []
    for service in offered(inventory, kind):
        sites = [by_id[name] for name in dict.fromkeys(service.sites) if name in by_id]
        spots = [_spot(site, territory) for site in sites]
        located = sum(None not in spot for spot in spots)
        for site, spot in zip(sites, spots, strict=True):
            there = None not in spot
            found.append(Offer(service, site, spot, _part(service.capacity.places, located if there else 0)))
    return tuple(found)


def step_free(found: Sequence[Offer]) -> tuple[Offer, ...]:
    """The offers that can be used by somebody in a wheelchair: somebody looked, and the site is step-free."""
    return tuple(offer for offer in found if offer.site.step_free)


def unlooked(found: Sequence[Offer]) -> int:
    """How many sites of these offers nobody looked at."""
    return len({offer.site.id for offer in found if offer.site.step_free is None})


def divided(found: Sequence[Offer]) -> list[Issue]:
    """The services whose places were divided evenly among several sites, since nobody said how many are where."""
    sites: dict[str, int] = {}
    for offer in found:
        if offer.located and offer.service.capacity.places is not None:
            sites[offer.service.id] = sites.get(offer.service.id, 0) + 1
    several = sum(count > 1 for count in sites.values())
    return [noted("reach_divided", n=several)] if several else []


def facilities(found: Sequence[Offer], territory: Territory, cells: Sequence[Place] = ()) -> Facilities:
    """The offers as facilities, in their order; open to the settlements (and cells) that their services serve."""
    masks: dict[tuple[PlaceId, ...], Open] = {(): None}
    for offer in found:
        serves = tuple(offer.service.serves)
        if serves not in masks:
            masks[serves] = _served(territory, serves, cells)
    spots = [tuple(np.nan if one is None else one for one in offer.spot) for offer in found]
    capacity = [np.nan if offer.places is None else offer.places for offer in found]
    return Facilities(
        np.array(spots, dtype=np.float64).reshape(-1, 2),
        np.array(capacity, dtype=np.float64),
        tuple(masks[tuple(offer.service.serves)] for offer in found),
    )


def homes(territory: Territory) -> Homes:
    """The settlements as homes, in the territory's order, with everybody who lives there."""
    places = territory.settlements
    spots = [(_degrees(one.lon), _degrees(one.lat)) for one in places]
    people = [_degrees(territory.inhabitants[one.id]) for one in places]
    return Homes(np.array(spots, dtype=np.float64).reshape(-1, 2), np.array(people, dtype=np.float64))


def looking_on(territory: Territory, cells: Sequence[Place]) -> Homes:
    """The settlements, then cells from which somebody looks on: nobody is counted twice, so a cell has no people."""
    settled = homes(territory)
    spots = np.array([(_degrees(one.lon), _degrees(one.lat)) for one in cells], dtype=np.float64).reshape(-1, 2)
    return Homes(np.concatenate([settled.spots, spots]), np.concatenate([settled.people, np.zeros(len(cells))]))


def _served(territory: Territory, serves: Sequence[PlaceId], cells: Sequence[Place]) -> NDArray[np.bool_]:
    """(settlements and cells,) who lies in what is served; a cell lies where its parent, the next settlement, lies."""
    roots = territory.served(serves)
    at = [*(home.id for home in territory.settlements), *(cell.parent or cell.id for cell in cells)]
    return np.array([any(territory.lies_in(one, root) for root in roots) for one in at], dtype=bool)


def _part(places: int | None, sites: int) -> float | None:
    return places / sites if places is not None and sites else None


def _spot(site: Site, territory: Territory) -> Spot:
    if site.lon is not None and site.lat is not None:
        return site.lon, site.lat
    home = territory.by_id.get(site.place)
    return (home.lon, home.lat) if home and home.lon is not None and home.lat is not None else (None, None)


def _degrees(value: float | None) -> float:
    return np.nan if value is None else float(value)

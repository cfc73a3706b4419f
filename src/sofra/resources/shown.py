"""The inventory as it may leave the office: a safe house is there, and nothing says where."""

from collections.abc import Mapping
from dataclasses import replace

from sofra.types.catalogue import ServiceEntry
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.supply import Inventory, Site, Told, no_words


def shown(inventory: Inventory) -> Inventory:
    """The same inventory in which a hidden site has no name, spot, address or settlement, and no equipment.

    A planned facility to which a service of such a site moves is not there at all: it is the next hidden site.
    Its services stay, with their places for people: they count, and whoever needs them asks a social worker. What
    would give the spot away by distance (minutes to it, a map around it) cannot be computed from this inventory.
    """
    secret = frozenset(site.id for site in inventory.sites if site.hidden)
    if not secret:
        return inventory
    moving = {service.id for service in inventory.services if not secret.isdisjoint(service.sites)}
    return replace(
        inventory,
        sites=tuple(_veiled(site) if site.hidden else site for site in inventory.sites),
        equipment=tuple(thing for thing in inventory.equipment if thing.site not in secret),
        planned=tuple(one for one in inventory.planned if moving.isdisjoint(one.moves)),
    )


def kept_secret(
    inventory: Inventory, entries: Mapping[ServiceKind, ServiceEntry], known: frozenset[str] = frozenset()
) -> Inventory:
    """The same inventory with the sites of services whose kind is secret (a safe house), and the known, hidden."""
    kinds = {kind for kind, entry in entries.items() if entry.hidden}
    secret = known | {site for service in inventory.services if service.kind in kinds for site in service.sites}
    sites = tuple(replace(site, hidden=True) if site.id in secret else site for site in inventory.sites)
    return replace(inventory, sites=sites)


def without_secret(inventory: Inventory) -> Inventory:
    """The inventory in which hidden sites are not there at all, not even by their id: what a workbook may hold."""
    there = shown(inventory)
    secret = {site.id for site in there.sites if site.hidden}
    services = (replace(one, sites=tuple(id for id in one.sites if id not in secret)) for one in there.services)
    sites = tuple(site for site in there.sites if not site.hidden)
    return replace(there, sites=sites, services=tuple(services))


def _veiled(site: Site) -> Site:
    return Site(site.id, no_words(), PlaceId(""), step_free=site.step_free, hidden=True, told=Told(on=site.told.on))

"""The inventory as it may leave the office: a safe house is there, and nothing says where."""

from dataclasses import replace

from sofra.types.keys import PlaceId
from sofra.types.supply import Inventory, Site, Told, no_words


def shown(inventory: Inventory) -> Inventory:
    """The same inventory in which a hidden site has no name, spot, address or settlement, and no equipment.

    Its services stay, with their places for people: they count, and whoever needs them asks a social worker. What
    would give the spot away by distance (minutes to it, a map around it) cannot be computed from this inventory.
    """
    secret = frozenset(site.id for site in inventory.sites if site.hidden)
    if not secret:
        return inventory
    return replace(
        inventory,
        sites=tuple(_veiled(site) if site.hidden else site for site in inventory.sites),
        equipment=tuple(thing for thing in inventory.equipment if thing.site not in secret),
    )


def _veiled(site: Site) -> Site:
    return Site(site.id, no_words(), PlaceId(""), step_free=site.step_free, hidden=True, told=Told(on=site.told.on))

"""The map beside the list of services: the same services as pins on the municipality's own ground."""

from collections.abc import Sequence

from sofra.packs.texts import Texts
from sofra.store import queries
from sofra.types.document import Map, Shape
from sofra.types.place import Place
from sofra.types.supply import Inventory
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.shades import spot_of
from sofra.web.pages.sheet import Addresses, Sheet, sheet


def listed(inventory: Inventory, places: Sequence[Place], texts: Texts, only: Sequence[str]) -> Sheet:
    """The services with these ids on the map, by kind."""
    pins = service_pins(inventory, queries.pack(), texts, only)
    shapes = tuple(Shape(p.id, texts.name(p.name), spot_of(p)) for p in places if p.kind == "settlement")
    words = texts.say("web.resources.map")
    drawn = Map(words, shapes, words, "", pins, layers=grounds(places, texts))
    at = Addresses(outlines=outlines_address(), layers=addresses(), pins=pin_links(pins))
    return sheet(drawn, texts, at, "list-map")

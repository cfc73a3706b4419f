"""What a file says held against the places that are there: boundaries, sites and counts that belong nowhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sofra.needs.disclosure.cube import build
from sofra.needs.disclosure.protect import registers
from sofra.resources.hazards.zones import odd, zones_of
from sofra.resources.spots import odd_spots
from sofra.sources.boundaries import join
from sofra.sources.coverage import land_issues
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Reading
from sofra.types.place import Place


def beside_places(kind: str, reading: Reading[Any], places: Sequence[Place]) -> list[Issue]:
    """Everything that shows only beside the settlements; one FILE issue when no boundary belongs to any of them."""
    look = LOOKS.get(kind)
    return list(look(reading, places)) if look else []


def _boundaries(reading: Reading[Any], places: Sequence[Place]) -> Iterable[Issue]:
    where = Where(file=reading.origin.name)
    if not places:
        return [Issue("boundaries_before_places", where, severity=Severity.FILE)]
    joined, issues = join(places, reading.items)
    found = [*issues, *land_issues(joined)]
    return [replace(issue, where=replace(issue.where, file=reading.origin.name)) for issue in found]


def _inventory(reading: Reading[Any], places: Sequence[Place]) -> Iterable[Issue]:
    known = _names(places)
    where = Where(file=reading.origin.name)
    for inventory in reading.items:
        for site in inventory.sites:
            if known and site.place and site.place not in known:
                yield Issue("site_place_unknown", where, {"id": site.id, "place": site.place}, Severity.NOTE)
        for issue in odd_spots(inventory, places):
            yield replace(issue, where=where)


def _register(reading: Reading[Any], places: Sequence[Place]) -> Iterable[Issue]:
    known = _names(places)
    where = Where(file=reading.origin.name)
    unknown = dict.fromkeys(count.place for count in reading.items if known and count.place not in known)
    for place in unknown:
        yield Issue("register_place_unknown", where, {"place": place}, Severity.NOTE)
    for mine in registers(reading.items).values():
        for issue in build(mine, places)[1]:
            yield replace(issue, where=where, severity=Severity.NOTE)


def _names(places: Sequence[Place]) -> frozenset[str]:
    return frozenset(place.id for place in places)


def _hazard(reading: Reading[Any], places: Sequence[Place]) -> Iterable[Issue]:
    where = Where(file=reading.origin.name)
    if not places:
        yield Issue("zone_no_places", where, severity=Severity.NOTE)
    features = [{"properties": item.properties, "geometry": item.geometry} for item in reading.items]
    for issue in odd(zones_of(features), places):
        yield replace(issue, where=replace(issue.where, file=reading.origin.name))


def _disasters(reading: Reading[Any], places: Sequence[Place]) -> Iterable[Issue]:
    known = {text.casefold() for place in places for text in (place.id, *place.name.values())}
    for one in reading.items:
        if one.place and one.place.casefold() not in known:
            yield Issue("disaster_place", Where(file=reading.origin.name), {"value": one.place}, Severity.NOTE)


LOOKS: Mapping[str, Callable[[Reading[Any], Sequence[Place]], Iterable[Issue]]] = {
    "boundaries": _boundaries,
    "inventory": _inventory,
    "register": _register,
    "hazard": _hazard,
    "disasters": _disasters,
}

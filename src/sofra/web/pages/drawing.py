"""What a map in the browser needs: outlines, values by settlement, and pins, as plain JSON values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from sofra.packs.texts import Texts
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service
from sofra.web.figures import by_model, figure
from sofra.web.pages.gaps import Shade
from sofra.web.pages.profile import distance

NAMED, ROOM_KM = 7, 3.5
"""The largest settlements carry their names on the map, unless a larger one is this near."""


def collection(places: Sequence[Place], texts: Texts) -> dict[str, Any]:
    """The settlements as GeoJSON features; those without an outline as points; the largest carry their name."""
    settlements = [place for place in places if place.kind == "settlement"]
    named = _named(settlements)
    features = [_feature(place, texts, label=place.id in named) for place in settlements]
    return {"type": "FeatureCollection", "features": [feature for feature in features if feature["geometry"]]}


def values(shaded: Sequence[Shade], texts: Texts) -> dict[str, dict[str, Any]]:
    """For each settlement its class, its name and its number in words; an area's number says so."""
    return {shade.place.id: _value(shade, texts) for shade in shaded}


def pins(inventory: Inventory, kind: str, texts: Texts, only: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The sites of services, each service a pin; of one kind, or of the ids in `only`."""
    sites = {site.id: site for site in inventory.sites if site.lon is not None and site.lat is not None}
    found = [
        s for s in inventory.services if (s.id in only if only is not None else s.kind == kind and s.status != "closed")
    ]
    return [
        {"lon": sites[site].lon, "lat": sites[site].lat, "name": texts.name(service.name), **_words(service, texts)}
        for service in found
        for site in service.sites
        if site in sites
    ]


def _named(settlements: Sequence[Place]) -> set[str]:
    kept: list[Place] = []
    for place in sorted(settlements, key=lambda place: -(place.people or 0)):
        if len(kept) < NAMED and all(distance(place, other) > ROOM_KM for other in kept):
            kept.append(place)
    return {place.id for place in kept}


def _feature(place: Place, texts: Texts, *, label: bool) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lon is not None else None
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": place.geometry or point,
        "properties": {
            "name": texts.name(place.name),
            "label": label and place.lon is not None,
            "lon": place.lon,
            "lat": place.lat,
        },
    }


def _value(shade: Shade, texts: Texts) -> dict[str, Any]:
    words = figure(shade.fact, texts).text
    if shade.model:
        words = texts.say(f"web.gaps.{'by_model' if by_model(shade.fact) else 'from_area'}", value=words)
    elif not shade.own and shade.fact is not None:
        words = texts.say("web.gaps.of_area", value=words)
    return {"c": shade.level, "m": shade.model, "name": texts.name(shade.place.name), "text": words}


def _words(service: Service, texts: Texts) -> Mapping[str, str]:
    places = service.capacity.places
    known = texts.say("count.places", n=places) if places is not None else texts.say("web.resources.places_unknown")
    return {"text": known, "href": reverse("resources_at_service", args=[service.id])}

"""What every map of this workspace is drawn on: outline, areas, roads, water, hazard zones, services as pins."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse

from sofra.gaps.words import service_name
from sofra.packs.texts import Texts
from sofra.render.outlines import drawn
from sofra.resources.shown import shown
from sofra.resources.usable import NOT_USABLE, UNKNOWN, USABLE
from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.types.document import Layer, Pin
from sofra.types.keys import ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service, Site

STORED = ("water", "roads", "hazard")
"""Layers that the office brought as files; a browser fetches them once, from their own address."""


def grounds(
    places: Sequence[Place], texts: Texts, *, whole: bool = False, level: str = "settlement"
) -> tuple[Layer, ...]:
    """The layers there are under a map of this level.

    With `whole` the stored ones carry their features (a picture), else the browser asks for them.
    """
    found = [Layer(kind, texts.say(f"maps.layer.{kind}"), _stored(kind, whole=whole)) for kind in STORED
             if queries.has_layer(kind)]  # fmt: skip
    areas = [place.geometry for place in places if place.kind == "area" and place.geometry]
    if areas and level == "settlement":
        found.append(Layer("areas", texts.say("maps.layer.areas"), areas if whole else _lightened(areas)))
    edge = [place.geometry for place in places if place.kind == "municipality" and place.geometry]
    outline = edge if whole else _lightened(edge)
    return (*found, *([Layer("outline", texts.say("maps.layer.outline"), outline)] if edge else []))


def addresses() -> Mapping[str, str]:
    """Where a browser finds the stored layers."""
    version = queries.drawn_version()
    return {kind: f"{reverse('map_layer', args=[kind])}?v={version}" for kind in STORED}


def outlines_address() -> str:
    """Where a browser finds the outlines of all places."""
    return f"{reverse('shapes')}?v={queries.drawn_version()}"


def outlines(places: Sequence[Place]) -> str:
    """Settlements and areas as GeoJSON text, by id; those without an outline as points; light enough to be drawn."""
    kept = [place for place in places if place.kind != "municipality" and (place.geometry or place.lon is not None)]
    light = _light(json.dumps([_geometry(place) for place in kept], default=dict))
    features = [
        f'{{"type":"Feature","id":{json.dumps(place.id)},"properties":{{}},"geometry":{geometry}}}'
        for place, geometry in zip(kept, light, strict=True)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def stored_outlines(kind: str) -> str:
    """The geometries of a stored layer as a JSON list, light enough to be drawn."""
    features = [feature.get("geometry") for feature in queries.layer(kind)]
    return f"[{','.join(_light(json.dumps([one for one in features if one], default=dict)))}]"


def service_pins(
    inventory: Inventory, pack: Pack, texts: Texts, only: Collection[str] | None = None
) -> tuple[Pin, ...]:
    """The sites of services as pins by kind, in the order of the catalogue; a safe house is never among them.

    `only` are the ids of the services that are shown; None shows all that are not closed.
    """
    order = {kind: number for number, kind in enumerate(pack.services)}
    sites = {s.id: s for s in shown(inventory).sites if not s.hidden and s.lon is not None and s.lat is not None}
    found = [s for s in inventory.services if (s.id in only if only is not None else s.status != "closed")]
    found.sort(key=lambda service: (order.get(service.kind, len(order)), texts.name(service.name)))
    return tuple(
        Pin(texts.name(service.name), sites[site].lon or 0.0, sites[site].lat or 0.0,
            service_name(ServiceKind(service.kind), pack, texts), service.id, _told(service, sites[site], texts))
        for service in found for site in service.sites if site in sites
    )  # fmt: skip


def pin_links(pins: Sequence[Pin]) -> dict[str, str]:
    """The page of each pin's service."""
    return {pin.id: reverse("resources_at_service", args=[pin.id]) for pin in pins}


def _told(service: Service, site: Site, texts: Texts) -> str:
    """How many places there are, and whether this site can be used in a wheelchair: never the one alone."""
    places = service.capacity.places
    count = texts.say("count.places", n=places) if places is not None else texts.say("web.resources.places_unknown")
    usable = {True: USABLE, False: NOT_USABLE, None: UNKNOWN}[site.step_free]
    return f"{count} · {texts.say(f'usable.verdict.{usable}')}"


def _lightened(geometries: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The same, light enough to go along with a page; what is large is simplified once."""
    return [json.loads(one) for one in _light(json.dumps(geometries, default=dict))]


def _stored(kind: str, *, whole: bool) -> Sequence[Any]:
    return queries.layer(kind) if whole else ()


def _geometry(place: Place) -> Mapping[str, Any] | None:
    return place.geometry or {"type": "Point", "coordinates": [place.lon, place.lat]}


@lru_cache(maxsize=4)
def _light(geometries: str) -> tuple[str, ...]:
    """Kept in memory under the content itself: large outlines are simplified once."""
    found = drawn(json.loads(geometries)).geometries
    return tuple(json.dumps(geometry, separators=(",", ":")) for geometry in found)

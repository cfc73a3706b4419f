"""The inventory as GeoJSON for any map: one point a service and site, safe houses left out."""

from collections.abc import Mapping
from typing import Any

from sofra.resources.exchange.parts import tidy
from sofra.resources.shown import shown
from sofra.types.keys import Label, ServiceKind
from sofra.types.supply import Inventory, Service, Site


def geojson(inventory: Inventory, kinds: Mapping[ServiceKind, Label], lang: str) -> dict[str, Any]:
    """A FeatureCollection (WGS 84) of the services with a spot, and of assets with a spot or a shape of their own.

    Users and people waiting stay at home; places, price and what is known of the access go along.
    """
    seen = shown(inventory)
    sites = {site.id: site for site in seen.sites if site.lon is not None and site.lat is not None}
    features = [
        _feature(service, sites[id], kinds, lang) for service in seen.services for id in service.sites if id in sites
    ]
    assets = [
        {
            "type": "Feature",
            "id": asset.id,
            "geometry": asset.geometry or {"type": "Point", "coordinates": [asset.lon, asset.lat]},
            "properties": tidy({"asset": asset.kind, "name": _words(asset.name, lang), "owner": asset.owner}),
        }
        for asset in seen.assets
        if asset.geometry or asset.lon is not None
    ]
    return {"type": "FeatureCollection", "features": [*features, *assets]}


def _feature(service: Service, site: Site, kinds: Mapping[ServiceKind, Label], lang: str) -> dict[str, Any]:
    properties = {
        "service": service.id,
        "site": site.id,
        "kind": service.kind,
        "kind_name": _words(kinds.get(service.kind, {}), lang),
        "name": _words(service.name, lang),
        "site_name": _words(site.name, lang),
        "status": service.status,
        "places": service.capacity.places,
        "price": service.price,
        "step_free": {True: "yes", False: "no", None: "unknown"}[site.step_free],
        "verified_on": service.verified_on,
    }
    geometry = {"type": "Point", "coordinates": [site.lon, site.lat]}
    return {"type": "Feature", "id": f"{service.id}@{site.id}", "geometry": geometry, "properties": tidy(properties)}


def _words(label: Label, lang: str) -> str:
    return label.get(lang) or next(iter(label.values()), "")

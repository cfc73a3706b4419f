"""The inventory for other directories and maps, as files."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from sofra.web.context import spoken
from sofra.web.downloads import attached
from sofra.work.exchange import organizations_file, places_file, services_file

JSON, GEOJSON = "application/json", "application/geo+json"


def services(request: HttpRequest) -> HttpResponse:
    """All services as HSDS 3.1."""
    return _file(services_file(spoken()), "sofra-services.json", JSON)


def organizations(request: HttpRequest) -> HttpResponse:
    """All providers as HSDS 3.1."""
    return _file(organizations_file(spoken()), "sofra-organizations.json", JSON)


def points(request: HttpRequest) -> HttpResponse:
    """All services with a spot as GeoJSON."""
    return _file(places_file(spoken()), "sofra-services.geojson", GEOJSON)


def _file(content: Any, name: str, kind: str) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return attached(text, kind, name)

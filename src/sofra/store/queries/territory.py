"""Whose map this is, with which packs, and the places and layers it is drawn on."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from sofra.packs.load import load
from sofra.store.evidence import LayerRow
from sofra.store.imports import ImportRow
from sofra.store.places import PlaceRow
from sofra.store.records import from_columns
from sofra.store.workspace import Workspace, read_workspace
from sofra.types.catalogue import Pack
from sofra.types.evidence import Municipality
from sofra.types.place import Place


def workspace() -> Workspace:
    """This workspace's folder and what its workspace.toml says."""
    return read_workspace(Path(settings.SOFRA_WORKSPACE))


def municipality() -> Municipality:
    """Whose social map this is."""
    return workspace().municipality


def pack() -> Pack:
    """The packs of this workspace: base, country and the office's own files."""
    found = workspace()
    return load(found.municipality.country, found.office)


def places() -> list[Place]:
    """All places in their order: municipality, areas, settlements."""
    return [from_columns(Place, row) for row in PlaceRow.objects.all()]


def layer(kind: str) -> list[Mapping[str, Any]]:
    """GeoJSON features of a map layer, "roads", "water" or "hazard"; empty when nobody brought one."""
    return [feature for row in LayerRow.objects.filter(kind=kind) for feature in row.features]


def has_layer(kind: str) -> bool:
    """True when somebody brought a layer of this kind."""
    return LayerRow.objects.filter(kind=kind).exists()


def layer_source(kind: str) -> tuple[str, datetime | None]:
    """The names of the files of a layer and when the newest was accepted; "" and None when nobody brought one."""
    found = [row.imported for row in LayerRow.objects.filter(kind=kind).select_related("imported")]
    days = [one.accepted_on for one in found if one is not None and one.accepted_on is not None]
    return ", ".join(dict.fromkeys(one.name for one in found if one is not None)), max(days, default=None)


def drawn_version() -> str:
    """Another text after every import of places or layers: browsers keep what is drawn under it."""
    places = PlaceRow.objects.aggregate(n=Count("pk"), drawn=Count("geometry"))
    layers = LayerRow.objects.aggregate(n=Count("pk"), last=Max("pk"))
    last = ImportRow.objects.filter(accepted_on__isnull=False).aggregate(last=Max("accepted_on"))["last"]
    moment = int(last.timestamp() * 1000) if last else 0
    return f"{moment}-{places['n']}-{places['drawn']}-{layers['n']}-{layers['last'] or 0}"

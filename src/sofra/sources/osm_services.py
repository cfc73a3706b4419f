"""Services out of an OpenStreetMap extract: social facilities, schools, health points, stops, as an inventory."""

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sofra.sources.osm_roads import fingerprint
from sofra.types.answers import Origin
from sofra.types.catalogue import ServiceEntry
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading
from sofra.types.keys import Label, PlaceId, ServiceKind
from sofra.types.supply import Capacity, Inventory, Provider, Service, Site, Told

LANGUAGES = ("en", "mk", "sq", "sr", "bs")
STEP_FREE: Mapping[str, bool] = MappingProxyType({"yes": True, "no": False})
"""`wheelchair=limited` says neither: whoever needs it must look."""


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    tags: Mapping[str, str]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Which service kind a tag means; a hidden one never shows where it is."""

    key: str
    value: str
    kind: ServiceKind
    hidden: bool


def read_osm_services(
    path: Path | str, *, entries: Mapping[ServiceKind, ServiceEntry] = MappingProxyType({})
) -> Reading[Inventory]:
    """The services that the extract (.osm.pbf, .osm, .osm.gz) names, each a site where it stands.

    A node stands at its spot, a building at the middle of its corners. What the packs have no kind for is left out with
    a note that counts it. Whoever maps a refuge for victims of violence shows it to everybody; here it is hidden.
    """
    path = Path(path)
    where = Where(file=path.name)
    found = list(_objects(path))
    if not found:
        raise stop(SourceError, "osm_services_none", where, file=path.name)
    chosen = [(one, rule) for one in found if (rule := _rule(one.tags)) is not None]
    used = [(one, rule) for one, rule in chosen if not entries or rule.kind in entries]
    left = len(found) - len(used)
    notes = [Issue("osm_services_left", where, {"n": left}, Severity.NOTE)] if left else []
    return Reading((_inventory(used, entries),), Origin(path.name, fingerprint(path), "osm"), tuple(notes))


@cache
def rules() -> Sequence[Rule]:
    """The tags that mean a service, in the order in which they are asked: the purpose first, then the building."""
    text = files("sofra.sources").joinpath("osm_kinds.csv").read_text(encoding="utf-8")
    found = [
        Rule(row["key"], row["value"], ServiceKind(row["kind"]), row["hidden"] == "yes")
        for row in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(found, key=lambda rule: not rule.hidden))


def _rule(tags: Mapping[str, str]) -> Rule | None:
    # A refuge is one only where somebody gets shelter: counselling for victims is no secret place.
    for rule in rules():
        values = tags.get(rule.key, "").split(";")
        if rule.value in values and not (rule.hidden and tags.get("social_facility") not in ("shelter", "group_home")):
            return rule
    return None


def _objects(path: Path) -> Iterable[_Found]:
    """Every node and closed way with a tag that could mean a service. Raises SourceError when the file is broken."""
    try:
        import osmium
    except ImportError as absent:
        raise stop(MissingExtra, "extra_missing", extra="roads", needed="osmium") from absent
    keys = sorted({rule.key for rule in rules()})
    try:
        reader = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter(*keys))
        for thing in reader:
            spot = _spot(thing)
            if spot is not None:
                yield _Found(f"osm-{thing.type_str()}{thing.id}", dict(thing.tags), *spot)
    except (RuntimeError, osmium.InvalidLocationError) as broken:
        raise stop(SourceError, "osm_broken", Where(file=path.name), file=path.name) from broken


def _spot(thing: Any) -> tuple[float, float] | None:
    if thing.is_node():
        return (thing.lon, thing.lat)
    if not thing.is_way():
        return None
    corners = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
    if not corners:
        return None
    return (sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners))


def _inventory(used: Sequence[tuple[_Found, Rule]], entries: Mapping[ServiceKind, ServiceEntry]) -> Inventory:
    providers = {name: _provider(name) for one, _ in used if (name := one.tags.get("operator", ""))}
    return Inventory(
        tuple(providers.values()),
        tuple(_site(one, rule) for one, rule in used),
        tuple(_service(one, rule, entries) for one, rule in used),
    )


def _provider(name: str) -> Provider:
    id = f"osm-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return Provider(id, {"en": name}, "", told=Told(source="OpenStreetMap"))


def _site(one: _Found, rule: Rule) -> Site:
    street = " ".join(part for key in ("addr:street", "addr:housenumber") if (part := one.tags.get(key, "")))
    return Site(
        id=one.id,
        name=_names(one.tags),
        place=PlaceId(""),
        lon=one.lon,
        lat=one.lat,
        step_free=STEP_FREE.get(one.tags.get("wheelchair", "")),
        address=street,
        hidden=rule.hidden,
        located_by="map",
        told=Told(source="OpenStreetMap"),
    )


def _service(one: _Found, rule: Rule, entries: Mapping[ServiceKind, ServiceEntry]) -> Service:
    operator = one.tags.get("operator", "")
    places = one.tags.get("capacity", "")
    entry = entries.get(rule.kind)
    return Service(
        id=one.id,
        kind=rule.kind,
        name=_names(one.tags) or (entry.label if entry else {"en": rule.kind}),
        provider=_provider(operator).id if operator else "",
        sites=(one.id,),
        capacity=Capacity(
            int(places) if places.isascii() and places.isdigit() and len(places) < 7 else None, source="OpenStreetMap"
        ),
        opening=one.tags.get("opening_hours", ""),
        source="OpenStreetMap",
    )


def _names(tags: Mapping[str, str]) -> Label:
    found = {lang: name for lang in LANGUAGES if (name := tags.get(f"name:{lang}", ""))}
    own = tags.get("name", "")
    return found or ({"en": own} if own else {})

"""The list of services as a page shows and edits it: filtering, and between a service and its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sofra.packs.texts import Texts
from sofra.store.notes import Kept
from sofra.types.catalogue import Pack
from sofra.types.keys import GroupId, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Capacity, Inventory, Service

STATUSES = ("active", "planned", "closed")
STALE_DAYS = 365
"""A service that nobody confirmed for a year is shown as stale."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    service: Service
    provider: str
    where: Sequence[Place]
    stale: bool
    removed: bool = False


def entries(
    kept: Sequence[Kept[Service]], inventory: Inventory, places: Sequence[Place], *, texts: Texts, today: date
) -> list[Entry]:
    """Services with the name of their provider and where they are given, by kind and name."""
    providers = {provider.id: texts.name(provider.name) for provider in inventory.providers}
    sites, byid = {site.id: site.place for site in inventory.sites}, {place.id: place for place in places}
    found = [
        Entry(
            note.thing,
            providers.get(note.thing.provider, note.thing.provider),
            [byid[where] for where in _where(note.thing, sites) if where in byid],
            _stale(note.thing.verified_on, today),
            note.removed,
        )
        for note in kept
    ]
    return sorted(
        found, key=lambda entry: (entry.service.status == "closed", entry.service.kind, texts.name(entry.service.name))
    )


def filtered(found: Sequence[Entry], wishes: Mapping[str, str]) -> list[Entry]:
    """The entries that fit: words in name or provider, kind, status, place."""
    words, kind, status = wishes.get("q", "").casefold().strip(), wishes.get("kind", ""), wishes.get("status", "")
    place = wishes.get("place", "")
    return [
        entry
        for entry in found
        if (not words or words in f"{' '.join(entry.service.name.values())} {entry.provider}".casefold())
        and (not kind or entry.service.kind == kind)
        and (not status or entry.service.status == status)
        and (not place or place in {where.id for where in entry.where} | set(entry.service.serves))
    ]


def choices(
    pack: Pack, inventory: Inventory, places: Sequence[Place], texts: Texts
) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in the form of a service."""
    return {
        "kind": [(kind, texts.name(entry.label)) for kind, entry in pack.services.items()],
        "provider": [(provider.id, texts.name(provider.name)) for provider in inventory.providers],
        "status": [(status, texts.say(f"resources.status.{status}")) for status in STATUSES],
        "sites": [(site.id, texts.name(site.name)) for site in inventory.sites],
        "serves": [(place.id, texts.name(place.name)) for place in places if place.kind != "municipality"],
        "groups": [(group, texts.name(entry.label)) for group, entry in pack.groups.items()],
    }


def as_form(note: Kept[Service]) -> dict[str, Any]:
    """The fields of the form for a service that is kept."""
    thing, capacity = note.thing, note.thing.capacity
    return {
        "name_en": thing.name.get("en", ""), "name_mk": thing.name.get("mk", ""), "kind": thing.kind,
        "provider": thing.provider, "status": thing.status, "places": capacity.places, "users": capacity.users,
        "waiting": capacity.waiting, "counted_on": capacity.counted_on, "source": capacity.source,
        "cost_per_place_year": short(thing.cost_per_place_year), "staff": short(thing.staff), "price": thing.price,
        "opening": thing.opening, "sites": list(thing.sites), "serves": list(thing.serves),
        "groups": list(thing.groups), "verified_on": thing.verified_on, "verified_by": thing.verified_by,
        "version": note.version,
    }  # fmt: skip


def as_service(form: Mapping[str, Any], before: Service | None = None) -> Service:
    """The service that a valid form describes; what the form does not ask stays as it was."""
    capacity = Capacity(form["places"], form["users"], form["waiting"], _iso(form["counted_on"]), form["source"])
    start = before or Service("", ServiceKind(""), {}, "")
    names = {lang: name for lang, name in (("en", form["name_en"]), ("mk", form["name_mk"])) if name}
    return replace(
        start, kind=ServiceKind(form["kind"]), name={**start.name, **names},
        provider=form["provider"], status=form["status"], capacity=capacity,
        price=form["price"], opening=form["opening"],
        sites=tuple(form["sites"]), serves=tuple(PlaceId(id) for id in form["serves"]),
        groups=tuple(GroupId(id) for id in form["groups"]), staff=form["staff"],
        cost_per_place_year=form["cost_per_place_year"],
        verified_on=_iso(form["verified_on"]), verified_by=form["verified_by"],
    )  # fmt: skip


def short(value: float | None) -> float | None:
    """A whole number without its ".0", as people write it in a form."""
    return int(value) if value is not None and float(value).is_integer() else value


def _where(service: Service, sites: Mapping[str, PlaceId]) -> list[PlaceId]:
    return list(dict.fromkeys(sites[site] for site in service.sites if site in sites))


def _stale(verified_on: str, today: date) -> bool:
    try:
        return (today - date.fromisoformat(verified_on)).days > STALE_DAYS
    except ValueError:
        return True


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

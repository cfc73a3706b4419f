"""What everybody may read of a service: an extract that cannot hold users, staff, money or the spot of a safe house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from sofra.resources.usable import verdict
from sofra.types.keys import GroupId, Label, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Contact, Eligibility, Fee, Inventory, Opening, Provider, Service, Site, no_words

FREE = frozenset({"free", "free of charge", "бесплатно", "бесплатна", "без надомест"})
"""Prices in words that mean 0."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a service is given: no door of a safe house is ever one of these."""

    name: Label
    place: PlaceId
    address: str
    transport: Label
    step_free: bool | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One active service as the public directory knows it.

    `sheltered` True: given at a place that nobody may learn; it has a telephone and words, no door and no area.
    `free_places` True or False when the provider's count says so on `counted_on`, None when nobody knows; the numbers
    behind it are not here. `confirmed_on` is the day on which it was last checked ("" for never).
    """

    id: str
    kind: ServiceKind
    name: Label
    provider: Label
    public: bool
    contact: Contact
    doors: Sequence[Door]
    sheltered: bool
    serves: Sequence[PlaceId]
    groups: Sequence[GroupId]
    eligibility: Eligibility
    description: Label
    way_in: Label
    bring: Label
    hours: Sequence[Opening]
    opening: str
    fee: Fee
    price: str
    free: bool | None
    languages: Sequence[str]
    usable: str
    free_places: bool | None
    counted_on: str
    confirmed_on: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; "" and False ask for nothing. `words` are looked for in names, kinds, descriptions."""

    words: str = ""
    group: str = ""
    kind: str = ""
    place: str = ""
    language: str = ""
    open_now: bool = False
    step_free: bool = False
    free: bool = False


def listed(whole: Inventory, places: Sequence[Place]) -> list[Listed]:
    """The public extract of every active service, in the inventory's order.

    `whole` is the inventory with its hidden sites, so that words which name one of them (its name, its address, its
    settlement) can be left out of what is shown; nothing else of a hidden site is read.
    """
    sites = {site.id: site for site in whole.sites}
    providers = {provider.id: provider for provider in whole.providers}
    secrets = _secrets([site for site in whole.sites if site.hidden], places)
    found = []
    for service in whole.services:
        if service.status == "active":
            provider = providers.get(service.provider)
            open_one = _open(service, sites, provider or Provider(service.provider, no_words(), ""))
            found.append(_sheltered(open_one, secrets) if _hidden(service, sites) else open_one)
    return found


def fitting(
    found: Iterable[Listed],
    wish: Wish,
    *,
    words: Mapping[str, str],
    above: Mapping[PlaceId, Sequence[PlaceId]],
    now: datetime,
) -> list[Listed]:
    """Those that fit a wish. `words` is what is searched of each service, by id, in small letters.

    `above` names for each place the places it lies in. A place is where somebody lives: services for the whole
    municipality fit every one. A group fits services for it and services for everybody. `now` is local time.
    """
    asked = wish.words.casefold().split()
    home = {wish.place, *above.get(PlaceId(wish.place), ())}
    return [
        one
        for one in found
        if all(word in words.get(one.id, "") for word in asked)
        and (not wish.kind or one.kind == wish.kind)
        and (not wish.group or not one.groups or wish.group in one.groups)
        and (not wish.place or not one.serves or not home.isdisjoint(one.serves))
        and (not wish.language or wish.language in one.languages)
        and (not wish.step_free or one.usable in ("usable", "at_home"))
        and (not wish.free or one.free is True)
        and (not wish.open_now or open_at(one.hours, now) is True)
    ]


def open_at(hours: Sequence[Opening], now: datetime) -> bool | None:
    """True when one of the openings holds now (local time), None when nobody wrote the hours as a table.

    An opening that ends at or before it begins runs past midnight; "00:00" to "24:00" is the whole day.
    """
    if not hours:
        return None
    return any(_holds(opening, now) for opening in hours)


def is_free(service: Service) -> bool | None:
    """True when a user pays nothing, False when they pay, None when nobody said."""
    if service.fee.amount is not None:
        return service.fee.amount == 0
    words = service.price.strip().casefold()
    return None if not words else words in FREE or None


def _open(service: Service, sites: Mapping[str, Site], provider: Provider) -> Listed:
    capacity = service.capacity
    known = capacity.places is not None and capacity.users is not None and capacity.counted_on != ""
    free_places = capacity.places > capacity.users and not capacity.waiting if known else None  # type: ignore[operator]
    return Listed(
        id=service.id,
        kind=service.kind,
        name=service.name,
        provider=provider.name,
        public=provider.sector == "public",
        contact=provider.contact,
        doors=tuple(_door(sites[id]) for id in service.sites if id in sites and not sites[id].hidden),
        sheltered=False,
        serves=service.serves,
        groups=service.groups,
        eligibility=service.eligibility,
        description=service.description,
        way_in=service.way_in,
        bring=service.bring,
        hours=tuple(sorted(service.hours, key=lambda opening: (opening.day, opening.opens))),
        opening=service.opening,
        fee=service.fee,
        price=service.price,
        free=is_free(service),
        languages=tuple(service.languages) or tuple(provider.languages),
        usable=verdict(service, sites),
        free_places=free_places,
        counted_on=capacity.counted_on if known else "",
        confirmed_on=service.verified_on,
    )


def _door(site: Site) -> Door:
    return Door(site.name, site.place, site.address, site.transport, site.step_free, site.lon, site.lat)


def _hidden(service: Service, sites: Mapping[str, Site]) -> bool:
    return any(sites[id].hidden for id in service.sites if id in sites)


def _sheltered(one: Listed, secrets: frozenset[str]) -> Listed:
    return replace(
        one,
        name=_kept(one.name, secrets),
        provider=_kept(one.provider, secrets),
        contact=Contact(phone=one.contact.phone),
        doors=(),
        sheltered=True,
        serves=(),
        eligibility=replace(one.eligibility, words=_kept(one.eligibility.words, secrets)),
        description=_kept(one.description, secrets),
        way_in=_kept(one.way_in, secrets),
        bring=_kept(one.bring, secrets),
        opening="" if _tells(one.opening, secrets) else one.opening,
        price="" if _tells(one.price, secrets) else one.price,
    )


def _secrets(sites: Sequence[Site], places: Sequence[Place]) -> frozenset[str]:
    homes = {site.place for site in sites}
    told = [word for site in sites for word in (*site.name.values(), site.address)]
    told += [word for place in places if place.id in homes for word in place.name.values()]
    return frozenset(word.casefold().strip() for word in told if word.strip())


def _tells(text: str, secrets: frozenset[str]) -> bool:
    return any(secret in text.casefold() for secret in secrets)


def _kept(label: Label, secrets: frozenset[str]) -> Label:
    return {lang: text for lang, text in label.items() if not _tells(text, secrets)}


def _holds(opening: Opening, now: datetime) -> bool:
    opens, closes = _minutes(opening.opens), _minutes(opening.closes)
    if opens is None or closes is None:
        return False
    minute = now.hour * 60 + now.minute
    if closes > opens:
        return opening.day == now.isoweekday() and opens <= minute < closes
    yesterday = now.isoweekday() - 1 or 7
    return (opening.day == now.isoweekday() and minute >= opens) or (opening.day == yesterday and minute < closes)


def _minutes(text: str) -> int | None:
    if text == "24:00":
        return 24 * 60
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        return None
    return clock.hour * 60 + clock.minute

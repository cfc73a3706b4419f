"""The inventory as HSDS 3.1 records; a record that came from elsewhere keeps all that nobody changed here."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from sofra.resources.exchange.merge import merged
from sofra.resources.exchange.parts import Ids, attributes, capacities, costs, location, schedules, tidy
from sofra.resources.shown import shown
from sofra.sources.hsds import terms
from sofra.sources.hsds.check import is_date, is_email, is_uri
from sofra.sources.hsds.fields import Record
from sofra.sources.hsds.meaning import Tongue, provider_of, service_of, site_of, within
from sofra.sources.hsds.read import Foreign
from sofra.sources.hsds.said import unsaid
from sofra.sources.names import fold
from sofra.types.columns import PROVIDERS, SERVICES, SITES
from sofra.types.keys import Label, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Provider, Service, Site, no_words

OURS = UUID("6f1b1c1e-5b0e-5f0a-9a55-50f7a0c0ffee")
"""The space in which ids of our own become UUIDs: the same id of the same municipality gives the same UUID."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What an export is made for: whose directory, in which language, with which places and names of kinds.

    `space` is what ids are made in: the municipality by its name in its own language, whatever language goes out.
    `lists` are the codes that we know, by field of a service: what else a foreign record names is its own.
    """

    municipality: str
    country: str
    lang: str
    places: Mapping[PlaceId, Place]
    kinds: Mapping[ServiceKind, Label]
    space: str = ""
    lists: Mapping[str, Container[str]] = field(default_factory=dict)

    def uuid(self, kind: str, id: str) -> str:
        """The id itself when it is a UUID, else the UUID that belongs to it."""
        try:
            return str(UUID(id))
        except ValueError:
            return str(uuid5(OURS, f"{self.space or self.municipality}/{kind}/{id}"))

    def words(self, label: Label) -> str:
        """The label in the export's language, else in the first it has; "" for none."""
        return label.get(self.lang) or next(iter(label.values()), "")

    def tongue(self, lang: str) -> Tongue:
        """How a record that came in this language was read."""
        return Tongue(lang, {fold(kind): kind for kind in self.kinds})


def services_out(inventory: Inventory, about: Directory, foreign: Sequence[Foreign] = ()) -> list[dict[str, Any]]:
    """Every service of the inventory as an HSDS service with its organization and its locations.

    A hidden site is left out wholly: such a service has no location. `foreign` are the records as they once came: what
    nobody changed here goes out as it came in, field by field.
    """
    there = _there(inventory, foreign, about)
    secret = {site.id for site in inventory.sites if site.hidden}
    return [
        _service(one, there, about) if secret.isdisjoint(one.sites) else _built(_unspoken(one), (), about)
        for one in shown(inventory).services
    ]


def organizations_out(inventory: Inventory, about: Directory, foreign: Sequence[Foreign] = ()) -> list[dict[str, Any]]:
    """Every provider as an HSDS organization, those without a service as well."""
    there = _there(inventory, foreign, about)
    return [_organization(one, about, there) for one in inventory.providers]


Kept: TypeAlias = Mapping[tuple[str, str], Foreign]


@dataclass(frozen=True, slots=True)
class _There:
    """What a service may point at, by id, and the records as they came."""

    providers: Mapping[str, Provider]
    sites: Mapping[str, Site]
    kept: Kept
    shut: frozenset[str]
    own: Mapping[str, str]


def _there(inventory: Inventory, foreign: Sequence[Foreign], about: Directory) -> _There:
    """What there is to point at; `shut` are the locations that came and are hidden or gone here since.

    `own` is the id here of each site by the id under which it leaves: a record of ours may come back from elsewhere.
    """
    sites = {one.id: one for one in inventory.sites if not one.hidden}
    kept = {(one.object, one.id): one for one in foreign}
    gone = {one.id for one in foreign if one.object == "location"} | {one.id for one in inventory.sites}
    shut = frozenset(name for id in gone - set(sites) for name in (id, about.uuid("location", id)))
    own = {about.uuid("location", id): id for id in sites}
    return _There({one.id: one for one in inventory.providers}, sites, kept, shut, own)


def _unspoken(service: Service) -> Service:
    """A service of a hidden site by its kind alone: no name, words, hours, payers or area that could lead there."""
    capacity = replace(service.capacity, source="")
    return Service(
        service.id,
        service.kind,
        no_words(),
        "",
        groups=service.groups,
        capacity=capacity,
        status=service.status,
        eligibility=replace(service.eligibility, words=no_words()),
        fee=service.fee,
        languages=service.languages,
    )


def _service(service: Service, there: _There, about: Directory) -> dict[str, Any]:
    built = _built(service, _at(service, there), about)
    came = there.kept.get(("service", service.id))
    if came is not None:
        then = within(service_of(came.record, about.tongue(came.lang)), about.lists)
        built = merged(_open(came.record, there.shut), _built(then, _at(then, there), about), built)
    provider = there.providers.get(service.provider)
    if provider is not None:
        built = {**built, "organization": _organization(provider, about, there)}
    links = built.get("service_at_locations")
    if links:
        built = {**built, "service_at_locations": [_relocated(link, there, about) for link in links]}
    return tidy(built)


def _at(service: Service, there: _There) -> list[Site]:
    here = [there.own.get(id, id) for id in service.sites]
    return [there.sites[id] for id in here if id in there.sites]


def _built(service: Service, sites: Sequence[Site], about: Directory) -> dict[str, Any]:
    id = about.uuid("service", service.id)
    ids = Ids(id)
    kind = about.words(about.kinds.get(service.kind, {}))
    lists = {
        "schedules": schedules(service, ids),
        "service_areas": _areas(service, about, ids),
        "service_at_locations": [_link(site, about, ids) for site in sites],
        "languages": [{"id": ids.of("language", code), "code": code} for code in service.languages],
        "funding": _funding(service, ids),
        "cost_options": costs(service, ids),
        "required_documents": _documents(about.words(service.bring), ids),
        "capacities": capacities(service, ids),
        "attributes": attributes(service, ids, kind),
    }
    built = tidy(
        {"id": id, "name": about.words(service.name) or kind or service.kind or id, **_said(service, about), **lists}
    )
    read = service_of(built, about.tongue(about.lang))
    return _complete(built, unsaid(SERVICES, service, read), ids, of="service")


def _complete(built: Record, lacking: Sequence[tuple[str, str]], ids: Ids, *, of: str) -> dict[str, Any]:
    """The record with what no field of the standard holds, as attributes of ours: whoever reads it back has it all."""
    more = [ids.attribute(terms.SAID, name, name, value, of=of) for name, value in lacking]
    return tidy({**built, "attributes": [*built.get("attributes", []), *more]})


def _said(service: Service, about: Directory) -> dict[str, Any]:
    """The fields of a service that hold one word, number or sentence."""
    return {
        "description": about.words(service.description),
        "status": terms.STATUS_OUT.get(service.status, "active"),
        "application_process": about.words(service.way_in),
        "fees_description": service.price,
        "accreditations": service.quality,
        "eligibility_description": about.words(service.eligibility.words),
        "minimum_age": service.eligibility.age_from,
        "maximum_age": service.eligibility.age_to,
        "assured_date": service.verified_on if is_date(service.verified_on) else "",
        "assurer_email": service.verified_by if is_email(service.verified_by) else "",
    }


def _funding(service: Service, ids: Ids) -> list[dict[str, Any]]:
    return [
        {"id": ids.of("funding", f"{one.payer}{one.year}"), "source": f"{one.payer} ({one.year})"}
        for one in service.payments
    ]


def _documents(words: str, ids: Ids) -> list[dict[str, Any]]:
    return [{"id": ids.of("document", "1"), "document": words}] if words else []


def _areas(service: Service, about: Directory, ids: Ids) -> list[dict[str, Any]]:
    places = [about.places[id] for id in service.serves if id in about.places]
    return [
        {"id": ids.of("area", place.id), "name": about.words(place.name), "uri": f"{terms.PLACE_URI}{place.id}"}
        for place in places
    ]


def _link(site: Site, about: Directory, ids: Ids) -> dict[str, Any]:
    return {"id": ids.of("at", site.id), "location": _location(site, about)}


def _location(site: Site, about: Directory) -> dict[str, Any]:
    id = about.uuid("location", site.id)
    built = location(site, id, about.places.get(site.place), about)
    return _complete(built, unsaid(SITES, site, site_of(built, about.lang)), Ids(id), of="location")


def _relocated(link: Mapping[str, Any], there: _There, about: Directory) -> dict[str, Any]:
    """The link with its location as it stands today, on top of how it came."""
    sent = str((link.get("location") or {}).get("id", ""))
    id = there.own.get(sent, sent)
    came, site = there.kept.get(("location", id)), there.sites.get(id)
    if came is None or site is None:
        return dict(link)
    then = replace(site_of(came.record, came.lang), place=site.place)  # the settlement was found here, not told there
    return {**link, "location": tidy(merged(came.record, _location(then, about), _location(site, about)))}


def _organization(provider: Provider, about: Directory, there: _There) -> dict[str, Any]:
    came = there.kept.get(("organization", provider.id))
    built = _provider(provider, about)
    if came is None:
        return built
    return tidy(merged(_open(came.record, there.shut), _provider(provider_of(came.record, came.lang), about), built))


def _open(came: Any, shut: frozenset[str]) -> Any:
    """What came, without the locations that are shut and without what links to them, at any depth."""
    if not shut:
        return came
    if isinstance(came, list):
        return [_open(one, shut) for one in came if not _leads(one, shut)]
    if isinstance(came, Mapping):
        return {name: _open(one, shut) for name, one in came.items() if not _leads(one, shut)}
    return came


def _leads(one: Any, shut: frozenset[str]) -> bool:
    if not isinstance(one, Mapping):
        return False
    location = one.get("location")
    inner = location.get("id") if isinstance(location, Mapping) else None
    return not shut.isdisjoint(str(id) for id in (one.get("id"), one.get("location_id"), inner) if id)


def _provider(provider: Provider, about: Directory) -> dict[str, Any]:
    id = about.uuid("organization", provider.id)
    ids = Ids(id)
    name = about.words(provider.name) or provider.id
    phone, sector = provider.contact.phone, provider.sector
    said = {
        "id": id,
        "name": name,
        "description": about.words(provider.description) or name,
        "email": provider.contact.email if is_email(provider.contact.email) else "",
        "website": provider.contact.website if is_uri(provider.contact.website) else "",
        "parent_organization_id": about.uuid("organization", provider.parent) if provider.parent else "",
        "phones": [{"id": ids.of("phone", "1"), "number": phone}] if phone else [],
        "organization_identifiers": _identifiers(provider.registration, ids),
        "attributes": [ids.attribute(terms.SECTOR, sector, sector, of="organization")] if sector else [],
    }
    built = tidy(said)
    return _complete(built, unsaid(PROVIDERS, provider, provider_of(built, about.lang)), ids, of="organization")


def _identifiers(number: str, ids: Ids) -> list[dict[str, Any]]:
    if not number:
        return []
    return [{"id": ids.of("identifier", "1"), "identifier_type": "registration", "identifier": number}]

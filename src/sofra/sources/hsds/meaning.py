"""What HSDS objects mean for us: a provider, a site, a service; what has no place here stays in the kept record."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sofra.sources.hsds import terms
from sofra.sources.hsds.fields import Record
from sofra.sources.hsds.said import with_said
from sofra.sources.names import fold
from sofra.types.bounds import countable
from sofra.types.columns import PROVIDERS, SERVICES, SITES
from sofra.types.keys import GroupId, Label, PlaceId, ServiceKind
from sofra.types.supply import (
    Capacity,
    Contact,
    Eligibility,
    Fee,
    Opening,
    Provider,
    Service,
    Site,
    no_words,
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """In which language a file is written, and how our kinds of services are called (folded name or code to kind)."""

    lang: str
    kinds: dict[str, str]


def provider_of(record: Record, lang: str) -> Provider:
    """The provider that an organization is."""
    phones = [str(phone["number"]) for phone in _list(record, "phones") if phone.get("number")]
    numbers = [str(one["identifier"]) for one in _list(record, "organization_identifiers") if one.get("identifier")]
    contact = Contact(_text(record, "email"), phones[0] if phones else "", _text(record, "website"))
    provider = Provider(
        id=str(record["id"]),
        name={lang: _text(record, "name")},
        sector=next(iter(_codes(record, terms.SECTOR)), ""),
        parent=_text(record, "parent_organization_id"),
        registration=numbers[0] if numbers else "",
        description=_label(_text(record, "description"), lang),
        contact=contact,
    )
    return with_said(PROVIDERS, provider, record)  # type: ignore[no-any-return]


def site_of(record: Record, lang: str) -> Site:
    """The site that a location is; its settlement is found from its spot later."""
    address = next(iter(_list(record, "addresses")), {})
    street = _text(address, "address_1")
    street = "" if street == terms.NO_ADDRESS else street
    site = Site(
        id=str(record["id"]),
        name=_label(_text(record, "name") or street, lang),
        place=PlaceId(""),
        lon=_degrees(record.get("longitude"), 180),
        lat=_degrees(record.get("latitude"), 90),
        step_free=_step_free(record),
        address=street,
        transport=_label(_text(record, "transportation"), lang),
    )
    return with_said(SITES, site, record)  # type: ignore[no-any-return]


def service_of(record: Record, tongue: Tongue) -> Service:
    """The service that a service is; kind "" when neither our attribute nor a term of its own names one."""
    lang = tongue.lang
    organization = inside(record, "organization")
    service = Service(
        id=str(record["id"]),
        kind=ServiceKind(_kind(record, tongue)),
        name={lang: _text(record, "name")},
        provider=str(organization.get("id") or record.get("organization_id") or ""),
        sites=tuple(str(location["id"]) for location in locations_of(record)),
        serves=tuple(PlaceId(uri.removeprefix(terms.PLACE_URI)) for uri in _place_uris(record)),
        groups=tuple(GroupId(code) for code in _codes(record, terms.GROUP)),
        capacity=_capacity(record),
        status=_status(record),
        price=_text(record, "fees_description"),
        opening="; ".join(text for one in _list(record, "schedules") if (text := _text(one, "description"))),
        cost_per_place_year=_cost(record, terms.UNIT_COST).amount,
        verified_on=_text(record, "assured_date")[:10],
        verified_by=_text(record, "assurer_email"),
        description=_label(_text(record, "description"), lang),
        way_in=_label(_text(record, "application_process"), lang),
        bring=_label("; ".join(_text(one, "document") for one in _list(record, "required_documents")), lang),
        eligibility=_eligibility(record, lang),
        fee=_cost(record, terms.USER_FEE),
        hours=tuple(_hours(_list(record, "schedules"))),
        quality=_text(record, "accreditations"),
        languages=tuple(_text(one, "code") or _text(one, "name") for one in _list(record, "languages")),
        contents=tuple(_codes(record, terms.CONTENT)),
        functions=tuple(_codes(record, terms.FUNCTION)),
    )
    return with_said(SERVICES, service, record)  # type: ignore[no-any-return]


def within(service: Service, lists: Mapping[str, Container[str]]) -> Service:
    """The service with only those codes that we know, of each of these fields; the kept record has the others."""
    known = {
        name: tuple(code for code in getattr(service, name) if code in codes)
        for name, codes in lists.items()
        if name != "team"
    }
    professions = lists.get("team")
    team = service.team if professions is None else tuple(one for one in service.team if one.profession in professions)
    return replace(service, team=team, **known)  # type: ignore[arg-type]


def locations_of(record: Record) -> Sequence[Record]:
    """The places where a service is given that lie somewhere: postal and virtual locations are no sites."""
    found = [link.get("location") for link in _list(record, "service_at_locations")]
    return tuple(one for one in found if isinstance(one, dict) and one.get("id") and _lies(one))


def _lies(location: Record) -> bool:
    return location.get("location_type") == "physical"


def _kind(record: Record, tongue: Tongue) -> str:
    own = next(iter(_codes(record, terms.KIND)), "")
    words = [own, *(word for one in _terms(record) for word in (one.get("code"), one.get("name")) if word)]
    return next((tongue.kinds[fold(str(word))] for word in words if fold(str(word)) in tongue.kinds), "")


def _status(record: Record) -> str:
    own = next(iter(_codes(record, terms.STATUS)), "")
    return own or terms.STATUS_IN.get(_text(record, "status"), "active")


def _capacity(record: Record) -> Capacity:
    units = {_text(inside(one, "unit"), "name"): one for one in _list(record, "capacities")}
    places, waiting = units.get(terms.UNIT_PLACES), units.get(terms.UNIT_WAITING)
    most = _whole((places or {}).get("maximum"))
    free = _whole((places or {}).get("available"))
    told = next(iter(_values(record, terms.PLACES)), "")
    if most is None and told.isascii() and told.isdigit() and len(told) < 10:
        most = int(told)
    users = None if most is None or free is None else most - free
    day = _text(places or waiting or {}, "updated")[:10]
    return Capacity(most, users, _whole((waiting or {}).get("available")), day)


def _eligibility(record: Record, lang: str) -> Eligibility:
    words = _label(_text(record, "eligibility_description"), lang)
    return Eligibility(_whole(record.get("minimum_age")), _whole(record.get("maximum_age")), words)


def _cost(record: Record, option: str) -> Fee:
    for one in _list(record, "cost_options"):
        if _text(one, "option") == option and _counted(one.get("amount")):
            return Fee(float(one["amount"]), _text(one, "currency").upper(), _text(one, "amount_description"))
    return Fee()


def _hours(schedules: Sequence[Record]) -> Iterable[Opening]:
    for one in schedules:
        opens, closes = _text(one, "opens_at")[:5], _text(one, "closes_at")[:5]
        if closes == terms.MIDNIGHT_OUT and _text(one, "notes") != terms.MIDNIGHT_OUT:
            closes = terms.MIDNIGHT
        if one.get("freq") != "WEEKLY" or not opens or not closes:
            continue
        for day in _text(one, "byday").split(","):
            if day.strip() in terms.DAYS:
                yield Opening(terms.DAYS.index(day.strip()) + 1, opens, closes)


def _step_free(location: Record) -> bool | None:
    said = {_text(one, "details") for one in _list(location, "accessibility")}
    return True if "step-free" in said else False if "not step-free" in said else None


def _place_uris(record: Record) -> list[str]:
    return [uri for one in _list(record, "service_areas") if (uri := _text(one, "uri")).startswith(terms.PLACE_URI)]


def _terms(record: Record) -> list[Record]:
    found = [one.get("taxonomy_term") for one in _list(record, "attributes")]
    return [one for one in found if isinstance(one, dict)]


def _codes(record: Record, taxonomy: str) -> list[str]:
    return [_text(one, "code") for one in _terms(record) if one.get("taxonomy") == taxonomy and one.get("code")]


def _values(record: Record, taxonomy: str) -> list[str]:
    return [
        _text(one, "value")
        for one in _list(record, "attributes")
        if inside(one, "taxonomy_term").get("taxonomy") == taxonomy
    ]


def inside(record: Record, name: str) -> Record:
    """The object in this field; an empty one where anything else stands there."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def _list(record: Record, name: str) -> list[dict[str, Any]]:
    found = record.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(record: Record, name: str) -> str:
    found = record.get(name)
    return found.strip() if isinstance(found, str) else ""


def _label(text: str, lang: str) -> Label:
    return {lang: text} if text else no_words()


def _whole(value: Any) -> int | None:
    return int(value) if _counted(value) and value >= 0 else None


def _counted(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and countable(value)


def _degrees(value: Any, most: float) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) <= most else None

"""The small objects inside an HSDS service: schedules, capacities, costs, attributes, locations, each with its id."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid5

from sofra.sources.hsds import terms
from sofra.sources.hsds.check import is_date, is_time
from sofra.types.keys import Label
from sofra.types.place import Place
from sofra.types.supply import Fee, Service, Site


class Wording(Protocol):
    """Whoever writes labels in the language of an export, and knows the country."""

    @property
    def country(self) -> str:
        """Two letters, as in "MK"."""

    @property
    def municipality(self) -> str:
        """The name or code of the municipality."""

    def words(self, label: Label) -> str:
        """The label in the language of the export."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of the parts of one object: always the same for the same part."""

    owner: str

    def of(self, part: str, name: str) -> str:
        """The UUID of a part, by its name within the owner."""
        return str(uuid5(UUID(self.owner), f"{part}/{name}"))

    def attribute(self, taxonomy: str, code: str, name: str, value: str = "", *, of: str = "service") -> dict[str, Any]:
        """A term of a taxonomy of ours, attached to the owner, which is a record of the object `of`."""
        term = {
            "id": str(uuid5(UUID(int=0), f"{taxonomy}/{code}")),
            "code": code,
            "name": name or code,
            "description": name or code,
            "taxonomy": taxonomy,
        }
        return tidy(
            {
                "id": self.of(taxonomy, code),
                "link_id": self.owner,
                "link_entity": of,
                "value": value,
                "taxonomy_term": term,
            }
        )


def tidy(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without what says nothing: None, "", empty lists."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def schedules(service: Service, ids: Ids) -> list[dict[str, Any]]:
    """A weekly schedule for every pair of hours, its days together; the opening in words as one more."""
    days: dict[tuple[str, str], list[int]] = {}
    for one in service.hours:
        if not (is_time(one.opens) and (is_time(one.closes) or one.closes == terms.MIDNIGHT)):
            continue
        days.setdefault((one.opens, one.closes), []).append(one.day)
    found: list[dict[str, Any]] = [
        {
            "id": ids.of("schedule", f"{opens}-{closes}"),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": ",".join(terms.DAYS[day - 1] for day in sorted(set(open_on))),
            "opens_at": opens,
            "closes_at": terms.MIDNIGHT_OUT if closes == terms.MIDNIGHT else closes,
            **({"notes": closes} if closes == terms.MIDNIGHT_OUT else {}),
        }
        for (opens, closes), open_on in days.items()
    ]
    if service.opening:
        found.append({"id": ids.of("schedule", "words"), "description": service.opening})
    return found


def capacities(service: Service, ids: Ids) -> list[dict[str, Any]]:
    """Free and all places when users are counted too, and people waiting; HSDS cannot say places without free ones."""
    there, moment = service.capacity, f"{service.capacity.counted_on}T00:00:00+00:00"
    found = []
    if not is_date(there.counted_on):
        return []
    if there.places is not None and there.users is not None:
        free = max(0, there.places - there.users)
        found.append(_units(ids, terms.UNIT_PLACES, free, moment) | {"maximum": there.places})
    if there.waiting is not None:
        found.append(_units(ids, terms.UNIT_WAITING, there.waiting, moment))
    return found


def costs(service: Service, ids: Ids) -> list[dict[str, Any]]:
    """What a user pays, and what a place costs in a year."""
    found = []
    if service.fee.amount is not None:
        found.append(_cost(ids, terms.USER_FEE, service.fee))
    if service.cost_per_place_year is not None:
        found.append(_cost(ids, terms.UNIT_COST, Fee(service.cost_per_place_year)))
    return found


def attributes(service: Service, ids: Ids, kind: str) -> list[dict[str, Any]]:
    """What HSDS has no field for: kind, groups, contents, functions, that it is planned, places not counted as free."""
    found = [ids.attribute(terms.KIND, service.kind, kind)] if service.kind else []
    lists = ((terms.GROUP, service.groups), (terms.CONTENT, service.contents), (terms.FUNCTION, service.functions))
    for taxonomy, codes in lists:
        found += [ids.attribute(taxonomy, code, code) for code in codes]
    if service.status == "planned":
        found.append(ids.attribute(terms.STATUS, "planned", "planned"))
    there = service.capacity
    if there.places is not None and (there.users is None or not is_date(there.counted_on)):
        found.append(ids.attribute(terms.PLACES, "places", "places", str(there.places)))
    return found


def location(site: Site, id: str, place: Place | None, about: Wording) -> dict[str, Any]:
    """A site as a physical location with its address and whether it can be entered without a step."""
    ids = Ids(id)
    city = about.words(place.name) if place else terms.NO_ADDRESS
    address = {
        "id": ids.of("address", "1"),
        "address_1": site.address or terms.NO_ADDRESS,
        "city": city,
        "state_province": about.municipality,
        "postal_code": terms.NO_ADDRESS,
        "country": about.country,
        "address_type": "physical",
    }
    step_free = {True: "step-free", False: "not step-free", None: ""}[site.step_free]
    return tidy(
        {
            "id": id,
            "location_type": "physical",
            "name": about.words(site.name),
            "transportation": about.words(site.transport),
            "latitude": site.lat,
            "longitude": site.lon,
            "addresses": [address],
            "accessibility": [{"id": ids.of("access", "1"), "details": step_free}] if step_free else [],
        }
    )


def _units(ids: Ids, unit: str, available: float, moment: str) -> dict[str, Any]:
    return {
        "id": ids.of("capacity", unit),
        "unit": {"id": str(uuid5(UUID(int=0), f"unit/{unit}")), "name": unit},
        "available": available,
        "updated": moment,
    }


def _cost(ids: Ids, option: str, fee: Fee) -> dict[str, Any]:
    parts = {"option": option, "amount": fee.amount, "currency": fee.currency, "amount_description": fee.per}
    return tidy({"id": ids.of("cost", option), **parts})

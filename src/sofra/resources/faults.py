"""What is wrong with a record of the inventory, or looks wrong: dates, ages, spots, places, licences, one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sofra.packs.texts import texts
from sofra.resources.bounds import beyond
from sofra.resources.travel.globe import EARTH_KM, apart
from sofra.types.catalogue import Pack
from sofra.types.columns import CODES, Record
from sofra.types.errors import Issue, Severity, Where
from sofra.types.place import Place
from sofra.types.supply import Asset, Contract, Equipment, Inventory, Licence, Opening, Planned, Provider, Service, Site

FAR_KM, IMPOSSIBLE_KM = 25.0, 250.0
"""A spot so far from every settlement looks wrong; one so far cannot be meant (another country, the sea, swapped)."""

DAY, LONG_NIGHT = 24 * 60, 14 * 60
"""In minutes. A night shelter is open from evening to morning; more than 14 hours over midnight are rarely meant."""

SAME_SPOT_KM, ROUGHLY = 0.005, 0.001
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Known:
    """What a record is held against: the rest of the inventory, the places, the packs, today; `lang` names sites."""

    inventory: Inventory
    places: Sequence[Place]
    pack: Pack
    today: date
    lang: str = "en"

    def told(self, day: str) -> str:
        """A day as the reader's language writes it; a year or a month as it stands."""
        return texts(self.lang).date(day) if len(day) > len("2026-12") else day


def faults(record: Record, known: Known) -> list[Issue]:
    """Everything that makes a record impossible (ROW: it is not saved) or doubtful (NOTE: saved, and told)."""
    return [*beyond(record), *_faults(record, known)]


def _faults(record: Record, known: Known) -> list[Issue]:
    if isinstance(record, Service):
        return [*_service_ids(record, known), *_service(record, known), *_licence(record.licence, known)]
    if isinstance(record, Provider):
        return [*_provider(record, known), *_licence(record.licence, known), *_day(record.told.on, "told_on", known)]
    if isinstance(record, Site):
        return [*_place(record.place, known), *_spot(record, known), *_twins(record, known)]
    if isinstance(record, Contract):
        return [*_contract(record, known)]
    if isinstance(record, Equipment):
        return [*_ids("site", [record.site], [site.id for site in known.inventory.sites]), *_equipment(record, known)]
    if isinstance(record, Planned):
        return [*_place(record.place, known), *_spot(record, known), *_planned(record, known)]
    return [*_asset(record, known), *_spot(record, known)]


def stopping(issues: Sequence[Issue]) -> list[Issue]:
    """Those with which a record is not saved."""
    return [issue for issue in issues if issue.severity is not Severity.NOTE]


def _service_ids(service: Service, known: Known) -> Iterator[Issue]:
    there, pack = known.inventory, known.pack
    yield from _known_or_open("kind", service.kind, pack.services)
    yield from _known_or_open("provider", service.provider, [one.id for one in there.providers])
    yield from _ids("site", service.sites, [one.id for one in there.sites])
    yield from _ids("place", service.serves, [place.id for place in known.places])
    yield from _ids("group", service.groups, pack.groups)
    for name in ("contents", "functions", "languages"):
        yield from _ids(name, getattr(service, name), pack.terms.get(name, {}))
    yield from _ids("profession", [one.profession for one in service.team], pack.terms.get("professions", {}))
    yield from _ids("status", [service.status], CODES["status"])


def _service(service: Service, known: Known) -> Iterator[Issue]:
    capacity, ages = service.capacity, service.eligibility
    if capacity.places == 0 and service.status == "active":
        yield _note("capacity_zero", "places")
    if capacity.places and capacity.users and capacity.users > 2 * capacity.places:
        yield _note("users_far_over", "users", users=capacity.users, places=capacity.places)
    if ages.age_from is not None and ages.age_to is not None and ages.age_from > ages.age_to:
        yield _wrong("ages_reversed", "age_from", low=ages.age_from, high=ages.age_to)
    yield from _day(capacity.counted_on, "counted_on", known)
    yield from _day(service.verified_on, "verified_on", known)
    for opening in service.hours:
        yield from _opening(opening)
    for one in service.team:
        if one.posts is not None and one.trained is not None and one.trained > one.posts:
            yield _note("trained_over_posts", "team", trained=one.trained, posts=one.posts)
    if service.fee.amount and not service.fee.currency:
        yield _note("fee_without_currency", "fee_currency")


def _opening(opening: Opening) -> Iterator[Issue]:
    """An opening that ends before it begins runs past midnight (a night shelter); a very long night looks reversed."""
    opens, closes = _minute(opening.opens), _minute(opening.closes)
    if opens is None or closes is None or opens == DAY:
        yield _wrong("opening_not_time", "hours", value=f"{opening.opens}–{opening.closes}")
    elif opens == closes:
        yield _wrong("opening_reversed", "hours", opens=opening.opens)
    elif closes < opens and closes + DAY - opens > LONG_NIGHT:
        yield _note("opening_long_night", "hours", opens=opening.opens, closes=opening.closes)


def _minute(text: str) -> int | None:
    """The minute of the day of "08:30" (0 to 1440, the end of the day), None for what is no time."""
    hours, _, minutes = text.partition(":")
    if len(text) != 5 or not (hours.isdigit() and minutes.isdigit()) or int(minutes) > 59:
        return None
    minute = 60 * int(hours) + int(minutes)
    return minute if minute <= DAY else None


def _provider(provider: Provider, known: Known) -> Iterator[Issue]:
    if provider.parent:
        yield from _ids("provider", [provider.parent], [one.id for one in known.inventory.providers])
    if provider.parent and provider.parent == provider.id:
        yield _wrong("own_parent", "parent")
    yield from _day(provider.told.verified_on, "verified_on", known)


def _contract(contract: Contract, known: Known) -> Iterator[Issue]:
    yield from _ids("service", [contract.service], [one.id for one in known.inventory.services])
    broken = [*_real(contract.starts_on, "starts_on"), *_real(contract.ends_on, "ends_on")]
    yield from broken
    if not broken and contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        yield _wrong(
            "dates_reversed", "ends_on", first=known.told(contract.starts_on), last=known.told(contract.ends_on)
        )
    if not broken and contract.ends_on and contract.ends_on < known.today.isoformat():
        yield _note("contract_over", "ends_on", day=known.told(contract.ends_on))


def _equipment(thing: Equipment, known: Known) -> Iterator[Issue]:
    if thing.kind:
        yield from _ids("equipment_kind", [thing.kind], known.pack.terms.get("equipment", {}))
    if thing.year is not None and thing.year > known.today.year + 1:
        yield _wrong("year_to_come", "year", value=thing.year)


def _planned(planned: Planned, known: Known) -> Iterator[Issue]:
    yield from _ids("service", planned.moves, [one.id for one in known.inventory.services])
    yield from _real(planned.opens_on, "opens_on")
    if planned.opens_on and planned.opens_on < known.today.isoformat():
        yield _note("planned_over", "opens_on", day=known.told(planned.opens_on))


def _asset(asset: Asset, known: Known) -> Iterator[Issue]:
    yield from _ids("asset_kind", [asset.kind], known.pack.assets)
    if asset.place:
        yield from _place(asset.place, known)
    for code, text in asset.details.items():
        if code in known.pack.details and known.pack.details[code].kind != "text" and not _is_number(text):
            yield _wrong("detail_not_number", f"detail_{code}", value=text)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def _licence(licence: Licence, known: Known) -> Iterator[Issue]:
    broken = list(_real(licence.until, "licence_until"))
    yield from broken
    if broken or not licence.until:
        return
    if licence.until < known.today.isoformat():
        yield _note("licence_expired", "licence_until", day=known.told(licence.until))
    elif licence.until <= (known.today + timedelta(days=known.pack.upkeep.licence_days)).isoformat():
        yield _note("licence_ends", "licence_until", day=known.told(licence.until))


def _day(text: str, column: str, known: Known) -> Iterator[Issue]:
    """A day that was: it is real, and it is not to come."""
    broken = list(_real(text, column))
    yield from broken
    if not broken and text and text > known.today.isoformat():
        yield _wrong("day_to_come", column, day=known.told(text))


def _real(text: str, column: str) -> Iterator[Issue]:
    """A year, a month of a year, or a day of the calendar."""
    try:
        date.fromisoformat(
            f"{text}-01-01" if len(text) == 4 else f"{text}-01" if len(text) == 7 else text or "2000-01-01"
        )
    except ValueError:
        yield _wrong("day_impossible", column, value=text)


def _place(place: str, known: Known) -> Iterator[Issue]:
    yield from _known_or_open("place", place, [one.id for one in known.places])


def _known_or_open(column: str, id: str, known: Iterable[str]) -> Iterator[Issue]:
    """Forms and workbooks ask for these; another directory or a map may not know them, and its record waits for it."""
    if id:
        yield from _ids(column, [id], known)
    else:
        yield _note(f"{column}_open", column)


def _spot(record: Site | Planned | Asset, known: Known) -> Iterator[Issue]:
    """A spot in the sea, in another country, with its coordinates swapped, or with one of them only."""
    if (record.lon is None) != (record.lat is None):
        yield _wrong("spot_half", "lat" if record.lat is None else "lon")
    if record.lon is None or record.lat is None:
        return
    doubt, km = doubt_of((record.lon, record.lat), known.places)
    if doubt == "swapped":
        yield _wrong("spot_swapped", "lat", lat=record.lat, lon=record.lon)
    elif doubt == "impossible":
        yield _wrong("spot_impossible", "lat", km=km, lat=record.lat, lon=record.lon)
    elif doubt == "far":
        yield _note("spot_far", "lat", km=km)


def doubt_of(point: Point, places: Sequence[Place]) -> tuple[str, int]:
    """What is doubtful in a point (lon, lat), and its kilometres to the nearest settlement.

    "swapped": turned round it lies among the settlements; "impossible": beyond any way (the sea, another country);
    "far": it looks wrong; "" for a good one, or where no settlement has a spot.
    """
    near = [(place.lon, place.lat) for place in places if place.lon is not None and place.lat is not None]
    far = nearest_km(point, near)
    if far is None or far <= FAR_KM:
        return "", 0
    swapped = nearest_km((point[1], point[0]), near)
    if swapped is not None and swapped <= FAR_KM:
        return "swapped", round(far)
    return ("impossible" if far > IMPOSSIBLE_KM else "far"), round(far)


def _twins(site: Site, known: Known) -> Iterator[Issue]:
    """Other sites at the same point; hidden ones are not told of."""
    if site.hidden or site.lon is None or site.lat is None:
        return
    here = (site.lon, site.lat)
    for other in known.inventory.sites:
        if other.id != site.id and not other.hidden and _same_spot(here, other):
            yield _note("spot_shared", "lat", one=_name(site, known), other=_name(other, known))


def _same_spot(here: Point, other: Site) -> bool:
    if (
        other.lon is None
        or other.lat is None
        or abs(other.lat - here[1]) > ROUGHLY
        or abs(other.lon - here[0]) > ROUGHLY
    ):
        return False
    return apart_km(here, (other.lon, other.lat)) < SAME_SPOT_KM


def _name(site: Site, known: Known) -> str:
    return site.name.get(known.lang) or site.name.get("en") or next(iter(site.name.values()), site.id)


def nearest_km(point: Point, others: Sequence[Point]) -> float | None:
    """Kilometres to the nearest of the other points; None when there is none."""
    return float(apart(np.array(point), np.array(others), EARTH_KM).min()) if others else None


def apart_km(one: Point, other: Point) -> float:
    """Kilometres between two points (lon, lat) along the globe (haversine)."""
    return float(apart(np.array(one), np.array(other), EARTH_KM))


def _ids(column: str, ids: Sequence[str], known: Iterable[str]) -> Iterator[Issue]:
    there = frozenset(known)
    for id in ids:
        if id not in there:
            yield Issue("id_unknown", Where(column=column), {"id": id}, Severity.ROW)


def _wrong(code: str, column: str, **values: str | float) -> Issue:
    return Issue(code, Where(column=column), values, Severity.ROW)


def _note(code: str, column: str, **values: str | float) -> Issue:
    return Issue(code, Where(column=column), values, Severity.NOTE)

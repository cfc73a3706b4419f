"""An inventory out of an HSDS 3.1 file, with every record as it came, so that nothing is lost on the way out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sofra.sources.encoding import decode
from sofra.sources.files import DEFAULT_LIMITS, Limits, take
from sofra.sources.hsds.check import check
from sofra.sources.hsds.fields import Record
from sofra.sources.hsds.meaning import Tongue, inside, locations_of, provider_of, service_of, site_of
from sofra.sources.names import fold
from sofra.types.answers import Held, Origin
from sofra.types.bounds import TAKEN, fits_address
from sofra.types.catalogue import ServiceEntry
from sofra.types.errors import Issue, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading
from sofra.types.keys import ServiceKind
from sofra.types.supply import Inventory, Provider, Service, Site

STOPS = frozenset({"id", "name"})
"""Without these a record is nobody: it is held, and told."""

STOPPING = frozenset({"hsds_lacks", "hsds_type", "id_signs", "code_is_address"})
"""What of them holds a record; an id of another form than the standard's may stay."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """One record as it came: the object ("service", "organization", "location"), its id, its JSON and language."""

    object: str
    id: str
    record: Record
    lang: str


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a file of another directory brings: the inventory as we read it, and its records as they came."""

    inventory: Inventory
    foreign: Sequence[Foreign]

    @property
    def services(self) -> Sequence[Service]:
        """The services of the inventory."""
        return self.inventory.services


def read_hsds(
    path: Path | str,
    *,
    lang: str = "en",
    entries: Mapping[ServiceKind, ServiceEntry] = MappingProxyType({}),
    limits: Limits = DEFAULT_LIMITS,
) -> Reading[Exchanged]:
    """The services and organizations of a JSON file: one object, a list, or a page of an HSDS interface.

    `lang` is the language of its texts; `entries` the packs' kinds, found through our own attribute or a term with a
    kind's code or name (else the kind is "", and told). Raises SourceError when the file is no HSDS at all.
    """
    content = take(path, limits)
    where = Where(file=content.name)
    try:
        records = list(_records(json.loads(decode(content.data)[0])))
    except json.JSONDecodeError as broken:
        raise stop(SourceError, "hsds_not_json", where, file=content.name, detail=str(broken)[:120]) from broken
    except (ValueError, RecursionError) as broken:  # a number of thousands of digits; lists in lists without end
        raise stop(SourceError, "hsds_not_json", where, file=content.name, detail="–") from broken
    if not records:
        raise stop(SourceError, "hsds_nothing", where, file=content.name)
    return _read(records, tongue_of(lang, entries), content.name, content.sha256)


def tongue_of(lang: str, entries: Mapping[ServiceKind, ServiceEntry]) -> Tongue:
    """How records in this language are read with these kinds of services."""
    names = {fold(name): str(kind) for kind, entry in entries.items() for name in entry.label.values()}
    return Tongue(lang, {**names, **{fold(kind): str(kind) for kind in entries}})


def meant(foreign: Sequence[Foreign], tongue: Tongue) -> Inventory:
    """What records that came earlier mean, each by itself, under the ids of their source."""
    of = {
        kind: [one.record for one in foreign if one.object == kind] for kind in ("organization", "location", "service")
    }
    organizations = {str(one["id"]): one for one in of["organization"]}
    return Inventory(
        tuple(provider_of(one, tongue.lang) for one in of["organization"]),
        tuple(site_of(one, tongue.lang) for one in of["location"]),
        tuple(_of_known(service_of(one, tongue), organizations) for one in of["service"]),
    )


def looks_like_hsds(found: Any) -> bool:
    """True when JSON holds services or organizations as HSDS writes them."""
    return any(True for _ in _records(found))


def _read(records: Sequence[tuple[str, Record]], tongue: Tongue, file: str, sha256: str) -> Reading[Exchanged]:
    issues: list[Issue] = []
    held: list[Held] = []
    good: list[tuple[str, Record]] = []
    known: dict[tuple[str, str], Record] = {}
    for number, (kind, record) in enumerate(records):
        spot = f"{kind}[{number}]"
        where = Where(file, column=f"{spot}.id")
        told = [*check(record, kind, file, spot), *_strange(record, where)]
        stopping = [issue for issue in told if issue.code in STOPPING and _own(issue, spot)]
        id = (kind, str(record.get("id", "")))
        if not stopping and known.setdefault(id, record) != record:
            stopping = [Issue("hsds_twice", where, {"id": id[1]}, Severity.ROW)]
            told += stopping
        issues += told
        if stopping:
            row = {"id": id[1], "name": str(record.get("name", ""))}
            held.append(Held("services", row, stopping, str(number)))
        else:
            good.append((kind, record))
    found = exchanged(good, tongue)
    issues += _without_kind(found.inventory.services, file)
    return Reading((found,), Origin(file, sha256, "hsds"), tuple(issues), tuple(held))


def _strange(record: Record, where: Where) -> Iterable[Issue]:
    """An id that no address can hold, or that is the address of another page."""
    if not fits_address(id := str(record.get("id", ""))):
        yield Issue("id_signs", where, {"value": id[:60]}, Severity.ROW)
    elif id in TAKEN:
        yield Issue("code_is_address", where, {"value": id}, Severity.ROW)


def _own(issue: Issue, spot: str) -> bool:
    names = STOPS - {"id"} if issue.code == "hsds_type" else STOPS
    return issue.where.column in {f"{spot}.{name}" for name in names}


def _without_kind(services: Iterable[Service], file: str) -> Iterable[Issue]:
    n = sum(1 for service in services if not service.kind)
    if n:
        yield Issue("hsds_kind", Where(file), {"n": n}, Severity.NOTE)


def exchanged(good: Sequence[tuple[str, Record]], tongue: Tongue) -> Exchanged:
    """What services and organizations (each a name of its object and its record) say together."""
    services = {str(record["id"]): record for kind, record in good if kind == "service"}
    organizations = {str(record["id"]): record for kind, record in good if kind == "organization"}
    inner = [one for record in services.values() if _whole(one := inside(record, "organization"))]
    organizations = {**{str(one["id"]): one for one in inner}, **organizations}
    locations = {str(one["id"]): one for record in services.values() for one in locations_of(record)}
    providers: list[Provider] = [provider_of(record, tongue.lang) for record in organizations.values()]
    sites: list[Site] = [site_of(record, tongue.lang) for record in locations.values()]
    mine = [_of_known(service_of(record, tongue), organizations) for record in services.values()]
    kept = {"service": services, "organization": organizations, "location": locations}
    foreign = [Foreign(kind, id, one, tongue.lang) for kind, found in kept.items() for id, one in found.items()]
    return Exchanged(Inventory(tuple(providers), tuple(sites), tuple(mine)), tuple(foreign))


def _of_known(service: Service, organizations: Mapping[str, Record]) -> Service:
    """The service, of nobody when its organization is not in the file; the kept record still names it."""
    return service if service.provider in organizations else replace(service, provider="")


def _whole(record: Record) -> bool:
    return bool(record.get("id")) and bool(record.get("name"))


def _records(found: Any) -> Iterable[tuple[str, Record]]:
    if isinstance(found, list):
        for one in found:
            yield from _records(one)
    elif isinstance(found, dict):
        pages = [found[name] for name in ("contents", "services", "organizations") if isinstance(found.get(name), list)]
        if pages and "status" not in found:
            for page in pages:
                yield from _records(page)
        elif {"status", "service_at_locations", "organization", "organization_id"} & set(found):
            yield "service", found
        elif "name" in found and {"legal_status", "locations", "description"} & set(found):
            yield "organization", found

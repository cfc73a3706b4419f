"""The list of services as a page shows and filters it, and the sections of a service as a list of tasks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sofra.resources.faults import Known, faults
from sofra.resources.stock import Stock
from sofra.store.notes import Kept
from sofra.types.cells import flat, short
from sofra.types.columns import SERVICES, Column
from sofra.types.errors import Issue
from sofra.types.place import Place
from sofra.types.supply import Service
from sofra.web.pages.records import stale_since, summary, told_lines

__all__ = ["STATUSES", "Entry", "Task", "entries", "filtered", "section_columns", "short", "tasks"]

STATUSES = ("active", "planned", "closed")
FIRST = ("provider", "kind", "name_en", "name_mk", "status")
"""What is asked of a new service; the rest follows section by section."""

NONE_IS_ALL = frozenset({"sites", "serves", "groups"})
"""Questions to which "none" is an answer: brought home, for the whole municipality, for everybody."""

LICENCE = frozenset({"licence_ends", "licence_expired"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. `stale` is the day since which nobody confirmed it, "never", or "" when fresh.

    `free` are the free places now, None where places or users are unknown; `hidden` True: where it is stays secret.
    """

    service: Service
    provider: str
    where: Sequence[Place]
    stale: str
    free: int | None = None
    hidden: bool = False
    notes: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One section of a service: how many of its questions have an answer, and the answers in words."""

    name: str
    filled: int
    asked: int
    told: Sequence[tuple[str, str, bool]]
    lines: Sequence[tuple[str, Sequence[str]]]


def entries(kept: Sequence[Kept[Service]], stock: Stock, known: Known) -> list[Entry]:
    """Services with the name of their provider and where they are given, by kind and name; closed ones last."""
    providers = {provider.id: stock.texts.name(provider.name) for provider in stock.inventory.providers}
    sites = {site.id: site for site in stock.inventory.sites}
    byid = {place.id: place for place in stock.places}
    found = []
    for note in kept:
        thing = note.thing
        given = [sites[id] for id in thing.sites if id in sites]
        where = dict.fromkeys(site.place for site in given if not site.hidden)
        found.append(
            Entry(
                thing,
                providers.get(thing.provider, thing.provider),
                [byid[place] for place in where if place in byid],
                stale_since(thing, known) if thing.status != "closed" else "",
                free_places(thing),
                any(site.hidden for site in given),
                [issue for issue in faults(thing, known) if issue.severity == "note"],
            )
        )
    return sorted(found, key=lambda one: _order(one, stock))


def free_places(service: Service) -> int | None:
    """Places that nobody has now; None where places or users are unknown, or the service is not active."""
    places, users = service.capacity.places, service.capacity.users
    if service.status != "active" or places is None or users is None:
        return None
    return max(0, places - users)


def filtered(found: Sequence[Entry], wishes: Mapping[str, str]) -> list[Entry]:
    """The entries that fit every wish: words, kind, place, group, status, provider, stale, free places, licence."""
    words = wishes.get("q", "").casefold().strip()
    tests = {name: test for name, test in TESTS.items() if wishes.get(name)}
    only = [switch for name, switch in SWITCHES.items() if wishes.get(name)]
    return [
        entry
        for entry in found
        if (not words or words in f"{' '.join(entry.service.name.values())} {entry.provider}".casefold())
        and all(test(entry, wishes[name]) for name, test in tests.items())
        and all(switch(entry) for switch in only)
    ]


TESTS: Mapping[str, Callable[[Entry, str], bool]] = {
    "kind": lambda entry, wish: entry.service.kind == wish,
    "status": lambda entry, wish: entry.service.status == wish,
    "place": lambda entry, wish: wish in {where.id for where in entry.where} | set(entry.service.serves),
    "group": lambda entry, wish: not entry.service.groups or wish in entry.service.groups,
    "provider": lambda entry, wish: entry.service.provider == wish,
}
SWITCHES: Mapping[str, Callable[[Entry], bool]] = {
    "stale": lambda entry: bool(entry.stale),
    "free": lambda entry: bool(entry.free),
    "licence": lambda entry: any(note.code in LICENCE for note in entry.notes),
}
"""The filters of the list of services, by their name in the address."""


def tasks(service: Service, stock: Stock) -> list[Task]:
    """The sections of a service in their order, each with what is answered so far."""
    found = []
    for section in SERVICES.sections:
        asked = section_columns(section)
        parts = [part for part in SERVICES.parts if part.section == section]
        said = flat(service, asked)
        filled = sum(value not in ("", None, ()) or name in NONE_IS_ALL for name, value in said.items())
        lines = [(part.name, told_lines(part, getattr(service, part.name), stock)) for part in parts]
        filled += sum(bool(one) for _, one in lines)
        told = summary(service, SERVICES, stock, asked)
        found.append(Task(section, filled, len(asked) + len(parts), told, [one for one in lines if one[1]]))
    return found


def section_columns(name: str) -> tuple[Column, ...]:
    """The columns of a section of the service form."""
    return tuple(column for column in SERVICES.columns if column.section == name)


def _order(entry: Entry, stock: Stock) -> tuple[bool, str, str]:
    return entry.service.status == "closed", entry.service.kind, stock.texts.name(entry.service.name)

"""What exists and what somebody in a wheelchair can use: two numbers that are never one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.keys import ServiceKind
from sofra.types.supply import Inventory, Service, Site

USABLE, NOT_USABLE, UNKNOWN, AT_HOME = "usable", "not_usable", "unknown", "at_home"
VERDICTS = (USABLE, NOT_USABLE, UNKNOWN, AT_HOME)


@dataclass(frozen=True, slots=True)
class Usable:
    """Services of one kind: how many there are, and how many of them can be used in a wheelchair.

    `exists` = `usable` + `not_usable` + `unknown` + `at_home`. `at_home` are brought to people: they have no door, and
    stand apart. `places` and `places_usable` add up known capacities; None where no service of the sum has one.
    """

    kind: ServiceKind
    exists: int
    usable: int
    not_usable: int
    unknown: int
    at_home: int
    places: int | None
    places_usable: int | None


def verdict(service: Service, sites: Mapping[str, Site]) -> str:
    """Whether somebody in a wheelchair can use a service: "usable", "not_usable", "unknown" or "at_home".

    Usable when one of its sites can be used; not usable only when somebody looked at all of them. Unknown is not no.
    """
    if not service.sites:
        return AT_HOME
    doors = [sites[id].step_free if id in sites else None for id in service.sites]
    if any(door is True for door in doors):
        return USABLE
    return NOT_USABLE if all(door is False for door in doors) else UNKNOWN


def usable_by_kind(inventory: Inventory, kinds: Iterable[ServiceKind]) -> list[Usable]:
    """The active services of every kind that somebody offers, counted by verdict, in the order of `kinds`."""
    sites = {site.id: site for site in inventory.sites}
    running = [service for service in inventory.services if service.status == "active"]
    found = []
    for kind in kinds:
        those = [service for service in running if service.kind == kind]
        if those:
            found.append(_counted(kind, those, sites))
    return found


def total(counted: Sequence[Usable]) -> Usable:
    """The sum over all kinds, under the kind ""."""
    return Usable(
        ServiceKind(""),
        *(sum(getattr(one, part) for one in counted) for part in ("exists", *VERDICTS)),
        _sum([one.places for one in counted]),
        _sum([one.places_usable for one in counted]),
    )


def _counted(kind: ServiceKind, services: Sequence[Service], sites: Mapping[str, Site]) -> Usable:
    said = [verdict(service, sites) for service in services]
    usable = [service.capacity.places for service, word in zip(services, said, strict=True) if word == USABLE]
    return Usable(
        kind,
        len(services),
        *(said.count(word) for word in VERDICTS),
        places=_sum([service.capacity.places for service in services]),
        places_usable=_sum(usable) if usable else 0,
    )


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None

"""What exists and what somebody in a wheelchair can use: two numbers that are never one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.keys import ServiceKind
from sofra.types.supply import Inventory, Service, Site

USABLE, NOT_USABLE, UNKNOWN, AT_HOME = "usable", "not_usable", "unknown", "at_home"


@dataclass(frozen=True, slots=True)
class Usable:
    """Services of one kind: how many there are, and how many of them can be used in a wheelchair.

    `exists` = `usable` + `not_usable` + `unknown` + `at_home`. `at_home` have no door: they come to people or answer
    the telephone, and stand apart. `places` adds up known capacities, None where no service has one; `places_usable`
    those of services all of whose sites are known to be usable, since nobody knows how others share theirs out.
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
        exists=sum(one.exists for one in counted),
        usable=sum(one.usable for one in counted),
        not_usable=sum(one.not_usable for one in counted),
        unknown=sum(one.unknown for one in counted),
        at_home=sum(one.at_home for one in counted),
        places=_sum([one.places for one in counted]),
        places_usable=_sum([one.places_usable for one in counted]),
    )


def _counted(kind: ServiceKind, services: Sequence[Service], sites: Mapping[str, Site]) -> Usable:
    said = [verdict(service, sites) for service in services]
    whole = [one for one in services if one.sites and all(id in sites and sites[id].step_free for id in one.sites)]
    return Usable(
        kind,
        exists=len(services),
        usable=said.count(USABLE),
        not_usable=said.count(NOT_USABLE),
        unknown=said.count(UNKNOWN),
        at_home=said.count(AT_HOME),
        places=_sum([service.capacity.places for service in services]),
        places_usable=_sum([service.capacity.places for service in whole]) if whole else 0,
    )


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None

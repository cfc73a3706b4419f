"""Supply as facts: places, users and people waiting, by kind of service and place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sofra.resources.digits import stored
from sofra.resources.territory import Territory, lay_out
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, RunId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Capacity, Inventory, Service

MEASURES: dict[str, tuple[str, Callable[[Capacity], int | None]]] = {
    "places": ("places", lambda capacity: capacity.places),
    "users": ("people", lambda capacity: capacity.users),
    "waiting": ("people", lambda capacity: capacity.waiting),
}
"""What is counted of a service: the unit, and where the number stands."""


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted, of which kind, for whom, where and when."""

    measure: str
    kind: ServiceKind
    group: GroupId
    place: PlaceId
    period: str
    origin: RunId


def supply_facts(
    inventory: Inventory, places: Sequence[Place], pack: Pack, *, period: str, origin: RunId
) -> list[Fact]:
    """Places, users and people waiting of every kind of service in every place, as counts without sampling error.

    Only active services count. A service with `serves` belongs to the people of those places; one without
    is for the whole municipality: it counts wholly there and is divided among areas and settlements by inhabitants,
    without rounding, so that the parts add up to the whole. Numbers are rounded to 12 significant digits.
    A service without a known capacity leaves the sum unknown (None, reason "supply.unknown_capacity"): `spread.low` is
    what is known at least, `base.missing` the services not counted, `base.n` all of them. A kind that nobody offers
    has 0 places with the reason "supply.none". A group that one of the services shuts out has its own places
    beside those for everybody, when a survey can find the group at all. An inventory without any service is one
    that nobody made: it says nothing, not even that there is nothing.
    """
    if not inventory.services:
        return []
    territory = lay_out(places)
    return [
        _fact(Count(measure, kind, group, place.id, period, origin), services, territory)
        for kind in pack.services
        for services in [offered(inventory, kind)]
        for group in (EVERYONE, *_apart(services, pack))
        for place in places
        for measure in (MEASURES if group == EVERYONE else ("places",))
    ]


def offered(inventory: Inventory, kind: ServiceKind, group: GroupId = EVERYONE) -> Sequence[Service]:
    """The active services of a kind that are open to a group, in the inventory's order."""
    return tuple(
        service
        for service in inventory.services
        if service.kind == kind and service.status == "active" and open_to(service, group)
    )


def open_to(service: Service, group: GroupId) -> bool:
    """True when this service is for everybody or names the group."""
    return group == EVERYONE or not service.groups or group in service.groups


def counted_on(inventory: Inventory, kind: ServiceKind) -> str:
    """The day to which all capacities of a kind are known: the oldest of their dates; "" when one has none."""
    days = [service.capacity.counted_on for service in offered(inventory, kind)]
    return min(days, default="")


def _apart(services: Sequence[Service], pack: Pack) -> Iterable[GroupId]:
    """The groups that a survey can find and that one of these services shuts out: they need places of their own."""
    for group in pack.groups.values():
        if group.condition and not all(open_to(service, group.id) for service in services):
            yield group.id


def _fact(count: Count, services: Sequence[Service], territory: Territory) -> Fact:
    cell = Cell(IndicatorId(f"{count.measure}.{count.kind}"), count.place, count.group, count.period)
    unit, number = MEASURES[count.measure]
    open_here = [service for service in services if open_to(service, count.group)]
    parts = [(territory.part(count.place, service.serves), number(service.capacity)) for service in open_here]
    here = [(part, size) for part, size in parts if part != 0]
    if not here:
        reason = "supply.none" if not services else "supply.none_here" if open_here else "supply.none_for_group"
        return Fact(cell, 0.0, unit, base=Base(n=0), origin=count.origin, reason=reason)
    known = [part * size for part, size in here if part is not None and size is not None]
    base = Base(n=len(here), missing=len(here) - len(known))
    if len(known) < len(here):
        reason = "supply.unknown_people" if any(part is None for part, _ in here) else "supply.unknown_capacity"
        low = Spread(low=stored(sum(known))) if known else Spread()
        return Fact(cell, None, unit, low, base, origin=count.origin, reason=reason)
    return Fact(cell, stored(sum(known)), unit, base=base, origin=count.origin, reason=_reason(here))


def _reason(here: Sequence[tuple[float | None, int | None]]) -> str:
    return "supply.divided" if any(part != 1.0 for part, _ in here) else "supply.counted"

"""One place in short: who lives there, what is near, how far the services are, and its area's gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.resources.travel.globe import EARTH_KM, apart
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, ServiceKind
from sofra.types.place import Place
from sofra.types.planning import Gap
from sofra.web.pages.released import Released


@dataclass(frozen=True, slots=True)
class Near:
    """A settlement and how far it is as the crow flies."""

    place: Place
    km: float


@dataclass(frozen=True, slots=True)
class Way:
    """A service kind and the minutes to the nearest one."""

    service: ServiceKind
    minutes: Fact


@dataclass(frozen=True, slots=True)
class Profile:
    """What the side panel says of a place: `area` is where the survey speaks for it, `own` the chosen gap here.

    `how` are the reasons behind the minutes: keys of sentences that say how they were measured.
    """

    place: Place
    area: Place | None
    own: Gap | None
    neighbours: Sequence[Near]
    ways: Sequence[Way]
    gaps: Sequence[Gap]
    children: int | None
    old: int | None
    how: Sequence[str] = ()


def profile(released: Released, places: Sequence[Place], place: Place, service: str = "") -> Profile:
    """The profile of a place; the chosen service's way and gap come first."""
    byid = {other.id: other for other in places}
    area = place if place.kind != "settlement" else byid.get(place.parent) if place.parent else None
    ways = _ways(released, place, service)
    return Profile(
        place,
        area,
        released.gap(service, EVERYONE, place.id),
        neighbours(places, place),
        ways,
        _gaps(released, area, service) if area else (),
        _aged(place, 0, 17),
        _aged(place, 65, None),
        tuple(dict.fromkeys(way.minutes.reason for way in ways if way.minutes.reason)),
    )


def neighbours(places: Sequence[Place], place: Place, count: int = 4) -> list[Near]:
    """The nearest other settlements, nearest first; empty without coordinates."""
    if place.lon is None or place.lat is None or place.kind != "settlement":
        return []
    near = [
        Near(other, distance(place, other))
        for other in places
        if other.kind == "settlement" and other.id != place.id and other.lon is not None and other.lat is not None
    ]
    return sorted(near, key=lambda other: other.km)[:count]


def distance(one: Place, other: Place) -> float:
    """Kilometres as the crow flies between two places that have coordinates."""
    here, there = ((place.lon or 0.0, place.lat or 0.0) for place in (one, other))
    return float(apart(np.array(here), np.array(there), EARTH_KM))


def _ways(released: Released, place: Place, service: str) -> list[Way]:
    found = [
        Way(ServiceKind(indicator.removeprefix("minutes.")), fact)
        for (indicator, where, group), fact in released.facts.items()
        if where == place.id and group == EVERYONE and indicator.startswith("minutes.") and fact.value is not None
    ]
    return sorted(found, key=lambda way: (way.service != service, way.minutes.value or 0))


def _gaps(released: Released, area: Place, service: str, count: int = 6) -> list[Gap]:
    found = [gap for gap in released.gaps.values() if gap.place == area.id and gap.group == EVERYONE]
    return sorted(found, key=lambda gap: (gap.service != service, -(gap.without.value or 0)))[:count]


def _aged(place: Place, low: int, high: int | None) -> int | None:
    """People of these ages where the age classes allow it, else None."""
    if not place.population:
        return None
    inside = [part for part in place.population if part.low >= low and (high is None or (part.high or 999) <= high)]
    crossing = [
        part
        for part in place.population
        if part not in inside and part.low <= (high or 999) and (part.high or 999) >= low
    ]
    return None if crossing else sum(part.people for part in inside)

"""The way to a service as facts: minutes to the nearest, sites to choose from, places for 1,000 people within reach.

"Exists" and "can be used by somebody in a wheelchair" are different numbers: beside `minutes.KIND` and `places.KIND`
stand `minutes_step_free.KIND` and `places_step_free.KIND`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sofra.resources.digits import stored
from sofra.resources.reach.state import TOLD, State
from sofra.resources.reach.town import Asked, Town, look
from sofra.resources.reach.ways import CAR, Ways, straight
from sofra.resources.shown import shown
from sofra.resources.supply import offered
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.way import Way
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId, RunId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service

WHY = {
    State.OUT_OF_REACH: "minutes.out_of_reach",
    State.NO_SERVICE: "minutes.no_site",
    State.UNKNOWN_CAPACITY: "reach.unknown_capacity",
    State.UNKNOWN_PEOPLE: "reach.unknown_people",
    State.NOBODY: "reach.nobody",
    State.NO_SPOT: "minutes.no_coordinates",
    State.UNLOCATED: "minutes.site_unlocated",
}
"""Why a settlement has no number."""

UNITS = {
    "minutes": "minutes",
    "minutes_step_free": "minutes",
    "choice": "sites",
    "reach": "places_per_1000",
    "places_step_free": "places",
}
"""Every measure of this room with its unit."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What is written into every fact of one making: when, by which run, over which ways."""

    period: str
    origin: RunId
    ways: Ways

    def cell(self, measure: str, kind: ServiceKind, place: PlaceId) -> Cell:
        """The address of one number about everybody in a place."""
        return Cell(IndicatorId(f"{measure}.{kind}"), place, EVERYONE, self.period)

    def fact(
        self, cell: Cell, value: float | None, reason: str, *, base: Base = Base(), low: float | None = None
    ) -> Fact:
        """The fact of a cell; `low` is what is known at least."""
        told = None if value is None else stored(value)
        spread = Spread(low=None if low is None else stored(low))
        unit = UNITS[cell.indicator.partition(".")[0]]
        return Fact(cell, told, unit, spread, base, origin=self.origin, reason=reason)


def minutes_facts(
    inventory: Inventory,
    places: Sequence[Place],
    pack: Pack,
    *,
    period: str,
    origin: RunId,
    ways: Ways | None = None,
) -> list[Fact]:
    """What the people of every settlement reach of every kind that is a journey: no kind that is brought home.

    `minutes` to the nearest active site that they may use, for every kind. Of the kinds that somebody offers also
    `choice` (sites within the limit), `reach` (places for 1,000 people within the limit, by E2SFCA),
    `places_step_free` (`base.missing`: services of which nobody knows) and, where somebody looked at a site,
    `minutes_step_free` (`base.missing`: sites that nobody looked at). Without roads every number has the reason
    "minutes.straight_line". None with a reason where a settlement has no coordinates, a kind has no located site, no
    way leads there, nobody lives there or something is not known. A site without its own coordinates stands where its
    settlement stands; of a safe house nobody learns the way.
    """
    asked = Reached(period, origin, ways or straight(pack=pack))
    seen, territory = shown(inventory), lay_out(places)
    found: list[Fact] = []
    for kind, entry in pack.services.items():
        if not entry.at_home:
            town = look(seen, territory, kind, asked.ways.to(kind), asked=Asked(asked.ways.within))
            found += _minutes("minutes", kind, town, asked)
            if town.offers:
                found += _within(kind, town, asked)
            if any(offer.site.step_free is not None for offer in town.offers):
                usable = look(seen, territory, kind, asked.ways.to(kind), asked=Asked(asked.ways.within, usable=True))
                found += _minutes("minutes_step_free", kind, usable, asked)
            if offered(inventory, kind):
                found += _places_step_free(kind, inventory, territory, asked)
    return found


def straight_line(way: Way) -> str:
    """The reason that flags a number made without roads; "" for one that follows them."""
    if way.basis != "straight":
        return ""
    return "minutes.straight_line" if way.mode == CAR else f"minutes.straight_line_{way.mode}"


def _minutes(measure: str, kind: ServiceKind, town: Town, asked: Reached) -> Iterator[Fact]:
    """One fact a settlement; where nobody looked at some sites, their number stands in the base."""
    usable = measure.endswith("step_free")
    base = Base(missing=town.unlooked) if usable and town.unlooked else Base()
    for number, place in enumerate(town.settlements):
        value, state = town.minutes.at(number)
        why = "minutes.no_step_free" if usable and state is State.NO_SERVICE else WHY.get(state, "")
        if usable and value is None and town.unlooked:
            why = "minutes.step_free_unknown"
        reason = straight_line(asked.ways.to(kind)) if value is not None else why
        yield asked.fact(asked.cell(measure, kind, place.id), value, reason, base=base)


def _within(kind: ServiceKind, town: Town, asked: Reached) -> Iterator[Fact]:
    flag = straight_line(asked.ways.to(kind))
    for measure, reach in (("choice", town.sites), ("reach", town.per_1000)):
        for number, place in enumerate(town.settlements):
            value, state = reach.at(number)
            low = float(reach.value[number]) if state is State.UNKNOWN_CAPACITY and measure == "reach" else None
            reason = flag if state in TOLD else WHY[state]
            yield asked.fact(asked.cell(measure, kind, place.id), value, reason, low=low)


def _places_step_free(kind: ServiceKind, inventory: Inventory, territory: Territory, asked: Reached) -> Iterator[Fact]:
    """Places of the services whose sites are all step-free, as far as that is known, beside all places of the kind."""
    sites = {site.id: site.step_free for site in inventory.sites}
    services = offered(inventory, kind)
    for place in territory.by_id:
        parts = [(territory.part(place, service.serves), service) for service in services]
        here = [(part, service) for part, service in parts if part != 0]
        known = [_usable(part, service, sites) for part, service in here]
        sure = sum(one for one in known if one is not None)
        lost = sum(one is None for one in known)
        base, cell = Base(n=len(here), missing=lost), asked.cell("places_step_free", kind, place)
        if lost:
            low = float(sure) if sure else None
            yield asked.fact(cell, None, "reach.step_free_unknown", base=base, low=low)
        else:
            yield asked.fact(cell, float(sure), "reach.step_free", base=base)


def _usable(part: float | None, service: Service, sites: dict[str, bool | None]) -> float | None:
    """The places of a service for a place that somebody in a wheelchair can use; None where that is not known."""
    looked = {sites[site] for site in service.sites if site in sites}
    if looked == {False}:
        return 0.0
    if looked != {True} or part is None or service.capacity.places is None:
        return None
    return part * service.capacity.places

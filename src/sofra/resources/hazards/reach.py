"""Which shelter each settlement reaches, before a danger and with the roads in its zones gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sofra.resources.digits import stored
from sofra.resources.hazards.overlay import Overlay, inside, open_sites, spot
from sofra.resources.travel.way import Nearest, Spots, Way
from sofra.types.hazard import NETWORK, SHELTER, STRAIGHT, Danger, Exposure
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.supply import Inventory

NO_SPOT, NONE_NEAR, CUT_OFF = "hazard.no_spot", "hazard.no_shelter", "hazard.cut_off"
INSIDE, NOT_CUT = "hazard.inside", "hazard.not_cut"


@runtime_checkable
class Cuttable(Way, Protocol):
    """A way over streets that can lose some: `cut` gives it without what lies in these shapes."""

    def cut(self, polygons: Sequence[BaseGeometry]) -> Way:
        """The same way without every street that touches one of these shapes."""


@dataclass(frozen=True, slots=True)
class Journeys:
    """Minutes from every home to the nearest shelter before and after; `wet` (homes,) lie in the zone themselves.

    `before.which` and `after.which` are numbers among all shelters. `after` None: a straight line cannot be cut.
    """

    before: Nearest
    after: Nearest | None
    wet: NDArray[np.bool_]

    @property
    def cut_off(self) -> NDArray[np.bool_]:
        """(homes,) those who reached a shelter before and reach none now, everybody in the zone among them."""
        reached = np.isfinite(self.before.minutes)
        if self.after is None:
            return np.zeros(len(reached), dtype=np.bool_)
        return np.asarray(reached & ~np.isfinite(self.after.minutes), dtype=np.bool_)


def journeys(way: Way, homes: Spots, shelters: Spots, area: BaseGeometry, *, cut: Way | None = None) -> Journeys:
    """The way to the nearest shelter, before and with the streets and shelters in the area gone.

    Who lives in the area is taken to reach nothing once it is under water: the time to leave is before. Minutes never
    get shorter, since streets and shelters are only taken away. `cut`: the way without the area, where it is at hand.
    """
    before, wet = way.nearest(homes, shelters), inside(area, homes)
    if not isinstance(way, Cuttable) or way.basis != NETWORK:
        return Journeys(before, None, wet)
    dry = np.flatnonzero(~inside(area, shelters))
    found = (way.cut([area]) if cut is None else cut).nearest(homes, shelters[dry])
    # A crossing that lost its side street costs no turning any more: a fraction of a second that no flood gives.
    minutes = np.where(wet, np.inf, np.maximum(found.minutes, before.minutes))
    chosen = dry[np.maximum(found.which, 0)] if len(dry) else np.full(len(homes), -1, dtype=np.int64)
    which = np.where(np.isfinite(minutes), chosen, -1)
    return Journeys(before, Nearest(minutes, which), wet)


def with_reach(overlay: Overlay, way: Way | None, places: Sequence[Place], inventory: Inventory) -> Danger:
    """The danger with the minutes of every settlement to a shelter, before and after, and who is cut off.

    A shelter is a site of an active service of the kind FAC-SHELTER. Without any, or without a way, nothing is said.
    """
    names, spots = shelters(inventory, places)
    danger = overlay.danger
    if way is None or not names:
        return danger
    by_id = {place.id: place for place in places}
    there = [one for one in danger.exposures if located(by_id[one.place])]
    homes = _spots([(by_id[one.place].lon, by_id[one.place].lat) for one in there])
    found = journeys(way, homes, spots, overlay.shape)
    told = {one.place: _told(one, number, found, names) for number, one in enumerate(there)}
    lost = [told.get(one.place, replace(one, reason=NO_SPOT)) for one in danger.exposures]
    wet = int(inside(overlay.shape, spots).sum())
    basis = NETWORK if found.after is not None else STRAIGHT
    return replace(danger, exposures=tuple(lost), ways=basis, mode=way.mode, shelters=len(names), shelters_inside=wet)


def shelters(inventory: Inventory, places: Sequence[Place]) -> tuple[list[str], Spots]:
    """The shelters that have a spot on the map: the ids of their sites, and (shelters, 2) where they stand."""
    by_id, sites = {place.id: place for place in places}, open_sites(inventory)
    named = [name for one in inventory.services if one.kind == SHELTER and one.status == "active" for name in one.sites]
    found = {name: where for name in named if name in sites and (where := spot(sites[name], by_id)) is not None}
    return list(found), _spots(list(found.values()))


def cut_off(danger: Danger) -> Mapping[PlaceId, float]:
    """The part of each settlement that reaches no shelter any more: what is inside, and the rest where it is cut."""
    return {
        one.place: 1.0 if one.reason == CUT_OFF else one.part
        for one in danger.exposures
        if danger.ways == NETWORK and one.before is not None
    }


def _told(one: Exposure, number: int, found: Journeys, names: Sequence[str]) -> Exposure:
    before, first = float(found.before.minutes[number]), int(found.before.which[number])
    if first < 0:
        return replace(one, reason=NONE_NEAR)
    told = replace(one, before=stored(before), shelter_before=names[first], reason=NOT_CUT)
    if found.after is None:
        return told
    after, now = float(found.after.minutes[number]), int(found.after.which[number])
    if now < 0:
        reason = INSIDE if found.wet[number] else CUT_OFF
        part = one.part if found.wet[number] else 1.0
        return replace(told, reason=reason, cut=_people(one, max(part, one.part)))
    return replace(told, after=stored(after), shelter_after=names[now], reason="", cut=_people(one, one.part))


def _people(one: Exposure, part: float) -> float | None:
    return None if one.people is None else stored(part * one.people)


def located(place: Place) -> bool:
    """True for a place that has a point on the map."""
    return place.lon is not None and place.lat is not None


def _spots(pairs: Sequence[tuple[float | None, float | None]]) -> Spots:
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)

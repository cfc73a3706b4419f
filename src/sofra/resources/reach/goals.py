"""Two indicators of the Sustainable Development Goals that are a distance along the way: 11.2.1 and 9.1.1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.state import Reach, State, states
from sofra.resources.travel.globe import EARTH_KM
from sofra.resources.travel.way import Spots, Way

BUS_STOP_KM, HIGH_CAPACITY_KM, ROAD_KM = 0.5, 1.0, 2.0
"""11.2.1: 500 m along the streets to a stop of low capacity (bus), 1 km to one of high capacity; 9.1.1: 2 km."""


def convenient_transport(
    way: Way, kmh: float, homes: Spots, *, stops: Spots, stations: Spots = np.empty((0, 2))
) -> Reach:
    """SDG 11.2.1: 1 for each home with convenient access to public transport, 0 for the others; the state says why.

    `stops` are of low capacity (bus), `stations` of high capacity (rail, metro, ferry). `way` walks at the one speed
    `kmh`, without slopes, so that minutes are metres. UN-Habitat's metadata of 11.2.1 as domain.md quotes it (TR1).
    """
    near = _within(way, kmh, homes, ((stops, BUS_STOP_KM), (stations, HIGH_CAPACITY_KM)))
    return _yes_no(homes, near, any_there=len(stops) + len(stations) > 0)


def near_all_season_road(way: Way, kmh: float, homes: Spots, road: Spots) -> Reach:
    """SDG 9.1.1: 1 for each home within 2 km of an all-season road, 0 for the others; the state says why.

    `road` are points along all-season roads, close together; `way` walks at the one speed `kmh`. The indicator is the
    share of the rural people (`served` with the people of rural homes only). As domain.md quotes it (RO1). No way is
    shorter than the flight of a crow, so only points of road that near are searched for.
    """
    flown = _flown(homes, road, ROAD_KM)
    near = _within(way, kmh, np.where(flown.homes[:, None], homes, np.nan), ((road[flown.road], ROAD_KM),))
    return _yes_no(homes, near, any_there=len(road) > 0)


def served(reach: Reach, people: NDArray[np.float64]) -> Beyond:
    """People who have it (`within`), people who have not (`beyond`), and people whose home nobody located."""
    weight, unknown = np.nan_to_num(people), reach.state == State.NO_SPOT
    has = ~unknown & (reach.value == 1)
    return Beyond(float(weight[has].sum()), float(weight[~unknown & ~has].sum()), float(weight[unknown].sum()))


@dataclass(frozen=True, slots=True)
class _Flown:
    """(homes,) and (points of road,) True for those with the other within the distance as the crow flies."""

    homes: NDArray[np.bool_]
    road: NDArray[np.bool_]


def _flown(homes: Spots, road: Spots, km: float) -> _Flown:
    from scipy.spatial import cKDTree

    located = np.flatnonzero(~np.isnan(homes).any(axis=1))
    near, used = np.zeros(len(homes), dtype=np.bool_), np.zeros(len(road), dtype=np.bool_)
    if len(located) and len(road):
        chord = 2 * np.sin(km * 1.001 / (2 * EARTH_KM))
        lived, paved = cKDTree(_on_the_globe(homes[located])), cKDTree(_on_the_globe(road))
        near[located] = paved.query(lived.data, distance_upper_bound=chord)[0] < np.inf
        used = lived.query(paved.data, distance_upper_bound=chord)[0] < np.inf
    return _Flown(near, used)


def _on_the_globe(spots: Spots) -> NDArray[np.float64]:
    """(points, 3) on a globe of radius one."""
    lon, lat = np.radians(spots).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _within(way: Way, kmh: float, homes: Spots, wanted: Sequence[tuple[Spots, float]]) -> NDArray[np.bool_]:
    located = ~np.isnan(homes).any(axis=1)
    near = np.zeros(len(homes), dtype=bool)
    for spots, km in wanted:
        if len(spots):
            near[located] |= way.nearest(homes[located], spots).minutes <= km / kmh * 60
    return near


def _yes_no(homes: Spots, near: NDArray[np.bool_], *, any_there: bool) -> Reach:
    state = states(len(homes))
    state[~near] = State.OUT_OF_REACH if any_there else State.NO_SERVICE
    state[np.isnan(homes).any(axis=1)] = State.NO_SPOT
    return Reach(near.astype(np.float64), state)

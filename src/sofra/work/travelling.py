"""How people of this workspace travel, and the minutes of everybody who answered: columns beside the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Codes, Column, Frame
from sofra.needs.exposed import points
from sofra.needs.weights import Table, Weighed
from sofra.resources.reach.closest import closest
from sofra.resources.reach.goals import convenient_transport
from sofra.resources.reach.offers import facilities, homes, offers
from sofra.resources.reach.question import Facilities, Homes, Question
from sofra.resources.reach.state import Reach, State
from sofra.resources.reach.ways import WALK, Ways, straight
from sofra.resources.shown import shown
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.straight import SPEEDS_KMH
from sofra.resources.travel.way import Spots
from sofra.store import queries
from sofra.store.inputs import Inputs
from sofra.types.catalogue import Pack
from sofra.types.keys import ServiceKind
from sofra.types.supply import Inventory

MINUTES, REACH = "minutes_{}", "reach_{}"
"""Joined to the rows of a survey: minutes to the nearest of a kind, and whether there is a way at all."""

TRANSPORT, STOPS = "near_transport", ServiceKind("FAC-BUS")
"""Joined to rows with a spot of their own: is a stop of this kind within 500 m on foot?"""

SAID = ("no_service", "out_of_reach", "reached")
"""What the column about a kind can say, in the order of its codes."""

CODES = {State.NO_SERVICE: 0, State.OUT_OF_REACH: 1, State.REACHED: 2}


class Travelling(Protocol):
    """What says how fast people travel without roads and what is within reach: a workspace, or a map's inputs."""

    @property
    def speed_kmh(self) -> float:
        """By car, on the road."""

    @property
    def detour(self) -> float:
        """How much longer the road is than the straight line."""

    @property
    def within(self) -> float:
        """Minutes that count as within reach."""


def ways_of(given: Travelling, pack: Pack, networks: Mapping[str, str]) -> Ways:
    """The ways of a workspace or a map: over its road networks; straight lines at its speed where there is none."""
    lines = straight(given.speed_kmh, given.detour, pack)
    over_roads = queries.ways(networks)
    return replace(lines, by_mode=MappingProxyType({**lines.by_mode, **over_roads}), within=given.within)


def column_of(kind: ServiceKind) -> str:
    """The part of a column's name that stands for a kind: com_day for COM-DAY."""
    return kind.lower().replace("-", "_")


def with_minutes(weighed: Weighed, given: Inputs, pack: Pack, ways: Ways) -> Weighed:
    """The answers with minutes_KIND and reach_KIND for every kind whose column the packs declare.

    By settlement; by the household's own spot where its answers hold one. Minutes are unknown where no way leads to a
    service or there is none: reach_KIND says which. Both are unknown for a row without a place on the map.
    """
    territory, seen = lay_out(given.places), shown(given.inventory)
    if not territory.settlements:
        return weighed
    tables = dict(weighed.tables)
    for kind, entry in pack.services.items():
        name = MINUTES.format(column_of(kind))
        if entry.at_home or name not in pack.variables:
            continue
        found = offers(seen, kind, territory)
        asked = Question(ways.to(kind), homes(territory), facilities(found, territory))
        everywhere = closest(asked).minutes
        for table, rows in tables.items():
            own = _own(rows, _settlements(rows.place, weighed.places, territory), asked, everywhere)
            tables[table] = replace(rows, frame=_beside(rows.frame, own, column_of(kind)))
    joined = replace(weighed, tables=MappingProxyType(tables))
    return with_transport(joined, seen, territory, ways) if TRANSPORT in pack.variables else joined


def with_transport(weighed: Weighed, inventory: Inventory, territory: Territory, ways: Ways) -> Weighed:
    """The answers with near_transport, yes or no, for rows with a spot of their own: SDG 11.2.1 along the way on foot.

    500 m to an active bus stop. Unknown for rows without a spot (500 m mean nothing from the middle of a settlement)
    and for everybody where no stop stands on the map: a stop that nobody entered is not a stop that is not there.
    """
    stops = facilities([one for one in offers(inventory, STOPS, territory) if one.located], territory).spots
    tables = {name: replace(rows, frame=_near(rows.frame, stops, ways)) for name, rows in weighed.tables.items()}
    return replace(weighed, tables=MappingProxyType(tables))


def _near(frame: Frame, stops: Spots, ways: Ways) -> Frame:
    spots = _spots(frame)
    known = ~np.isnan(spots).any(axis=1)
    if not len(stops) or not known.any():
        return frame
    near = convenient_transport(ways.by_mode[WALK], SPEEDS_KMH[WALK], spots, stops=stops).value
    made = Column(np.where(known, near, 0).astype(np.int64), known, ("no", "yes"))
    return Frame(frame.size, MappingProxyType({TRANSPORT: made, **frame.columns}))


def _own(table: Table, settlement: Codes, asked: Question, everywhere: Reach) -> Reach:
    """(rows,) the minutes of every row: its settlement's (its number, -1 for none), or those from its own spot."""
    value = np.where(settlement < 0, np.inf, everywhere.value[settlement])
    state = np.where(settlement < 0, State.NO_SPOT, everywhere.state[settlement]).astype(np.int8)
    spots = _spots(table.frame)
    exact = np.flatnonzero(~np.isnan(spots).any(axis=1) & (settlement >= 0))
    if len(exact):
        here = Homes(spots[exact], np.ones(len(exact)))
        near = closest(Question(asked.way, here, _for_rows(asked.facilities, settlement[exact]))).minutes
        value[exact], state[exact] = near.value, near.state
    return Reach(value, state)


def _settlements(place: Codes, ids: Sequence[str], territory: Territory) -> Codes:
    """(rows,) the number of each row's settlement among the territory's, -1 for none."""
    number = {home.id: position for position, home in enumerate(territory.settlements)}
    table = np.array([*(number.get(one, -1) for one in ids), -1], dtype=np.int64)
    return np.asarray(table[place])


def _for_rows(found: Facilities, settlement: Codes) -> Facilities:
    """The facilities with those who may use them told row by row."""
    masks = {id(mask): None if mask is None else mask[settlement] for mask in found.open}
    return replace(found, open=tuple(masks[id(mask)] for mask in found.open))


def _spots(frame: Frame) -> NDArray[np.float64]:
    """(rows, 2) where each household says that it stands; NaN where it does not."""
    found = points(frame)
    return np.full((frame.size, 2), np.nan) if found is None else found


def _beside(frame: Frame, reach: Reach, kind: str) -> Frame:
    """The frame with both columns of a kind; a survey's own column of that name is never written over."""
    known = np.isin(reach.state, list(CODES))
    there = (reach.state == State.REACHED) & np.isfinite(reach.value)
    table = np.full(max(State) + 1, 0)
    for state, code in CODES.items():
        table[state] = code
    made: Mapping[str, Column] = {
        MINUTES.format(kind): Column(np.where(there, reach.value, 0.0), there),
        REACH.format(kind): Column(np.where(known, table[reach.state], 0), known, SAID),
    }
    return Frame(frame.size, MappingProxyType({**made, **frame.columns}))

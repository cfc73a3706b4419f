"""What several zones cut the people asked into: pieces in which everybody lies in the same zones by the same part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sofra.engine.frame import Codes, Flags
from sofra.needs.domains import Domains
from sofra.needs.estimate import Room
from sofra.needs.exposed import Exposed, answerable, parts, people_of
from sofra.needs.numbers import measured
from sofra.needs.weights import Weighed
from sofra.types.catalogue import Pack
from sofra.types.hazard import LIVE
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place

Zones = tuple[tuple[str, float], ...]
"""The zones that hold a piece, by the prefix of their indicators, each with the part that lies in it."""


class Piece(NamedTuple):
    """People asked in one place and the same zones: in the group or outside it, who said yes or no."""

    place: PlaceId
    zones: Zones
    inside: bool
    said: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """How many people were asked one question about one group, piece by piece; pieces of nobody are 0."""

    measure: str
    group: GroupId
    rows: Mapping[Piece, int]


def pieces(
    weighed: Weighed,
    pack: Pack,
    places: Sequence[Place],
    *,
    dangers: Sequence[Exposed],
    measures: Sequence[IndicatorId],
) -> Iterator[Asked]:
    """Everybody asked, piece by piece: one for each kind of help and group, and one a group for who lives there."""
    groups = tuple(one.id for one in pack.groups.values() if one.by_settlement)
    room = Room.of(weighed, pack, places, groups=groups, by="")
    name = people_of(room)
    table, within = weighed.tables[name], room.domains[name]
    at, found = _pieces(np.stack([parts(table, weighed.places, one) for one in dangers]), table.place, weighed, dangers)
    everybody = np.ones(len(at), dtype=np.bool_)
    for group in within.groups:
        mine = _members(within, group, len(at))
        yield Asked(LIVE, group, _counted(at, found, inside=everybody, said=mine, counts=everybody))
        for indicator in (pack.indicators[one] for one in measures if answerable(pack.indicators[one], table)):
            what = measured(indicator, table.frame)
            yield Asked(indicator.id, group, _counted(at, found, inside=mine, said=what.y > 0, counts=what.counts))


def _pieces(
    part: Flags, place: Codes, weighed: Weighed, dangers: Sequence[Exposed]
) -> tuple[Codes, list[tuple[PlaceId, Zones]]]:
    """(rows,) the number of each row's piece, and what each piece is."""
    told = np.column_stack([place, np.round(part.T, 6)])
    unlike, at = np.unique(told, axis=0, return_inverse=True)
    found = [
        (
            weighed.places[int(line[0])] if line[0] >= 0 else PlaceId(""),
            tuple((one.prefix, float(share)) for one, share in zip(dangers, line[1:], strict=True) if share > 0),
        )
        for line in unlike
    ]
    return at.reshape(-1).astype(np.int64), found


def _members(within: Domains, group: GroupId, rows: int) -> Flags:
    layout, places = within.layout, len(within.tree.ids)
    found = np.zeros(rows, dtype=np.bool_)
    found[layout.row[layout.domain // places == within.groups.index(group)]] = True
    return found


def _counted(
    at: Codes, found: Sequence[tuple[PlaceId, Zones]], *, inside: Flags, said: Flags, counts: Flags
) -> dict[Piece, int]:
    """People by piece; the side outside a group is there only where a group has one."""
    cell = (at * 4 + inside * 2 + said)[counts]
    n = np.bincount(cell, minlength=4 * len(found)).reshape(-1, 2, 2)
    sides = (True,) if inside.all() else (False, True)
    return {
        Piece(*piece, side, yes): int(n[number, int(side), int(yes)])
        for number, piece in enumerate(found)
        for side in sides
        for yes in (False, True)
    }


def of_everybody(one: Asked) -> bool:
    """True where nobody is outside: the group is everyone, or the question is who lives there."""
    return one.group == EVERYONE or one.measure == LIVE

"""The street network of one mode as a way of travelling: nearest, catchments, snapping, and floods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.contract import chained
from sofra.resources.travel.network import Loose, Segments, core, segments
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.relief import Heights
from sofra.resources.travel.search import Net, Placed, catchments, nearest_of
from sofra.resources.travel.snap import Ground, ground, nearest_street
from sofra.resources.travel.turns import net_of
from sofra.resources.travel.way import Catchment, Nearest, Spots
from sofra.sources.roads import Roads


@dataclass(frozen=True, slots=True)
class OnChains:
    """Segments (in their own direction) on the chains of the net.

    `course`: (segments,) the course in which it runs, -1 for a street that was cut; `ahead`: (segments, 2) minutes
    from its end to the end of that course, from its start to the end of the opposite one. inf where closed.
    """

    course: NDArray[np.int64]
    ahead: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets under one profile, connected, contracted, ready for searching (a `Way`).

    `loose` says what was left out because one cannot get there and back. Minutes of a house include the straight way
    to its street at `profile.off_road_kmh`; a spot farther from every street than `profile.farthest_metres` is out
    of reach, and so is one on a street that was cut.
    """

    profile: Profile
    pieces: Segments
    on: OnChains
    net: Net
    ground: Ground
    loose: Loose

    @property
    def mode(self) -> str:
        """How people travel."""
        return self.profile.mode

    @property
    def basis(self) -> str:
        """Always "network"."""
        return "network"

    def nearest(self, homes: Spots | Placed, facilities: Spots | Placed) -> Nearest:
        """Minutes from every home to the nearest facility, inf and -1 where none can be reached; one search."""
        return nearest_of(self.net, self.placed(homes), self.placed(facilities))

    def each(self, homes: Spots | Placed, facilities: Spots | Placed, limit: float) -> Iterator[Catchment]:
        """The homes within `limit` minutes of each facility, facility by facility."""
        return catchments(self.net, self.placed(homes), self.placed(facilities), limit)

    def snapped(self, spots: Spots) -> NDArray[np.float64]:
        """(points,) metres from each spot to the nearest street; inf when there is no street at all."""
        return nearest_street(spots, self.ground).metres

    def placed(self, spots: Spots | Placed) -> Placed:
        """Spots on the nearest piece of street; whoever asks for the same homes often places them once."""
        if isinstance(spots, Placed):
            return spots
        near = nearest_street(spots, self.ground)
        piece, part = np.maximum(near.segment, 0), near.part
        off = near.metres * 0.06 / self.profile.off_road_kmh
        if len(self.on.course) == 0:
            return Placed(near.segment, np.full((len(spots), 2), np.inf), off, near.metres)
        course = self.on.course[piece]
        along = _part_of(self.pieces.forward[piece], 1 - part) + self.on.ahead[piece, 0]
        against = _part_of(self.pieces.backward[piece], part) + self.on.ahead[piece, 1]
        turned = course % 2 == 1
        rest = np.column_stack([np.where(turned, against, along), np.where(turned, along, against)])
        reached = (near.segment >= 0) & (course >= 0) & (near.metres <= self.profile.farthest_metres)
        rest[~reached] = np.inf
        return Placed(np.where(reached, course // 2, -1), rest, off, near.metres)

    def cut(self, polygons: Sequence[Any]) -> "Streets":
        """The streets without the pieces that touch any of the polygons (shapely, longitude and latitude).

        Everything else stays, also what the cut leaves as an island: people there still reach each other. A house on
        a piece that was cut reaches nothing.
        """
        return self.without(crossed(self.pieces, polygons))

    def without(self, edges: NDArray[np.bool_]) -> "Streets":
        """The streets without some pieces ((segments,) True is gone)."""
        return _laid(self.profile, self.pieces, ~edges, loose=self.loose, laid=self.ground)


def streets(roads: Roads, profile: Profile, *, elevation: Heights | None = None) -> Streets:
    """The network of a profile over roads; what is not connected to the core is counted in `loose` and left out."""
    pieces, loose = core(segments(roads, profile, elevation))
    return over(profile, pieces, loose)


def over(profile: Profile, pieces: Segments, loose: Loose) -> Streets:
    """The network over pieces of street, as they are."""
    return _laid(profile, pieces, np.ones(len(pieces.start), dtype=np.bool_), loose=loose)


def crossed(pieces: Segments, polygons: Sequence[Any]) -> NDArray[np.bool_]:
    """(segments,) True for a piece that touches one of the polygons."""
    import shapely

    touched = np.zeros(len(pieces.start), dtype=np.bool_)
    if len(touched) == 0 or not polygons:
        return touched
    ends = np.stack([pieces.spots[pieces.start], pieces.spots[pieces.end]], axis=1)
    lines = shapely.linestrings(ends)
    _, hit = shapely.STRtree(lines).query(list(polygons), predicate="intersects")[[0, 1]]
    touched[hit] = True
    return touched


def _laid(
    profile: Profile, pieces: Segments, kept: NDArray[np.bool_], *, loose: Loose, laid: Ground | None = None
) -> Streets:
    chains = chained(pieces.only(kept))
    course = np.full(len(kept), -1, dtype=np.int64)
    ahead = np.full((len(kept), 2), np.inf)
    course[kept], ahead[kept] = chains.course, chains.ahead
    if laid is None:
        laid = ground(pieces.spots[pieces.start], pieces.spots[pieces.end])
    return Streets(profile, pieces, OnChains(course, ahead), net_of(chains, pieces.only(kept), profile), laid, loose)


def _part_of(minutes: NDArray[np.float64], part: NDArray[np.float64]) -> NDArray[np.float64]:
    """A part of the minutes; inf stays inf, also of no part at all."""
    return np.where(np.isfinite(minutes), np.where(np.isfinite(minutes), minutes, 0.0) * part, np.inf)

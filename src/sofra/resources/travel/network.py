"""Roads under a profile: directed pieces of street with minutes, their connected core, and what hangs loose."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.globe import EARTH_METRES, apart
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.relief import Heights, sloped_minutes, slopes
from sofra.resources.travel.rules import closed_point, delay, lane
from sofra.resources.travel.signs import Pieces, Turns, turns_of
from sofra.sources.roads import Roads


@dataclass(frozen=True, slots=True)
class Segments:
    """Straight pieces of street between two numbered points.

    `spots`: (points, 2) longitude, latitude; `start`, `end`: (segments,) points; `metres`; `forward`, `backward`:
    minutes from start to end and back, inf where closed; `local`: only those who live there may pass; `turns`: what
    signs forbid.
    """

    spots: NDArray[np.float64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    metres: NDArray[np.float64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    local: NDArray[np.bool_]
    turns: Turns = field(default_factory=Turns)

    def only(self, chosen: NDArray[np.bool_]) -> "Segments":
        """Some of the segments."""
        parts = {
            name: getattr(self, name)[chosen] for name in ("start", "end", "metres", "forward", "backward", "local")
        }
        return replace(self, **parts, turns=self.turns.only(chosen))


KEPT_KM = 10.0
"""A part of the network this long is kept though nothing leads to the core: a valley or a town, not a drawing error."""


@dataclass(frozen=True, slots=True)
class Loose:
    """What belongs to the network and what does not.

    `segments`, `km` of what is kept; `parts`: of how many pieces it consists, inside each of which everybody can get
    everywhere and back. Left out: `islands` without any connection to it, `traps` that can be entered or left but not
    both (one-way streets); kilometres of all together and of the largest.
    """

    segments: int
    km: float
    parts: int = 1
    islands: int = 0
    islands_km: float = 0.0
    largest_island_km: float = 0.0
    traps: int = 0
    traps_km: float = 0.0
    largest_trap_km: float = 0.0


def segments(roads: Roads, profile: Profile, heights: Heights | None = None) -> Segments:
    """The pieces of all ways that are open in at least one direction, with their minutes.

    Lengths are great-circle metres (haversine). A point that is closed (a wall, a bollard) is divided, so that one
    may come up to it from every side and pass on none. Seconds lost at a point (lights, gates) are added to every
    piece that leads into it. Heights where given slow down and close (`relief`).
    """
    start, end, way = _pairs(roads)
    lanes = [lane(tags, profile) for tags in roads.kinds]
    kmh = np.array([(one.forward, one.backward) for one in lanes], dtype=np.float64).reshape(-1, 2)
    local = np.array([one.local for one in lanes], dtype=np.bool_)
    kind = roads.kind[way]
    metres = apart(roads.spots[start], roads.spots[end], EARTH_METRES)
    with np.errstate(divide="ignore", invalid="ignore"):
        minutes = np.where(kmh[kind] > 0, metres[:, None] * 0.06 / kmh[kind], np.inf)
    made = Segments(roads.spots, start, end, metres, minutes[:, 0].copy(), minutes[:, 1].copy(), local[kind])
    open_ = (kmh[kind] > 0).any(axis=1) & (start != end)
    made = made.only(open_)
    seen = Pieces(made.start, made.end, way[open_], kmh[kind[open_]] > 0)
    made = replace(made, turns=turns_of(roads.restrictions, seen, profile.signs))
    if heights is not None:
        made = _sloped(made, profile, slopes(roads, metres, heights)[open_])
    return _divided(_delayed(made, roads, profile), roads, profile)


def core(made: Segments) -> tuple[Segments, Loose]:
    """The largest strongly connected part by its length, others of 10 km or more, and a report of what was left out."""
    if len(made.start) == 0:
        return made, Loose(0, 0.0, 0)
    strong, weak = _labels(made, "strong"), _labels(made, "weak")
    whole = strong[made.start] == strong[made.end]
    km = np.bincount(strong[made.start[whole]], weights=made.metres[whole], minlength=strong.max() + 1) / 1000
    chosen = (km >= KEPT_KM) | (np.arange(len(km)) == km.argmax())
    inside = whole & chosen[strong[made.start]]
    kept, out = made.only(inside), made.only(~inside)
    alone = ~np.isin(weak[out.start], np.unique(weak[kept.start]))
    islands = np.bincount(weak[out.start[alone]], weights=out.metres[alone]) / 1000
    traps = _trap_km(out.only(~alone), chosen[strong])
    return kept, Loose(
        len(kept.start), float(kept.metres.sum() / 1000), int(chosen.sum()),
        int((islands > 0).sum()), float(islands.sum()), float(islands.max(initial=0.0)),
        len(traps), float(traps.sum()), float(traps.max(initial=0.0)),
    )  # fmt: skip


def _pairs(roads: Roads) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Start, end and way of every piece between two points that follow each other on a way."""
    way = np.repeat(np.arange(roads.ways), np.diff(roads.starts))
    same = way[:-1] == way[1:]
    return roads.points[:-1][same], roads.points[1:][same], way[:-1][same]


def _sloped(made: Segments, profile: Profile, slope: NDArray[np.float64]) -> Segments:
    """Slower where it climbs; without what is too steep."""
    if profile.slope:
        made = replace(
            made,
            forward=sloped_minutes(made.forward, slope),
            backward=sloped_minutes(made.backward, -slope),
        )
    return made if profile.steepest is None else made.only(np.abs(slope) <= profile.steepest)


def _delayed(made: Segments, roads: Roads, profile: Profile) -> Segments:
    cost = np.zeros(len(roads.spots))
    for point, tags in roads.marks.items():
        cost[point] = delay(tags, profile) / 60
    return replace(made, forward=made.forward + cost[made.end], backward=made.backward + cost[made.start])


def _divided(made: Segments, roads: Roads, profile: Profile) -> Segments:
    closed = np.zeros(len(roads.spots), dtype=np.bool_)
    for point, tags in roads.marks.items():
        closed[point] = closed_point(tags, profile)
    spots, ends = made.spots, []
    for name in ("start", "end"):
        point = getattr(made, name).copy()
        shut = np.flatnonzero(closed[point])
        copies = spots[point[shut]]
        point[shut] = len(spots) + np.arange(len(shut))
        spots = np.concatenate([spots, copies])
        ends.append(point)
    return replace(made, spots=spots, start=ends[0], end=ends[1])


def _labels(made: Segments, connection: str) -> NDArray[np.int32]:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ahead, back = np.isfinite(made.forward), np.isfinite(made.backward)
    rows = np.concatenate([made.start[ahead], made.end[back]])
    columns = np.concatenate([made.end[ahead], made.start[back]])
    size = len(made.spots)
    graph = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size)).tocsr()
    return np.asarray(connected_components(graph, directed=True, connection=connection)[1])


def _trap_km(out: Segments, in_core: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Kilometres of every trap: loose streets that hang together without the core's own points."""
    if len(out.start) == 0:
        return np.zeros(0)
    free = np.where(in_core[out.start], out.end, out.start)
    between = out.only(~in_core[out.start] & ~in_core[out.end])
    labels = _labels(replace(between, forward=np.ones(len(between.start))), "weak")
    km = np.bincount(labels[free], weights=out.metres) / 1000
    return np.asarray(km[km > 0], dtype=np.float64)

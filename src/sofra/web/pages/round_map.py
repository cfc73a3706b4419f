"""The way of a round drawn on the municipality's own ground: settlements, streets, water, the calls in their order.

Made for the team's route sheet alone and written into its page, so that no address gives the points of households.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, log10, radians
from typing import Any

from sofra.packs.texts import Texts
from sofra.render.map_parts import parts
from sofra.store import queries
from sofra.types.place import Place

WIDE, HIGH, EDGE = 640.0, 480.0, 60.0
KM_PER_DEGREE = 111.32
LEAST_KM = 1.2
"""A round within one street still shows the streets around it."""

LAYERS = ("water", "roads")
CLOSED = ("settlement", "water")


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the earth the picture shows: its middle, and how many pixels a kilometre has."""

    lon: float
    lat: float
    scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point stands in the picture, north up."""
        east = (lon - self.lon) * KM_PER_DEGREE * cos(radians(self.lat))
        north = (lat - self.lat) * KM_PER_DEGREE
        return round(WIDE / 2 + east * self.scale, 1), round(HIGH / 2 - north * self.scale, 1)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a settlement and where it stands."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RoundMap:
    """A picture of WIDE by HIGH: `grounds` are (kind, path) from below upwards, `path` the way through the calls.

    `spots` are the places of the calls by their order, 0 the start; `bar` is the width of so many `km`.
    """

    grounds: Sequence[tuple[str, str]]
    names: Sequence[Name]
    path: str
    spots: Mapping[int, tuple[float, float]]
    bar: float
    km: float


@dataclass(frozen=True, slots=True)
class Land:
    """What lies under every round: settlements with their names, stored layers; read once for all sheets."""

    places: Sequence[Place]
    layers: Mapping[str, Sequence[Any]]


def land() -> Land:
    """The ground of this workspace."""
    places = [one for one in queries.places() if one.kind == "settlement"]
    return Land(places, {kind: queries.layer(kind) for kind in LAYERS if queries.has_layer(kind)})


def round_map(points: Mapping[int, tuple[float, float]], under: Land, texts: Texts) -> RoundMap | None:
    """The picture of a round: `points` are (lon, lat) by order, 0 the start. None when no point is known."""
    if not points:
        return None
    frame = _frame(list(points.values()))
    spots = {order: frame.at(*spot) for order, spot in points.items()}
    order = [*sorted(spots), *([0] if 0 in spots else [])]
    path = " ".join(f"{spots[one][0]},{spots[one][1]}" for one in order) if len(spots) > 1 else ""
    km, named = _bar(frame), tuple(_names(under, frame, texts, list(spots.values())))
    return RoundMap(tuple(_grounds(under, frame)), named, path, spots, km * frame.scale, km)


def _frame(spots: Sequence[tuple[float, float]]) -> Frame:
    lons, lats = [lon for lon, _ in spots], [lat for _, lat in spots]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    across = max((max(lons) - min(lons)) * KM_PER_DEGREE * cos(radians(lat)), LEAST_KM)
    up = max((max(lats) - min(lats)) * KM_PER_DEGREE, LEAST_KM)
    return Frame(lon, lat, min((WIDE - 2 * EDGE) / across, (HIGH - 2 * EDGE) / up))


def _grounds(under: Land, frame: Frame) -> Iterator[tuple[str, str]]:
    found = {"settlement": [one.geometry for one in under.places if one.geometry], **under.layers}
    for kind, features in found.items():
        drawn = " ".join(line for one in features for part in parts(one) for line in _line(part, frame, kind))
        if drawn:
            yield kind, drawn


def _line(part: Sequence[tuple[float, float]], frame: Frame, kind: str) -> Iterator[str]:
    """One ring or line as a path, none of what lies wholly outside; points nearer than a pixel go."""
    spots = [frame.at(lon, lat) for lon, lat in part]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    if len(spots) < 2 or max(xs) < 0 or min(xs) > WIDE or max(ys) < 0 or min(ys) > HIGH:
        return
    kept = [spots[0]]
    for spot in spots[1:]:
        if abs(spot[0] - kept[-1][0]) + abs(spot[1] - kept[-1][1]) >= 1:
            kept.append(spot)
    ring = spots[0] == spots[-1] and kind in CLOSED
    yield "M" + "L".join(f"{x},{y}" for x, y in kept) + ("Z" if ring else "")


def _names(under: Land, frame: Frame, texts: Texts, spots: Sequence[tuple[float, float]]) -> Iterator[Name]:
    taken: list[tuple[float, float]] = []
    for one in sorted(under.places, key=lambda place: -(place.people or 0)):
        if one.lon is None or one.lat is None:
            continue
        x, y = frame.at(one.lon, one.lat)
        inside = 30 < x < WIDE - 30 and 14 < y < HIGH - 30
        if inside and all(abs(x - other) > 90 or abs(y - above) > 16 for other, above in taken):
            taken.append((x, y))
            covered = any(abs(x - east) < 60 and -18 < y - south < 26 for east, south in spots)
            yield Name(texts.name(one.name), x, y + 30 if covered else y)


def _bar(frame: Frame) -> float:
    """A round number of kilometres that takes up to a quarter of the picture: 1, 2 or 5 times a power of ten."""
    most = WIDE / 4 / frame.scale
    power = 10.0 ** int(log10(most) // 1)
    return next(step * power for step in (5, 2, 1) if step * power <= most)

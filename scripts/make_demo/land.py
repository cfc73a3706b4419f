"""The land of Trpezica: boundaries, river, flood zone and roads, drawn from the settlements' points."""

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations

from numpy import array
from shapely import set_precision, transform, union_all, voronoi_polygons
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from scripts.make_demo.chance import Dice
from scripts.make_demo.places import BY_ID, SETTLEMENTS, Settlement, degrees

RIVER = (
    (-8.9, 7.4), (-6.9, 5.6), (-5.0, 4.5), (-3.3, 3.0), (-1.6, 2.2), (0.2, 1.1), (1.7, -0.2), (3.2, -1.3),
    (4.7, -1.6), (6.2, -2.9), (7.6, -3.7), (9.2, -3.8), (10.4, -4.9), (12.0, -5.4), (15.5, -6.6),
)  # fmt: skip
SPEED_KMH = {"primary": 50, "secondary": 38, "tertiary": 27, "track": 16}
BAVCHA = "TRP-02"
SLIVER = 1e-5
"""Square degrees, a tenth of a square kilometre: a smaller hole in an area is an inexact border."""

GRID = 1e-5
EXITS = (("TRP-14", (13.4, -5.2)), ("TRP-20", (9.3, 9.4)))


def warp(x: float, y: float) -> tuple[float, float]:
    """The point moved a little, smoothly: straight lines become the lines of ridges and streams."""
    dx = 0.42 * math.sin(0.9 * y + 0.4) + 0.2 * math.sin(2.3 * y + 1.1 * x) + 0.09 * math.sin(5.1 * y - 3.7 * x + 1)
    dy = 0.42 * math.sin(0.8 * x + 1.3) + 0.2 * math.sin(2.6 * x - 1.3 * y) + 0.09 * math.sin(4.7 * x + 4.1 * y + 2)
    return x + dx, y + dy


def _warped(shape: BaseGeometry) -> BaseGeometry:
    return _moved(shape.segmentize(0.25), warp)


def _moved(shape: BaseGeometry, move: Callable[[float, float], tuple[float, float]]) -> BaseGeometry:
    """The shape with every point moved."""
    return transform(shape, lambda points: array([move(x, y) for x, y in points]))


def in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """The shape in longitude and latitude, to about a metre."""
    return _moved(shape, degrees)


@cache
def outline() -> Polygon:
    """The municipality's edge, in kilometres."""
    points = []
    for step in range(180):
        turn = math.tau * step / 180
        wave = 1 + 0.07 * math.sin(2 * turn + 0.6) + 0.05 * math.sin(3 * turn + 2) + 0.03 * math.sin(5 * turn)
        points.append((0.6 + 13.0 * wave * math.cos(turn), 0.5 + 10.9 * wave * math.sin(turn)))
    return Polygon(points)


@cache
def cells() -> dict[str, Polygon]:
    """The land of each settlement, in kilometres: every point to its nearest village, Bavča cut out of the town."""
    rooted = [s for s in SETTLEMENTS if s.id != BAVCHA]
    parts = voronoi_polygons(MultiPoint([(s.x, s.y) for s in rooted]), extend_to=outline().buffer(5))
    land = {}
    for settlement in rooted:
        part = next(p for p in parts.geoms if p.contains(Point(settlement.x, settlement.y)))
        land[settlement.id] = _warped(part.intersection(outline()))
    bavcha = _blob(BY_ID[BAVCHA], 0.75)
    land = {key: shape.difference(bavcha) for key, shape in land.items()}
    return dict(sorted({**land, BAVCHA: bavcha}.items()))


def _blob(settlement: Settlement, radius: float) -> Polygon:
    ring = []
    for step in range(40):
        turn = math.tau * step / 40
        reach = radius * (1 + 0.15 * math.sin(3 * turn + 1) + 0.08 * math.sin(5 * turn))
        ring.append((settlement.x + reach * 1.2 * math.cos(turn), settlement.y + reach * 0.85 * math.sin(turn)))
    return Polygon(ring)


@cache
def settlement_shape(place: str) -> BaseGeometry:
    """The land of a settlement in degrees, on a grid of about a metre, so that neighbours meet without slivers."""
    return set_precision(in_degrees(cells()[place]), GRID)


def joined_shape(places: Iterable[str]) -> BaseGeometry:
    """The union of several settlements' land, in degrees; land of others inside it stays out, slivers do not."""
    joined = set_precision(union_all([settlement_shape(place) for place in places], grid_size=GRID), GRID)
    largest = max(getattr(joined, "geoms", [joined]), key=lambda part: part.area)
    return Polygon(largest.exterior, [hole for hole in largest.interiors if Polygon(hole).area > SLIVER])


@cache
def river() -> LineString:
    """The river Pogača, from the mountains to the edge below the town, in kilometres."""
    smooth = _smooth(RIVER, 12)
    winding = [(x + 0.12 * math.sin(4.3 * x), y + 0.14 * math.sin(5.2 * x + 1)) for x, y in smooth]
    return LineString(winding).intersection(unary_union(list(cells().values())).buffer(0))


def _smooth(points: Sequence[tuple[float, float]], steps: int) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(tuple(_between(a[i], b[i], c[i], d[i], t) for i in (0, 1)))
    return [*curve, points[-1]]  # type: ignore[list-item]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


@cache
def flood_zone() -> BaseGeometry:
    """Land under water in a flood of the kind that comes once in a hundred years, in kilometres."""
    points = [p for p in _line_points(river()) if p[0] > 0.3]
    discs = [Point(p).buffer(0.4 + 0.05 * (p[0] - 0.3) + 0.12 * math.sin(1.7 * p[0])) for p in points]
    municipality = unary_union(list(cells().values()))
    return unary_union(discs).simplify(0.03).intersection(municipality)


def _line_points(line: BaseGeometry) -> list[tuple[float, float]]:
    parts = getattr(line, "geoms", [line])
    return [(x, y) for part in parts for x, y in part.coords]


@cache
def flooded() -> frozenset[str]:
    """The settlements with houses in the flood zone: those whose point lies within 300 metres of it."""
    zone = flood_zone().buffer(0.3)
    return frozenset(s.id for s in SETTLEMENTS if zone.contains(Point(s.x, s.y)))


@cache
def roads() -> dict[tuple[str, str], tuple[str, LineString]]:
    """The roads between settlements, with class and line in kilometres: the shortest net and some short cuts."""
    lengths = {(a.id, b.id): math.dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(SETTLEMENTS, 2)}
    chosen = _tree(lengths)
    for pair, length in sorted(lengths.items(), key=lambda item: item[1]):
        near = length < 5.5 and BAVCHA not in pair and pair not in chosen
        if near and _detour(chosen, lengths, pair) > 2.4 * length:
            chosen.add(pair)
    return {pair: (_road_class(*pair), _bent(*pair)) for pair in sorted(chosen)}


def roads_out() -> list[tuple[str, LineString]]:
    """The roads that leave the municipality: the settlement where each begins, and its line to the edge."""
    land = unary_union(list(cells().values()))
    lines = [(start, LineString([(BY_ID[start].x, BY_ID[start].y), end])) for start, end in EXITS]
    return [(start, _warp_line(line).intersection(land)) for start, line in lines]


def _warp_line(line: LineString) -> LineString:
    """The line bent a little between its ends."""
    (x0, y0), (x1, y1) = line.coords
    middle = ((x0 + x1) / 2 + (y1 - y0) * 0.12, (y0 + y1) / 2 - (x1 - x0) * 0.12)
    return LineString(_smooth([(x0, y0), middle, (x1, y1)], 8))


def _tree(lengths: dict[tuple[str, str], float]) -> set[tuple[str, str]]:
    joined, chosen = {"TRP-01", BAVCHA}, {("TRP-01", BAVCHA)}
    while len(joined) < len(SETTLEMENTS):
        pair = min(
            (p for p in lengths if (p[0] in joined) != (p[1] in joined) and BAVCHA not in p), key=lambda p: lengths[p]
        )
        chosen.add(pair)
        joined |= set(pair)
    return chosen


def _detour(chosen: set[tuple[str, str]], lengths: dict[tuple[str, str], float], pair: tuple[str, str]) -> float:
    return _reach({p: lengths[p] for p in chosen}, pair[0])[pair[1]]


def _reach(costs: dict[tuple[str, str], float], start: str) -> dict[str, float]:
    """The least cost from one settlement to every other."""
    best, queue = {start: 0.0}, [(0.0, start)]
    while queue:
        spent, here = heapq.heappop(queue)
        if spent > best[here]:
            continue
        for (a, b), cost in costs.items():
            there = b if a == here else a if b == here else ""
            if there and spent + cost < best.get(there, math.inf):
                best[there] = spent + cost
                heapq.heappush(queue, (best[there], there))
    return best


def _road_class(one: str, other: str) -> str:
    areas = {BY_ID[one].area, BY_ID[other].area}
    if areas <= {"TRP-T"} or ("TRP-T" in areas and "TRP-P" in areas):
        return "primary"
    if areas <= {"TRP-T", "TRP-P", "TRP-H"}:
        return "secondary" if "TRP-P" in areas else "tertiary"
    return "track" if areas == {"TRP-M"} else "tertiary"


def _bent(one: str, other: str) -> LineString:
    a, b = BY_ID[one], BY_ID[other]
    dice = Dice(f"road/{one}/{other}")
    wild = 0.05 if _road_class(one, other) == "primary" else 0.11
    length = math.dist((a.x, a.y), (b.x, b.y))
    middle = []
    for part in (0.25, 0.5, 0.75):
        side = dice.bell(0, wild) * length
        middle.append((a.x + (b.x - a.x) * part - (b.y - a.y) / length * side,
                       a.y + (b.y - a.y) * part + (b.x - a.x) / length * side))  # fmt: skip
    return LineString(_smooth([(a.x, a.y), *middle, (b.x, b.y)], 5))


@cache
def minutes_to_town() -> dict[str, float]:
    """Minutes by car along the roads from each settlement to the town."""
    costs = {pair: line.length / SPEED_KMH[kind] * 60 for pair, (kind, line) in roads().items()}
    return _reach(costs, "TRP-01")

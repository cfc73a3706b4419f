"""The pieces of a map's picture: paths of shapes, layers under them, names with a halo, samples of the legend."""

from collections.abc import Iterable, Sequence
from typing import Any

from sofra.render.canvas import wrap
from sofra.render.legend import Entry
from sofra.render.look import GREY, INK, WHITE, pin_look
from sofra.types.document import Map, Shape

Spot = tuple[float, float]
Frame = tuple[float, float, float, float]

LINES: dict[str, dict[str, Any]] = {
    "outline": {"colors": INK, "linewidths": 1.0, "zorder": 4.2},
    "areas": {"colors": "#3d4856", "linewidths": 0.7, "zorder": 4.1},
    "roads": {"colors": GREY, "linewidths": 0.6, "alpha": 0.8, "zorder": 4},
    "water": {"colors": "#4f8fbf", "linewidths": 1.1, "zorder": 3.8},
    "hazard": {"colors": "#3b6fa5", "linewidths": 0.9, "linestyles": "--", "zorder": 3.9},
    "route": {"colors": "#9f1239", "linewidths": 1.5, "zorder": 4.3},
}
"""How the lines of each kind of layer are drawn."""

GROUNDS = {"water": ("#8fb8d8", 0.7), "hazard": ("#3b6fa5", 0.22)}
"""Fill and strength of the layers that are areas."""


def parts(geometry: Any) -> Iterable[Sequence[Spot]]:
    """Every ring or line of a GeoJSON geometry (or of a feature) as longitude and latitude; none of a point."""
    if not geometry:
        return
    if "geometry" in geometry:
        yield from parts(geometry["geometry"])
        return
    kind, found = geometry.get("type", ""), geometry.get("coordinates", [])
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(kind)
    if depth is not None:
        yield from _rings(found, depth)


def spots(geometry: Any) -> Spot | None:
    """The spot of a point, None for anything else."""
    if not geometry or geometry.get("type") != "Point":
        return None
    lon, lat = geometry["coordinates"][:2]
    return (float(lon), float(lat))


def path(geometry: Any) -> Any:
    """The area as one path with its holes, None where there is no area."""
    from matplotlib.path import Path

    rings = [Path(ring, closed=True) for ring in parts(geometry) if len(ring) > 2]
    return Path.make_compound_path(*rings) if rings else None


def grounds(axes: Any, map_: Map) -> None:
    """Roads, water, hazard zones, borders: each layer in its own manner."""
    from matplotlib.collections import LineCollection, PathCollection

    plain = [("roads", map_.lines)] if map_.lines else []
    for kind, features in (*plain, *((layer.kind, layer.features) for layer in map_.layers)):
        if kind in GROUNDS:
            fill, strength = GROUNDS[kind]
            areas = [found for one in features if _area(one) and (found := path(one)) is not None]
            axes.add_collection(PathCollection(areas, facecolors=fill, alpha=strength, edgecolors="none", zorder=3.7))
        lines = [part for one in features for part in parts(one)]
        axes.add_collection(LineCollection(lines, **LINES.get(kind, LINES["roads"])))


def labels(axes: Any, map_: Map, size: float) -> None:
    """Names and values on the areas, the largest first; moved a little where another stands, else left out.

    The table beside the map names them all.
    """
    import matplotlib.patheffects as effects

    halo = [effects.withStroke(linewidth=2.2, foreground=WHITE)]
    taken = [_frame((pin.lon, pin.lat), _room(axes, "o", 5)) for pin in map_.pins]
    for shape, spot in _by_size(map_.shapes):
        words = wrap(shape.label, 18) + (f"\n{shape.text}" if shape.text else "")
        half = _room(axes, words, size)
        free = next((at for at in _around(spot, half) if _fits(axes, _frame(at, half), taken)), None)
        if free is not None:
            taken.append(_frame(free, half))
            axes.text(*free, words, fontsize=size, ha="center", va="center", path_effects=halo, zorder=6)


def _around(spot: Spot, half: Spot) -> Iterable[Spot]:
    """The spot itself, then a little below, above, beside it."""
    for across, up in ((0, 0), (0, -0.8), (0, 0.8), (0.6, 0), (-0.6, 0), (0, -1.6), (0, 1.6)):
        yield (spot[0] + across * 2 * half[0], spot[1] + up * 2 * half[1])


def _frame(spot: Spot, half: Spot) -> Frame:
    return (spot[0] - half[0], spot[1] - half[1], spot[0] + half[0], spot[1] + half[1])


def _fits(axes: Any, frame: Frame, taken: Sequence[Frame]) -> bool:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    inside = west <= frame[0] and frame[2] <= east and south <= frame[1] and frame[3] <= north
    return inside and all(_apart(frame, other) for other in taken)


def sample(picture: Any, entry: Entry, spot: Spot) -> None:
    """What an entry of the legend looks like, at `spot` (lower left, inches)."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    wide, high = picture.get_size_inches()
    x, y = spot
    if entry.kind == "pin":
        marker, fill = pin_look(entry.number)
        middle = ([(x + 0.13) / wide], [(y + 0.06) / high])
        drawn: Any = Line2D(*middle, marker=marker, color=fill, markersize=6, linestyle="")
    elif entry.kind == "layer":
        look = LINES.get(entry.look, LINES["roads"])
        ends = ([x / wide, (x + 0.26) / wide], [(y + 0.06) / high] * 2)
        drawn = Line2D(*ends, color=look["colors"], linewidth=1.6, linestyle=look.get("linestyles", "-"))
    else:
        hatch = {"withheld": "//////", "model": "......"}.get(entry.kind)
        drawn = Rectangle((x / wide, y / high), 0.26 / wide, 0.125 / high, facecolor=entry.look, hatch=hatch,
                          edgecolor=GREY if hatch != "......" else "#8a7563", linewidth=0.5)  # fmt: skip
    drawn.set_transform(picture.transFigure)
    picture.add_artist(drawn)


def _rings(found: Any, depth: int) -> Iterable[Sequence[Spot]]:
    if depth == 0:
        yield [(spot[0], spot[1]) for spot in found]
        return
    for part in found:
        yield from _rings(part, depth - 1)


def _area(one: Any) -> bool:
    geometry = one.get("geometry", one) or {}
    return "Polygon" in geometry.get("type", "")


def _by_size(shapes: Sequence[Shape]) -> list[tuple[Shape, Spot]]:
    from shapely.geometry import shape as drawn

    found = [(one, drawn(one.geometry)) for one in shapes if any(parts(one.geometry))]
    found.sort(key=lambda pair: -pair[1].area)
    middles = [(one, area.representative_point()) for one, area in found if not area.is_empty]
    return [(one, (spot.x, spot.y)) for one, spot in middles]


def _room(axes: Any, words: str, size: float) -> Spot:
    """Half of the width and of the height of a text, in degrees."""
    wide, high = axes.figure.get_size_inches()
    frame = axes.get_position()
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    lines = words.split("\n")
    across = max(len(line) for line in lines) * size * 0.56 / 72 / (frame.width * wide) * (east - west)
    up = len(lines) * size * 1.25 / 72 / (frame.height * high) * (north - south)
    return (across / 2, up / 2)


def _apart(one: Frame, other: Frame) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]

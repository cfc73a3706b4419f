"""A map as one picture: areas in at most five classes, services as pins, roads as lines, legend and scale inside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from typing import Any

from sofra.packs.texts import Texts
from sofra.render.canvas import figure, inches, wrap
from sofra.render.look import CLASSES, GREY, INK, NARROW, PINS, SAND, WHITE
from sofra.render.words import written
from sofra.types.document import Map, Shape

TITLE, WORDS, SMALL = 10.5, 8.5, 7.5
KM_PER_DEGREE = 111.32
MANY = 12
"""More areas than this and their names would lie on each other: the table beside the map names them."""


def draw(map_: Map, texts: Texts, width: int) -> Any:
    """The whole picture: title on top, map, legend at the right (below when narrow), source at the bottom."""
    box = _box(map_)
    squeeze = cos(radians((box[1] + box[3]) / 2))
    ratio = (box[3] - box[1]) / max(1e-9, (box[2] - box[0]) * squeeze)
    narrow = width <= NARROW
    entries = _entries(map_, texts)
    wide = inches(width)
    room = wide - (0.2 if narrow else 2.35)
    tall = min(room * ratio, 5.6)
    legend = 0.35 + 0.2 * (len(entries) + 1)
    title = wrap(map_.title, 44 if narrow else 86)
    top = 0.18 + 0.2 * (title.count("\n") + 1) if title else 0.08
    height = top + 0.3 + (tall + legend if narrow else max(tall, legend))
    picture = figure(width, height)
    axes = _frame(picture, map_, (title, top), (room, tall))
    _areas(axes, map_)
    _lines(axes, map_.lines)
    _pins(axes, map_)
    _names(axes, map_)
    axes.set_xlim(box[0], box[2])
    axes.set_ylim(box[1], box[3])
    axes.set_aspect(1 / squeeze)
    _scale_bar(axes, box, squeeze, texts)
    _legend(picture, map_, entries, width)
    return picture


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The number of the class that a value falls into: each break is the upper end of its class, inclusive."""
    return next((i for i, end in enumerate(breaks) if value <= end), max(0, len(breaks) - 1))


def _frame(picture: Any, map_: Map, title: tuple[str, float], size: tuple[float, float]) -> Any:
    """Axes without a frame under the title; `title` with its height, `size` of the map, all in inches."""
    wide, high = picture.get_size_inches()
    words, top = title
    picture.text(0.08 / wide, 1 - 0.08 / high, words, fontsize=TITLE, fontweight="bold", va="top", linespacing=1.2)
    picture.text(0.08 / wide, 0.06 / high, wrap(map_.source, 62 if wide < 4 else 130), fontsize=6.5, color=GREY)
    axes = picture.add_axes((0.08 / wide, (high - top - size[1]) / high, size[0] / wide, size[1] / high))
    axes.axis("off")
    return axes


def _areas(axes: Any, map_: Map) -> None:
    from matplotlib.collections import PathCollection

    paths: dict[str, list[Any]] = {"value": [], "withheld": [], "none": []}
    colors = []
    for shape in map_.shapes:
        path = _path(shape.geometry)
        if path is None:
            continue
        state = shape.state if shape.value is not None or shape.state != "value" else "none"
        paths[state].append(path)
        if state == "value" and shape.value is not None:
            colors.append(_color(shape.value, map_.breaks))
    axes.add_collection(PathCollection(paths["value"], facecolors=colors or "none", edgecolors=WHITE, linewidths=0.8))
    hatched: dict[str, Any] = {"hatch": "////", "edgecolors": GREY, "linewidths": 0.5}
    axes.add_collection(PathCollection(paths["withheld"], facecolors=SAND, **hatched))
    axes.add_collection(PathCollection(paths["none"], facecolors=WHITE, edgecolors=GREY, linewidths=0.6))


def _color(value: float, breaks: Sequence[float]) -> str:
    if len(breaks) <= 1:
        return SAND if not breaks else CLASSES[2]
    step = (len(CLASSES) - 1) / (len(breaks) - 1)
    return CLASSES[round(class_of(value, breaks) * step)]


def _lines(axes: Any, lines: Sequence[Any]) -> None:
    from matplotlib.collections import LineCollection

    parts = [part for line in lines for part in _parts(line)]
    axes.add_collection(LineCollection(parts, colors=GREY, linewidths=0.5, alpha=0.7, zorder=2))


def _pins(axes: Any, map_: Map) -> None:
    for number, layer in enumerate(_layers(map_)):
        marker, color = PINS[number % len(PINS)]
        pins = [pin for pin in map_.pins if pin.layer == layer]
        axes.scatter(
            [pin.lon for pin in pins], [pin.lat for pin in pins],
            marker=marker, s=30, color=color, edgecolors=WHITE, linewidths=0.7, zorder=4,
        )  # fmt: skip


def _names(axes: Any, map_: Map) -> None:
    import matplotlib.patheffects as effects

    if len(map_.shapes) > MANY:
        return
    halo = [effects.withStroke(linewidth=2.4, foreground=WHITE)]
    box = _box(map_)
    taken: list[tuple[float, float]] = []
    spots = [(shape, _middle(shape.geometry)) for shape in map_.shapes]
    for shape, spot in sorted((pair for pair in spots if pair[1]), key=lambda pair: -pair[1][1] if pair[1] else 0.0):
        if spot:
            free = _free(spot, taken, box)
            taken.append(free)
            words = wrap(shape.label, 18) + (f"\n{shape.text}" if shape.text else "")
            axes.text(*free, words, fontsize=WORDS, ha="center", va="center", path_effects=halo, zorder=5)


def _free(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], box: tuple[float, float, float, float]
) -> tuple[float, float]:
    """The spot, moved down as long as another name stands there."""
    wide, high = 0.28 * (box[2] - box[0]), 0.1 * (box[3] - box[1])
    lon, lat = spot
    for other in sorted(taken, key=lambda name: -name[1]):
        if abs(other[0] - lon) < wide and abs(other[1] - lat) < high:
            lat = other[1] - high
    return (lon, lat)


def _scale_bar(axes: Any, box: tuple[float, float, float, float], squeeze: float, texts: Texts) -> None:
    across = (box[2] - box[0]) * KM_PER_DEGREE * squeeze
    length = next((km for km in (100, 50, 20, 10, 5, 2, 1) if km <= across / 4), 1)
    start, low = box[0] + 0.02 * (box[2] - box[0]), box[1] + 0.02 * (box[3] - box[1])
    end = start + length / (KM_PER_DEGREE * squeeze)
    axes.plot([start, end], [low, low], color=INK, linewidth=1.6, solid_capstyle="butt", zorder=6)
    words = texts.say("render.kilometres", n=length)
    axes.annotate(words, ((start + end) / 2, low), (0, 3), textcoords="offset points", fontsize=SMALL, ha="center")


def _entries(map_: Map, texts: Texts) -> list[tuple[Mapping[str, Any], str]]:
    """Legend rows: how the patch or pin looks, and its words with the number of areas in the class."""
    count = Counter(class_of(s.value, map_.breaks) for s in map_.shapes if s.state == "value" and s.value is not None)
    entries: list[tuple[Mapping[str, Any], str]] = []
    low: float | None = None
    for number, end in enumerate(map_.breaks):
        entries.append(
            ({"facecolor": _color(end, map_.breaks)}, _class_words((low, end), count[number], map_.unit, texts))
        )
        low = end
    hatched = {"facecolor": SAND, "hatch": "////"}
    for state, ground in (("withheld", hatched), ("none", {"facecolor": WHITE})):
        n = sum(1 for shape in map_.shapes if _state(shape) == state)
        if n:
            entries.append(({"edgecolor": GREY, **ground}, texts.say(f"render.{state}_areas", n=n)))
    for number, layer in enumerate(_layers(map_)):
        marker, color = PINS[number % len(PINS)]
        entries.append(({"marker": marker, "color": color}, layer))
    return entries


def _state(shape: Shape) -> str:
    return "none" if shape.state == "value" and shape.value is None else shape.state


def _class_words(ends: tuple[float | None, float], n: int, unit: str, texts: Texts) -> str:
    low, high = ends[0], written(ends[1], unit, texts)
    if low is None:
        return texts.say("render.class_first", high=high, n=n)
    return texts.say("render.class", low=written(low, unit, texts), high=high, n=n)


def _legend(picture: Any, map_: Map, entries: Sequence[tuple[Mapping[str, Any], str]], width: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    wide, high = picture.get_size_inches()
    narrow = width <= NARROW
    handles: list[Any] = []
    for look, _ in entries:
        pin = "marker" in look
        handles.append(Line2D([], [], linestyle="", markersize=6, **look) if pin else Patch(linewidth=0.5, **look))
    names = [wrap(words, 44 if narrow else 30) for _, words in entries]
    spot = (0.1 / wide, 0.3 / high) if narrow else (1 - 2.2 / wide, picture.axes[0].get_position().y1)
    picture.legend(
        handles, names, title=wrap(map_.legend, 44 if narrow else 32), loc="lower left" if narrow else "upper left",
        bbox_to_anchor=spot, frameon=False, fontsize=SMALL, title_fontsize=WORDS, alignment="left",
        borderaxespad=0, borderpad=0, labelspacing=0.55, handlelength=1.6, handleheight=1.1,
    )  # fmt: skip


def _layers(map_: Map) -> list[str]:
    return list(dict.fromkeys(pin.layer for pin in map_.pins))


def _box(map_: Map) -> tuple[float, float, float, float]:
    """West, south, east, north of all that is drawn, with a small margin."""
    spots = [spot for shape in map_.shapes for ring in _parts(shape.geometry) for spot in ring]
    spots += [(pin.lon, pin.lat) for pin in map_.pins]
    if not spots:
        return (0.0, 0.0, 1.0, 1.0)
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    dx, dy = 0.03 * (max(xs) - min(xs)) or 0.01, 0.03 * (max(ys) - min(ys)) or 0.01
    return (min(xs) - dx, min(ys) - dy, max(xs) + dx, max(ys) + dy)


def _parts(geometry: Any) -> Iterable[Sequence[tuple[float, float]]]:
    """Every ring or line of a GeoJSON geometry (or of a feature) as longitude and latitude."""
    if not geometry:
        return
    if "geometry" in geometry:
        yield from _parts(geometry["geometry"])
        return
    kind, spots = geometry.get("type", ""), geometry.get("coordinates", [])
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(kind)
    if depth is None:
        return
    yield from _rings(spots, depth)


def _rings(spots: Any, depth: int) -> Iterable[Sequence[tuple[float, float]]]:
    if depth == 0:
        yield [(spot[0], spot[1]) for spot in spots]
        return
    for part in spots:
        yield from _rings(part, depth - 1)


def _path(geometry: Any) -> Any:
    from matplotlib.path import Path

    rings = [Path(ring, closed=True) for ring in _parts(geometry) if len(ring) > 2]
    return Path.make_compound_path(*rings) if rings else None


def _middle(geometry: Any) -> tuple[float, float] | None:
    """A spot inside the area for its name."""
    from shapely.geometry import shape

    if not any(_parts(geometry)):
        return None
    spot = shape(geometry).representative_point()
    return (spot.x, spot.y)

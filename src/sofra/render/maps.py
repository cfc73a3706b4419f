"""A map as one picture: title, map, legend with counts, scale and source, each in a place of its own."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

from sofra.packs.texts import Texts
from sofra.render.canvas import figure, inches, wrap
from sofra.render.legend import Entry, class_of, color, entries, state_of
from sofra.render.look import GREY, INK, NARROW, SAND, WHITE, pin_look
from sofra.render.map_parts import grounds, labels, parts, path, sample, spots
from sofra.types.document import Map, Shape

TITLE, WORDS, SMALL, TINY = 10.5, 8.5, 7.5, 6.5
EDGE, LINE, SIDE = 0.08, 0.165, 2.2
"""Inches: the margin, a line of small print, the legend beside a wide map."""

KM_PER_DEGREE = 111.32
Box = tuple[float, float, float, float]


def draw(map_: Map, texts: Texts, width: int) -> Any:
    """The whole picture: title, map, legend at the right (below when narrow), scale and source at the bottom.

    The map takes its height from what it shows, so that no margin stays blank; the scale stands below it, since
    inside it would lie on something.
    """
    box, narrow, wide = _box(map_), width <= NARROW, inches(width)
    squeeze = cos(radians((box[1] + box[3]) / 2))
    lines = _legend_lines(map_, texts, 46 if narrow else 34)
    title, source = wrap(map_.title, 44 if narrow else 84), wrap(map_.source, 66 if narrow else 140)
    room = wide - 2 * EDGE - (0 if narrow else SIDE)
    tall = min(max(room * (box[3] - box[1]) / max(1e-9, (box[2] - box[0]) * squeeze), 1.2), 5.8)
    legend = LINE * (sum(words.count("\n") + 1 for _, words in lines) + 1.6) + 0.06 * len(lines)
    top = EDGE + (0.19 * (title.count("\n") + 1) + 0.06 if title else 0)
    foot = EDGE + 0.3 + (0.13 * (source.count("\n") + 1) if source else 0)
    body = tall + legend + EDGE if narrow else max(tall, legend)
    picture = figure(width, top + body + foot)
    _say(picture, title, source)
    high = top + body + foot
    axes = picture.add_axes((EDGE / wide, (high - top - tall) / high, room / wide, tall / high))
    _fill(axes, map_, box, squeeze)
    _scale(picture, axes, texts, foot)
    spot = (EDGE, high - top - tall - EDGE) if narrow else (wide - SIDE + 0.06, high - top)
    _legend(picture, lines, spot)
    return picture


def _say(picture: Any, title: str, source: str) -> None:
    wide, high = picture.get_size_inches()
    picture.text(EDGE / wide, 1 - EDGE / high, title, fontsize=TITLE, fontweight="bold", va="top", linespacing=1.2)
    picture.text(EDGE / wide, EDGE / high, source, fontsize=TINY, color=GREY, va="bottom", linespacing=1.25)


def _fill(axes: Any, map_: Map, box: Box, squeeze: float) -> None:
    """Everything inside the map's frame, from the ground up."""
    axes.set_xlim(box[0], box[2])
    axes.set_ylim(box[1], box[3])
    axes.set_aspect(1 / squeeze)
    axes.set_anchor("NW")
    axes.axis("off")
    _areas(axes, map_)
    _dots(axes, map_)
    grounds(axes, map_)
    _pins(axes, map_)
    labels(axes, map_, WORDS - 1)


def _areas(axes: Any, map_: Map) -> None:
    from matplotlib.collections import PathCollection

    drawn = [(shape, found) for shape in map_.shapes if (found := path(shape.geometry)) is not None]
    for shape_state in ("none", "value", "model", "withheld"):
        those = [(shape, found) for shape, found in drawn if _look(shape) == shape_state]
        if those:
            fills = [_color(shape, map_) for shape, _ in those]
            axes.add_collection(PathCollection([found for _, found in those], facecolors=fills, **_hatch(shape_state)))


def _look(shape: Shape) -> str:
    state = state_of(shape)
    return "model" if state == "value" and shape.model else state


def _hatch(look: str) -> dict[str, Any]:
    hatches = {"withheld": "////", "model": "...."}
    edge = {"none": "#b9ad97", "withheld": GREY}.get(look, WHITE)
    found: dict[str, Any] = {"edgecolors": edge, "linewidths": 0.7}
    return {**found, "hatch": hatches[look], "edgecolors": "#a08d7c"} if look in hatches else found


def _color(shape: Shape, map_: Map) -> str:
    if state_of(shape) == "value" and shape.value is not None:
        return color(class_of(shape.value, map_.breaks), map_) if map_.breaks else SAND
    return SAND if shape.state == "withheld" or not map_.breaks else WHITE


def _dots(axes: Any, map_: Map) -> None:
    """Places that nobody drew an outline of, as dots in the colour of their class; smaller where they are many."""
    dots = [(shape, spot) for shape in map_.shapes if (spot := spots(shape.geometry)) is not None]
    size = 46 if len(dots) < 60 else 16 if len(dots) < 600 else 8
    for shape_state in ("none", "value", "model", "withheld"):
        those = [(shape, spot) for shape, spot in dots if _look(shape) == shape_state]
        if those:
            axes.scatter(
                [spot[0] for _, spot in those], [spot[1] for _, spot in those], s=size, zorder=3.5,
                marker="X" if shape_state == "withheld" else "o",
                facecolors=[_color(shape, map_) for shape, _ in those],
                edgecolors="#5b4a3d", linewidths=0.4,
            )  # fmt: skip


def _pins(axes: Any, map_: Map) -> None:
    size = 30 if len(map_.pins) < 200 else 12
    for number, layer in enumerate(dict.fromkeys(pin.layer for pin in map_.pins)):
        marker, fill = pin_look(number)
        pins = [pin for pin in map_.pins if pin.layer == layer]
        axes.scatter(
            [pin.lon for pin in pins], [pin.lat for pin in pins],
            marker=marker, s=size, color=fill, edgecolors=WHITE, linewidths=0.6, zorder=5,
        )  # fmt: skip


def _scale(picture: Any, axes: Any, texts: Texts, foot: float) -> None:
    """A bar of round kilometres under the map, at its left edge."""
    wide, high = picture.get_size_inches()
    axes.apply_aspect()
    frame, (west, east) = axes.get_position(), axes.get_xlim()
    squeeze = 1 / axes.get_aspect()
    across = (east - west) * KM_PER_DEGREE * squeeze
    length = next((km for km in (200, 100, 50, 20, 10, 5, 2, 1) if km <= across / 3.5), 1)
    end = frame.x0 + frame.width * length / across
    low = (foot - 0.2) / high
    line = picture.add_artist(_bar((frame.x0, end), low))
    line.set_transform(picture.transFigure)
    words = texts.say("render.kilometres", n=length)
    picture.text(end + 0.06 / wide, low, words, fontsize=SMALL, va="center")


def _bar(ends: tuple[float, float], low: float) -> Any:
    from matplotlib.lines import Line2D

    return Line2D(ends, (low, low), color=INK, linewidth=2, solid_capstyle="butt")


def _legend_lines(map_: Map, texts: Texts, letters: int) -> list[tuple[Entry | None, str]]:
    """The heading of the legend (no entry), then its lines, wrapped."""
    head: list[tuple[Entry | None, str]] = [(None, wrap(map_.legend, letters))] if map_.legend else []
    return [*head, *((entry, wrap(entry.words, letters - 4)) for entry in entries(map_, texts))]


def _legend(picture: Any, lines: Sequence[tuple[Entry | None, str]], spot: tuple[float, float]) -> None:
    """Line by line from the top: a sample and its words; `spot` is the upper left corner in inches from below."""
    wide, high = picture.get_size_inches()
    left, down = spot
    for entry, words in lines:
        size, weight = (WORDS, "bold") if entry is None else (SMALL, "normal")
        shift = 0.0 if entry is None else 0.34
        picture.text((left + shift) / wide, (down - 0.02) / high, words, fontsize=size, fontweight=weight, va="top",
                     linespacing=1.2)  # fmt: skip
        if entry is not None:
            sample(picture, entry, (left, down - 0.145))
        down -= LINE * (words.count("\n") + 1) + 0.06


def _box(map_: Map) -> Box:
    """West, south, east, north of all that is drawn, with a small margin."""
    found = [spot for shape in map_.shapes for ring in parts(shape.geometry) for spot in ring]
    found += [spot for shape in map_.shapes if (spot := spots(shape.geometry)) is not None]
    found += [(pin.lon, pin.lat) for pin in map_.pins]
    if not found:
        found = [spot for layer in map_.layers for one in layer.features for ring in parts(one) for spot in ring]
    if not found:
        return (0.0, 0.0, 1.0, 1.0)
    xs, ys = [spot[0] for spot in found], [spot[1] for spot in found]
    dx, dy = 0.02 * (max(xs) - min(xs)) or 0.01, 0.02 * (max(ys) - min(ys)) or 0.01
    return (min(xs) - dx, min(ys) - dy, max(xs) + dx, max(ys) + dy)

"""A map as one picture: title, map, legend with counts, scale and source, each in a place of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
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
MAP_LOW, MAP_HIGH, GAP = 1.2, 6.2, 0.06
Box = tuple[float, float, float, float]
Lines = Sequence[tuple[Entry | None, str]]


@dataclass(frozen=True, slots=True)
class Room:
    """Where things stand, in inches: the map's width and height, the legend's columns and its depth, top and foot."""

    wide: float
    tall: float
    columns: int
    legend: float
    below: bool
    top: float
    foot: float

    @property
    def high(self) -> float:
        """The height of the whole picture."""
        body = self.tall + self.legend + EDGE if self.below else max(self.tall, self.legend)
        return self.top + body + self.foot


def draw(map_: Map, texts: Texts, width: int) -> Any:
    """The whole picture: title, map, legend at the right (below when narrow or long), scale and source at the bottom.

    The map takes its height from what it shows, so that no margin stays blank; the scale stands below it, since
    inside it would lie on something.
    """
    box, narrow, wide = _box(map_), width <= NARROW, inches(width)
    squeeze = cos(radians((box[1] + box[3]) / 2))
    lines = _legend_lines(map_, texts, 46 if narrow else 34)
    title, source = wrap(map_.title, 44 if narrow else 84), wrap(map_.source, 66 if narrow else 140)
    room = _room(lines, (title, source), (box[3] - box[1]) / max(1e-9, (box[2] - box[0]) * squeeze), width)
    picture = figure(width, room.high)
    _say(picture, title, source)
    edge = (wide - room.wide) / 2 if room.below else EDGE
    axes = picture.add_axes(
        (edge / wide, (room.high - room.top - room.tall) / room.high, room.wide / wide, room.tall / room.high)
    )
    _fill(axes, map_, box, squeeze)
    _scale(picture, axes, texts, room.foot)
    _legend(picture, lines, room)
    return picture


def _room(lines: Lines, words: tuple[str, str], ratio: float, width: int) -> Room:
    """The layout for a map of this ratio of height to width, under these words (title, source)."""
    wide, narrow = inches(width), width <= NARROW
    depth = _depth(lines)
    beside = wide - 2 * EDGE - SIDE
    below = narrow or depth > 1.25 * min(max(beside * ratio, MAP_LOW), MAP_HIGH)
    most = wide - 2 * EDGE if below else beside
    tall = min(max(most * ratio, MAP_LOW), MAP_HIGH)
    columns = 3 if below and not narrow else 1
    title, source = words
    return Room(
        wide=most,
        tall=tall,
        columns=columns,
        legend=max(_depth(part) for part in _shared(lines, columns)) if lines else 0.0,
        below=below,
        top=EDGE + (0.19 * (title.count("\n") + 1) + 0.06 if title else 0),
        foot=EDGE + 0.3 + (0.13 * (source.count("\n") + 1) if source else 0),
    )


def _depth(lines: Lines) -> float:
    return sum(LINE * (words.count("\n") + 1) + GAP for _, words in lines) + 0.1


def _shared(lines: Lines, columns: int) -> list[Lines]:
    """The lines in columns of about the same depth."""
    goal = _depth(lines) / columns
    found: list[list[tuple[Entry | None, str]]] = [[]]
    for line in lines:
        if len(found) < columns and _depth([*found[-1], line]) > goal + LINE:
            found.append([])
        found[-1].append(line)
    return [part for part in found if part]


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
    drawn.sort(key=lambda pair: -_size(pair[1]))  # a town inside an area is drawn after it
    for look, those in groupby(drawn, key=lambda pair: _look(pair[0])):
        shapes, paths = zip(*those, strict=True)
        fills = [_color(shape, map_) for shape in shapes]
        axes.add_collection(PathCollection(list(paths), facecolors=fills, **_hatch(look)))


def _size(found: Any) -> float:
    frame = found.get_extents()
    return float(frame.width * frame.height)


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


def _legend_lines(map_: Map, texts: Texts, letters: int) -> Lines:
    """The heading of the legend (no entry), then its lines, wrapped."""
    head: list[tuple[Entry | None, str]] = [(None, wrap(map_.legend, letters))] if map_.legend else []
    return [*head, *((entry, wrap(entry.words, letters - 4)) for entry in entries(map_, texts))]


def _legend(picture: Any, lines: Lines, room: Room) -> None:
    """Line by line from the top, a sample and its words: beside the map, or below it in columns."""
    wide, high = picture.get_size_inches()
    across = (wide - 2 * EDGE) / room.columns
    for number, part in enumerate(_shared(lines, room.columns)):
        left = EDGE + number * across if room.below else wide - SIDE + 0.06
        down = high - room.top - (room.tall + EDGE if room.below else 0)
        for entry, words in part:
            _line(picture, entry, words, (left, down))
            down -= LINE * (words.count("\n") + 1) + GAP


def _line(picture: Any, entry: Entry | None, words: str, spot: tuple[float, float]) -> None:
    wide, high = picture.get_size_inches()
    size, weight = (WORDS, "bold") if entry is None else (SMALL, "normal")
    left = spot[0] + (0.0 if entry is None else 0.34)
    picture.text(left / wide, (spot[1] - 0.02) / high, words, fontsize=size, fontweight=weight, va="top",
                 linespacing=1.2)  # fmt: skip
    if entry is not None:
        sample(picture, entry, (spot[0], spot[1] - 0.145))


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

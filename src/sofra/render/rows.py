"""The frame of a chart with one row a label: words left of the bar, above it on a telephone; values at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sofra.packs.texts import Texts
from sofra.render.canvas import figure, inches, wrap
from sofra.render.look import GREY, INK, LINE, NARROW
from sofra.render.words import written
from sofra.types.document import Chart, Mark

TITLE, WORDS, SMALL = 10.5, 8.5, 7.5
BAR = 0.17
"""Height of a bar in inches; the vertical axis of every row chart counts inches from the top."""

LINE_HEIGHT = 0.165


@dataclass(frozen=True, slots=True)
class Rows:
    """A drawn frame: the picture, its axes, and the height of each row's bar in inches from the top."""

    picture: Any
    axes: Any
    spots: Sequence[float]


def rows(chart: Chart, texts: Texts, width: int, marks: Sequence[Mark], *, legend: bool = False) -> Rows:
    """A frame with one row a mark, the first on top."""
    narrow = width <= NARROW
    labels = [wrap(mark.label, 42 if narrow else 36) for mark in marks]
    spots, depth = _spots(labels, narrow)
    words = [mark.text or ("" if mark.value is None else written(mark.value, chart.unit, texts)) for mark in marks]
    right = min(1.9, max(0.35, 0.068 * max([len(word) for word in words], default=0) + 0.12))
    picture, axes = frame(chart, width, depth, (0.1 if narrow else 2.75, right), legend=legend)
    axes.set_ylim(depth, 0)
    beside = axes.get_yaxis_transform()
    gap = 0.08 / (inches(width) - 0.3 - right)
    for spot, label, word, mark in zip(spots, labels, words, marks, strict=True):
        where = (0.0, spot - BAR / 2 - 0.04) if narrow else (-0.02, spot)
        style = {"ha": "left", "va": "bottom"} if narrow else {"ha": "right", "va": "center"}
        axes.text(*where, label, transform=beside, fontsize=WORDS, linespacing=1.2, **style)
        color = INK if mark.value is not None else GREY
        axes.text(1 + gap, spot, word, transform=beside, fontsize=WORDS, va="center", color=color)
    return Rows(picture, axes, spots)


def frame(chart: Chart, width: int, depth: float, sides: tuple[float, float], *, legend: bool) -> tuple[Any, Any]:
    """A picture and its axes, `depth` inches high, under the title and above the axis and the source."""
    wide = inches(width)
    title = wrap(chart.title, 42 if width <= NARROW else 86)
    source = wrap(chart.source, 62 if width <= NARROW else 130) if chart.source else ""
    depth = max(depth, 0.2)
    top = (0.14 + 0.2 * (title.count("\n") + 1) if title else 0.04) + (0.26 if legend else 0.04)
    bottom = 0.4 + (0.12 * (source.count("\n") + 1) + 0.12 if source else 0.0)
    high = top + depth + bottom
    picture = figure(width, high)
    left = 0.08 / wide
    picture.text(left, 1 - 0.08 / high, title, fontsize=TITLE, fontweight="bold", va="top", linespacing=1.2)
    picture.text(left, 0.06 / high, source, fontsize=6.5, color=GREY, va="bottom", linespacing=1.25)
    axes = picture.add_axes((sides[0] / wide, bottom / high, (wide - sum(sides)) / wide, depth / high))
    axes.set_axisbelow(True)
    return picture, axes


def finish(axes: Any, chart: Chart) -> None:
    """Quiet axes: pale vertical lines, no box, the axis named below."""
    axes.set_xlabel(chart.axis, fontsize=SMALL, color=GREY, labelpad=3)
    axes.tick_params(axis="x", labelsize=SMALL, colors=GREY, length=0, pad=3)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(LINE)


def legend(picture: Any, axes: Any) -> None:
    """The names of the colours in one line between title and bars."""
    handles, names = axes.get_legend_handles_labels()
    wide, high = picture.get_size_inches()
    top = axes.get_position().y1 + 0.04 / high
    picture.legend(
        handles, names, loc="lower left", bbox_to_anchor=(0.08 / wide, top), ncols=3, frameon=False, fontsize=SMALL,
        handlelength=1.0, handleheight=1.0, borderaxespad=0, borderpad=0, columnspacing=1.2,
    )  # fmt: skip


def _spots(labels: Sequence[str], narrow: bool) -> tuple[list[float], float]:
    """Where each bar stands, and the depth of all rows together."""
    spots, depth = [], 0.04
    for label in labels:
        lines = label.count("\n") + 1
        if narrow:
            spots.append(depth + LINE_HEIGHT * lines + 0.06 + BAR / 2)
            depth = spots[-1] + BAR / 2 + 0.1
        else:
            step = max(0.31, LINE_HEIGHT * lines + 0.1)
            spots.append(depth + step / 2)
            depth += step
    return spots, depth + 0.04

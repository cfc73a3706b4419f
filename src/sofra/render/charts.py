"""Charts of numbers that say how sure they are: bars with intervals, parts of a whole, ages, and ranks with ranges."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sofra.packs.texts import Texts
from sofra.render.look import AMBER, GREY, INK, SAND, SERIES, TEAL, TEAL_PALE, WHITE
from sofra.render.rows import BAR, SMALL, Rows, finish, frame, legend, rows
from sofra.render.words import written
from sofra.types.document import Chart, Mark

Draw: TypeAlias = Callable[[Chart, Texts, int], Any]


def interval_bars(chart: Chart, texts: Texts, width: int) -> Any:
    """One bar a mark with its 95 % interval; unreliable ones are hollow, withheld ones hatched with a word.

    The `series` of a mark is its Status: "ok" or "", "unreliable", "suppressed".
    """
    drawn = rows(chart, texts, width, chart.marks)
    reach = _reach(chart.marks)
    for spot, mark in zip(drawn.spots, chart.marks, strict=True):
        if mark.value is None:
            drawn.axes.barh(spot, reach * 0.1, height=BAR, color=SAND, edgecolor=GREY, hatch="////", linewidth=0.5)
        else:
            _interval_bar(drawn.axes, spot, mark, mark.value)
    drawn.axes.set_xlim(0, reach)
    return _scaled(drawn, chart, texts)


def ladder(chart: Chart, texts: Texts, width: int) -> Any:
    """Groups one under the other: rate as a dot, band as a line, the average dashed through all of them.

    The `series` of a mark is "ok" for confirmed, "unreliable" for others (hollow), "average" for the line.
    """
    groups = [mark for mark in chart.marks if mark.series != "average"]
    drawn = rows(chart, texts, width, groups)
    for spot, mark in zip(drawn.spots, groups, strict=True):
        sure = mark.series == "ok"
        style: Any = "-" if sure else (0, (3, 2))
        if mark.value is not None and mark.low is not None and mark.high is not None:
            drawn.axes.plot([mark.low, mark.high], [spot, spot], color=TEAL, linewidth=2.2, linestyle=style, zorder=3)
            drawn.axes.plot(mark.value, spot, "o", color=TEAL if sure else WHITE, markeredgecolor=TEAL, zorder=4)
    for mark in chart.marks:
        if mark.series == "average" and mark.value is not None:
            drawn.axes.axvline(mark.value, color=AMBER, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
    drawn.axes.set_xlim(0, min(1.0, _reach(groups)))
    return _scaled(drawn, chart, texts)


def rank_ranges(chart: Chart, texts: Texts, width: int) -> Any:
    """The rank of each mark as a dot, and the ranks that it may take as a line; rank 1 stands at the left."""
    drawn = rows(chart, texts, width, chart.marks)
    last = max([mark.high or mark.value or 1 for mark in chart.marks], default=1)
    for spot, mark in zip(drawn.spots, chart.marks, strict=True):
        if mark.value is None:
            continue
        ends = [mark.low or mark.value, mark.high or mark.value]
        drawn.axes.plot(ends, [spot, spot], color=TEAL_PALE, linewidth=7, solid_capstyle="round", zorder=2)
        drawn.axes.plot(mark.value, spot, "o", color=TEAL, markersize=7, zorder=3)
    drawn.axes.set_xlim(0.4, last + 0.6)
    return _scaled(drawn, chart, texts, whole=True)


def stacked_bars(chart: Chart, texts: Texts, width: int) -> Any:
    """Parts of a whole: marks with the same label lie end to end, one colour a series, legend above."""
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    whole = [Mark(label, sum(m.value or 0 for m in chart.marks if m.label == label)) for label in labels]
    drawn = rows(chart, texts, width, whole, legend=True)
    start = [0.0] * len(labels)
    for number, name in enumerate(series):
        parts = [_part(chart.marks, label, name) for label in labels]
        color = SERIES[number % len(SERIES)]
        drawn.axes.barh(drawn.spots, parts, left=start, height=BAR * 1.1, color=color, label=name)
        start = [before + part for before, part in zip(start, parts, strict=True)]
    drawn.axes.set_xlim(0, _reach(whole))
    legend(drawn.picture, drawn.axes)
    return _scaled(drawn, chart, texts)


def pyramid(chart: Chart, texts: Texts, width: int) -> Any:
    """People by age and sex: the first series to the left, the second to the right, first label at the bottom."""
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))[:2]
    picture, axes = frame(chart, width, 0.2 * len(labels), (0.62, 0.2), legend=True)
    for side, name, color in zip((-1, 1), series, (TEAL, AMBER), strict=False):
        values = [side * _part(chart.marks, label, name) for label in labels]
        axes.barh(range(len(labels)), values, color=color, height=0.8, label=name)
    reach = max([mark.value or 0 for mark in chart.marks], default=0) * 1.08 or 1.0
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-0.6, max(1, len(labels)) - 0.4)
    axes.set_yticks(range(len(labels)), labels, fontsize=SMALL)
    axes.axvline(0, color=WHITE, linewidth=1)
    axes.xaxis.set_major_locator(_ticks())
    axes.xaxis.set_major_formatter(lambda value, _: texts.number(abs(value)))
    finish(axes, chart)
    legend(picture, axes)
    return picture


CHARTS: dict[str, Draw] = {
    "interval_bars": interval_bars,
    "stacked_bars": stacked_bars,
    "pyramid": pyramid,
    "rank_ranges": rank_ranges,
    "ladder": ladder,
}


def _interval_bar(axes: Any, spot: float, mark: Mark, value: float) -> None:
    sure = mark.series != "unreliable"
    bar, edge = (TEAL_PALE, 0.0) if sure else (WHITE, 0.9)
    axes.barh(spot, value, height=BAR, color=bar, edgecolor=TEAL, linewidth=edge)
    if mark.low is not None and mark.high is not None:
        style: Any = "-" if sure else (0, (3, 2))
        axes.plot([mark.low, mark.high], [spot, spot], color=INK, linewidth=1.3, linestyle=style, zorder=3)
        for end in (mark.low, mark.high):
            axes.plot([end, end], [spot - 0.045, spot + 0.045], color=INK, linewidth=1.1, zorder=3)
    axes.plot(value, spot, "o", color=TEAL if sure else WHITE, markeredgecolor=TEAL, markersize=5.5, zorder=4)


def _part(marks: Sequence[Mark], label: str, series: str) -> float:
    return sum(mark.value or 0 for mark in marks if mark.label == label and mark.series == series)


def _scaled(drawn: Rows, chart: Chart, texts: Texts, *, whole: bool = False) -> Any:
    """The picture with its horizontal scale; `whole` True wants whole numbers only."""
    drawn.axes.xaxis.set_major_locator(_ticks(whole=whole))
    drawn.axes.xaxis.set_major_formatter(lambda value, _: written(value, chart.unit, texts))
    drawn.axes.set_yticks([])
    finish(drawn.axes, chart)
    return drawn.picture


def _reach(marks: Sequence[Mark]) -> float:
    """The right end of the scale: a little beyond the furthest end of an interval."""
    furthest = max([max(mark.value or 0, mark.high or 0) for mark in marks], default=0)
    return furthest * 1.06 or 1.0


def _ticks(*, whole: bool = False) -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(4, steps=[1, 2, 5, 10], integer=whole)

"""Blocks that several chapters use: tables with the note about signs, bars with intervals, classes of a map."""

from collections.abc import Sequence
from math import ceil

from sofra.report.numbers import BY_MODEL, CAUTION, MODELLED, NO_BREAK, NOT_DRAWN, WITHHELD, interval, value
from sofra.report.view import View
from sofra.types.document import Block, Chart, Mark, Paragraph, Table
from sofra.types.fact import Fact, Status

CLASSES = 5


def note(text: str) -> Paragraph:
    """A sentence in small grey letters."""
    return Paragraph(text, "note")


def table(view: View, key: str, rows: Sequence[Sequence[str]], align: str, **gaps: str | int) -> Block:
    """A table whose caption and column names are the texts report.table.<key>; a sentence when it has no rows."""
    if not rows:
        return note(view.say("table.empty", caption=view.say(f"table.{key}.caption", **gaps)))
    header = tuple(view.say(f"table.{key}.c{column}") for column in range(1, len(align) + 1))
    cells = [cell for row in rows for cell in row]
    return Table(view.say(f"table.{key}.caption", **gaps), header, unbroken(rows, align), align, signs(cells, view))


def unbroken(rows: Sequence[Sequence[str]], align: str) -> tuple[tuple[str, ...], ...]:
    """The rows with numbers that no line break can tear."""
    sides = list(align)
    return tuple(
        tuple(c.replace(" ", NO_BREAK) if side == "r" else c for c, side in zip(row, sides, strict=True))
        for row in rows
    )


def signs(cells: Sequence[str], view: View) -> str:
    """What the signs in these cells mean; empty when there are none."""
    found = [view.say("sign_withheld")] if any(cell == WITHHELD for cell in cells) else []
    if any(CAUTION in cell for cell in cells):
        found.append(view.say("sign_caution"))
    if any(MODELLED in cell for cell in cells):
        found.append(view.say("sign_model"))
    if any(BY_MODEL in cell for cell in cells):
        found.append(view.say("sign_by_model"))
    if any(NOT_DRAWN in cell for cell in cells):
        found.append(view.say("sign_not_drawn"))
    return " ".join(found)


def mark(label: str, fact: Fact, view: View) -> Mark:
    """A bar for a fact: withheld ones say so, unreliable ones are hollow."""
    if fact.value is None:
        return Mark(label, None, series=Status.SUPPRESSED.value, text=view.texts.say("status.suppressed"))
    words = view.say("with_range", value=value(fact, view), range=interval(fact, view))
    shown = words if fact.spread.low is not None else value(fact, view)
    return Mark(label, fact.value, fact.spread.low, fact.spread.high, fact.status.value, shown)


def bars(view: View, key: str, marks: Sequence[Mark], unit: str, **gaps: str | int) -> Chart:
    """Bars with intervals, titled by report.chart.<key>, with a text alternative that tells every value."""
    told = "; ".join(view.say("chart.told", label=mark.label, value=mark.text) for mark in marks)
    return Chart(
        kind="interval_bars",
        title=view.say(f"chart.{key}.title", **gaps),
        marks=tuple(marks),
        axis=view.say(f"chart.{key}.axis"),
        alt=view.say("chart.alt", title=view.say(f"chart.{key}.title", **gaps), told=told),
        unit=unit,
        source=source(view),
    )


def source(view: View) -> str:
    """Where the numbers of a survey chart come from, in one line."""
    sample = view.material.sample
    if sample and sample.households:
        return view.say("source_survey", n=sample.households, period=view.material.municipality.period)
    return view.say("source_plain", period=view.material.municipality.period)


def breaks(values: Sequence[float], unit: str) -> tuple[float, ...]:
    """Upper ends of at most five classes, at round numbers, so that each class holds about as many areas."""
    found = sorted(round(value, 2) for value in values)
    if not found:
        return ()
    step = _step(found[-1], unit)
    classes = min(CLASSES, len(set(found)))
    ends = {ceil(found[ceil(len(found) * part / classes) - 1] / step - 1e-9) * step for part in range(1, classes + 1)}
    return tuple(round(end, 6) for end in sorted(ends)) if max(ends) > 0 else (step,)


def _step(top: float, unit: str) -> float:
    if unit == "share":
        return 0.05 if top > 0.2 else 0.01
    return next((step for step in (100.0, 50.0, 10.0, 5.0) if top / step >= 10), 1.0)

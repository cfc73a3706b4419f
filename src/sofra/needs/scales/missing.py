"""What questions without an answer could do to a number: its range, and the question that is to blame."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np

from sofra.engine.evaluate import UNKNOWN, number, truth
from sofra.engine.frame import Column, Flags, Floats, Frame
from sofra.needs.facts import DIGITS
from sofra.needs.numbers import MEAN, SHARE, Measured, measured
from sofra.needs.scales.possible import lowest_highest, surely_possibly
from sofra.needs.weights import Table, Weighed
from sofra.packs.condition import (
    Arithmetic,
    Condition,
    Count,
    Expression,
    Lookup,
    Minus,
    Number,
    columns,
    parse,
    parse_value,
)
from sofra.packs.condition import Column as Answer
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import Issue, Named, Severity
from sofra.types.scales import Bounds, ScalesNote

Formula = Condition | Expression
EXPRESSIONS = (Arithmetic, Count, Lookup, Minus, Number, Answer)

TOLD = 0.05
"""From this weighted share of missing answers on, what they could do to a number is said."""

MANY = 0.10
"""From this share of one question's missing answers on, it is a remark about the sample."""


def bounds(weighed: Weighed, pack: Pack) -> Iterable[Bounds]:
    """The range of each share of the scales in the whole sample, where many gave no usable answer."""
    for indicator in pack.indicators.values():
        table = weighed.table(indicator.table)
        if not _wanted(indicator, pack) or not set(indicator.uses) <= table.frame.columns.keys():
            continue
        found = measured(indicator, table.frame)
        weight = table.weight * (found.counts | found.missing)
        lost, whole = float(weight[found.missing].sum()), float(weight.sum())
        if found.counts.sum() < pack.gate.least_base or lost < TOLD * whole:
            continue
        low, high = _range(indicator, table.frame)
        item, share = worst(indicator, table, found)
        least, most = _digits(float(weight @ low / whole)), _digits(float(weight @ high / whole))
        yield Bounds(indicator.id, _digits(lost / whole), least, most, item, _digits(share))


def scale_issues(note: ScalesNote) -> list[Issue]:
    """The remarks of a sample about questions that at least a tenth left without an answer."""
    return [_issue(one) for one in note.bounds if one.item_missing >= MANY]


def worst(indicator: Indicator, table: Table, found: Measured) -> tuple[str, float]:
    """The question that most often stood in the way alone, and its weighted share of the base.

    A question stands in the way where the answer is still unknown when all others are filled with their usual answer:
    one that is skipped rightly (help received, of who needs none) does not count.
    """
    frame, inside = table.frame, found.counts | found.missing
    weight = table.weight * inside
    formula = parse_value(indicator.value) if indicator.kind == MEAN else parse(indicator.where)
    filled = {name: _usual(frame.column(name)) for name in sorted(columns(formula))}
    lost = {name: float(weight[_blocks(formula, frame, name, filled)].sum()) for name in filled}
    name = max(lost, key=lambda one: lost[one])
    return name, lost[name] / float(weight.sum())


def _wanted(indicator: Indicator, pack: Pack) -> bool:
    scales = pack.scales.values()
    return (
        indicator.kind != "index" and indicator.unit == SHARE and any(indicator.id in one.indicators for one in scales)
    )


def _range(indicator: Indicator, frame: Frame) -> tuple[Floats, Floats]:
    """The least and the most of every row's answer, a share's between 0 and 1."""
    if indicator.kind == MEAN:
        low, high = lowest_highest(parse_value(indicator.value), frame)
        return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
    surely, possibly = surely_possibly(parse(indicator.where), frame)
    return surely.astype(np.float64), possibly.astype(np.float64)


def _blocks(formula: Formula, frame: Frame, name: str, filled: Mapping[str, Column]) -> Flags:
    if frame.column(name).known.all():
        return np.zeros(frame.size, dtype=np.bool_)
    one_gap = Frame(frame.size, MappingProxyType({**filled, name: frame.column(name)}))
    if isinstance(formula, EXPRESSIONS):
        return ~number(formula, one_gap)[1]
    return np.asarray(truth(formula, one_gap) == UNKNOWN, dtype=np.bool_)


def _usual(column: Column) -> Column:
    """The column with every gap filled by its most frequent answer."""
    if column.known.all() or not column.known.any():
        return column
    values, counts = np.unique(column.values[column.known], return_counts=True)
    filled = np.where(column.known, column.values.astype(np.float64), float(values[counts.argmax()]))
    everybody = np.ones(len(filled), dtype=np.bool_)
    if column.texts is None:
        return Column(filled, everybody)
    return Column(filled.astype(np.int64), everybody, column.texts)


def _issue(one: Bounds) -> Issue:
    values: Named = {
        "percent": round(100 * one.item_missing),
        "item": one.item,
        "indicator": str(one.indicator),
        "low": round(100 * one.low),
        "high": round(100 * one.high),
    }
    return Issue("scale_missing", values=values, severity=Severity.NOTE)


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

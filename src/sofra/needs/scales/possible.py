"""What a condition or a number could be once unknown answers were known: surely true, possibly true, lowest, highest.

Sharper than "unknown": of thirteen items eight lacking are at least seven, whatever a ninth, unanswered, would add.
"""

from collections.abc import Sequence

import numpy as np

from sofra.engine.evaluate import FALSE, TRUE, number, truth
from sofra.engine.frame import Flags, Floats, Frame
from sofra.packs.condition import And, Compare, Condition, Count, Expression, Lookup, Not, Number, Or


def surely_possibly(condition: Condition, frame: Frame) -> tuple[Flags, Flags]:
    """Rows for which the condition holds whatever the unknown answers are, and those for which it could: (rows,) both.

    Answers are taken as free of each other, so the two are bounds, never too narrow.
    """
    match condition:
        case And(parts):
            return _joined([surely_possibly(part, frame) for part in parts], frame.size, every=True)
        case Or(parts):
            return _joined([surely_possibly(part, frame) for part in parts], frame.size, every=False)
        case Not(inner):
            surely, possibly = surely_possibly(inner, frame)
            return ~possibly, ~surely
        case Compare(Count() | Lookup() as left, sign, Number(limit)) if sign in _SIGNS:
            low, high = lowest_highest(left, frame)
            return _compared(low, high, sign, limit)
    said = truth(condition, frame)
    return said == TRUE, said != FALSE


def lowest_highest(value: Expression, frame: Frame) -> tuple[Floats, Floats]:
    """The least and the most that a number could be, (rows,) both; minus and plus infinity where nothing is known."""
    match value:
        case Count(conditions):
            each = [surely_possibly(one, frame) for one in conditions]
            return _sum([one for one, _ in each], frame.size), _sum([one for _, one in each], frame.size)
        case Lookup(score, values):
            low, high = lowest_highest(score, frame)
            return _between(low, high, np.array(values))
    found, known = number(value, frame)
    return np.where(known, found, -np.inf), np.where(known, found, np.inf)


_SIGNS = {">=": np.greater_equal, ">": np.greater, "<=": np.less_equal, "<": np.less}


def _compared(low: Floats, high: Floats, sign: str, limit: float) -> tuple[Flags, Flags]:
    order = _SIGNS[sign]
    first, last = (low, high) if sign[0] == ">" else (high, low)
    return np.asarray(order(first, limit), dtype=np.bool_), np.asarray(order(last, limit), dtype=np.bool_)


def _joined(parts: Sequence[tuple[Flags, Flags]], size: int, *, every: bool) -> tuple[Flags, Flags]:
    if not parts:
        return np.full(size, every), np.full(size, every)
    surely, possibly = (np.stack([part[side] for part in parts]) for side in (0, 1))
    gathered = np.logical_and if every else np.logical_or
    return np.asarray(gathered.reduce(surely), dtype=np.bool_), np.asarray(gathered.reduce(possibly), dtype=np.bool_)


def _sum(flags: Sequence[Flags], size: int) -> Floats:
    return np.sum(flags, axis=0, dtype=np.float64) if flags else np.zeros(size)


def _between(low: Floats, high: Floats, values: Floats) -> tuple[Floats, Floats]:
    """The least and the most of a table's values for scores from low to high."""
    last = len(values) - 1
    first, end = (np.clip(one, 0, last).astype(np.int64) for one in (low, high))
    span = np.arange(last + 1)
    inside = (span >= first[:, None]) & (span <= end[:, None])
    return np.where(inside, values, np.inf).min(axis=1), np.where(inside, values, -np.inf).max(axis=1)

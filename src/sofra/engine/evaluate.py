"""What a condition says about every row of a frame: true, false or unknown, in NumPy.

The logic is that of `sofra.packs.truth`; this is the fast twin.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Column as Answers
from sofra.engine.frame import Flags, Floats, Frame
from sofra.packs.condition import (
    And,
    Arithmetic,
    Column,
    Compare,
    Condition,
    Count,
    Expression,
    In,
    IsNull,
    Lookup,
    Minus,
    Not,
    Number,
    Or,
    Selected,
    Text,
)

Verdicts: TypeAlias = NDArray[np.int8]
"""(rows,) 1 true, 0 false, -1 unknown."""

TRUE, FALSE, UNKNOWN = 1, 0, -1


def truth(condition: Condition, frame: Frame) -> Verdicts:
    """What the condition says about every row: (rows,) 1 true, 0 false, -1 unknown."""
    match condition:
        case And(parts):
            return _all([truth(part, frame) for part in parts], frame.size)
        case Or(parts):
            return _not(_all([_not(truth(part, frame)) for part in parts], frame.size))
        case Not(inner):
            return _not(truth(inner, frame))
        case IsNull(column):
            return (~frame.column(column.name).known).astype(np.int8)
        case Selected(column, code):
            return _selected(frame.column(column.name), code.value)
        case In(column, options):
            return _not(_all([_not(_compare(column, "=", option, frame)) for option in options], frame.size))
        case Compare(left, sign, right):
            return _compare(left, sign, right, frame)


def number(expression: Expression, frame: Frame) -> tuple[Floats, Flags]:
    """The number that every row gives, (rows,), and whether it is known; unknown ones are 0."""
    match expression:
        case Number(value):
            return np.full(frame.size, value), np.ones(frame.size, dtype=np.bool_)
        case Column(name):
            return _numbers(frame.column(name))
        case Minus(inner):
            values, known = number(inner, frame)
            return -values, known
        case Count(conditions):
            verdicts = np.array([truth(one, frame) for one in conditions])
            known = (verdicts != UNKNOWN).all(axis=0)
            return np.where(known, (verdicts == TRUE).sum(axis=0), 0.0), known
        case Lookup(inner, values):
            return _looked_up(number(inner, frame), np.array(values))
        case Arithmetic(left, sign, right):
            return _reckoned(number(left, frame), sign, number(right, frame))


def _looked_up(score: tuple[Floats, Flags], values: Floats) -> tuple[Floats, Flags]:
    known = score[1] & np.isin(score[0], np.arange(len(values)))
    return np.where(known, values[np.where(known, score[0], 0).astype(np.int64)], 0.0), known


def _numbers(answers: Answers) -> tuple[Floats, Flags]:
    if answers.texts is not None:
        return np.zeros(len(answers.known)), np.zeros_like(answers.known)
    return answers.values.astype(np.float64), answers.known


def _reckoned(left: tuple[Floats, Flags], sign: str, right: tuple[Floats, Flags]) -> tuple[Floats, Flags]:
    (one, one_known), (other, other_known) = left, right
    known = one_known & other_known
    if sign == "/":
        known = known & (other != 0)
        values = np.divide(one, other, out=np.zeros_like(one), where=known)
        return values, known
    values = {"+": np.add, "-": np.subtract, "*": np.multiply}[sign](one, other)
    return np.where(known, values, 0.0), known


def _compare(left: Expression, sign: str, right: Expression | Text, frame: Frame) -> Verdicts:
    if isinstance(right, Text):
        answers = frame.column(left.name) if isinstance(left, Column) else _nothing(frame.size)
        return _is_text(answers, right.value, sign)
    (one, one_known), (other, other_known) = number(left, frame), number(right, frame)
    return _verdicts(_ordered(one, sign, other), one_known & other_known)


def _ordered(one: Floats, sign: str, other: Floats) -> Flags:
    table = {
        "=": np.equal,
        "!=": np.not_equal,
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
    }
    found: Flags = table[sign](one, other)
    return found


def _is_text(answers: Answers, text: str, sign: str) -> Verdicts:
    if answers.texts is None:
        return _verdicts(answers.known, np.zeros_like(answers.known))
    code = answers.texts.index(text) if text in answers.texts else -1
    same = answers.values == code
    return _verdicts(same if sign == "=" else ~same, answers.known)


def _selected(answers: Answers, code: str) -> Verdicts:
    if answers.texts is None:
        return _verdicts(answers.known, np.zeros_like(answers.known))
    among = np.array([code in text.split() for text in answers.texts] or [False], dtype=np.bool_)
    return _verdicts(among[answers.values.astype(np.int64)], answers.known)


def _nothing(size: int) -> Answers:
    return Answers(np.zeros(size), np.zeros(size, dtype=np.bool_))


def _verdicts(holds: Flags, known: Flags) -> Verdicts:
    return np.where(known, holds.astype(np.int8), np.int8(UNKNOWN)).astype(np.int8)


def _not(verdicts: Verdicts) -> Verdicts:
    return np.where(verdicts == UNKNOWN, np.int8(UNKNOWN), 1 - verdicts).astype(np.int8)


def _all(parts: Sequence[Verdicts], size: int) -> Verdicts:
    if not parts:
        return np.ones(size, dtype=np.int8)
    verdicts = np.array(parts)
    some_unknown = (verdicts == UNKNOWN).any(axis=0)
    found = np.where(some_unknown, np.int8(UNKNOWN), np.int8(TRUE))
    return np.where((verdicts == FALSE).any(axis=0), np.int8(FALSE), found).astype(np.int8)

"""Answers as columns: numbers, or texts as integer codes, each with a mask of what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sofra.types.answers import Kind, Row, Value, Variable

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
NUMBERS = (Kind.INTEGER, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Column:
    """One answer of every row: `values` (rows,) floats, or positions in `texts` where the column holds text.

    `known` (rows,) is False where nobody answered; `values` is 0 there. `texts` is None for numbers.
    """

    values: Floats | Codes
    known: Flags
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Columns of equal length; `size` is the number of rows."""

    size: int
    columns: Mapping[str, Column]

    def column(self, name: str) -> Column:
        """The column of this name; nobody answered where the source has no such column."""
        found = self.columns.get(name)
        return found if found is not None else _blank(self.size)


def frame(rows: Sequence[Row], variables: Sequence[Variable] = ()) -> Frame:
    """The rows as columns, typed by their variables; a column without a variable is text unless all are numbers.

    A missing code of a variable, a text where a number is due and NaN are unknown. Built once for a data set.
    """
    kinds = {variable.name: variable for variable in variables}
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: _column([row.get(name) for row in rows], kinds.get(name)) for name in names}
    return Frame(len(rows), MappingProxyType(columns))


def take(source: Frame, rows: Codes) -> Frame:
    """The frame of these rows, in this order; a row may stand in it several times."""
    columns = {
        name: replace(column, values=column.values[rows], known=column.known[rows])
        for name, column in source.columns.items()
    }
    return Frame(len(rows), MappingProxyType(columns))


def beside(first: Frame, second: Frame) -> Frame:
    """Both frames' columns side by side; where both have a name, the first wins."""
    return Frame(first.size, MappingProxyType({**second.columns, **first.columns}))


def as_text(column: Column) -> list[str | None]:
    """Every row's answer as text, None where it is unknown; whole numbers are written without decimals."""
    if column.texts is not None:
        texts = column.texts
        return [texts[code] if known else None for code, known in zip(column.values, column.known, strict=True)]
    return [_plain(float(value)) if known else None for value, known in zip(column.values, column.known, strict=True)]


def codes(labels: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Each label's position in the sorted list of labels, and that list."""
    texts = tuple(sorted(set(labels)))
    position = {text: index for index, text in enumerate(texts)}
    return np.array([position[label] for label in labels], dtype=np.int64), texts


def _column(answers: Sequence[Value], variable: Variable | None) -> Column:
    if variable is not None and variable.missing:
        gone = frozenset(variable.missing)
        answers = [None if str(answer) in gone else answer for answer in answers]
    if variable.kind in NUMBERS if variable is not None else _all_numbers(answers):
        return _numbers(answers)
    return _texts(answers)


def _all_numbers(answers: Sequence[Value]) -> bool:
    return all(answer is None or isinstance(answer, int | float) for answer in answers)


def _numbers(answers: Sequence[Value]) -> Column:
    values = np.array([_float(answer) for answer in answers], dtype=np.float64)
    known = np.isfinite(values)
    return Column(np.where(known, values, 0.0), known)


def _float(answer: Value) -> float:
    return float(answer) if isinstance(answer, int | float) else float("nan")


def _texts(answers: Sequence[Value]) -> Column:
    written = [_written(answer) for answer in answers]
    texts = tuple(sorted({text for text in written if text is not None}))
    position = {text: index for index, text in enumerate(texts)}
    values = np.array([position[text] if text is not None else 0 for text in written], dtype=np.int64)
    return Column(values, np.array([text is not None for text in written], dtype=np.bool_), texts)


def _written(answer: Value) -> str | None:
    if answer is None or isinstance(answer, str):
        return answer or None
    return _plain(float(answer))


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _blank(size: int) -> Column:
    return Column(np.zeros(size), np.zeros(size, dtype=np.bool_))

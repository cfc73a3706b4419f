"""The columns that a model is made of: numbers as they are, categories as 0/1 against the first, products of two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sofra.engine.frame import Flags, Floats, as_text
from sofra.needs.survey.design import Survey
from sofra.types.errors import DesignError, Issue, Severity, Where

FACTOR = re.compile(r"factor\((\w+)\)\Z")
INTERCEPT = "(Intercept)"


@dataclass(frozen=True, slots=True)
class Matrix:
    """`names` of the columns and the `term` that each came from; `x` (rows, columns); `known` (rows,) all answered."""

    names: Sequence[str]
    term: Sequence[str]
    x: Floats
    known: Flags


def matrix(of: Survey, terms: Sequence[str]) -> Matrix:
    """The model matrix of these terms with a column of ones first: R's model.matrix(~ a + b + a:b).

    A term is a column, "factor(column)" for numbers that are codes, or "a:b" for their product. A column of texts is a
    category; its first value in the alphabet is what the others are compared with. Only values found where the
    question reaches count. Raises DesignError with every column that is not there.
    """
    _all_there(of, terms)
    known = of.inside.copy()
    for column in dict.fromkeys(_column(part) for term in terms for part in term.split(":")):
        known &= of.frame.column(column).known
    names, origins, columns = [INTERCEPT], [INTERCEPT], [np.ones(of.size)]
    for term in terms:
        for name, values in _product([_parts(of, part, known) for part in term.split(":")]):
            names.append(name)
            origins.append(term)
            columns.append(values)
    return Matrix(names, origins, np.where(known[:, None], np.stack(columns, axis=1), 0.0), known)


def _parts(of: Survey, part: str, known: Flags) -> list[tuple[str, Floats]]:
    """One term's columns by name."""
    column = of.frame.column(_column(part))
    if column.texts is None and not FACTOR.match(part):
        return [(part, column.values.astype(np.float64))]
    texts = np.array([text or "" for text in as_text(column)], dtype=object)
    levels = _levels(texts[known].tolist(), numbers=column.texts is None)
    return [(part + level, (texts == level).astype(np.float64)) for level in levels[1:]]


def _levels(texts: Sequence[str], *, numbers: bool) -> list[str]:
    return sorted(set(texts), key=float if numbers else str)


def _product(factors: Sequence[Sequence[tuple[str, Floats]]]) -> list[tuple[str, Floats]]:
    """Every product of one column a factor; the first factor's columns run fastest, as in R."""
    made = []
    for chosen in product(*reversed(factors)):
        ordered = chosen[::-1]
        values = np.prod(np.stack([values for _, values in ordered]), axis=0)
        made.append((":".join(name for name, _ in ordered), values))
    return made


def _column(part: str) -> str:
    found = FACTOR.match(part)
    return found.group(1) if found else part


def _all_there(of: Survey, terms: Sequence[str]) -> None:
    wanted = dict.fromkeys(_column(part) for term in terms for part in term.split(":"))
    issues = [
        Issue("model_column_missing", Where(column=name), {}, Severity.FILE)
        for name in wanted
        if name not in of.frame.columns
    ]
    if issues:
        raise DesignError(*issues)

"""The columns that a model is made of: numbers as they are, categories as 0/1 against the first, products of two."""

import re
from collections.abc import Iterator, Sequence
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
    category; its first value in the alphabet is what the others are compared with, unless the term stands without its
    margin ("a:b" without "b"): then every value of a has its own column, as in R. Only values found where the
    question reaches, with a weight, count. Raises DesignError with every column that is not there.
    """
    _all_there(of, terms)
    known = of.inside.copy()
    for column in dict.fromkeys(_column(part) for term in terms for part in term.split(":")):
        known &= of.frame.column(column).known
    names, origins, columns = [INTERCEPT], [INTERCEPT], [np.ones(of.size)]
    for term in terms:
        for name, values in _product([_parts(of, part, known, whole) for part, whole in _coded(term, terms)]):
            names.append(name)
            origins.append(term)
            columns.append(values)
    return Matrix(names, origins, np.where(known[:, None], np.stack(columns, axis=1), 0.0), known)


def _coded(term: str, terms: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each part of a term, and whether all its values get a column: R's rule for terms without their margins.

    A part is compared with its first value where the model has the term without that part; otherwise nothing stands
    for the first value, and it needs its own column (Chambers and Hastie 1992, section 2.4.1).
    """
    there = {frozenset[str](), *(frozenset(one.split(":")) for one in terms)}
    parts = term.split(":")
    for part in parts:
        yield part, frozenset(parts) - {part} not in there


def _parts(of: Survey, part: str, known: Flags, whole: bool) -> list[tuple[str, Floats]]:
    """One term's columns by name; `whole` with one for the first value too."""
    column = of.frame.column(_column(part))
    if column.texts is None and not FACTOR.match(part):
        return [(part, column.values.astype(np.float64))]
    texts = np.array([text or "" for text in as_text(column)], dtype=object)
    levels = _levels(texts[known & (of.weight != 0)].tolist(), numbers=column.texts is None)
    return [(part + level, (texts == level).astype(np.float64)) for level in levels[0 if whole else 1 :]]


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

"""Means, totals and ratios: R's svymean, svytotal and svyratio.

A category column (texts) gives one term a category, as R's factors do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Flags, Floats
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import Estimate, effective, linearised


@dataclass(frozen=True, slots=True)
class Answers:
    """Columns of a question as numbers: `terms` names, `y` (rows, terms), `known` (rows,) all of them answered."""

    terms: Sequence[str]
    y: Floats
    known: Flags


def answers(of: Survey, columns: Sequence[str]) -> Answers:
    """The columns as numbers; a column of texts becomes one 0/1 term a category, named column + category as in R."""
    terms: list[str] = []
    parts: list[Floats] = []
    known = np.ones(of.size, dtype=np.bool_)
    for name in columns:
        column = of.frame.column(name)
        known &= column.known
        if column.texts is None:
            terms.append(name)
            parts.append(np.where(column.known, column.values, 0.0).astype(np.float64))
            continue
        for code, text in enumerate(column.texts):
            terms.append(name + text)
            parts.append((column.known & (column.values == code)).astype(np.float64))
    return Answers(terms, np.stack(parts, axis=1), known)


def mean(of: Survey, *columns: str) -> Estimate:
    """Weighted means of the columns (shares for a category column), over rows where all of them are answered.

    Equals svymean(~a + b, design, na.rm = TRUE). NaN where nobody answered.
    """
    found = answers(of, columns)
    asked = only(of, found.known)

    # Around a number near the answers, so that 1e9 + 3 loses no digits in sums and differences.
    shift = found.y[asked.inside].mean(axis=0) if asked.inside.any() else np.zeros(len(found.terms))
    near = found.y - shift

    def moved(weight: Floats) -> Floats:
        whole = weight.sum()
        return np.asarray(weight @ near / whole if whole > 0 else np.full(len(found.terms), np.nan))

    def scored(_: Floats) -> Floats:
        weight = effective(asked, asked.weight)
        return np.asarray((near - moved(weight)) / weight.sum())

    def valued(weight: Floats) -> Floats:
        return moved(weight) + shift

    return replace(linearised(asked, found.terms, valued, scored), df=of.df)


def total(of: Survey, *columns: str) -> Estimate:
    """Weighted totals of the columns: svytotal(~a + b, design, na.rm = TRUE)."""
    found = answers(of, columns)
    asked = only(of, found.known)
    made = linearised(asked, found.terms, lambda weight: weight @ found.y, lambda _: found.y)
    return replace(made, df=of.df)


def ratio(of: Survey, top: str, bottom: str) -> Estimate:
    """One total over another: svyratio(~top, ~bottom, design, na.rm = TRUE). NaN where the bottom is 0."""
    found = answers(of, (top, bottom))
    asked = only(of, found.known)
    above, below = found.y[:, 0], found.y[:, 1]

    def valued(weight: Floats) -> Floats:
        under = weight @ below
        return np.array([weight @ above / under if under else np.nan])

    def scored(value: Floats) -> Floats:
        return np.asarray((above - value[0] * below)[:, None] / (asked.weight[asked.inside] @ below[asked.inside]))

    return replace(linearised(asked, [f"{top}/{bottom}"], valued, scored), df=of.df)

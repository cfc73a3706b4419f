"""Do two answers go together? Tests of a table for a sample with a design (R's svychisq).

Rao and Scott 1981, 1984: Pearson's chi-squared divided by the mean design effect of the table's contrasts, read as F
with Satterthwaite's degrees of freedom or as chi-squared; or Wald's test of the cells against the product of margins.
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Column, Floats, as_text
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import Estimate, effective, linearised
from sofra.needs.survey.verdict import Verdict
from sofra.types.errors import DesignError, Where, stop

F, CHI_SQUARED, WALD, ADJUSTED_WALD = "F", "Chisq", "Wald", "adjWald"


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A table of two answers: values of the `rows` and `columns`, `counts` (rows, columns) weighted numbers of people.

    `shares` and `people` are the cells' shares of all and their numbers with covariance, row by row in each column;
    `n` the rows that the question reaches, answered or not, and `df` their degrees of freedom.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Floats
    shares: Estimate
    people: Estimate
    n: int
    df: int


def crosstab(of: Survey, rows: str, columns: str) -> Crosstab:
    """The weighted table of two columns over those who answered both: svytable(~rows + columns, design).

    Raises DesignError when one of them has a single value: nothing can go together then.
    """
    asked = only(of, of.frame.column(rows).known & of.frame.column(columns).known)
    first, second = _values(asked, rows), _values(asked, columns)
    across, down = len(first[1]), len(second[1])
    cells = np.stack([(first[0] == a) & (second[0] == b) for b in range(down) for a in range(across)], axis=1)
    cells = cells.astype(np.float64)
    weight = effective(asked, asked.weight)
    names = [f"{a}|{b}" for b in second[1] for a in first[1]]
    shares = linearised(
        asked,
        names,
        lambda other: np.asarray(other @ cells / other.sum()),
        lambda value: np.asarray((cells - value) / weight.sum()),
    )
    people = linearised(asked, names, lambda other: np.asarray(other @ cells), lambda _: cells)
    counts = (weight @ cells).reshape(len(second[1]), len(first[1])).T
    return Crosstab(first[1], second[1], counts, shares, people, int(of.inside.sum()), of.df)


def association(of: Crosstab, statistic: str = F) -> Verdict:
    """Whether the rows go with the columns: svychisq(~rows + columns, design, statistic).

    `statistic`: "F" (Rao-Scott, second order), "Chisq" (Rao-Scott, first order), "Wald", "adjWald". The degrees of
    freedom below are those of the whole design, as in R.
    """
    if statistic in (WALD, ADJUSTED_WALD):
        return _wald(of, adjusted=statistic == ADJUSTED_WALD)
    return _rao_scott(of, statistic)


def _rao_scott(of: Crosstab, statistic: str) -> Verdict:
    from scipy.stats import chi2, f

    # R scales Pearson's statistic to all rows asked, those without an answer among them; F and p do not depend on it.
    shape, share, n = of.counts.shape, of.shares.value, of.n
    table = share.reshape(shape, order="F")
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * float(((table - expected) ** 2 / expected).sum())
    delta = _generalised_effects(of, share, n)
    trace, squares = float(np.trace(delta)), float(np.trace(delta @ delta))
    satterthwaite = trace**2 / squares
    if statistic == CHI_SQUARED:
        contrasts = delta.shape[0]
        return Verdict("X-squared", pearson, contrasts, None, float(chi2.sf(pearson * contrasts / trace, contrasts)))
    below = satterthwaite * of.df
    return Verdict("F", pearson / trace, satterthwaite, below, float(f.sf(pearson / trace, satterthwaite, below)))


def _generalised_effects(of: Crosstab, share: Floats, n: int) -> Floats:
    """The matrix whose eigenvalues are the design effects of the table's contrasts (Rao and Scott 1984, eq. 3.3)."""
    contrasts = _contrasts(*of.counts.shape)
    inverse = np.diag(np.divide(1.0, share, out=np.zeros_like(share), where=share > 0))
    simple = contrasts.T @ (inverse / n) @ contrasts
    design = contrasts.T @ inverse @ of.shares.covariance @ inverse @ contrasts
    return np.asarray(np.linalg.solve(simple, design), dtype=np.float64)


def _contrasts(rows: int, columns: int) -> Floats:
    """What a table has beyond its margins: interactions, made orthogonal to rows and columns."""
    row = np.tile(np.arange(rows), columns)
    column = np.repeat(np.arange(columns), rows)
    a = (row[:, None] == np.arange(1, rows)).astype(float)
    b = (column[:, None] == np.arange(1, columns)).astype(float)
    margins = np.column_stack([np.ones(len(row)), a, b])
    both = np.column_stack([a[:, i] * b[:, j] for j in range(columns - 1) for i in range(rows - 1)])
    return np.asarray(both - margins @ np.linalg.lstsq(margins, both, rcond=None)[0], dtype=np.float64)


def _wald(of: Crosstab, *, adjusted: bool) -> Verdict:
    from scipy.stats import f

    rows, columns = of.counts.shape
    table = of.shares.value.reshape((rows, columns), order="F")
    across, down = table.sum(axis=1), table.sum(axis=0)
    off = (table - np.outer(across, down)).reshape(-1, order="F")
    row, column = np.tile(np.arange(rows), columns), np.repeat(np.arange(columns), rows)
    # The derivative of N_ab - N_a N_b / N by every cell, N the number of people, as R takes it.
    slope = np.eye(len(off)) - (row[:, None] == row) * down[column][:, None]
    slope = slope - (column[:, None] == column) * across[row][:, None] + (across[row] * down[column])[:, None]
    spread = slope @ of.people.covariance @ slope.T / of.counts.sum() ** 2
    use = np.flatnonzero((row > 0) & (column > 0))
    df, nu = len(use), of.df
    statistic = float(off[use] @ np.linalg.solve(spread[np.ix_(use, use)], off[use]))
    below = nu - df + 1 if adjusted else nu
    statistic = statistic * below / (df * nu) if adjusted else statistic / df
    return Verdict("F", statistic, df, below, float(f.sf(statistic, df, below)))


def _values(of: Survey, name: str) -> tuple[Codes, tuple[str, ...]]:
    """Every row's value as a number, (rows,), -1 for one that nobody asked gave, and the values in order."""
    column = of.frame.column(name)
    levels, code = np.unique(column.values, return_inverse=True)
    found = np.unique(code[of.inside & (of.weight != 0)])
    if len(found) < 2:
        raise stop(DesignError, "test_one_value", Where(column=name))
    place = np.full(len(levels), -1, dtype=np.int64)
    place[found] = np.arange(len(found))
    named = as_text(Column(levels[found], np.ones(len(found), dtype=np.bool_), column.texts))
    return place[code], tuple(text or "" for text in named)

"""One question in every domain at once, with the covariance across domains: R's svyby(covmat = TRUE).

Means, totals and ratios are sums: all domains come from one pass over the rows, from sums by unit and domain.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sofra.engine.frame import Codes, Column, Flags, Floats, as_text
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.means import answers, mean, ratio, total
from sofra.needs.survey.variance import from_replicates, of_units, sums_by

BLOCK = 8
"""Columns at a time where known totals have to be taken out row by row."""

Estimator = Callable[..., Estimate]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Domains:
    """A question's estimates in every domain.

    `names` the domains, (domains,); `estimate` its terms in R's order, all domains of the first term, then of the
    second; `df` the degrees of freedom of each domain, `n` its rows with an answer, both (domains,). A domain in which
    nobody answered has NaN for its value and for all its covariances: no number.
    """

    names: Sequence[str]
    estimate: Estimate
    df: Codes
    n: Codes


@dataclass(frozen=True, slots=True)
class _Parts:
    """A linear question: each term is Σ w top over Σ w bottom, or Σ w top alone (bottom None), over `known` rows."""

    terms: Sequence[str]
    top: Floats
    bottom: Floats | None
    known: Flags


@dataclass(frozen=True, slots=True)
class _Cells:
    """Rows that are asked, the domain of each, and the names of the domains."""

    rows: Codes
    code: Codes
    names: Sequence[str]


def by(of: Survey, estimator: Estimator, *columns: str, groups: Sequence[str], empty: bool = True) -> Domains:
    """The estimates of `estimator(survey, *columns)` in every group, or cross of groups, that occurs in the sample.

    `estimator` is `mean`, `total` or `ratio`, which get the covariance across domains, or any function of a survey and
    columns that gives an Estimate: then covariances across domains are not known (NaN; R has 0 there). Rows whose group
    is unknown are in no domain. Names are joined by a point, the first group changing fastest, as R's interaction does;
    with several terms a term is named domain:term. Under the lonely rule "average" each domain's variance counts the
    strata where it has somebody, as R's standard errors do. A domain that
    `of` has lost keeps its place without a number; `empty` False leaves it out, as R does. Memory: last-stage units ×
    domains.
    """
    code, names = domains(of, groups, empty=empty)
    parts = _parts(of, estimator, columns)
    if parts is None:
        return _one_by_one(of, estimator, columns, (code, names))
    asked = only(of, parts.known & (code >= 0))
    rows = np.flatnonzero(asked.inside)
    cells = _Cells(rows, code[rows], names)
    value = _values(parts, cells, asked.weight)
    found = _covariance(asked, parts, cells, value)
    n = np.bincount(cells.code, minlength=len(names))
    found[~np.isfinite(value), :] = np.nan
    found[:, ~np.isfinite(value)] = np.nan
    everybody = np.flatnonzero(of.inside & (code >= 0))
    dfs, df = _dfs(of, _Cells(everybody, code[everybody], names))
    estimate = Estimate(_terms(names, parts.terms), value, found, df, len(rows), of.probability)
    return Domains(names, estimate, dfs, n)


def each(of: Survey, groups: Sequence[str], ask: Callable[[Survey], T]) -> dict[str, T]:
    """What `ask` says of every domain, by its name: shares and quantiles with their own intervals, for example.

    each(of, ["mun"], lambda part: proportion(part, "need")) is svyby(~need, ~mun, design, svyciprop).
    """
    code, names = domains(of, groups)
    return {name: ask(only(of, code == number)) for number, name in enumerate(names)}


def domains(of: Survey, groups: Sequence[str], *, empty: bool = True) -> tuple[Codes, tuple[str, ...]]:
    """Each row's domain, (rows,), -1 where a group is unknown, and the names of the domains that occur.

    Without `empty` only those where the question finds somebody of some weight; rows of the others have -1.
    """
    code = np.zeros(of.size, dtype=np.int64)
    known = np.ones(of.size, dtype=np.bool_)
    names = [""]
    for number, group in enumerate(groups):
        column = of.frame.column(group)
        own, levels = _levels(column)
        code = code + own * len(names)
        names = [f"{name}.{level}" if number else level for level in levels for name in names]
        known &= column.known
    asked = known if empty else known & of.inside & (of.weight != 0)
    occurring = np.flatnonzero(np.bincount(code[asked], minlength=len(names)))
    place = np.full(len(names), -1, dtype=np.int64)
    place[occurring] = np.arange(len(occurring))
    return np.where(known, place[code], -1), tuple(names[one] for one in occurring)


def _levels(column: Column) -> tuple[Codes, Sequence[str]]:
    """A group column's codes and the names of its categories, numbers in their own order."""
    if column.texts is not None:
        return column.values.astype(np.int64), column.texts or ("",)
    levels, own = np.unique(column.values, return_inverse=True)
    names = as_text(Column(levels.astype(np.float64), np.ones(len(levels), dtype=np.bool_)))
    return own.astype(np.int64), [name or "" for name in names]


def _parts(of: Survey, estimator: Estimator, columns: Sequence[str]) -> _Parts | None:
    if estimator not in (mean, total, ratio):
        return None
    found = answers(of, columns)
    if estimator is ratio:
        return _Parts([f"{columns[0]}/{columns[1]}"], found.y[:, :1], found.y[:, 1], found.known)
    return _Parts(found.terms, found.y, np.ones(of.size) if estimator is mean else None, found.known)


def _terms(names: Sequence[str], terms: Sequence[str]) -> list[str]:
    if len(terms) == 1:
        return list(names)
    return [f"{name}:{term}" for term in terms for name in names]


def _values(parts: _Parts, cells: _Cells, weight: Floats) -> Floats:
    """Each term in each domain, terms outermost: (terms · domains,); NaN where there is nobody to divide by."""
    size = len(cells.names)
    w = weight[cells.rows]
    tops = [np.bincount(cells.code, w * top[cells.rows], minlength=size) for top in parts.top.T]
    if parts.bottom is None:
        here = np.bincount(cells.code, minlength=size) > 0
        return np.concatenate([np.where(here, top, np.nan) for top in tops])
    under = np.bincount(cells.code, w * parts.bottom[cells.rows], minlength=size)
    full = np.full(size, np.nan)
    return np.concatenate([np.divide(top, under, out=full.copy(), where=under != 0) for top in tops])


def _covariance(of: Survey, parts: _Parts, cells: _Cells, value: Floats) -> Floats:
    if of.replicates is not None:
        return from_replicates(of.replicates, lambda weight: _values(parts, cells, weight), value)
    totals = _fitted_totals(of, parts, cells, value) if of.fitted else _unit_totals(of, parts, cells, value)
    found = of_units(of, totals)
    return _by_presence(of, cells, totals, found) if of.lonely == "average" else found


def _scores(of: Survey, parts: _Parts, cells: _Cells, value: Floats) -> Iterator[Floats]:
    """Each term's weighted linearised answers of the rows asked, for the domain that each row is in: (rows asked,)."""
    size = len(cells.names)
    w = of.weight[cells.rows]
    filled = np.where(np.isfinite(value), value, 0.0).reshape(-1, size)
    if parts.bottom is None:
        for top in parts.top.T:
            yield w * top[cells.rows]
        return
    bottom = parts.bottom[cells.rows]
    under = np.bincount(cells.code, w * bottom, minlength=size)
    share = np.divide(1.0, under, out=np.zeros(size), where=under != 0)[cells.code]
    for top, own in zip(parts.top.T, filled, strict=True):
        score = w * (top[cells.rows] - own[cells.code] * bottom)
        # What rounding of large answers left over is taken out once more: the scores of a domain sum to 0.
        left = np.bincount(cells.code, score, minlength=size)[cells.code] * share
        yield (score - left * w * bottom) * share


def _unit_totals(of: Survey, parts: _Parts, cells: _Cells, value: Floats) -> Floats:
    """Weighted linearised totals of the last stage's units: (units, terms · domains)."""
    stage, size = of.stages[-1], len(cells.names)
    cell = stage.unit[cells.rows] * size + cells.code
    sums = [
        np.bincount(cell, score, minlength=stage.units * size).reshape(stage.units, size)
        for score in _scores(of, parts, cells, value)
    ]
    return np.concatenate(sums, axis=1)


def _fitted_totals(of: Survey, parts: _Parts, cells: _Cells, value: Floats) -> Floats:
    """As `_unit_totals` where known totals reach across rows: a few columns of (rows, BLOCK) at a time."""
    stage, size = of.stages[-1], len(cells.names)
    columns = []
    for score in _scores(of, parts, cells, value):
        for start in range(0, size, BLOCK):
            codes = np.arange(start, min(start + BLOCK, size))
            weighted = np.zeros((of.size, len(codes)))
            weighted[cells.rows] = np.where(cells.code[:, None] == codes, score[:, None], 0.0)
            for known in of.fitted:
                weighted = known.residual(weighted)
            columns.append(sums_by(stage.unit, weighted, stage.units))
    return np.concatenate(columns, axis=1)


def _by_presence(of: Survey, cells: _Cells, totals: Floats, found: Floats) -> Floats:
    """Covariances stretched so that each domain's variance counts only the strata where it has somebody."""
    size = len(cells.names)
    stretch = np.ones(totals.shape[1])
    for domain in range(size):
        own = np.arange(domain, totals.shape[1], size)
        variance = np.diag(of_units(_only(of, cells, domain), totals[:, own]))
        whole = np.diag(found)[own]
        stretch[own] = np.sqrt(np.divide(variance, whole, out=np.ones(len(own)), where=whole > 0))
    return found * np.outer(stretch, stretch)


def _dfs(of: Survey, cells: _Cells) -> tuple[Codes, int]:
    """Degrees of freedom in each domain, and in all of them: units less strata where somebody of some weight is."""
    if of.replicates is not None:
        own = [_only(of, cells, domain).df for domain in range(len(cells.names))]
        return np.array(own, dtype=np.int64), of.df
    first, size = of.stages[0], len(cells.names)
    weighty = of.weight[cells.rows] != 0
    cell = first.unit[cells.rows[weighty]] * size + cells.code[weighty]
    units = np.bincount(cell, minlength=first.units * size).reshape(-1, size) > 0
    strata = sums_by(first.stratum, units.astype(np.float64), first.strata) > 0
    whole = int(units.any(axis=1).sum() - strata.any(axis=1).sum())
    return np.asarray(units.sum(axis=0) - strata.sum(axis=0), dtype=np.int64), whole


def _only(of: Survey, cells: _Cells, domain: int) -> Survey:
    inside = np.zeros(of.size, dtype=np.bool_)
    inside[cells.rows[cells.code == domain]] = True
    return only(of, inside)


def _one_by_one(
    of: Survey, estimator: Estimator, columns: Sequence[str], found: tuple[Codes, tuple[str, ...]]
) -> Domains:
    """Any estimator, a domain after another; across domains nothing is known."""
    code, names = found
    own_estimates = [estimator(only(of, code == number), *columns) for number in range(len(names))]
    size, terms = len(names), list(own_estimates[0].terms) if own_estimates else []
    value = np.array([one.value for one in own_estimates]).reshape(size, len(terms)).T.ravel()
    whole = np.full((len(value), len(value)), np.nan)
    for number, one in enumerate(own_estimates):
        own = np.arange(number, len(value), size)
        whole[np.ix_(own, own)] = one.covariance
    asked = only(of, code >= 0)
    estimate = Estimate(
        _terms(names, terms), value, whole, asked.df, sum(one.n for one in own_estimates), of.probability
    )
    dfs = np.array([one.df for one in own_estimates], dtype=np.int64)
    return Domains(names, estimate, dfs, np.array([one.n for one in own_estimates], dtype=np.int64))

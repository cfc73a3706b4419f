"""Means by domain of a table too large for Python: an engine sums by unit and domain, the rest follows from the sums.

The same as means.mean in each domain (Särndal, Swensson and Wretman 1992, section 10.3; R's svyby(svymean)): no row is
read, only one line for every unit and domain. Works on whatever engine speaks the narrow waist (DuckDB, SQLite,
PostgreSQL, Spark).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Codes, Column, Flags, Floats, Frame
from sofra.engine.sql import name, sums_sql
from sofra.needs.survey.design import Survey, survey
from sofra.needs.survey.variance import sums_by, variances_of_units
from sofra.types.errors import DesignError, Issue, Severity, Where


class Engine(Protocol):
    """What answers the one question: a query in, columns out."""

    def arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The columns that a query gives, (lines,) each."""
        ...


@dataclass(frozen=True, slots=True)
class Domains:
    """Means by domain, everything (domains,): `labels`, `value`, `se`, `n` rows answered, `people` their weight, `df`.

    NaN where nobody answered.
    """

    labels: Sequence[str]
    value: Floats
    se: Floats
    n: Floats
    people: Floats
    df: Floats


def means_by(  # noqa: PLR0913 - one keyword a column of the design
    engine: Engine,
    table: str,
    y: str,
    *,
    by: str = "",
    units: Sequence[str] = (),
    strata: str = "",
    weight: str = "",
    population: Sequence[str] = (),
    lonely: str = "fail",
) -> Domains:
    """Weighted means of a number column in every domain of the column `by`, with their standard errors.

    `units` name one column a stage, `population` the units there are at each; `strata` those of the first stage.
    Rows without an answer are left out of the base, rows without a domain are in none. Raises DesignError when a
    weight, unit or stratum is missing or a weight is negative, and as `survey` does.
    """
    keys = [*([strata] if strata else []), *units]
    _checked(engine, table, keys, weight)
    shift = _shift(engine, table, y)
    query = sums_sql(table, by=keys, domain=by, y=y, weight=weight, populations=population, shift=shift)
    lines = engine.arrays(query)
    cell, first = _distinct([_codes(lines[f"u{at}"]) for at in range(len(keys))], len(lines["w"]))
    domain, labels = _labels(lines["d"])
    of = _collapsed(lines, first, keys, strata=strata, population=population, lonely=lonely)
    n, w, wy = (_table(cell, domain, lines[one], (len(first), len(labels))) for one in ("n", "w", "wy"))
    return _means(of, labels, n, w, wy=wy, shift=shift)


def _means(of: Survey, labels: Sequence[str], n: Floats, w: Floats, *, wy: Floats, shift: float) -> Domains:
    people = w.sum(axis=0)
    there = people > 0
    scale = np.divide(1.0, people, out=np.zeros_like(people), where=there)
    moved = wy.sum(axis=0) * scale
    wy -= moved * w
    wy *= scale
    se = np.sqrt(variances_of_units(of, wy))
    value = np.where(there, moved + shift, np.nan)
    return Domains(labels, value, np.where(there, se, np.nan), n.sum(axis=0), people, _df(of, n > 0))


def _df(of: Survey, present: Flags) -> Floats:
    """Units less strata in which the domain was found: (domains,)."""
    first = of.stages[0]
    units = sums_by(first.unit, present.astype(np.float64), first.units) > 0
    strata = sums_by(first.stratum, units.astype(np.float64), first.strata) > 0
    return np.asarray(units.sum(axis=0) - strata.sum(axis=0), dtype=np.float64)


def _collapsed(
    lines: Mapping[str, NDArray[Any]],
    first: Codes,
    keys: Sequence[str],
    *,
    strata: str,
    population: Sequence[str],
    lonely: str,
) -> Survey:
    """The design with one row a unit of the last stage: all that the variance needs."""
    told = {key: _codes(lines[f"u{at}"])[first].astype(np.float64) for at, key in enumerate(keys)}
    told |= {key: lines[f"p{at}"][first].astype(np.float64) for at, key in enumerate(population)}
    known = np.ones(len(first), dtype=np.bool_)
    frame = Frame(len(first), MappingProxyType({key: Column(values, known) for key, values in told.items()}))
    units = [key for key in keys if key != strata]
    one = [strata] if strata else []
    return survey(frame, units=units, strata=one, population=population, nested=True, lonely=lonely)


def _checked(engine: Engine, table: str, keys: Sequence[str], weight: str) -> None:
    """Raises DesignError for missing keys and for weights that are missing or below zero, all at once."""
    if not keys:
        raise DesignError(Issue("design_without_units", Where(file=table), {}, Severity.FILE))
    parts = [f"SUM(CASE WHEN {name(key)} IS NULL THEN 1 ELSE 0 END) AS k{at}" for at, key in enumerate(keys)]
    if weight:
        parts += [
            f"SUM(CASE WHEN {name(weight)} IS NULL THEN 1 ELSE 0 END) AS missing",
            f"SUM(CASE WHEN {name(weight)} < 0 THEN 1 ELSE 0 END) AS negative",
        ]
    found = engine.arrays(f"SELECT {', '.join(parts)} FROM {name(table)}")  # noqa: S608 - checked names
    named = {**{f"k{at}": (key, "design_value_missing") for at, key in enumerate(keys)}}
    named |= {"missing": (weight, "design_value_missing"), "negative": (weight, "design_weight_negative")}
    issues = [
        Issue(named[what][1], Where(file=table, column=named[what][0]), {"n": int(counted[0])}, Severity.FILE)
        for what, counted in found.items()
        if counted[0] > 0
    ]
    if issues:
        raise DesignError(*issues)


def _shift(engine: Engine, table: str, y: str) -> float:
    """A number near the answers: any one of them, so that large answers lose no digits in the sums."""
    found = engine.arrays(f"SELECT {name(y)} AS y FROM {name(table)} WHERE {name(y)} IS NOT NULL LIMIT 1")  # noqa: S608
    return float(found["y"][0]) if len(found["y"]) else 0.0


def _distinct(keys: Sequence[Codes], lines: int) -> tuple[Codes, Codes]:
    """Every line's unit, numbered, and the first line of each unit."""
    pair = np.zeros(lines, dtype=np.int64)
    for key in keys:
        pair = pair * (int(key.max(initial=0)) + 1) + key
    number = _codes(pair)
    first = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    first[number[::-1]] = np.arange(lines)[::-1]
    return number, first


def _codes(values: NDArray[Any]) -> Codes:
    """The values numbered in their order; whole numbers of a small range by counting, which is faster than sorting."""
    if np.issubdtype(values.dtype, np.integer) and len(values):
        low, high = int(values.min()), int(values.max())
        if high - low < 8 * len(values) + 1024:
            seen = np.zeros(high - low + 1, dtype=np.bool_)
            seen[values - low] = True
            return np.asarray((np.cumsum(seen) - 1)[values - low], dtype=np.int64)
    numbers: Codes = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return numbers


def _labels(values: NDArray[Any]) -> tuple[Codes, list[str]]:
    """Every line's domain, -1 for none, and the domains' names in their order."""
    there = np.array([one is not None for one in values]) if values.dtype == object else values == values
    codes = np.full(len(values), -1, dtype=np.int64)
    codes[there] = _codes(values[there])
    size = int(codes.max(initial=-1)) + 1
    first = np.zeros(size, dtype=np.int64)
    first[codes[there]] = np.flatnonzero(there)
    return codes, [_label(values[at]) for at in first]


def _label(value: Any) -> str:
    return str(int(value)) if isinstance(value, float | np.floating) and float(value).is_integer() else str(value)


def _table(cell: Codes, domain: Codes, values: NDArray[Any], shape: tuple[int, int]) -> Floats:
    """Sums by unit and domain: (units, domains)."""
    inside = domain >= 0
    at, what = cell * shape[1] + domain, values.astype(np.float64)
    if not inside.all():
        at, what = at[inside], what[inside]
    return np.bincount(at, what, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64, copy=False)

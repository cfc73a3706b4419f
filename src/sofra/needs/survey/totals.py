"""Known totals that weights are fitted to: of categories, of numbers and of everybody, each checked against the rows.

A totals table names a column (or several, crossed) and says how many there are of each of its categories, or what a
column of numbers adds up to: {"sex": {"f": 500, "m": 480}, ("area", "age"): {("town", "0-14"): 90, …}, "income": 8.1e6,
EVERYBODY: 980}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Column, Floats, as_text
from sofra.needs.survey.design import Survey
from sofra.types.errors import DesignError, Issue, Severity, Where

EVERYBODY = ""
"""The key of the number of all people: the constant of a regression."""

Key = str | tuple[str, ...]
Totals = Mapping[Key, float | Mapping[str, float] | Mapping[tuple[str, ...], float]]

OUTSIDE = -1
ALIKE = 1e-6
"""Largest share by which the sums of two margins may differ: above it no weights meet both."""


@dataclass(frozen=True, slots=True)
class Classes:
    """One margin: `cell` (rows,) the class of each row, -1 outside the question; `totals` and `names` (classes,).

    `whole` is the sum of the margin as it was given, with classes that have no rows.
    """

    columns: tuple[str, ...]
    cell: Codes
    names: Sequence[str]
    totals: Floats
    whole: float


@dataclass(frozen=True, slots=True)
class Sum:
    """What a number adds up to in the population: `values` (rows,), 0 outside the question."""

    column: str
    values: Floats
    total: float


@dataclass(frozen=True, slots=True)
class Known:
    """A totals table laid against the rows of a sample: its margins and its sums."""

    classes: Sequence[Classes]
    sums: Sequence[Sum]

    @property
    def names(self) -> list[str]:
        """What each total is of, in the order of `matrix`."""
        named = [" × ".join(one.columns) + ": " + name for one in self.classes for name in one.names]
        return [*named, *(one.column or "EVERYBODY" for one in self.sums)]

    @property
    def totals(self) -> Floats:
        """All totals, (totals,)."""
        return np.concatenate([*(one.totals for one in self.classes), [one.total for one in self.sums]])

    def matrix(self) -> Floats:
        """What each row adds to each total, (rows, totals): 0/1 for a category, the number for a sum."""
        flags = [(one.cell[:, None] == np.arange(len(one.names))[None, :]) for one in self.classes]
        parts = [np.asarray(flag, dtype=np.float64) for flag in flags]
        return np.concatenate([*parts, *(one.values[:, None] for one in self.sums)], axis=1)

    def patterns(self) -> tuple[Codes, Codes] | None:
        """Each row's pattern of categories, (rows,), and one row of each, (patterns,); None where numbers are summed.

        Rows of one pattern get one factor, so that a fit can be sought among patterns instead of rows.
        """
        if any(one.column for one in self.sums):
            return None
        parts = [one.cell for one in self.classes] + [one.values.astype(np.int64) for one in self.sums]
        joint = np.zeros(len(parts[0]), dtype=np.int64)
        for part in parts:
            joint = np.unique(joint * (part.max() + 2) + part + 1, return_inverse=True)[1].astype(np.int64)
        return joint, np.unique(joint, return_index=True)[1].astype(np.int64)


def known(of: Survey, totals: Totals) -> Known:
    """The totals table against the rows of the question.

    Raises DesignError with every fault at once: a column that is not there or not answered by all, a category without
    rows or rows without a total, a total below zero, margins that add up to different numbers of people.
    """
    classes, sums, issues = list[Classes](), list[Sum](), list[Issue]()
    for key, value in totals.items():
        columns = (key,) if isinstance(key, str) else tuple(key)
        faults = _columns(of, [column for column in columns if column != EVERYBODY])
        issues += faults
        if faults:
            continue
        if isinstance(value, Mapping):
            margin, wrong = _classes(of, columns, value)
            classes.append(margin)
        else:
            number, wrong = _sum(of, columns[0], float(value))
            sums.append(number)
        issues += wrong
    issues += _contradictions(classes, sums)
    if not totals:
        issues.append(Issue("totals_empty", severity=Severity.FILE))
    if issues:
        raise DesignError(*issues)
    return Known(classes, sums)


def cells(of: Survey, columns: Sequence[str]) -> tuple[Codes, list[tuple[str, ...]]]:
    """The class of every row by these columns crossed, -1 outside the question, and the classes that occur, sorted."""
    coded = [_coded(of.frame.column(name)) for name in columns]
    joint = np.zeros(of.size, dtype=np.int64)
    for codes, names in coded:
        joint = joint * len(names) + codes
    kept, numbered = np.unique(joint[of.inside], return_inverse=True)
    cell = np.full(of.size, OUTSIDE, dtype=np.int64)
    cell[of.inside] = numbered
    sizes = [len(names) for _, names in coded]
    places = np.unravel_index(kept, sizes) if sizes else ()
    parts = [[names[code] for code in codes] for (_, names), codes in zip(coded, places, strict=True)]
    return cell, list(zip(*parts, strict=True))


def _coded(column: Column) -> tuple[Codes, list[str]]:
    """Every row's category as a number, and the names of the categories."""
    if column.texts is not None:
        return column.values.astype(np.int64), list(column.texts) or [""]
    values, codes = np.unique(column.values, return_inverse=True)
    names = as_text(Column(values.astype(np.float64), np.ones(len(values), dtype=np.bool_)))
    return codes.astype(np.int64), [name or "" for name in names] or [""]


def _columns(of: Survey, columns: Sequence[str]) -> list[Issue]:
    issues = []
    for name in columns:
        if name not in of.frame.columns:
            issues.append(Issue("totals_column_missing", Where(column=name), {"column": name}, Severity.FILE))
            continue
        gone = int((of.inside & ~of.frame.column(name).known).sum())
        if gone:
            issues.append(Issue("totals_value_missing", Where(column=name), {"n": gone, "column": name}, Severity.FILE))
    return issues


def _classes(
    of: Survey, columns: tuple[str, ...], given: Mapping[str, float] | Mapping[tuple[str, ...], float]
) -> tuple[Classes, list[Issue]]:
    wanted = {((key,) if isinstance(key, str) else tuple(key)): float(total) for key, total in given.items()}
    cell, present = cells(of, columns)
    rows = np.bincount(cell[cell >= 0], minlength=len(present))
    spot = Where(column=" × ".join(columns))
    issues = [_issue("total_negative", spot, name, total) for name, total in wanted.items() if not _usable(total)]
    empty = [name for name, total in wanted.items() if total > 0 and name not in present]
    issues += [_issue("total_without_rows", spot, name, wanted[name]) for name in empty]
    for name, n in zip(present, rows.tolist(), strict=True):
        if name not in wanted:
            issues.append(_issue("rows_without_total", spot, name, n))
        elif wanted[name] == 0:
            issues.append(_issue("total_zero_with_rows", spot, name, n))
    values = np.array([wanted.get(name, np.nan) for name in present])
    whole = sum(total for total in wanted.values() if _usable(total))
    return Classes(columns, cell, [" / ".join(name) for name in present], values, whole), issues


def _sum(of: Survey, column: str, total: float) -> tuple[Sum, list[Issue]]:
    spot = Where(column=column)
    issues = [] if np.isfinite(total) else [_issue("total_negative", spot, (column,), total)]
    if column == EVERYBODY:
        return Sum(column, of.inside.astype(np.float64), total), issues
    asked = of.frame.column(column)
    if asked.texts is not None:
        issues.append(Issue("total_needs_categories", spot, {"column": column}, Severity.FILE))
    values = np.where(of.inside & asked.known, asked.values, 0.0).astype(np.float64)
    if not values.any() and total:
        issues.append(_issue("total_without_rows", spot, (column,), total))
    return Sum(column, values, total), issues


def _contradictions(classes: Sequence[Classes], sums: Sequence[Sum]) -> list[Issue]:
    """Margins of the same people that add up to different numbers."""
    wholes = [(" × ".join(one.columns), one.whole) for one in classes]
    wholes += [("EVERYBODY", one.total) for one in sums if one.column == EVERYBODY]
    if not wholes:
        return []
    first, whole = wholes[0]
    return [
        Issue("totals_disagree", Where(column=name), _gaps(first, whole, name, other), Severity.FILE)
        for name, other in wholes[1:]
        if abs(other - whole) > ALIKE * max(abs(whole), abs(other))
    ]


def _gaps(first: str, whole: float, name: str, other: float) -> dict[str, str | int | float]:
    return {"first": first, "whole": whole, "second": name, "other": other}


def _issue(code: str, spot: Where, name: tuple[str, ...], value: float) -> Issue:
    return Issue(code, spot, {"category": " / ".join(name), "value": value, "n": value}, Severity.FILE)


def _usable(total: float) -> bool:
    return bool(np.isfinite(total)) and total >= 0

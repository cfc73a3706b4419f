"""Conditions and sums as standard SQL that says the same on DuckDB, SQLite and PostgreSQL."""

import re
from collections.abc import Iterable, Mapping, Sequence

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
from sofra.types.errors import Issue, SourceError, Where

Kinds = Mapping[str, bool]
"""The columns of the table: True where one holds text, False where it holds numbers."""

NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
UNKNOWN = "CAST(NULL AS BOOLEAN)"
NO_NUMBER = "CAST(NULL AS FLOAT8)"


def checked(names: Iterable[str], table: str = "") -> list[str]:
    """The names of columns, safe to be written into SQL.

    Raises SourceError with every name that has anything but lower-case letters, digits and underscores.
    """
    found = list(names)
    wrong = [Issue("column_name", Where(file=table, column=name)) for name in found if not NAME.match(name)]
    if wrong:
        raise SourceError(*wrong)
    return found


def truth_sql(condition: Condition, kinds: Kinds) -> str:
    """The condition in SQL: true, false or null."""
    match condition:
        case And(parts):
            return _joined(parts, " AND ", "(1 = 1)", kinds)
        case Or(parts):
            return _joined(parts, " OR ", "(1 = 0)", kinds)
        case Not(inner):
            return f"(NOT {truth_sql(inner, kinds)})"
        case IsNull(column):
            return f"({name(column.name)} IS NULL)" if column.name in kinds else "(1 = 1)"
        case Selected(column, code):
            return _selected(column, code, kinds)
        case In(column, options):
            return "(" + " OR ".join(_compare(column, "=", option, kinds) for option in options) + ")"
        case Compare(left, sign, right):
            return _compare(left, sign, right, kinds)


def number_sql(expression: Expression, kinds: Kinds) -> str:
    """The number in SQL, null where it is unknown or where it would divide by zero."""
    match expression:
        case Number(value):
            return f"CAST({value!r} AS FLOAT8)"
        case Column(column):
            return NO_NUMBER if kinds.get(column, True) else name(column)
        case Minus(inner):
            return f"(-{number_sql(inner, kinds)})"
        case Count(conditions):
            return "(" + " + ".join(zero_one(truth_sql(one, kinds)) for one in conditions) + ")"
        case Lookup(score, values):
            lines = (f"WHEN CAST({at} AS FLOAT8) THEN CAST({value!r} AS FLOAT8)" for at, value in enumerate(values))
            return f"(CASE {number_sql(score, kinds)} {' '.join(lines)} END)"
        case Arithmetic(left, "/", right):
            return f"({number_sql(left, kinds)} / NULLIF({number_sql(right, kinds)}, 0))"
        case Arithmetic(left, sign, right):
            return f"({number_sql(left, kinds)} {sign} {number_sql(right, kinds)})"


def zero_one(condition: str) -> str:
    """1 where the condition holds, 0 where it does not, null where it is unknown."""
    return f"(CASE WHEN {condition} THEN CAST(1 AS FLOAT8) WHEN NOT {condition} THEN CAST(0 AS FLOAT8) END)"


def moments_sql(table: str, by: Sequence[str], *, base: str, y: str, weight: str) -> str:
    """Rows, weights and weighted answers by the columns `by` (stratum, unit, place): one line a combination.

    `base` is a condition and `y` a number, both in SQL. Rows outside the base or without an answer add nothing, but
    their unit stays in the result: nothing is filtered. Columns: `by`, then n, w, wy, wyy, hits.
    """
    keys = ", ".join(name(one) for one in by)
    counts = f"CASE WHEN {base} AND {y} IS NOT NULL THEN"
    weighed = name(weight) if weight else "CAST(1 AS FLOAT8)"
    sums = {
        "n": f"SUM({counts} 1 ELSE 0 END)",
        "w": f"SUM({counts} {weighed} ELSE CAST(0 AS FLOAT8) END)",
        "wy": f"SUM({counts} {weighed} * {y} ELSE CAST(0 AS FLOAT8) END)",
        "wyy": f"SUM({counts} {weighed} * {y} * {y} ELSE CAST(0 AS FLOAT8) END)",
        "hits": f"SUM({counts} CASE WHEN {y} > 0 THEN 1 ELSE 0 END ELSE 0 END)",
    }
    columns = ", ".join(f"{what} AS {called}" for called, what in sums.items())
    return f"SELECT {keys}, {columns} FROM {name(table)} GROUP BY {keys} ORDER BY {keys}"  # noqa: S608 - checked names


def sums_sql(  # noqa: PLR0913 - one keyword a part of the question
    table: str,
    *,
    by: Sequence[str],
    domain: str,
    y: str,
    weight: str,
    populations: Sequence[str] = (),
    shift: float = 0.0,
) -> str:
    """Weights and weighted answers by sampling unit (the columns `by`) and domain: one line a combination.

    A row whose answer is unknown adds nothing, but its unit stays; a row in no domain comes under null. `shift` is
    taken off y before summing, so that no digits are lost. Columns: u0, u1, …, d, p0, p1, …, n, w, wy.
    """
    keys = [*(f"{name(one)} AS u{at}" for at, one in enumerate(by)), f"{name(domain)} AS d" if domain else "0 AS d"]
    known, weighed = f"{name(y)} IS NOT NULL", name(weight) if weight else "CAST(1 AS FLOAT8)"
    moved = name(y) if shift == 0.0 else f"({name(y)} - CAST({shift!r} AS FLOAT8))"
    what = [
        *(f"MAX({name(one)}) AS p{at}" for at, one in enumerate(populations)),
        f"COUNT({name(y)}) AS n",
        f"SUM(CASE WHEN {known} THEN {weighed} ELSE 0 END) AS w",
        f"SUM(CASE WHEN {known} THEN {weighed} * {moved} ELSE 0 END) AS wy",
    ]
    grouped = ", ".join([*(name(one) for one in by), *([name(domain)] if domain else [])])
    ending = f" GROUP BY {grouped}" if grouped else ""
    return f"SELECT {', '.join([*keys, *what])} FROM {name(table)}{ending}"  # noqa: S608 - checked names


def name(column: str) -> str:
    """The name in quotes; only names that `checked` lets pass."""
    return '"' + checked([column])[0] + '"'


def _joined(parts: Sequence[Condition], word: str, empty: str, kinds: Kinds) -> str:
    return "(" + word.join(truth_sql(part, kinds) for part in parts) + ")" if parts else empty


def _compare(left: Expression, sign: str, right: Expression | Text, kinds: Kinds) -> str:
    if isinstance(right, Text):
        if not isinstance(left, Column) or not kinds.get(left.name, False):
            return UNKNOWN
        return f"({name(left.name)} {_sign(sign)} {_quoted(right.value)})"
    return f"({number_sql(left, kinds)} {_sign(sign)} {number_sql(right, kinds)})"


def _selected(column: Column, code: Text, kinds: Kinds) -> str:
    """Whether a code is among those joined by spaces; REPLACE keeps letters apart that LIKE would take for one."""
    if not kinds.get(column.name, False):
        return UNKNOWN
    padded = f"(' ' || {name(column.name)} || ' ')"
    return f"(REPLACE({padded}, {_quoted(f' {code.value} ')}, '') <> {padded})"


def _sign(sign: str) -> str:
    return "<>" if sign == "!=" else sign


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

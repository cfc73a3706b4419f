"""What a condition says about one row, and what an indicator gives for a handful: the specification of every engine.

Slow and plain on purpose: the engine's NumPy and SQL must agree with it. The logic is told in
`sofra.packs.condition`. A text where a number is needed is unknown, and so is a number where a text is.
"""

from collections.abc import Mapping, Sequence

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
    parse,
    parse_value,
)
from sofra.types.answers import Kind, Row, Value, Variable
from sofra.types.catalogue import Example, Indicator

WEIGHT = "weight"
"""The column of an example that says for how many people a row stands; 1 where there is none."""


def truth(condition: Condition, row: Row) -> bool | None:
    """True, False, or None where the row does not tell."""
    match condition:
        case And(parts):
            return _all([truth(part, row) for part in parts])
        case Or(parts):
            return _not(_all([_not(truth(part, row)) for part in parts]))
        case Not(inner):
            return _not(truth(inner, row))
        case IsNull(column):
            return row.get(column.name) is None
        case Selected(column, code):
            answer = row.get(column.name)
            return code.value in answer.split() if isinstance(answer, str) else None
        case In(column, options):
            return _among([_compare(column, "=", option, row) for option in options])
        case Compare(left, sign, right):
            return _compare(left, sign, right, row)


def number(value: Expression, row: Row) -> float | None:
    """The number, None where the row does not tell or where it would divide by zero."""
    match value:
        case Number(written):
            return written
        case Column(name):
            answer = row.get(name)
            return None if answer is None or isinstance(answer, str) else float(answer)
        case Minus(inner):
            found = number(inner, row)
            return None if found is None else -found
        case Count(conditions):
            verdicts = [truth(one, row) for one in conditions]
            return None if None in verdicts else float(sum(map(bool, verdicts)))
        case Lookup(inner, values):
            score = number(inner, row)
            known = score is not None and score in range(len(values))
            return values[int(score)] if score is not None and known else None
        case Arithmetic(left, sign, right):
            return _reckoned(number(left, row), sign, number(right, row))


def reckon(indicator: Indicator, rows: Sequence[Row]) -> float | None:
    """The indicator over these rows by hand: a weighted share, mean or total; None when nobody is in the base.

    A row counts when `base` is true and `where` (or `value`) is known.
    """
    base = parse(indicator.base)
    inside = [(row, _weight(row)) for row in rows if truth(base, row)]
    if indicator.kind == "mean":
        measured = [(number(parse_value(indicator.value), row), weight) for row, weight in inside]
    else:
        where = parse(indicator.where)
        measured = [(None if (said := truth(where, row)) is None else float(said), weight) for row, weight in inside]
    known = [(value, weight) for value, weight in measured if value is not None]
    total = sum(weight for _, weight in known)
    if not total:
        return None
    summed = sum(value * weight for value, weight in known)
    return summed if indicator.kind == "total" else summed / total


def rows_of(example: Example, variables: Mapping[str, Variable]) -> list[Row]:
    """The rows of a worked example, typed by the variables; an empty cell and a missing code are None.

    Raises ValueError for a cell that is no number where the variable holds numbers.
    """
    lines = [line for line in example.rows.strip().splitlines() if line.strip()]
    table = [[cell.strip() for cell in line.split("|")] for line in lines]
    header = table[0] if table else []
    return [
        {name: _value(name, cell, variables.get(name)) for name, cell in zip(header, line, strict=True)}
        for line in table[1:]
    ]


def _value(name: str, cell: str, variable: Variable | None) -> Value:
    if not cell or (variable and cell in variable.missing):
        return None
    if name == WEIGHT or (variable and variable.kind in (Kind.INTEGER, Kind.NUMBER)):
        return float(cell)
    return cell


def _weight(row: Row) -> float:
    weight = row.get(WEIGHT, 1.0)
    return float(weight) if isinstance(weight, int | float) else 1.0


def _not(said: bool | None) -> bool | None:
    return None if said is None else not said


def _all(said: Sequence[bool | None]) -> bool | None:
    if False in said:
        return False
    return None if None in said else True


def _among(said: Sequence[bool | None]) -> bool | None:
    return _not(_all([_not(one) for one in said]))


def _compare(left: Expression, sign: str, right: Expression | Text, row: Row) -> bool | None:
    if isinstance(right, Text):
        answer = row.get(left.name) if isinstance(left, Column) else None
        return None if not isinstance(answer, str) else (answer == right.value) == (sign == "=")
    one, other = number(left, row), number(right, row)
    if one is None or other is None:
        return None
    return {
        "=": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }[sign]


def _reckoned(left: float | None, sign: str, right: float | None) -> float | None:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right

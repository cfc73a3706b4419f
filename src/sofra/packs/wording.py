"""A condition written back as text, such that reading it gives the same condition."""

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


def write(condition: Condition) -> str:
    """The condition as text with the fewest brackets that we dare."""
    match condition:
        case Or(parts):
            return " or ".join(_closed(part, Or) for part in parts)
        case And(parts):
            return " and ".join(_closed(part, Or, And) for part in parts)
        case Not(IsNull(column)):
            return f"{column.name} is not null"
        case Not(inner):
            return f"not {_closed(inner, Or, And)}"
        case Compare(left, sign, right):
            return f"{write_value(left)} {sign} {write_value(right)}"
        case In(column, options):
            return f"{column.name} in ({', '.join(write_value(option) for option in options)})"
        case IsNull(column):
            return f"{column.name} is null"
        case Selected(column, code):
            return f"selected({column.name}, {write_value(code)})"


def write_value(value: Expression | Text) -> str:
    """The number or text as it stands in a condition."""
    match value:
        case Text(text):
            return "'" + text.replace("'", "''") + "'"
        case Column(name):
            return name
        case Number(number):
            return str(int(number)) if number.is_integer() else f"{number:.15f}".rstrip("0")
        case Minus(inner):
            return f"-{_tight(inner)}"
        case Arithmetic(left, sign, right):
            return f"{_tight(left)} {sign} {_tight(right)}"
        case Count(conditions):
            return f"count({', '.join(write(condition) for condition in conditions)})"
        case Lookup(score, values):
            return f"lookup({', '.join([write_value(score), *(write_value(Number(value)) for value in values)])})"


def _closed(condition: Condition, *looser: type) -> str:
    text = write(condition)
    return f"({text})" if isinstance(condition, looser) else text


def _tight(value: Expression) -> str:
    text = write_value(value)
    open_ended = isinstance(value, Arithmetic | Minus) or (isinstance(value, Number) and value.value < 0)
    return f"({text})" if open_ended else text

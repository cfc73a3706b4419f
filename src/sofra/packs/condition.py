"""Conditions of indicators and groups: a small language that says who is counted, read into plain values.

Three-valued logic, the same on every engine (`sofra.packs.truth` is the specification):

- An answer that is missing makes every comparison with it unknown; so do `in` and `selected`.
- `not unknown` is unknown. `and` is false when one part is false, else unknown when one part is unknown.
  `or` is true when one part is true, else unknown when one part is unknown.
- `is null` and `is not null` are never unknown.
- Arithmetic with an unknown is unknown; division by zero is unknown.
- `count(c, …)` is how many of its conditions are true, unknown when any of them is unknown.
- `lookup(n, v0, v1, …)` is the value that a scale's table gives the score n (0, 1, …), unknown for any other number.
- The empty condition holds for everybody.

Texts are compared by `=`, `!=` and `in` only: engines sort texts differently.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from lark import Lark, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args

from sofra.packs.grammar import GRAMMAR
from sofra.types.errors import PackError, SofraError, Where, stop

LONGEST = 300
"""Most words and signs in one condition, so that nothing nests deeper than Python can follow."""


@dataclass(frozen=True, slots=True)
class Column:
    """The answer in this column."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written, without its quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Minus:
    """The number with its sign turned."""

    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers joined by "+", "-", "*" or "/"."""

    left: "Expression"
    sign: str
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the conditions hold; unknown when any is unknown."""

    conditions: Sequence["Condition"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """The value that a table gives a whole score: values[0] for 0, values[1] for 1; unknown beyond the table."""

    score: "Expression"
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values joined by "=", "!=", "<", "<=", ">" or ">="; a Text stands only on the right of a Column."""

    left: "Expression"
    sign: str
    right: "Expression | Text"


@dataclass(frozen=True, slots=True)
class In:
    """The answer is one of these; the options are all texts or all numbers."""

    column: Column
    options: Sequence[Text | Number]


@dataclass(frozen=True, slots=True)
class IsNull:
    """There is no usable answer."""

    column: Column


@dataclass(frozen=True, slots=True)
class Selected:
    """This code is among the several choices of the answer."""

    column: Column
    code: Text


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    inner: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold. Without parts it holds for everybody."""

    parts: Sequence["Condition"]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: Sequence["Condition"]


Expression: TypeAlias = Column | Number | Minus | Arithmetic | Count | Lookup
Condition: TypeAlias = Compare | In | IsNull | Selected | Not | And | Or
Node: TypeAlias = Expression | Condition | Text

ALWAYS = And(())
"""The condition that holds for everybody; written as nothing."""


def parse(text: str, where: Where = Where()) -> Condition:
    """The condition that a text says; everybody when it is empty.

    Raises PackError that names the position (counted from 1), what stands there and what could.
    """
    if not text.strip():
        return ALWAYS
    condition: Condition = _read("condition", text, where)
    return condition


def parse_value(text: str, where: Where = Where()) -> Expression:
    """The number that a text says how to make from answers: "minutes_bus / 60". Raises PackError as `parse` does."""
    value: Expression = _read("value", text, where)
    return value


def columns(node: Node) -> frozenset[str]:
    """The names of all columns that this looks at."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Column))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, outer before inner."""
    yield node
    for inner in _inside(node):
        yield from walk(inner)


def _inside(node: Node) -> Sequence[Node]:
    match node:
        case And(parts) | Or(parts) | Count(parts):
            return parts
        case Not(inner) | Minus(inner) | Lookup(inner, _):
            return (inner,)
        case Compare(left, _, right) | Arithmetic(left, _, right):
            return (left, right)
        case In(column, options):
            return (column, *options)
        case IsNull(column):
            return (column,)
        case Selected(column, code):
            return (column, code)
    return ()


def _read(start: str, text: str, where: Where) -> Any:
    try:
        if sum(1 for _ in _parser().lex(text)) > LONGEST:
            raise stop(PackError, "condition_long", where, limit=LONGEST)
        return _parser().parse(text, start=start)
    except UnexpectedCharacters as trouble:
        raise _refused("condition_letter", text, trouble, where) from None
    except UnexpectedToken as trouble:
        code = "condition_end" if trouble.token.type == "$END" else "condition_word"
        raise _refused(code, text, trouble, where) from None
    except PackError as trouble:
        issue = trouble.issues[0]
        raise stop(PackError, issue.code, where, text=text, **issue.values) from None


def _refused(code: str, text: str, trouble: UnexpectedInput, where: Where) -> SofraError:
    position = trouble.pos_in_stream if trouble.pos_in_stream is not None else len(text)
    if code == "condition_end":
        return stop(PackError, code, where, text=text)
    found = str(trouble.token) if isinstance(trouble, UnexpectedToken) else text[position]
    return stop(PackError, code, where, text=text, position=position + 1, found=found)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer="basic", start=["condition", "value"], transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[Any, Any]):
    """Makes our values from what the grammar found."""

    def condition(self, inner: Condition) -> Condition:
        return inner

    def value(self, inner: Expression) -> Expression:
        return inner

    inner = value

    def disjunction(self, *parts: Condition) -> Condition:
        return Or(parts) if len(parts) > 1 else parts[0]

    def conjunction(self, *parts: Condition) -> Condition:
        return And(parts) if len(parts) > 1 else parts[0]

    def negated(self, inner: Condition) -> Condition:
        return Not(inner)

    def compare(self, left: Expression, sign: str, right: Expression) -> Condition:
        return Compare(left, str(sign), right)

    def compare_text(self, left: Expression, sign: str, text: str) -> Condition:
        return Compare(_column(left, str(sign)), str(sign), _text(text))

    def among(self, left: Expression, *options: Any) -> Condition:
        texts = tuple(option if isinstance(option, Number) else _text(option) for option in options)
        return In(_column(left, "in"), texts)

    def is_null(self, left: Expression) -> Condition:
        return IsNull(_column(left, "is null"))

    def is_not_null(self, left: Expression) -> Condition:
        return Not(IsNull(_column(left, "is not null")))

    def selected(self, name: str, code: str) -> Condition:
        return Selected(Column(str(name)), _text(code))

    def arithmetic(self, left: Expression, sign: str, right: Expression) -> Expression:
        return Arithmetic(left, str(sign), right)

    def minus(self, _sign: str, inner: Expression) -> Expression:
        return Number(-inner.value) if isinstance(inner, Number) else Minus(inner)

    def signed_number(self, _sign: str, digits: str) -> Number:
        return Number(-float(digits))

    def column(self, name: str) -> Column:
        return Column(str(name))

    def number(self, digits: str) -> Number:
        return Number(float(digits))

    def counted(self, *conditions: Condition) -> Count:
        return Count(conditions)

    def looked_up(self, score: Expression, *values: Number) -> Lookup:
        return Lookup(score, tuple(one.value for one in values))


def _column(left: Expression, sign: str) -> Column:
    if not isinstance(left, Column):
        raise stop(PackError, "condition_needs_column", sign=sign)
    return left


def _text(quoted: str) -> Text:
    return Text(str(quoted)[1:-1].replace("''", "'"))

"""Does a condition ask its columns for what they hold: numbers of numbers, and only codes that exist?"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from sofra.packs.condition import (
    Arithmetic,
    Column,
    Compare,
    Condition,
    Expression,
    In,
    Lookup,
    Minus,
    Node,
    Number,
    Selected,
    Text,
    walk,
)
from sofra.types.answers import Kind, Variable
from sofra.types.errors import Issue, Where

NUMERIC = (Kind.INTEGER, Kind.NUMBER)


def misfits(formula: Condition | Expression, variables: Mapping[str, Variable], where: Where) -> list[Issue]:
    """Columns used against their kind and codes that no choice has; columns nobody knows are passed over."""
    issues: list[Issue] = []
    if isinstance(formula, Column):
        issues.extend(_number(formula, variables, where))
    for node in walk(formula):
        issues.extend(_misfit(node, variables, where))
    return issues


def _misfit(node: Node, variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    match node:
        case Compare(Column() as column, _, Text(code)):
            yield from _code(column, code, variables, where)
        case Compare(left, _, right) | Arithmetic(left, _, right):
            yield from _numbers((left, right), variables, where)
        case Minus(inner) | Lookup(inner, _):
            yield from _numbers((inner,), variables, where)
        case In(column, options):
            for option in options:
                if isinstance(option, Number):
                    yield from _number(column, variables, where)
                else:
                    yield from _code(column, option.value, variables, where)
        case Selected(column, code):
            yield from _several(column, code.value, variables, where)


def _numbers(nodes: Iterable[Node], variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    for node in nodes:
        if isinstance(node, Column):
            yield from _number(node, variables, where)


def _number(column: Column, variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    variable = variables.get(column.name)
    if variable and variable.kind not in NUMERIC:
        yield _kind(variable, "number", where)


def _code(column: Column, code: str, variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    variable = variables.get(column.name)
    if variable is None:
        return
    if variable.kind in NUMERIC or variable.kind is Kind.CHOICES:
        yield _kind(variable, "text", where)
    elif variable.kind is Kind.CHOICE:
        yield from _unknown(variable, code, where)


def _several(column: Column, code: str, variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    variable = variables.get(column.name)
    if variable and variable.kind is not Kind.CHOICES:
        yield _kind(variable, "choices", where)
    elif variable:
        yield from _unknown(variable, code, where)


def _unknown(variable: Variable, code: str, where: Where) -> Iterable[Issue]:
    known = [choice.code for choice in variable.choices if choice.code not in variable.missing]
    if code not in known:
        near = get_close_matches(code, known, n=1, cutoff=0.0)
        values = {"name": variable.name, "value": code, "near": near[0] if near else "–"}
        yield Issue("pack_code_unknown", where, MappingProxyType(values))


def _kind(variable: Variable, wanted: str, where: Where) -> Issue:
    return Issue(f"pack_column_not_{wanted}", where, MappingProxyType({"name": variable.name}))

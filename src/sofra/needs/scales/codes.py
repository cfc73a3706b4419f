"""Codes that no answer of a scale has: taken as unknown, counted and said, never as a silent "no"."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Column, Frame
from sofra.needs.weights import Table, Weighed
from sofra.types.answers import Kind
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, Named, Severity, Where


def with_known_codes(weighed: Weighed, pack: Pack) -> Weighed:
    """The answers with unknown codes of the scales' questions made unknown, and one Issue a code among its issues."""
    tables, issues = {}, list(weighed.issues)
    for name, table in weighed.tables.items():
        tables[name], found = _cleaned(table, name, pack)
        issues += found
    return replace(weighed, tables=MappingProxyType(tables), issues=issues)


def _cleaned(table: Table, name: str, pack: Pack) -> tuple[Table, list[Issue]]:
    """Issues are told of the table that the question belongs to, once."""
    columns, issues = dict(table.frame.columns), list[Issue]()
    for item, codes in _codes(pack).items():
        for code in sorted(set(columns[item].texts or ()) - codes) if item in columns else ():
            columns[item], rows = _without(columns[item], code)
            if rows and pack.variables[item].table == name:
                values: Named = {"n": rows, "value": code, "item": item}
                issues.append(Issue("scale_code", Where(column=item), values, Severity.ROW))
    return replace(table, frame=Frame(table.frame.size, MappingProxyType(columns))), issues


def _codes(pack: Pack) -> dict[str, frozenset[str]]:
    """The codes of every question of a scale that has a list of answers."""
    items = {item for scale in pack.scales.values() for item in scale.items if item in pack.variables}
    asked = {item: pack.variables[item] for item in sorted(items)}
    return {
        item: frozenset([*(choice.code for choice in one.choices), *one.missing])
        for item, one in asked.items()
        if one.kind is Kind.CHOICE
    }


def _without(column: Column, code: str) -> tuple[Column, int]:
    """The column with this code unknown, and how many rows had it."""
    texts = column.texts or ()
    hit = column.known & (column.values == texts.index(code))
    return replace(column, values=np.where(hit, 0, column.values), known=column.known & ~hit), int(hit.sum())

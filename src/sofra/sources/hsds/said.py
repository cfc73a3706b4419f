"""What HSDS has no field for, as attributes of one taxonomy of ours: the name of the column and what stands there."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sofra.sources.hsds import terms
from sofra.sources.hsds.fields import Record
from sofra.types.cells import built, flat, line
from sofra.types.columns import CODES, Column, Flat, Kind
from sofra.types.columns import Record as Thing

KEPT_IN = frozenset({"provider", "parent", "sites", "serves", "hidden", "verified_by"})
"""Columns that never stand there: what points at another record goes by the other's id; secrecy and names of people
stay in the office."""


def unsaid(kind: Kind, thing: Thing, read: Thing) -> list[tuple[str, str]]:
    """Each column or part whose content is not what a reader of the record understands: its name, and it as JSON."""
    columns = _columns(kind)
    ours, theirs = flat(thing, columns), flat(read, columns)
    found = [(name, _json(value)) for name, value in ours.items() if value != theirs[name]]
    for part in kind.parts:
        lines = [flat(one, part.columns) for one in getattr(thing, part.name)]
        understood = [flat(one, part.columns) for one in getattr(read, part.name)]
        if sorted(map(_json, lines)) != sorted(map(_json, understood)):
            found.append((part.name, _json(lines)))
    return found


def with_said(kind: Kind, thing: Any, record: Record) -> Any:
    """The thing with what the record's attributes of this taxonomy say; what cannot be read stays as it is."""
    said = dict(_said(record))
    columns = [column for column in _columns(kind) if column.name in said and _fits(said[column.name], column)]
    whole = built(kind, {one.name: _flat(said[one.name]) for one in columns}, thing, columns=columns)
    for part in kind.parts:
        rows = said.get(part.name)
        if isinstance(rows, list) and all(_has_needed(row, part.columns) for row in rows):
            whole = replace(whole, **{part.name: tuple(line(part, row) for row in rows)})
    return whole


def _said(record: Record) -> Iterable[tuple[str, Any]]:
    for one in record.get("attributes") or []:
        term = one.get("taxonomy_term") if isinstance(one, Mapping) else None
        if not isinstance(term, Mapping) or term.get("taxonomy") != terms.SAID:
            continue
        try:
            yield str(term.get("code", "")), json.loads(str(one.get("value", "")))
        except ValueError:
            continue


def _columns(kind: Kind) -> list[Column]:
    return [column for column in kind.columns if column.name not in KEPT_IN]


def _fits(value: Any, column: Column) -> bool:
    """True when somebody else's JSON is what this column may hold."""
    if column.several:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if column.kind in ("whole", "number", "percent"):
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    return value is None or isinstance(value, bool) if column.kind == "sure" else isinstance(value, str)


def _has_needed(row: Any, columns: Iterable[Column]) -> bool:
    return isinstance(row, Mapping) and all(
        _fits(row[one.name], one) and not (one.of == "day" and row[one.name] not in CODES["day"])
        if one.name in row
        else not one.needed
        for one in columns
    )


def _flat(value: Any) -> Flat:
    return tuple(value) if isinstance(value, list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""Between a record of the inventory and its flat cells: laid flat, built again, and what differs between versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from sofra.types.columns import Column, Flat, Kind, Part, Record

EMPTY: Mapping[str, Any] = MappingProxyType({"name": MappingProxyType({})})
NEEDED = frozenset({"id", "name", "kind", "provider", "sector", "place", "service", "funder", "site", "profession",
                    "payer"})  # fmt: skip
"""Fields that a record cannot be made without; one that nobody asked yet is empty."""


def flat(thing: Any, columns: Sequence[Column]) -> dict[str, Flat]:
    """What the columns say of a record, by name. Shares come as per cent."""
    return {column.name: _value(thing, column) for column in columns}


def _value(thing: Any, column: Column) -> Flat:
    found = thing
    for step in column.path or (column.name,):
        if found is None:
            break
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step)
    if column.several:
        return tuple(found or ())
    if column.kind == "percent" and found is not None:
        return short(round(float(found) * 100, 6))
    if column.kind in ("whole", "number"):
        return short(found) if not isinstance(found, str) else _number(found)
    if column.kind == "sure":
        return None if found is None else bool(found)
    return "" if found is None else str(found)


def _number(text: str) -> Flat:
    try:
        return short(float(text)) if text else None
    except ValueError:
        return text


def short(value: float | None) -> int | float | None:
    """A whole number without its ".0", as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def built(
    kind: Kind, cells: Mapping[str, Flat], before: Record | None = None, *, columns: Sequence[Column] = ()
) -> Any:
    """The record that flat cells describe; what they do not name stays as it was, or takes its default.

    Text in a language that the form does not ask stays too.
    """
    tree: dict[str, Any] = {}
    for column in columns or kind.columns:
        if column.name in cells:
            _put(tree, column, cells[column.name])
    if before is not None:
        return _over(before, tree)
    return _new(kind.type, {"id": "", **tree})


def line(part: Part, cells: Mapping[str, Flat]) -> Any:
    """One line of a part (an opening, workers of a profession, a payment) from its flat cells."""
    tree: dict[str, Any] = {}
    for column in part.columns:
        if column.name in cells:
            _put(tree, column, cells[column.name])
    return _new(part.type, tree)


def _put(tree: dict[str, Any], column: Column, value: Flat) -> None:
    *stem, leaf = column.path or (column.name,)
    at = tree
    for step in stem:
        at = at.setdefault(step, {})
    at[leaf] = _stored(column, value)


def _stored(column: Column, value: Flat) -> Any:
    if column.kind == "percent" and isinstance(value, int | float):
        return float(value) / 100
    if column.path[:1] == ("details",) and isinstance(value, int | float):
        return str(value)
    if column.kind in ("number", "percent"):
        return float(value) if isinstance(value, int | float) else None
    if column.kind == "sure" and column.of == "plain":
        return bool(value)
    if column.kind == "code" and column.of == "day":
        return int(str(value))
    return value


def _new(type_: type, tree: Mapping[str, Any]) -> Any:
    """A value of this type with what the tree says; what it lacks takes the type's default, or is empty."""
    plain = {name: value for name, value in tree.items() if not isinstance(value, dict)}
    lacking = [one.name for one in fields(type_) if one.name not in plain and one.default is MISSING]
    empty = {name: EMPTY.get(name, "") for name in lacking if name in NEEDED}
    blank = type_(**empty, **plain)
    return _over(blank, {name: value for name, value in tree.items() if isinstance(value, dict)})


def _over(before: Any, tree: Mapping[str, Any]) -> Any:
    changed: dict[str, Any] = {}
    for name, value in tree.items():
        now = getattr(before, name)
        if isinstance(value, dict):
            changed[name] = _over(now, value) if is_dataclass(now) else _merged(now, value)
        else:
            changed[name] = value
    return replace(before, **changed)


def _merged(now: Mapping[str, str], said: Mapping[str, str]) -> Mapping[str, str]:
    whole = {**now, **said}
    return MappingProxyType({key: whole[key] for key in sorted(whole) if whole[key] not in ("", None)})


def changed(kind: Kind, old: Record, new: Record, columns: Sequence[Column]) -> Iterator[tuple[str, Any, Any]]:
    """Every column and part in which two versions differ: its name, what stood, what stands now."""
    before, after = flat(old, columns), flat(new, columns)
    for column in columns:
        if before[column.name] != after[column.name]:
            yield column.name, before[column.name], after[column.name]
    for part in kind.parts:
        one, other = tuple(getattr(old, part.name)), tuple(getattr(new, part.name))
        if one != other:
            yield part.name, one, other

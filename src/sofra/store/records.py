"""Between the frozen types and what a database or a file can hold: as_record() and from_record(), and nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.db.models import Model

from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def as_record(value: Any) -> Any:
    """A frozen value as plain JSON: dataclasses and mappings become objects, sequences lists, enums their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_record(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_record(part) for key, part in value.items()}
    if isinstance(value, Sequence | frozenset) and not isinstance(value, str):
        return [as_record(part) for part in value]
    return value


def from_record(kind: type[T], record: Any) -> T:
    """The frozen value again. Fields that the record lacks take their default, so old bundles stay readable."""
    return _reader(kind)(record)  # type: ignore[no-any-return]


def as_columns(value: Any) -> dict[str, Any]:
    """A frozen value as the columns of its row: one column a field, nested values as JSON."""
    return as_record(value)  # type: ignore[no-any-return]


def from_columns(kind: type[T], row: Model) -> T:
    """The frozen value that a row holds; columns that are no field of it are left out."""
    names = [part.name for part in fields(kind)]  # type: ignore[arg-type]
    return from_record(kind, {name: getattr(row, name) for name in names})


def fact_columns(fact: Fact) -> dict[str, Any]:
    """A fact laid flat, as the columns of its row."""
    cell, spread, base = fact.cell, fact.spread, fact.base
    return {
        "indicator": cell.indicator,
        "place": cell.place,
        "group": cell.group,
        "period": cell.period,
        "value": fact.value,
        "unit": fact.unit,
        "spread": spread.kind.value,
        "se": spread.se,
        "low": spread.low,
        "high": spread.high,
        "n": base.n,
        "hits": base.hits,
        "people": base.people,
        "deff": base.deff,
        "df": base.df,
        "missing": base.missing,
        "status": fact.status.value,
        "origin": fact.origin,
        "reason": fact.reason,
        "disclosure": fact.verdicts.disclosure,
        "precision": fact.verdicts.precision,
    }


FACT_COLUMNS = (
    "indicator", "place", "group", "period", "value", "unit", "spread", "se", "low", "high", "n", "hits", "people",
    "deff", "df", "missing", "status", "origin", "reason",
    "disclosure", "precision",
)  # fmt: skip
"""The columns of a fact in the order in which `fact_of` takes them."""

SPREADS = {kind.value: kind for kind in SpreadKind}
STATES = {status.value: status for status in Status}


def fact_of(row: Sequence[Any]) -> Fact:
    """The fact that the values of FACT_COLUMNS make."""
    indicator, place, group, period, value, unit, spread, se, low, high, *others = row
    *base, status, origin, reason, disclosure, precision = others
    return Fact(
        Cell(indicator, place, group, period),
        value,
        unit,
        Spread(SPREADS[spread], se, low, high),
        Base(*base),
        STATES[status],
        origin,
        reason,
        Verdicts(disclosure, precision),
    )


def facts_of(rows: Iterable[Sequence[Any]]) -> tuple[Fact, ...]:
    """The facts of many rows, in their order."""
    return tuple(fact_of(row) for row in rows)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    kind = getattr(kind, "__supertype__", kind)
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if origin in (Union, UnionType):
        return _union_reader([part for part in get_args(kind) if part is not NoneType])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        part = _reader(get_args(kind)[1])
        # PostgreSQL and a bundle keep the keys in orders of their own; pages and documents must not show which.
        return lambda found: MappingProxyType({key: part(found[key]) for key in sorted(found)})
    if isinstance(origin, type) and issubclass(origin, Sequence):
        part = _reader(get_args(kind)[0])
        return lambda found: tuple(part(value) for value in found)
    return _same


def _union_reader(kinds: list[Any]) -> Callable[[Any], Any]:
    # A union of plain values (an answer is text, number or nothing) is JSON as it stands.
    if len(kinds) != 1:
        return _same
    part = _reader(kinds[0])
    return lambda found: None if found is None else part(found)


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {part.name: _reader(hints[part.name]) for part in fields(kind)}

    def read(found: Mapping[str, Any]) -> Any:
        return kind(**{name: reader(found[name]) for name, reader in readers.items() if name in found})

    return read


def _same(found: Any) -> Any:
    return found

"""What is wrong with an HSDS object: fields that lack, that the standard does not know, or that hold another type."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sofra.sources.hsds.fields import HsdsField, Record, fields
from sofra.sources.names import nearest
from sofra.types.bounds import countable
from sofra.types.errors import Issue, Severity, Where

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d{2}:\d{2})?")


def check(record: Record, kind: str, file: str = "", spot: str = "") -> list[Issue]:
    """Every problem of one object and of all objects in it, by the path to it ("service_at_locations[0].location").

    The standard lets unknown keys pass; here they are notes, because each is a typing error or gets lost.
    """
    return list(_object(record, kind, file, spot or kind))


def _object(record: Record, kind: str, file: str, spot: str) -> Iterable[Issue]:
    known = fields()[kind]
    for name, field in known.items():
        if field.required and record.get(name) in (None, ""):
            yield Issue("hsds_lacks", Where(file, column=f"{spot}.{name}"), {"field": name, "object": kind})
    for name, value in record.items():
        where = Where(file, column=f"{spot}.{name}")
        if name not in known:
            closest = nearest(name, known) or "–"
            yield Issue("hsds_unknown", where, {"field": name, "object": kind, "closest": closest}, Severity.NOTE)
        elif value is not None:
            yield from _value(value, known[name], where)


def _value(value: Any, field: HsdsField, where: Where) -> Iterable[Issue]:
    if field.type == "list":
        yield from _list(value, field, where)
    elif field.type == "object":
        yield from _inner(value, field.of, where, where.column)
    elif field.type == "choice":
        if value not in field.of.split("|"):
            known = ", ".join(field.of.split("|"))
            yield Issue("hsds_choice", where, {"value": _short(value), "known": known})
    elif not IS[field.type](value):
        yield Issue("hsds_type", where, {"value": _short(value), "type": field.type})


def _list(value: Any, field: HsdsField, where: Where) -> Iterable[Issue]:
    if not isinstance(value, list):
        yield Issue("hsds_type", where, {"value": _short(value), "type": "list"})
        return
    for number, part in enumerate(value):
        yield from _inner(part, field.of, where, f"{where.column}[{number}]")


def _inner(value: Any, kind: str, where: Where, spot: str) -> Iterable[Issue]:
    if isinstance(value, Mapping):
        yield from _object(value, kind, where.file, spot)
    else:
        yield Issue("hsds_type", Where(where.file, column=spot), {"value": _short(value), "type": kind})


def _short(value: Any) -> str:
    return str(value)[:60]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and countable(value)


def _uuid(value: Any) -> bool:
    return _parses(value, UUID)


def is_date(value: Any) -> bool:
    """True for a whole day as the standard writes it (2026-03-01)."""
    return _parses(value, date.fromisoformat) and DAY.fullmatch(value) is not None


def is_email(value: str) -> bool:
    """True for what the standard takes as an address of e-mail."""
    return EMAIL.fullmatch(value) is not None


def is_time(value: str) -> bool:
    """True for a time of the day as the standard writes it: 24:00 is none."""
    return TIME.fullmatch(value) is not None


def is_uri(value: str) -> bool:
    """True for what the standard takes as an address of the web."""
    return URI.fullmatch(value) is not None


def _day_or_moment(value: Any) -> bool:
    return is_date(value) or _moment(value)


def _moment(value: Any) -> bool:
    return _parses(value, datetime.fromisoformat) and "T" in str(value).upper()


def _parses(value: Any, read: Callable[[str], object]) -> bool:
    try:
        read(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


IS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "text": _text,
        "number": _number,
        "uuid": _uuid,
        "uri": _like(URI),
        "email": _like(EMAIL),
        "date": is_date,
        "day": _day_or_moment,
        "time": _like(TIME),
        "date-time": _moment,
    }
)

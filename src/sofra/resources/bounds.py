"""What of a record no page, file or database could hold: strange codes, boundless numbers, endless texts."""

from collections.abc import Iterator, Sequence
from typing import Any

from sofra.types.bounds import LONGEST_CODE, LONGEST_LINE, LONGEST_TEXT, MOST, TAKEN, countable, fits_address
from sofra.types.cells import flat
from sofra.types.columns import Column, Record, kind_of
from sofra.types.errors import Issue, Severity, Where

SHORTER = {"registration": 80, "verified_by": 200, "sector": 20}
"""Columns for which the tables have less room."""


def beyond(record: Record) -> Iterator[Issue]:
    """Every code, number and text of the record, and of its lines, that goes beyond what can be kept."""
    kind = kind_of(record)
    if not fits_address(record.id):
        yield _wrong("id_signs", "id", value=record.id[:60], limit=LONGEST_CODE)
    if record.id in TAKEN:
        yield _wrong("code_is_address", "id", value=record.id)
    yield from _cells(record, kind.columns)
    for part in kind.parts:
        for one in getattr(record, part.name):
            yield from _cells(one, part.columns)


def _cells(thing: Any, columns: Sequence[Column]) -> Iterator[Issue]:
    for column in columns:
        value = flat(thing, [column])[column.name]
        limit = SHORTER.get(column.name, LONGEST_TEXT if column.kind == "long" else LONGEST_LINE)
        if isinstance(value, str) and len(value) > limit:
            yield _wrong("text_long", column.name, limit=limit, n=len(value))
        elif isinstance(value, int | float) and not countable(value):
            yield _wrong("number_boundless", column.name, limit=MOST)


def _wrong(code: str, column: str, **values: str | int) -> Issue:
    return Issue(code, Where(column=column), values, Severity.ROW)

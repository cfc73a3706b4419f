"""A saved column map: which column of somebody's table is which field, proposed by names and kept as plain JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sofra.sources.names import fold, nearest
from sofra.sources.tables import Sheet
from sofra.types.answers import Held, Row
from sofra.types.errors import Issue, Severity, SourceError, Where
from sofra.types.keys import Label

EMPTY: Mapping[str, str] = MappingProxyType({})
CYRILLIC = range(0x400, 0x530)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that a reader looks for: its name, the headers under which it usually stands, whether it must be there.

    `many` True: it may also come in several languages, as "name_mk", "name_en".
    """

    name: str
    also: Sequence[str] = ()
    needed: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Field to header; field to codes ("pharmacy" to "INF"); field to the one value that every row has."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def as_plain(self) -> dict[str, Any]:
        """The map as JSON writes it."""
        return {
            "columns": dict(self.columns),
            "values": {name: dict(codes) for name, codes in self.values.items()},
            "constants": dict(self.constants),
        }


def column_map(plain: Mapping[str, Any]) -> ColumnMap:
    """The map that `as_plain` wrote."""
    return ColumnMap(plain.get("columns", {}), plain.get("values", {}), plain.get("constants", {}))


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table under the fields' names, with its number in the sheet; `rest` are the other columns."""

    cells: Mapping[str, str]
    rest: Mapping[str, str]
    where: Where
    as_stood: Row

    def get(self, name: str) -> str:
        """The text of a field, "" when the cell is empty or the column absent."""
        return self.cells.get(name, "")

    def label(self, name: str) -> Label:
        """The texts of a field by language; a text without a language is English unless its letters are Cyrillic."""
        prefix = f"{name}_"
        out = {key.removeprefix(prefix): text for key, text in self.cells.items() if key.startswith(prefix) and text}
        plain = self.get(name)
        if plain:
            out.setdefault("mk" if any(ord(letter) in CYRILLIC for letter in plain) else "en", plain)
        if out and "en" not in out:
            out["en"] = plain or next(iter(out.values()))
        return MappingProxyType(out)

    def issue(self, code: str, column: str, value: str, expected: str = "") -> Issue:
        """An issue of this row, at the cell of a field."""
        where = Where(self.where.file, self.where.sheet, self.where.row, column)
        return Issue(code, where, {"value": value, "expected": expected, "column": column}, Severity.ROW)

    def held(self, issues: Sequence[Issue], table: str) -> Held:
        """The row held back with these issues, as it stood."""
        return Held(table, self.as_stood, tuple(issues))


def propose_columns(sheet: Sheet, wanted: Sequence[Wanted]) -> ColumnMap:
    """The header for each field that has one: by its name or one of its usual names, in any script.

    A field in several languages takes "name_mk", "Name (mk)", "назив_мк" under "name_mk".
    """
    heads = {fold(head): head for head in reversed(sheet.header) if head}
    out: dict[str, str] = {}
    for one in wanted:
        names = [fold(name) for name in (one.name, *one.also)]
        found = next((heads[name] for name in names if name in heads), None)
        if found:
            out.setdefault(one.name, found)
        if one.many:
            out |= {f"{one.name}_{lang}": head for lang, head in _languages(names, heads)}
    taken: set[str] = set()
    return ColumnMap({name: head for name, head in out.items() if not (head in taken or taken.add(head))})  # type: ignore[func-returns-value]


def _languages(names: Sequence[str], heads: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for folded, head in heads.items():
        before, _, lang = folded.rpartition(" ")
        if before in names and len(lang) == 2 and lang.isalpha():
            yield lang, head


def pick(sheet: Sheet, wanted: Sequence[Wanted], columns: ColumnMap | None = None) -> list[Record]:
    """The rows under the fields' names; a map that is given wins over what is proposed, field by field.

    Raises SourceError with every field that is needed and has no column, and every mapped column that is not there.
    """
    proposed = propose_columns(sheet, wanted)
    given = columns or ColumnMap()
    mapped = {**proposed.columns, **given.columns}
    issues = [*_absent(sheet, mapped, given.constants, wanted)]
    if issues:
        raise SourceError(*issues)
    places = {name: sheet.header.index(head) for name, head in mapped.items()}
    used = set(mapped.values())
    others = {head: place for place, head in enumerate(sheet.header) if head and head not in used}
    return [
        Record(
            _cells(row, places, given),
            {head: row[place] for head, place in others.items() if row[place]},
            sheet.where(index),
            dict(zip(sheet.header, row, strict=True)),
        )
        for index, row in enumerate(sheet.rows)
    ]


def _absent(
    sheet: Sheet, mapped: Mapping[str, str], constants: Mapping[str, str], wanted: Sequence[Wanted]
) -> Iterator[Issue]:
    where = Where(sheet.origin.name, sheet.name, 1)
    for head in mapped.values():
        if head not in sheet.header:
            values = {"column": head, "closest": nearest(head, sheet.header)}
            yield Issue("column_absent", where, values, Severity.FILE)
    for one in wanted:
        there = one.name in constants or any(name == one.name or name.startswith(f"{one.name}_") for name in mapped)
        if one.needed and not there:
            free = [head for head in sheet.header if head and head not in mapped.values()] or list(sheet.header)
            yield Issue("column_absent", where, {"column": one.name, "closest": nearest(one.name, free)}, Severity.FILE)


def _cells(row: Sequence[str], places: Mapping[str, int], given: ColumnMap) -> dict[str, str]:
    """The row's texts under the fields' names, codes exchanged, constants where the cell is empty."""
    cells = {name: given.values.get(name, EMPTY).get(text, text) for name, text in given.constants.items()}
    for name, place in places.items():
        codes = given.values.get(name, EMPTY)
        cells[name] = codes.get(row[place], row[place]) or cells.get(name, "")
    return cells


def row_issues(sheet: Sheet) -> dict[int, list[Issue]]:
    """The sheet's own issues that hold a row, by its number."""
    out: dict[int, list[Issue]] = {}
    for issue in sheet.issues:
        if issue.severity is Severity.ROW and issue.where.row is not None:
            out.setdefault(issue.where.row, []).append(issue)
    return out

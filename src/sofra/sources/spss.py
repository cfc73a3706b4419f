"""SPSS and Stata files: answers with the value labels and missing codes that the file itself carries."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sofra.sources.design_columns import check_weight
from sofra.sources.files import Content
from sofra.sources.grid import Grid
from sofra.sources.ids import give_ids
from sofra.sources.names import clean, unique
from sofra.sources.tables import Sheet
from sofra.types.answers import Batch, Choice, Codebook, Held, Kind, Origin, Value, Variable
from sofra.types.errors import MissingExtra, SourceError, Where, stop

MOST_LABELLED = 200


def read_labelled(path: Path, content: Content, *, weight: str = "") -> Batch:
    """The answers of a .sav or .dta file as a batch of households.

    A column whose labels cover all its values is a choice; user-missing and system-missing values are unknown, and
    the codes declared missing stand in the codebook. Raises MissingExtra without pyreadstat, SourceError when broken.
    """
    frame, meta = _load(path, content)
    names = unique(clean(name) for name in meta.column_names)
    variables = []
    columns: list[list[Value]] = []
    for name, own in zip(names, meta.column_names, strict=True):
        values = [_value(cell) for cell in frame[own].tolist()]
        variable = _variable(name, own, values, meta)
        variables.append(variable)
        columns.append([_coded(value, variable) for value in values])
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    origin = Origin(content.name, content.sha256, content.format, str(meta.file_encoding or "").lower())
    shown = [tuple("" if value is None else str(value) for value in row.values()) for row in rows]
    sheet = Sheet(tuple(names), shown, range(1, len(rows) + 1), origin, "", content.issues)
    grid = Grid(sheet, rows, variables, {}, notes=list(content.issues))
    return _batch(grid, weight)


def _batch(grid: Grid, weight: str) -> Batch:
    if not grid.rows:
        raise stop(SourceError, "file_header_only", Where(grid.sheet.origin.name), file=grid.sheet.origin.name)
    give_ids(grid)
    if weight:
        check_weight(grid, clean(weight))
    held = tuple(Held("household", dict(grid.rows[index]), tuple(grid.bad[index])) for index in sorted(grid.bad))
    issues = (*grid.notes, *(issue for index in sorted(grid.bad) for issue in grid.bad[index]))
    kept = tuple(row for index, row in enumerate(grid.rows) if index not in grid.bad)
    return Batch(Codebook(tuple(grid.variables)), {"household": kept}, grid.sheet.origin, issues, held)


def _load(path: Path, content: Content) -> tuple[Any, Any]:
    where = Where(file=content.name)
    try:
        import pyreadstat
    except ImportError as absent:
        raise stop(MissingExtra, "spss_extra_missing", where, file=content.name) from absent
    read: Callable[..., tuple[Any, Any]] = pyreadstat.read_sav if content.format == "sav" else pyreadstat.read_dta
    try:
        frame, meta = read(str(path))
        if content.format == "sav":  # the codes declared missing are told only to those who ask to see them
            _, meta = read(str(path), metadataonly=True, user_missing=True)
        return frame, meta
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as broken:
        raise stop(SourceError, "file_damaged", where, file=content.name) from broken


def _variable(name: str, own: str, values: Sequence[Value], meta: Any) -> Variable:
    words = meta.column_names_to_labels.get(own) or own
    label = {"en": words}
    labels = {_code(code): text for code, text in meta.variable_value_labels.get(own, {}).items()}
    missing = tuple(_missing(meta, own, labels))
    used = {_code(value) for value in values if value is not None}
    if labels and used <= set(labels) and len(labels) <= MOST_LABELLED:
        choices = tuple(Choice(code, {"en": text}) for code, text in labels.items())
        return Variable(name, Kind.CHOICE, label, "household", choices, missing)
    return Variable(name, _kind(values), label, "household", missing=missing)


def _missing(meta: Any, own: str, labels: Mapping[str, str]) -> list[str]:
    """The codes that the file declares missing; of a declared range, those that have a label or stand at its ends."""
    codes = [_code(code) for code in meta.missing_user_values.get(own, [])]
    for part in meta.missing_ranges.get(own, []):
        low, high = part["lo"], part["hi"]
        codes += [_code(end) for end in (low, high) if not isinstance(end, float) or math.isfinite(end)]
        if isinstance(low, int | float) and isinstance(high, int | float):
            codes += [code for code in labels if _is_number(code) and low <= float(code) <= high]
    return list(dict.fromkeys(codes))


def _is_number(code: str) -> bool:
    try:
        return math.isfinite(float(code))
    except ValueError:
        return False


def _value(cell: object) -> Value:
    """A cell as a plain value; not-a-number and "not a time" are unknown."""
    if cell is None or cell != cell or cell == "":
        return None
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else float(cell)
    return str(cell)


def _code(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _coded(value: Value, variable: Variable) -> Value:
    return _code(value) if variable.kind is Kind.CHOICE and value is not None else value


def _kind(values: Sequence[Value]) -> Kind:
    used = [value for value in values if value is not None]
    if used and all(isinstance(value, int) for value in used):
        return Kind.INTEGER
    if used and all(isinstance(value, int | float) for value in used):
        return Kind.NUMBER
    if used and all(isinstance(value, str) and len(value) == 10 and value[4:5] == "-" for value in used):
        return Kind.DATE
    return Kind.TEXT

"""One cell against its variable: the value, or what is wrong with it."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sofra.sources.names import closest, fold, nearest
from sofra.types.answers import Kind, Value, Variable

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?|[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?( г\.?)?")
YES = frozenset({"true", "yes", "da", "po", "1"})
EMPTY = frozenset({"", "n/a", "nan", "null", "none"})
"""Words for an empty cell, unless the form lists one as an answer."""


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a cell: the code of the issue and the values of its sentence."""

    code: str
    value: str
    expected: str = ""


Read: TypeAlias = Callable[[str], Value | Bad]


def reader(variable: Variable) -> Read:
    """The function that reads this variable's cells: text in; a value, None for unknown, or Bad out.

    A word for an empty cell ("none") that the form lists as a choice is that answer.
    """
    inner = _inner(variable)
    missing = frozenset(variable.missing)
    listed = {choice.code.casefold() for choice in variable.choices}
    unsaid = frozenset() if variable.kind is Kind.TEXT else EMPTY - listed

    def read(cell: str) -> Value | Bad:
        if cell in missing or cell == "":
            return None
        return None if cell.casefold() in unsaid else inner(cell)

    return read


def _inner(variable: Variable) -> Read:
    if variable.kind is Kind.INTEGER or variable.kind is Kind.NUMBER:
        return _number_reader(variable)
    if variable.kind is Kind.CHOICE and variable.choices:
        return _choice_reader(variable)
    if variable.kind is Kind.CHOICES and variable.choices:
        return _choices_reader(variable)
    if variable.kind is Kind.DATE:
        return day
    return str


def number(cell: str) -> float | None:
    """The number in a text; a comma may stand for the point. None for text and for "1,234", which could be two things.

    Spaces between thousands are taken out ("12 500"). None for a number without end too ("1e999").
    """
    if THOUSANDS.fullmatch(cell):
        return None if "," in cell else float(re.sub(r"\s", "", cell))
    found = float(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else None
    return found if found is None or math.isfinite(found) else None


def _number_reader(variable: Variable) -> Read:
    missing = {float(code) for code in variable.missing if NUMBER.fullmatch(code)}

    def read(cell: str) -> Value | Bad:
        value = number(cell)
        if value is None:
            return Bad("cell_not_number", cell)
        if value in missing:
            return None
        if (variable.low is not None and value < variable.low) or (variable.high is not None and value > variable.high):
            return Bad("cell_out_of_range", cell, limits(variable.low, variable.high))
        if variable.kind is Kind.NUMBER:
            return value
        return int(value) if value.is_integer() else Bad("cell_not_whole", cell)

    return read


def limits(low: float | None, high: float | None) -> str:
    """The limits as signs that every language reads: "0–120", "≥ 0", "≤ 50"."""
    if low is not None and high is not None:
        return f"{low:g}–{high:.15g}"
    return f"≥ {low:.15g}" if low is not None else f"≤ {high:.15g}"


def _choice_reader(variable: Variable) -> Read:
    codes = spellings(variable)
    known = [choice.code for choice in variable.choices]

    def read(cell: str) -> Value | Bad:
        code = codes.get(cell) or codes.get(fold(cell)) or codes.get(_whole(cell))
        if code is None:
            return Bad("cell_code_unknown", cell, _meant(cell, codes, known))
        return None if code in variable.missing else code

    return read


def _choices_reader(variable: Variable) -> Read:
    codes = spellings(variable)
    known = [choice.code for choice in variable.choices]

    def read(cell: str) -> Value | Bad:
        if cell in codes:
            return codes[cell]
        found = []
        for part in _parts(cell, codes):
            code = codes.get(part) or codes.get(fold(part)) or codes.get(_whole(part))
            if code is None:
                return Bad("cell_code_unknown", part, _meant(part, codes, known))
            found.append(code)
        return " ".join(code for code in found if code not in variable.missing) or None

    return read


def _meant(cell: str, codes: Mapping[str, str], known: Sequence[str]) -> str:
    """The code most alike, by its own letters or by its words; the first few codes where none is alike."""
    spelling = closest(cell, codes)
    return codes[spelling] if spelling else nearest(cell, known)


def _parts(cell: str, codes: dict[str, str]) -> Sequence[str]:
    words = cell.split()
    if all(word in codes for word in words):
        return words
    for mark in (";", ",", "|"):
        if mark in cell:
            return [part.strip() for part in cell.split(mark) if part.strip()]
    return words


def spellings(variable: Variable) -> dict[str, str]:
    """Every way in which a choice may be written (code, label in any language, both folded too), with its code."""
    out = {choice.code: choice.code for choice in variable.choices}
    for choice in variable.choices:
        for words in choice.label.values():
            out.setdefault(words.strip(), choice.code)
    for choice in variable.choices:
        for words in (choice.code, *choice.label.values()):
            out.setdefault(fold(words), choice.code)
    out.pop("", None)
    return out


def _whole(cell: str) -> str:
    """ "1.0" as "1", since spreadsheets turn codes into decimals."""
    return cell[:-2] if cell.endswith(".0") else cell


def day(cell: str) -> Value | Bad:
    """A date as ISO text; day.month.year and day/month/year are read the region's way, the day first."""
    found = DAY_FIRST.fullmatch(cell)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(cell[:10]).isoformat()
    except ValueError:
        return Bad("cell_not_date", cell)


def yes(cell: str) -> bool:
    """True for a ticked split column of a select_multiple."""
    return cell.casefold().removesuffix(".0") in YES

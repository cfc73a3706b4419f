"""What can be wrong, as a value (Issue) and as a stop (SofraError): where, what, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Named: TypeAlias = Mapping[str, str | int | float]
"""Values for the named gaps of a sentence: {"value": 830, "limit": 120}."""


class Severity(StrEnum):
    """How much an Issue holds up: the file, one row, one cell, or nothing."""

    FILE = "file"
    ROW = "row"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Where:
    """The spot that a person has to look at; `row` counts as a spreadsheet does, the header is row 1."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem in data. `code` names two sentences in the packs: issues.<code>.what and .remedy."""

    code: str
    where: Where = Where()
    values: Named = field(default_factory=lambda: MappingProxyType({}))
    severity: Severity = Severity.CELL


class SofraError(Exception):
    """A stop that carries every Issue found so far; the skins show them in the user's language."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*issues)
        self.issues = issues

    def __str__(self) -> str:
        return "; ".join(plain(issue) for issue in self.issues)


class SourceError(SofraError):
    """A file cannot be read as what it was given for: correct the file, or name another kind."""


class PackError(SofraError):
    """A pack file contradicts itself or its schema: correct the pack."""


class DesignError(SofraError):
    """The sample cannot carry an estimate: correct weights, strata or units."""


class NotAllowed(SofraError):
    """This role may not do this: ask somebody who may."""


class Conflict(SofraError):
    """Somebody else changed the same thing meanwhile: look at both versions, then save again."""


class NotFound(SofraError):
    """There is nothing under this name: choose one that exists."""


class MissingExtra(SofraError):
    """This needs an optional part of the installation: install it."""


def stop(
    kind: type[SofraError],
    code: str,
    where: Where = Where(),
    **values: str | int | float,
) -> SofraError:
    """A SofraError of one issue, ready to raise: raise stop(SourceError, "not_xlsx", Where(file=name))."""
    return kind(Issue(code, where, MappingProxyType(values), Severity.FILE))


def plain(issue: Issue) -> str:
    """The issue for a developer's eye: code, spot, values. Users get the sentences of the packs."""
    spot = ", ".join(_spots(issue.where))
    values = ", ".join(f"{name}={value}" for name, value in issue.values.items())
    return " | ".join(part for part in (issue.code, spot, values) if part)


def _spots(where: Where) -> Iterable[str]:
    if where.file:
        yield where.file
    if where.sheet:
        yield f"sheet {where.sheet}"
    if where.row is not None:
        yield f"row {where.row}"
    if where.column:
        yield f"column {where.column}"

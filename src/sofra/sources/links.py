"""Links: which foreign column answers which variable of the packs, checked and applied.

Proposals come from `likeness`, the table that a clerk edits from `link_table`; both are open from here.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sofra.sources.cells import Bad, Read, reader
from sofra.sources.likeness import fits, propose
from sofra.sources.link_table import read_links, write_links
from sofra.sources.names import nearest
from sofra.types.answers import Batch, Codebook, Kind, Link, Row, Value, Variable
from sofra.types.errors import Issue, Named, Severity, Where

__all__ = ["ANY", "apply", "check", "propose", "read_links", "write_links"]

ANY = "*"
"""In a link's codes: every answer that has no line of its own; with an empty column, the constant for every row."""

NUMBERS = (Kind.INTEGER, Kind.NUMBER)


def check(links: Sequence[Link], codebook: Codebook, variables: Mapping[str, Variable]) -> list[Issue]:
    """Everything wrong with the links, all at once; none is applied here.

    FILE: a column or variable that does not exist, a code that the variable does not have, a factor of zero, two links
    to one variable, kinds that cannot meet. CELL: codes of the column that the link says nothing about.
    """
    known = {variable.name: variable for variable in codebook.variables}
    targets = Counter(link.variable for link in links)
    issues = [
        _issue("link_variable_twice", links[0], variable=variable, n=count)
        for variable, count in targets.items()
        if count > 1
    ]
    for link in links:
        issues += _check_one(link, known, variables)
    return issues


def _check_one(link: Link, known: Mapping[str, Variable], variables: Mapping[str, Variable]) -> Iterator[Issue]:
    target = variables.get(link.variable)
    column = known.get(link.column)
    if target is None:
        yield _issue("link_variable_unknown", link, variable=link.variable, closest=nearest(link.variable, variables))
    if link.column and column is None:
        yield _issue("link_column_unknown", link, column=link.column, closest=nearest(link.column, known))
    if not link.column and ANY not in link.codes:
        yield _issue("link_constant_absent", link, variable=link.variable)
    if not math.isfinite(link.factor) or link.factor == 0:
        yield _issue("link_factor", link, variable=link.variable)
    if target is None or (link.column and column is None):
        return
    yield from _check_codes(link, target)
    if column is not None:
        yield from _check_meeting(link, column, target)


def _check_codes(link: Link, target: Variable) -> Iterator[Issue]:
    codes = [choice.code for choice in target.choices] + list(target.missing)
    if not target.choices:
        return
    for code in sorted(set(link.codes.values()) - set(codes) - {""}):
        yield _issue("link_code_unknown", link, code=code, variable=target.name, closest=nearest(code, codes))


def _check_meeting(link: Link, column: Variable, target: Variable) -> Iterator[Issue]:
    if column.table != target.table:
        yield _issue("link_table_differs", link, Severity.CELL, column=column.name, variable=target.name)
    if not link.codes and not fits(column, target):
        yield _issue("link_kinds_differ", link, column=column.name, variable=target.name)
    if not target.choices or not column.choices:
        return
    accepted = set(link.codes) or {choice.code for choice in target.choices} | set(target.missing)
    left = [choice.code for choice in column.choices if choice.code not in accepted]
    if left and ANY not in link.codes:
        shown = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
        yield _issue("link_codes_left", link, Severity.CELL, n=len(left), codes=shown, variable=target.name)


def _issue(name: str, link: Link, severity: Severity = Severity.FILE, **values: str | int) -> Issue:
    named: Named = MappingProxyType({"column": link.column, **values})
    return Issue(name, Where(column=link.column or link.variable), named, severity)


def apply(batch: Batch, links: Sequence[Link], variables: Mapping[str, Variable]) -> Batch:
    """The batch with the packs' variables beside its own columns.

    Only confirmed links count. Numbers are multiplied by the factor (whole ones rounded down: completed years); codes
    are exchanged; what then does not fit the variable (no such code, out of range) is unknown, with one issue a
    column that counts it. Own columns stay; one that has the name of a variable without being it becomes "own_…".
    Rows, and what is held, stay as many as they were. Raises nothing: `check` comes before.
    """
    usable = [
        link
        for link in links
        if link.confirmed and link.variable in variables and (not link.column or batch.codebook.find(link.column))
    ]
    renamed = _own_names(batch.codebook, usable, variables)
    issues: list[Issue] = []
    tables: dict[str, Sequence[Row]] = {}
    for table, rows in batch.tables.items():
        exchanges = [_exchange(link, variables) for link in usable if _table(link, batch.codebook, variables) == table]
        tables[table] = [_row(row, exchanges, renamed) for row in rows]
        issues += [issue for exchange in exchanges for issue in exchange.issues(batch.origin.name)]
    codebook = _codebook(batch.codebook, usable, variables, renamed)
    return replace(batch, codebook=codebook, tables=tables, issues=(*batch.issues, *issues))


def _table(link: Link, codebook: Codebook, variables: Mapping[str, Variable]) -> str:
    column = codebook.find(link.column) if link.column else None
    return column.table if column else variables[link.variable].table


def _own_names(codebook: Codebook, links: Sequence[Link], variables: Mapping[str, Variable]) -> dict[str, str]:
    """New names for own columns that would pass for a variable of the packs."""
    targets = {link.variable for link in links}
    taken = {variable.name for variable in codebook.variables} | targets
    out: dict[str, str] = {}
    for column in codebook.variables:
        target = variables.get(column.name)
        if column.name in targets or (target and not fits(column, target)):
            name = f"own_{column.name}"
            while name in taken:
                name += "_"
            taken.add(name)
            out[column.name] = name
    return out


def _codebook(
    codebook: Codebook, links: Sequence[Link], variables: Mapping[str, Variable], renamed: Mapping[str, str]
) -> Codebook:
    own = [replace(column, name=renamed.get(column.name, column.name)) for column in codebook.variables]
    added = {
        link.variable: replace(variables[link.variable], table=_table(link, codebook, variables)) for link in links
    }
    return replace(codebook, variables=(*own, *added.values()))


def _row(row: Row, exchanges: Sequence["_Exchange"], renamed: Mapping[str, str]) -> Row:
    out = {renamed.get(name, name): value for name, value in row.items()}
    for exchange in exchanges:
        out[exchange.link.variable] = exchange.value(row)
    return out


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One link at work; it counts what did not fit and lives no longer than `apply`."""

    link: Link
    variable: Variable
    read: Read
    memo: dict[Value, Value]
    lost: Counter[str]

    def value(self, row: Row) -> Value:
        cell = row[self.link.column] if self.link.column else ANY
        if cell is None:
            return None
        if cell not in self.memo:
            self.memo[cell] = self._exchanged(cell)
        answer = self.memo[cell]
        if answer is None and not self._silent(cell):
            self.lost[_text(cell)] += 1
        return answer

    def _silent(self, cell: Value) -> bool:
        """True for an answer that the link or the variable declares to be unknown."""
        text = _text(cell)
        return self.link.codes.get(text, self.link.codes.get(ANY, text)) in ("", *self.variable.missing)

    def _exchanged(self, cell: Value) -> Value:
        text = _recoded(cell, self.link) if self.link.codes else _scaled(cell, self.link.factor, self.variable)
        if text is None or text == "":
            return None
        answer = self.read(text)
        return None if isinstance(answer, Bad) else answer

    def issues(self, file: str) -> list[Issue]:
        if not self.lost:
            return []
        shown = ", ".join(sorted(self.lost)[:5]) + (", …" if len(self.lost) > 5 else "")
        values: Named = {"n": self.lost.total(), "codes": shown, "variable": self.variable.name}
        return [Issue("link_answers_lost", Where(file, column=self.link.column), values, Severity.CELL)]


def _exchange(link: Link, variables: Mapping[str, Variable]) -> _Exchange:
    variable = variables[link.variable]
    return _Exchange(link, variable, reader(variable), {}, Counter())


def _recoded(cell: Value, link: Link) -> str | None:
    """The pack's code for an answer; of several answers the first with a line of its own speaks."""
    text = _text(cell)
    if text in link.codes:
        return link.codes[text]
    if isinstance(cell, str):
        found = [link.codes[part] for part in cell.split() if part in link.codes]
        if found:
            return " ".join(dict.fromkeys(found))
    return link.codes.get(ANY)


def _scaled(cell: Value, factor: float, variable: Variable) -> str | None:
    if variable.kind not in NUMBERS or isinstance(cell, bool):
        return _text(cell)
    if isinstance(cell, str):
        return cell
    value = float(cell or 0) * factor
    if variable.kind is Kind.INTEGER:
        return str(math.floor(value + 1e-9))
    return repr(value)


def _text(cell: Value) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)

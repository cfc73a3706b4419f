"""A sheet read column by column: typed rows, what is wrong with which row, and the bookkeeping beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sofra.sources.cells import Bad, reader, yes
from sofra.sources.codes import with_accepted, with_frequent
from sofra.sources.form import Form, nearest_question
from sofra.sources.headers import Column, columns
from sofra.sources.infer import infer
from sofra.sources.names import clean, unique
from sofra.sources.tables import Sheet
from sofra.types.answers import Value, Variable
from sofra.types.errors import Issue, Severity, Where


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet under reading; only this module and `answers` ever see one, and it never leaves them.

    `rows` by position; `bad` the issues of a row by position; `meta` the bookkeeping columns by name;
    `private` the headers of columns that nobody keeps.
    """

    sheet: Sheet
    rows: list[dict[str, Value]]
    variables: list[Variable]
    meta: Mapping[str, Sequence[str]]
    private: frozenset[str] = frozenset()
    bad: dict[int, list[Issue]] = field(default_factory=dict)
    notes: list[Issue] = field(default_factory=list)

    def blame(self, index: int, issue: Issue) -> None:
        """This row has this issue."""
        self.bad.setdefault(index, []).append(issue)


def read_grid(sheet: Sheet, form: Form | None, table: str, accept: frozenset[str] = frozenset()) -> Grid:
    """The sheet's rows as values of this table's variables; columns that no question claims stay, under clean names.

    `accept` names columns ("agee") and codes ("water=lake") that a person has let pass.
    """
    asked = [variable for variable in form.codebook.variables if variable.table == table] if form else []
    found = columns(sheet.header, asked, form.left_out if form else frozenset())
    cells = list(zip(*sheet.rows, strict=True)) if sheet.rows else [() for _ in sheet.header]
    meta = {column.name: cells[place] for place, column in enumerate(found) if column.what == "meta"}
    private = frozenset(column.name for column in found if column.what == "private")
    grid = Grid(sheet, [{} for _ in sheet.rows], [], meta, private)
    for issue in sheet.issues:
        _sort_out(grid, issue)
    computed = form.computed if form else frozenset()
    settled = [_told_by_cells(variable, found, cells) if variable.name in computed else variable for variable in asked]
    _read_questions(grid, found, cells, {variable.name: with_accepted(variable, accept) for variable in settled})
    _keep_others(grid, found, cells, table)
    if form:
        grid.notes.extend(_unknown(sheet, found, form, accept))
    return _cleaned(grid)


def _told_by_cells(variable: Variable, found: Sequence[Column], cells: Sequence[Sequence[str]]) -> Variable:
    """A calculation's kind, judged by its cells: the form does not say it."""
    place = next((p for p, c in enumerate(found) if c.what == "question" and c.name == variable.name), None)
    if place is None:
        return variable
    seen = infer(variable.name, cells[place], variable.table)
    return replace(variable, kind=seen.kind, choices=seen.choices, missing=seen.missing)


def _sort_out(grid: Grid, issue: Issue) -> None:
    row = issue.where.row
    if issue.severity is Severity.ROW and row is not None:
        grid.blame(list(grid.sheet.numbers).index(row), issue)
    else:
        grid.notes.append(issue)


def _read_questions(
    grid: Grid, found: Sequence[Column], cells: Sequence[Sequence[str]], asked: Mapping[str, Variable]
) -> None:
    whole = {column.name: place for place, column in enumerate(found) if column.what == "question"}
    for name, place in whole.items():
        where = Where(grid.sheet.origin.name, grid.sheet.name, None, grid.sheet.header[place])
        variable, notes = with_frequent(asked[name], cells[place], where)
        grid.notes.extend(notes)
        grid.variables.append(variable)
        fill(grid, variable, place, cells[place])
    for name, variable in asked.items():
        ticks = [(column.choice, cells[place]) for place, column in enumerate(found)
                 if column.what == "split" and column.name == name]  # fmt: skip
        if ticks and name not in whole:
            grid.variables.append(variable)
            _join_ticks(grid, name, ticks)


def fill(grid: Grid, variable: Variable, place: int, cells: Sequence[str]) -> None:
    """The column's values into the rows; equal cells are read once, so that long files stay quick."""
    read = reader(variable)
    memo = {cell: read(cell) for cell in set(cells)}
    bad = {cell: answer for cell, answer in memo.items() if isinstance(answer, Bad)}
    name = variable.name
    for row, cell in zip(grid.rows, cells, strict=True):
        answer = memo[cell]
        row[name] = None if isinstance(answer, Bad) else answer
    if bad:
        header = grid.sheet.header[place]
        for index, cell in enumerate(cells):
            if cell in bad:
                grid.blame(index, as_issue(bad[cell], grid.sheet, index, header))


def as_issue(bad: Bad, sheet: Sheet, index: int, column: str) -> Issue:
    """The issue that a bad cell makes at this spot."""
    values = {"value": bad.value, "expected": bad.expected, "column": column}
    return Issue(bad.code, sheet.where(index, column), values, Severity.ROW)


def _join_ticks(grid: Grid, name: str, ticks: Sequence[tuple[str, Sequence[str]]]) -> None:
    for index, row in enumerate(grid.rows):
        answered = [(code, cells[index]) for code, cells in ticks if cells[index]]
        chosen = " ".join(code for code, cell in answered if yes(cell))
        row[name] = (chosen or None) if answered else None


def _keep_others(grid: Grid, found: Sequence[Column], cells: Sequence[Sequence[str]], table: str) -> None:
    for place, column in enumerate(found):
        header = grid.sheet.header[place]
        if column.what == "other" and header:
            variable = infer(header, cells[place], table)
            grid.variables.append(variable)
            fill(grid, variable, place, cells[place])


def _unknown(sheet: Sheet, found: Sequence[Column], form: Form, accept: frozenset[str]) -> list[Issue]:
    """Columns that the form does not know: one that is nearly a question without a column stops the file."""
    taken = [column.name for column in found if column.what in ("question", "split")]
    issues = []
    for head, column in zip(sheet.header, found, strict=True):
        if column.what != "other" or not head or head in accept or _bookkeeping(head):
            continue
        near = nearest_question(head, form, taken)
        where = Where(sheet.origin.name, sheet.name, 1, head)
        code, severity = ("column_misspelt", Severity.FILE) if near else ("column_unknown", Severity.NOTE)
        issues.append(Issue(code, where, {"column": head, "closest": near}, severity))
    return issues


def _bookkeeping(head: str) -> bool:
    return head.casefold().removeprefix("x.u.feff.") in ("start", "end", "today")


def _cleaned(grid: Grid) -> Grid:
    """The grid with every column under a name that engines accept."""
    old = [variable.name for variable in grid.variables]
    new = unique(clean(name) for name in old)
    if old != new:
        renamed = dict(zip(old, new, strict=True))
        rows = [{renamed[name]: value for name, value in row.items()} for row in grid.rows]
        variables = [replace(v, name=name) for v, name in zip(grid.variables, new, strict=True)]
        return replace(grid, rows=rows, variables=variables)
    return grid

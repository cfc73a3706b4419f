"""A survey's file, whatever made it, as a batch: rows by table, codebook, rows held back, every issue at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sofra.sources.design_columns import check_places, check_weight
from sofra.sources.files import DEFAULT_LIMITS, Content, Limits, take
from sofra.sources.form import Form, read_form
from sofra.sources.grid import Grid, read_grid
from sofra.sources.headers import meta_name
from sofra.sources.ids import give_ids, tie_persons
from sofra.sources.names import clean
from sofra.sources.people import split_people
from sofra.sources.spss import read_labelled
from sofra.sources.tables import Sheet, read_tables, sheets_of
from sofra.types.answers import Batch, Codebook, Held, Origin, Row, Variable
from sofra.types.errors import Issue, Severity, SourceError, Where, stop


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may settle before reading.

    `repeats` further files that hold the persons; `accept` columns ("agee") and codes ("water=lake") to let pass;
    `weight` the column that must be above zero; `place` the column that must name one of `places`; `household` the
    column that ties the rows of a file of persons together (then the file is split into households and persons).
    """

    repeats: Sequence[Path] = ()
    accept: frozenset[str] = frozenset()
    weight: str = ""
    household: str = ""
    place: str = ""
    places: frozenset[str] = frozenset()
    limits: Limits = DEFAULT_LIMITS


DEFAULT_OPTIONS = Options()


def read_answers(
    path: Path | str,
    form: Form | Path | str | None = None,
    *,
    lang: str = "en",
    options: Options = DEFAULT_OPTIONS,
) -> Batch:
    """The answers in a CSV, XLSX, SPSS or Stata file, checked cell by cell.

    A row with a bad cell is held whole, as it stood in the file, with its issues; all other rows come in. The persons
    of a held household are held with it; a held person leaves the household in. `form` is an XLSForm; without one the
    columns are judged by their cells. `lang` puts that language first among the codebook's. Raises SourceError, with
    every issue found, when the file cannot be read or its columns are wrong: then nothing has come in.
    """
    content = take(path, options.limits)
    if content.format in ("sav", "dta"):
        batch = read_labelled(Path(path), content, weight=options.weight)
        return split_people(batch, clean(options.household)) if options.household else batch
    asked = read_form(form, options.limits) if isinstance(form, Path | str) else form
    main, persons = _pick(content, asked, options)
    grids = [read_grid(main, asked, "household", options.accept)]
    grids += [read_grid(sheet, asked, "person", options.accept) for sheet in persons[:1]]
    give_ids(grids[0])
    if options.weight:
        check_weight(grids[0], clean(options.weight))
    if options.place and options.places:
        check_places(grids[0], clean(options.place), options.places)
    if persons:
        tie_persons(grids[0], grids[1])
    issues = [*_left_out(persons[1:]), *_all_issues(grids)]
    batch = _batch(grids, issues, asked, lang)
    return split_people(batch, clean(options.household)) if options.household else batch


def _pick(content: Content, form: Form | None, options: Options) -> tuple[Sheet, list[Sheet]]:
    """The sheet of households and the sheets of persons."""
    found = [sheet for sheet in sheets_of(content) if sheet.header]
    for more in options.repeats:
        found += read_tables(more, options.limits)
    where = Where(file=content.name)
    if not found:
        raise stop(SourceError, "file_empty", where, file=content.name)
    persons = [sheet for sheet in found[1:] if _has_parent(sheet)]
    if form and form.people:
        persons.sort(key=lambda sheet: not _named(sheet, form.people))
    main = found[0]
    if not main.rows:
        raise stop(SourceError, "file_header_only", where, file=content.name)
    return main, [sheet for sheet in persons if sheet.rows]


def _named(sheet: Sheet, people: str) -> bool:
    name = sheet.name or Path(sheet.origin.name).stem
    return clean(name) == clean(people) or clean(name).endswith(f"_{clean(people)}")


def _has_parent(sheet: Sheet) -> bool:
    """True for a sheet that points at the rows of another, or that comes as a second table beside the first."""
    parents = {"_parent_index", "parent_key", "_submission__uuid", "_submission__id"}
    return any(meta_name(head) in parents for head in sheet.header) or "household_id" in map(clean, sheet.header)


def _left_out(sheets: Iterable[Sheet]) -> list[Issue]:
    return [
        Issue("repeat_left_out", Where(sheet.origin.name, sheet.name), {"sheet": sheet.name, "n": len(sheet.rows)},
              Severity.NOTE)
        for sheet in sheets
    ]  # fmt: skip


def _all_issues(grids: Sequence[Grid]) -> list[Issue]:
    issues = [issue for grid in grids for issue in grid.notes]
    issues += [issue for grid in grids for index in sorted(grid.bad) for issue in grid.bad[index]]
    if any(issue.severity is Severity.FILE for issue in issues):
        raise SourceError(*issues)
    return issues


def _batch(grids: Sequence[Grid], issues: Sequence[Issue], form: Form | None, lang: str) -> Batch:
    tables = {}
    held: list[Held] = []
    variables: list[Variable] = []
    for name, grid in zip(("household", "person"), grids, strict=False):
        tables[name] = tuple(row for index, row in enumerate(grid.rows) if index not in grid.bad)
        held += [_held(name, grid, index) for index in sorted(grid.bad)]
        variables += grid.variables
    languages = form.codebook.languages if form else ("en",)
    ordered = tuple(sorted(languages, key=lambda one: one != lang))
    origin: Origin = grids[0].sheet.origin
    return Batch(Codebook(tuple(variables), ordered), tables, origin, tuple(issues), tuple(held))


def _held(table: str, grid: Grid, index: int) -> Held:
    home = grid.rows[index].get("_parent" if table == "person" else "_id")
    return Held(table, _as_it_stood(grid, index), tuple(grid.bad[index]), str(home or ""))


def _as_it_stood(grid: Grid, index: int) -> Row:
    cells = zip(grid.sheet.header, grid.sheet.rows[index], strict=True)
    return {head: cell for head, cell in cells if head not in grid.private}

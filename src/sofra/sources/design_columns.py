"""The columns that carry the sample, looked at while the row can still be held."""

from sofra.sources.grid import Grid
from sofra.sources.names import nearest
from sofra.types.errors import Issue, Severity, SourceError, Where, stop


def check_weight(grid: Grid, weight: str) -> None:
    """Rows whose weight is absent, zero or negative are held: nobody can say whom they stand for."""
    _there(grid, weight)
    for index, row in enumerate(grid.rows):
        value = row.get(weight)
        if _blamed(grid, index, weight):
            continue
        if not isinstance(value, int | float) or value <= 0:
            shown = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            code = "weight_absent" if value is None else "weight_not_positive"
            values = {"value": shown, "column": weight}
            grid.blame(index, Issue(code, grid.sheet.where(index, weight), values, Severity.ROW))


def check_places(grid: Grid, column: str, places: frozenset[str]) -> None:
    """Rows that name no known place are held: nobody can say where they belong."""
    _there(grid, column)
    for index, row in enumerate(grid.rows):
        value = row.get(column)
        if str(value) not in places and not _blamed(grid, index, column):
            shown = "" if value is None else str(value)
            values = {"value": shown, "column": column, "closest": nearest(shown, sorted(places))}
            grid.blame(index, Issue("answers_place_unknown", grid.sheet.where(index, column), values, Severity.ROW))


def _blamed(grid: Grid, index: int, column: str) -> bool:
    """True when this cell was found wrong already: one mistake is told once."""
    return any(issue.where.column == column for issue in grid.bad.get(index, ()))


def _there(grid: Grid, column: str) -> None:
    names = [variable.name for variable in grid.variables]
    if column not in names:
        where = Where(grid.sheet.origin.name)
        raise stop(SourceError, "column_absent", where, column=column, closest=nearest(column, names))

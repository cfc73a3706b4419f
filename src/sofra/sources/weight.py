"""The design weight, looked at while the row can still be held."""

from sofra.sources.grid import Grid
from sofra.sources.names import nearest
from sofra.types.errors import Issue, Severity, SourceError, Where, stop


def check_weight(grid: Grid, weight: str) -> None:
    """Rows whose weight is absent, zero or negative are held: nobody can say whom they stand for."""
    names = [variable.name for variable in grid.variables]
    if weight not in names:
        where = Where(grid.sheet.origin.name)
        raise stop(SourceError, "weight_column_absent", where, column=weight, closest=nearest(weight, names))
    for index, row in enumerate(grid.rows):
        value = row.get(weight)
        if not isinstance(value, int | float) or value <= 0:
            shown = "" if value is None else str(value)
            code = "weight_absent" if value is None else "weight_not_positive"
            grid.blame(index, Issue(code, grid.sheet.where(index, weight), {"value": shown}, Severity.ROW))

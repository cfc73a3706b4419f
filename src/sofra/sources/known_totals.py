"""An office's own totals: how many people there are of each category of a margin."""

from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.records import Cells, read_records
from sofra.types.answers import KnownTotal
from sofra.types.evidence import Reading

WANTED = (
    Wanted("margin", ("variable", "column", "раб", "променлива", "колона"), needed=True),
    Wanted("category", ("code", "class", "value", "категорија", "класа", "код"), needed=True),
    Wanted("total", ("people", "count", "number", "вкупно", "збир", "лица", "број"), needed=True),
)


def read_totals(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[KnownTotal]:
    """The totals of a CSV or XLSX file with the columns margin, category, total. An empty total is held, never zero."""
    return read_records(path, WANTED, _total, columns, sheet=sheet, limits=limits)


def _total(cells: Cells) -> KnownTotal:
    cells.needed("total")
    return KnownTotal(cells.needed("margin"), cells.needed("category"), cells.decimal("total", 0) or 0.0)

"""Register extracts: how many people of a group somebody's books know, per place, on a day."""

from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.names import fold
from sofra.sources.records import Cells, read_records
from sofra.types.evidence import Reading, RegisterCount
from sofra.types.keys import GroupId, PlaceId

WANTED = (
    Wanted("source", ("register", "institution", "извор", "регистар", "институција"), needed=True, many=True),
    Wanted("group", ("target_group", "group_code", "група", "целна група"), needed=True),
    Wanted("place", ("settlement", "place_id", "territory", "место", "населено место"), needed=True),
    Wanted("people", ("count", "number", "persons", "n", "лица", "број", "број на лица"), needed=True),
    Wanted("counted_on", ("date", "as_of", "day", "датум", "состојба на")),
    Wanted("definition", ("meaning", "дефиниција", "опис"), many=True),
    Wanted("sex", ("gender", "пол")),
    Wanted("age", ("age_class", "age_group", "возраст", "возрасна група")),
)
EVERY = frozenset(fold(word) for word in ("all", "total", "both", "вкупно", "сите", "двата", "оба"))
"""Words that stand in a column of sex or age where nobody is left out."""


def read_register(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[RegisterCount]:
    """The counts of a register. An empty count is held, never zero: who was not counted is not absent."""
    return read_records(path, WANTED, _count, columns, sheet=sheet, limits=limits)


def _count(cells: Cells) -> RegisterCount:
    people, source = cells.whole("people"), cells.label("source")
    cells.needed("people")
    if not source:
        cells.blame("cell_empty", "source", "")
    return RegisterCount(
        cells.text("source") or source.get("en", ""),
        GroupId(cells.needed("group")),
        PlaceId(cells.needed("place")),
        people or 0,
        cells.day("counted_on"),
        cells.text("definition"),
        source,
        cells.label("definition"),
        _class(cells.text("sex")),
        _class(cells.text("age")),
    )


def _class(text: str) -> str:
    return "" if fold(text) in EVERY else text

"""A list to draw from: numbers, sizes and strata; a list with names is refused, since no draw needs them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.names import fold
from sofra.sources.records import Cells, build_items
from sofra.sources.tables import Sheet, read_table
from sofra.types.errors import Issue, Severity, SourceError, Where
from sofra.types.evidence import Reading
from sofra.types.sampling import FrameUnit

WANTED = (
    Wanted("id", ("number", "no", "code", "unit", "household", "case", "шифра", "број", "реден број", "р бр", "код"),
           needed=True),
    Wanted("stratum", ("area", "stratum_id", "settlement", "place", "стратум", "подрачје", "населено место", "место")),
    Wanted("size", ("people", "households", "persons", "members", "големина", "лица", "домаќинства", "жители")),
)  # fmt: skip
NAMES = frozenset(
    {
        "name", "first name", "last name", "full name", "surname", "family name", "person", "head", "head of household",
        "address", "street", "phone", "telephone", "mobile", "email", "e mail", "embg", "emb", "jmbg", "id number",
        "personal number", "date of birth", "birth date", "dob", "ime", "prezime", "ime i prezime", "tatkovo ime",
        "adresa", "ulica", "telefon", "mobilen", "mobilen telefon", "maticen broj", "matichen broj", "kontakt",
        "data na ragjanje", "datum na ragjanje", "nositel", "nositel na domakjinstvo", "emer", "mbiemer", "emri",
        "mbiemri", "adresa e banimit",
    }
)  # fmt: skip
"""Headers, folded to small Latin letters, under which stand people: the list is refused before anything is kept."""

PLACES = frozenset(fold(name) for name in (WANTED[1].name, *WANTED[1].also))
"""Headers of places, whose names may look like those of people: "Gorno Selo"."""


def read_frame(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[FrameUnit]:
    """The units of a list: "id", and where they stand "stratum" and "size" (1 without). A row with any fault is held.

    Raises SourceError when a column looks like names, addresses or numbers of persons, and when there is no id.
    """
    found = read_table(path, sheet, limits)
    issues = list(personal(found))
    if issues:
        raise SourceError(*issues)
    return build_items(found, WANTED, _unit, columns, key=lambda unit: unit.id)


def personal(found: Sheet) -> Iterable[Issue]:
    """An issue for every column that looks like a person: by its header, or by the two words in most of its cells."""
    for index, head in enumerate(found.header):
        if fold(head) in NAMES or (fold(head) not in PLACES and _two_names([row[index] for row in found.rows])):
            where = Where(found.origin.name, found.name, 1, head)
            yield Issue("frame_names", where, {"column": head}, Severity.FILE)


def _two_names(cells: Sequence[str]) -> bool:
    """True when most cells are two capitalised words and hardly any comes twice: that is how a list of people looks."""
    full = [cell for cell in cells if cell]
    alike = sum(_full_name(cell) for cell in full)
    return len(full) >= 5 and alike > 0.8 * len(full) and len(set(full)) > 0.8 * len(full)


def _full_name(cell: str) -> bool:
    words = cell.split()
    return len(words) in (2, 3) and all(word.isalpha() and word[:1].isupper() and word[1:].islower() for word in words)


def _unit(cells: Cells) -> FrameUnit:
    size = cells.decimal("size", 0)
    if cells.text("size") and size == 0:
        cells.blame("cell_out_of_range", "size", cells.text("size"), "> 0")
    if "size" in cells.record.cells and not cells.text("size"):
        cells.blame("cell_empty", "size", "")
    return FrameUnit(cells.needed("id"), 1.0 if size is None else size, cells.text("stratum"))

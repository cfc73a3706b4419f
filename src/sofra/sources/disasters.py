"""The history of disasters from a table: when, what, where, how many people, how much damage."""

from datetime import date
from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.records import Cells, read_records
from sofra.types.evidence import Reading
from sofra.types.hazard import Disaster
from sofra.types.keys import PlaceId

WANTED = (
    Wanted("on", ("date", "day", "when", "year", "датум", "кога", "година"), needed=True),
    Wanted("kind", ("hazard", "type", "disaster", "вид", "непогода", "опасност"), needed=True),
    Wanted("place", ("settlement", "where", "територија", "место", "населено место", "каде")),
    Wanted("affected", ("people_affected", "people", "persons", "погодени", "погодени лица", "лица")),
    Wanted("damage", ("loss", "cost", "штета")),
    Wanted("currency", ("валута",)),
    Wanted("note", ("description", "remark", "опис", "забелешка")),
    Wanted("source", ("извор",)),
)
KINDS = {
    "flood": ("поплава", "poplava", "përmbytje", "vërshim"),
    "fire": ("пожар", "požar", "zjarr", "wildfire"),
    "landslide": ("свлечиште", "klizište", "rrëshqitje", "одрон"),
    "earthquake": ("земјотрес", "potres", "zemljotres", "tërmet"),
    "drought": ("суша", "suša", "susha", "thatësirë"),
    "pandemic": ("пандемија", "епидемија", "pandemija", "epidemic", "pandemi", "epidemi"),
    "other": ("друго", "drugo", "tjetër"),
}


def read_disasters(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[Disaster]:
    """The disasters of a table. An empty number of people is "nobody counted", never zero."""
    return read_records(path, WANTED, _disaster, columns, sheet=sheet, limits=limits)


def _past(cells: Cells) -> str:
    """The day, month or year, which the calendar has and which is not to come."""
    text = cells.day("on")
    whole = {4: f"{text}-01-01", 7: f"{text}-01", 10: text}.get(len(text), "")
    try:
        if not text or date.fromisoformat(whole) <= date.today():  # noqa: DTZ011 - a day that somebody wrote on paper
            return text
    except ValueError:
        pass
    cells.blame("disaster_day", "on", text)
    return ""


def _disaster(cells: Cells) -> Disaster:
    cells.needed("on")
    cells.needed("kind")
    return Disaster(
        on=_past(cells),
        kind=cells.one_of("kind", KINDS, "other"),
        place=PlaceId(cells.text("place")),
        affected=cells.whole("affected"),
        damage=cells.decimal("damage", 0),
        currency=cells.text("currency"),
        note=cells.text("note"),
        source=cells.text("source"),
    )

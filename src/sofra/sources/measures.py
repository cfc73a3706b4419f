"""Last period's social plan as a table of measures, with what became of each."""

from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.records import Cells, read_records
from sofra.types.evidence import Measure, Reading
from sofra.types.keys import GroupId

WANTED = (
    Wanted("code", ("id", "measure_id", "number", "шифра", "број", "реден број"), needed=True),
    Wanted("title", ("measure", "name", "мерка", "назив"), needed=True, many=True),
    Wanted("objective", ("goal", "aim", "цел"), many=True),
    Wanted("group", ("target_group", "група", "целна група")),
    Wanted("service", ("service_kind", "услуга", "вид услуга")),
    Wanted("responsible", ("owner", "institution", "одговорен", "носител")),
    Wanted("budget", ("amount", "cost", "буџет", "износ")),
    Wanted("currency", ("валута",)),
    Wanted("deadline", ("due", "until", "рок")),
    Wanted("outcome", ("status", "result", "исход", "реализација", "статус")),
    Wanted("reason", ("why", "comment", "причина", "образложение"), many=True),
)
OUTCOMES = {
    "done": ("завршена", "реализирана", "исполнета", "спроведена", "yes", "completed"),
    "partly": ("делумно", "делумно реализирана", "partially", "in part", "partial"),
    "not done": ("нереализирана", "не е реализирана", "неспроведена", "no", "not_done", "не"),
    "unknown": ("непознато", "нема податок", "?"),
}


def read_measures(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[Measure]:
    """The measures; an outcome that nobody wrote down is "unknown"."""
    return read_records(path, WANTED, _measure, columns, sheet=sheet, limits=limits)


def _measure(cells: Cells) -> Measure:
    title = cells.label("title")
    if not title:
        cells.blame("cell_empty", "title", "")
    return Measure(
        cells.needed("code"),
        title,
        cells.label("objective"),
        GroupId(cells.text("group")),
        cells.text("service"),
        cells.text("responsible"),
        cells.decimal("budget", 0),
        cells.text("currency"),
        cells.day("deadline"),
        cells.one_of("outcome", OUTCOMES, "unknown"),
        cells.label("reason"),
    )

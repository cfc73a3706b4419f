"""Who has a part in the matter: organisations with their influence and interest."""

from pathlib import Path

from sofra.sources.columns import ColumnMap, Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.records import Cells, read_records
from sofra.types.evidence import Reading, Stakeholder
from sofra.types.keys import GroupId

WANTED = (
    Wanted(
        "name",
        ("organisation", "organization", "stakeholder", "назив", "организација", "чинител"),
        needed=True,
        many=True,
    ),
    Wanted("kind", ("type", "вид", "тип")),
    Wanted("role", ("улога", "position"), many=True),
    Wanted("influence", ("power", "влијание", "моќ")),
    Wanted("interest", ("интерес", "заинтересираност")),
    Wanted("groups", ("target_groups", "group", "групи", "целни групи")),
)


def read_stakeholders(
    path: Path | str, columns: ColumnMap | None = None, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS
) -> Reading[Stakeholder]:
    """The organisations; influence and interest are 1 (low) to 5 (high), None where nobody judged."""
    return read_records(path, WANTED, _stakeholder, columns, sheet=sheet, limits=limits)


def _stakeholder(cells: Cells) -> Stakeholder:
    name = cells.label("name")
    if not name:
        cells.blame("cell_empty", "name", "")
    return Stakeholder(
        name,
        cells.text("kind"),
        cells.label("role"),
        cells.whole("influence", 1, 5),
        cells.whole("interest", 1, 5),
        tuple(GroupId(group) for group in cells.several("groups")),
    )

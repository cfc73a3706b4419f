"""The workbooks of the inventory that were brought back."""

from sofra.store.notes import WorkbookNote
from sofra.store.records import from_record
from sofra.store.workbooks import WorkbookRow
from sofra.types.errors import Issue


def workbooks() -> list[WorkbookNote]:
    """Every workbook that was brought, the newest first."""
    return [note_of(row) for row in WorkbookRow.objects.all()]


def note_of(row: WorkbookRow) -> WorkbookNote:
    """What a row says, without its cells."""
    issues = tuple(from_record(Issue, one) for one in row.issues)
    return WorkbookNote(
        row.pk, row.name, row.state, row.received_on, row.received_by, issues, dict(row.counts), row.applied_on,
        row.applied_by, row.secret, row.imported,
    )  # fmt: skip

"""What was brought in: files, rounds of answers as counts, and the rows that wait for a correction."""

from django.db.models import Count, Q

from sofra.store.answers import HeldRow, Round, Submission
from sofra.store.imports import ImportRow
from sofra.store.notes import HeldNote, Outcome, RoundNote
from sofra.store.records import from_record
from sofra.store.workbooks import WorkbookRow
from sofra.types.answers import Held, Link
from sofra.types.errors import Issue, NotFound, stop


def rounds() -> list[RoundNote]:
    """The rounds of answers that stand, with counts."""
    standing = Q(submissions__replaced_on__isnull=True)
    found = Round.objects.filter(withdrawn_on__isnull=True).annotate(n=Count("submissions", filter=standing))
    return [_round(row) for row in found]


def imports() -> list[Outcome]:
    """All files brought in, newest first."""
    return [outcome_of(row) for row in ImportRow.objects.all()]


def outcome(id: int) -> Outcome:
    """How one upload stands. Raises NotFound."""
    row = ImportRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="import", id=str(id))
    return outcome_of(row)


def outcome_of(row: ImportRow) -> Outcome:
    """How the upload in this row stands."""
    return Outcome(
        id=row.pk,
        kind=row.state,
        file_kind=row.kind,
        name=row.name,
        issues=tuple(from_record(Issue, issue) for issue in row.issues),
        good=row.good,
        held=row.held,
        wanted=tuple(row.wanted),
        found=tuple(row.found),
        columns=row.columns,
        links=tuple(from_record(Link, link) for link in row.links),
        design=row.design,
        round=row.round_id,
        received_on=row.received_on,
        received_by=row.received_by,
        choices=row.options.get("choices", {}),
        list=WorkbookRow.objects.filter(imported=row.pk).values_list("pk", flat=True).first(),
    )


def held(round: int | None = None) -> list[HeldNote]:
    """Rows that wait for a correction."""
    rows = HeldRow.objects.filter(state="held", round__withdrawn_on__isnull=True)
    return [_held(row) for row in (rows if round is None else rows.filter(round_id=round))]


def held_row(id: int) -> HeldNote:
    """One row that waits for a correction. Raises NotFound."""
    row = HeldRow.objects.filter(pk=id, state="held").first()
    if row is None:
        raise stop(NotFound, "not_found", thing="held", id=str(id))
    return _held(row)


def _held(row: HeldRow) -> HeldNote:
    issues = tuple(from_record(Issue, issue) for issue in row.issues)
    return HeldNote(row.pk, row.round_id, Held(row.table, row.row, issues, row.key))


def _round(row: Round) -> RoundNote:
    standing = Submission.objects.filter(round=row, replaced_on__isnull=True)
    people = sum(standing.values_list("persons", flat=True))
    waiting = row.held.filter(state="held").count()
    return RoundNote(row.pk, row.name, row.period, row.n, people, waiting, row.received_on, row.received_by)

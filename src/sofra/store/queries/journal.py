"""What was made and done: documents, long work, events, members."""

from collections.abc import Sequence

from sofra.store.documents import DocumentRow
from sofra.store.events import Event
from sofra.store.jobs import Job
from sofra.store.notes import DocumentNote, EventNote, JobNote
from sofra.store.people import Member
from sofra.types.errors import NotFound, stop

OPEN = ("waiting", "running")


def documents(release: int | None = None) -> list[DocumentNote]:
    """The reports that were made, newest first."""
    rows = DocumentRow.objects.all()
    return [document_note(row) for row in (rows if release is None else rows.filter(release_id=release))]


def document_bytes(id: int) -> bytes:
    """The bytes of one report. Raises NotFound."""
    row = DocumentRow.objects.select_related("blob").filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="document", id=str(id))
    return bytes(row.blob.content)


def document_note(row: DocumentRow) -> DocumentNote:
    """What a row of documents says."""
    return DocumentNote(
        row.pk,
        row.release_id,
        row.template,
        row.lang,
        row.format,
        row.name,
        row.blob_id,
        row.made_on,
        row.made_by,
    )


def jobs(*, open_only: bool = False) -> list[JobNote]:
    """Long work, newest first; `open_only` leaves out what is over."""
    rows = Job.objects.order_by("-id")
    return [job_note(row) for row in (rows.filter(state__in=OPEN) if open_only else rows[:50])]


def job(id: int) -> JobNote:
    """One piece of long work. Raises NotFound."""
    row = Job.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="job", id=str(id))
    return job_note(row)


def job_note(row: Job) -> JobNote:
    """What a row of jobs says."""
    return JobNote(
        row.pk,
        row.task,
        row.state,
        row.stage,
        row.done,
        row.total,
        row.failure,
        row.result,
        row.asked_on,
        row.finished_on,
    )


def events(limit: int = 100) -> list[EventNote]:
    """The last acts, newest first."""
    return [
        EventNote(row.on, row.who, row.role, row.act, row.target, row.counts) for row in Event.objects.all()[:limit]
    ]


def members(*, switched_off: bool = False) -> Sequence[Member]:
    """Everybody who may sign in; with `switched_off`, those who no longer may."""
    return list(Member.objects.filter(is_active=not switched_off).order_by("username"))


def member(username: str) -> Member:
    """One person who may sign in. Raises NotFound."""
    row = Member.objects.filter(username=username, is_active=True).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="member", id=username)
    return row

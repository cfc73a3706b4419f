"""Accessibility audits: begun, answered bit by bit, finished; the newest verdict is what its site says of steps."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from sofra.resources.audit import asked, score
from sofra.sources.photos import LONGEST_NAME, small_photo
from sofra.store import queries
from sofra.store.audits import AuditRow, PhotoRow
from sofra.store.documents import Blob
from sofra.store.queries.audits import audit_of
from sofra.types.auditing import ANSWERS, Audit, Photo
from sofra.types.errors import Conflict, Issue, NotFound, Severity, SourceError, Where, stop
from sofra.types.supply import Asset, Site
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.keeping import mark

KINDS = ("building", "path", "stop", "information")
TARGETS = {"site": Site, "asset": Asset}
MOST_PHOTOS, LONGEST_NOTE = 40, 500


@act("audit.make")
def make_audit(actor: Actor, of: str, target: str, kind: str, *, on: str = "", by: str = "") -> Done[Audit]:
    """Begin an audit of a site or an asset with one of the checklists; an unfinished one of today goes on instead.

    Raises NotFound for an unknown site, asset or checklist, NotAllowed for a hidden site without the right to see it.
    """
    if of not in TARGETS or kind not in KINDS:
        raise stop(NotFound, "not_found", thing="checklist", id=f"{of} {kind}")
    thing = queries.one_kept(TARGETS[of], target).thing
    _check_seen(actor, thing)
    day = _day(on) if on else timezone.localdate().isoformat()
    there = AuditRow.objects.filter(of=of, target=target, kind=kind, on=day, finished_on=None, removed_on=None).first()
    row = there or AuditRow.objects.create(
        of=of, target=target, kind=kind, on=day, by=by[:200] or actor.name, started_by=actor.name,
        stood=thing.step_free if isinstance(thing, Site) else None,
    )  # fmt: skip
    return _told(row)


@act("audit.answer")
def answer_audit(
    actor: Actor, audit: int, answers: Mapping[str, str], notes: Mapping[str, str] | None = None
) -> Done[Audit]:
    """Keep some answers and notes of an audit; what was answered before stays. An empty answer takes one back.

    Raises SourceError for a question that the checklist does not have, for an unknown answer or too long a note.
    """
    row = _going_on(actor, audit)
    known = {item.id for item in asked(queries.pack().audit, row.kind)}
    said, written = dict(answers), {id: text.replace("\r\n", "\n").strip() for id, text in (notes or {}).items()}
    if issues := _issues(said, written, known):
        raise SourceError(*issues)
    row.answers = {id: word for id, word in {**row.answers, **said}.items() if word}
    row.notes = {id: text for id, text in {**row.notes, **written}.items() if text}
    row.save(update_fields=["answers", "notes"])
    return _told(row)


@act("audit.photo")
def add_photo(actor: Actor, audit: int, item: str, *, name: str, content: bytes) -> Done[Photo]:
    """Add a photo to an audit, small and without its place and time. Raises SourceError, Conflict at 40 photos."""
    row = _going_on(actor, audit)
    if item and item not in {one.id for one in asked(queries.pack().audit, row.kind)}:
        raise stop(SourceError, "audit_item", id=item)
    if row.photos.count() >= MOST_PHOTOS:
        raise stop(Conflict, "photo_many", Where(file=name), file=name[:LONGEST_NAME], limit=MOST_PHOTOS)
    made = small_photo(name, content)
    blob, _ = Blob.objects.get_or_create(
        sha256=hashlib.sha256(made.content).hexdigest(), defaults={"content": made.content}
    )
    kept = PhotoRow.objects.create(
        audit=row, item=item, blob=blob, width=made.width, height=made.height, taken_in_on=timezone.now()
    )
    photo = Photo(kept.pk, item, blob.pk, made.width, made.height)
    return Done(photo, f"audit {row.pk}", {"bytes": len(made.content)})


@act("audit.drop_photo")
def drop_photo(actor: Actor, audit: int, photo: int) -> Done[int]:
    """Delete a photo for good, its bytes too: somebody may be on it."""
    row = _going_on(actor, audit, finished=True)
    kept = row.photos.filter(pk=photo).first()
    if kept is None:
        raise stop(NotFound, "not_found", thing="photo", id=str(photo))
    blob = kept.blob_id
    kept.delete()
    if not PhotoRow.objects.filter(blob_id=blob).exists():
        Blob.objects.filter(pk=blob).delete()
    return Done(photo, f"audit {row.pk}")


@act("audit.finish")
def finish_audit(actor: Actor, audit: int) -> Done[Audit]:
    """Finish an audit; the newest verdict of its site becomes what the site says of steps. Unknown changes nothing.

    Raises SourceError when no question was answered at all.
    """
    row = _going_on(actor, audit)
    if not row.answers:
        raise stop(SourceError, "audit_empty")
    row.finished_on = timezone.now()
    row.save(update_fields=["finished_on"])
    changed = _carry_over(row)
    return Done(audit_of(row), f"audit {row.pk}", {"changed": int(changed)})


@act("audit.remove")
def remove_audit(actor: Actor, audit: int) -> Done[Audit]:
    """Remove an audit that was made by mistake; the site says again what the one before it, or the list, said."""
    row = _row(audit)
    _check_seen(actor, queries.one_kept(TARGETS[row.of], row.target).thing)
    row.removed_on = timezone.now()
    row.save(update_fields=["removed_on"])
    changed = row.finished_on is not None and _carry_over(row)
    return Done(audit_of(row), f"audit {row.pk}", {"changed": int(changed)})


@act("audit.restore")
def restore_audit(actor: Actor, audit: int) -> Done[Audit]:
    """Put a removed audit back."""
    row = _row(audit)
    _check_seen(actor, queries.one_kept(TARGETS[row.of], row.target).thing)
    row.removed_on = None
    row.save(update_fields=["removed_on"])
    changed = row.finished_on is not None and _carry_over(row)
    return Done(audit_of(row), f"audit {row.pk}", {"changed": int(changed)})


def _carry_over(row: AuditRow) -> bool:
    """Set what the site says of steps by its newest verdict; True when that changed something.

    Once no audit with a verdict is left, the site says again what it said before the removed one.
    """
    if row.of != "site":
        return False
    verdicts = []
    for audit in newest_first(row.target):
        verdict = score(asked(queries.pack().audit, audit.kind), audit.answers).wheelchair
        if verdict is not None:
            verdicts.append(verdict)
    now = queries.site(row.target).thing.step_free
    said = verdicts[0] if verdicts else row.stood if row.removed_on else now
    if said == now:
        return False
    mark(Site, row.target, step_free=said)
    return True


def newest_first(site: str) -> list[Audit]:
    """The finished audits of a site with a checklist that gives verdicts on buildings, newest first."""
    found = [audit for audit in queries.audits("site", site) if audit.finished_on and audit.kind == "building"]
    return sorted(found, key=lambda audit: (audit.on, audit.id), reverse=True)


def _issues(answers: Mapping[str, str], notes: Mapping[str, str], known: set[str]) -> tuple[Issue, ...]:
    unknown = [
        Issue("audit_item", Where(column=id), {"id": id}, Severity.CELL) for id in answers | notes if id not in known
    ]
    words = [
        Issue("audit_answer", Where(column=id), {"value": word[:40], "known": ", ".join(ANSWERS)}, Severity.CELL)
        for id, word in answers.items()
        if word and word not in ANSWERS
    ]
    long = [
        Issue("answer_long", Where(column=id), {"limit": LONGEST_NOTE}, Severity.CELL)
        for id, text in notes.items()
        if len(text) > LONGEST_NOTE
    ]
    return (*unknown, *words, *long)


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as trouble:
        raise stop(SourceError, "audit_day", value=text[:20]) from trouble
    if day > timezone.localdate():
        raise stop(SourceError, "audit_day", value=text[:20])
    return day.isoformat()


def _going_on(actor: Actor, audit: int, *, finished: bool = False) -> AuditRow:
    row = _row(audit)
    _check_seen(actor, queries.one_kept(TARGETS[row.of], row.target).thing)
    if row.removed_on or (row.finished_on and not finished):
        raise stop(Conflict, "audit_over")
    return row


def _row(audit: int) -> AuditRow:
    row = AuditRow.objects.select_for_update().filter(pk=audit).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="audit", id=str(audit))
    return row


def _check_seen(actor: Actor, thing: object) -> None:
    if isinstance(thing, Site) and thing.hidden:
        check_allowed(actor, "inventory.see_hidden")


def _told(row: AuditRow) -> Done[Audit]:
    return Done(audit_of(row), f"audit {row.pk}", {"answered": len(row.answers)})

"""Accessibility audits and their photos."""

from sofra.store.audits import AuditRow, PhotoRow
from sofra.types.auditing import Audit, Photo
from sofra.types.errors import NotFound, stop


def audits(of: str = "", target: str = "", *, removed: bool = False) -> list[Audit]:
    """All audits, newest first, finished or not; those of one site or asset when it is named."""
    rows = AuditRow.objects.filter(removed_on__isnull=not removed).prefetch_related("photos")
    if target:
        rows = rows.filter(of=of, target=target)
    return [audit_of(row) for row in rows.order_by("-on", "-id")]


def audit(id: int) -> Audit:
    """One audit, removed or not. Raises NotFound."""
    row = AuditRow.objects.filter(pk=id).prefetch_related("photos").first()
    if row is None:
        raise stop(NotFound, "not_found", thing="audit", id=str(id))
    return audit_of(row)


def photo_bytes(audit: int, id: int) -> bytes:
    """The JPEG of one photo. Raises NotFound."""
    row = PhotoRow.objects.filter(pk=id, audit_id=audit).select_related("blob").first()
    if row is None:
        raise stop(NotFound, "not_found", thing="photo", id=str(id))
    return bytes(row.blob.content)


def audit_of(row: AuditRow) -> Audit:
    """The audit in a row, with its photos."""
    photos = tuple(Photo(photo.pk, photo.item, photo.blob_id, photo.width, photo.height) for photo in row.photos.all())
    return Audit(
        row.pk, row.of, row.target, row.kind, row.on, row.by, row.answers, row.notes, photos, row.finished_on,
        row.removed_on is not None,
    )  # fmt: skip

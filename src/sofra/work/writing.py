"""One difference of a workbook written, with what stood before; and put back again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from sofra.resources.faults import Known
from sofra.store.notes import Kept
from sofra.store.queries.inventory import TABLES, one_kept
from sofra.store.records import as_columns, as_record, from_record
from sofra.types.columns import KINDS
from sofra.types.differences import Difference
from sofra.types.errors import Conflict, NotFound, stop
from sofra.work.acts import Actor
from sofra.work.inventory import check_touch, checked, free, hide_sites
from sofra.work.keeping import add, change, remove, restore

Before = Mapping[str, Any]
"""What stood before a difference was written: kind, id, the record (None when there was none), the version after."""


def write(actor: Actor, one: Difference, record: Any, known: Known) -> list[Before]:
    """Write one difference; what stood before, and before the sites that it makes secret.

    Raises Conflict, SourceError or NotAllowed.
    """
    kind = KINDS[one.kind].type
    if record is None:
        was = one_kept(kind, one.id)
        check_touch(actor, was.thing, None, known.inventory)
        free(kind, one.id, known.inventory)
        return [_before(one.kind, one.id, was, remove(kind, one.id))]
    there = _there(kind, record.id)
    sound = checked(actor, record, there.thing if there and not there.removed else None, known)
    if there is None:
        kept = add(sound, "")
    elif there.removed:
        kept = change(sound, restore(kind, one.id).version)
    else:
        kept = change(sound, one.version)
    hidden = hide_sites(kept.thing, there.thing if there else None, known.pack)
    return [
        _before(one.kind, kept.thing.id, there, kept),
        *(_before("sites", was.thing.id, was, was) for was in hidden),
    ]


def as_left(written: Iterable[Before]) -> list[Before]:
    """What stood before everything, each record once, with its version now: a service raises that of its site."""
    first: dict[tuple[str, str], Before] = {}
    for one in written:
        first.setdefault((one["kind"], one["id"]), one)
    return [{**one, "version": one_kept(KINDS[kind].type, id).version} for (kind, id), one in first.items()]


def put_back(before: Before) -> None:
    """The record as it stood before, with the next version. Raises Conflict when it was changed since."""
    kind = KINDS[before["kind"]].type
    row = TABLES[kind].objects.filter(pk=before["id"])  # type: ignore[attr-defined]
    if not row.filter(version=before["version"]).exists():
        raise stop(Conflict, "workbook_undo_late", id=before["id"])
    if before["was"] is None:
        row.update(removed_on=timezone.now(), version=F("version") + 1)
        return
    columns = as_columns(from_record(kind, before["was"]))
    columns.pop("id")
    row.update(**columns, removed_on=timezone.now() if before["removed"] else None, version=F("version") + 1)


def _there(kind: type, id: str) -> Kept[Any] | None:
    try:
        return one_kept(kind, id)
    except NotFound:
        return None


def _before(kind: str, id: str, was: Kept[Any] | None, now: Kept[Any]) -> Before:
    return {
        "kind": kind,
        "id": id,
        "was": as_record(was.thing) if was else None,
        "removed": bool(was and was.removed),
        "version": now.version,
    }

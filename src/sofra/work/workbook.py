"""The inventory's workbook: taken out filled, brought back, its differences seen, applied whole, taken back whole."""

import hashlib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils import timezone

from sofra.render.book import book as as_file
from sofra.resources.differences import Kept, after, by_id, compare, record_of
from sofra.resources.listed import detail_columns, spellings
from sofra.resources.naming import NEW, renamed, resolved
from sofra.resources.stock import sheets
from sofra.sources.workbook import read_workbook
from sofra.store import queries
from sofra.store.notes import WorkbookNote
from sofra.store.queries.workbooks import note_of
from sofra.store.records import as_record, from_record
from sofra.store.workbooks import WorkbookRow
from sofra.types.columns import KINDS, kind_of
from sofra.types.differences import Book, Difference, Differences
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError, stop
from sofra.types.evidence import Reading
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.bringing import forget_foreign, keep_foreign
from sofra.work.inventory import known_now, sees_hidden
from sofra.work.keeping import new_id
from sofra.work.reading import Incoming
from sofra.work.standing import headed, kept_now
from sofra.work.writing import as_left, put_back, write


@act("inventory.export")
def take_out(actor: Actor, lang: str = "") -> Done[bytes]:
    """The filled workbook (xlsx): all sheets, with ids and versions; secret places only for who may know of them."""
    kept = kept_now(actor, lang or actor.language)
    there = kept.stock.inventory
    counts = {name: len(getattr(there, name)) for name in KINDS}
    content = as_file(sheets(kept.stock, kept.versions), kept.stock.texts.say("inventory.sheet.lists"))
    return Done(content, "inventory", counts)


@act("inventory.upload")
def bring_back(actor: Actor, file: Incoming) -> Done[WorkbookNote]:
    """Read a workbook and keep what it says until it is applied or set aside; nothing of the inventory changes.

    With bad cells its state is "wrong" and every one of them stands in the note; otherwise "waiting".
    """
    row = WorkbookRow(name=file.name, sha256=hashlib.sha256(file.content).hexdigest(), secret=sees_hidden(actor))
    row.received_on, row.received_by, row.state = timezone.now(), actor.name, "waiting"
    try:
        reading = _read(file)
    except SourceError as refused:
        row.state, row.issues = "wrong", as_record(list(refused.issues))
    else:
        row.book = as_record(reading.items[0])
        found = compare(reading.items[0], kept_now(actor, actor.language))
        issues = [*reading.issues, *(replace(one, where=replace(one.where, file=file.name)) for one in found.issues)]
        row.issues, row.state = as_record(headed(issues, actor.language)), "wrong" if issues else "waiting"
    if row.state == "wrong":
        row.book = {}
    row.save()
    return Done(note_of(row), f"workbook {row.pk}", {"issues": len(row.issues)})


def told(actor: Actor, number: int) -> WorkbookNote:
    """What became of a workbook. Raises NotFound, NotAllowed for a workbook of somebody who may know more."""
    return note_of(_row(actor, number))


def differences(actor: Actor, number: int) -> Differences:
    """What a waiting workbook would change now. Raises NotAllowed for a workbook of somebody who may know more."""
    row = _open(actor, number)
    return compare(from_record(Book, row.book), kept_now(actor, actor.language))


@act("inventory.apply")
def apply(actor: Actor, number: int, ticked: Mapping[str, int]) -> Done[WorkbookNote]:
    """Write the ticked differences, all or none; `ticked` maps each key to the version that the person saw.

    Raises Conflict when somebody changed one of them since, SourceError for what cannot be (a service in a site that
    was left unticked), NotAllowed for a removal without the right to it.
    """
    row = _open(actor, number)
    kept = kept_now(actor, actor.language)
    book, _ = resolved(from_record(Book, row.book), kept.stock)
    found = compare(book, kept)
    if found.issues:
        raise SourceError(*found.issues)
    chosen = [one for one in found.found if one.key in ticked]
    left = frozenset(one.key for one in found.found if one.key not in ticked)
    _as_seen(chosen, ticked)
    if any(one.what == "removed" for one in chosen):
        check_allowed(actor, "inventory.remove")
    records = _named({one.key: _record(book, one, kept) for one in chosen if one.row is not None})
    whole = known_now()
    known = replace(whole, inventory=after(whole.inventory, list(records.values()), _gone(chosen)))
    row.before = as_left(was for one in _ordered(chosen) for was in write(actor, one, records.get(one.key), known))
    row.counts = {what: sum(one.what == what for one in chosen) for what in ("added", "changed", "removed")}
    keep_foreign(row, left)
    row.state, row.book, row.applied_on, row.applied_by = "applied", {}, timezone.now(), actor.name
    row.save()
    return Done(note_of(row), f"workbook {row.pk}", row.counts)


@act("inventory.undo")
def undo(actor: Actor, number: int) -> Done[WorkbookNote]:
    """Take an applied workbook back, all of it. Raises Conflict when one of its records was changed since."""
    row = _row(actor, number)
    if row.state != "applied":
        raise stop(Conflict, "workbook_over")
    for one in reversed(row.before):
        put_back(one)
    forget_foreign(row)
    row.state, count = "undone", len(row.before)
    row.before = []
    row.save()
    return Done(note_of(row), f"workbook {row.pk}", {"records": count})


@act("inventory.drop")
def set_aside(actor: Actor, number: int) -> Done[WorkbookNote]:
    """Set a workbook aside that is not to be applied; what it said is forgotten."""
    row = _row(actor, number)
    if row.state not in ("waiting", "wrong"):
        raise stop(Conflict, "workbook_over")
    row.state, row.book, row.foreign = "dropped", {}, []
    row.save()
    return Done(note_of(row), f"workbook {row.pk}")


def _read(file: Incoming) -> Reading[Book]:
    pack = queries.pack()
    heads = {f"detail_{code}": list(one.label.values()) for code, one in pack.details.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.name).name or "workbook.xlsx")
        path.write_bytes(file.content)
        return read_workbook(path, spellings(pack), detail_columns(pack), heads)


def _row(actor: Actor, number: int) -> WorkbookRow:
    row = WorkbookRow.objects.filter(pk=number).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="workbook", id=str(number))
    if row.secret and not sees_hidden(actor):
        raise stop(NotAllowed, "hidden_not_allowed")
    return row


def _open(actor: Actor, number: int) -> WorkbookRow:
    row = _row(actor, number)
    if row.state == "wrong":
        raise stop(Conflict, "workbook_wrong")
    if row.state != "waiting":
        raise stop(Conflict, "workbook_over")
    return row


def _as_seen(chosen: Iterable[Difference], ticked: Mapping[str, int]) -> None:
    for one in chosen:
        if one.version != ticked[one.key]:
            raise stop(Conflict, "workbook_changed", id=one.id)


def _record(book: Book, one: Difference, kept: Kept) -> Any:
    row = book.rows[one.row or 0]
    return record_of(row, one.row or 0, by_id(kept.stock.inventory), kept)


def _named(records: Mapping[str, Any]) -> dict[str, Any]:
    """The records with new ids for those that had none, wherever one points at another."""
    names = {one.id: new_id(kind_of(one).prefix) for one in records.values() if one.id.startswith(NEW)}
    return {key: renamed(kind_of(one), one, names) for key, one in records.items()} if names else dict(records)


def _gone(chosen: Sequence[Difference]) -> frozenset[str]:
    return frozenset(one.key for one in chosen if one.what == "removed")


def _ordered(chosen: Sequence[Difference]) -> list[Difference]:
    """Providers before services and so on; what is removed goes last, in the other order."""
    order = list(KINDS)
    kept = [one for one in chosen if one.what != "removed"]
    gone = [one for one in chosen if one.what == "removed"]
    return sorted(kept, key=lambda one: order.index(one.kind)) + sorted(gone, key=lambda one: -order.index(one.kind))

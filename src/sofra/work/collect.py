"""Bringing files in: read, name the columns, hold what is wrong, accept what is good, correct, withdraw, erase."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from sofra.sources.columns import ColumnMap, column_map
from sofra.store import queries
from sofra.store.answers import HeldRow, Submission
from sofra.store.evidence import LayerRow, MeasureRow, RegisterRow, StakeholderRow, VoiceRow
from sofra.store.imports import ImportPart, ImportRow
from sofra.store.notes import HeldNote, Outcome
from sofra.store.queries.collection import outcome_of
from sofra.store.records import as_record, from_record
from sofra.types.answers import Link, Row
from sofra.types.errors import Conflict, NotFound, SourceError, Where, stop
from sofra.types.evidence import Reading
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.bringing import LISTED, bring
from sofra.work.correcting import corrected
from sofra.work.kinds import KINDS as TABLE_KINDS
from sofra.work.reading import Found, Incoming, Known, Parts, Settled, choices_of, read
from sofra.work.taking import recruited, take_answers, take_in

KINDS = ("answers", *TABLE_KINDS)
"""What a file can be; "" lets sofra guess."""

OPEN = ("columns_wrong", "rows_wrong", "ready")
"""The states of an import that waits for somebody."""


@act("collect.upload")
def upload(
    actor: Actor,
    file: Incoming,
    *,
    kind: str = "",
    form: Incoming | None = None,
    persons: Sequence[Incoming] = (),
    settled: Settled = Settled(),
) -> Done[Outcome]:
    """Read a file and say how it stands; nothing enters the workspace before it is accepted.

    `form` is the XLSForm of a file of answers, `persons` files with the members of its households, `settled` what
    is known beforehand (columns, links, design). A file that cannot be read gives the outcome "refused". Raises
    Conflict for a file that was accepted already.
    """
    sha256 = hashlib.sha256(file.content).hexdigest()
    _not_twice(sha256, file.name)
    parts = Parts(file, form, tuple(persons))
    found = read(parts, kind, settled, _known())
    row = ImportRow(name=file.name, sha256=sha256, size=len(file.content))
    row.received_on, row.received_by = timezone.now(), actor.name
    _settle(row, settled)
    _stand(row, found)
    if found.state in OPEN:
        _keep(row, parts)
    return _done(row)


@act("collect.columns")
def confirm_columns(
    actor: Actor, outcome: int, columns: Mapping[str, Any], *, accept: Sequence[str] = ()
) -> Done[Outcome]:
    """Say which column of the file ("" for none) holds what is wanted, and read the file again.

    `columns` is field to header, or a saved map with "columns", "values" and "constants". `accept` names columns and
    codes of a file of answers to let pass as they are.
    """
    row = _open(outcome)
    chosen = column_map(columns) if "columns" in columns else ColumnMap({n: str(h) for n, h in columns.items() if h})
    before = _settled(row)
    _settle(row, Settled(chosen, before.links, before.design, (*before.accept, *accept), before.household))
    return _again(row)


@act("collect.links")
def confirm_links(
    actor: Actor, outcome: int, links: Sequence[Link], design: Mapping[str, str] | None = None
) -> Done[Outcome]:
    """Tie columns of a file of answers to the packs' variables, name the design's columns, and read again.

    Only links with `confirmed` count; the others are kept as proposals.
    """
    row = _open(outcome)
    before = _settled(row)
    _settle(row, Settled(before.columns, links, {**before.design, **(design or {})}, before.accept, before.household))
    return _again(row)


@act("collect.accept")
def accept(actor: Actor, outcome: int, *, name: str = "", period: str = "", recruitment: str = "") -> Done[Outcome]:
    """Take the good rows in, hold the others; wholly or not at all.

    Of another directory's file, or a map's, nothing is taken in: what it would change becomes a list that somebody
    looks at and applies (work.workbook), and the same file may be brought again.

    `recruitment` says how the people of a file of answers were found (types.sampling.Recruitment).

    The bytes of the file are dropped then. Raises Conflict when columns must be named first, when not
    one row is good, or when it is over.
    """
    row = _open(outcome)
    _not_twice(row.sha256, row.name)
    found = read(_parts(row), row.kind, _settled(row), _known())
    if found.state not in ("rows_wrong", "ready"):
        raise stop(Conflict, "import_columns_first", Where(file=row.name), file=row.name)
    if found.held and not found.good:
        raise stop(Conflict, "import_nothing_good", Where(file=row.name), n=found.held)
    if row.kind == "answers":
        found = recruited(found, recruitment)
        row.round = take_answers(row, found, name=name, period=period or queries.municipality().period)
        row.issues = []
        counts = {"households": found.good, "held": found.held}
    elif row.kind in LISTED:
        counts = {"list": _listed(actor, row, found), "held": found.held}
    else:
        counts = take_in(row, found) | {"held": found.held}
    row.parts.all().delete()
    row.options.pop("choices", None)
    row.state, row.accepted_on = "accepted", timezone.now()
    row.save()
    return Done(outcome_of(row), f"import {row.pk}", counts)


@act("collect.correct")
def correct_held(actor: Actor, held: int, row: Row) -> Done[HeldNote | None]:
    """Put a corrected row in; None when it is good now, else the row with what is still wrong."""
    waiting = _waiting(held)
    still = corrected(waiting, row)
    return Done(queries.held_row(held) if still else None, f"held {held}", {"issues": len(still)})


@act("collect.leave_out")
def leave_out(actor: Actor, held: int) -> Done[None]:
    """Leave a held row out for good; its content is erased."""
    waiting = _waiting(held)
    waiting.row, waiting.issues, waiting.state = {}, [], "left_out"
    waiting.save()
    return Done(None, f"held {held}")


@act("collect.withdraw")
def withdraw(actor: Actor, outcome: int) -> Done[Outcome]:
    """Take an import back: what it brought leaves the workspace; releases made from it stay.

    Raises Conflict for settlements, boundaries and services: a newer file replaces what they brought.
    """
    row = _row(outcome)
    if row.state == "accepted" and row.kind in TABLE_KINDS and TABLE_KINDS[row.kind].replaces:
        raise stop(Conflict, "withdraw_replace", Where(file=row.name), file=row.name)
    if row.round is not None:
        row.round.withdrawn_on = timezone.now()
        row.round.save()
    for table in (RegisterRow, VoiceRow, StakeholderRow, MeasureRow, LayerRow):
        table.objects.filter(imported=row).delete()
    row.parts.all().delete()
    row.state, row.issues = "withdrawn", []
    row.save()
    return Done(outcome_of(row), f"import {row.pk}")


@act("collect.erase")
def erase(actor: Actor, round: int, key: str) -> Done[int]:
    """Forget one household: every version of its answers; gives how many rows went. Raises NotFound.

    Sums that were released stay; they never held anybody.
    """
    gone, _ = Submission.objects.filter(round_id=round, key=key).delete()
    waiting, _ = HeldRow.objects.filter(round_id=round, key=key).delete()
    if not gone + waiting:
        raise stop(NotFound, "not_found", thing="household", id=key)
    # The number of rows only: the key of a household that asked to be forgotten is not kept either.
    return Done(gone + waiting, f"round {round}", {"rows": gone + waiting})


def _listed(actor: Actor, row: ImportRow, found: Found) -> int:
    check_allowed(actor, "inventory.upload")
    if not isinstance(found.things, Reading):
        raise stop(SourceError, "import_nothing", Where(file=row.name))
    return bring(actor, row, found.things).pk


def _known() -> Known:
    return Known(queries.pack(), queries.places())


def _settled(row: ImportRow) -> Settled:
    links = tuple(from_record(Link, link) for link in row.links) if row.options.get("links") else None
    return Settled(
        column_map(row.columns) if row.columns else None,
        links,
        row.design,
        tuple(row.options.get("accept", ())),
        row.options.get("household", ""),
    )


def _settle(row: ImportRow, settled: Settled) -> None:
    row.columns = settled.columns.as_plain() if settled.columns else None
    row.links = as_record(settled.links or ())
    row.design = dict(settled.design)
    row.options = {
        "links": settled.links is not None,
        "accept": list(settled.accept),
        "household": settled.household,
    }


def _stand(row: ImportRow, found: Found) -> None:
    row.state, row.kind = found.state, found.kind
    row.issues, row.good, row.held = as_record(found.issues), found.good, found.held
    row.wanted, row.found = list(found.wanted), list(found.found)
    row.columns = found.columns.as_plain() if found.columns else row.columns
    row.links = as_record(found.links)
    row.design = {**found.design, **row.design}
    row.options = {**row.options, "choices": as_record(choices_of(found))}
    row.save()


def _again(row: ImportRow) -> Done[Outcome]:
    _stand(row, read(_parts(row), row.kind, _settled(row), _known()))
    return _done(row)


def _done(row: ImportRow) -> Done[Outcome]:
    return Done(outcome_of(row), f"import {row.pk}", {"good": row.good, "held": row.held, "issues": len(row.issues)})


def _keep(row: ImportRow, parts: Parts) -> None:
    named = [("main", parts.main), *(("form", parts.form) for _ in range(1) if parts.form)]
    for role, file in [*named, *(("persons", each) for each in parts.persons)]:
        ImportPart.objects.create(imported=row, role=role, name=file.name, content=file.content)


def _parts(row: ImportRow) -> Parts:
    found: dict[str, list[Incoming]] = {"main": [], "form": [], "persons": []}
    for part in row.parts.all():
        found[part.role].append(Incoming(part.name, bytes(part.content)))
    return Parts(found["main"][0], next(iter(found["form"]), None), tuple(found["persons"]))


def _open(id: int) -> ImportRow:
    sha256 = _row(id).sha256
    # Locked, with any twin of the same bytes: two clicks at once take a file in once.
    twins = ImportRow.objects.select_for_update().filter(sha256=sha256).order_by("pk")
    row = next(twin for twin in twins if twin.pk == id)
    if row.state not in OPEN:
        raise stop(Conflict, "import_over", Where(file=row.name), file=row.name)
    return row


def _not_twice(sha256: str, name: str) -> None:
    if ImportRow.objects.filter(sha256=sha256, state="accepted").exclude(kind__in=LISTED).exists():
        raise stop(Conflict, "import_twice", Where(file=name), file=name)


def _row(id: int) -> ImportRow:
    row = ImportRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="import", id=str(id))
    return row


def _waiting(id: int) -> HeldRow:
    waiting = HeldRow.objects.select_for_update(of=("self",)).select_related("round", "round__codebook")
    row = waiting.filter(pk=id, state="held").first()
    if row is None:
        raise stop(NotFound, "not_found", thing="held", id=str(id))
    return row

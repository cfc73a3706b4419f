"""A held row that somebody corrected: checked again as it was the first time, and put where it belongs."""

from collections.abc import Sequence

from django.utils import timezone

from sofra.sources.form import Form
from sofra.sources.grid import read_grid
from sofra.sources.tables import Sheet
from sofra.store.answers import HeldRow, Round, Submission
from sofra.store.records import as_record, from_record
from sofra.types.answers import Codebook, Origin, Row
from sofra.types.errors import Issue, Severity, Where
from sofra.work.taking import submission

HOUSEHOLD_HELD = "household_held"


def corrected(held: HeldRow, row: Row) -> Sequence[Issue]:
    """What is still wrong; nothing, and the row is in. A household brings its waiting members along."""
    read, issues = _read(held, row)
    issues = [*issues, *_homeless(held)]
    if issues:
        held.row, held.issues = as_record(row), as_record(issues)
        held.save()
        return issues
    if held.table == "person":
        _add_person(held, read)
    else:
        _add_household(held, read)
    _forget(held)
    return ()


def standing(round: Round, key: str) -> Submission | None:
    """The household's answers as they stand now; None when there is none under this key."""
    return Submission.objects.filter(round=round, key=key, replaced_on__isnull=True).first()


def _read(held: HeldRow, row: Row) -> tuple[Row, list[Issue]]:
    """The row as values of the round's own questions, by the same reading that held it."""
    codebook = from_record(Codebook, held.round.codebook.content)
    origin = from_record(Origin, held.round.origin)
    texts = ["" if value is None else str(value) for value in row.values()]
    sheet = Sheet(tuple(row), (texts,), (_number(held),), origin)
    grid = read_grid(sheet, Form(codebook), held.table)
    return grid.rows[0], list(grid.bad.get(0, ()))


def _number(held: HeldRow) -> int:
    rows = [from_record(Issue, issue).where.row for issue in held.issues]
    return next((row for row in rows if row is not None), 1)


def _homeless(held: HeldRow) -> list[Issue]:
    """A member needs a household that stands; a household needs an id that nobody else has."""
    there = standing(held.round, held.key)
    where = Where(row=_number(held))
    if held.table == "person" and there is None:
        return [Issue(HOUSEHOLD_HELD, where, {"id": held.key}, Severity.ROW)]
    if held.table == "household" and there is not None:
        return [Issue("household_there", where, {"id": held.key}, Severity.ROW)]
    return []


def _add_household(held: HeldRow, row: Row) -> None:
    key = held.key or f"row {_number(held)}"
    waiting = [each for each in _members(held) if _only_household(each)]
    read = [(each, *_read(each, each.row)) for each in waiting]
    good = [(each, person) for each, person, issues in read if not issues]
    persons = [{**person, "_id": f"{key}/{n}", "_parent": key} for n, (_, person) in enumerate(good, start=1)]
    submission(held.round, {**row, "_id": key}, persons).save()
    for each, _ in good:
        _forget(each)


def _add_person(held: HeldRow, row: Row) -> None:
    before = standing(held.round, held.key)
    if before is None:
        return
    home, persons = before.document["household"], before.document["persons"]
    person = {**row, "_id": f"{held.key}/{len(persons) + 1}", "_parent": held.key}
    # The old version stays, marked: a release counted it, and can be done again.
    Submission.objects.filter(pk=before.pk).update(replaced_on=timezone.now())
    submission(held.round, home, [*persons, person]).save()


def _members(held: HeldRow) -> Sequence[HeldRow]:
    return list(held.round.held.filter(table="person", key=held.key, state="held")) if held.key else []


def _only_household(held: HeldRow) -> bool:
    return all(issue["code"] == HOUSEHOLD_HELD for issue in held.issues)


def _forget(held: HeldRow) -> None:
    """Corrected: what the row said before is not kept."""
    held.row, held.issues, held.state = {}, [], "corrected"
    held.save()

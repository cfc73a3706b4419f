"""Lists of people of one group: brought in as pseudonyms, linked, looked at, counted, and deleted again."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from sofra.engine.link import SURE, Linked, Pair, link
from sofra.needs.hidden.estimate import on_no_list
from sofra.needs.hidden.persons import persons
from sofra.needs.hidden.table import histories_of
from sofra.sources.columns import ColumnMap
from sofra.sources.lists import read_people
from sofra.sources.pseudonyms import keyed
from sofra.store import queries
from sofra.store.lists import EntryRow, HiddenRow, ListRow, PairRow
from sofra.store.notes import KeptList, OnNoListNote
from sofra.store.records import as_record
from sofra.types.errors import Conflict, Issue, NotFound, Where, stop
from sofra.types.hidden import Histories, ListNote, Trace
from sofra.types.keys import GroupId
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.compute import Progress
from sofra.work.mapping import quiet
from sofra.work.reading import Incoming

KEY_FILE = "lists_key"
"""The secret of the pseudonyms: in the workspace's folder, in no bundle, deleted with the last list."""

SAID = ("same", "different", "")
SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class About:
    """What the office says of a list: its group, its name, the day it was taken, what it means by the group."""

    group: str
    name: str
    taken_on: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A list that came in, with what is to be known of it; `unread` are columns that were not looked at."""

    kept: KeptList
    issues: Sequence[Issue]
    unread: Sequence[str]


@act("lists.add")
def add_list(actor: Actor, file: Incoming, about: About, columns: Mapping[str, str] | None = None) -> Done[Added]:
    """Read a list of people into pseudonyms; the file is not kept, neither is any name, date or number in it.

    `columns` is field to header where the headers are not understood. Raises SourceError for a file in which nothing
    can be used, NotFound for an unknown group, Conflict for a list without a name or one that is there already.
    """
    group = queries.pack().groups.get(GroupId(about.group))
    if group is None:
        raise stop(NotFound, "not_found", thing="group", id=about.group)
    if not about.name.strip():
        raise stop(Conflict, "list_name_missing", Where(file=file.name))
    secret = _secret()
    today = timezone.localdate()
    found = read_people(
        file.name, file.content, secret=secret, today=today, columns=ColumnMap(dict(columns or {})),
        codes_only=group.sensitivity == SPECIAL,
    )  # fmt: skip
    row = ListRow(group=about.group, name=about.name.strip(), taken_on=about.taken_on, definition=about.definition)
    row.print = keyed(secret, "file", found.sha256)
    _not_twice(row, file.name)
    row.fields, row.left_out = list(found.fields), _left_out(found.issues)
    row.received_on, row.received_by = timezone.now(), actor.name
    row.save()
    EntryRow.objects.bulk_create((_entry(row, trace) for trace in found.traces), batch_size=500)
    kept = next(one for one in queries.lists(about.group) if one.id == row.pk)
    counts = {"rows": len(found.traces), "left_out": row.left_out}
    return Done(Added(kept, found.issues, found.unread), f"list {row.pk}", counts)


def link_lists(actor: Actor, group: str, progress: Progress = quiet) -> OnNoListNote:
    """Find which rows are one person, and estimate how many people are on no list.

    Raises Conflict with fewer than two lists, or when their pseudonyms are not here any more.
    """
    check_allowed(actor, "lists.link")
    progress("link", 10, 100)
    entries = _entries(group)
    if len({entry.list_id for entry in entries}) < 2:
        raise stop(Conflict, "lists_one", group=group)
    if not all(entry.marks for entry in entries):
        raise stop(Conflict, "lists_without_traces", group=group)
    linked = link([_trace(entry) for entry in entries], seed=queries.workspace().seed)
    progress("count", 70, 100)
    return keep_linked(actor, group, entries, linked)


@act("lists.link")
def keep_linked(actor: Actor, group: str, entries: Sequence[EntryRow], linked: Linked) -> Done[OnNoListNote]:
    """What linking found, kept; what people decided before stays decided."""
    said = {(pair.one_id, pair.other_id): (pair.decision, pair.decided_by) for pair in _pairs(group)}
    PairRow.objects.filter(group=group).delete()
    rows = []
    for pair in linked.pairs:
        ids = (entries[pair.one].pk, entries[pair.other].pk)
        decision, by = said.get(ids, ("", ""))
        rows.append(
            PairRow(
                group=group,
                one_id=ids[0],
                other_id=ids[1],
                likelihood=pair.likelihood,
                agree=dict(pair.agree),
                decision=decision,
                decided_by=by,
            )
        )
    PairRow.objects.bulk_create(rows, batch_size=500)
    note = _count(actor, group, linked.by)
    return Done(note, f"group {group}", {"rows": len(entries), "pairs": len(rows)})


@act("lists.decide")
def decide(actor: Actor, pair: int, said: str) -> Done[OnNoListNote]:
    """Say of a pair that it is "same" person or two "different" ones ("" to leave it open), and count again."""
    row = PairRow.objects.filter(pk=pair).first()
    if row is None or said not in SAID:
        raise stop(NotFound, "not_found", thing="pair", id=str(pair))
    row.decision, row.decided_by = said, actor.name
    row.save()
    by = HiddenRow.objects.get(group=row.group).histories["linked_by"]
    return Done(_count(actor, row.group, by), f"pair {pair}")


@act("lists.remove")
def remove_list(actor: Actor, id: int) -> Done[None]:
    """Delete one list; what was estimated with it stays until the others are linked again."""
    gone, _ = ListRow.objects.filter(pk=id).delete()
    if not gone:
        raise stop(NotFound, "not_found", thing="list", id=str(id))
    _forget_key()
    return Done(None, f"list {id}")


@act("lists.erase")
def erase_lists(actor: Actor, group: str) -> Done[int]:
    """Delete all lists of a group and keep the estimate; gives how many rows went. Raises NotFound without lists.

    With the last list the key of the pseudonyms goes too.
    """
    rows = EntryRow.objects.filter(list__group=group).count()
    gone, _ = ListRow.objects.filter(group=group).delete()
    if not gone:
        raise stop(NotFound, "not_found", thing="list", id=group)
    HiddenRow.objects.filter(group=group).update(erased_on=timezone.now())
    _forget_key()
    return Done(rows, f"group {group}", {"rows": rows})


@act("lists.forget")
def forget_estimate(actor: Actor, group: str) -> Done[None]:
    """Take the estimate of a group out of the workspace, so that no later map holds it; releases keep theirs.

    Raises NotFound when there is none.
    """
    gone, _ = HiddenRow.objects.filter(group=group).delete()
    if not gone:
        raise stop(NotFound, "not_found", thing="estimate", id=group)
    return Done(None, f"group {group}")


def _count(actor: Actor, group: str, by: str) -> OnNoListNote:
    """Persons from the pairs, histories from the persons, the estimate from the histories; all kept."""
    entries, pairs = _entries(group), list(_pairs(group))
    place = {entry.pk: number for number, entry in enumerate(entries)}
    told = [Pair(place[one.one_id], place[one.other_id], one.likelihood, one.agree) for one in pairs]
    decided = {(place[one.one_id], place[one.other_id]): one.decision for one in pairs if one.decision}
    numbers = persons([entry.list_id for entry in entries], told, decided)
    for entry, number in zip(entries, numbers, strict=True):
        entry.person = number
    EntryRow.objects.bulk_update(entries, ["person"], batch_size=500)
    waiting = sum(one.likelihood < SURE and not one.decision for one in pairs)
    found = _histories(group, entries, by, waiting)
    estimate = on_no_list(found, queries.pack().gate)
    HiddenRow.objects.update_or_create(
        group=group,
        defaults={
            "histories": as_record(found),
            "estimate": as_record(estimate),
            "of": [kept.id for kept in queries.lists(group)],
            "linked_on": timezone.now(),
            "linked_by": actor.name,
            "erased_on": None,
        },
    )
    return next(note for note in queries.on_no_list() if note.estimate.group == group)


def _histories(group: str, entries: Sequence[EntryRow], by: str, waiting: int) -> Histories:
    kept = queries.lists(group)
    position = {one.id: number for number, one in enumerate(kept)}
    on: dict[int, set[int]] = {}
    where: dict[int, str] = {}
    band: dict[int, str] = {}
    for entry in entries:
        person = entry.person or 0
        on.setdefault(person, set()).add(position[entry.list_id])
        where.setdefault(person, entry.marks.get("settlement", ""))
        band.setdefault(person, entry.band)
    people = {person: frozenset(lists) for person, lists in on.items()}
    doubles = [one.rows - sum(position[one.id] in lists for lists in people.values()) for one in kept]
    return Histories(
        GroupId(group),
        tuple(ListNote(one.name, one.taken_on, one.definition, one.rows) for one in kept),
        histories_of(list(people.values()), len(kept)),
        settlements=tuple(_cut(people, where, len(kept))),
        bands=tuple(_cut(people, band, len(kept))),
        linked_by=by,
        doubles=tuple(doubles),
        waiting=waiting,
    )


def _cut(people: Mapping[int, frozenset[int]], by: Mapping[int, str], lists: int) -> Iterator[dict[str, int]]:
    for part in sorted(set(by.values())):
        yield histories_of([on for person, on in people.items() if by[person] == part], lists)


def _entries(group: str) -> list[EntryRow]:
    return list(EntryRow.objects.filter(list__group=group).order_by("list_id", "pk"))


def _pairs(group: str) -> Any:
    return PairRow.objects.filter(group=group)


def _entry(row: ListRow, trace: Trace) -> EntryRow:
    near = {name: list(codes) for name, codes in trace.near.items()}
    return EntryRow(list=row, row=trace.row, marks=dict(trace.marks), near=near, band=trace.band)


def _trace(entry: EntryRow) -> Trace:
    return Trace(entry.row, entry.marks, entry.near, entry.band)


def _left_out(issues: Sequence[Issue]) -> int:
    return sum(int(issue.values["n"]) for issue in issues if issue.code == "list_rows_unusable")


def _not_twice(row: ListRow, name: str) -> None:
    if ListRow.objects.filter(Q(print=row.print) | Q(name=row.name), group=row.group).exists():
        raise stop(Conflict, "list_twice", Where(file=name), name=row.name)


def _secret() -> bytes:
    """The key of this workspace's pseudonyms, made when the first list comes in."""
    file = _key_file()
    if not file.is_file():
        file.write_text(secrets.token_hex(32), encoding="ascii")
        file.chmod(0o600)
    return bytes.fromhex(file.read_text(encoding="ascii").strip())


def _forget_key() -> None:
    if not EntryRow.objects.exists():
        _key_file().unlink(missing_ok=True)


def _key_file() -> Path:
    return queries.workspace().folder / KEY_FILE

"""Lists of people, as counts and pseudonym numbers only, and what was estimated from them."""

from sofra.store.lists import EntryRow, ExplainedRow, HiddenRow, ListRow, PairRow
from sofra.store.notes import Explained, KeptList, OnNoListNote, UncertainPair
from sofra.store.records import from_record
from sofra.types.hidden import Histories, OnNoList
from sofra.types.keys import GroupId


def lists(group: str = "") -> list[KeptList]:
    """All lists, or those of one group, in the order in which they came."""
    rows = ListRow.objects.filter(group=group) if group else ListRow.objects.all()
    return [_kept(row, EntryRow.objects.filter(list=row).count()) for row in rows]


def histories() -> list[Histories]:
    """How many people stand on which lists, for every group whose lists were linked: what a map is made from."""
    return [from_record(Histories, row.histories) for row in HiddenRow.objects.all()]


def on_no_list() -> list[OnNoListNote]:
    """What the linked lists of every group come to, and whether lists came or went since."""
    return [_note(row) for row in HiddenRow.objects.all()]


def uncertain(group: str, limit: int = 100) -> list[UncertainPair]:
    """Pairs of rows that somebody has to look at, likeliest first; those decided last."""
    from sofra.engine.link import SURE

    found = PairRow.objects.filter(group=group, likelihood__lt=SURE).select_related("one__list", "other__list")
    ordered = sorted(found, key=lambda pair: (bool(pair.decision), -pair.likelihood, pair.pk))
    return [_pair(pair) for pair in ordered[:limit]]


def explained() -> dict[tuple[str, str], Explained]:
    """What somebody wrote about registers that disagree, by group and place."""
    return {
        (row.group, row.place): Explained(row.note, row.written_on, row.written_by)
        for row in ExplainedRow.objects.all()
    }


def _kept(row: ListRow, rows: int) -> KeptList:
    return KeptList(
        row.pk, GroupId(row.group), row.name, row.taken_on, row.definition, rows, row.left_out, tuple(row.fields),
        row.received_on, row.received_by,
    )  # fmt: skip


def _note(row: HiddenRow) -> OnNoListNote:
    now = list(ListRow.objects.filter(group=row.group).values_list("pk", flat=True))
    return OnNoListNote(
        from_record(OnNoList, row.estimate), row.linked_on, row.linked_by, row.erased_on, bool(now) and now != row.of
    )


def _pair(pair: PairRow) -> UncertainPair:
    return UncertainPair(
        pair.pk, GroupId(pair.group), pair.one.list.name, pair.one.row, pair.other.list.name, pair.other.row,
        pair.likelihood, pair.agree, pair.decision,
    )  # fmt: skip

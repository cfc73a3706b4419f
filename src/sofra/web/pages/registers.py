"""Registers that disagree: what each source says of a group in a place, how far apart they are, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.words import group_name
from sofra.packs.texts import Texts
from sofra.store.notes import Explained
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.evidence import Discrepancy, RegisterCount
from sofra.types.keys import GroupId, Label, PlaceId
from sofra.types.place import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; `apart` people lie between the highest and the lowest count."""

    group: GroupId
    place: PlaceId
    place_name: Label | str
    counts: Sequence[RegisterCount]
    apart: int
    explained: Explained | None


def ledger(
    found: Sequence[Discrepancy], places: Sequence[Place], explained: Mapping[tuple[str, str], Explained]
) -> list[Entry]:
    """The disagreements: the municipality's first, then its parts; without an explanation before those with one."""
    order = {place.id: position for position, place in enumerate(places)}
    names = {place.id: place.name for place in places}
    entries = [
        Entry(
            item.group, item.place, names.get(item.place, item.place), item.counts, _apart(item),
            explained.get((item.group, item.place)),
        )
        for item in found
    ]  # fmt: skip
    return sorted(entries, key=lambda one: (order.get(one.place, len(order)), one.group))


def sheet(entries: Sequence[Entry], pack: Pack, texts: Texts) -> Table:
    """The ledger as a table: one row a count."""
    rows = [
        (
            group_name(entry.group, pack, texts),
            entry.place_name if isinstance(entry.place_name, str) else texts.name(entry.place_name),
            texts.name(count.name) if count.name else count.source,
            count.counted_on,
            texts.name(count.meaning) if count.meaning else count.definition,
            texts.number(count.people),
            entry.explained.note if entry.explained else "",
        )
        for entry in entries
        for count in entry.counts
    ]
    header = tuple(texts.say(f"web.registers.c{number}") for number in range(1, 8))
    return Table(texts.say("web.registers.title"), header, tuple(rows), "lllllrl")


def _apart(item: Discrepancy) -> int:
    people = [count.people for count in item.counts]
    return max(people) - min(people)

"""Answers released twice over different areas: when a settlement moved, the difference of two areas is a number too.

The gate keeps each release safe by itself (`sofra.needs.gate`). Two releases of the same answers, whose areas are made
of other settlements, are joined here: how many said yes is published beside every number, for every group and for
everybody; what was withheld of a settlement that moved is tried.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sofra.needs.disclosure.attack import Interval, Known, Target, attack
from sofra.needs.disclosure.cube import Address, Tree
from sofra.needs.gate import special
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.place import Place
from sofra.types.protected import Attack, Narrowed

IN_ZONE = "hazard."
"""Begins the indicators of people in a danger."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The numbers of one release; `answers` are the prints of the answers behind them."""

    release: int
    places: Sequence[Place]
    facts: Sequence[Fact]
    answers: str


class _Asked(NamedTuple):
    indicator: str
    period: str


class _Yes(NamedTuple):
    """Those of a settlement who said yes: in the group, or outside it."""

    place: PlaceId
    inside: bool


def moved(released: Sequence[Answered], pack: Pack) -> Attack:
    """What the last release and the older ones of the same answers tell of settlements whose area changed."""
    new = released[-1]
    older = [one for one in released[:-1] if one.answers and one.answers == new.answers and _moved(one, new)]
    if not older:
        return Attack()
    settlements = sorted(set().union(*(_moved(one, new) for one in older)))
    demanding, numbers = special(pack), [(one, _hits(one.facts)) for one in (*older, new)]
    pinned: list[Narrowed] = []
    for asked, groups in sorted(numbers[-1][1].items()):
        for group in groups:
            strict = asked.indicator in demanding or group in demanding
            threshold = pack.gate.special_hits if strict else pack.gate.least_hits
            known = [line for one, hits in numbers for line in _lines(one, hits.get(asked, {}), group)]
            targets = _targets(settlements, known, group, threshold)
            pinned += [_told(one, asked, group) for one in attack(known, targets).pinned]
    return Attack(pinned=tuple(pinned))


def rezoned(released: Sequence[Answered], pack: Pack) -> Attack:
    """What the last release and the older ones of the same answers tell of the strip by which a zone was redrawn.

    The same number of one danger in two releases: when as few as the gate withholds came or went, they are the people
    between the old line and the new one.
    """
    new = released[-1]
    demanding, now = special(pack), _zoned(new.facts)
    pinned: list[Narrowed] = []
    for older in (one for one in released[:-1] if one.answers and one.answers == new.answers):
        for cell, before in _zoned(older.facts).items():
            after = now.get(cell)
            strict = cell.group in demanding or any(cell.indicator.endswith(f".{one}") for one in demanding)
            hits = pack.gate.special_hits if strict else pack.gate.least_hits
            for few, limit in zip(_between(before, after), (hits, pack.gate.least_base), strict=False):
                if 0 < few < limit:
                    names = tuple(f"#{one.release} {cell.place} · {cell.group}" for one in (older, new))
                    pinned.append(Narrowed(cell.indicator, cell.group, cell.place, "", "", few, few, limit - 1, names))
    return Attack(pinned=tuple(pinned))


def _zoned(facts: Sequence[Fact]) -> Mapping[Cell, Base]:
    """The bases of the shares in zones that are shown."""
    shown = (fact for fact in facts if fact.cell.indicator.startswith(IN_ZONE) and fact.value is not None)
    return {fact.cell: fact.base for fact in shown if fact.unit == "share"}


def _between(before: Base, after: Base | None) -> Sequence[int]:
    """By how many yes-sayers and how many asked two numbers differ; () where one of them is not told."""
    if after is None or None in (before.n, before.hits, after.n, after.hits):
        return ()
    return abs((after.hits or 0) - (before.hits or 0)), abs((after.n or 0) - (before.n or 0))


def _moved(older: Answered, newer: Answered) -> set[PlaceId]:
    """The settlements that lie in another area than before."""
    before = {place.id: place.parent for place in older.places}
    return {place.id for place in newer.places if before.get(place.id, place.parent) != place.parent}


def _hits(facts: Sequence[Fact]) -> Mapping[_Asked, Mapping[GroupId, Mapping[PlaceId, int]]]:
    """How many said yes, as it stands beside each number that is shown."""
    found: dict[_Asked, dict[GroupId, dict[PlaceId, int]]] = defaultdict(lambda: defaultdict(dict))
    for fact in facts:
        if fact.value is not None and fact.base.hits is not None:
            asked = _Asked(fact.cell.indicator.partition(":")[0], fact.cell.period)
            found[asked][fact.cell.group][fact.cell.place] = fact.base.hits
    return found


def _lines(one: Answered, hits: Mapping[GroupId, Mapping[PlaceId, int]], group: GroupId) -> Iterator[Known]:
    tree = Tree(one.places)
    for whose in dict.fromkeys((group, EVERYONE)):
        for place, yes in hits.get(whose, {}).items():
            sides = (True,) if whose == group and group != EVERYONE else (True, False)
            parts = [_Yes(leaf, inside) for leaf in sorted(tree.leaves(place)) for inside in sides]
            yield Known(f"#{one.release} {place} · {whose}: {yes}", parts, yes, yes)


def _targets(settlements: Sequence[PlaceId], known: Sequence[Known], group: GroupId, threshold: int) -> list[Target]:
    """Yes-sayers of the settlements that moved, where no release shows their number itself."""
    shown = {tuple(one.parts) for one in known}
    sides = [(True, False)] if group == EVERYONE else [(True,), (False,)]
    wanted = [(place, tuple(_Yes(place, inside) for inside in side)) for place in settlements for side in sides]
    return [Target(Address(place), parts, threshold - 1, threshold) for place, parts in wanted if parts not in shown]


def _told(found: Interval, asked: _Asked, group: GroupId) -> Narrowed:
    at: Address = found.target.what
    return Narrowed(asked.indicator, group, at.place, "", "", found.low, found.high, found.target.needed, found.by)

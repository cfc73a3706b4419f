"""All that is public of the registers, written as statements for the attacker: every release, the newest included.

Unknown are the counts of the smallest places by sex and age. A count that did not change from one release to the next
is one unknown for the attacker, who is taken to know that it did not: nobody can know more. Areas are sums of the
settlements that they had in that release, so a settlement that moved is a difference that the attacker forms.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sofra.needs.disclosure.attack import Found, Interval, Known, Target, attack
from sofra.needs.disclosure.cube import Address, Tree, build
from sofra.needs.disclosure.protect import REFUSED, ROUND, Protection, Register, protection, registers
from sofra.types.catalogue import Pack
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId
from sofra.types.place import Place
from sofra.types.protected import Attack, Counts, CubeNote, Narrowed


@dataclass(frozen=True, slots=True)
class Published:
    """One release as everybody may read it, and the true counts behind it, which only the office has."""

    release: int
    places: Sequence[Place]
    counts: Counts
    truth: Sequence[RegisterCount] = ()


def tried(published: Sequence[Published], pack: Pack) -> Attack:
    """What the newest release, the last one, tells together with the older ones; one register and group at a time.

    A register whose older numbers contradict the new ones (a day's counts were corrected) misleads whoever joins them;
    then the releases are tried one by one.
    """
    families = _families(published)
    found = [_family(published, *family, protection(family[1], pack)) for family in families]
    narrowest = [one.narrowest for one in found if one.narrowest]
    return Attack(
        releases=tuple(one.release for one in published[:-1]),
        numbers=sum(len(one.counts.shown) for one in published),
        narrowest=min(narrowest, key=lambda one: one.high - one.low, default=None),
        pinned=tuple(pinned for one in found for pinned in one.pinned),
    )


def _families(published: Sequence[Published]) -> list[tuple[str, GroupId]]:
    return sorted({(note.source, note.group) for one in published for note in one.counts.notes if note.way != REFUSED})


def _family(published: Sequence[Published], source: str, group: GroupId, how: Protection) -> Attack:
    joined = _Joined(source, group, how)
    for one in published:
        joined.add(one)
    found = attack(joined.known, joined.targets, joined.truth)
    if not found.consistent:
        apart = [_family([one], source, group, how) for one in published]
        return _together(apart)
    return Attack(
        narrowest=None if found.narrowest is None else _unnamed(_told(found.narrowest, source, group)),
        pinned=tuple(_told(one, source, group) for one in _worst(found)),
    )


def _worst(found: Found) -> list[Interval]:
    return sorted(found.pinned, key=lambda one: one.width)


def _together(found: Iterable[Attack]) -> Attack:
    parts = list(found)
    narrowest = [one.narrowest for one in parts if one.narrowest]
    return Attack(
        narrowest=min(narrowest, key=lambda one: one.high - one.low, default=None),
        pinned=tuple(pinned for one in parts for pinned in one.pinned),
    )


def _told(found: Interval, source: str, group: GroupId) -> Narrowed:
    at: Address = found.target.what
    return Narrowed(source, group, at.place, at.sex, at.age, found.low, found.high, found.target.needed, found.by)


def _unnamed(found: Narrowed) -> Narrowed:
    """Without its cell: to say where a small count may be would tell that there is one."""
    return replace(found, place=PlaceId(""), sex="", age="")


class _Atom(NamedTuple):
    """One unknown: so many people of one class live in one place, as long as `version` says that nothing changed."""

    place: PlaceId
    sex: str
    age: str
    version: Hashable


@dataclass(frozen=True, slots=True)
class _Cube:
    """One cube of one release as the attacker sees it."""

    tree: Tree
    note: CubeNote
    true: Mapping[Address, int]

    def atoms(self, at: Address) -> tuple[_Atom, ...]:
        """The unknowns that a count is the sum of."""
        sexes = (at.sex,) if at.sex or not self.note.sexes else self.note.sexes
        ages = (at.age,) if at.age or not self.note.ages else self.note.ages
        return tuple(
            _Atom(place, sex, age, self._version(Address(place, sex, age)))
            for place in sorted(self.tree.leaves(at.place))
            for sex in sexes
            for age in ages
        )

    def _version(self, at: Address) -> Hashable:
        """The same for two releases whose true counts are the same; of one day where nobody knows the count."""
        classes = (tuple(self.note.sexes), tuple(self.note.ages))
        count = self.true.get(at)
        return (classes, self.note.counted_on) if count is None else (classes, count)


@dataclass(frozen=True, slots=True)
class _Joined:
    """What all releases say about one register and group, gathered release by release."""

    source: str
    group: GroupId
    how: Protection
    known: list[Known] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    truth: dict[Hashable, float] = field(default_factory=dict)
    cubes: list[_Cube] = field(default_factory=list)

    def add(self, one: Published) -> None:
        """Adds the statements of one release and what must stay hidden of it."""
        raw = registers([count for count in one.truth if (count.source, count.group) == (self.source, self.group)])
        for note in one.counts.notes:
            if (note.source, note.group) == (self.source, self.group) and note.way != REFUSED:
                mine = raw.get(Register(self.source, self.group, note.counted_on), [])
                cube = _Cube(Tree(one.places), note, _true(mine, one.places))
                self.known.extend(_statements(cube, one))
                self.targets.extend(self._hidden(cube))
                self.known.extend(link for older in self.cubes for link in _links(older, cube))
                self.cubes.append(cube)

    def _hidden(self, cube: _Cube) -> Iterator[Target]:
        seen = {tuple(target.parts) for target in self.targets}
        for at, count in cube.true.items():
            atoms = cube.atoms(at)
            if len(atoms) == 1:
                self.truth[atoms[0]] = count
            if atoms not in seen:
                yield Target(at, atoms, self.how.needed, self.how.threshold, count)
        for place in cube.tree.parent:
            for atom in cube.atoms(Address(place)) if not cube.tree.children.get(place) else ():
                at = Address(place, atom.sex, atom.age)
                if at not in cube.true and (atom,) not in seen:
                    yield Target(at, (atom,), self.how.needed, self.how.threshold)


def _true(mine: Sequence[RegisterCount], places: Sequence[Place]) -> dict[Address, int]:
    cube, _ = build(mine, places) if mine else (None, [])
    if cube is None:
        return {}
    numbers = zip(cube.addresses, cube.counts.tolist(), strict=True)
    return {at: count for at, count in numbers if not at.rest}


def _statements(cube: _Cube, one: Published) -> Iterator[Known]:
    note = cube.note
    for count in one.counts.shown:
        if (count.source, count.group, count.counted_on) == (note.source, note.group, note.counted_on):
            at = Address(count.place, count.sex, count.age)
            atoms = cube.atoms(at)
            reach = note.reach if len(atoms) > 1 else min(note.reach, max(0, note.base - 1))
            off = reach if note.way == ROUND else 0
            yield Known(_name(one.release, at, count.people), atoms, count.people - off, count.people + off)


def _name(release: int, at: Address, people: int) -> str:
    where = " · ".join(part for part in (at.place, at.sex, at.age) if part)
    return f"#{release} {where}: {people}"


def _links(older: _Cube, newer: _Cube) -> Iterator[Known]:
    """Places counted by other classes than before, whose total did not change: the attacker knows that as well."""
    if (older.note.sexes, older.note.ages) == (newer.note.sexes, newer.note.ages):
        return
    for place in newer.tree.parent:
        at = Address(place)
        count = newer.true.get(at)
        if count is not None and older.true.get(at) == count and not newer.tree.children.get(place):
            yield Known(place, newer.atoms(at), 0, 0, older.atoms(at))

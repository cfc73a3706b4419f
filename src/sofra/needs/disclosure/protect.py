"""Every register's counts made safe: one cube a register and group, rounded or withheld, from which all derives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sofra.needs.disclosure.cube import Address, Cube, Tree, build
from sofra.needs.disclosure.rounding import rounded
from sofra.needs.disclosure.suppression import suppressed
from sofra.needs.domains import SPECIAL
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId
from sofra.types.place import Place
from sofra.types.protected import Counts, CubeNote, EarlierCount, HiddenCount

ROUND, SUPPRESS, REFUSED = "round", "suppress", "refused"
SMALL, SIBLING, SENSITIVE = "gate.small_count", "gate.sibling", "gate.sensitive"


class Register(NamedTuple):
    """One cube's name: who counted, whom, and on which day."""

    source: str
    group: GroupId
    counted_on: str


@dataclass(frozen=True, slots=True)
class Protection:
    """How a group's counts are protected: way, base of the rounding, threshold, and whether settlements may show."""

    way: str
    base: int
    threshold: int
    by_settlement: bool

    @property
    def needed(self) -> int:
        """How wide an attacker's interval of a protected count must stay, in people."""
        return (self.base if self.way == ROUND else self.threshold) - 1


def protection(group: GroupId, pack: Pack) -> Protection:
    """The protection of this group's counts; a group that no pack knows is special."""
    rules, found = pack.gate, pack.groups.get(group)
    if found is None or found.sensitivity == SPECIAL:
        return Protection(rules.counts, rules.special_base, rules.special_count, by_settlement=False)
    return Protection(rules.counts, rules.plain_base, rules.plain_count, found.by_settlement)


def protect(
    counts: Sequence[RegisterCount], places: Sequence[Place], pack: Pack, earlier: Sequence[EarlierCount] = ()
) -> tuple[Counts, list[Issue]]:
    """The counts as they may be shown, and an issue for each contradiction; a register that has one shows nothing.

    `earlier` are counts that were published: a cell whose true count is the same keeps the value that it had.
    """
    shown: list[RegisterCount] = []
    hidden: list[HiddenCount] = []
    notes: list[CubeNote] = []
    issues: list[Issue] = []
    known = list(earlier)
    tree = Tree(places)
    for register, mine in registers(counts).items():
        cube, found = build(mine, places)
        issues += found
        if cube is None:
            notes.append(CubeNote(*register, REFUSED))
            continue
        safe = _safe(cube, register, protection(register.group, pack), known=known, tree=tree)
        shown += [_count(mine, address, people) for address, people in safe.shown.items()]
        hidden += [
            HiddenCount(register.source, register.group, at.place, at.sex, at.age, why)
            for at, why in safe.hidden.items()
        ]
        notes.append(safe.note)
        known += _published(register, cube, safe.shown)
    return Counts(tuple(shown), tuple(hidden), tuple(notes)), issues


def registers(counts: Sequence[RegisterCount]) -> Mapping[Register, list[RegisterCount]]:
    """The counts of each register about each group, the older first."""
    found: dict[Register, list[RegisterCount]] = defaultdict(list)
    for count in counts:
        found[Register(count.source, count.group, count.counted_on)].append(count)
    return dict(sorted(found.items(), key=lambda item: (item[0].source, item[0].group, item[0].counted_on)))


class _Safe(NamedTuple):
    shown: Mapping[Address, int]
    hidden: Mapping[Address, str]
    note: CubeNote


def _safe(cube: Cube, register: Register, how: Protection, *, known: Sequence[EarlierCount], tree: Tree) -> _Safe:
    guarded = {at: SENSITIVE for at in cube.addresses if not how.by_settlement and _single(at, tree)}
    kept = _kept(cube, register, known)
    values, reach, _ = rounded(cube, how.base, kept) if how.way == ROUND else (cube.counts, 0, 0)
    why = dict(guarded)
    if how.way == SUPPRESS:
        why |= _withheld(cube, how.threshold, guarded)
    numbers = dict(zip(cube.addresses, values.tolist(), strict=True))
    shown = {at: people for at, people in numbers.items() if at not in why and not at.rest}
    hidden = {at: reason for at, reason in why.items() if not at.rest}
    note = CubeNote(
        *register,
        how.way,
        base=how.base if how.way == ROUND else 1,
        threshold=how.threshold,
        cells=len(shown) + len(hidden),
        hidden=len(hidden),
        reach=reach,
        sexes=tuple(sorted({at.sex for at in cube.addresses} - {""})),
        ages=tuple(sorted({at.age for at in cube.addresses} - {""})),
    )
    return _Safe(shown, hidden, note)


def _single(at: Address, tree: Tree) -> bool:
    """True for a settlement, and for an area that is one settlement. The municipality itself is never hidden."""
    return tree.parent.get(at.place) is not None and len(tree.leaves(at.place)) == 1


def _withheld(cube: Cube, threshold: int, guarded: Mapping[Address, str]) -> dict[Address, str]:
    hidden, small = suppressed(cube, threshold)
    return {
        at: guarded.get(at) or (SMALL if few else SIBLING)
        for at, gone, few in zip(cube.addresses, hidden, small, strict=True)
        if gone or at in guarded
    }


def _kept(cube: Cube, register: Register, known: Sequence[EarlierCount]) -> dict[Address, int]:
    """What the cells showed that count the same now; the newest release speaks."""
    now = dict(zip(cube.addresses, cube.counts.tolist(), strict=True))
    found = {}
    for one in known:
        at = Address(one.place, one.sex, one.age)
        if (one.source, one.group) == (register.source, register.group) and now.get(at) == one.true:
            found[at] = one.shown
    return found


def _published(register: Register, cube: Cube, shown: Mapping[Address, int]) -> Iterator[EarlierCount]:
    true = dict(zip(cube.addresses, cube.counts.tolist(), strict=True))
    for at, people in shown.items():
        yield EarlierCount(register.source, register.group, at.place, at.sex, at.age, true[at], people)


def earlier(counts: Sequence[RegisterCount], places: Sequence[Place], shown: Counts) -> list[EarlierCount]:
    """What a release showed, with the true counts behind it: for the releases that follow."""
    values: dict[Register, dict[Address, int]] = defaultdict(dict)
    for one in shown.shown:
        values[Register(one.source, one.group, one.counted_on)][Address(one.place, one.sex, one.age)] = one.people
    found: list[EarlierCount] = []
    for register, mine in registers(counts).items():
        cube, _ = build(mine, places)
        if cube is not None and register in values:
            there = {at: people for at, people in values[register].items() if at in set(cube.addresses)}
            found += _published(register, cube, there)
    return found


def _count(mine: Sequence[RegisterCount], at: Address, people: int) -> RegisterCount:
    """The count with the words that the register has for it."""
    like = next((one for one in mine if one.place == at.place and not one.sex and not one.age), mine[0])
    told = replace(like, place=at.place, sex=at.sex, age=at.age, people=people)
    # What the count means is told once, with the total.
    return replace(told, definition="", meaning={}) if at.sex or at.age else told

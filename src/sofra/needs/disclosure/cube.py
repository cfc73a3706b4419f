"""One cube from the counts of one register about one group: place tree × sex × age, with everything that adds up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import RegisterCount
from sofra.types.keys import PlaceId
from sofra.types.place import Place

Whole = NDArray[np.int64]


class Address(NamedTuple):
    """Where a count stands; "" is both sexes, all ages. `rest` True: the places below that the register leaves out."""

    place: PlaceId
    sex: str = ""
    age: str = ""
    rest: bool = False


class Sum(NamedTuple):
    """One total and its parts, as positions in the cube."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cube:
    """The counts of one register about one group. counts: (cells,) people; `sums` hold exactly."""

    addresses: Sequence[Address]
    counts: Whole
    sums: Sequence[Sum]

    @property
    def totals(self) -> frozenset[int]:
        """The positions that are a total of others."""
        return frozenset(one.total for one in self.sums)

    def adds_up(self, counts: Whole) -> bool:
        """True when these numbers, in the cube's order, add up everywhere."""
        return all(counts[one.total] == counts[list(one.parts)].sum() for one in self.sums)


class Tree:
    """Which places lie in which: children, ancestors, the smallest places under one."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.parent = {place.id: place.parent for place in places}
        self.children: dict[PlaceId, list[PlaceId]] = defaultdict(list)
        for place in places:
            if place.parent is not None:
                self.children[place.parent].append(place.id)

    def ancestors(self, place: PlaceId) -> Iterator[PlaceId]:
        """The places that hold this one, the smallest first."""
        above = self.parent.get(place)
        while above is not None:
            yield above
            above = self.parent.get(above)

    def leaves(self, place: PlaceId) -> frozenset[PlaceId]:
        """The smallest places inside this one; itself when nothing lies in it."""
        below = self.children.get(place, [])
        return frozenset().union(*(self.leaves(one) for one in below)) if below else frozenset({place})

    def upwards(self) -> list[PlaceId]:
        """All places that hold others, the smallest first."""
        return sorted(self.children, key=lambda place: -sum(1 for _ in self.ancestors(place)))


def build(counts: Sequence[RegisterCount], places: Sequence[Place]) -> tuple[Cube | None, list[Issue]]:
    """The cube of these counts with all its margins; None, and every contradiction, when they contradict themselves.

    Counts that the file leaves out are filled in where their parts are all there: a settlement's total from sex and
    age, an area from its settlements. A total that has no parts stands alone. Where the file leaves settlements out,
    their people are one further cell, the rest. A missing class of sex or age counts nobody, so a total that is larger
    than its classes contradicts itself.
    """
    given, issues = _given(counts)
    if issues:
        return None, issues
    tree = Tree(places)
    filled = dict(given)
    _fill_places(filled, tree)
    _fill_classes(filled)
    _fill_places(filled, tree)
    cells = dict(sorted(filled.items()))
    faults = dict([*_place_faults(cells, tree), *_class_faults(cells)])
    if faults:
        # One wrong number makes every sum above it wrong: those that the file says itself are told, once each.
        said = {at: issue for at, issue in faults.items() if at in given} or faults
        return None, [_told(issue, counts[0]) for issue in said.values()]
    return _cube(cells, tree), []


def _given(counts: Sequence[RegisterCount]) -> tuple[dict[Address, int], list[Issue]]:
    found: dict[Address, int] = {}
    issues = []
    for count in counts:
        at = Address(count.place, count.sex, count.age)
        if count.people < 0:
            issues.append(_told(_issue("register_negative", at, people=count.people), count))
        if found.setdefault(at, count.people) != count.people:
            issues.append(_told(_issue("register_cell_twice", at, people=count.people, other=found[at]), count))
    return found, issues


def _fill_places(cells: dict[Address, int], tree: Tree) -> None:
    """Adds a place's count where every place right below it has one."""
    classes = sorted({(at.sex, at.age) for at in cells})
    for place in tree.upwards():
        for sex, age in classes:
            below = [cells.get(Address(one, sex, age)) for one in tree.children[place]]
            if Address(place, sex, age) not in cells and all(one is not None for one in below):
                cells[Address(place, sex, age)] = sum(one or 0 for one in below)


def _fill_classes(cells: dict[Address, int]) -> None:
    """Adds classes that the file leaves out for a place (nobody), and the margins over sex and over age."""
    for place, (sexes, ages) in _classes(cells).items():
        crossed = [(sex, age) for sex in sexes for age in ages]
        if any(Address(place, sex, age) in cells for sex, age in crossed):
            for sex, age in crossed:
                cells.setdefault(Address(place, sex, age), 0)
        for total, parts in _margins(place, sexes, ages):
            if total not in cells and all(part in cells for part in parts):
                cells[total] = sum(cells[part] for part in parts)


def _classes(cells: Mapping[Address, int]) -> dict[PlaceId, tuple[list[str], list[str]]]:
    """The sexes and the ages that are counted in each place."""
    places = dict.fromkeys(at.place for at in cells)
    return {
        place: (
            sorted({at.sex for at in cells if at.place == place and at.sex}),
            sorted({at.age for at in cells if at.place == place and at.age}),
        )
        for place in places
    }


def _margins(place: PlaceId, sexes: Sequence[str], ages: Sequence[str]) -> Iterator[tuple[Address, list[Address]]]:
    """Every total over sex or age with its parts, the smaller totals first."""
    if sexes and ages:
        yield from ((Address(place, sex), [Address(place, sex, age) for age in ages]) for sex in sexes)
        yield from ((Address(place, "", age), [Address(place, sex, age) for sex in sexes]) for age in ages)
    if sexes:
        yield Address(place), [Address(place, sex) for sex in sexes]
    if ages:
        yield Address(place), [Address(place, "", age) for age in ages]


def _class_faults(cells: Mapping[Address, int]) -> Iterator[tuple[Address, Issue]]:
    for place, (sexes, ages) in _classes(cells).items():
        for total, parts in _margins(place, sexes, ages):
            there = [cells[part] for part in parts if part in cells]
            if total in cells and there and cells[total] != sum(there):
                yield total, _contradiction(total, cells[total], sum(there))


def _place_faults(cells: Mapping[Address, int], tree: Tree) -> Iterator[tuple[Address, Issue]]:
    for total, parts in _nested(cells, tree).items():
        below = sum(cells[part] for part in parts)
        if below > cells[total] or (below < cells[total] and _covered(total, parts, tree)):
            yield total, _contradiction(total, cells[total], below)


def _covered(total: Address, parts: Iterable[Address], tree: Tree) -> bool:
    inside: frozenset[PlaceId] = frozenset().union(*(tree.leaves(part.place) for part in parts))
    return inside == tree.leaves(total.place)


def _nested(cells: Mapping[Address, int], tree: Tree) -> dict[Address, list[Address]]:
    """Every count with those counts of the same class that lie right under it."""
    found: dict[Address, list[Address]] = defaultdict(list)
    for at in cells:
        above = (Address(place, at.sex, at.age) for place in tree.ancestors(at.place))
        holder = next((total for total in above if total in cells), None)
        if holder is not None:
            found[holder].append(at)
    return found


def _cube(cells: Mapping[Address, int], tree: Tree) -> Cube:
    numbers = dict(cells)
    sums: list[tuple[Address, list[Address]]] = []
    for total, parts in _nested(cells, tree).items():
        rest = cells[total] - sum(cells[part] for part in parts)
        if not _covered(total, parts, tree):
            spare = total._replace(rest=True)
            numbers[spare] = rest
            parts = [*parts, spare]
        sums.append((total, parts))
    for place, (sexes, ages) in _classes(cells).items():
        sums += [
            (total, parts)
            for total, parts in _margins(place, sexes, ages)
            if total in cells and all(part in cells for part in parts)
        ]
    at = {address: position for position, address in enumerate(numbers)}
    lines = [Sum(at[total], tuple(at[part] for part in parts)) for total, parts in sums]
    return Cube(tuple(numbers), np.array(list(numbers.values()), dtype=np.int64), tuple(lines))


def _contradiction(total: Address, people: int, parts: int) -> Issue:
    code = "register_parts_exceed" if parts > people else "register_total_contradicts"
    return _issue(code, total, people=people, parts=parts)


def _issue(code: str, at: Address, **values: int) -> Issue:
    spot = ", ".join(part for part in (at.place, at.sex, at.age) if part)
    named = {"place": at.place, "sex": at.sex, "age": at.age, "spot": spot}
    return Issue(code, Where(), {**named, **values}, Severity.FILE)


def _told(issue: Issue, count: RegisterCount) -> Issue:
    named = {"source": count.source, "group": count.group, **issue.values}
    return Issue(issue.code, Where(file=count.source), named, issue.severity)

"""Zones that lie in one another or cross: no number of the few between them can be had by adding and subtracting.

The gate (`sofra.needs.gate`) makes each zone safe by itself. Here the attacker (`sofra.needs.disclosure.attack`) gets
everything that is shown of all zones, of the municipality and its areas, about one question and group: how many were
asked and how many said yes; then once more, where zones cut through settlements, the estimates, which count everybody
with the part of the settlement (as if all weights were equal: nobody outside knows more). What he must not find out
are the people of every piece, of one zone without another, of two together, and of what lies in none. A number of a
zone that helps him is withheld, the one with the fewest asked first; the gate then withholds what would give that
number away.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as Those
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from sofra.needs.disclosure.attack import Atom, Interval, Known, Target, attack
from sofra.needs.disclosure.cube import Tree
from sofra.needs.disclosure.pieces import Asked, Piece, of_everybody
from sofra.needs.facts import UNTOLD
from sofra.needs.gate import gate
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Fact, Spread, Status, Verdicts
from sofra.types.hazard import LIVE
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.place import Place

BETWEEN = "gate.zones"
"""The reason on a number that would, beside another zone's, show a handful of people between the two."""


class _Cell(NamedTuple):
    """The numbers of one question about one group in one place: withheld together."""

    indicator: str
    group: GroupId
    place: PlaceId


class _Lines(NamedTuple):
    """What one cell tells: how many rows, and how many rows times the parts that its estimate is made of."""

    counts: list[Known]
    estimates: list[Known]


Bases = Mapping[_Cell, Base]


def apart(
    facts: Sequence[Fact],
    asked: Sequence[Asked],
    beside: Sequence[Fact],
    places: Sequence[Place],
    rules: GateRules,
    *,
    special: Those[str],
) -> list[Fact]:
    """The gated facts about zones, in the same order, with those withheld that give away people between zones.

    `beside` are the gated facts of the same answers about everybody, in a zone or not. Deterministic.
    """
    bases = {_cell(fact): fact.base for fact in (*beside, *facts) if fact.base.n is not None and _of_its_own(fact)}
    zones = {_cell(fact) for fact in facts}
    tree, hidden = _Within(places), set[_Cell]()
    for one in asked:
        hidden |= _hidden(_Question(one, tree, rules, special=special), bases, zones)
    if not hidden:
        return list(facts)
    return gate([_withheld(one) if _cell(one) in hidden else one for one in facts], places, rules, special=special)


def _hidden(question: "_Question", bases: Bases, zones: Those[_Cell]) -> set[_Cell]:
    """The cells of this question about zones that must be withheld so that nothing is pinned."""
    hidden: set[_Cell] = set()
    targets = question.targets()
    while targets:
        shown = {cell: found for cell, found in question.lines(bases) if cell not in hidden}
        mine = [cell for cell in shown if cell in zones and cell.group == question.asked.group]
        pinned = _pinned(list(shown.values()), targets, question.asked) if mine else ()
        if not pinned:
            break
        hidden.add(_weakest(mine, pinned, bases))
    return hidden


def _pinned(shown: Sequence["_Lines"], targets: Sequence[Target], asked: Asked) -> Sequence[Interval]:
    """What the counts give away, else what the estimates do."""
    true: dict[Atom, float] = {piece: float(n) for piece, n in asked.rows.items()}
    found = attack([line for one in shown for line in one.counts], targets, true).pinned
    estimates = [line for one in shown for line in one.estimates]
    if found or not any(line.times for line in estimates):
        return found
    return attack(estimates, targets, true).pinned


def _weakest(mine: Sequence[_Cell], pinned: Sequence[Interval], bases: Bases) -> _Cell:
    """Of the numbers that pin somebody the one with the fewest asked; of all numbers where none of them is named."""
    named = {name for one in pinned for name in one.by}
    chosen = [cell for cell in mine if _name(cell) in named] or mine
    return min(chosen, key=lambda cell: (bases[cell].n or 0, cell))


class _Within:
    """Which places a place lies in, the municipality always among them."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.tree = Tree(places)
        self.roots = {place.id for place in places if place.parent is None}

    def line(self, place: PlaceId) -> frozenset[PlaceId]:
        """The place and all that hold it."""
        return frozenset({place, *self.tree.ancestors(place)}) | self.roots


class _Question:
    """One question about one group: what is told of it, and whom nobody may find out."""

    def __init__(self, asked: Asked, tree: _Within, rules: GateRules, *, special: Those[str]) -> None:
        self.asked, self.rules = asked, rules
        strict = asked.group in special or asked.measure in special
        self.hits = max(rules.least_hits, rules.special_hits) if strict else rules.least_hits
        lines = {place: tree.line(place) for place in {piece.place for piece in asked.rows}}
        self.at: dict[PlaceId, list[Piece]] = defaultdict(list)
        for piece in asked.rows:
            for place in lines[piece.place]:
                self.at[place].append(piece)
        self.prefixes = sorted({prefix for piece in asked.rows for prefix, _ in piece.zones})

    def lines(self, bases: Bases) -> Iterator[tuple[_Cell, _Lines]]:
        """What is shown of this question, cell by cell: of its group, and of everybody."""
        groups = (self.asked.group,) if of_everybody(self.asked) else (self.asked.group, EVERYONE)
        for prefix in ("", *self.prefixes):
            indicator = f"{prefix}.{self.asked.measure}".removeprefix(".")
            for group in groups:
                for place, found in self.at.items():
                    cell = _Cell(indicator, group, place)
                    mine = [one for one in found if one.inside or group != self.asked.group]
                    if cell in bases and mine:
                        yield cell, self._told(cell, bases[cell], mine, prefix)

    def _told(self, cell: _Cell, base: Base, found: Sequence[Piece], prefix: str) -> _Lines:
        part = {one: dict(one.zones).get(prefix, 0.0) if prefix else 1.0 for one in found}
        mine = [one for one in found if part[one]]
        told = [(mine, base.n), ([one for one in mine if one.said], base.hits)]
        there = [(parts, shown) for parts, shown in told if shown is not None]
        return _Lines(
            [Known(_name(cell), parts, shown, shown) for parts, shown in there],
            [self._weighed(_name(cell), parts, [part[one] for one in parts]) for parts, _ in there],
        )

    def _weighed(self, name: str, parts: Sequence[Piece], times: Sequence[float]) -> Known:
        summed = sum(share * self.asked.rows[one] for one, share in zip(parts, times, strict=True))
        return Known(name, parts, summed, summed, times=times if any(share < 1 for share in times) else ())

    def targets(self) -> list[Target]:
        """The small numbers of people between the zones: those who said yes, those who said no, those asked."""
        found: dict[frozenset[Piece], Target] = {}
        for pieces in self._regions():
            for side in {one.inside for one in pieces}:
                asked = [one for one in pieces if one.inside == side]
                for said in (True, False):
                    self._add(found, [one for one in asked if one.said == said], self.hits)
                self._add(found, asked, self.rules.least_base)
        return list(found.values())

    def _add(self, found: dict[frozenset[Piece], Target], parts: Sequence[Piece], threshold: int) -> None:
        true = sum(self.asked.rows[one] for one in parts)
        if 1 <= true < threshold:
            found.setdefault(frozenset(parts), Target("", parts, threshold - 1, threshold, true))

    def _regions(self) -> Iterator[list[Piece]]:
        """In every place: each piece, each zone, what is outside it, what is in one and not in another, in both."""
        for pieces in self.at.values():
            within = {prefix: {one for one in pieces if prefix in dict(one.zones)} for prefix in self.prefixes}
            for zones in dict.fromkeys(one.zones for one in pieces):
                yield [one for one in pieces if one.zones == zones]
            for inside in within.values():
                yield [one for one in pieces if one in inside]
                yield [one for one in pieces if one not in inside]
            for one, other in permutations(within.values(), 2):
                yield [piece for piece in pieces if piece in one and piece not in other]
                yield [piece for piece in pieces if piece in one and piece in other]
                yield [piece for piece in pieces if piece not in one and piece not in other]


def _name(cell: _Cell) -> str:
    return f"{cell.indicator} {cell.group} {cell.place}"


def _cell(fact: Fact) -> _Cell:
    return _Cell(fact.cell.indicator.partition(":")[0], fact.cell.group, fact.cell.place)


def _of_its_own(fact: Fact) -> bool:
    """A number of people repeats the yes-sayers of its share; only the number of all who live there has no share."""
    indicator, _, people = fact.cell.indicator.partition(":")
    return not people or indicator.endswith(f".{LIVE}")


def _withheld(fact: Fact) -> Fact:
    blank = replace(fact, value=None, spread=Spread(), base=Base())
    return replace(blank, status=Status.SUPPRESSED, reason=BETWEEN, verdicts=Verdicts(BETWEEN, UNTOLD))

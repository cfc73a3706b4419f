"""Zones that lie in one another or cross: no number of the few between them can be had by adding and subtracting.

The gate (`sofra.needs.gate`) makes each zone safe by itself. Here the attacker (`sofra.needs.disclosure.attack`) gets
everything that is shown of all zones, of the municipality and its areas, about one question and group: how many were
asked and how many said yes. What he must not find out are the people of every piece, of one zone without another, of
two together, and of what lies in none. Of the numbers that help him the one with the fewest asked is withheld, be it a
zone's or a settlement's, until none helps; the gate then withholds what would give these numbers away. Estimates are
not joined here: they are rounded where a zone cuts through settlements (`sofra.needs.exposed.blunt`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as Those
from dataclasses import replace
from itertools import permutations
from typing import Any, NamedTuple

from sofra.needs.disclosure.attack import Atom, Known, Target, attack
from sofra.needs.disclosure.cube import Tree
from sofra.needs.disclosure.pieces import Asked, Piece, of_everybody
from sofra.needs.disclosure.walks import exactly, walks
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


Bases = Mapping[_Cell, Base]


def apart(
    facts: Sequence[Fact],
    asked: Sequence[Asked],
    places: Sequence[Place],
    rules: GateRules,
    *,
    special: Those[str],
) -> list[Fact]:
    """The gated facts about zones and about everybody, in their order, with those withheld that give people away.

    `facts` are all that is shown of the same answers, in a zone or not: the attacker joins them. Deterministic.
    """
    bases = {_cell(fact): fact.base for fact in facts if fact.base.n is not None and _of_its_own(fact)}
    tree, hidden = _Within(places), set[_Cell]()
    for one in asked:
        _hide(_Question(one, tree, rules, special=special), bases, hidden)
    if not hidden:
        return list(facts)
    return gate([_withheld(one) if _cell(one) in hidden else one for one in facts], places, rules, special=special)


def _hide(question: "_Question", bases: Bases, hidden: set[_Cell]) -> None:
    """Adds to `hidden` the cells of this question that must be withheld so that nobody is pinned."""
    targets = question.targets()
    while targets:
        shown = {cell: found for cell, found in question.lines(bases) if cell not in hidden}
        if not any(cell.indicator != question.asked.measure for cell in shown):
            return
        more = set[_Cell]()
        for names in _pinning([line for found in shown.values() for line in found], targets, question.asked):
            named = [cell for cell in shown if _name(cell) in names] or list(shown)
            if more.isdisjoint(named):
                weakest = _weakest(named, question.asked.group, bases)
                more |= {cell for cell, lines in shown.items() if _same(lines, shown[weakest])}
        if not more:
            return
        hidden |= more


def _pinning(known: Sequence[Known], targets: Sequence[Target], asked: Asked) -> Sequence[Sequence[str]]:
    """For everything that is pinned, the names of the statements that do it; pieces that are alike taken together.

    Numbers that adding and subtracting gives exactly come first and alone; programmes look for narrow intervals then.
    """
    alike = _alike(known)
    rows: dict[Atom, float] = defaultdict(float)
    for piece, at in alike.items():
        rows[at] += asked.rows[piece]
    unlike = {
        parts: replace(one, parts=parts)
        for one in known
        for parts in [tuple(sorted({alike[part] for part in one.parts}))]
    }
    together = list(unlike.values())
    wanted = _wanted(targets, alike, rows)
    if not wanted:
        return ()
    summed = exactly(together, wanted)
    return summed or [one.by for one in attack(together, wanted, rows, *walks(together, wanted)).pinned]


def _alike(known: Sequence[Known]) -> dict[Any, int]:
    """Every piece that a statement names, with the number of its kind: those that stand in the same statements."""
    told: dict[Any, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for part in one.parts:
            told[part].append(number)
    kinds: dict[tuple[int, ...], int] = {}
    return {piece: kinds.setdefault(tuple(lines), len(kinds)) for piece, lines in told.items()}


def _wanted(targets: Sequence[Target], alike: Mapping[Any, int], rows: Mapping[Atom, float]) -> list[Target]:
    """The targets in whole kinds of pieces.

    A part of a kind may be nobody or all of the kind: where the kind has people enough, that alone leaves room. Where
    it has too few, the whole kind is guarded, with and without the rest of the target.
    """
    kinds = Counter(alike.values())
    found: dict[frozenset[Atom], Target] = {}
    for one in targets:
        if any(part not in alike for part in one.parts):
            continue
        mine = Counter(alike[part] for part in one.parts)
        whole = frozenset(kind for kind, n in mine.items() if n == kinds[kind])
        if any(rows[kind] >= one.needed for kind in mine.keys() - whole):
            continue
        for parts in (whole, frozenset(mine)):
            true = int(sum(rows[part] for part in parts))
            if 1 <= true < one.threshold:
                found.setdefault(parts, replace(one, parts=tuple(parts), true=true))
    return list(found.values())


def _same(lines: Sequence[Known], others: Sequence[Known]) -> bool:
    """True for two cells that tell of the very same people: one is not withheld without the other."""
    return [one.parts for one in lines] == [one.parts for one in others]


def _weakest(named: Sequence[_Cell], group: GroupId, bases: Bases) -> _Cell:
    """Of the numbers that pin somebody the one with the fewest asked; numbers of everybody last of all."""
    return min(named, key=lambda cell: (cell.group != group, bases[cell].n or 0, cell))


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

    def lines(self, bases: Bases) -> Iterator[tuple[_Cell, list[Known]]]:
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

    def _told(self, cell: _Cell, base: Base, found: Sequence[Piece], prefix: str) -> list[Known]:
        mine = [one for one in found if not prefix or prefix in dict(one.zones)]
        told = [(mine, base.n), ([one for one in mine if one.said], base.hits)]
        return [Known(_name(cell), parts, shown, shown) for parts, shown in told if shown is not None and parts]

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

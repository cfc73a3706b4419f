"""How unequal a municipality is: every indicator between the pairs of the pack, for each group and area, by D-index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Flags, Floats, Frame
from sofra.needs.domains import Domains, domains
from sofra.needs.estimate import unanswerable
from sofra.needs.inequality.around import Around, compared
from sofra.needs.inequality.dissimilarity import EFFECTS, of_codes
from sofra.needs.inequality.many import false_discovery, holm
from sofra.needs.inequality.sample import sample
from sofra.needs.numbers import measured
from sofra.needs.survey.design import Survey, only
from sofra.needs.tree import tree
from sofra.needs.weights import Table, Weighed
from sofra.packs.condition import columns, parse, parse_value
from sofra.types.catalogue import Circumstance, Comparison, Indicator, Pack
from sofra.types.errors import DesignError
from sofra.types.fact import Cell, Fact, Spread, SpreadKind, Status
from sofra.types.inequality import INDEX, Gap, Index, Inequality
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place

DRAWS = 200
SHARE = "share"


def unequal(
    weighed: Weighed, pack: Pack, places: Sequence[Place], released: Sequence[Fact], *, seed: int
) -> tuple[list[Fact], Inequality]:
    """Facts of all comparisons for the municipality, gated, and what stands beside them.

    `released` are the gated facts of the same answers: a comparison with a withheld number is withheld too. No facts
    where the sample has a stratum of one unit and its rule is "fail".
    """
    home = next((place.id for place in places if place.kind == "municipality"), None)
    if home is None:
        return [], Inequality((), ())
    shown: dict[tuple[str, str, str], Fact] = {
        (fact.cell.indicator, fact.cell.place, fact.cell.group): fact for fact in released
    }
    rooms: dict[str, _Room] = {}
    facts: list[Fact] = []
    gaps: list[Gap] = []
    indexes: list[Index] = []
    silent = set(unanswerable(weighed, pack))
    for indicator in pack.indicators.values():
        whole = shown.get((indicator.id, home, EVERYONE))
        if indicator.id in silent or indicator.kind == "total" or whole is None or whole.value is None:
            continue
        table = weighed.table(indicator.table)
        name = next(name for name, one in weighed.tables.items() if one is table)
        if name not in rooms:
            rooms[name] = _room(weighed, name, pack, places)
        room = rooms[name]
        found = measured(indicator, table.frame)
        asked = only(room.survey, found.counts)
        own = _own(indicator)
        around = Around(indicator, whole, shown, room.sides(pack, own), room.groups(pack, own), room.masks, pack.gate)
        made = list(compared(asked, found.y, around))
        facts += [fact for one in made for fact in one.facts]
        gaps += _holm([one.gap for one in made])
        if indicator.kind == SHARE and room.circumstances(pack, own):
            fact, index = _index(asked, found.y, indicator, whole, room, kept=room.circumstances(pack, own), seed=seed)
            facts += [fact]
            indexes += [index]
    return facts, Inequality(tuple(_fdr(gaps)), tuple(indexes))


@dataclass(frozen=True, slots=True)
class _Room:
    """One table as a survey; who is in which group and area, (rows,) each; circumstances as codes, -1 unknown."""

    survey: Survey
    masks: Mapping[tuple[GroupId, PlaceId], Flags]
    pairs: Mapping[str, tuple[Flags, Flags]]
    names: Sequence[str]
    codes: Codes

    def sides(self, pack: Pack, own: frozenset[str]) -> Sequence[tuple[Comparison, Flags, Flags]]:
        """The pairs of the pack that this table can tell apart, but by the question itself (its columns, `own`)."""
        known = [pair for pair in pack.comparisons if pair.id in self.pairs]
        return [(pair, *self.pairs[pair.id]) for pair in known if not own & (_uses(pair.one) | _uses(pair.other))]

    def groups(self, pack: Pack, own: frozenset[str]) -> Mapping[tuple[GroupId, PlaceId], Flags]:
        """The groups and areas but those that the question itself makes."""
        return {
            cell: members
            for cell, members in self.masks.items()
            if cell[0] not in pack.groups or not own & _uses(pack.groups[cell[0]].condition)
        }

    def circumstances(self, pack: Pack, own: frozenset[str]) -> list[int]:
        """Positions of the circumstances but those that the question itself asks."""
        asked = {one.of for one in pack.circumstances if own & _uses(one.condition)}
        return [place for place, name in enumerate(self.names) if name not in asked]


def _room(weighed: Weighed, name: str, pack: Pack, places: Sequence[Place]) -> _Room:
    table = weighed.tables[name]
    there = table.frame
    pairs = {
        pair.id: (_holds(pair.one, there), _holds(pair.other, there))
        for pair in pack.comparisons
        if _tells(pair.one, there) and _tells(pair.other, there)
    }
    names, codes = _circumstances(pack.circumstances, there)
    return _Room(sample(weighed, table), _masks(weighed, name, table, pack, places), pairs, names, codes)


def _masks(
    weighed: Weighed, name: str, table: Table, pack: Pack, places: Sequence[Place]
) -> dict[tuple[GroupId, PlaceId], Flags]:
    """Every group in the municipality, everybody in every area: who is in them, (rows,)."""
    trunk = tree([place for place in places if place.kind != "settlement"])
    parents = {place.id: place.parent if place.kind == "settlement" else place.id for place in places}
    position = {one: index for index, one in enumerate(trunk.ids)}
    renumbered = np.array([*(position.get(parents[one] or one, -1) for one in weighed.places), -1], dtype=np.int64)
    known = [group for group in pack.groups.values() if group.condition and _asked(group.condition, weighed)]
    within = domains(weighed, name, renumbered[table.place], tree=trunk, groups=known)
    whole = trunk.ids[trunk.root]
    wanted = [(group, whole) for group in within.groups if group != EVERYONE]
    wanted += [(EVERYONE, place) for place in trunk.ids if place != whole]
    return {cell: _members(within, cell, table.frame.size) for cell in wanted}


def _members(within: Domains, cell: tuple[GroupId, PlaceId], rows: int) -> Flags:
    number = list(within.groups).index(cell[0]) * len(within.tree.ids) + list(within.tree.ids).index(cell[1])
    found = np.zeros(rows, dtype=np.bool_)
    found[within.layout.row[within.layout.domain == number]] = True
    return found


def _asked(condition: str, weighed: Weighed) -> bool:
    return columns(parse(condition)) <= weighed.table("person").frame.columns.keys()


def _tells(condition: str, there: Frame) -> bool:
    return columns(parse(condition)) <= there.columns.keys()


def _uses(condition: str) -> frozenset[str]:
    return frozenset(columns(parse(condition)))


def _own(indicator: Indicator) -> frozenset[str]:
    """The columns that the answer itself is made of: groups made of them would be compared with themselves."""
    return frozenset(columns(parse(indicator.where)) | columns(parse_value(indicator.value or "0")))


def _holds(condition: str, there: Frame) -> Flags:
    return np.asarray(truth(parse(condition), there) == TRUE, dtype=np.bool_)


def _circumstances(known: Sequence[Circumstance], there: Frame) -> tuple[list[str], Codes]:
    """The circumstances of which this table knows every category, and each row's category of each."""
    names = list(dict.fromkeys(one.of for one in known))
    names = [name for name in names if all(_tells(one.condition, there) for one in known if one.of == name)]
    codes = np.full((there.size, len(names)), -1, dtype=np.int64)
    for place, name in enumerate(names):
        for number, one in enumerate([one for one in known if one.of == name]):
            codes[_holds(one.condition, there), place] = number
    return names, codes


def _index(  # noqa: PLR0913 - keywords after the nouns
    asked: Survey, y: Floats, indicator: Indicator, whole: Fact, room: _Room, *, kept: Sequence[int], seed: int
) -> tuple[Fact, Index]:
    """The D-index of access: of the complement where the indicator is something lacking."""
    access = y if indicator.better == "more" else 1.0 - y
    cell = Cell(IndicatorId(f"{INDEX}:{indicator.id}"), whole.cell.place, EVERYONE, whole.cell.period)
    try:
        found = of_codes(
            asked, access, [room.names[one] for one in kept], room.codes[:, kept], model=EFFECTS, seed=seed, draws=DRAWS
        )
    except DesignError:
        return _none(cell, whole), Index(indicator.id, 0, 0, reason="no_error")
    said = Index(
        indicator.id, found.n, found.cells, found.value, found.noise, found.corrected, found.low, found.high, found.p,
        found.mean, found.split, found.reason,
    )  # fmt: skip
    if found.value is None:
        return _none(cell, whole), said
    spread = Spread(SpreadKind.SAMPLE, None, found.low, found.high)
    return Fact(
        cell, found.shown, "index", spread, replace(whole.base, hits=None, n=found.n), origin=whole.origin
    ), said


def _none(cell: Cell, whole: Fact) -> Fact:
    return Fact(cell, None, "index", status=Status.OK, origin=whole.origin, reason="inequality.no_number")


def _holm(gaps: Sequence[Gap]) -> Iterator[Gap]:
    known = iter(holm([gap.p for gap in gaps if gap.p is not None]))
    return (gap if gap.p is None else replace(gap, holm=next(known)) for gap in gaps)


def _fdr(gaps: Sequence[Gap]) -> Iterator[Gap]:
    known = iter(false_discovery([gap.p for gap in gaps if gap.p is not None]))
    return (gap if gap.p is None else replace(gap, fdr=next(known)) for gap in gaps)

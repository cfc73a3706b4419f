"""How unequal a municipality is: every indicator between the pairs of the pack, for each group and area, by D-index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Flags, Floats, Frame
from sofra.needs.domains import Domains, domains
from sofra.needs.estimate import unanswerable
from sofra.needs.gate import special
from sofra.needs.inequality.around import Around, Compared, compared
from sofra.needs.inequality.dissimilarity import EFFECTS, of_codes
from sofra.needs.inequality.many import false_discovery, holm
from sofra.needs.inequality.sample import sample
from sofra.needs.numbers import measured
from sofra.needs.survey.design import Survey, only
from sofra.needs.tree import tree
from sofra.needs.weights import Weighed
from sofra.packs.condition import columns, parse, parse_value
from sofra.types.catalogue import Comparison, Indicator, Pack
from sofra.types.errors import DesignError
from sofra.types.fact import Cell, Fact, Spread, SpreadKind, Status
from sofra.types.furthest import Circumstance
from sofra.types.inequality import INDEX, Gap, Index, Inequality
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place

DRAWS = 200
BORN_WITH = ("sex", "age", "disability", "assistance")
"""Circumstances of the pack over which access is compared: few, for a municipal sample is small."""

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
    rooms = {name: _room(weighed, name, pack, places) for name in weighed.tables}
    silent = set(unanswerable(weighed, pack))
    facts: list[Fact] = []
    gaps: list[Gap] = []
    indexes: list[Index] = []
    for indicator in pack.headline.values():
        whole = shown.get((indicator.id, home, EVERYONE))
        if indicator.id in silent or indicator.kind == "total" or whole is None or whole.value is None:
            continue
        name = indicator.table if indicator.table in rooms else next(iter(rooms))
        made, index = _of_one(indicator, rooms[name], pack, shown, whole=whole, seed=seed)
        facts += [fact for one in made for fact in one.facts]
        gaps += _holm([one.gap for one in made])
        if index is not None:
            facts += [index[0]]
            indexes += [index[1]]
    return facts, Inequality(tuple(_fdr(gaps)), tuple(indexes))


def _of_one(
    indicator: Indicator,
    room: "_Room",
    pack: Pack,
    shown: Mapping[tuple[str, str, str], Fact],
    *,
    whole: Fact,
    seed: int,
) -> tuple[list[Compared], tuple[Fact, Index] | None]:
    """One indicator's comparisons, and its index where it is a share and circumstances are known."""
    found, own = measured(indicator, room.survey.frame), _own(indicator)
    asked = only(room.survey, found.counts)
    compared_by = room.sides(pack, own), room.groups(pack, own), room.masks
    around = Around(indicator, whole, shown, *compared_by, pack.gate, special(pack))
    made = list(compared(asked, found.y, around))
    kept = room.circumstances(pack, own)
    if indicator.kind != SHARE or not kept:
        return made, None
    return made, _index(asked, found.y, around, room, kept=kept, seed=seed)


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
        known = [pack.circumstances[name] for name in self.names]
        asked = {one.id for one in known if any(own & _uses(part.condition) for part in one.categories)}
        return [place for place, name in enumerate(self.names) if name not in asked]


def _room(weighed: Weighed, name: str, pack: Pack, places: Sequence[Place]) -> _Room:
    table = weighed.tables[name]
    there = table.frame
    pairs = {
        pair.id: (_holds(pair.one, there), _holds(pair.other, there))
        for pair in pack.comparisons
        if _tells(pair.one, there) and _tells(pair.other, there)
    }
    names, codes = _circumstances([pack.circumstances[one] for one in BORN_WITH if one in pack.circumstances], there)
    return _Room(sample(weighed, table), _masks(weighed, name, pack, places), pairs, names, codes)


def _masks(weighed: Weighed, name: str, pack: Pack, places: Sequence[Place]) -> dict[tuple[GroupId, PlaceId], Flags]:
    """Every group in the municipality, everybody in every area: who is in them, (rows,)."""
    table = weighed.tables[name]
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


@cache
def _uses(condition: str) -> frozenset[str]:
    return frozenset(columns(parse(condition)))


def _own(indicator: Indicator) -> frozenset[str]:
    """The columns that the answer itself is made of: groups made of them would be compared with themselves."""
    return frozenset(columns(parse(indicator.where)) | columns(parse_value(indicator.value or "0")))


def _holds(condition: str, there: Frame) -> Flags:
    return np.asarray(truth(parse(condition), there) == TRUE, dtype=np.bool_)


def _circumstances(known: Sequence[Circumstance], there: Frame) -> tuple[list[str], Codes]:
    """The circumstances of which this table knows every category, and each row's category of each."""
    told = [one for one in known if one.categories and all(_tells(part.condition, there) for part in one.categories)]
    names = [one.id for one in told]
    codes = np.full((there.size, len(names)), -1, dtype=np.int64)
    for place, one in enumerate(told):
        for number, part in enumerate(one.categories):
            codes[_holds(part.condition, there), place] = number
    return names, codes


def _index(
    asked: Survey, y: Floats, around: Around, room: _Room, *, kept: Sequence[int], seed: int
) -> tuple[Fact, Index]:
    """The D-index of access: of the complement where the indicator is something lacking."""
    indicator, whole = around.indicator, around.whole
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

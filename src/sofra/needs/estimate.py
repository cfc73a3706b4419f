"""Who lacks what: every indicator for every group in every place, as facts with error, interval and base."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.domains import Domains, domains
from sofra.needs.facts import Address, as_facts
from sofra.needs.numbers import (
    MEAN,
    SHARE,
    TOTAL,
    answered,
    means,
    measured,
    post_weights,
    shares,
    sums,
    totals,
    within_shares,
)
from sofra.needs.second_stage import Cells, cells
from sofra.needs.tree import Tree, places_of, tree, where
from sofra.needs.weights import HOUSEHOLD, PERSON, Table, Weighed
from sofra.packs.condition import columns, parse, parse_value
from sofra.types.catalogue import Indicator, Pack
from sofra.types.fact import Fact
from sofra.types.keys import GroupId, IndicatorId, RunId
from sofra.types.place import Place

PEOPLE = ":people"
INDEX = "index"
"""The kind of indicators that another room makes: sofra.needs.multidimensional."""

HOUSEHOLDS = "households"

Progress = Callable[[int, int], None]


def estimate(  # noqa: PLR0913 - keywords after the four nouns
    weighed: Weighed,
    pack: Pack,
    places: Sequence[Place],
    period: str,
    *,
    origin: RunId = RunId(""),
    indicators: Sequence[IndicatorId] | None = None,
    groups: Sequence[GroupId] | None = None,
    by: str = "",
    progress: Progress | None = None,
) -> list[Fact]:
    """One fact for each indicator, group and place where somebody was asked; a share gets a second, ":people".

    `indicators` and `groups` None: all of the pack. `by` names a column whose texts are the places, for surveys
    without places. `progress` hears how many indicators are done and how many there are. Groups and indicators of
    the special kind come withheld for settlements. Rows without a usable answer are left out and told in the base.
    """
    chosen = [pack.indicators[one] for one in (pack.indicators if indicators is None else indicators)]
    known = [one for one in chosen if _answerable(one, weighed)]
    room = Room.of(weighed, pack, places, groups=groups, by=by)
    facts: list[Fact] = []
    for done, indicator in enumerate(known):
        facts += _facts(indicator, room, period, origin)
        if progress is not None:
            progress(done + 1, len(known))
    return facts


def unanswerable(weighed: Weighed, pack: Pack) -> list[IndicatorId]:
    """The indicators that this survey did not ask everything for: no fact is made of them."""
    return [one.id for one in pack.indicators.values() if one.kind != INDEX and not _answerable(one, weighed)]


@dataclass(frozen=True, slots=True)
class Room:
    """The domains of each table, ready for every indicator."""

    weighed: Weighed
    domains: Mapping[str, Domains]
    posts: Mapping[str, Floats]
    cells: Mapping[str, Cells | None]

    def name(self, indicator: Indicator) -> str:
        """The table that the indicator is asked of; the only one where there is one."""
        return indicator.table if indicator.table in self.domains else next(iter(self.domains))

    @classmethod
    def of(
        cls, weighed: Weighed, pack: Pack, places: Sequence[Place], *, groups: Sequence[GroupId] | None, by: str
    ) -> "Room":
        wanted = [pack.groups[one] for one in (pack.groups if groups is None else groups) if one in pack.groups]
        if by:
            places = _places_by(weighed, by)
        trunk = tree(places)
        asked = [one for one in wanted if _group_known(one.condition, weighed)]
        made = {
            name: domains(weighed, name, _positions(weighed, table, trunk, places, by=by), tree=trunk, groups=asked)
            for name, table in weighed.tables.items()
        }
        plan = weighed.sampling.plan
        posts = {name: post_weights(table, plan.units) for name, table in weighed.tables.items()}
        inside = {name: cells(table, plan, made[name].layout) for name, table in weighed.tables.items()}
        return cls(weighed, made, posts, inside)


def _places_by(weighed: Weighed, by: str) -> list[Place]:
    found = {place.id: place for table in weighed.tables.values() for place in places_of(table.frame, by)}
    return list(found.values())


def _positions(weighed: Weighed, table: Table, trunk: Tree, places: Sequence[Place], *, by: str) -> Codes:
    """Each row's position among the places of this estimate, -1 for none."""
    if by:
        return where(table.frame, by, places)
    position = {one: index for index, one in enumerate(trunk.ids)}
    renumbered = np.array([*(position.get(one, -1) for one in weighed.places), -1], dtype=np.int64)
    return renumbered[table.place]


def _facts(indicator: Indicator, room: Room, period: str, origin: RunId) -> Iterator[Fact]:
    """The facts of one indicator: all groups and places in one pass over the sums."""
    name = room.name(indicator)
    table, within = room.weighed.tables[name], room.domains[name]
    found = measured(indicator, table.frame)
    plan, posts = room.weighed.sampling.plan, room.posts[name]
    all_sums = sums(table, plan, found, within.layout, post_weights=posts, cells=room.cells[name])
    who = answered(all_sums, found, within.layout)
    to = Address(indicator, within, period, origin)
    if indicator.kind == MEAN:
        mean = means(all_sums, who, within.whole)
        yield from as_facts(to, within_shares(mean) if indicator.unit == SHARE else mean, who)
        return
    share = shares(all_sums, who, within.whole)
    number = totals(all_sums, who, share)
    if indicator.kind == TOTAL:
        yield from as_facts(to, number, who)
        return
    yield from as_facts(to, share, who)
    yield from as_facts(to, number, who, suffix=PEOPLE, unit=HOUSEHOLDS if indicator.table == HOUSEHOLD else "people")


def _answerable(indicator: Indicator, weighed: Weighed) -> bool:
    if indicator.kind == INDEX:
        return False
    there = weighed.table(indicator.table).frame.columns
    needed = columns(parse(indicator.base)) | columns(parse(indicator.where))
    if indicator.kind == MEAN:
        needed |= columns(parse_value(indicator.value))
    return needed <= there.keys()


def _group_known(condition: str, weighed: Weighed) -> bool:
    return bool(condition) and columns(parse(condition)) <= weighed.table(PERSON).frame.columns.keys()

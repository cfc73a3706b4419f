"""People in a danger: who lives there and what help they need, as facts with intervals.

The part of each settlement that lies in a danger is joined to the rows as a column before anything is summed; a row
whose household has a point on the map gets 1 or 0 instead. A row then counts with its weight times that part, so a
share among people in the zone is a ratio of two estimated totals, with its Taylor-linearised error (Woodruff 1971):
the part multiplies the weight in the sums, and the post-strata keep the weights as they were fitted. Equals R survey's
svyratio(~I(s*y), ~s) (tests/spec).

A number of people is the share among all people of the zone times the people that the registers know there, which no
sample moves; without registers, or with points, it is the survey's own total.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Flags, Floats, Frame
from sofra.needs.domains import Domains
from sofra.needs.estimate import PEOPLE, Room
from sofra.needs.facts import HIDDEN, Address, as_facts
from sofra.needs.gate import SMALL_REST
from sofra.needs.numbers import Estimates, Measured, answered, means, measured, shares, sums, totals
from sofra.needs.tree import SETTLEMENT
from sofra.needs.weights import PERSON, Table, Weighed
from sofra.packs.condition import columns, parse
from sofra.types.catalogue import GateRules, Indicator, Pack, TargetGroup
from sofra.types.fact import Base, Fact, Spread, Status
from sofra.types.hazard import LIVE
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, RunId
from sofra.types.place import Place

Spots = Floats
"""(rows, 2) longitude and latitude, NaN where nobody took the point."""

LON, LAT = "home_lon", "home_lat"
"""Where a household stands, if its answers say it."""

EVERYBODY = Indicator(IndicatorId(LIVE), "share", "share", PERSON, "", "", "", (), MappingProxyType({"en": LIVE}), "")


@dataclass(frozen=True, slots=True)
class Exposed:
    """One danger (or what it cuts off) as the rows need it.

    `prefix` begins the ids of its indicators; `part` of each settlement, 0 to 1; `inside` tells of points, (points,)
    from (points, 2), None where there is no shape to ask; `people` the registers' number by place, None where unknown.
    """

    prefix: str
    part: Mapping[PlaceId, float]
    inside: Callable[[Spots], Flags] | None
    people: Mapping[PlaceId, float | None]


def exposed_facts(  # noqa: PLR0913 - keywords after the nouns, as in estimate
    weighed: Weighed,
    pack: Pack,
    places: Sequence[Place],
    period: str,
    *,
    dangers: Sequence[Exposed],
    measures: Sequence[IndicatorId],
    origin: RunId = RunId(""),
) -> list[Fact]:
    """For every danger, group and kind of help: the share among the group's people in the zone, and how many.

    For the municipality and its areas; settlements are too small for a survey. Groups that are never shown below the
    area are left out. "<prefix>.live:people" is everybody (of the group) in the zone. Where a survey has one kind of
    row, each stands for a person, and everybody in the zone is told by the registers alone. Not gated yet, but what
    would show the few who were asked outside a zone is withheld.
    """
    # A zone is smaller than an area: whoever is never shown below the area is not shown in one.
    groups = {one.id: one for one in pack.groups.values() if one.by_settlement}
    room = Room.of(weighed, pack, places, groups=tuple(groups), by="")
    table = weighed.table(PERSON)
    known = [pack.indicators[one] for one in measures if answerable(pack.indicators[one], table)]
    facts: list[Fact] = []
    for danger in dangers:
        part = parts(table, weighed.places, danger)
        if not (part > 0).any():
            continue
        one = _Work(room, groups, part, danger, period, origin, has_points(weighed))
        facts += _of_measures(one, known, pack.gate)
    return facts


def parts(table: Table, ids: Sequence[PlaceId], danger: Exposed) -> Floats:
    """(rows,) the part of each row that lies in the danger: its point where it has one, else its settlement's part."""
    by_place = np.array([*(danger.part.get(one, 0.0) for one in ids), 0.0], dtype=np.float64)
    found = by_place[table.place]
    spots = points(table.frame)
    if spots is None or danger.inside is None:
        return found
    located = ~np.isnan(spots).any(axis=1)
    found[located] = danger.inside(spots[located])
    return found


def points(frame: Frame) -> Spots | None:
    """(rows, 2) where each household lives, NaN where nobody took its point; None where the survey took none."""
    lon, lat = frame.columns.get(LON), frame.columns.get(LAT)
    if lon is None or lat is None or lon.texts is not None or lat.texts is not None:
        return None
    found = np.stack([lon.values, lat.values], axis=1).astype(np.float64)
    found[~(lon.known & lat.known)] = np.nan
    return found


def has_points(weighed: Weighed) -> bool:
    """True when at least one household's point is known."""
    return any(
        (found := points(table.frame)) is not None and bool((~np.isnan(found)).all(axis=1).any())
        for table in weighed.tables.values()
    )


def people_of(room: Room) -> str:
    """The name of the table of people; of the only table where a survey has one kind of row."""
    return PERSON if PERSON in room.domains else next(iter(room.domains))


def blunt(fact: Fact) -> Fact:
    """The fact with three digits: where zones cut through settlements, sharper estimates could be solved for one."""
    base, spread = fact.base, fact.spread
    return replace(
        fact,
        value=_three(fact.value),
        spread=Spread(spread.kind, _three(spread.se), _three(spread.low), _three(spread.high)),
        base=replace(base, people=_three(base.people), deff=_three(base.deff)),
    )


def _three(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.3g}")


@dataclass(frozen=True, slots=True)
class _Work:
    """What the facts of one danger are made of."""

    room: Room
    groups: Mapping[GroupId, TargetGroup]
    part: Floats
    danger: Exposed
    period: str
    origin: RunId
    points: bool

    @property
    def name(self) -> str:
        """The table of people; the only table where a survey has one kind of row."""
        return people_of(self.room)

    @property
    def table(self) -> Table:
        """The rows of people with their weights."""
        return self.room.weighed.tables[self.name]

    @property
    def within(self) -> Domains:
        """The groups and places of that table."""
        return self.room.domains[self.name]


def _of_measures(one: _Work, known: Sequence[Indicator], rules: GateRules) -> Iterator[Fact]:
    """Everybody in the zone is a register's count where there is one, so only without it the survey speaks of them."""
    if one.name == PERSON and (one.points or _registered(one) is None):
        yield from _everybody(one)
    for indicator in (EVERYBODY, *known):
        if indicator is not EVERYBODY:
            yield from _made(one, indicator, indicator.where, base=indicator.base, rules=rules, number=False)
        for group in one.within.groups:
            condition = "" if group == EVERYONE else one.groups[group].condition
            where = " and ".join(f"({part})" for part in (indicator.base, indicator.where, condition) if part)
            found = _made(one, indicator, where, base="", rules=rules, number=True) if where else ()
            yield from (replace(fact, cell=replace(fact.cell, group=group)) for fact in found)


def _everybody(one: _Work) -> Iterator[Fact]:
    """The survey's own number of people in the zone: the weights times the parts, summed."""
    within, table = one.within, one.table
    found = Measured(one.part, one.part > 0, np.zeros(len(one.part), dtype=np.bool_))
    all_sums = sums(
        table, one.room.weighed.sampling.plan, found, within.layout,
        post_weights=one.room.posts[one.name], cells=one.room.cells[one.name],
    )  # fmt: skip
    who = answered(all_sums, found, within.layout)
    asked = replace(EVERYBODY, id=IndicatorId(f"{one.danger.prefix}.{LIVE}"), kind="total")
    to = Address(asked, within, one.period, one.origin)
    made = totals(all_sums, who, means(all_sums, who, within.whole))
    kinds = dict(zip(within.tree.ids, within.tree.kinds, strict=True))
    facts = as_facts(to, made, who, suffix=PEOPLE, unit="people")
    yield from (one for one in facts if one.cell.group == EVERYONE and kinds[one.cell.place] != SETTLEMENT)


def _made(one: _Work, indicator: Indicator, where: str, *, base: str, rules: GateRules, number: bool) -> Iterator[Fact]:
    """Shares of all groups, or (`number`) the people of one group among everybody in the zone."""
    within, table = one.within, one.table
    plan = one.room.weighed.sampling.plan
    asked = replace(indicator, id=IndicatorId(f"{one.danger.prefix}.{indicator.id}"), base=base, where=where)
    whole = measured(asked, table.frame)
    found = _inside(whole, one.part > 0)
    scaled = replace(table, weight=table.weight * one.part)
    all_sums = sums(
        scaled, plan, found, within.layout, post_weights=one.room.posts[one.name], cells=one.room.cells[one.name]
    )
    who = answered(all_sums, found, within.layout)
    rest = _outside(one, whole, found)
    share = shares(all_sums, who, within.whole)
    to = Address(asked, within, one.period, one.origin)
    if not number:
        yield from _told(as_facts(to, share, who), one, rest, rules=rules)
        return
    counted = _counted(one, share) if not one.points else None
    made = totals(all_sums, who, share) if counted is None else counted
    facts = (fact for fact in as_facts(to, made, who, suffix=PEOPLE, unit="people") if fact.cell.group == EVERYONE)
    yield from _told(facts, one, rest, rules=rules)


def _inside(found: Measured, wet: Flags) -> Measured:
    """The same, asked of those in the zone alone."""
    return Measured(np.where(wet, found.y, 0.0), found.counts & wet, found.missing & wet)


def _outside(one: _Work, whole: Measured, found: Measured) -> Mapping[tuple[str, str], int]:
    """How many asked people of each group and place live outside the zone."""
    within = one.within
    layout, places = within.layout, len(within.tree.ids)
    dry = (whole.counts & ~found.counts)[layout.row]
    n = np.bincount(layout.domain[dry], minlength=layout.domains)
    return {
        (group, place): int(n[g * places + p])
        for g, group in enumerate(within.groups)
        for p, place in enumerate(within.tree.ids)
    }


def _told(
    facts: Iterator[Fact], one: _Work, rest: Mapping[tuple[str, str], int], *, rules: GateRules
) -> Iterator[Fact]:
    """The facts of the municipality and the areas; withheld where the few asked outside the zone could be had."""
    kinds = dict(zip(one.within.tree.ids, one.within.tree.kinds, strict=True))
    for fact in facts:
        if kinds[fact.cell.place] == SETTLEMENT:
            continue
        few = 0 < rest[fact.cell.group, fact.cell.place] < rules.least_base
        yield _withheld(fact) if few else fact


def _withheld(fact: Fact) -> Fact:
    return replace(
        fact, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED, reason=SMALL_REST, verdicts=HIDDEN
    )


def _counted(one: _Work, share: Estimates) -> Estimates | None:
    """The shares times the registers' people in the zone; None where the registers know them for no place at all."""
    known, within = _registered(one), one.within
    if known is None:
        return None
    times = np.tile(np.array(known), len(within.groups))
    value, se, low, high = (column * times for column in (share.value, share.se, share.low, share.high))
    return Estimates(value, se, low, high, share.deff, share.borrowed)


def _registered(one: _Work) -> list[float] | None:
    """The registers' people in the zone, place by place (0 for settlements, which get no fact); None where unknown."""
    tree = one.within.tree
    found = [one.danger.people.get(place) for place in tree.ids]
    if any(people is None for people, kind in zip(found, tree.kinds, strict=True) if kind != SETTLEMENT):
        return None
    return [people or 0.0 for people in found]


def answerable(indicator: Indicator, table: Table) -> bool:
    """True for a share among people for which this survey asked everything."""
    needed = columns(parse(indicator.base)) | columns(parse(indicator.where))
    return indicator.kind == "share" and indicator.table == PERSON and needed <= table.frame.columns.keys()

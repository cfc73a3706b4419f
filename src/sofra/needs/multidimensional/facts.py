"""The municipal index as facts: H, A, M0, each dimension's part and its poor, for every group in every place.

The same sums, errors and bases as any indicator: H and the dimensions' poor are shares, M0 is a mean, A is the mean
score among the poor, a dimension's part is a mean among the poor weighted by their score (both are ratios, linearised).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.domains import Domains
from sofra.needs.estimate import HOUSEHOLDS, PEOPLE, Room
from sofra.needs.facts import Address, as_facts
from sofra.needs.intervals import logit_interval
from sofra.needs.multidimensional.cube import Masks, bits, poor, profiles
from sofra.needs.numbers import Answered, Estimates, Measured, Sums, answered, means, shares, sums, totals
from sofra.needs.weights import PERSON, Table, Weighed
from sofra.packs.condition import columns, parse
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import Issue, Severity
from sofra.types.fact import Fact
from sofra.types.keys import IndicatorId, RunId
from sofra.types.place import Place
from sofra.types.scales import CENSORED, M0, SHARE, A, H, IndexRule

LEAST_WEIGHT = 0.5
"""An index of which less than half of the weights was asked is none."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Every row's deprivations under a rule: `mask`, `counts` (in the base, all known), `missing` (in the base, not).

    `rule` has only what the survey asked for; `weights` (items,) and `dimension` (items,) follow its order.
    """

    rule: IndexRule
    table: Table
    within: Domains
    mask: Masks
    counts: Flags
    missing: Flags
    weights: Floats
    dimension: Codes


def asked_rule(rule: IndexRule, weighed: Weighed) -> tuple[IndexRule | None, list[Issue]]:
    """The rule with only what this survey asked for, its weights made whole again, and a note on what it did not ask.

    None where it asked for less than half of the weights: that would be another index.
    """
    there = weighed.table(PERSON).frame.columns.keys()
    kept = [one for one in rule.deprivations if columns(parse(one.where)) <= there]
    used = {one.dimension for one in kept}
    total = sum(one.weight for one in rule.dimensions if one.id in used)
    if not columns(parse(rule.base)) <= there or total < LEAST_WEIGHT:
        return None, [_note("index_none")]
    lost = [one.id for one in rule.deprivations if one not in kept]
    issues = [_note("index_not_asked", names=", ".join(lost), n=len(lost))] if lost else []
    whole = [replace(one, weight=one.weight / total) for one in rule.dimensions if one.id in used]
    return replace(rule, dimensions=tuple(whole), deprivations=tuple(kept)), issues


def read_profiles(room: Room, rule: IndexRule) -> Profiles:
    """Every row's deprivations under this rule, which the survey must have asked for in full."""
    weighed = room.weighed
    name = PERSON if PERSON in room.domains else next(iter(room.domains))
    table = weighed.tables[name]
    mask, known = profiles(table.frame, [one.where for one in rule.deprivations])
    base = truth(parse(rule.base), table.frame) == TRUE
    ids = [one.id for one in rule.dimensions]
    of = np.array([ids.index(one.dimension) for one in rule.deprivations], dtype=np.int64)
    heavy = np.array(rule.weights)
    return Profiles(rule, table, room.domains[name], mask, base & known, base & ~known, heavy, of)


def flat(found: Profiles) -> list[Issue]:
    """The deprivations that everybody has, or nobody: they cannot tell people apart."""
    lacking = bits(found.mask[found.counts], len(found.weights)).mean(axis=0) if found.counts.any() else np.zeros(0)
    return [
        _note("index_flat", name=one.id)
        for one, share in zip(found.rule.deprivations, lacking, strict=False)
        if share in (0.0, 1.0)
    ]


def index_facts(
    weighed: Weighed, pack: Pack, places: Sequence[Place], period: str, *, origin: RunId = RunId("")
) -> tuple[list[Fact], list[Issue]]:
    """The facts of the pack's index for all groups and places, ungated, and what is to be known about them.

    No facts when the pack has no index or the survey asked for none of it.
    """
    if pack.index is None:
        return [], []
    rule, issues = asked_rule(pack.index, weighed)
    if rule is None:
        return [], issues
    room = Room.of(weighed, pack, places, groups=None, by="")
    found = read_profiles(room, rule)
    return list(facts_of(found, room, pack, period, origin=origin)), [*issues, *flat(found)]


def facts_of(
    found: Profiles, room: Room, pack: Pack, period: str, *, origin: RunId = RunId(""), parts: bool = True
) -> Iterator[Fact]:
    """The facts of one rule: H with the number of people, A, M0, and with `parts` those of each dimension."""
    made = _Maker(found, room, pack, period, origin)
    lacking = bits(found.mask, len(found.weights))
    score = lacking @ found.weights
    is_poor = poor(score, found.rule.cut) & found.counts
    yield from made.shares(H, is_poor.astype(np.float64), people=True)
    base = made.who(is_poor.astype(np.float64))
    yield from made.means(A, score, is_poor, base=base)
    yield from made.means(M0, score * is_poor, found.counts, base=base)
    if not parts:
        return
    share = np.divide(1.0, score, out=np.zeros_like(score), where=is_poor)
    for position, one in enumerate(found.rule.dimensions):
        own = found.dimension == position
        yield from made.shares(CENSORED + one.id, (lacking[:, own].any(axis=1) & is_poor).astype(np.float64))
        part = (lacking[:, own] @ found.weights[own]) * share
        yield from made.means(SHARE + one.id, part, is_poor, base=base, times=score * is_poor)


@dataclass(frozen=True, slots=True)
class _Maker:
    found: Profiles
    room: Room
    pack: Pack
    period: str
    origin: RunId

    def who(self, y: Floats) -> Answered:
        """Who stands behind all numbers of the index: asked, and poor; so the gate decides on all alike."""
        measured = Measured(y, self.found.counts, self.found.missing)
        return answered(self._sums(measured, self.found.table), measured, self.found.within.layout)

    def shares(self, id: str, y: Floats, *, people: bool = False) -> Iterator[Fact]:
        measured = Measured(y, self.found.counts, self.found.missing)
        all_sums = self._sums(measured, self.found.table)
        who = answered(all_sums, measured, self.found.within.layout)
        share = shares(all_sums, who, self.found.within.whole)
        yield from as_facts(self._to(id), share, who)
        if people:
            number = totals(all_sums, who, share)
            yield from as_facts(self._to(id), number, who, suffix=PEOPLE, unit=self._counted())

    def means(
        self, id: str, y: Floats, counts: Flags, *, base: Answered, times: Floats | None = None
    ) -> Iterator[Fact]:
        """A mean between 0 and 1 over the rows that count, their weights multiplied by `times`; logit interval."""
        table = self.found.table if times is None else replace(self.found.table, weight=self.found.table.weight * times)
        measured = Measured(np.where(counts, y, 0.0), counts, self.found.missing)
        all_sums = self._sums(measured, table)
        own = answered(all_sums, measured, self.found.within.layout)
        mean = means(all_sums, own, self.found.within.whole)
        yield from as_facts(self._to(id), _logit(mean, own), base)

    def _sums(self, measured: Measured, table: Table) -> Sums:
        name = next(key for key, one in self.room.weighed.tables.items() if one is self.found.table)
        plan, posts = self.room.weighed.sampling.plan, self.room.posts[name]
        return sums(table, plan, measured, self.found.within.layout, post_weights=posts, cells=self.room.cells[name])

    def _to(self, id: str) -> Address:
        known = self.pack.indicators.get(IndicatorId(id))
        return Address(known or _unnamed(id, self.found.rule), self.found.within, self.period, self.origin)

    def _counted(self) -> str:
        return HOUSEHOLDS if PERSON not in self.room.domains else "people"


def _logit(mean: Estimates, who: Answered) -> Estimates:
    """The interval on the scale of log odds where it has one; otherwise Student's, ended at 0 and 1."""
    usable = np.maximum(who.df, 1.0)
    with np.errstate(invalid="ignore"):
        low, high = logit_interval(mean.value, mean.se**2, usable)
    known = np.isfinite(low) & (who.df >= 1) & np.isfinite(mean.se)
    ends = (np.where(known, low, np.clip(mean.low, 0, 1)), np.where(known, high, np.clip(mean.high, 0, 1)))
    return replace(mean, low=ends[0], high=ends[1])


def _unnamed(id: str, rule: IndexRule) -> Indicator:
    nothing = MappingProxyType[str, str]({})
    unit = "score" if id.startswith(M0) else "share"
    return Indicator(IndicatorId(id), "index", unit, PERSON, rule.base, "", "", (), nothing, rule.reference)


def _note(code: str, **values: str | int) -> Issue:
    return Issue(code, values=MappingProxyType(values), severity=Severity.NOTE)

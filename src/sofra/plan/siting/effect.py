"""What changes when a site is added, moved, closed or shared: people gained and lost, group by group."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sofra.plan.siting.problem import Bools, Crowd, Floats, Siting


@dataclass(frozen=True, slots=True)
class Whole:
    """A group's change from its number for the whole territory, as if it lived where all inhabitants live.

    `low` and `high` are the ends of that number's interval times the part of the inhabitants who come within; that the
    group may live elsewhere is not in them.
    """

    before: float
    after: float
    gained: float
    low: float
    high: float
    lost: float


@dataclass(frozen=True, slots=True)
class Change:
    """The people of one group within the minutes: `before`, `after`, `gained`, `lost`, all of homes that are known.

    `unknown_gained` and `unknown_lost` count the homes that come within or fall out of the minutes and whose number of
    people of this group is withheld or not known: what is told for the group is then at least so much, never the whole.
    `unknown` counts all homes without a number. `low` and `high` bound what is gained: the sums of the ends of the
    homes' intervals, wider than a joint interval would be, because neighbours' numbers may err together. `lent` counts
    the homes that change and whose number is the area's share, `lent_within` those within the minutes before or after.
    `whole` is what the group's number for the whole territory says (None: it is withheld, or may not be lent).
    """

    before: float
    after: float
    gained: float
    lost: float
    unknown: int = 0
    unknown_gained: int = 0
    unknown_lost: int = 0
    low: float = 0.0
    high: float = 0.0
    lent: int = 0
    lent_within: int = 0
    whole: Whole | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of sites does.

    `before`, `after`: (homes,) minutes to the nearest site, inf = out of reach; `mean_before`, `mean_after`: of a
    person in need who is reached both times (None when nobody is); `worst_before`, `worst_after` of those reached;
    `everyone` and `groups`: people within the minutes.
    """

    before: Floats
    after: Floats
    mean_before: float | None
    mean_after: float | None
    worst_before: float | None
    worst_after: float | None
    everyone: Change
    groups: Mapping[str, Change]


def effect(siting: Siting, before: Bools, after: Bools, *, everyone: Crowd | None = None) -> Effect:
    """What it means that the sites of `after` stand instead of those of `before`.

    `everyone` are all people in need with what is known of them; without it all of `siting.people` are known.
    """
    first, then = siting.way(before), siting.way(after)
    whole = everyone or Crowd(siting.people, np.ones(len(siting.people), dtype=np.bool_))
    both = np.isfinite(first) & np.isfinite(then) & (siting.people > 0)
    groups = {name: _of_group(siting, name, before, after) for name in siting.groups}
    return Effect(
        before=first,
        after=then,
        mean_before=_mean(first, siting.people, both),
        mean_after=_mean(then, siting.people, both),
        worst_before=_worst(first, siting.people),
        worst_after=_worst(then, siting.people),
        everyone=_change(whole, first <= siting.within, then <= siting.within),
        groups=MappingProxyType(groups),
    )


def _of_group(siting: Siting, name: str, before: Bools, after: Bools) -> Change:
    ways = (siting.way(siting.for_group(name, stands)) for stands in (before, after))
    first, then = (way <= siting.within for way in ways)
    return _change(siting.groups[name], first, then)


def _change(crowd: Crowd, before: Bools, after: Bools) -> Change:
    lent = crowd.lent if len(crowd.lent) else np.zeros_like(before)
    people, hidden = np.where(crowd.known, crowd.people, 0.0), ~crowd.known
    comes, goes = after & ~before, before & ~after
    return Change(
        before=float(people[before].sum()),
        after=float(people[after].sum()),
        gained=float(people[comes].sum()),
        lost=float(people[goes].sum()),
        unknown=int(hidden.sum()),
        unknown_gained=int((hidden & comes).sum()),
        unknown_lost=int((hidden & goes).sum()),
        low=float(_ends(crowd.low, people)[comes].sum()),
        high=float(_ends(crowd.high, people)[comes].sum()),
        lent=int((lent & (comes | goes) & (people > 0)).sum()),
        lent_within=int((lent & (before | after) & (people > 0)).sum()),
        whole=_of_whole(crowd, before, after),
    )


def _of_whole(crowd: Crowd, before: Bools, after: Bools) -> Whole | None:
    if crowd.whole is None:
        return None
    value, low, high = crowd.whole
    comes, goes = float(crowd.spread[after & ~before].sum()), float(crowd.spread[before & ~after].sum())
    within = float(crowd.spread[before].sum())
    after_all = within + comes - goes
    return Whole(value * within, value * after_all, value * comes, low * comes, high * comes, value * goes)


def _ends(ends: Floats, people: Floats) -> Floats:
    return np.maximum(ends, 0.0) if len(ends) else people


def _mean(way: Floats, people: Floats, there: Bools) -> float | None:
    total = float(people[there].sum())
    return float((way[there] * people[there]).sum() / total) if total > 0 else None


def _worst(way: Floats, people: Floats) -> float | None:
    there = np.isfinite(way) & (people > 0)
    return float(way[there].max()) if there.any() else None

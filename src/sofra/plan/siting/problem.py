"""One siting problem, and an answer that always says how far from the best it can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sofra.types.errors import Issue

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

OBJECTIVES = ("nearest", "covered", "everybody", "worst_off")
BEYOND = 2.0
"""A person whom no site reaches is charged with this many times the longest way of the table."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of one group, home by home: `people` (homes,), 0 where `known` (homes,) is False.

    `low` and `high` (homes,) are the ends of their 95 % intervals (empty: the number itself). `open_to` (sites,) is
    False for a site that shuts the group out (empty: none does). `lent` (homes,) is True where the number is the area's
    share and not the home's own (empty: nowhere). `whole` is the group's released number for the whole territory with
    its ends, `spread` (homes,) the part of all inhabitants who live at each home: what is told where homes are not
    known (None: nothing is).
    """

    people: Floats
    known: Bools
    low: Floats = field(default_factory=lambda: np.empty(0))
    high: Floats = field(default_factory=lambda: np.empty(0))
    open_to: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    lent: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    whole: tuple[float, float, float] | None = None
    spread: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True, slots=True)
class Cap:
    """A promise that every answer must keep: at least `share` (0 to 1) of a group within `minutes`.

    A share of 1 is meant home by home: wherever somebody of the group is known to live.
    """

    group: str
    minutes: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Siting:
    """People, sites and the way between them.

    `minutes`: (homes, sites), inf = out of reach. `people`: (homes,) at least 0; `weight`: (homes,) how much one of
    them counts (empty: 1). `existing`: (sites,) True for a site that stands already and stays; the others are
    candidates. `new`: how many may be added (None: as many as the budget allows); `cost`: (sites,) and `budget` limit
    them too when given. `capacity`: (sites,) people at one time, inf = no limit (empty: nowhere a limit). `within`: the
    minutes that count as reached. `spots`: (sites, 2) lon, lat, to find two candidates at one point (empty: not looked
    for). `homes` and `sites` are names for sentences.
    """

    minutes: Floats
    people: Floats
    existing: Bools
    new: int | None = 1
    within: float = 30.0
    weight: Floats = field(default_factory=lambda: np.empty(0))
    capacity: Floats = field(default_factory=lambda: np.empty(0))
    cost: Floats = field(default_factory=lambda: np.empty(0))
    budget: float | None = None
    groups: Mapping[str, Crowd] = field(default_factory=lambda: MappingProxyType({}))
    caps: Sequence[Cap] = ()
    spots: Floats = field(default_factory=lambda: np.empty((0, 2)))
    homes: Sequence[str] = ()
    sites: Sequence[str] = ()

    @property
    def demand(self) -> Floats:
        """(homes,) people times their weight."""
        return self.people * self.weight if len(self.weight) else self.people

    @property
    def candidates(self) -> NDArray[np.int64]:
        """The numbers of the sites that may be chosen."""
        return np.flatnonzero(~self.existing)

    @property
    def beyond(self) -> float:
        """The minutes that stand for "out of reach" in a sum: twice the longest way of the table."""
        finite = self.minutes[np.isfinite(self.minutes)]
        return BEYOND * float(finite.max(initial=0.0)) or 1.0

    @property
    def most(self) -> int:
        """How many sites may be added by number; the budget may allow fewer."""
        return len(self.candidates) if self.new is None else self.new

    def price(self, sites: Sequence[int]) -> float:
        """What these sites cost together; 0 without costs."""
        return float(self.cost[list(sites)].sum()) if len(self.cost) else 0.0

    def opened(self, chosen: Sequence[int]) -> Bools:
        """(sites,) what stands once the chosen ones are added."""
        stands = self.existing.copy()
        stands[list(chosen)] = True
        return stands

    def for_group(self, group: str, stands: Bools) -> Bools:
        """(sites,) those of the standing sites that take this group."""
        crowd = self.groups.get(group)
        return stands & crowd.open_to if crowd is not None and len(crowd.open_to) else stands

    def way(self, stands: Bools) -> Floats:
        """(homes,) minutes to the nearest standing site, inf where there is none."""
        return np.asarray(self.minutes[:, stands].min(axis=1, initial=np.inf), dtype=np.float64)

    def capped(self, *caps: Cap) -> "Siting":
        """The same problem with further promises."""
        return replace(self, caps=(*self.caps, *caps))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen, how good it is and how good anything can be.

    `chosen` are numbers of sites beside the existing ones. `value` and `bound` are in the unit of the objective:
    people-minutes ("nearest"), people ("covered"), sites or money ("everybody"), minutes ("worst_off"); None when there
    is no answer, and `issues` say why. No answer can be better than `bound`; `gap` is the distance between the two as a
    share of the larger, `proved` True when it is nothing. `method` is "highs", "lagrange" or "interchange".
    """

    objective: str
    chosen: Sequence[int] = ()
    value: float | None = None
    bound: float | None = None
    gap: float | None = None
    proved: bool = False
    method: str = ""
    issues: Sequence[Issue] = ()


SAME = 1e-9
"""Two numbers that differ by less than this share of the larger are the same."""


def answer(objective: str, chosen: Sequence[int], value: float, bound: float, *, method: str) -> Answer:
    """The answer with its certified gap; a bound that rounding put on the wrong side is the value itself."""
    wrong = bound < value if objective == "covered" else bound > value
    certain = value if wrong else bound
    top = max(abs(value), abs(certain))
    gap = abs(value - certain) / top if top else 0.0
    proved = gap <= SAME
    return Answer(objective, tuple(sorted(chosen)), value, certain, 0.0 if proved else gap, proved, method)


def worth_of(siting: Siting, stands: Bools, objective: str) -> float | None:
    """What standing sites are worth in the unit of an aim, whoever chose them and without limits of places.

    "everybody" is the people that are still further than the minutes. None for "worst_off" when nobody is reached.
    """
    way, demand = siting.way(stands), siting.demand
    if objective == "nearest":
        return float((np.minimum(way, siting.beyond) * demand).sum())
    if objective == "worst_off":
        there = np.isfinite(way) & (demand > 0)
        return float(way[there].max()) if there.any() else None
    near = float(demand[way <= siting.within].sum())
    return near if objective == "covered" else float(demand.sum()) - near

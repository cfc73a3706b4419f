"""One kind of service in one municipality: minutes, choice and places for every settlement, with and without steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.choice import choice
from sofra.resources.reach.closest import Closest, closest
from sofra.resources.reach.decay import steps
from sofra.resources.reach.floating import Floating, e2sfca, three_step
from sofra.resources.reach.offers import Offer, divided, facilities, homes, looking_on, offers, step_free, unlooked
from sofra.resources.reach.question import Question, noted, question_issues
from sofra.resources.reach.state import Reach, State
from sofra.resources.reach.ways import WITHIN
from sofra.resources.territory import Territory
from sofra.resources.travel.way import Way
from sofra.types.errors import Issue
from sofra.types.keys import ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory

PER = 1000
"""Places are told for so many people."""

METHODS = ("e2sfca", "3sfca")
"""How places are divided: among all who reach them, or after people divided themselves among the services."""


@dataclass(frozen=True, slots=True)
class Town:
    """What every settlement (or cell) can reach of one kind. All measures are (settlements,), in that order.

    `minutes` to the nearest site and `nearest` that offer (None without one); `sites` and `places` to choose from
    within the limit; `per_1000` places for 1,000 people by the asked method. `offers` are what was searched;
    `unlooked` of their sites nobody looked at for steps.
    """

    settlements: Sequence[Place]
    offers: Sequence[Offer]
    minutes: Reach
    nearest: Sequence[Offer | None]
    sites: Reach
    places: Reach
    per_1000: Reach
    unlooked: int
    issues: Sequence[Issue]


@dataclass(frozen=True, slots=True)
class Asked:
    """How one looks: minutes that count as within reach, step-free sites only or all, how places are divided."""

    within: float = WITHIN
    usable: bool = False
    method: str = METHODS[0]


def look(inventory: Inventory, territory: Territory, kind: ServiceKind, way: Way, *, asked: Asked = Asked()) -> Town:
    """What the settlements can reach of a kind of service."""
    return look_from(inventory, territory, kind, way, asked=asked)[0]


def look_from(
    inventory: Inventory,
    territory: Territory,
    kind: ServiceKind,
    way: Way,
    *,
    asked: Asked,
    cells: Sequence[Place] = (),
) -> tuple[Town, Town]:
    """What the settlements can reach, and what somebody in the middle of each cell (with a settlement as parent) can.

    Places are divided among the people of the settlements alone: a cell looks on. So the settlements' numbers are the
    same with any cells, and a cell's places for 1,000 people are those of somebody who lives in its middle.
    """
    every = offers(inventory, kind, territory)
    found = step_free(every) if asked.usable else every
    everywhere = (*territory.settlements, *cells)
    question = Question(way, looking_on(territory, cells), facilities(found, territory, cells))
    near, chosen = closest(question), choice(question, asked.within)
    shared = (three_step if asked.method == METHODS[1] else e2sfca)(question, steps(asked.within))
    whole = Town(
        settlements=everywhere,
        offers=found,
        minutes=near.minutes,
        nearest=[found[number] if number >= 0 else None for number in near.which.tolist()],
        sites=chosen.facilities,
        places=chosen.places,
        per_1000=Reach(shared.access.value * PER, _of_cells(shared.access, chosen.places, len(cells))),
        unlooked=unlooked(every),
        issues=(),
    )
    settled = Question(way, homes(territory), question.facilities)
    told = (*divided(found), *_noted(settled, near, shared, len(territory.settlements)))
    issues = tuple({issue.code: issue for issue in told}.values())
    parts = slice(0, len(territory.settlements)), slice(len(territory.settlements), None)
    first, rest = (_part(whole, part, issues) for part in parts)
    return first, rest


def _of_cells(shared: Reach, chosen: Reach, cells: int) -> NDArray[np.int8]:
    """A cell has no people of its own to be counted, so why its number stands is what stands behind its choice."""
    state = shared.state.copy()
    if cells:
        state[-cells:] = chosen.state[-cells:]
    return state


def _noted(settled: Question, near: Closest, shared: Floating, count: int) -> Sequence[Issue]:
    """What is to be known, of the settlements and the sites alone."""
    lost = int((near.minutes.state[:count] == State.OUT_OF_REACH).sum())
    idle = int(shared.unreached[settled.located_facilities].sum())
    found = [(code, n) for code, n in (("reach_no_way", lost), ("reach_nobody_near", idle)) if n]
    return (*question_issues(settled), *(noted(code, n=n) for code, n in found))


def _part(town: Town, part: slice, issues: Sequence[Issue]) -> Town:
    minutes, sites, places, per_1000 = (
        Reach(one.value[part], one.state[part]) for one in (town.minutes, town.sites, town.places, town.per_1000)
    )
    return Town(
        town.settlements[part], town.offers, minutes, town.nearest[part], sites, places, per_1000, town.unlooked, issues
    )

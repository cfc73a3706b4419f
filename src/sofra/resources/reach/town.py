"""One kind of service in one municipality: minutes, choice and places for every settlement, with and without steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.resources.reach.choice import choice
from sofra.resources.reach.closest import closest
from sofra.resources.reach.decay import steps
from sofra.resources.reach.floating import e2sfca
from sofra.resources.reach.offers import Offer, divided, facilities, homes, offers, step_free, unlooked
from sofra.resources.reach.question import Question
from sofra.resources.reach.state import Reach
from sofra.resources.reach.ways import WITHIN
from sofra.resources.territory import Territory
from sofra.resources.travel.way import Way
from sofra.types.errors import Issue
from sofra.types.keys import ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory

PER = 1000
"""Places are told for so many people."""


@dataclass(frozen=True, slots=True)
class Town:
    """What every settlement can reach of one kind. All measures are (settlements,), in the order of `settlements`.

    `minutes` to the nearest site and `nearest` that offer (None without one); `sites` and `places` to choose from
    within the limit; `per_1000` places for 1,000 people by E2SFCA. `offers` are what was searched; `unlooked` of their
    sites nobody looked at for steps.
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


def look(
    inventory: Inventory,
    territory: Territory,
    kind: ServiceKind,
    way: Way,
    *,
    within: float = WITHIN,
    usable: bool = False,
) -> Town:
    """What the settlements can reach of a kind of service; `usable` True: of the sites known to be step-free only."""
    every = offers(inventory, kind, territory)
    found = step_free(every) if usable else every
    asked = Question(way, homes(territory), facilities(found, territory))
    near, chosen, shared = closest(asked), choice(asked, within), e2sfca(asked, steps(within))
    issues = {issue.code: issue for issue in (*divided(found), *near.issues, *shared.issues)}
    return Town(
        settlements=territory.settlements,
        offers=found,
        minutes=near.minutes,
        nearest=[found[number] if number >= 0 else None for number in near.which.tolist()],
        sites=chosen.facilities,
        places=chosen.places,
        per_1000=Reach(shared.access.value * PER, shared.access.state),
        unlooked=unlooked(every),
        issues=tuple(issues.values()),
    )

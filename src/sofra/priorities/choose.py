"""Which gaps are ranked: those of one level, with a number, and of a service either its groups or everybody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sofra.resources.supply import offered
from sofra.types.fact import Status
from sofra.types.keys import EVERYONE, PlaceId, ServiceKind
from sofra.types.planning import Gap
from sofra.types.supply import Inventory

NOTHING = Inventory()


def eligible(gaps: Sequence[Gap], inventory: Inventory = NOTHING, places: Sequence[PlaceId] = ()) -> list[Gap]:
    """The gaps that can be ranked, in the order of their ids.

    Only gaps of these places (by default of the widest place, the municipality), only those in which people are
    known to be without a place. Where a target group's gap is known, everybody's gap of the same service steps back,
    because it holds the same people a second time and would always be the largest. A gap to be used with caution
    steps back behind a reliable one of the same service, so that no group comes first by a chance of few answers. A
    group that the services there are name as none of theirs is not ranked for them: its people use them as members of
    another group (somebody poor who lives with a disability), and "no place at all" would be untrue.
    """
    level = set(places) or {widest(gaps)}
    known = [gap for gap in gaps if gap.place in level and gap.without.value and not _for_others(gap, inventory)]
    best: dict[tuple[ServiceKind, PlaceId], tuple[bool, bool]] = {}
    for gap in known:
        spot = gap.service, gap.place
        best[spot] = min(best.get(spot, (True, True)), _standing(gap))
    return sorted((gap for gap in known if _standing(gap) == best[gap.service, gap.place]), key=lambda gap: gap.id)


def _for_others(gap: Gap, inventory: Inventory) -> bool:
    return bool(offered(inventory, gap.service)) and not offered(inventory, gap.service, gap.group)


def _standing(gap: Gap) -> tuple[bool, bool]:
    """What steps back behind what: caution behind reliable, everybody behind a group."""
    return gap.without.status is not Status.OK, gap.group == EVERYONE


def widest(gaps: Sequence[Gap]) -> PlaceId:
    """The place in which the most kinds of service have a gap for everybody: the municipality, see gaps.find.

    Ties go to the place with the most people in need, then to the first by id.
    """
    kinds: Mapping[PlaceId, set[ServiceKind]] = defaultdict(set)
    need: dict[PlaceId, float] = defaultdict(float)
    for gap in gaps:
        if gap.group == EVERYONE:
            kinds[gap.place].add(gap.service)
            need[gap.place] += gap.need.value or 0.0
    return min(kinds, key=lambda place: (-len(kinds[place]), -need[place], place), default=PlaceId(""))

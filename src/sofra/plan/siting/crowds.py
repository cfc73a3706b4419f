"""Who needs it, settlement by settlement, from released numbers: own ones, and those that an area lends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.plan.siting.problem import Crowd, Floats
from sofra.resources.territory import Territory
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place


@dataclass(frozen=True, slots=True)
class Needed:
    """The released numbers of people of one need, by place and group, and the territory they lie in."""

    facts: Mapping[tuple[PlaceId, GroupId], Fact]
    territory: Territory
    homes: Sequence[Place]

    @property
    def groups(self) -> Sequence[GroupId]:
        """The groups of which at least one settlement's number was made, shown or withheld."""
        ids = {place.id for place in self.homes}
        return tuple(dict.fromkeys(group for place, group in self.facts if place in ids and group != EVERYONE))


def needed(facts: Sequence[Fact], need: IndicatorId, territory: Territory, homes: Sequence[Place]) -> Needed:
    """The facts "<need>:people" of a release, laid out by place and group."""
    wanted = f"{need}:people"
    found = {(fact.cell.place, fact.cell.group): fact for fact in facts if fact.cell.indicator == wanted}
    return Needed(found, territory, homes)


def counted(territory: Territory, homes: Sequence[Place]) -> Crowd:
    """Everybody who lives in each home; not known where nobody counted."""
    living = [territory.inhabitants.get(place.id) for place in homes]
    known = np.array([count is not None for count in living], dtype=np.bool_)
    return Crowd(np.array([float(count or 0) for count in living]), known)


def crowd(needs: Needed, group: GroupId, pack: Pack) -> Crowd:
    """The people of a group in need, home by home.

    A home whose own number is withheld or was never made gets its part, by inhabitants, of its area's released number,
    where the group may be shown below the area; such numbers are `lent`. Everything else that is not released is not
    known. Made from released numbers and populations alone, so nothing withheld can be worked out from it.
    """
    found = [next(_numbers(needs, home, group, pack), None) for home in needs.homes]
    triples = np.array([one[:3] if one else (0.0, 0.0, 0.0) for one in found]).reshape(-1, 3)
    known = np.array([one is not None for one in found], dtype=np.bool_)
    lent = np.array([one is not None and one[3] for one in found], dtype=np.bool_)
    whole, spread = _whole(needs, group, pack)
    return Crowd(triples[:, 0], known, triples[:, 1], triples[:, 2], lent=lent, whole=whole, spread=spread)


def _whole(needs: Needed, group: GroupId, pack: Pack) -> tuple[tuple[float, float, float] | None, Floats]:
    """The group's released number for the whole territory, and each home's part of all inhabitants; None and nothing.

    For groups that may be shown below the area; made from one released number and populations that everybody knows.
    """
    tops, living = needs.territory.tops, [needs.territory.inhabitants.get(place.id) for place in needs.homes]
    found = _shown(needs.facts.get((tops[0], group))) if len(tops) == 1 and _plain(group, pack) else None
    around = needs.territory.inhabitants.get(tops[0]) if tops else None
    if found is None or not around or any(count is None for count in living):
        return None, np.empty(0)
    return _ends(found, 1.0), np.array([(count or 0) / around for count in living])


def _plain(group: GroupId, pack: Pack) -> bool:
    """True when a number of the group may be lent to a smaller place."""
    entry = pack.groups.get(group)
    return group == EVERYONE or (entry is not None and entry.sensitivity == "plain" and entry.by_settlement)


def _numbers(needs: Needed, home: Place, group: GroupId, pack: Pack) -> Iterator[tuple[float, float, float, bool]]:
    """Number, low, high, and whether it is lent: the home's own, then its area's part."""
    own = _shown(needs.facts.get((home.id, group)))
    if own is not None:
        yield (*_ends(own, 1.0), own.reason.startswith("model."))
    area = _shown(needs.facts.get((home.parent, group))) if home.parent else None
    if _plain(group, pack) and area is not None and home.parent is not None:
        here, around = needs.territory.inhabitants.get(home.id), needs.territory.inhabitants.get(home.parent)
        if here is not None and around:
            yield (*_ends(area, here / around), True)


def _shown(fact: Fact | None) -> Fact | None:
    return fact if fact is not None and fact.value is not None and fact.status is not Status.SUPPRESSED else None


def _ends(fact: Fact, part: float) -> tuple[float, float, float]:
    value = fact.value or 0.0
    low, high = (value if end is None else max(0.0, end) for end in (fact.spread.low, fact.spread.high))
    return value * part, low * part, high * part

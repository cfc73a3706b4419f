"""What a planned sample will tell of every group in every place, before anybody is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.needs.sample.power import Power, smallest_difference
from sofra.needs.sample.size import SMALL, half_width_share
from sofra.needs.sample.terms import Terms, fault
from sofra.types.errors import DesignError, Issue
from sofra.types.keys import GroupId, PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Expected

USUAL = 0.3
"""The share from which a difference is looked for; nearer to one half a little more is needed, further off less."""

MEANINGLESS = 0.5
"""A half-width beyond this says nothing: any share lies within it."""

FEWEST = 2
"""Of one interview no precision can be told."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is planned: `interviews` by place (settlements or areas), the precision wished, and the widest one shown.

    `people_per_interview` people of whom one interview tells (a household's interview tells of its members).
    """

    interviews: Mapping[PlaceId, float]
    half_width: float = 0.05
    widest: float = 0.15
    deff: float = 1.0
    people_per_interview: float = 1.0


def expect(places: Sequence[Place], groups: Mapping[GroupId, float], wish: Wish) -> list[Expected]:
    """The precision of every group in every place that has a planned sample, places in their order.

    `groups` each group's share of the people, 0 to 1. A place's interviews are its own and those of the places in it;
    they meet the group by its share. Finite-population correction included. Raises DesignError with every group whose
    share is not between 0 and 1.
    """
    issues = list(_faults(groups, places))
    if issues:
        raise DesignError(*issues)
    asked, lives = _within(places, wish.interviews), _people(places)
    found = [
        _expected(place, group, share, (asked[place.id], lives[place.id]), wish=wish)
        for place in places
        for group, share in groups.items()
    ]
    whole = {place.id for place in places if place.kind == "municipality"}
    thin = {one.group for one in found if one.place in whole and one.verdict == "few"}
    # Where not even the municipality has enough of a group, "only for the whole municipality" would send people on.
    return [replace(one, verdict="few") if one.verdict == "whole" and one.group in thin else one for one in found]


def share_out(total: float, places: Sequence[Place]) -> dict[PlaceId, float]:
    """A number of interviews shared out among the settlements by their people; a place without a number gets none."""
    sizes = {place.id: float(place.people or 0) for place in places if place.kind == "settlement"}
    everybody = sum(sizes.values())
    return {place: total * size / everybody if everybody else 0.0 for place, size in sizes.items()}


def _expected(place: Place, group: GroupId, share: float, has: tuple[float, float | None], *, wish: Wish) -> Expected:
    asked, lives = has
    population = None if lives is None else lives * share
    n = asked * share * wish.people_per_interview
    if population is not None:
        n = min(n, population)
    if population is None:
        return Expected(place.id, group, None, n, None, "unknown")
    width = half_width_share(n, terms=Terms(wish.deff, population=population)) if n >= FEWEST else None
    width = None if width is None or width > MEANINGLESS else width
    others = asked * (1 - share) * wish.people_per_interview
    finds = _finds(n, others, wish.deff) if place.kind == "municipality" and share < 1 and n >= FEWEST else None
    return Expected(place.id, group, population, n, width, _verdict(place, population, width, wish), finds)


def _finds(n: float, others: float, deff: float) -> float | None:
    """The smallest difference upwards from USUAL that n show against the others in 8 of 10 surveys."""
    if others <= 0:
        return None
    return smallest_difference(others, USUAL, Power(ratio=n / others), terms=(Terms(deff), Terms(deff)))


def _verdict(place: Place, population: float, width: float | None, wish: Wish) -> str:
    if width is not None and width <= wish.half_width:
        return "fine"
    if width is not None and width <= wish.widest:
        return "rough"
    if population <= SMALL:
        return "everyone"
    return "few" if place.kind == "municipality" else "whole"


def _within(places: Sequence[Place], interviews: Mapping[PlaceId, float]) -> dict[PlaceId, float]:
    """The interviews in each place, those of the places in it included."""
    parents = {place.id: place.parent for place in places}
    total = dict.fromkeys(parents, 0.0)
    for place, count in interviews.items():
        line: PlaceId | None = place
        seen = set[PlaceId]()
        while line is not None and line in total and line not in seen:
            total[line] += count
            seen.add(line)
            line = parents[line]
    return total


def _people(places: Sequence[Place]) -> dict[PlaceId, float | None]:
    """The people of each place: its own number, else that of the settlements in it where each has one."""
    own: dict[PlaceId, float | None] = {place.id: place.people for place in places}
    for kind in ("area", "municipality"):
        for place in places:
            inside = [own[one.id] for one in places if one.parent == place.id]
            if place.kind == kind and own[place.id] is None and inside:
                counts = [one for one in inside if one is not None]
                own[place.id] = sum(counts) if len(counts) == len(inside) else None
    return own


def _faults(groups: Mapping[GroupId, float], places: Sequence[Place]) -> Iterable[Issue]:
    for group, share in groups.items():
        if not 0 < share <= 1:
            yield fault("sample_group_share", "groups", group=group, value=f"{100 * share:.12g}")
    if not any(place.people for place in places):
        yield fault("sample_no_population", "population", value="0")

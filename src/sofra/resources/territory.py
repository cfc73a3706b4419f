"""The territory: which place lies in which, who lives there, and what part of a service falls to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.types.keys import PlaceId
from sofra.types.place import Place


@dataclass(frozen=True, slots=True)
class Territory:
    """The places of one municipality with the way up and down between them.

    `inside` lists the places directly in each place, `tops` those that lie in no other (the municipality).
    `inhabitants` is everybody who lives in a place: the sum of the places inside when all of them are counted,
    else the place's own count; None when nobody counted.
    """

    by_id: Mapping[PlaceId, Place]
    inside: Mapping[PlaceId, Sequence[PlaceId]]
    tops: Sequence[PlaceId]
    inhabitants: Mapping[PlaceId, int | None]

    @property
    def settlements(self) -> Sequence[Place]:
        """The settlements in their order."""
        return tuple(place for place in self.by_id.values() if place.kind == "settlement")

    def around(self, place: PlaceId) -> Iterable[PlaceId]:
        """The place itself and every place around it, from the inside out."""
        here: PlaceId | None = place
        while here is not None and here in self.by_id:
            yield here
            here = self.by_id[here].parent

    def lies_in(self, place: PlaceId, outer: PlaceId) -> bool:
        """True when the first place is the second or lies in it."""
        return outer in self.around(place)

    def served(self, serves: Sequence[PlaceId]) -> Sequence[PlaceId]:
        """The widest places that a service is for; the municipality when it names none. Unknown ids are left out."""
        if not serves:
            return self.tops
        named = [place for place in dict.fromkeys(serves) if place in self.by_id]
        return tuple(p for p in named if not any(p != other and self.lies_in(p, other) for other in named))

    def part(self, place: PlaceId, serves: Sequence[PlaceId]) -> float | None:
        """The part of a service that falls to a place, 0 to 1.

        1 when everybody the service is for lives in the place, 0 when nobody does; otherwise by inhabitants.
        None when the inhabitants of a place that would share it are not known.
        """
        roots = self.served(serves)
        within = [root for root in roots if self.lies_in(root, place)]
        if within and len(within) == len(roots):
            return 1.0
        part_of_root = any(self.lies_in(place, root) for root in roots)
        if not within and not part_of_root:
            return 0.0
        here = within or [place]
        return _ratio([self.inhabitants[p] for p in here], [self.inhabitants[p] for p in roots])


def lay_out(places: Sequence[Place]) -> Territory:
    """The territory of a list of places in any order."""
    by_id = {place.id: place for place in places}
    inside: dict[PlaceId, list[PlaceId]] = {place.id: [] for place in places}
    for place in places:
        if place.parent in inside:
            inside[place.parent].append(place.id)
    tops = tuple(place.id for place in places if place.parent not in by_id)
    inhabitants: dict[PlaceId, int | None] = {}
    for top in tops:
        _count(top, by_id, inside, inhabitants)
    return Territory(by_id, inside, tops, inhabitants)


def _count(
    place: PlaceId,
    by_id: Mapping[PlaceId, Place],
    inside: Mapping[PlaceId, Sequence[PlaceId]],
    known: dict[PlaceId, int | None],
) -> int | None:
    below = [_count(child, by_id, inside, known) for child in inside[place]]
    counted = [people for people in below if people is not None]
    known[place] = sum(counted) if below and len(counted) == len(below) else by_id[place].people
    return known[place]


def _ratio(here: Sequence[int | None], everywhere: Sequence[int | None]) -> float | None:
    some = [people for people in here if people is not None]
    every = [people for people in everywhere if people is not None]
    if len(some) < len(here) or len(every) < len(everywhere) or not sum(every):
        return None
    return sum(some) / sum(every)

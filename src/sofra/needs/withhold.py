"""Complementary suppression over the tree of places: no withheld number can be had by adding and subtracting others.

Parent = sum of its children, at every level, for people, yes-sayers and rows alike. A number can be had from such a
sum when it is the only one that is missing in it. So in every sum none or at least two numbers are withheld; the tree
has no circles, hence one can always shift weight from one withheld number to another and no sum notices: none is
determined (Willenborg and de Waal 2001, section 3.3, for tables; here for a tree, where the condition suffices).

The rules only ever look upwards from what is withheld (no "unless"), so that stricter rules never show more:
a withheld child takes the two smallest of all children along (itself may be one), and more until these are together
as many as one shown number must be; an only child takes the parent; a withheld parent takes its smallest child.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as Those
from typing import NamedTuple

from sofra.types.keys import PlaceId
from sofra.types.place import Place


class Size(NamedTuple):
    """How many rows stand behind a number and how many of these said yes; None when that is withheld or unknown."""

    n: int | None
    hits: int | None = None


def complementary(
    places: Sequence[Place], sizes: Mapping[PlaceId, Size], withheld: Those[PlaceId], least: int
) -> set[PlaceId]:
    """The places whose number must be withheld, those that are withheld already among them.

    `sizes` has every place that has a number; a place without one adds nothing to its parent.
    `least` is how many rows a shown number needs.
    """
    families = _children(places, sizes)
    gone = set(withheld)
    while (
        more := {
            place for parent, children in families for place in _drawn(parent, children, sizes, gone=gone, least=least)
        }
        - gone
    ):
        gone |= more
    return gone


def _children(places: Sequence[Place], sizes: Mapping[PlaceId, Size]) -> list[tuple[PlaceId, list[PlaceId]]]:
    """Every parent that has a number, with its children that have one, smallest first."""
    found: dict[PlaceId, list[PlaceId]] = defaultdict(list)
    for place in places:
        if place.parent is not None and place.id in sizes and place.parent in sizes:
            found[place.parent].append(place.id)
    return [
        (parent, sorted(children, key=lambda one: _smallest(sizes[one], one))) for parent, children in found.items()
    ]


def _smallest(size: Size, place: PlaceId) -> tuple[int, str]:
    return (-1 if size.n is None else size.n), place


def _drawn(
    parent: PlaceId, children: Sequence[PlaceId], sizes: Mapping[PlaceId, Size], *, gone: Those[PlaceId], least: int
) -> Iterator[PlaceId]:
    """What the withheld ones of this sum draw with them; `children` come smallest first."""
    if parent in gone:
        yield children[0]
    if not any(child in gone for child in children):
        return
    if len(children) == 1:
        yield parent
    yield from _prefix(children, sizes, least)


def _prefix(children: Sequence[PlaceId], sizes: Mapping[PlaceId, Size], least: int) -> Iterator[PlaceId]:
    """The smallest children: two, or as many as have `least` rows together."""
    rows = 0
    for position, child in enumerate(children):
        if position >= 2 and rows >= least:
            return
        n = sizes[child].n
        rows += least if n is None else n
        yield child

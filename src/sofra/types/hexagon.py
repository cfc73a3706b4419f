"""Hexagons with the households that a survey asked in them: what a release keeps of where homes stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.types.keys import PlaceId

KIND = "hexagons"
"""The annex of a release."""


@dataclass(frozen=True, slots=True)
class HomeCell:
    """One hexagon: its H3 name, its middle, its corners (longitude, latitude), the settlement nearest to its middle.

    `households` that were asked in it; None where they are few or none: which of the two is never told.
    """

    id: str
    lon: float
    lat: float
    ring: Sequence[Sequence[float]]
    place: PlaceId
    households: int | None


@dataclass(frozen=True, slots=True)
class HomeCells:
    """The annex "hexagons". `size` of H3 (0 when none could be shown), the finest that the gate allows.

    `located` households have a spot of their own, of `asked`; `located` is None where that is withheld. `covered`:
    hexagons without a number fill the municipality's outline; without an outline they are left out.
    """

    size: int
    asked: int
    located: int | None
    covered: bool
    cells: Sequence[HomeCell] = ()

"""The question of who reaches what: homes with their people, facilities with their places, and a way between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.state import State, states
from sofra.resources.travel.way import Catchment, Spots, Way
from sofra.types.errors import Issue, Severity

Open = NDArray[np.bool_] | None
"""(homes,) who may use a facility; None for everybody."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Where people start: settlements, hexagons or households.

    `spots`: (homes, 2) longitude and latitude, NaN where nobody located the home; `people`: (homes,) NaN where nobody
    counted, 0 where nobody lives.
    """

    spots: Spots
    people: NDArray[np.float64]

    def __len__(self) -> int:
        """How many homes."""
        return len(self.spots)


@dataclass(frozen=True, slots=True)
class Facilities:
    """What they want to reach.

    `spots`: (facilities, 2), NaN where nobody located it; `capacity`: (facilities,) places at one time, NaN where
    unknown; `open`: for whom each is, empty when all are for everybody. Facilities that share their people share the
    same array, so that they are searched together.
    """

    spots: Spots
    capacity: NDArray[np.float64]
    open: Sequence[Open] = ()

    def __len__(self) -> int:
        """How many facilities."""
        return len(self.spots)

    def for_whom(self, facility: int) -> Open:
        """Who may use one of them; None for everybody."""
        return self.open[facility] if self.open else None


@dataclass(frozen=True, slots=True)
class Question:
    """Homes, facilities and the way from one to the other."""

    way: Way
    homes: Homes
    facilities: Facilities

    @property
    def located_homes(self) -> NDArray[np.int64]:
        """The numbers of the homes that have a spot."""
        return _located(self.homes.spots)

    @property
    def located_facilities(self) -> NDArray[np.int64]:
        """The numbers of the facilities that have a spot."""
        return _located(self.facilities.spots)


def catchments(question: Question, limit: float) -> Iterator[Catchment]:
    """The homes within `limit` minutes of each located facility that may use it, one facility after the other.

    Numbers are those of the question, also where homes or facilities without a spot stand between.
    """
    homes, facilities = question.located_homes, question.located_facilities
    whole = len(homes) == len(question.homes)
    found = question.way.each(question.homes.spots[homes], question.facilities.spots[facilities], limit)
    for catchment in found:
        number = int(facilities[catchment.facility])
        theirs = catchment.homes if whole else homes[catchment.homes]
        open_to = question.facilities.for_whom(number)
        if open_to is None:
            yield Catchment(number, theirs, catchment.minutes)
        else:
            may = open_to[theirs]
            yield Catchment(number, theirs[may], catchment.minutes[may])


def where_they_stand(question: Question, *, each: bool) -> NDArray[np.int8]:
    """(homes,) the states that are known before any search: no spot, no service at all; nobody there, not counted.

    `each` True for a number for each person: it has no meaning where nobody lives or nobody counted.
    """
    state, people = states(len(question.homes)), question.homes.people
    reached = _serves(question, question.located_facilities)
    served = _serves(question, range(len(question.facilities)))
    state[~reached] = State.NO_SERVICE
    if each:
        state[np.isnan(people)] = State.UNKNOWN_PEOPLE
        state[people == 0] = State.NOBODY
    state[np.isnan(question.homes.spots).any(axis=1)] = State.NO_SPOT
    state[~reached & served] = State.UNLOCATED
    return state


def question_issues(question: Question) -> list[Issue]:
    """What the homes and the facilities do not say, each with how many: nothing is left out silently."""
    homes, offered = question.homes, question.facilities
    located = offered.spots[question.located_facilities]
    counts = {
        "reach_home_no_spot": len(homes) - len(question.located_homes),
        "reach_people_unknown": int(np.isnan(homes.people).sum()),
        "reach_site_no_spot": len(offered) - len(located),
        "reach_capacity_unknown": int(np.isnan(offered.capacity).sum()),
        "reach_capacity_zero": int((offered.capacity == 0).sum()),
        "reach_same_point": len(located) - len(np.unique(located, axis=0)),
    }
    return [noted(code, n=n) for code, n in counts.items() if n]


def noted(code: str, **values: str | int | float) -> Issue:
    """An issue that holds nothing up."""
    return Issue(code, values=MappingProxyType(values), severity=Severity.NOTE)


def _serves(question: Question, some: Iterable[int]) -> NDArray[np.bool_]:
    """(homes,) whether one of these facilities is for the home."""
    serves = np.zeros(len(question.homes), dtype=bool)
    for facility in some:
        mask = question.facilities.for_whom(int(facility))
        if mask is None:
            return np.ones(len(question.homes), dtype=bool)
        serves |= mask
    return serves


def _located(spots: Spots) -> NDArray[np.int64]:
    return np.flatnonzero(~np.isnan(spots).any(axis=1)).astype(np.int64)

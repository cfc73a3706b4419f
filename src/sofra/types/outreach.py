"""Outreach: how often whom to visit, the rounds of a week, what came of them; households stand here as pseudonyms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sofra.types.errors import Named
from sofra.types.keys import Label

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class NeedClass:
    """A class of need that the team gives to a household: how often to visit it, how long, and how much that weighs.

    `visits_per_month` is above 0 (4.35 is once a week), `minutes` one visit. `weight` says how many visits of weight 1
    are given up for one of this class when not all fit. `verified` False: no source stands behind it.
    """

    id: str
    label: Label
    visits_per_month: float
    minutes: int
    weight: int
    reference: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Care:
    """What the plan has to know of one household: its pseudonym, its class, when it was and is to be visited."""

    pseudonym: str
    need: str
    last_visit: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A household to be visited in a week: since when, how many times in it, how many days late when it begins."""

    pseudonym: str
    need: str
    on: date
    times: int = 1
    late: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to be made. Times are minutes after midnight; the whole visit fits between `opens` and `closes`.

    `days` are the days on which it may be made, empty for every day. `required`: before any that is not.
    """

    id: str
    lon: float
    lat: float
    minutes: int
    opens: int = 0
    closes: int = DAY_MINUTES
    days: Sequence[date] = ()
    weight: int = 1
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """One team on one day: from when to when (minutes after midnight), and the point where it begins and ends."""

    team: str
    day: date
    opens: int
    closes: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Call:
    """One visit in a round: when the team begins and leaves (minutes after midnight), and the drive before it."""

    visit: str
    begins: int
    leaves: int
    drive: int
    km: float


@dataclass(frozen=True, slots=True)
class Round:
    """What one team does on one day: `starts` and `ends` at its point, the calls between, the whole drive.

    `km` is estimated: the straight line times the detour factor.
    """

    team: str
    day: date
    starts: int
    ends: int
    calls: Sequence[Call]
    drive: int
    km: float


@dataclass(frozen=True, slots=True)
class Missed:
    """A visit that is in no round, and why.

    `reason` is "longer_than_shift", "window_too_short", "outside_shifts", "too_far", "no_way", "no_shift" (none of
    these would ever fit), or "no_room" (it fits alone, but others took the time). `values` fill its sentence.
    """

    visit: str
    reason: str
    values: Named = field(default_factory=lambda: MappingProxyType({}))
    required: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """The rounds of a week, what is in none of them, and what is driven in all. `basis` is the Way's."""

    rounds: Sequence[Round]
    missed: Sequence[Missed]
    drive: int
    km: float
    basis: str = "straight"
    mode: str = "car"

    @property
    def made(self) -> int:
        """How many visits stand in the rounds."""
        return sum(len(one.calls) for one in self.rounds)


@dataclass(frozen=True, slots=True)
class Point:
    """A place where somebody could sit one day a week: how many people that day can serve, and what it costs."""

    id: str
    lon: float
    lat: float
    most: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class FixedDays:
    """The points chosen, in order of what each adds; `added` people each; `reached` in all of `people`.

    `bound` is what no choice of so many points can exceed; equal to `reached` when the choice is proven best.
    `cost` None when the cost of one of them is unknown.
    """

    points: Sequence[str]
    added: Mapping[str, int]
    reached: int
    bound: int
    people: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Outlay:
    """People reached in a week by one way of reaching them, and what it costs; `each` is cost per person reached.

    None where the cost is unknown or nobody is reached.
    """

    people: int
    cost: float | None
    each: float | None

"""A sample as it is planned and drawn: whom to ask, how they were found, and how it can be drawn again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId


class Recruitment(StrEnum):
    """How the people who were asked were found, recorded as what it is."""

    LIST = "list"
    CENSUS = "census"
    AREA = "area"
    TIME_LOCATION = "time_location"
    RESPONDENT_DRIVEN = "respondent_driven"
    CONVENIENCE = "convenience"
    QUOTA = "quota"


CHANCES_KNOWN = frozenset({Recruitment.LIST, Recruitment.CENSUS, Recruitment.AREA})
"""Only here does everybody have a chance to be asked that can be told; elsewhere every number says so."""


@dataclass(frozen=True, slots=True)
class FrameUnit:
    """One line of the list from which is drawn: its number, its stratum, its size (people or households); no name.

    `first` is the number of its first household on the list of its settlement, where a settlement is cut into parts.
    """

    id: str
    size: float = 1.0
    stratum: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Who is to be asked, how precisely, and what follows from it. Shares are 0 to 1.

    `half_width` the precision wished for a share of `share`; `population` people of the `group` (None unknown, very
    many); `response` the share who will answer; `deff` the design effect planned with; `interviews` needed,
    `approached` for them; `census` True: everybody is asked. `per_unit` interviews at one spot (0: people are drawn
    directly) and `roh` how alike neighbours are; `rule` of allocation among the areas with `least` for each;
    `allocation` interviews by area;"""

    name: str
    half_width: float
    interviews: int
    approached: int
    group: GroupId = EVERYONE
    recruitment: Recruitment = Recruitment.LIST
    population: int | None = None
    share: float = 0.5
    response: float = 1.0
    level: float = 0.95
    deff: float = 1.0
    per_unit: int = 0
    roh: float = 0.0
    census: bool = False
    enough: bool = True
    rule: str = "proportional"
    least: int = 0
    allocation: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def chances_known(self) -> bool:
        """True when everybody has a known chance to be asked."""
        return self.recruitment in CHANCES_KNOWN


@dataclass(frozen=True, slots=True)
class Chosen:
    """One unit that was drawn: its place in the order of the draw, the chance it had, and the weight that follows.

    `reserve` True: only for a unit where nobody can be reached, in this order. `visits` are the numbers on the unit's
    own list of households to be visited, empty where the unit itself is asked.
    """

    id: str
    stratum: str
    size: float
    chance: float
    order: int
    reserve: bool = False
    visits: Sequence[int] = ()

    @property
    def weight(self) -> float:
        """For how many of the frame's units this one stands."""
        return 1 / self.chance


@dataclass(frozen=True, slots=True)
class SampleDraw:
    """The protocol of a draw: with it anybody draws the same again.

    `frame` names the list, `frame_sha256` is the fingerprint of its numbers, sizes and strata in their order;
    `units` and `size` how long it is and its sizes together; `seed` of the random numbers; `method` of drawing;
    `allocation` units by stratum.
    """

    plan: str
    method: str
    seed: int
    frame: str
    frame_sha256: str
    units: int
    size: float
    allocation: Mapping[str, int]
    chosen: Sequence[Chosen]
    drawn_by: str
    drawn_on: str
    per_unit: int = 0
    recruitment: Recruitment = Recruitment.LIST


@dataclass(frozen=True, slots=True)
class Expected:
    """What a planned sample will tell of one group in one place, before anybody is asked.

    `population` people of the group there, `n` interviews to be expected among them, `half_width` of a share of one
    half (None: above 50 points, or fewer than two interviews). `verdict` is "fine" (as precise as wished), "rough" (to
    be shown with a warning), "everyone" (so few that all of them should be asked), "whole" (only the number of the
    whole municipality will do), "few" (not even there) or "unknown" (nobody knows how many they are).
    `finds` is the smallest difference from all others, upwards from 30 %, that is found in 8 of 10 such surveys; None
    below the municipality, for everybody, and where no difference is found so surely.
    """

    place: PlaceId
    group: GroupId
    population: float | None
    n: float
    half_width: float | None
    verdict: str
    finds: float | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """How far the fieldwork is in one area or settlement: `target` interviews planned (None: no plan says), `done`,
    `refused` (None: not recorded), `last` day of an interview."""

    place: PlaceId
    target: int | None
    done: int
    refused: int | None = None
    last: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One sampling unit in the field: `usual` interviews at a spot so far or as planned; `late` well below that."""

    unit: str
    stratum: str
    done: int
    usual: int
    late: bool
    last: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """How precise one share is so far, never its value: `n` answers, the simple sample that would say as much
    (`effective`), half of the 95 % interval, the design effect, and the half-width that more interviews would give
    (`more`: how many times as many, half-width). None: withheld, too few answered."""

    indicator: IndicatorId
    n: int | None
    effective: float | None
    half_width: float | None
    deff: float | None
    more: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """Where a round of interviews stands: counts and precisions only, no answer.

    `plan` names the plan that the targets come from, "" when there is none; `chances_known` False for a sample without
    known probabilities.
    """

    round: str
    plan: str
    interviews: int
    target: int | None
    areas: Sequence[Done]
    settlements: Sequence[Done]
    spots: Sequence[Spot]
    reached: Sequence[Reached]
    chances_known: bool = True

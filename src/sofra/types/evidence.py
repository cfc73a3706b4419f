"""What is known besides answers: registers, voices, stakeholders, last period's measures, and how the sample went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from sofra.types.answers import Held, Origin
from sofra.types.errors import Issue
from sofra.types.keys import GroupId, Label, PlaceId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a reader of anything but answers gives: the items that are good, the rows held back, every issue."""

    items: Sequence[T]
    origin: Origin
    issues: Sequence[Issue] = ()
    held: Sequence[Held] = ()


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """How many people of a group a register or an association knows in a place, on a day; of one sex or age class.

    `sex` and `age` as the file writes them; "" is both sexes, all ages.

    `source` and `definition` as the file writes them; `name` and `meaning` the same by language, empty when the file
    has them in one language only.
    """

    source: str
    group: GroupId
    place: PlaceId
    people: int
    counted_on: str = ""
    definition: str = ""
    name: Label = field(default_factory=lambda: MappingProxyType({}))
    meaning: Label = field(default_factory=lambda: MappingProxyType({}))
    sex: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two sources that disagree about one group in one place; neither is the official one."""

    group: GroupId
    place: PlaceId
    counts: Sequence[RegisterCount]


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement from a focus group or an expert interview, by category of speaker only."""

    session: str
    kind: str
    group: GroupId
    place: PlaceId | None
    theme: str
    text: Label
    held_on: str = ""


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """An organisation with a part in the matter; `influence` and `interest` are 1 (low) to 5 (high)."""

    name: Label
    kind: str
    role: Label
    influence: int | None = None
    interest: int | None = None
    groups: Sequence[GroupId] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of last period's social plan, with what became of it ("done", "partly", "not done", "unknown")."""

    code: str
    title: Label
    objective: Label
    group: GroupId
    service: str
    responsible: str
    budget: float | None
    currency: str
    deadline: str
    outcome: str
    reason: Label


@dataclass(frozen=True, slots=True)
class SampleNote:
    """How the sample went, for the method chapter: counts and diagnostics only, no answer.

    `households` interviewed, `people` in them, `held` rows held back, `strata`, `units` (primary sampling units),
    `lonely` strata with one unit and `rule` for them, `deff_weights` Kish's design effect of the weights, `weight_low`,
    `weight_high`, `margins` what the weights were fitted to in words' keys, `probability` False for a sample
    without known probabilities, `first_day` and `last_day` of the interviews, `stages` that the errors count: 1
    the units, 2 also the households inside them; `raked` the margins of the office's own totals.
    """

    households: int
    people: int
    held: int
    strata: int
    units: int
    lonely: int
    rule: str
    deff_weights: float
    weight_low: float
    weight_high: float
    margins: Sequence[str] = ()
    probability: bool = True
    first_day: str = ""
    last_day: str = ""
    missing: Mapping[str, float] | None = None
    stages: int = 1
    raked: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Municipality:
    """Whose social map this is. `fictional` True puts a banner on every page and document."""

    name: Label
    country: str
    period: str
    fictional: bool = False
    languages: Sequence[str] = ("en",)
    main_language: str = "en"

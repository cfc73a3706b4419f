"""A fact: one number about one group in one place, with its uncertainty, base, verdict and origin."""

from dataclasses import dataclass
from enum import StrEnum

from sofra.types.keys import GroupId, IndicatorId, PlaceId, RunId


class SpreadKind(StrEnum):
    """Where the uncertainty comes from. NONE is a count: it carries no sampling error."""

    SAMPLE = "sample"
    MODEL = "model"
    EXPERT = "expert"
    NONE = "none"


class Status(StrEnum):
    """What may be done with a number: show it, show it with a warning, withhold it; or it is a promise."""

    OK = "ok"
    UNRELIABLE = "unreliable"
    SUPPRESSED = "suppressed"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Spread:
    """How far off the value may be: standard error and 95 % interval, in the unit of the value."""

    kind: SpreadKind = SpreadKind.NONE
    se: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """How many stand behind the value.

    `n` people or households asked (unweighted), `hits` of these counted as yes (None for means), `people`
    the weighted number they stand for, `deff` the design effect, `df` the degrees of freedom,
    `missing` asked without a usable answer.
    """

    n: int | None = None
    hits: int | None = None
    people: float | None = None
    deff: float | None = None
    df: int | None = None
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The address of a fact. `period` is a year "2026" or a day "2026-05-31"."""

    indicator: IndicatorId
    place: PlaceId
    group: GroupId
    period: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the gate says of a number, twice over: may it give somebody away, and is it precise enough.

    Each is the key of a text ("gate.few_hits"); "" means that nothing speaks against the number.
    """

    disclosure: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell's number.

    `value` is None when withheld (SUPPRESSED) or when it has no meaning; `unit` is "share" (0 to 1), "people",
    "households", "places", "minutes", "hours", "people_per_place" or "score". `origin` is the Run's id.
    `reason` says why a number is withheld or unreliable, as a key of the packs' texts ("gate.small_base"); it is the
    verdict that decided, `verdicts` are both.
    """

    cell: Cell
    value: float | None
    unit: str
    spread: Spread = Spread()
    base: Base = Base()
    status: Status = Status.OK
    origin: RunId = RunId("")
    reason: str = ""
    verdicts: Verdicts = Verdicts()

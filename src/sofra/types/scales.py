"""Scales of the field and the municipal index as the packs define them, and what a release says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.fact import Fact
from sofra.types.keys import IndicatorId, Label, PlaceId

H, A, M0 = "index.h", "index.a", "index.m0"
SHARE = "index.share."
CENSORED = "index.poor."
"""Facts of the index: share poor, mean score of the poor, their product; by dimension its part of M0 and its poor."""

ANNEX_INDEX, ANNEX_SCALES = "index", "scales"


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: its questions, the indicators made from them, and those that show how much a cut-off matters.

    `asked_of` says who answers, `rule` how answers become a number, `licence` what may be done with the wording.
    `verified` is False while nobody read the original, or where a threshold could not be verified and stays empty.
    """

    id: str
    label: Label
    asked_of: Label
    rule: Label
    licence: Label
    reference: str
    items: Sequence[str]
    indicators: Sequence[IndicatorId] = ()
    sensitivity: Sequence[IndicatorId] = ()
    caution: Label = field(default_factory=lambda: MappingProxyType({}))
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that is set nationally, such as a poverty line; None while nobody entered it."""

    id: str
    value: float | None
    unit: str
    label: Label
    year: str = ""
    reference: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Deprivation:
    """One thing that a person can lack: a condition of the packs' grammar, in a dimension."""

    id: str
    dimension: str
    where: str
    label: Label


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of life in the index with its weight; the weights of all add up to 1."""

    id: str
    weight: float
    label: Label


@dataclass(frozen=True, slots=True)
class IndexRule:
    """A multidimensional index: who is asked (`base`), what counts as lacking, and from which score on one is poor.

    `cut` is between 0 and 1. Within a dimension its deprivations weigh the same.
    """

    base: str
    cut: float
    dimensions: Sequence[Dimension]
    deprivations: Sequence[Deprivation]
    reference: str
    label: Label
    verified: bool = False

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of every deprivation, in their order."""
        sizes = {one.id: sum(each.dimension == one.id for each in self.deprivations) for one in self.dimensions}
        by_id = {one.id: one.weight for one in self.dimensions}
        return tuple(by_id.get(one.dimension, 0.0) / max(1, sizes.get(one.dimension, 0)) for one in self.deprivations)


@dataclass(frozen=True, slots=True)
class Step:
    """The index in the whole municipality at another cut-off: gated facts."""

    cut: float
    h: Fact
    a: Fact
    m0: Fact


@dataclass(frozen=True, slots=True)
class Standing:
    """How firm an area's rank is over many weightings: 1 is the most deprived.

    `first` is the share of the weightings in which it comes first; `low` and `high` the ranks of the middle 95 %.
    """

    place: PlaceId
    rank: int
    first: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of all people deprived in both dimensions; None where too few are."""

    one: str
    other: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Count:
    """The share of all people deprived in exactly so many dimensions; None where too few are."""

    dimensions: int
    share: float | None


@dataclass(frozen=True, slots=True)
class IndexNote:
    """What a release says of its index beside the numbers: weights, other cut-offs, firmness, overlaps.

    `low` and `high` are H if everybody with a missing answer were not poor, or all of them were.
    """

    cut: float
    weights: Mapping[str, float]
    steps: Sequence[Step]
    standings: Sequence[Standing]
    weightings: int
    overlaps: Sequence[Overlap]
    counts: Sequence[Count]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What missing answers could do to a share in the whole municipality.

    `missing` is the weighted share without a usable answer, by its worst question `item`; `low` and `high` the value if
    all of these were "no", or all "yes".
    """

    indicator: IndicatorId
    missing: float
    low: float
    high: float
    item: str = ""
    item_missing: float = 0.0


@dataclass(frozen=True, slots=True)
class Phase:
    """How probable each level of vulnerability is for a place by the rule "at least a fifth of the people".

    `chance` maps the level 1 to 5 to its probability, given the error of the sample; `level` is that of the estimates
    alone.
    """

    place: PlaceId
    level: int
    chance: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LocalFit:
    """The food insecurity scale fitted to the municipality's own answers and set onto the global standard.

    `severity` by item on the standard's scale; `common` the items within the tolerance; `moderate` and `severe` the
    share of people by the local scale. `cases` too few: all else is empty.
    """

    cases: int
    severity: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    infit: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    common: Sequence[str] = ()
    moderate: float | None = None
    severe: float | None = None


@dataclass(frozen=True, slots=True)
class ScalesNote:
    """What a release says of its scales beside the numbers: missing answers, levels of places, the local food scale."""

    bounds: Sequence[Bounds] = ()
    phases: Sequence[Phase] = ()
    food: LocalFit | None = None

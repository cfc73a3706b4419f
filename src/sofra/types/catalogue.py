"""What the packs hold: indicators, target groups, the service list, SDG targets, and the pack itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.answers import Variable
from sofra.types.keys import GroupId, IndicatorId, Label, ServiceKind
from sofra.types.planning import Criterion, Norm


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of an indicator: a small table as text, and the value worked out by hand."""

    rows: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one number is made from answers.

    `kind`: "share" (of the base for whom `where` holds), "total" (how many those are) or "mean" (of `value` over the
    base). `table` is "person" or "household". `base`, `where` and `value` are conditions in the packs' grammar; an
    unknown leaves the row out of the base. `answered_by` is the service kind that closes this need ("" for a
    living condition). `better` is "less" or "more". `sensitivity` is "plain" or "special".
    """

    id: IndicatorId
    kind: str
    unit: str
    table: str
    base: str
    where: str
    value: str
    uses: Sequence[str]
    label: Label
    source: str
    answered_by: ServiceKind = ServiceKind("")
    sdg: Sequence[str] = ()
    better: str = "less"
    sensitivity: str = "plain"
    factor: str = ""
    examples: Sequence[Example] = ()


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A group that the promise is about. `condition` finds its people among the answers; "" when a survey must not.

    `table` is "person"; `by_settlement` False means it is never shown below the area; `survey` False: counts only.
    """

    id: GroupId
    label: Label
    definition: Label
    condition: str = ""
    sensitivity: str = "plain"
    by_settlement: bool = True
    counted_by: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups that the map sets side by side; `one` and `other` are conditions that nobody fulfils both of.

    `label` names the pair ("Women and men"), `first` and `second` its sides.
    """

    id: str
    one: str
    other: str
    label: Label
    first: Label
    second: Label


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One category of something that people did not choose (sex, age, disability): `of` names the circumstance.

    The index of dissimilarity asks how much a service depends on circumstances. `condition` finds the people of this
    category; `label` names the circumstance.
    """

    id: str
    of: str
    condition: str
    label: Label


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One kind of service of the canonical list. `category` is the country's legal category, "" when it has none.

    `at_home` True: brought to people, so no journey is measured. `facility` True: a school, a stop, a health point:
    a resource with a way to it, never a gap of its own.
    """

    kind: ServiceKind
    label: Label
    what: Label
    category: Label = field(default_factory=lambda: MappingProxyType({}))
    at_home: bool = False
    unit: str = "places"
    sdg: Sequence[str] = ()
    reference: str = ""
    facility: bool = False


@dataclass(frozen=True, slots=True)
class SdgTarget:
    """One target of the 2030 Agenda, shortened in our words."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the gate demands: fewest asked behind a number, fewest counted, largest error shown without warning.

    `least_base` asked in the cell; `least_hits` people behind a "yes" (and behind a "no") when there is one at all;
    `reliable_base` and `widest_interval` (half-width of the 95 % interval of a share, 0 to 1) and `largest_cv` part
    reliable from unreliable.
    """

    least_base: int = 10
    least_hits: int = 3
    reliable_base: int = 30
    widest_interval: float = 0.15
    largest_cv: float = 0.33


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one country needs: base, country and office packs laid over each other, later wins key by key.

    `prints` maps each pack's name to the sha256 of its files (texts apart), for the Run.
    """

    country: str
    names: Sequence[str]
    indicators: Mapping[IndicatorId, Indicator]
    groups: Mapping[GroupId, TargetGroup]
    services: Mapping[ServiceKind, ServiceEntry]
    variables: Mapping[str, Variable]
    norms: Sequence[Norm]
    sdg: Mapping[str, SdgTarget]
    criteria: Sequence[Criterion]
    gate: GateRules
    currency: str
    languages: Sequence[str]
    prints: Mapping[str, str]
    comparisons: Sequence[Comparison] = ()
    circumstances: Sequence[Circumstance] = ()

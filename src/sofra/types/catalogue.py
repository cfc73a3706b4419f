"""What the packs hold: indicators, target groups, the service list, SDG targets, and the pack itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.answers import Variable
from sofra.types.auditing import AuditItem
from sofra.types.furthest import Circumstance, SearchPlan
from sofra.types.keys import GroupId, IndicatorId, Label, ServiceKind
from sofra.types.planning import Criterion, Norm
from sofra.types.scales import IndexRule, Parameter, Scale


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of an indicator: a small table as text, and the value worked out by hand."""

    rows: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one number is made from answers.

    `kind`: "share" (of the base for whom `where` holds), "total" (how many those are), "mean" (of `value` over the
    base) or "index" (made by the multidimensional index). `scale` names the scale that it is a part of ("": it
    stands for itself in tables and reports).
    `table` is "person" or "household". `base`, `where` and `value` are conditions in the packs' grammar; an
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
    scale: str = ""
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
    sensitivity: str = "plain"


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One kind of service of the canonical list. `category` is the country's legal category, "" when it has none.

    `at_home` True: brought to people, so no journey is measured. `facility` True: a school, a stop, a health point:
    a resource with a way to it, never a gap of its own. `mode` is how people travel there ("walk"), "" as the
    workspace usually does. `hidden` True: nobody may learn where it is given.
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
    mode: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """A column of its own that a kind of asset has; `kind` is "text", "whole" or "number"."""

    id: str
    label: Label
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class AssetKind:
    """A kind of resource that is no service; `details` are its own columns, `somewhere` False: it lies nowhere.

    `service` names the kind of service that measures the way to it (a school, a stop), "" when nothing does.
    """

    id: str
    label: Label
    details: Sequence[str] = ()
    somewhere: bool = True
    service: ServiceKind = ServiceKind("")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """When the inventory goes grey: days after which a record counts as not confirmed, days before a licence ends."""

    stale_days: int = 365
    licence_days: int = 90


@dataclass(frozen=True, slots=True)
class SdgTarget:
    """One target of the 2030 Agenda, shortened in our words."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the gate demands: how few may stand behind a number (disclosure), how wide it may be (precision).

    Disclosure of a sample: `least_base` asked in the cell; `least_hits` people behind a "yes" (and behind a "no") when
    there is one at all, `special_hits` where the group or the question is special. Disclosure of a full count (a
    register, or a survey that asked at least the share `full_share` of the people): counts from 1 to below
    `plain_count` (`special_count`) are protected, `least_denominator` people behind a share, never 0 or 100 per cent.
    `counts` is "round" (one cube, to multiples of `plain_base`, `special_base`) or "suppress" (exact totals, cells
    withheld).
    Precision: `precision` "nchs" (NCHS 2017: `reliable_base` asked, as many effectively (`reliable_effective`), a 95 %
    interval of a share narrower than `narrow` shown, wider than twice `widest_interval` not, between them not wider
    than `widest_relative` times the share; `least_df` degrees of freedom) or "bands" (the habit of MICS and DHS: fewer
    than `bands_least` not shown, fewer than `bands_full` in brackets); `largest_cv` for means and numbers of people.
    `imprecise` is what becomes of an imprecise number: "flag" or "omit".
    `settlements`: how a settlement with too few answers gets its number, "area_rate" (the share of the area) or
    "fay_herriot" (a model of all settlements, where at least eight have shares of their own).
    """

    least_base: int = 10
    least_hits: int = 3
    reliable_base: int = 30
    widest_interval: float = 0.15
    largest_cv: float = 0.33
    special_hits: int = 10
    full_share: float = 0.8
    plain_count: int = 5
    special_count: int = 10
    least_denominator: int = 30
    counts: str = "round"
    plain_base: int = 5
    special_base: int = 10
    precision: str = "nchs"
    reliable_effective: int = 30
    narrow: float = 0.05
    widest_relative: float = 1.3
    least_df: int = 8
    bands_least: int = 25
    bands_full: int = 50
    imprecise: str = "flag"
    settlements: str = "area_rate"


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one country needs: base, country and office packs laid over each other, later wins key by key.

    `prints` maps each pack's name to the sha256 of its files (texts apart), for the Run. `circumstances` are those that
    a search for who is furthest behind may use, `searches` the plans that an office finds ready. `terms` are the words
    of the inventory by list ("contents", "functions", "professions", "languages", "equipment"): code to label.
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
    circumstances: Mapping[str, Circumstance] = field(default_factory=lambda: MappingProxyType({}))
    searches: Sequence[SearchPlan] = ()
    scales: Mapping[str, Scale] = field(default_factory=lambda: MappingProxyType({}))
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    index: IndexRule | None = None
    comparisons: Sequence[Comparison] = ()
    audit: Sequence[AuditItem] = ()
    assets: Mapping[str, AssetKind] = field(default_factory=lambda: MappingProxyType({}))
    details: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))
    terms: Mapping[str, Mapping[str, Label]] = field(default_factory=lambda: MappingProxyType({}))
    upkeep: Upkeep = Upkeep()

    @property
    def headline(self) -> Mapping[IndicatorId, Indicator]:
        """The indicators that stand for themselves; the parts of scales have pages of their own."""
        return MappingProxyType({key: one for key, one in self.indicators.items() if not one.scale})

"""What queries give: frozen values about imports, releases, plans, jobs and events, with no Django object inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Generic, TypeVar

from sofra.types.answers import Held, Link
from sofra.types.errors import Issue
from sofra.types.hidden import OnNoList
from sofra.types.keys import GroupId, Label
from sofra.types.planning import Action, Ranked
from sofra.types.sampling import SampleDraw, SamplePlan
from sofra.types.supply import Service

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an upload stands.

    `kind` is "columns_wrong" (columns or links must be named first), "rows_wrong" (good rows may be accepted, the
    others are held), "ready", "accepted", "withdrawn", or "refused" (the file cannot be read as anything; see issues).
    `file_kind` says what the file is ("answers", "settlements", "inventory", …). For tables `columns` proposes which
    column of the file (value, "" for none) holds what is `wanted` (key); `found` are the columns of the file. For
    answers `links` proposes how its columns are tied to the packs' variables and `design` which carry the sample;
    `choices` are the answers of the linked columns, code to words. `list` is the number of the list of differences that
    the file of another directory or a map became.
    """

    id: int
    kind: str
    file_kind: str
    name: str
    issues: Sequence[Issue] = ()
    good: int = 0
    held: int = 0
    wanted: Sequence[str] = ()
    found: Sequence[str] = ()
    columns: Mapping[str, str] | None = None
    links: Sequence[Link] = ()
    design: Mapping[str, str] | None = None
    round: int | None = None
    received_on: datetime | None = None
    received_by: str = ""
    choices: Mapping[str, Mapping[str, Label]] = field(default_factory=lambda: MappingProxyType({}))
    list: int | None = None


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A held row by its number, for the form that corrects it."""

    id: int
    round: int
    held: Held


@dataclass(frozen=True, slots=True)
class RoundNote:
    """One collection of answers: counts only."""

    id: int
    name: str
    period: str
    households: int
    people: int
    held: int
    received_on: datetime
    received_by: str


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A thing of the inventory with the version to save against, and whether it is removed."""

    thing: T
    version: int
    removed: bool = False
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """One social map by its number: `state` "draft", "approved" or "withdrawn", and how many numbers it holds."""

    id: int
    run: str
    period: str
    state: str
    made_on: datetime
    made_by: str
    facts: int
    withheld: int
    approved_on: datetime | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class RankingNote:
    """The order of a release's gaps, and the weights behind it."""

    release: int
    weights: Mapping[str, float]
    ranked: Sequence[Ranked]
    made_by: str
    made_on: datetime


@dataclass(frozen=True, slots=True)
class ActionNote:
    """One line of the plan with the version to save against."""

    action: Action
    version: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PlanNote:
    """The plan of a period: its actions in order, and how many versions of it were saved."""

    id: int
    period: str
    actions: Sequence[ActionNote]
    versions: int = 0


@dataclass(frozen=True, slots=True)
class VersionNote:
    """A frozen version of the plan."""

    number: int
    note: str
    made_on: datetime
    made_by: str
    sha256: str
    actions: Sequence[Action]


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A report ready for download."""

    id: int
    release: int
    template: str
    lang: str
    format: str
    name: str
    sha256: str
    made_on: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class JobNote:
    """One piece of long work: `state`, how far (`done` of `total`), the `stage` as a key, the failure as a sentence."""

    id: int
    task: str
    state: str
    stage: str
    done: int
    total: int
    failure: str
    result: Mapping[str, int | str]
    asked_on: datetime
    finished_on: datetime | None = None

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0

    @property
    def over(self) -> bool:
        """True when nothing more will happen to it."""
        return self.state in {"done", "failed", "cancelled"}


@dataclass(frozen=True, slots=True)
class SampleDrawNote:
    """One draw by its number, and the number of its plan."""

    id: int
    plan: int
    draw: SampleDraw


@dataclass(frozen=True, slots=True)
class SamplePlanNote:
    """One planned sample by its number, with its draws, newest first."""

    id: int
    plan: SamplePlan
    made_on: datetime
    made_by: str
    draws: Sequence[SampleDrawNote] = ()


@dataclass(frozen=True, slots=True)
class EventNote:
    """Who did what, when."""

    on: datetime
    who: str
    role: str
    act: str
    target: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """The six steps of Home: what is there at each, as counts.

    `step` is "needs", "resources", "gaps", "priorities", "plan" or "report"; `state` "empty", "started" or "done";
    `counts` what the sentence of the step needs.
    """

    step: str
    state: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeptList:
    """One list of people, kept as pseudonyms: `fields` its rows had, `rows` people, `left_out` rows without enough."""

    id: int
    group: GroupId
    name: str
    taken_on: str
    definition: str
    rows: int
    left_out: int
    fields: Sequence[str]
    received_on: datetime
    received_by: str


@dataclass(frozen=True, slots=True)
class UncertainPair:
    """Two rows, by list and row number, that may be one person; `agree` says how each field agrees."""

    id: int
    group: GroupId
    one_list: str
    one_row: int
    other_list: str
    other_row: int
    likelihood: float
    agree: Mapping[str, str]
    decision: str = ""


@dataclass(frozen=True, slots=True)
class OnNoListNote:
    """What the lists of a group come to; `erased_on` when they were deleted, `stale` when lists came or went since."""

    estimate: OnNoList
    linked_on: datetime
    linked_by: str
    erased_on: datetime | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """Why two registers disagree, in somebody's words."""

    note: str
    written_on: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class WorkbookNote:
    """A workbook of the inventory that somebody brought back; `counts` what it changed once it was applied.

    `imported` is the number of the import when it is the list of another directory or a map.
    """

    id: int
    name: str
    state: str
    received_on: datetime
    received_by: str
    issues: Sequence[Issue] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    applied_on: datetime | None = None
    applied_by: str = ""
    secret: bool = False
    imported: int | None = None


KeptService = Kept[Service]

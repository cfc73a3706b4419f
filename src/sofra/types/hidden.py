"""People on lists: who stands on which list (counts only), and what is estimated about those whom no list knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.errors import Issue
from sofra.types.keys import GroupId


@dataclass(frozen=True, slots=True)
class Trace:
    """One row of a list as pseudonyms: the number that the spreadsheet shows, and keyed hashes by field.

    `marks` are one hash a field ("given", "surname", "born", "number", …), `near` the hashes of a name with one letter
    left out. `band` is the age in coarse bands. Nothing in it can be read, and none of it leaves the office.
    """

    row: int
    marks: Mapping[str, str]
    near: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    band: str = ""


@dataclass(frozen=True, slots=True)
class ListNote:
    """One list of one group: whose it is, when it was taken, what it means by the group, how many people it has.

    `rows` None: so few that the number is withheld.
    """

    name: str
    taken_on: str = ""
    definition: str = ""
    rows: int | None = 0


@dataclass(frozen=True, slots=True)
class Histories:
    """How many people stand on which lists: {"101": 34} are on the first and the third of three.

    `settlements` and `bands` are the same people cut by settlement and by age, without names of either. `linked_by` is
    "codes", "splink" or "rules"; `doubles` rows of a list that were a person twice, by list; `waiting` pairs nobody
    decided on yet.
    """

    group: GroupId
    lists: Sequence[ListNote]
    counts: Mapping[str, int]
    settlements: Sequence[Mapping[str, int]] = ()
    bands: Sequence[Mapping[str, int]] = ()
    linked_by: str = "codes"
    doubles: Sequence[int] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A number of people with its 95 % interval, in whole people; `high` None has no upper end."""

    people: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model of how lists depend on each other: its terms ("A*B C"), and what it comes to.

    `behind` is its AICc less that of the best model, `weight` its part in the average, 0 to 1.
    """

    terms: str
    parameters: int
    behind: float
    weight: float
    total: Span


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many people stand on exactly these lists (by position); rounded to five, None when withheld (1 to 4)."""

    lists: Sequence[int]
    people: int | None


@dataclass(frozen=True, slots=True)
class OnNoList:
    """What is said of one group: the estimate, or why there is none. All counts are rounded to five.

    `method` is "chapman", "models" or "" (no number). `total` all people of the group, `unlisted` those on no list,
    `seen` those on any list. `simple` as if lists were independent, `least` Chao's lower bound, `range` the lowest and
    the highest total among models that the data cannot tell apart. `issues` say what does not hold.
    """

    group: GroupId
    lists: Sequence[ListNote]
    seen: int | None
    overlaps: Sequence[Overlap]
    method: str = ""
    total: Span | None = None
    unlisted: Span | None = None
    simple: Span | None = None
    least: Span | None = None
    range: Span | None = None
    models: Sequence[ModelLine] = ()
    issues: Sequence[Issue] = ()
    linked_by: str = "codes"
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class HiddenNote:
    """The annex "hidden" of a release: every group of which several lists were linked."""

    groups: Sequence[OnNoList] = ()

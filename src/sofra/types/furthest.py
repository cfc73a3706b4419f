"""Who is furthest behind: the plan of a search, the groups that it found, and how sure each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.types.errors import Issue
from sofra.types.keys import IndicatorId, Label

CONFIRMED, SIGNAL, UNCLEAR = "confirmed", "signal", "unclear"
"""What may be said of a group: it is behind; look at it in the field; it cannot be told from chance."""

DEPTHS = (1, 2, 3, 4)
"""How many circumstances may describe a group."""

BEFORE, AFTER, NEVER = "before", "after", "never"
"""When the plan was registered: before the first answers arrived, after them, or not at all."""


@dataclass(frozen=True, slots=True)
class Category:
    """One class of a circumstance: whoever fulfils the condition (the packs' grammar) is in it."""

    code: str
    label: Label
    condition: str


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One thing that people differ in: sex, age class, living alone. Who is in none of its categories is left aside.

    `sensitivity` "special" keeps it out of every search of a municipality. `by` "area": its categories are the areas of
    the municipality, filled in when the plan is registered.
    """

    id: str
    label: Label
    categories: Sequence[Category] = ()
    sensitivity: str = "plain"
    by: str = ""


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What is searched and how, settled before anybody looks.

    `depth` is the most circumstances a group is described by; 0: two below 1,500 answers, else three. A group needs
    `least_rows` people asked and `least_share` of all people. `alpha` is the chance of confirming any group where none
    is behind: below the 5 % that is promised, since with few units the test is an approximation; `listed` the share of
    false ones among the signals (0 to 1). `draws` resamples from `seed`.
    """

    id: str
    indicator: IndicatorId
    circumstances: Sequence[Circumstance] = ()
    depth: int = 0
    least_rows: int = 30
    least_share: float = 0.03
    alpha: float = 0.035
    listed: float = 0.10
    draws: int = 2000
    seed: int = 2026


@dataclass(frozen=True, slots=True)
class Registered:
    """A plan as it was put on record: its sha256, when (ISO 8601, UTC) and by whom; "" for one nobody registered."""

    plan: SearchPlan
    digest: str
    on: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a group's description: a circumstance and the category in it."""

    circumstance: str
    category: str


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its lower and upper end."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """One group of the search, with what may be said of it. There is no uncorrected rate, on purpose.

    `rate` is the share (0 to 1) less what the search itself adds, with the band that holds for all groups searched at
    once (95 %); `people` live in the group, `affected` of them are behind; `share` of all people; `asked` rows.
    `chance` is the probability of such a group, or a clearer one, where nobody is behind. `found_again` in how many of
    100 half-samples the group came among the first five of its length again. `simpler` is the group described with one
    circumstance less that comes nearest, and `explained` the share of the distance to the average that it already has.
    """

    parts: Sequence[Part]
    verdict: str
    rate: Span
    people: Span
    affected: Span
    share: float
    asked: int
    chance: float
    found_again: int
    simpler: Sequence[Part] = ()
    explained: float | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What this sample could have found: the lowest share that a group of this size and length needs to be confirmed.

    With probability 0.8. `share` of all people, 0 to 1. `rate` None: no share up to 1 would be enough.
    """

    circumstances: int
    share: float
    rate: float | None


@dataclass(frozen=True, slots=True)
class Rung:
    """All groups described by so many circumstances: how many were searched, the hurdle, those worth telling."""

    circumstances: int
    searched: int
    hurdle: float
    groups: Sequence[FoundGroup] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """One search: its plan, whether that came before the answers, the ladder of groups, and what it could find.

    `average` is the share among all people asked (0 to 1). `test` is "permutation" or "units". `issues` say why there
    is no result; then there are no rungs. `behind` counts all confirmed groups, those told among them. `probability`
    False: nobody knows the chances of selection, and the verdicts speak of the sample alone.
    """

    registered: Registered
    timing: str = NEVER
    average: float | None = None
    asked: int = 0
    people: float = 0.0
    units: int = 0
    test: str = ""
    behind: int = 0
    rungs: Sequence[Rung] = ()
    reach: Sequence[Reach] = ()
    issues: Sequence[Issue] = ()
    probability: bool = True

    @property
    def searched(self) -> int:
        """How many groups were looked at."""
        return sum(rung.searched for rung in self.rungs)

    @property
    def groups(self) -> Sequence[FoundGroup]:
        """All groups worth telling, the shortest descriptions first."""
        return [group for rung in self.rungs for group in rung.groups]


@dataclass(frozen=True, slots=True)
class Furthest:
    """All searches of a release."""

    searches: Sequence[Search] = ()

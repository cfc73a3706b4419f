"""Register counts as they may be shown, and what an attacker could make of them: behind the gate, no raw count."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId


@dataclass(frozen=True, slots=True)
class HiddenCount:
    """A count that is not shown, and why, as the key of a text ("gate.small_count")."""

    source: str
    group: GroupId
    place: PlaceId
    sex: str
    age: str
    reason: str


@dataclass(frozen=True, slots=True)
class CubeNote:
    """How the counts of one register and group were protected, without a word that depends on a true count.

    `way` is "round", "suppress", "exact" (a release from before counts were protected) or "refused" (the register
    contradicts itself: nothing of it is shown). `base` every count is a multiple of it, `threshold` counts from 1 to
    below it are protected, `cells` counts in the cube, `hidden` of these not shown, `reach` how far a count can be off
    at most (one less than the base; more for sums where no rounding within it adds up), `sexes` and `ages` its
    classes. How many counts are small, or how far off the rounded ones are, would tell of a register of few cells.
    """

    source: str
    group: GroupId
    counted_on: str
    way: str
    base: int = 0
    threshold: int = 0
    cells: int = 0
    hidden: int = 0
    reach: int = 0
    sexes: Sequence[str] = ()
    ages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """The annex "counts": every register count as it may be shown; each table, map and export reads these."""

    shown: Sequence[RegisterCount] = ()
    hidden: Sequence[HiddenCount] = ()
    notes: Sequence[CubeNote] = ()


@dataclass(frozen=True, slots=True)
class EarlierCount:
    """What a published release showed for a true count; it stays in the office, with the inputs of a release."""

    source: str
    group: GroupId
    place: PlaceId
    sex: str
    age: str
    true: int
    shown: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What an attacker finds out about one protected number: it lies from `low` to `high`.

    `needed` is how wide that must be; `by` the published numbers that narrow it, newest first, in words of addresses.
    """

    source: str
    group: GroupId
    place: PlaceId
    sex: str
    age: str
    low: float
    high: float
    needed: int
    by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Attack:
    """The annex "attack": what somebody who knows all published releases finds out from one more.

    `releases` the numbers of the releases known to the attacker beside this one, `numbers` how many published numbers
    they know, `narrowest` the narrowest interval that is left for a count that may be small (None when no published
    number leaves that open); its cell is not named, for that would tell of the cell. `pinned` those that are narrower
    than they may be: the release is refused when there is one, and they stay in the office.
    """

    releases: Sequence[int] = ()
    numbers: int = 0
    narrowest: Narrowed | None = None
    pinned: Sequence[Narrowed] = ()

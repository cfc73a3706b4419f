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
    """How the counts of one register and group were protected.

    `way` is "round", "suppress" or "refused" (the register contradicts itself: nothing of it is shown). `base` every
    count is a multiple of it, `threshold` counts from 1 to below it are protected, `cells` counts in the cube, `hidden`
    of these not shown, `small` of these that are protected, `error` mean distance of a shown count from the true one
    in people, `reach` how far a count can be off at most (one less than the base; more for sums where no rounding
    within it adds up), `kept` cells that kept the value of an earlier release, `sexes` and `ages` its classes.
    """

    source: str
    group: GroupId
    counted_on: str
    way: str
    base: int = 0
    threshold: int = 0
    cells: int = 0
    hidden: int = 0
    small: int = 0
    error: float = 0.0
    reach: int = 0
    kept: int = 0
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
    they know, `protected` how many numbers they tried, `narrowest` the narrowest one found (None when there is nothing
    to protect), `pinned` those that are narrower than they may be: the release is refused when there is one.
    """

    releases: Sequence[int] = ()
    numbers: int = 0
    protected: int = 0
    narrowest: Narrowed | None = None
    pinned: Sequence[Narrowed] = ()

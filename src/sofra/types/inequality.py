"""What a release says of unequal groups that no cell can hold: chances, marks for many comparisons, splits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.types.keys import GroupId, IndicatorId, PlaceId

KIND = "inequality"
"""Under this name a release keeps its Inequality."""

FIRST, SECOND, DIFFERENCE, RATIO, REST, INDEX = (
    "inequality.first",
    "inequality.second",
    "inequality.difference",
    "inequality.ratio",
    "inequality.rest",
    "inequality.d",
)
"""What the facts are called: inequality.difference.sex:needs.home_care, inequality.rest:needs.home_care (of the fact's
group or place against everybody else), inequality.d:needs.home_care."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One comparison: a pair of the pack (`pair` its id), or a group or an area against everybody else (`pair` "").

    `p` how often chance alone makes so large a difference; `holm` the same among all comparisons of the indicator (Holm
    1979), `fdr` among all of the release (Benjamini and Hochberg 1995). None where there is no number; `reason` is the
    end of a key inequality.reason.<reason>.
    """

    indicator: IndicatorId
    pair: str
    group: GroupId
    place: PlaceId
    p: float | None = None
    holm: float | None = None
    fdr: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """How unequal access is by circumstances: the D-index `raw`, its `noise`, and the rest, `corrected`.

    `low`, `high` of `corrected` (95 %); `p` how often equality shows as much; `mean` the share with access; `split`
    what each circumstance (an id of the pack) adds to raw - noise. None where there is no number, with its `reason`.
    """

    indicator: IndicatorId
    n: int
    cells: int
    raw: float | None = None
    noise: float | None = None
    corrected: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    mean: float | None = None
    split: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Inequality:
    """All comparisons of a release, and the index of every indicator that is a share."""

    gaps: Sequence[Gap]
    indexes: Sequence[Index]

    @property
    def made(self) -> int:
        """How many comparisons have a number."""
        return sum(gap.p is not None for gap in self.gaps)

    @property
    def kept(self) -> int:
        """How many of them stay when one false alarm in twenty is allowed among those that are named."""
        return sum(gap.fdr is not None and gap.fdr <= 0.05 for gap in self.gaps)

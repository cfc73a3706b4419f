"""From a gap to an action: gaps, ranks, proposals, actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.types.fact import Fact
from sofra.types.keys import GroupId, IndicatorId, PlaceId, ServiceKind


@dataclass(frozen=True, slots=True)
class Gap:
    """Need against supply for one service, group and place.

    `need` people in need and not served, as estimated or counted; `places` what there is; `without` people in
    need beyond the free places; `coverage` share of people in need with a place; `per_place` people per place (None
    without places). `kind` is "absent" when nobody offers the service, "short" when places are fewer than people,
    "met" otherwise, "unknown" when a number is withheld or missing.
    """

    service: ServiceKind
    indicator: IndicatorId
    group: GroupId
    place: PlaceId
    kind: str
    need: Fact
    places: Fact
    without: Fact
    coverage: Fact | None = None
    per_place: Fact | None = None

    @property
    def id(self) -> str:
        """A stable name: service, group and place."""
        return f"{self.service}/{self.group}/{self.place}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that counts in ranking, on one of the two axes "needs" and "opportunities"; weights are 0 to 5."""

    id: str
    axis: str
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A gap with its place in the order and how firm it is.

    `scores` by criterion, 0 to 1; `needs` and `opportunities` the weighted mean of each axis, 0 to 1; `score` both
    together; `rank` from 1; `rank_low`, `rank_high` the 5th and 95th percentile of its rank when weights and
    estimates move; `in_top` the share of these draws in which it stays among the first five; `assumed` the criteria
    about which nothing is known, so that they score a neutral 0.5.
    """

    gap: Gap
    scores: Mapping[str, float]
    needs: float
    opportunities: float
    score: float
    rank: int
    rank_low: int
    rank_high: int
    in_top: float
    assumed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """A legal or professional standard, dated. `value` None when nobody could verify one."""

    id: str
    service: ServiceKind
    parameter: str
    value: float | None
    unit: str
    reference: str
    valid_from: str = ""
    valid_to: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could close a gap. `way` is "create", "expand" or "share"; `places` with the reason "norm" or "gap".

    `expands` is the id of the service to expand or to share; `sdg` the targets; `cost_year` None when no
    unit cost is known; `cost_basis` says where the unit cost comes from.
    """

    gap_id: str
    service: ServiceKind
    group: GroupId
    place: PlaceId
    way: str
    places: int
    places_reason: str
    expands: str = ""
    sdg: Sequence[str] = ()
    indicator: IndicatorId = IndicatorId("")
    baseline: float | None = None
    target: float | None = None
    cost_year: float | None = None
    cost_basis: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the plan, as the council votes it. Dates are ISO; money in `currency`.

    `status` is "proposed", "planned", "running", "done" or "dropped".
    """

    id: str
    title: str
    proposal: Proposal | None = None
    responsible: str = ""
    deadline: str = ""
    cost: float | None = None
    currency: str = ""
    budget_line: str = ""
    funder: str = ""
    indicator: str = ""
    baseline: float | None = None
    target: float | None = None
    sdg: Sequence[str] = ()
    status: str = "proposed"
    note: str = ""

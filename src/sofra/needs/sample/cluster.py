"""What it costs in precision to ask neighbours, and how many of them to ask at one spot."""

from math import sqrt

from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError


def design_effect(per_cluster: float, roh: float, *, weights: float = 1.0) -> float:
    """How much the variance grows because people of one spot are alike: weights · (1 + (m - 1) ρ).

    `per_cluster` m interviews at one spot, `roh` how alike neighbours are (0 not at all, 1 wholly), `weights` Kish's
    design effect of unequal weights. Kish 1965, sections 5.4 and 11.7. Raises DesignError.
    """
    _check(per_cluster, roh)
    return weights * (1 + (per_cluster - 1) * roh)


def likeness(deff: float, per_cluster: float) -> float | None:
    """How alike neighbours were in a survey with this design effect: ρ = (deff - 1)/(m - 1); None with one a spot."""
    return (deff - 1) / (per_cluster - 1) if per_cluster > 1 else None


def best_per_cluster(cost_cluster: float, cost_interview: float, roh: float) -> float | None:
    """How many interviews at one spot give the most precision for the money: √(C1/C2 · (1 - ρ)/ρ).

    Cochran 1977, section 10.6. `cost_cluster` to reach a spot, `cost_interview` for one interview there, in one unit.
    None when neighbours are not alike: then as many as one day allows. Raises DesignError.
    """
    _check(1.0, roh)
    if not (cost_cluster > 0 and cost_interview > 0):
        raise DesignError(fault("sample_cost", "cost_cluster"))
    return sqrt(cost_cluster / cost_interview * (1 - roh) / roh) if roh > 0 else None


def clusters_for(budget: float, cost_cluster: float, cost_interview: float, per_cluster: float) -> int:
    """How many spots a budget pays for, with so many interviews at each."""
    return int(budget // (cost_cluster + per_cluster * cost_interview))


def _check(per_cluster: float, roh: float) -> None:
    issues = []
    if not per_cluster >= 1:
        issues.append(fault("sample_per_cluster", "per_cluster", value=f"{per_cluster:.12g}"))
    if not 0 <= roh <= 1:
        issues.append(fault("sample_roh", "roh", value=f"{roh:.12g}"))
    if issues:
        raise DesignError(*issues)

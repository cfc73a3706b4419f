"""A municipality's weighted answers as an analyst's survey: the same stages, corrections and fitted totals."""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.plan import Plan
from sofra.needs.survey.design import Survey
from sofra.needs.survey.stages import Stage
from sofra.needs.weights import Table, Weighed


@dataclass(frozen=True, slots=True)
class Posts:
    """Post-strata: `cell` (rows,) each row's, -1 for none; what its own weighted mean explains is taken out."""

    cell: Codes
    weight: Floats

    def residual(self, weighted: Floats) -> Floats:
        """What is left of weighted linearised answers, (rows, terms), as R's postStratify leaves it."""
        inside = self.cell >= 0
        size = int(self.cell.max(initial=-1)) + 1
        if not size:
            return weighted
        cell = self.cell[inside]
        under = np.bincount(cell, self.weight[inside], minlength=size)
        left = weighted.copy()
        for term in range(weighted.shape[1]):
            means = np.bincount(cell, weighted[inside, term], minlength=size)
            means = np.divide(means, under, out=np.zeros(size), where=under > 0)
            left[inside, term] -= self.weight[inside] * means[cell]
        return left


def sample(weighed: Weighed, table: Table) -> Survey:
    """The table as a survey. A stratum of one unit follows the design's rule; a design that fails has failed before."""
    plan = weighed.sampling.plan
    everybody = np.ones(table.frame.size, dtype=np.bool_)
    fitted = (Posts(table.margin.cell, table.weight),) if len(table.margin.totals) else ()
    return Survey(
        table.frame, table.weight, _stages(table, plan), everybody, plan.lonely, fitted, probability=weighed.probability
    )


def _stages(table: Table, plan: Plan) -> tuple[Stage, ...]:
    zero = np.zeros(plan.strata, dtype=np.int64)
    first = Stage(table.unit, plan.stratum, zero, plan.sampled, plan.population)
    if plan.inside is None:
        return (first,)
    inside = plan.inside
    units = np.arange(plan.units, dtype=np.int64)
    return first, Stage(table.household, inside.unit, units, inside.sampled, inside.population)

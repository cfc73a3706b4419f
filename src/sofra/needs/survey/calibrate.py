"""Weights calibrated to known totals by a distance, within bounds, household by household where that is wished.

R's calibrate(design, formula, population, calfun, bounds, aggregate.stage) stands here as `calibrate`.
"""

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.distances import DISTANCES, UNBOUNDED, Bounds, factors
from sofra.needs.survey.fitted import Regressed, refitted, regressed
from sofra.needs.survey.totals import Totals, known
from sofra.types.errors import DesignError, stop

DIFFER = 1e-9


def calibrate(
    of: Survey, totals: Totals, *, distance: str = "linear", bounds: Bounds = UNBOUNDED, together: str = ""
) -> Survey:
    """The survey with weights that meet the totals and stay as near to the old ones as they can.

    `distance` is "linear" (GREG), "raking" or "logit"; `bounds` the least and largest factor, due for "logit".
    `together` names a column: all rows with its value (a household) get one and the same factor, for which their
    weights have to be equal. Replicate weights are calibrated each anew. Raises DesignError with every fault of the
    totals at once, or the total that no weights within the bounds reach. The same column space as R's model matrix,
    so the same weights: equals survey 4.5 on the shared cases to 1e-10, sampling::calib where R's own stops early.
    """
    _possible(distance, bounds)
    table = known(of, totals)
    group = _groups(of, together)
    x = _averaged(table.matrix(), group)
    pattern = table.patterns() if group is None else None

    def fit(weight: Floats) -> Floats:
        start = np.where(of.inside, weight, 0.0)
        return np.where(of.inside, weight * _factors(start), weight)

    def _factors(start: Floats) -> Floats:
        if pattern is None:
            even = _even(start, group)
            return factors(x, even, table.totals, distance=distance, bounds=bounds, names=table.names)
        which, first = pattern
        sizes = np.bincount(which, start, minlength=len(first)).astype(np.float64)
        found = factors(x[first], sizes, table.totals, distance=distance, bounds=bounds, names=table.names)
        return np.asarray(found[which], dtype=np.float64)

    def taken_out(before: Floats, after: Floats) -> Regressed:
        even = _even(np.where(of.inside, before, 0.0), group)
        factor = np.divide(after, before, out=np.ones_like(before), where=before != 0)
        return regressed(x, even, factor)

    return refitted(of, fit, taken_out)


def _possible(distance: str, bounds: Bounds) -> None:
    if distance not in DISTANCES:
        raise stop(DesignError, "distance_unknown", distance=distance, known=", ".join(DISTANCES))
    low, high = bounds
    if not low < 1 < high or (distance == "logit" and not np.isfinite([low, high]).all()):
        raise stop(DesignError, "bounds_impossible", low=low, high=high)


def _groups(of: Survey, together: str) -> Codes | None:
    if not together:
        return None
    column = of.frame.column(together)
    group: Codes = np.unique(column.values, return_inverse=True)[1].astype(np.int64)
    start = np.where(of.inside, of.weight, 0.0)
    uneven = np.abs(start - _averaged(start[:, None], group)[:, 0]) > DIFFER * start.max(initial=0.0)
    if not column.known.all() or uneven.any():
        n = len(np.unique(group[uneven])) or int((~column.known).sum())
        raise stop(DesignError, "weights_differ_within", column=together, n=n)
    return group


def _even(weight: Floats, group: Codes | None) -> Floats:
    return _averaged(weight[:, None], group)[:, 0]


def _averaged(x: Floats, group: Codes | None) -> Floats:
    """Every row of a group with the group's mean: (rows, columns)."""
    if group is None:
        return x
    size = np.bincount(group)
    return np.stack([(np.bincount(group, column) / size)[group] for column in x.T], axis=1)

"""Weights fitted to classes of known size: one set of classes at once, or several margins in turn until all agree.

R's postStratify(design, strata, population) and rake(design, margins, populations) stand here as `poststratify` and
`rake`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.fitted import Celled, Swept, refitted
from sofra.needs.survey.totals import OUTSIDE, Classes, Totals, known
from sofra.types.errors import DesignError, Issue, Severity, Where, stop

CLOSE = 1e-11
ROUNDS = 2000


def poststratify(
    of: Survey, columns: str | Sequence[str], totals: Mapping[str, float] | Mapping[tuple[str, ...], float]
) -> Survey:
    """The survey with weights multiplied so that each class of the columns, crossed, sums to its known total.

    Särndal, Swensson and Wretman 1992, section 7.6. Each replicate weight is fitted anew. Raises DesignError with
    every fault of the totals. Equals R's postStratify, survey 4.5, on the shared cases to 1e-12.
    """
    key = columns if isinstance(columns, str) else tuple(columns)
    margin = known(of, {key: totals}).classes[0]
    return refitted(of, lambda weight: _fit(weight, margin), lambda old, new: Celled(margin.cell, old, new))


def rake(of: Survey, totals: Totals, *, close: float = CLOSE, rounds: int = ROUNDS) -> Survey:
    """The survey with weights fitted to several margins in turn, until no class is off by more than `close`.

    `close` is a share of all people, `rounds` the most sweeps over the margins. R's rake stops at a table that moves
    by less than 1 person, or after 10 sweeps, by default; with its `epsilon` small it is the same. The errors take
    the margins out in ten sweeps, as R's svyrecvar does. Raises DesignError with every fault of the totals at once,
    or where the margins do not agree after all sweeps.
    """
    table = known(of, totals)
    if table.sums:
        spots = [Where(column=one.column or "EVERYBODY") for one in table.sums]
        raise DesignError(*(Issue("rake_needs_categories", spot, {}, Severity.FILE) for spot in spots))

    which, first = table.patterns() or (np.arange(of.size), np.arange(of.size))
    margins = [replace(one, cell=one.cell[first]) for one in table.classes]

    def sweep(weight: Floats) -> list[Floats]:
        start = np.bincount(which, np.where(of.inside, weight, 0.0), minlength=len(first)).astype(np.float64)
        return [np.where(of.inside, factor[which], 1.0) for factor in _swept(start, margins, close, rounds)]

    def fit(weight: Floats) -> Floats:
        return weight * sweep(weight)[-1]

    def taken_out(before: Floats, _: Floats) -> Swept:
        around = [before * factor for factor in sweep(before)]
        pairs = zip(table.classes, around[:-1], around[1:], strict=True)
        return Swept(tuple(Celled(margin.cell, old, new) for margin, old, new in pairs))

    return refitted(of, fit, taken_out)


def _swept(start: Floats, margins: Sequence[Classes], close: float, rounds: int) -> list[Floats]:
    """What the weights of each pattern are multiplied by around each margin of the last sweep: (patterns,) each.

    `start` (patterns,) the sums of the weights before; the first factor stands before the first margin.
    """
    factor = np.ones(len(start))
    for _ in range(rounds):
        around = [factor]
        for margin in margins:
            factor = _fit(factor, margin, start)
            around.append(factor)
        off = [np.abs(_sums(start * factor, one.cell, len(one.names)) - one.totals) for one in margins]
        if max(float(one.max()) for one in off) <= close * margins[0].whole:
            return around
    number = int(np.argmax([float(one.max()) for one in off]))
    worst, margin = int(np.argmax(off[number])), margins[number]
    name, percent = margin.names[worst], 100 * float(off[number][worst] / margin.totals[worst])
    raise stop(DesignError, "totals_not_reached", total=name, percent=round(percent, 3))


def _fit(weight: Floats, margin: Classes, times: Floats | None = None) -> Floats:
    """The weights (or factors of sums `times`) multiplied so that every class has its total."""
    inside = margin.cell != OUTSIDE
    estimated = _sums(weight if times is None else weight * times, margin.cell, len(margin.names))
    if (estimated <= 0).any():
        empty = [margin.names[number] for number in np.flatnonzero(estimated <= 0).tolist()]
        raise stop(DesignError, "class_without_weight", Where(column=" × ".join(margin.columns)), category=empty[0])
    factor = margin.totals / estimated
    return np.where(inside, weight * factor[np.where(inside, margin.cell, 0)], weight)


def _sums(weight: Floats, cell: Codes, size: int) -> Floats:
    inside = cell != OUTSIDE
    return np.bincount(cell[inside], weight[inside], minlength=size).astype(np.float64)

"""How unequal incomes are: Gini and the income of the richest fifth over that of the poorest, with their errors.

Linearisation after Deville 1999 and Osier 2009, as R's convey 1.0.1 has it; replicate weights give the error without.
"""

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.estimate import Estimate, linearised
from sofra.needs.survey.income import Incomes, bandwidth, density, incomes, quantile
from sofra.types.errors import DesignError, stop

GINIS = ("eurostat", "convey")
QUANTILES = ("reached", "passed")


def gini(of: Survey, income: str, *, definition: str = "eurostat") -> Estimate:
    """Gini coefficient of an income, 0 (all have the same) to 1; with negative incomes it may be above 1.

    `definition` "eurostat": (2 Σ w x W - Σ w² x) / (Σ w Σ w x) - 1 with W the cumulated weight, as laeken and Eurostat
    have it, free of the scale of the weights. "convey": Σ (2 W - 1) w x in the place of the numerator, as R's convey.
    Both share one linearisation. NaN where all incomes together are not above 0. Ties: the order of rows is nothing.
    """
    if definition not in GINIS:
        raise stop(DesignError, "gini_unknown", definition=definition, known=", ".join(GINIS))
    asked = incomes(of, income)

    def valued(weight: Floats) -> Floats:
        return np.array([_gini(asked.x, weight, squares=definition == "eurostat")])

    return linearised(asked.of, [income], valued, lambda value: _gini_scores(asked, float(value[0])))


def quintile_ratio(of: Survey, income: str, *, part: float = 0.2, rule: str = "reached") -> Estimate:
    """S80/S20: what the richest fifth has together, over what the poorest fifth has together.

    `part` another share than a fifth, up to a half. The poorest are those at or below its quantile, the richest those
    above theirs. `rule` "reached" (R's svyquantile, convey) or "passed" (laeken) for where a quantile lies. NaN where
    the poorest together have nothing, or less.
    """
    if not 0 < part <= 0.5:
        raise stop(DesignError, "part_out_of_range", part=part)
    if rule not in QUANTILES:
        raise stop(DesignError, "quantile_rule_unknown", rule=rule, known=", ".join(QUANTILES))
    asked = incomes(of, income)

    def valued(weight: Floats) -> Floats:
        low, high = (quantile(asked.x, weight, one, above=rule == "passed") for one in (part, 1 - part))
        poorest = weight @ np.where(asked.x <= low, asked.x, 0.0)
        richest = weight @ np.where(asked.x > high, asked.x, 0.0)
        return np.array([richest / poorest if poorest > 0 else np.nan])

    def scored(value: Floats) -> Floats:
        if np.isnan(value[0]):
            return np.full((of.size, 1), np.nan)
        return _ratio_scores(asked, part, above=rule == "passed")

    return linearised(asked.of, [income], valued, scored)


def _gini(x: Floats, weight: Floats, *, squares: bool) -> float:
    people, money = weight.sum(), float(weight @ x)
    if not money > 0:
        return float("nan")
    below, inside = _ranks(x, weight)
    # Within a tie Σ w W is (T² + Σ w²)/2, T the tie's weight: 2 Σ w x W needs no order of rows.
    twice = weight @ (x * (2 * below + inside)) + weight**2 @ x
    taken = weight**2 @ x if squares else money
    return float((twice - taken) / (people * money) - 1)


def _ranks(x: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """For every row the weight of those with less, and of those with the same: (rows,) each."""
    _, tie = np.unique(x, return_inverse=True)
    inside = np.bincount(tie, weight).astype(np.float64)
    return (np.cumsum(inside) - inside)[tie], inside[tie]


def _gini_scores(asked: Incomes, value: float) -> Floats:
    """Derivatives of (2 T1 - T2)/(T2 T3) - 1 by each weight: T1 = Σ W w x, T2 = Σ w x, T3 = Σ w (Osier 2009)."""
    if np.isnan(value):
        return np.full((len(asked.x), 1), np.nan)
    weight = np.where(asked.of.inside, asked.of.weight, 0.0)
    people, money = weight.sum(), float(weight @ asked.x)
    below, inside = _ranks(asked.x, weight)
    order = np.unique(asked.x, return_inverse=True)[1]
    of_tie = np.bincount(order, weight * asked.x)
    above = money - np.cumsum(of_tie)[order]
    first = above + asked.x * (below + inside + weight)
    scores = (2 * first - asked.x) / (people * money) - (value + 1) * (asked.x / money + 1 / people)
    return np.asarray(scores[:, None], dtype=np.float64)


def _ratio_scores(asked: Incomes, part: float, *, above: bool) -> Floats:
    weight = np.where(asked.of.inside, asked.of.weight, 0.0)
    poorest, lowest = _partial(asked.x, weight, part, above=above)
    most, below = _partial(asked.x, weight, 1 - part, above=above)
    money = float(weight @ asked.x)
    scores = (asked.x - below) / poorest - (money - most) * lowest / poorest**2
    return np.asarray(scores[:, None], dtype=np.float64)


def _partial(x: Floats, weight: Floats, share: float, *, above: bool) -> tuple[float, Floats]:
    """Income of everybody up to a quantile together, and its derivative by each weight (convey's svyisq)."""
    edge = quantile(x, weight, share, above=above)
    width = bandwidth(x[weight > 0], weight[weight > 0])
    people = weight.sum()
    moves = -((x <= edge) - share) / (people * density(x, weight, edge, width))
    inside = np.where(x <= edge, x, 0.0)
    return float(weight @ inside), inside + density(x, weight, edge, width, of_income=True) * moves

"""Who is poor and how far below the line: threshold, rate, median gap and FGT indices, with their errors.

A municipal survey takes the national threshold of the income year as given (`Given`): it has no error. `FromMedian`
works a threshold out of the sample itself, for national samples, and its error is counted. Linearisation after Osier
2009 and Deville 1999, as R's convey 1.0.1 has it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.estimate import Estimate, effective, linearised
from sofra.needs.survey.income import Incomes, bandwidth, density, incomes, quantile
from sofra.types.errors import DesignError, Issue, Severity, Where

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Given:
    """A threshold that somebody published: `amount` in the unit of the income, for the income year `year`."""

    amount: float
    year: str = ""


@dataclass(frozen=True, slots=True)
class FromMedian:
    """A threshold worked out of the whole sample: `percent` of the quantile `order` of its incomes.

    `passed` True takes quantiles as laeken does (cumulated weight beyond the order), False as R's svyquantile.
    """

    percent: float = 0.6
    order: float = 0.5
    passed: bool = False


Threshold: TypeAlias = Given | FromMedian

Measured: TypeAlias = Callable[[Floats, Floats, float], float]
"""Value of an index from incomes, weights (0 outside the question) and a threshold."""


def threshold(of: Survey, income: str, line: FromMedian = FromMedian()) -> Estimate:
    """At-risk-of-poverty threshold (ARPT): 60 % of the median income of the people inside. convey's svyarpt."""
    asked = incomes(of, income)

    def valued(weight: Floats) -> Floats:
        return np.array([_line(asked.x, weight, line)])

    def scored(value: Floats) -> Floats:
        if np.isnan(value[0]):
            return np.full((of.size, 1), np.nan)
        return _line_scores(asked, asked.of, line)[:, None]

    return linearised(asked.of, [income], valued, scored)


def poverty_rate(of: Survey, income: str, line: Threshold, *, strictly: bool = False) -> Estimate:
    """At-risk-of-poverty rate (ARPR): share of people whose income is at or below the threshold, 0 to 1.

    `strictly` counts only those below it, as laeken and Eurostat do. With `FromMedian` the threshold is that of the
    whole sample also where `of` is a part of it (convey's svyarpr on a subset). NaN where nobody is inside.
    """
    return _index(of, income, line, _Fgt(0, strictly))


def fgt(of: Survey, income: str, line: Threshold, power: int = 0) -> Estimate:
    """Foster-Greer-Thorbecke index: mean of ((threshold - income)/threshold)^power over all, 0 for those not poor.

    `power` 0 the rate, 1 the depth, 2 the severity of poverty; convey's svyfgt. An income below 0 makes a gap above 1.
    """
    return _index(of, income, line, _Fgt(power))


def poverty_gap(of: Survey, income: str, line: Threshold, *, strictly: bool = False) -> Estimate:
    """Relative median poverty gap (RMPG): how far the median poor person is below the threshold, as a share of it.

    convey's svyrmpg; with `strictly` and `FromMedian(passed=True)` laeken's rmpg. NaN where nobody is poor.
    """
    asked = _asked(of, income, line)

    def valued(weight: Floats) -> Floats:
        at = _line(asked.x, weight, line)
        middle = _poor_median(asked, effective(asked.of, weight), at, passed=_passed(line), strictly=strictly)
        return np.array([(at - middle) / at])

    def scored(value: Floats) -> Floats:
        if np.isnan(value[0]):
            return np.full((of.size, 1), np.nan)
        return _gap_scores(asked, line, strictly)

    return _on_the_whole(asked, valued, scored)


@dataclass(frozen=True, slots=True)
class _Fgt:
    power: int
    strictly: bool = False

    def poor(self, x: Floats, line: float) -> Floats:
        return np.asarray(x < line if self.strictly else x <= line, dtype=np.float64)

    def gaps(self, x: Floats, line: float) -> Floats:
        return np.asarray(self.poor(x, line) * ((line - x) / line) ** self.power, dtype=np.float64)

    def steepness(self, asked: Incomes, line: float) -> float:
        """How the index moves with the threshold."""
        weight = effective(asked.of, asked.of.weight)
        if self.power == 0:
            width = _width(asked)
            return density(asked.x, weight, line, width)
        slope = self.power * ((line - asked.x) / line) ** (self.power - 1) * asked.x / line**2
        return float(weight @ (self.poor(asked.x, line) * slope) / weight.sum())


def _index(of: Survey, income: str, line: Threshold, kind: _Fgt) -> Estimate:
    asked = _asked(of, income, line)

    def valued(weight: Floats) -> Floats:
        inside = effective(asked.of, weight)
        people = inside.sum()
        gaps = kind.gaps(asked.x, _line(asked.x, weight, line))
        return np.array([inside @ gaps / people if people > 0 else np.nan])

    def scored(value: Floats) -> Floats:
        if np.isnan(value[0]):
            return np.full((of.size, 1), np.nan)
        at = _line(asked.x, effective(asked.whole, asked.of.weight), line)
        people = effective(asked.of, asked.of.weight).sum()
        scores = np.where(asked.of.inside, (kind.gaps(asked.x, at) - value[0]) / people, 0.0)
        if isinstance(line, FromMedian):
            scores = scores + kind.steepness(asked, at) * _line_scores(asked, asked.whole, line)
        return np.asarray(scores[:, None], dtype=np.float64)

    return _on_the_whole(asked, valued, scored)


def _asked(of: Survey, income: str, line: Threshold) -> Incomes:
    """The incomes, once the threshold has been looked at."""
    wrong = line.amount if isinstance(line, Given) else line.percent
    if not wrong > 0:
        raise DesignError(Issue("threshold_not_above_nought", Where(column=income), {"value": wrong}, Severity.FILE))
    return incomes(of, income)


def _on_the_whole(asked: Incomes, valued: Callable[[Floats], Floats], scored: Callable[[Floats], Floats]) -> Estimate:
    """The estimate on everybody with an income, for the threshold reaches beyond the question; df of the question."""
    found = linearised(asked.whole, [asked.name], valued, scored, rows=int(asked.of.inside.sum()))
    return replace(found, df=asked.of.df)


def _line(x: Floats, weight: Floats, line: Threshold) -> float:
    if isinstance(line, Given):
        return line.amount
    return line.percent * quantile(x, weight, line.order, above=line.passed)


def _width(asked: Incomes) -> float:
    """The kernel's width is that of everybody with an income, for parts as for the whole."""
    whole = asked.whole
    return bandwidth(asked.x[whole.inside], asked.of.weight[whole.inside])


def _line_scores(asked: Incomes, among: Survey, line: Threshold) -> Floats:
    """Derivative of the threshold by each weight, (rows,); nothing for one that was given."""
    if isinstance(line, Given):
        return np.zeros(len(asked.x))
    weight = effective(among, among.weight)
    middle = quantile(asked.x, weight, line.order, above=line.passed)
    steep = density(asked.x, weight, middle, _width(asked))
    scores = -line.percent * ((asked.x <= middle) - line.order) / (weight.sum() * steep)
    return np.where(among.inside, scores, 0.0)


def _poor_median(asked: Incomes, weight: Floats, at: float, *, passed: bool, strictly: bool) -> float:
    poor = _Fgt(0, strictly).poor(asked.x, at)
    return quantile(asked.x, weight * poor, HALF, above=passed)


def _passed(line: Threshold) -> bool:
    return isinstance(line, FromMedian) and line.passed


def _gap_scores(asked: Incomes, line: Threshold, strictly: bool) -> Floats:
    """Derivative of (line - median of the poor)/line by each weight; F(median of the poor) = half the rate."""
    weight = effective(asked.of, asked.of.weight)
    at = _line(asked.x, effective(asked.whole, asked.of.weight), line)
    middle = _poor_median(asked, weight, at, passed=_passed(line), strictly=strictly)
    kind, people = _Fgt(0, strictly), weight.sum()
    rate = float(weight @ kind.poor(asked.x, at) / people)
    moved = _line_scores(asked, asked.whole, line)
    inside = asked.of.inside / people
    of_rate = inside * (kind.poor(asked.x, at) - rate) + kind.steepness(asked, at) * moved
    of_share = inside * ((asked.x <= middle) - HALF * rate)
    of_median = (HALF * of_rate - of_share) / density(asked.x, weight, middle, _width(asked))
    scores = middle / at**2 * moved - of_median / at
    return np.asarray(scores[:, None], dtype=np.float64)

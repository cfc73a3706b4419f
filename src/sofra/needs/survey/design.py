"""A probability sample with everything an estimator needs: rows, weights, stages, fitted totals, replicates.

`svydesign`, `subset` and `update` of R's survey stand here as `survey`, `within` and `with_column`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

import numpy as np

from sofra.engine.evaluate import TRUE, UNKNOWN, number, truth
from sofra.engine.frame import Codes, Column, Flags, Floats, Frame
from sofra.needs.survey.faults import checked, populations
from sofra.needs.survey.stages import Stage, stages
from sofra.packs.condition import parse, parse_value
from sofra.types.errors import Issue, PackError


class Fitted(Protocol):
    """Known totals that the weights were fitted to: takes out of scores what the totals explain."""

    def residual(self, weighted: Floats) -> Floats:
        """What is left of weighted linearised answers, (rows, terms), once the known totals are taken into account."""
        ...


@dataclass(frozen=True, slots=True)
class Replicates:
    """Other weights that the sample might have had.

    The variance is scale · Σ rscale (θ_r - centre)², the centre the estimate itself when `around_estimate` (R: mse =
    TRUE), otherwise the mean of the replicates. `kind` names the method ("jk1", "jkn", "brr", "fay", "bootstrap").
    `factor` (groups, replicates) multiplies the weights `start` (rows,) of the rows of each group (`group`, (rows,), a
    sampling unit); without `group` it is (rows, replicates) and the analysis weights themselves.
    """

    kind: str
    factor: Floats
    scale: float
    rscale: Floats
    around_estimate: bool = False
    group: Codes | None = None
    start: Floats | None = None

    @property
    def count(self) -> int:
        """How many replicates there are."""
        return int(self.factor.shape[1])

    @property
    def weight(self) -> Floats:
        """All analysis weights, (rows, replicates): large; `column` gives one replicate's."""
        return np.stack([self.column(one) for one in range(self.count)], axis=1)

    def column(self, one: int) -> Floats:
        """The analysis weights of one replicate: (rows,)."""
        if self.group is None or self.start is None:
            return np.asarray(self.factor[:, one], dtype=np.float64)
        return np.asarray(self.factor[self.group, one] * self.start, dtype=np.float64)

    def rank(self, inside: Flags) -> int:
        """How many replicates of the rows `inside` are independent of each other (R: qr(weights, tol = 1e-5))."""
        if not inside.any():
            return 1
        rows = inside if self.start is None else inside & (self.start != 0)
        return _rank(self.factor[rows] if self.group is None else self.factor[np.unique(self.group[rows])])


@dataclass(frozen=True, slots=True)
class Survey:
    """Rows of a probability sample.

    `weight` and `inside` are (rows,): analysis weights, and which rows the questions are about (a subset stays within
    its design, so that units where nobody of it was found still count). `stages` from the first to the last that is
    known; `lonely` is the rule for a stratum of one unit; `fitted` the known totals in the order of fitting;
    `probability` False: nobody knows the chances of selection, and every number says so.
    """

    frame: Frame
    weight: Floats
    stages: Sequence[Stage]
    inside: Flags
    lonely: str = "fail"
    fitted: Sequence[Fitted] = ()
    replicates: Replicates | None = None
    probability: bool = True
    issues: Sequence[Issue] = field(default=())

    @property
    def size(self) -> int:
        """Rows of the whole sample."""
        return self.frame.size

    @property
    def df(self) -> int:
        """Degrees of freedom: units less strata where the questions reach, or the replicates' rank less one (degf)."""
        if self.replicates is not None:
            return self.replicates.rank(self.inside) - 1
        first = self.stages[0]
        units = np.unique(first.unit[self.inside & (self.weight != 0)])
        return len(units) - len(np.unique(first.stratum[units]))


def survey(  # noqa: PLR0913 - keywords after the frame, one a column of svydesign
    answers: Frame,
    *,
    units: Sequence[str] = (),
    strata: Sequence[str] = (),
    weight: str = "",
    population: Sequence[str] = (),
    nested: bool = False,
    lonely: str = "fail",
) -> Survey:
    """The design that these columns carry: R's svydesign(id = ~units, strata, weights, fpc = ~population, nest).

    `units`, `strata`, `population` name one column a stage, the first stage first; `population` is the number of units
    there are in the stratum (or the sampled fraction when all are at most 1). Without units every row is one; without
    a weight column the weights follow from the population, else every row stands for itself and `probability` is
    False. `lonely`: "fail", "remove", "adjust", "average" or "certainty". Raises DesignError with every fault at once.
    """
    checked(answers, units=units, strata=strata, weight=weight, population=population, nested=nested, lonely=lonely)
    made = stages(answers, units=units, strata=strata, population=population, nested=nested)
    populations(made, answers, population)
    weights = answers.column(weight).values.astype(np.float64) if weight else _implied(made, answers.size)
    known = bool(weight) or bool(population)
    everybody = np.ones(answers.size, dtype=np.bool_)
    return Survey(answers, weights, made, everybody, lonely=lonely, probability=known)


def within(of: Survey, condition: str) -> Survey:
    """The part of the sample for which a condition holds, still in its design: R's subset.

    A row for which the condition is unknown is outside, as in R.
    """
    found = truth(parse(condition), of.frame) == TRUE
    return only(of, np.asarray(found, dtype=np.bool_))


def only(of: Survey, rows: Flags) -> Survey:
    """The part of the sample marked True in `rows`, (rows,), still in its design."""
    return replace(of, inside=of.inside & rows)


def with_column(of: Survey, name: str, column: Column) -> Survey:
    """The sample with one column more, or another in its place: R's update."""
    columns = MappingProxyType({**of.frame.columns, name: column})
    return replace(of, frame=Frame(of.frame.size, columns))


def with_values(of: Survey, name: str, expression: str) -> Survey:
    """The sample with a new column of numbers, computed row by row: R's update(design, name = expression).

    `expression` is arithmetic of the packs' grammar ("score / 10", "count(a = 1, b = 1)") or a condition ("age >= 65",
    1 where it holds, 0 where not); unknown where what it needs is unknown. Raises PackError for one it cannot read.
    """
    try:
        values, known = number(parse_value(expression), of.frame)
    except PackError:
        held = truth(parse(expression), of.frame)
        values, known = (held == TRUE).astype(np.float64), held != UNKNOWN
    return with_column(of, name, Column(np.where(known, values, 0.0), np.asarray(known, dtype=np.bool_)))


def _implied(made: Sequence[Stage], rows: int) -> Floats:
    """Weights that follow from the populations: the product over the stages of N over n."""
    weight = np.ones(rows)
    for stage in made:
        part = np.where(np.isfinite(stage.population), stage.population / stage.sampled, 1.0)
        weight = weight * part[stage.stratum[stage.unit]]
    return weight


def _rank(weights: Floats) -> int:
    return int(np.linalg.matrix_rank(weights, tol=1e-5 * float(np.abs(weights).max())))

"""Variances of answers, design effects and what weights alone cost: R's svyvar and deff."""

from collections.abc import Sequence

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.diagnose import kish
from sofra.needs.survey.estimate import Estimate, effective, linearised
from sofra.needs.survey.means import answers, mean, total

SMALLEST = 1e-300
"""A sum of weights that stands for nobody, so that the answer is NaN and not an error."""


def variance(of: Survey, *columns: str) -> Estimate:
    """How far answers lie apart in the population, and together: svyvar(~a + b, design, na.rm = TRUE).

    Terms: each column, then each pair "a:b". Means of products of deviations, times n/(n - 1); errors as R's, with the
    mean taken as known (with replicates it is taken anew in each). NaN where fewer than two answered.
    """
    found = answers(of, columns)
    asked = only(of, found.known)
    own = asked.inside & (asked.weight != 0)
    n = int(asked.inside.sum()) if of.replicates is not None else int(own.sum())
    first, second = _pairs(len(found.terms))
    times = n / (n - 1) if n > 1 else np.nan

    def products(weight: Floats) -> Floats:
        off = found.y - weight @ found.y / max(float(weight.sum()), SMALLEST)
        return np.asarray(off[:, first] * off[:, second] * times)

    def valued(weight: Floats) -> Floats:
        return np.asarray(weight @ products(weight) / weight.sum() if weight.sum() > 0 else np.full(len(first), np.nan))

    def scored(value: Floats) -> Floats:
        whole = effective(asked, asked.weight)
        return np.asarray((products(whole) - value) / max(float(whole.sum()), SMALLEST))

    names = [
        found.terms[i] if i == j else f"{found.terms[i]}:{found.terms[j]}" for i, j in zip(first, second, strict=True)
    ]
    return linearised(asked, names, valued, scored)


def mean_effect(of: Survey, *columns: str, replace: bool = False) -> Floats:
    """Design effects of means, (terms,): R's svymean(deff = TRUE), or "replace" for draws with replacement.

    The variance over that of a simple random sample of as many answers; without `replace` from the population that the
    weights add up to. NaN where the weights add up to less than the sample, or nobody differs.
    """
    n, whole = _size(of, columns)
    spread = variance(of, *columns).value[: len(answers(of, columns).terms)]
    simple = spread / max(n, 1) * (1.0 if replace else _left(n, whole))
    return _over(np.diag(mean(of, *columns).covariance), simple)


def total_effect(of: Survey, *columns: str, replace: bool = False) -> Floats:
    """Design effects of totals, (terms,): R's svytotal(deff = TRUE), or "replace"."""
    n, whole = _size(of, columns)
    spread = variance(of, *columns).value[: len(answers(of, columns).terms)]
    simple = spread * whole**2 / max(n, 1) * (1.0 if replace else _left(n, whole))
    return _over(np.diag(total(of, *columns).covariance), simple)


def of_weights(of: Survey) -> float:
    """What unequal weights alone cost: 1 + the square of their coefficient of variation (Kish 1965); NaN for nobody."""
    own = of.weight[of.inside & (of.weight > 0)]
    return kish(own) if len(own) else float("nan")


def all_taken(of: Survey) -> bool:
    """Whether every unit of every stage is in the sample: then no error is left, and 0 is its true size."""
    return of.replicates is None and all(bool((stage.fraction >= 1).all()) for stage in of.stages)


def _pairs(terms: int) -> tuple[list[int], list[int]]:
    """Every term with itself, then every two: their places."""
    two = [(i, j) for i in range(terms) for j in range(i + 1, terms)]
    return [*range(terms), *(i for i, _ in two)], [*range(terms), *(j for _, j in two)]


def _size(of: Survey, columns: Sequence[str]) -> tuple[int, float]:
    """How many answered with a weight, and how many they stand for."""
    asked = only(of, answers(of, columns).known)
    own = asked.weight[asked.inside]
    return int((own != 0).sum()), float(own.sum())


def _left(n: int, whole: float) -> float:
    return (whole - n) / whole if whole >= max(n, 1) else float("nan")


def _over(found: Floats, simple: Floats) -> Floats:
    effects: Floats = np.divide(found, simple, out=np.full(len(found), np.nan), where=simple > 0)
    return effects

"""Battese, Harter and Fuller's model of people in areas: y = x'β + u of the area + e of the person.

Battese, Harter and Fuller 1988; Rao and Molina 2015, chapter 7. Restricted maximum likelihood equals R's lme4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.small_areas.areas import Modelled
from sofra.needs.small_areas.people import People, Sums, looked_over, sums
from sofra.types.errors import DesignError, stop

METHODS = ("reml", "ml")
RATIOS = np.concatenate([[0.0], np.geomspace(1e-6, 1e6, 121)])
"""Variances between over within at which the likelihood is looked at before its top is found."""


@dataclass(frozen=True, slots=True)
class NestedError:
    """A fitted model: `between` and `within` the variances of areas and of people, β and its covariance.

    `effects` (areas,) the predicted u, 0 where nobody was asked; `loglike` of the likelihood that was maximised.
    """

    people: People
    between: float
    within: float
    coefficients: Floats
    covariance: Floats
    effects: Floats
    loglike: float
    method: str


def nested_error(
    y: Floats, known: Floats, area: Codes, *, names: Sequence[str], terms: Sequence[str] = (), method: str = "reml"
) -> NestedError:
    """The model fitted to people asked.

    `y` (rows,), `known` (rows, covariates) without a column of ones, `area` (rows,) positions in `names`.
    Rows with a missing value are left out. Raises DesignError with every fault: fewer than two areas asked, no area
    with two people, fewer people than coefficients, covariates of which one follows from the others.
    """
    if method not in METHODS:
        raise stop(DesignError, "area_method_unknown", method=method, known=", ".join(METHODS))
    people = looked_over(y, known, area, names=names, terms=terms)
    return fitted(people, method)


def fitted(people: People, method: str) -> NestedError:
    """The model of people that were looked over."""
    found = sums(people)
    ratio = _ratio(found, method)
    beta, information, rest = _solved(ratio, found)
    within = rest / _rows(found, method)
    own = ratio * found.size / (1 + ratio * found.size)
    effects = own * (found.mean_y - found.mean_x @ beta)
    covariance = np.asarray(np.linalg.inv(information) * within, dtype=np.float64)
    height = _loglike(ratio, found, method)
    return NestedError(people, ratio * within, within, beta, covariance, effects, height, method)


def means(of: NestedError, known: Floats, population: Floats | None = None) -> Modelled:
    """The mean of y in every area (EBLUP), with its mean-squared error, g1 + g2 + 2 g3 (Prasad and Rao 1990).

    `known` (areas, covariates): the covariates' means over all people of each area. `population` (areas,): how many
    they are; those asked then count as known and only the others are predicted, as R's sae eblupBHF does. An area
    where nobody was asked gets x'β.
    """
    found = sums(of.people)
    whole = np.column_stack(
        [np.ones(len(found.size)), np.asarray(known, dtype=np.float64).reshape(len(found.size), -1)]
    )
    part = np.zeros(len(found.size)) if population is None else np.minimum(1.0, found.size / population)
    value = whole @ of.coefficients + of.effects
    value = value + part * (found.mean_y - found.mean_x @ of.coefficients - of.effects)
    spread = of.within + found.size * of.between
    own = found.size * of.between / spread
    left = whole - part[:, None] * found.mean_x - ((1 - part) * own)[:, None] * found.mean_x
    first = (1 - part) ** 2 * (1 - own) * of.between
    second = np.einsum("ac,cd,ad->a", left, of.covariance, left)
    third = (1 - part) ** 2 * found.size * _wobble(of, found) / spread**3
    rest = 0.0 if population is None else (1 - part) * of.within / population
    own = part + (1 - part) * own
    return Modelled(of.people.names, value, first + second + 2 * third + rest, own, found.size == 0)


def bootstrap(of: NestedError, known: Floats, population: Floats, *, seed: int, times: int = 200) -> Floats:
    """Mean-squared errors of `means`, (areas,), from `times` populations made after the model and sampled again.

    González-Manteiga and others 2008, as R's sae pbmseBHF: the model is fitted anew to each and compared with the
    mean of y that its population had.
    """
    chance = np.random.default_rng(seed)
    found = sums(of.people)
    areas = len(found.size)
    whole = np.column_stack([np.ones(areas), np.asarray(known, dtype=np.float64).reshape(areas, -1)])
    total = np.zeros(areas)
    for _ in range(times):
        effect = chance.normal(0.0, np.sqrt(of.between), areas)
        noise = chance.normal(0.0, np.sqrt(of.within), len(of.people.y))
        others = np.maximum(population - found.size, 0.0)
        unseen = chance.normal(0.0, 1.0, areas) * np.sqrt(others * of.within)
        seen = np.bincount(of.people.area, noise, minlength=areas)
        truth = whole @ of.coefficients + effect + (seen + unseen) / population
        answers = of.people.x @ of.coefficients + effect[of.people.area] + noise
        again = fitted(of.people.with_answers(answers), of.method)
        total += (means(again, known, population).value - truth) ** 2
    return total / times


def _solved(ratio: float, found: Sums) -> tuple[Floats, Floats, float]:
    """β, X'V⁻¹X and the weighted squares left, all at a within variance of 1 and a between variance of `ratio`."""
    taken = found.size**2 * ratio / (1 + ratio * found.size)
    information = found.xx - found.mean_x.T @ (taken[:, None] * found.mean_x)
    right = found.xy - found.mean_x.T @ (taken * found.mean_y)
    beta: Floats = np.asarray(np.linalg.solve(information, right), dtype=np.float64)
    rest = found.yy - float(taken @ found.mean_y**2) - float(beta @ right)
    return beta, information, rest


def _ratio(found: Sums, method: str) -> float:
    """The variance between areas over that within: the best point of a grid, then the root of the slope beside it."""
    from scipy.optimize import brentq

    heights = [_loglike(float(ratio), found, method) for ratio in RATIOS]
    best = int(np.argmax(heights))
    low, high = float(RATIOS[max(0, best - 1)]), float(RATIOS[min(best + 1, len(RATIOS) - 1)])
    if _slope(low, found, method) <= 0 or _slope(high, found, method) >= 0:
        return float(RATIOS[best])
    return float(brentq(_slope, low, high, args=(found, method), xtol=1e-18, rtol=1e-14))


def _rows(found: Sums, method: str) -> int:
    return found.rows - (found.coefficients if method == "reml" else 0)


def _slope(ratio: float, found: Sums, method: str) -> float:
    """Derivative of the log-likelihood by the ratio, at the best β and within variance."""
    beta, information, rest = _solved(ratio, found)
    left = found.mean_y - found.mean_x @ beta
    shrunk = found.size / (1 + ratio * found.size)
    slope = _rows(found, method) / rest * float(np.sum((shrunk * left) ** 2)) - float(np.sum(shrunk))
    if method == "reml":
        moved = found.mean_x.T @ ((shrunk**2)[:, None] * found.mean_x)
        slope += float(np.trace(np.linalg.solve(information, moved)))
    return 0.5 * slope


def _loglike(ratio: float, found: Sums, method: str) -> float:
    """Log-likelihood at the best β and within variance, restricted or full."""
    _, information, rest = _solved(ratio, found)
    rows = _rows(found, method)
    height = -0.5 * (rows * (np.log(2 * np.pi * rest / rows) + 1) + float(np.sum(np.log1p(ratio * found.size))))
    if method == "reml":
        height -= 0.5 * float(np.linalg.slogdet(information)[1])
    return float(height)


def _wobble(of: NestedError, found: Sums) -> float:
    """How far off the two variances may be, as g3 counts it: within² V(between) and so on (Rao and Molina 7.2.2)."""
    size = found.size[found.size > 0]
    spread = of.within + size * of.between
    areas = 0.5 * float(np.sum((size / spread) ** 2))
    both = 0.5 * float(np.sum(size / spread**2))
    rows = 0.5 * float(np.sum((size - 1) / of.within**2 + 1 / spread**2))
    share = areas * rows - both**2
    of_between, of_within, jointly = rows / share, areas / share, -both / share
    return of.within**2 * of_between + of.between**2 * of_within - 2 * of.within * of.between * jointly

"""Log-linear models of lists: Poisson regression of the people in each cell, the cell "on no list" foretold."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.hidden.models import Model, columns
from sofra.needs.hidden.table import Table
from sofra.needs.hidden.two import Z

STEPS = 60
DROP = Z * Z / 2
"""How far the profile likelihood may fall inside a 95 % interval."""

FARTHEST = 1e4
"""The profile is followed up to so many times the people seen."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One model fitted. `unseen` are the people on no list, `se` the error of their number, `log_se` of its logarithm.

    `coefficients` and `errors` in the order of `columns`; `deviance`, `aic`, `bic` and `aicc` as R's glm has them, but
    with the people seen for the sample size. `sound` False: no finite best fit, nothing of it may be used.
    """

    model: Model
    coefficients: Floats
    errors: Floats
    deviance: float
    aic: float
    bic: float
    aicc: float
    unseen: float
    se: float
    log_se: float
    sound: bool


def fits(found: Table, chosen: Sequence[Model]) -> list[Fit]:
    """Every model fitted by Newton's method, all of one size at once; equal to R's glm(family = poisson) to 1e-8.

    The error of the unseen counts the model's and that of a Poisson number: exp(b) + exp(2b) var(b) (Rcapture 1.4).
    """
    designs = [columns(found.on, model) for model in chosen]
    by_size: dict[int, list[int]] = {}
    for place, design in enumerate(designs):
        by_size.setdefault(design.shape[1], []).append(place)
    out: dict[int, Fit] = {}
    for places in by_size.values():
        stacked = np.stack([designs[place] for place in places])
        coefficients, information = newton(stacked, found.people)
        for place, design, beta, matrix in zip(places, stacked, coefficients, information, strict=True):
            out[place] = _fit(chosen[place], design, beta, matrix=matrix, people=found.people)
    return [out[place] for place in range(len(chosen))]


def newton(designs: Floats, people: Floats) -> tuple[Floats, Floats]:
    """Coefficients (models, p) and information (models, p, p) of Poisson regressions on designs (models, cells, p)."""
    start = np.asarray(np.linalg.pinv(designs) @ np.log(people + 0.5)[:, None], float)
    beta: Floats = start[..., 0]
    ridge = 1e-11 * np.eye(designs.shape[2])
    information: Floats = np.zeros((*beta.shape, beta.shape[1]))
    for _ in range(STEPS):
        mean = np.exp(np.clip(np.einsum("mcp,mp->mc", designs, beta), -40, 40))
        information = np.einsum("mcp,mc,mcq->mpq", designs, mean, designs)
        slope = np.einsum("mcp,mc->mp", designs, people - mean)
        step = np.linalg.solve(information + ridge, slope[..., None])[..., 0]
        step *= np.minimum(1, 3 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-300))
        beta = beta + step
        if np.abs(step).max() < 1e-13:
            break
    return beta, information


def _fit(model: Model, design: Floats, beta: Floats, *, matrix: Floats, people: Floats) -> Fit:
    linear = np.clip(design @ beta, -40, 40)
    mean = np.exp(linear)
    likelihood = float(people @ linear - mean.sum()) - float(sum(_log_factorial(each) for each in people))
    filled = people > 0
    deviance = 2 * float(people[filled] @ np.log(people[filled] / mean[filled]) - (people - mean).sum())
    variance = np.diag(np.linalg.pinv(matrix))
    size, seen = design.shape[1], float(people.sum())
    aic = 2 * size - 2 * likelihood
    room = seen - size - 1
    unseen, spread = float(np.exp(np.clip(beta[0], -40, 40))), float(max(variance[0], 0))
    slope = float(np.abs(design.T @ (people - mean)).max())
    sound = bool(slope < 1e-6 * (1 + seen) and np.abs(beta).max() < 25 and variance.max() < 100 and variance.min() > 0)
    return Fit(
        model, beta, np.sqrt(np.maximum(variance, 0)), deviance, aic,
        bic=aic - 2 * size + size * log(seen),
        aicc=aic + 2 * size * (size + 1) / room if room > 0 else float("inf"),
        unseen=unseen, se=float(np.sqrt(unseen + unseen**2 * spread)), log_se=float(np.sqrt(spread)), sound=sound,
    )  # fmt: skip


def profile(found: Table, model: Model) -> tuple[float, float | None]:
    """The 95 % profile-likelihood interval of all people under a model; no upper end when the data give none.

    Multinomial likelihood of the table with `u` people in the empty cell, maximised over the rest, for every `u`
    (Cormack 1992); ends where it falls by 1.92. Equal to the same done with R's glm and uniroot to 1e-6.
    """
    from scipy.optimize import brentq, minimize_scalar

    whole = np.vstack([found.on, np.zeros((1, found.lists))])
    design = columns(whole, model)[None]

    def at(logarithm: float) -> float:
        return _profiled(design, found.people, float(np.exp(logarithm)))

    top = log(FARTHEST * max(found.seen, 1))
    best = minimize_scalar(lambda x: -at(x), bounds=(log(1e-6), top), method="bounded", options={"xatol": 1e-9})
    floor = -float(best.fun) - DROP
    low = brentq(lambda x: at(x) - floor, log(1e-6), best.x, xtol=1e-12) if at(log(1e-6)) < floor else None
    high = brentq(lambda x: at(x) - floor, best.x, top, xtol=1e-12) if at(top) < floor else None
    ends = (0.0 if low is None else float(np.exp(low)), None if high is None else float(np.exp(high)))
    return found.seen + ends[0], None if ends[1] is None or not isfinite(ends[1]) else found.seen + ends[1]


def _profiled(design: Floats, people: Floats, unseen: float) -> float:
    """The likelihood of the whole table with so many unseen, up to what does not depend on them."""
    filled = np.append(people, unseen)
    beta, _ = newton(design, filled)
    linear = design[0] @ beta[0]
    total = float(filled.sum())
    return _log_factorial(total) - _log_factorial(unseen) + float(filled @ linear) - total * log(total)


def _log_factorial(number: float) -> float:
    from math import lgamma

    return lgamma(number + 1)

"""How far weights may go from where they were: the three distances of Deville and Särndal, and the one solver of all.

Weights w·F(x'λ) meet the totals: Σ w F(x'λ) x = t. F is 1 + u (linear), exp u (raking) or the logit between two
bounds (Deville and Särndal 1992, Calibration estimators in survey sampling, JASA 87, table 1 and eq. 2.3).
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from sofra.engine.frame import Floats
from sofra.types.errors import DesignError, stop

Bounds = tuple[float, float]
Curve = Callable[[Floats, Bounds], tuple[Floats, Floats]]
"""Factors and their slopes at u: (rows,) each."""

UNBOUNDED: Bounds = (-np.inf, np.inf)
CLOSE = 1e-12
"""Largest remaining misfit, as a share of 1 + the total."""
ENOUGH = 1e-7
"""A misfit that is let pass when rounding stops the way to CLOSE; R's default epsilon."""
ROUNDS = 200
LARGEST = 700.0
HALVINGS = 40


def linear(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """1 + u, cut at the bounds: generalised regression."""
    factor = 1.0 + u
    return np.clip(factor, *bounds), ((factor > bounds[0]) & (factor < bounds[1])).astype(np.float64)


def raking(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """exp u, cut at the bounds: never below zero."""
    factor = np.exp(np.clip(u, -LARGEST, LARGEST))
    return np.clip(factor, *bounds), np.where((factor > bounds[0]) & (factor < bounds[1]), factor, 0.0)


def logit(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """A curve from the lower bound to the upper one through 1, with slope 1 there."""
    low, high = bounds
    steep = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(np.clip(steep * u, -LARGEST / 2, LARGEST / 2))
    under = (high - 1) + (1 - low) * grown
    factor = (low * (high - 1) + high * (1 - low) * grown) / under
    return factor, (factor - low) * (high - factor) / ((1 - low) * (high - 1))


DISTANCES: Mapping[str, Curve] = {"linear": linear, "raking": raking, "logit": logit}


def factors(
    x: Floats, weight: Floats, totals: Floats, *, distance: str, bounds: Bounds, names: Sequence[str]
) -> Floats:
    """What each weight is multiplied by so that the totals are met: (rows,).

    `x` (rows, totals); Newton's method, each step halved until the way along it is no longer overshot, for the problem
    is convex. Raises DesignError naming the total that is furthest off where no weights within the bounds meet them.
    """
    curve = DISTANCES[distance]
    size = np.maximum(np.abs(x).T @ weight, 1e-300)
    scaled = x * (np.abs(totals).max(initial=1.0) / size)
    goal = totals * (np.abs(totals).max(initial=1.0) / size)
    slopes = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        factor, slope = curve(scaled @ slopes, bounds)
        off = goal - scaled.T @ (weight * factor)
        if _misfit(x, weight * factor, totals).max(initial=0.0) < CLOSE:
            return factor
        step = np.linalg.pinv(scaled.T @ (scaled * (weight * slope)[:, None]), rcond=1e-13, hermitian=True) @ off
        taken = _taken(lambda at: goal - scaled.T @ (weight * curve(scaled @ at, bounds)[0]), slopes, step, off)
        if taken == 0:
            break
        slopes = slopes + taken * step
    factor, _ = curve(scaled @ slopes, bounds)
    return _accepted(factor, _misfit(x, weight * factor, totals), names)


def _taken(off_at: Callable[[Floats], Floats], slopes: Floats, step: Floats, off: Floats) -> float:
    """The part of a step to go: halved while the slope along it has turned and grown."""
    before = float(off @ step)
    if not np.isfinite(before) or before <= 0:
        return 0.0
    part = 1.0
    for _ in range(HALVINGS):
        along = float(off_at(slopes + part * step) @ step)
        if np.isfinite(along) and along >= -before:
            return part
        part /= 2
    return 0.0


def _misfit(x: Floats, weight: Floats, totals: Floats) -> Floats:
    return np.asarray(np.abs(totals - x.T @ weight) / (1 + np.abs(totals)), dtype=np.float64)


def _accepted(factor: Floats, misfit: Floats, names: Sequence[str]) -> Floats:
    worst = int(misfit.argmax())
    if misfit[worst] > ENOUGH:
        raise stop(DesignError, "totals_not_reached", total=names[worst], percent=round(100 * float(misfit[worst]), 3))
    return factor

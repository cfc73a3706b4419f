"""How much areas differ beyond what is known of them: the variance A between areas, by three methods and a guard."""

from collections.abc import Callable

import numpy as np

from sofra.engine.frame import Floats

METHODS = ("reml", "ml", "moments")
POINTS = 240
"""Points at which the likelihood is looked at before its top is found: it can have several."""


def between(y: Floats, d: Floats, x: Floats, method: str) -> float:
    """A, at least 0: restricted or full maximum likelihood, or Fay and Herriot's Σ r²/(A + D) = areas - coefficients.

    `y`, `d` (areas,) direct estimates and sampling variances, `x` (areas, coefficients).
    """
    if method == "moments":
        return _moments(y, d, x)
    grid = _grid(y, d)
    if method == "ml":
        return _top(full(grid, y, d, x), lambda a: _full_slope(a, y, d, x), grid)
    return _top(restricted(grid, y, d, x), lambda a: _restricted_slope(a, y, d, x), grid)


def guarded(y: Floats, d: Floats, x: Floats) -> float:
    """A above 0: the maximum of A times the restricted likelihood (Li and Lahiri 2010, AMRL)."""
    grid = _grid(y, d)[1:]
    heights = restricted(grid, y, d, x) + np.log(grid)
    return _top(heights, lambda a: _restricted_slope(a, y, d, x) + 1 / a, grid)


def restricted(a: Floats, y: Floats, d: Floats, x: Floats) -> Floats:
    """Restricted log-likelihood of every A, (points,), without its constant."""
    inverse = 1 / (a[:, None] + d)
    information = np.einsum("pa,ac,ae->pce", inverse, x, x)
    return np.asarray(full(a, y, d, x) - 0.5 * np.linalg.slogdet(information)[1])


def full(a: Floats, y: Floats, d: Floats, x: Floats) -> Floats:
    """Log-likelihood of every A at its best β, (points,), without its constant."""
    inverse = 1 / (a[:, None] + d)
    return np.asarray(0.5 * (np.log(inverse) - _rest(a, y, d, x) ** 2 * inverse).sum(axis=1))


def _rest(a: Floats, y: Floats, d: Floats, x: Floats) -> Floats:
    """What is left of y at the best β of every A: (points, areas)."""
    inverse = 1 / (a[:, None] + d)
    information = np.einsum("pa,ac,ae->pce", inverse, x, x)
    beta = np.linalg.solve(information, ((inverse * y) @ x)[:, :, None])[:, :, 0]
    return np.asarray(y - beta @ x.T)


def _full_slope(a: float, y: Floats, d: Floats, x: Floats) -> float:
    inverse = 1 / (a + d)
    return 0.5 * float(np.sum((_rest(np.array([a]), y, d, x)[0] * inverse) ** 2) - np.sum(inverse))


def _restricted_slope(a: float, y: Floats, d: Floats, x: Floats) -> float:
    inverse = 1 / (a + d)
    information = x.T @ (inverse[:, None] * x)
    taken = float(np.trace(np.linalg.solve(information, x.T @ (inverse[:, None] ** 2 * x))))
    return _full_slope(a, y, d, x) + 0.5 * taken


def _moments(y: Floats, d: Floats, x: Floats) -> float:
    from scipy.optimize import brentq

    def excess(a: float) -> float:
        return float(np.sum(_rest(np.array([a]), y, d, x)[0] ** 2 / (a + d)) - (len(y) - x.shape[1]))

    if excess(0.0) <= 0:
        return 0.0
    # The sum falls with A and is below any count once A is the sum of all squares.
    return float(brentq(excess, 0.0, float(_grid(y, d)[-1]), xtol=1e-18, rtol=1e-14))


def _grid(y: Floats, d: Floats) -> Floats:
    """0 and points of one ratio up to more than the estimates' whole spread."""
    most = float(np.sum((y - y.mean()) ** 2)) + float(d.max())
    return np.concatenate([[0.0], np.geomspace(float(d.min()) * 1e-6, most * 10, POINTS)])


def _top(heights: Floats, slope: Callable[[float], float], grid: Floats) -> float:
    """Where the likelihood is highest: the best point of the grid, then the root of the slope beside it."""
    from scipy.optimize import brentq

    best = int(np.argmax(heights))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)])
    if slope(low) <= 0 or slope(high) >= 0:
        return float(grid[best])
    return float(brentq(slope, low, high, xtol=1e-18, rtol=1e-14))

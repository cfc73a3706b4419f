"""Fay and Herriot's model: each area's number between what was asked there and what areas alike would have.

y_i = x_i'β + u_i + e_i, var(u_i) = A, var(e_i) = D_i known (Fay and Herriot 1979; Rao and Molina 2015, chapters 5 and
6). Mean-squared errors: Prasad and Rao 1990, Datta and Lahiri 2000, Datta, Rao and Smith 2005; equal to R's sae 1.3.
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.small_areas.areas import Areas, Modelled
from sofra.needs.small_areas.spread import METHODS, between, guarded
from sofra.types.errors import DesignError, stop


@dataclass(frozen=True, slots=True)
class FayHerriot:
    """A fitted model: `modelled` what it says of each area, `variance` A between areas, `method` how A was found.

    `coefficients` and `covariance`: β, (coefficients,), and its covariance. `guarded` True: A came out as nought, and
    Li and Lahiri's adjusted likelihood stands in for it, so that no area loses all of its own answers. `loglike` at A.
    """

    areas: Areas
    modelled: Modelled
    variance: float
    coefficients: Floats
    covariance: Floats
    method: str
    guarded: bool
    loglike: float


def fay_herriot(of: Areas, *, method: str = "reml", guard: bool = True) -> FayHerriot:
    """The model fitted to the areas with a direct estimate, and its number for every area.

    `method` "reml", "ml" or "moments" (Fay and Herriot's own). With `guard`, an A of nought is replaced by the maximum
    of A times the restricted likelihood (Li and Lahiri 2010), always above nought; the mean-squared error then is
    g1 + g2 + 2 g3 without their correction for bias, which could fall below nought: it is rather too large.
    An area where nobody was asked gets x'β with the mean-squared error x'cov(β)x + A.
    """
    if method not in METHODS:
        raise stop(DesignError, "area_method_unknown", method=method, known=", ".join(METHODS))
    asked = of.asked
    y, d, x = of.value[asked], of.variance[asked], of.known[asked]
    found = between(y, d, x, method)
    replaced = guard and not found > 0
    spread = guarded(y, d, x) if replaced else found
    inverse = 1 / (spread + d)
    covariance = np.asarray(np.linalg.inv(x.T @ (inverse[:, None] * x)), dtype=np.float64)
    beta = covariance @ (x.T @ (inverse * y))
    errors = np.einsum("ac,cd,ad->a", of.known, covariance, of.known) + spread
    errors[asked] = _errors(d, x, spread=spread, covariance=covariance, method="reml" if replaced else method)
    rest = y - x @ beta
    loglike = -0.5 * float(np.sum(np.log(2 * np.pi / inverse) + rest**2 * inverse))
    return FayHerriot(of, _modelled(of, spread, beta, errors), spread, beta, covariance, method, replaced, loglike)


def _modelled(of: Areas, spread: float, beta: Floats, errors: Floats) -> Modelled:
    """Between the direct estimate and what areas alike have, by how far each may be off."""
    asked = of.asked
    expected = of.known @ beta
    own = np.where(asked, spread / (spread + np.where(asked, of.variance, 1.0)), 0.0)
    value = expected + own * np.where(asked, of.value - expected, 0.0)
    return Modelled(of.names, value, errors, own, ~asked)


def _errors(d: Floats, x: Floats, *, spread: float, covariance: Floats, method: str) -> Floats:
    """Mean-squared errors of areas with answers, g1 + g2 + 2 g3, less what A's own bias adds: (areas,)."""
    inverse = 1 / (spread + d)
    shrunk = d * inverse
    squares = float(np.sum(inverse**2))
    level = float(np.sum(inverse))
    of_spread = 2 * len(d) / level**2 if method == "moments" else 2 / squares
    bias = {"reml": 0.0, "ml": 0.0, "moments": 2 * (len(d) * squares - level**2) / level**3}[method]
    if method == "ml":
        bias = -float(np.trace(covariance @ (x.T @ (inverse[:, None] ** 2 * x)))) / squares
    first = d * (1 - shrunk)
    second = shrunk**2 * np.einsum("ac,cd,ad->a", x, covariance, x)
    third = shrunk**2 * of_spread * inverse
    return np.asarray(first + second + 2 * third - bias * shrunk**2, dtype=np.float64)

"""Direct estimates of areas with what is known of each, looked over before a model is fitted to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Flags, Floats
from sofra.types.errors import DesignError, Issue, Named, Severity, Where

NAMED = 5


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas in one order. `value` and `variance` (areas,): direct estimates and their sampling variances.

    NaN in `value`: nobody was asked there, so that only what is known of the area speaks. `known` (areas,
    coefficients): covariates, with a column of ones where an intercept is wanted; `terms` names its columns.
    """

    names: Sequence[str]
    value: Floats
    variance: Floats
    known: Floats
    terms: Sequence[str]

    @property
    def asked(self) -> Flags:
        """Areas with a direct estimate: (areas,)."""
        return ~np.isnan(self.value)


@dataclass(frozen=True, slots=True)
class Modelled:
    """What a model says of each area, (areas,) each.

    `value` in the unit of the direct estimates, `mse` the mean-squared error, `synthetic` True where nobody was asked,
    `own` the part (0 to 1) that the direct estimate has in the value.
    """

    names: Sequence[str]
    value: Floats
    mse: Floats
    own: Floats
    synthetic: Flags

    @property
    def se(self) -> Floats:
        """Root of the mean-squared error: (areas,)."""
        return np.asarray(np.sqrt(self.mse), dtype=np.float64)

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Value less and plus the normal quantile times the root of the mean-squared error."""
        from scipy.special import ndtri

        half = float(ndtri(0.5 + level / 2)) * self.se
        return self.value - half, self.value + half


def areas(
    names: Sequence[str], value: Floats, variance: Floats, known: Floats | None = None, *, terms: Sequence[str] = ()
) -> Areas:
    """The areas with an intercept before their covariates, `known` (areas, covariates).

    Raises DesignError with every fault at once: fewer than two areas with an estimate, fewer than there are
    coefficients and one, a sampling variance that is missing, nought or below, a covariate that is missing, covariates
    of which one follows from the others.
    """
    size = len(names)
    covariates = np.zeros((size, 0)) if known is None else np.asarray(known, dtype=np.float64).reshape(size, -1)
    named = [*terms] or [f"x{number + 1}" for number in range(covariates.shape[1])]
    columns = np.column_stack([np.ones(size), covariates])
    made = Areas(
        names,
        np.asarray(value, dtype=np.float64),
        np.asarray(variance, dtype=np.float64),
        columns,
        ["intercept", *named],
    )
    issues = [*_too_few(made), *_variances(made), *_covariates(made)]
    if issues:
        raise DesignError(*issues)
    return made


def _too_few(made: Areas) -> list[Issue]:
    asked, coefficients = int(made.asked.sum()), made.known.shape[1]
    if asked < 2:
        return [_issue("areas_too_few", {"n": asked})]
    if asked <= coefficients:
        return [_issue("areas_fewer_than_coefficients", {"n": asked, "coefficients": coefficients})]
    return []


def _variances(made: Areas) -> list[Issue]:
    wrong: Flags = made.asked & ~np.asarray(made.variance > 0, dtype=np.bool_)
    return [_issue("area_variance_not_positive", _named(made, wrong))] if np.any(wrong) else []


def _covariates(made: Areas) -> list[Issue]:
    gone: Flags = np.asarray(~np.isfinite(made.known).all(axis=1), dtype=np.bool_)
    if gone.any():
        return [_issue("area_covariate_missing", _named(made, gone))]
    inside = made.known[made.asked]
    # Columns to one size, so that people in thousands and shares are looked at alike.
    sizes = np.sqrt((inside**2).sum(axis=0))
    scaled = inside / np.where(sizes > 0, sizes, 1.0)
    if len(inside) > inside.shape[1] and np.linalg.matrix_rank(scaled, tol=1e-10) < inside.shape[1]:
        return [_issue("area_covariates_collinear", {"terms": ", ".join(made.terms)})]
    return []


def _named(made: Areas, wrong: Flags) -> Named:
    names = [name for name, one in zip(made.names, wrong.tolist(), strict=True) if one]
    return {"n": len(names), "names": ", ".join(names[:NAMED])}


def _issue(code: str, values: Named) -> Issue:
    return Issue(code, Where(), MappingProxyType(dict(values)), Severity.FILE)

"""People asked, by area, looked over and summed: all that a unit-level model needs of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.types.errors import DesignError, Issue, Severity, Where


@dataclass(frozen=True, slots=True)
class People:
    """Answers of people: `y` (rows,), `x` (rows, coefficients) with ones first, `area` (rows,) positions in `names`."""

    names: Sequence[str]
    y: Floats
    x: Floats
    area: Codes
    terms: Sequence[str]

    def with_answers(self, y: Floats) -> "People":
        """The same people with other answers."""
        return replace(self, y=y)


@dataclass(frozen=True, slots=True)
class Sums:
    """`size`, `mean_y` (areas,), `mean_x` (areas, coefficients), 0 where nobody was asked; all products."""

    size: Floats
    mean_y: Floats
    mean_x: Floats
    xx: Floats
    xy: Floats
    yy: float
    rows: int
    coefficients: int


def looked_over(y: Floats, known: Floats, area: Codes, *, names: Sequence[str], terms: Sequence[str]) -> People:
    """The people with all of their answers; raises DesignError with every fault."""
    covariates = np.asarray(known, dtype=np.float64).reshape(len(y), -1)
    there = np.isfinite(y) & np.isfinite(covariates).all(axis=1)
    x = np.column_stack([np.ones(int(there.sum())), covariates[there]])
    called = ["intercept", *(terms or (f"x{number + 1}" for number in range(covariates.shape[1])))]
    people = People(names, np.asarray(y, dtype=np.float64)[there], x, area[there], called)
    issues = _faults(people)
    if issues:
        raise DesignError(*issues)
    return people


def sums(of: People) -> Sums:
    """The people's sums by area and in all."""
    areas = len(of.names)
    size = np.bincount(of.area, minlength=areas).astype(np.float64)
    divisor = np.maximum(size, 1.0)
    means = np.stack(
        [np.bincount(of.area, of.x[:, one], minlength=areas) / divisor for one in range(of.x.shape[1])], axis=1
    )
    mean_y = np.bincount(of.area, of.y, minlength=areas) / divisor
    return Sums(size, mean_y, means, of.x.T @ of.x, of.x.T @ of.y, float(of.y @ of.y), len(of.y), of.x.shape[1])


def _faults(of: People) -> list[Issue]:
    size = np.bincount(of.area, minlength=len(of.names))
    asked, coefficients = int((size > 0).sum()), of.x.shape[1]
    issues: list[Issue] = []
    if asked < 2:
        issues.append(_issue("areas_too_few", n=asked))
    if len(of.y) and size.max() < 2:
        issues.append(_issue("areas_of_one_person", n=asked))
    if len(of.y) <= coefficients:
        issues.append(_issue("people_fewer_than_coefficients", n=len(of.y), coefficients=coefficients))
    elif np.linalg.matrix_rank(of.x / np.sqrt((of.x**2).sum(axis=0)).clip(1e-300), tol=1e-10) < coefficients:
        issues.append(_issue("area_covariates_collinear", terms=", ".join(of.terms)))
    return issues


def _issue(code: str, **values: str | int) -> Issue:
    return Issue(code, Where(), MappingProxyType(dict(values)), Severity.FILE)

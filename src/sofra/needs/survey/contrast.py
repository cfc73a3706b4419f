"""Differences, ratios and any other function of estimates that belong together, with their errors: R's svycontrast."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Floats
from sofra.needs.survey.estimate import Estimate

STEP = 1e-20
"""How far into the imaginary the slopes are taken; the error is its square, below what a float can hold."""

Formula = Callable[[Mapping[str, NDArray[np.complex128]]], NDArray[np.complex128]]
"""A smooth function of named values, written with + - * / ** and NumPy's functions (np.log, np.sqrt, np.arcsin …)."""


def contrast(of: Estimate, named: Mapping[str, Mapping[str, float]]) -> Estimate:
    """Weighted sums of the terms, one for each name: {"gap": {"1": 1, "0": -1}} is term 1 less term 0.

    Terms that are not named count 0, and NaN among them does no harm. Raises ValueError for a term that is not there.
    """
    weights = np.zeros((len(named), len(of.terms)))
    places = {term: place for place, term in enumerate(of.terms)}
    for row, parts in enumerate(named.values()):
        for term, times in parts.items():
            weights[row, _place(places, term)] = times
    return _moved(of, list(named), _times(weights, of.value), weights)


def transformed(of: Estimate, named: Mapping[str, Formula]) -> Estimate:
    """Any smooth functions of the terms: {"ratio": lambda of: of["1"] / of["0"]}.

    Errors by the delta method with exact slopes (complex steps: Squire and Trapp 1998), as R's nonlinear svycontrast.
    A formula must not use abs, max or comparisons. NaN where it has no value.
    """
    at = of.value.astype(np.complex128)
    value = np.array([_real(formula, of.terms, at) for formula in named.values()])
    slopes = np.array([_slopes(formula, of.terms, at) for formula in named.values()])
    return _moved(of, list(named), value, slopes)


def difference(of: Estimate, one: str, other: str) -> Estimate:
    """Term `one` less term `other`."""
    return contrast(of, {f"{one} - {other}": {one: 1.0, other: -1.0}})


def quotient(of: Estimate, one: str, other: str) -> Estimate:
    """Term `one` over term `other`; NaN where the other is 0."""
    return transformed(of, {f"{one} / {other}": lambda terms: terms[one] / terms[other]})


def vcov(of: Estimate) -> Floats:
    """How the terms move together, (terms, terms): R's vcov."""
    return of.covariance


def cv(of: Estimate) -> Floats:
    """Standard error over value, (terms,), R's cv; NaN where the value is 0."""
    found: Floats = np.divide(of.se, of.value, out=np.full(len(of.value), np.nan), where=of.value != 0)
    return found


def _moved(of: Estimate, terms: Sequence[str], value: Floats, slopes: Floats) -> Estimate:
    covariance = _times(_times(slopes, of.covariance), slopes.T, left=False)
    return Estimate(terms, value, covariance, of.df, of.n, of.probability)


def _times(weights: Floats, values: Floats, left: bool = True) -> Floats:
    """A matrix product in which a weight of 0 silences a NaN; `left`: the weights are `weights`, else `values`."""
    if not left:
        return _times(values.T, weights.T).T
    quiet = np.where(np.isnan(values), 0.0, values)
    lost = (weights != 0).astype(np.float64) @ np.isnan(values).astype(np.float64) > 0
    return np.asarray(np.where(lost, np.nan, weights @ quiet), dtype=np.float64)


def _real(formula: Formula, terms: Sequence[str], at: NDArray[np.complex128]) -> float:
    with np.errstate(all="ignore"):
        found = complex(formula(dict(zip(terms, at, strict=True)))).real
    return found if np.isfinite(found) else float("nan")


def _slopes(formula: Formula, terms: Sequence[str], at: NDArray[np.complex128]) -> Floats:
    """The formula's slope in each term, (terms,)."""
    slopes = np.zeros(len(terms))
    for place in range(len(terms)):
        aside = at.copy()
        aside[place] += 1j * STEP
        with np.errstate(all="ignore"):
            slopes[place] = complex(formula(dict(zip(terms, aside, strict=True)))).imag / STEP
    return slopes


def _place(places: Mapping[str, int], term: str) -> int:
    if term not in places:
        message = f"{term!r} is none of the terms: {', '.join(places)}"
        raise ValueError(message)
    return places[term]

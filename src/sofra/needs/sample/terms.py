"""The terms that every sample size stands on, checked once, with every problem told at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass

from sofra.types.errors import DesignError, Issue, Severity, Where

LEVEL = 0.95
SURE = 0.5
"""The share whose estimate is the least precise: whoever knows nothing plans with it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What stretches or shortens every sample.

    `deff` the design effect (1: a simple sample), `response` the share of those approached who answer, above 0 up to
    1, `population` how many there are (None: very many, so no finite-population correction), `level` of confidence.
    """

    deff: float = 1.0
    response: float = 1.0
    population: float | None = None
    level: float = LEVEL


def z_of(level: float) -> float:
    """Standard errors either side of an estimate at this level of confidence: 1.96 at 95 %."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def checked(terms: Terms, *more: Issue) -> None:
    """Nothing when the terms can carry a sample. Raises DesignError with every problem, those given included."""
    issues = [*more, *faults(terms)]
    if issues:
        raise DesignError(*issues)


def faults(terms: Terms) -> Iterable[Issue]:
    """What is wrong with the terms, one issue each."""
    if terms.population is not None and not terms.population > 0:
        yield fault("sample_no_population", "population", value=_plain(terms.population))
    if not 0 < terms.response <= 1:
        yield fault("sample_response", "response", value=_plain(100 * terms.response))
    if not terms.deff > 0:
        yield fault("sample_deff", "deff", value=_plain(terms.deff))
    if not 0 < terms.level < 1:
        yield fault("sample_level", "level", value=_plain(100 * terms.level))


def of_width(half_width: float) -> Iterable[Issue]:
    """What is wrong with a wished half-width: it must be above 0."""
    if not half_width > 0:
        yield fault("sample_precision", "half_width", value=_plain(100 * half_width))


def of_share(share: float, column: str = "share") -> Iterable[Issue]:
    """What is wrong with an expected share: it must lie between 0 and 1, both left out."""
    if not 0 < share < 1:
        yield fault("sample_share", column, value=_plain(100 * share))


def fault(code: str, column: str, **values: str | int | float) -> Issue:
    """One problem of a plan, tied to the field of the form that it is about."""
    return Issue(code, Where(column=column), values, Severity.FILE)


def _plain(value: float) -> str:
    return f"{value:.12g}"

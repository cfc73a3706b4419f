"""How many to ask so that a share, a mean or a difference is known well enough; and how well with a given number."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from sofra.needs.sample.terms import SURE, Terms, checked, fault, of_share, of_width, z_of
from sofra.types.errors import Issue

LARGE_PART = 0.4
"""From this part of a population on, choosing among people saves little and costs trust: ask everybody."""

SMALL = 200
"""Up to this many people a list is walked faster than a sample of it is drawn, explained and corrected."""

ROOM = 1e-9
"""A size that only rounding lifts above a whole number is that whole number."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many interviews are needed, and how many people have to be approached for them.

    `exact` interviews before rounding up to `interviews`; `exact_approached` = exact / response, rounded up to
    `approached`: no step before is rounded. `census` True: ask everybody instead (see `ask_everybody`).
    `enough` False: even everybody who would answer does not reach the precision; the sizes are then all there are.
    """

    exact: float
    interviews: int
    exact_approached: float
    approached: int
    population: float | None
    census: bool
    enough: bool = True


def size_share(half_width: float, share: float = SURE, terms: Terms = Terms()) -> Size:
    """How many interviews tell a share to within ± `half_width` (0.05 is five points).

    n = k / (1 + (k - 1)/N) with k = deff · z² p(1 - p)/e²: Cochran 1977, section 4.4, the variance over N - 1.
    Raises DesignError with every problem of the terms.
    """
    checked(terms, *of_width(half_width), *of_share(share))
    simple = terms.deff * z_of(terms.level) ** 2 * share * (1 - share) / half_width**2
    finite = simple if terms.population is None else simple / (1 + (simple - 1) / terms.population)
    return sized(finite, terms)


def size_mean(half_width: float, sd: float, terms: Terms = Terms()) -> Size:
    """How many interviews tell a mean to within ± `half_width`, in the unit of `sd`, its standard deviation.

    n = k / (1 + k/N) with k = deff · z² s²/e², Cochran 1977, section 4.6. Raises DesignError.
    """
    spread = [] if sd > 0 else [fault("sample_spread", "sd", value=f"{sd:.12g}")]
    checked(terms, *of_width(half_width), *spread)
    simple = terms.deff * (z_of(terms.level) * sd / half_width) ** 2
    finite = simple if terms.population is None else simple / (1 + simple / terms.population)
    return sized(finite, terms)


def half_width_share(n: float, share: float = SURE, terms: Terms = Terms()) -> float:
    """How far off a share from n interviews may be (95 %: 1.96 standard errors); 0 when everybody answered.

    The inverse of `size_share`. Raises DesignError when n is above the population or not above 0.
    """
    checked(terms, *_of_number(n, terms), *of_share(share))
    return z_of(terms.level) * sqrt(terms.deff * share * (1 - share) / n * left_out(n, terms, less=1))


def half_width_mean(n: float, sd: float, terms: Terms = Terms()) -> float:
    """How far off a mean from n interviews may be, in the unit of `sd`. The inverse of `size_mean`."""
    checked(terms, *_of_number(n, terms))
    return z_of(terms.level) * sd * sqrt(terms.deff / n * left_out(n, terms))


def left_out(n: float, terms: Terms, *, less: int = 0) -> float:
    """The finite-population correction: (N - n)/(N - less); 1 for a very large population, 0 when all were asked."""
    if terms.population is None:
        return 1.0
    return max(0.0, terms.population - n) / max(terms.population - less, 1.0)


def ask_everybody(needed: float, population: float | None) -> bool:
    """True when everybody should be asked: at most 200 people, or two in five of them would be approached anyway."""
    return population is not None and (population <= SMALL or needed >= LARGE_PART * population)


def sized(exact: float, terms: Terms) -> Size:
    """The size in whole interviews and whole people approached; rounding happens here and nowhere else.

    A group can give at most population · response interviews: where more were needed, everybody is approached.
    """
    most = float("inf") if terms.population is None else terms.population * terms.response
    enough = exact <= most + ROOM
    approached = exact / terms.response if enough else float(terms.population or 0)
    census = ask_everybody(approached, terms.population)
    return Size(
        exact,
        up(exact) if enough else int(most + ROOM),
        exact / terms.response,
        up(approached),
        terms.population,
        census,
        enough,
    )


def up(value: float) -> int:
    """The whole number at or above the value."""
    return ceil(value - ROOM)


def _of_number(n: float, terms: Terms) -> Iterable[Issue]:
    if not n > 0:
        yield fault("sample_number", "n", value=f"{n:.12g}")
    if terms.population is not None and n > terms.population:
        yield fault("sample_more_than_all", "n", n=f"{n:.12g}", population=f"{terms.population:.12g}")

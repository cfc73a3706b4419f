"""How a sample is shared out among strata: equally, by size, by Neyman or by a power, with a least for each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt

from sofra.needs.sample.terms import fault
from sofra.types.errors import DesignError, Issue

CURVE = 0.5
"""The power of a stratum's size in "power": half way between equal (0) and by size (1)."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population from which is drawn by itself.

    `units` how many there are in it, `spread` the standard deviation of what is measured there (for "neyman"; for
    "power" the coefficient of variation), `least` the fewest that must be asked.
    """

    id: str
    units: int
    spread: float = 1.0
    least: int = 0


def allocate(n: int, strata: Sequence[Stratum], rule: str = "proportional", *, curve: float = CURVE) -> dict[str, int]:
    """How many of n units each stratum gets; the parts add up to n exactly.

    `rule` is a key of RULES. No stratum gets fewer than its least nor more than it has; what does not fit goes to the
    others by the same rule. Whole numbers by largest remainders, of equal ones the first stratum's. Raises DesignError
    with every problem: more wanted than there are, leasts above n, a stratum without units, an id twice.
    """
    issues = list(faults(n, strata, rule))
    if issues:
        raise DesignError(*issues)
    measures = [RULES[rule](one, curve) for one in strata]
    exact = within_bounds(n, measures, [(min(one.least, one.units), one.units) for one in strata])
    whole = largest_remainders(n, exact, [one.units for one in strata])
    return {one.id: count for one, count in zip(strata, whole, strict=True)}


def faults(n: int, strata: Sequence[Stratum], rule: str) -> Iterable[Issue]:
    """What is wrong with a wished allocation, one issue each."""
    if rule not in RULES:
        yield fault("sample_rule", "rule", value=rule, known=", ".join(RULES))
    if n < 1:
        yield fault("sample_number", "n", value=str(n))
    seen = set[str]()
    for one in strata:
        if one.units < 1:
            yield fault("sample_stratum_empty", "strata", stratum=one.id)
        if one.spread < 0:
            yield fault("sample_stratum_spread", "strata", stratum=one.id, value=f"{one.spread:.12g}")
        if one.id in seen:
            yield fault("sample_stratum_twice", "strata", stratum=one.id)
        seen.add(one.id)
    all_units, least = sum(max(one.units, 0) for one in strata), sum(min(one.least, one.units) for one in strata)
    if n > all_units:
        yield fault("sample_more_than_all", "n", n=str(n), population=str(all_units))
    if least > n:
        yield fault("sample_leasts", "least", n=str(n), least=str(least))


def within_bounds(n: float, measures: Sequence[float], bounds: Sequence[tuple[float, float]]) -> list[float]:
    """Shares of n in proportion to the measures, none below or above its bounds: λ·a clipped, with Σ = n.

    Where all measures left are 0, what is left is shared in proportion to the room that is left.
    """
    ends = sorted({end / a for a, pair in zip(measures, bounds, strict=True) if a > 0 for end in pair})

    def clipped(factor: float) -> list[float]:
        return [min(max(factor * a, low), high) for a, (low, high) in zip(measures, bounds, strict=True)]

    below = 0.0
    for end in ends:
        if sum(clipped(end)) >= n:
            start, stop = sum(clipped(below)), sum(clipped(end))
            factor = end if stop == start else below + (end - below) * (n - start) / (stop - start)
            return clipped(factor)
        below = end
    most = clipped(below)
    rooms = [high - one for one, (_, high) in zip(most, bounds, strict=True)]
    left, room = n - sum(most), sum(rooms)
    return [one + (left * own / room if room else 0.0) for one, own in zip(most, rooms, strict=True)]


def largest_remainders(n: int, exact: Sequence[float], most: Sequence[int]) -> list[int]:
    """Whole numbers near the exact ones that add up to n, none above its most."""
    whole = [min(floor(one + 1e-9), cap) for one, cap in zip(exact, most, strict=True)]
    order = sorted(range(len(exact)), key=lambda index: (-round(exact[index] - whole[index], 9), index))
    while (left := n - sum(whole)) > 0:
        for index in [index for index in order if whole[index] < most[index]][:left]:
            whole[index] += 1
    return whole


def error_of(allocation: Mapping[str, int], strata: Sequence[Stratum]) -> float | None:
    """The standard error of the whole's mean under this allocation: √Σ W² S²/n (1 - n/N); Cochran 1977, section 5.4.

    None when a stratum gets nobody: then nothing is known of it.
    """
    units = sum(one.units for one in strata)
    if any(allocation[one.id] < 1 for one in strata):
        return None
    return sqrt(
        sum(
            (one.units / units * one.spread) ** 2 / allocation[one.id] * (1 - allocation[one.id] / one.units)
            for one in strata
        )
    )


RULES: Mapping[str, Callable[[Stratum, float], float]] = {
    "proportional": lambda one, _: float(one.units),
    "equal": lambda *_: 1.0,
    "neyman": lambda one, _: one.units * one.spread,
    "power": lambda one, curve: one.units**curve * one.spread,
}
"""What each stratum's part is in proportion to. Neyman 1934; power: Bankier 1988."""

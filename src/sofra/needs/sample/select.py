"""Drawing: simple, systematic, in proportion to size; the seed is given, so that anybody can draw again the same."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from sofra.engine.frame import Codes, Floats

SURE = 1 - 1e-6
"""From this probability on a unit is certain: R sampling's eps."""


def inclusion_probabilities(sizes: Sequence[float] | Floats, n: int) -> Floats:
    """The chance of each unit to be among n drawn in proportion to size, (units,); certain units have 1.

    n·size/Σsize; where that is above 1 the unit is certain and the others share what is left, until none is above 1.
    Equals R sampling's inclusionprobabilities. Sizes of 0 have the chance 0.
    """
    size = np.asarray(sizes, dtype=np.float64)
    certain = np.zeros(len(size), dtype=bool)
    while True:
        rest = size[~certain].sum()
        left = n - int(certain.sum())
        chance = np.where(certain, 1.0, left * size / rest if rest > 0 else 0.0)
        above = chance > 1.0
        if not above.any():
            return chance
        certain |= above


def simple(units: int, n: int, random: Generator) -> Codes:
    """n of the units, every set of n equally likely; positions in rising order."""
    return np.sort(random.choice(units, size=n, replace=False)).astype(np.int64)


def systematic(units: int, n: int, random: Generator) -> Codes:
    """Every (units/n)-th unit of the list from a random start; positions in rising order. The step may be a fraction.

    Each unit has the chance n/units. The order of the list spreads the sample: sort it by place first.
    """
    return systematic_pps(np.full(units, n / units), random)


def systematic_pps(chances: Floats, random: Generator) -> Codes:
    """Units drawn systematically with these chances, in the order of the list: R sampling's UPsystematic."""
    return systematic_from(chances, float(random.random()))


def systematic_from(chances: Floats, start: float) -> Codes:
    """The units in whose stretch of the summed chances a whole number of steps from `start` (0 to 1) falls.

    Certain units are taken first and leave no stretch, as in R.
    """
    free = np.flatnonzero((chances < SURE) & (chances > 0))
    ends = np.concatenate(([0.0], np.cumsum(chances[free])))
    # The sum is whole but for rounding; without this a start near 0 or 1 could draw one unit too few or too many.
    ends[-1] = np.round(ends[-1])
    steps = np.floor(ends - start)
    drawn = free[steps[1:] > steps[:-1]]
    return np.sort(np.concatenate((np.flatnonzero(chances >= SURE), drawn))).astype(np.int64)


def brewer(chances: Floats, random: Generator) -> Codes:
    """Units drawn one by one by Brewer's method, exactly with these chances; positions in rising order.

    Brewer 1975; the steps of R sampling's UPbrewer. Unlike a systematic draw every pair has a chance, but for
    chances of 0. Certain units are always in it.
    """
    return brewer_from(chances, random.random(round(float(chances.sum()))))


def brewer_from(chances: Floats, draws: Sequence[float] | Floats) -> Codes:
    """As `brewer`, with the random numbers given: one for each unit that is not certain is used, in order."""
    certain, free = chances >= SURE, (chances < SURE) & (chances > 0)
    chance = chances[free]
    n = round(float(chance.sum()))
    taken = np.zeros(len(chance), dtype=bool)
    for step in range(n):
        room = n - float(chance[taken].sum())
        odds = np.where(taken, 0.0, chance * (room - chance) / (room - chance * (n - step)))
        ends = np.cumsum(odds / odds.sum())
        taken[min(int(np.searchsorted(ends, draws[step], side="right")), len(ends) - 1)] = True
    drawn = certain.copy()
    drawn[np.flatnonzero(free)[taken]] = True
    return np.flatnonzero(drawn).astype(np.int64)

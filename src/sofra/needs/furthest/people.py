"""The people of a search as arrays: who is behind, for how many each stands, in which categories, in which unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Codes, Flags, Floats

Floats32 = NDArray[np.float32]

MOST_UNITS = 500
"""More units than this are joined at random within their stratum: enough to know an error by, and quicker."""

MOST_PERMUTED = 3000
"""Up to so many people of a simple sample are permuted; more are joined into units as well."""


@dataclass(frozen=True, slots=True)
class Items:
    """Categories as sets of people: `holds` (people, items); `circumstance` (items,) which one each belongs to."""

    holds: Flags
    circumstance: Codes


@dataclass(frozen=True, slots=True)
class People:
    """Those who answered. `y` (people,) 1 behind, 0 not; `weight` (people,); `unit` (people,) numbered from 0.

    `stratum` (units,) the stratum of each unit; `simple` True: everybody had the same chance, nobody came in a cluster.
    """

    y: Floats
    weight: Floats
    unit: Codes
    stratum: Codes
    items: Items
    simple: bool

    @property
    def size(self) -> int:
        """How many answered."""
        return len(self.y)

    @property
    def units(self) -> int:
        """Sampling units."""
        return len(self.stratum)

    @property
    def strata(self) -> int:
        """Strata with somebody."""
        return len(np.unique(self.stratum))

    @property
    def average(self) -> float:
        """The weighted share of those behind, 0 to 1."""
        return float(self.weight @ self.y / self.weight.sum())


def people(y: Floats, weight: Floats, unit: Codes, stratum_of_row: Codes, *, items: Items) -> People:
    """These rows as people; `unit` and `stratum_of_row` (rows,) are any codes."""
    names, number = np.unique(unit, return_inverse=True)
    stratum = np.zeros(len(names), dtype=np.int64)
    stratum[number] = stratum_of_row
    simple = len(names) == len(y) and np.ptp(weight) <= 1e-9 * float(weight.max()) and len(np.unique(stratum)) == 1
    return People(y, weight, number.astype(np.int64), stratum, items, bool(simple))


def joined(of: People, seed: int) -> People:
    """The same people in fewer units where there are very many, joined at random within each stratum.

    Random groups (Wolter 2007, chapter 2): the variance between the joined units estimates the same variance.
    """
    if of.units <= MOST_UNITS or (of.simple and of.size <= MOST_PERMUTED):
        return of
    random = np.random.default_rng([seed, 1])
    order = np.lexsort((random.random(of.units), of.stratum))
    sizes = np.bincount(of.stratum[order])
    wanted = np.maximum(np.minimum(sizes, 2), (sizes * MOST_UNITS) // of.units)
    starts = np.concatenate(([0], np.cumsum(wanted)[:-1]))
    rank = np.arange(of.units) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    stratum = of.stratum[order]
    into = np.empty(of.units, dtype=np.int64)
    into[order] = starts[stratum] + rank * wanted[stratum] // sizes[stratum]
    numbers, again = np.unique(into, return_inverse=True)
    new = np.zeros(len(numbers), dtype=np.int64)
    new[again] = of.stratum
    return replace(of, unit=again[of.unit].astype(np.int64), stratum=new, simple=False)


def members(items: Items, path: Sequence[int]) -> Codes:
    """The positions of the people in all of these items."""
    return np.flatnonzero(items.holds[:, list(path)].all(axis=1))

"""The stages of a sample as arrays: which unit each row is in, its stratum, and how many units there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Codes, Floats, Frame


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of selection.

    `unit` (rows,) the unit of each row, numbered from 0; `stratum` (units,) the stratum of each unit, a stratum never
    reaching over two units of the stage above; `above` (strata,) that unit of the stage above, 0 at the first stage;
    `sampled`, `population` (strata,) units in the sample and units there are, inf without a correction.
    """

    unit: Codes
    stratum: Codes
    above: Codes
    sampled: Codes
    population: Floats

    @property
    def units(self) -> int:
        """Units of this stage in the sample."""
        return len(self.stratum)

    @property
    def strata(self) -> int:
        """Strata of this stage in the sample."""
        return len(self.sampled)

    @property
    def fraction(self) -> Floats:
        """The sampled share of each stratum, n/N, 0 without a correction: (strata,)."""
        return np.minimum(1.0, self.sampled / self.population)


def stages(
    frame: Frame, *, units: Sequence[str], strata: Sequence[str], population: Sequence[str], nested: bool
) -> tuple[Stage, ...]:
    """The stages that these columns tell, from the first on. Call it only where `faults.checked` found none.

    Units of a later stage always start again within each unit above; those of the first stage within each stratum
    when `nested`. Without unit columns every row is a unit.
    """
    above = np.zeros(frame.size, dtype=np.int64)
    made: list[Stage] = []
    for number in range(max(1, len(units))):
        stratum = _joined(above, _codes(frame, strata, number))
        own = _codes(frame, units, number) if units else np.arange(frame.size)
        unit = _joined(stratum if (nested or number or strata) else above, own)
        known = _column(frame, population, number)
        made.append(_stage(unit, stratum, above, known))
        above = unit
    return tuple(made)


def _stage(unit: Codes, stratum: Codes, above: Codes, population: Floats | None) -> Stage:
    size = int(unit.max(initial=-1)) + 1
    of_unit = np.zeros(size, dtype=np.int64)
    of_unit[unit] = stratum
    sampled = np.bincount(of_unit)
    above_of = np.zeros(len(sampled), dtype=np.int64)
    above_of[stratum] = above
    known = np.full(len(sampled), np.inf)
    if population is not None:
        known[stratum] = population
        # A column of fractions, none above 1, is what R takes as the sampled share (svydesign, fpc).
        if len(known) and known.max() <= 1.0:
            known = sampled / known
    return Stage(unit, of_unit, above_of, sampled, known)


def _codes(frame: Frame, names: Sequence[str], number: int) -> Codes:
    if number >= len(names) or not names[number]:
        return np.zeros(frame.size, dtype=np.int64)
    column = frame.column(names[number])
    return _numbered(column.values)


def _column(frame: Frame, names: Sequence[str], number: int) -> Floats | None:
    if number >= len(names) or not names[number]:
        return None
    return frame.column(names[number]).values.astype(np.float64)


def _joined(first: Codes, second: Codes) -> Codes:
    """One number for every pair that occurs, in the order of the pairs."""
    if not len(first):
        return first
    pair = first * (int(second.max()) + 1) + second
    return _numbered(pair)


def _numbered(values: NDArray[Any]) -> Codes:
    numbers: Codes = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return numbers

"""The sampling plan as arrays: strata, sampling units, and how many units there are outside the sample."""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats


@dataclass(frozen=True, slots=True)
class Inside:
    """The households inside the sampled units, the second stage of the sample.

    `unit` (households,) the unit of each; `sampled` (units,) households in the sample; `population` (units,) households
    that there are.
    """

    unit: Codes
    sampled: Codes
    population: Floats

    @property
    def outside(self) -> Floats:
        """The share of each unit's households outside the sample, 1 - m/M: (units,)."""
        return np.maximum(0.0, 1.0 - self.sampled / self.population)


@dataclass(frozen=True, slots=True)
class Plan:
    """Units are numbered so that those of one stratum stand together.

    `stratum` (units,) the stratum of each unit, rising; `sampled` (strata,) units in the sample; `population`
    (strata,) units there are, inf without a finite-population correction; `lonely` the rule for strata of one unit;
    `inside` None: nothing is known about the second stage, or units are seen whole.
    """

    stratum: Codes
    sampled: Codes
    population: Floats
    lonely: str = "adjust"
    inside: Inside | None = None

    @property
    def units(self) -> int:
        """Sampling units in the sample."""
        return len(self.stratum)

    @property
    def strata(self) -> int:
        """Strata in the sample."""
        return len(self.sampled)

    @property
    def starts(self) -> Codes:
        """The position of each stratum's first unit: (strata,)."""
        return np.concatenate(([0], np.cumsum(self.sampled)[:-1])).astype(np.int64)

    @property
    def outside(self) -> Floats:
        """The share of each stratum's units outside the sample, 1 - n/N: (strata,)."""
        return np.maximum(0.0, 1.0 - self.sampled / self.population)

    @property
    def unseen(self) -> float:
        """The largest share of any unit's stratum that nobody asked, by both stages; 0 when everybody was asked."""
        inside = 1.0 if self.inside is None else 1.0 - self.inside.outside
        return float((1.0 - (1.0 - self.outside)[self.stratum] * inside).max(initial=0.0))

    @property
    def df(self) -> int:
        """Degrees of freedom of the design: units minus strata."""
        return self.units - self.strata


def plan(
    stratum_of_unit: Codes, population: Floats | None = None, lonely: str = "adjust", inside: Inside | None = None
) -> Plan:
    """The plan of units that are already numbered by stratum. `population` (strata,) None: without a correction."""
    sampled = np.bincount(stratum_of_unit).astype(np.int64)
    known = np.full(len(sampled), np.inf) if population is None else population
    return Plan(stratum_of_unit, sampled, known, lonely, inside)

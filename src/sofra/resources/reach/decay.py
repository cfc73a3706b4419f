"""How much less a service counts the farther it is: steps of minutes, each with its weight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.types.errors import SofraError, stop


@dataclass(frozen=True, slots=True)
class Steps:
    """Weights by steps: up to and with `minutes[k]` the weight is `weights[k]`, beyond the last one it is 0.

    The default is the first set of Luo and Qi 2009: 1, 0.68 and 0.22 within 10, 20 and 30 minutes.
    """

    minutes: Sequence[float] = (10.0, 20.0, 30.0)
    weights: Sequence[float] = (1.0, 0.68, 0.22)

    @property
    def limit(self) -> float:
        """The minutes beyond which nothing counts."""
        return self.minutes[-1]

    def of(self, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
        """The weight of each number of minutes, 0 beyond the limit."""
        step = np.zeros(len(minutes), dtype=np.int8)
        for last in self.minutes:
            step += minutes > last
        return np.array([*self.weights, 0.0]).take(step)


def steps(limit: float) -> Steps:
    """The steps of Luo and Qi stretched so that the last one ends at `limit` minutes."""
    if not 0 < limit < np.inf:
        raise stop(SofraError, "reach_limit", limit=str(limit))
    third = limit / 3
    return Steps((third, 2 * third, float(limit)))

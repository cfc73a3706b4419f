"""The share of people who live beyond a limit: not a mean, but those whom the mean hides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.reach.state import Reach, State


@dataclass(frozen=True, slots=True)
class Beyond:
    """People within a limit, beyond it, and those of whom nobody knows; `share` of the known, None when there are none.

    People whom no way leads to a service, or for whom there is none, are beyond every limit.
    """

    within: float
    beyond: float
    unknown: float

    @property
    def share(self) -> float | None:
        """Those beyond among those of whom it is known, 0 to 1."""
        known = self.within + self.beyond
        return self.beyond / known if known > 0 else None

    @property
    def share_within(self) -> float | None:
        """Those within among those of whom it is known, 0 to 1."""
        known = self.within + self.beyond
        return self.within / known if known > 0 else None


def beyond(minutes: Reach, people: NDArray[np.float64], limit: float) -> Beyond:
    """How many of `people` (homes,) live beyond `limit` minutes; a home that nobody counted (NaN) adds none."""
    weight = np.nan_to_num(people)
    unknown = np.isin(minutes.state, (State.NO_SPOT, State.UNLOCATED))
    far = ~unknown & ~(minutes.value <= limit)
    return Beyond(float(weight[~unknown & ~far].sum()), float(weight[far].sum()), float(weight[unknown].sum()))

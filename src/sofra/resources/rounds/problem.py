"""A week as a routing problem: which visits may be made, by which shifts, over which minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.types.outreach import Shift, Visit


@dataclass(frozen=True, slots=True)
class Problem:
    """Visits that would each fit alone, their numbers outside; shifts; (points, points) minutes, shifts first."""

    visits: Sequence[Visit]
    numbers: Sequence[int]
    shifts: Sequence[Shift]
    minutes: NDArray[np.float64]

"""What stands behind a number of reach: a way there, no way there, nobody at home, or something that is not known."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class State(IntEnum):
    """Why a home has its number, or has none. Where two hold, the greater one is told."""

    REACHED = 0
    OUT_OF_REACH = 1
    """A service exists, but not within the limit, or no way leads to it."""
    NO_SERVICE = 2
    """There is no such service with a spot on the map that these people may use."""
    UNKNOWN_CAPACITY = 3
    """A service within the limit has no known number of places: the number is what is known at least."""
    UNKNOWN_PEOPLE = 4
    """Nobody counted who lives here."""
    NOBODY = 5
    """Nobody lives here: a number for each person has no meaning."""
    NO_SPOT = 6
    """The home has no spot on the map."""
    UNLOCATED = 7
    """There are such services for these people, and none has a spot on the map: a safe house has none on purpose."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One number for each home, and why it stands as it does.

    `value`: (homes,) float64, inf or NaN possible: only `at` is for people. `state`: (homes,) numbers of `State`.
    """

    value: NDArray[np.float64]
    state: NDArray[np.int8]

    def at(self, home: int) -> tuple[float | None, State]:
        """The number of one home, None where it has no meaning, and its state."""
        state, value = State(int(self.state[home])), float(self.value[home])
        return (value if state in TOLD and np.isfinite(value) else None), state


TOLD = (State.REACHED, State.OUT_OF_REACH)
"""Only these have a number for people: 0 places or 0 minutes where nothing is known would be a lie."""


def states(homes: int) -> NDArray[np.int8]:
    """(homes,) all reached, to be overwritten."""
    return np.full(homes, State.REACHED, dtype=np.int8)

"""Clearing single values until everybody shares their keys with enough others (local suppression)."""

import numpy as np

from sofra.engine.frame import Codes
from sofra.needs.microdata.alike import UNKNOWN, alike


def suppress(keys: Codes, k: int) -> Codes:
    """The keys with values cleared (-1) so that at least k rows share every combination: (rows, keys), a copy.

    Of the rows that stand out, each loses the one value that makes it share its keys with most others; at a tie the
    first column's. A row that still stands out loses the next, so it ends. With fewer than k rows all is cleared.
    """
    done = keys.copy()
    ones = np.ones(len(keys))
    for _ in range(keys.shape[1]):
        unsafe = np.flatnonzero(alike(done, ones) < k)
        if not len(unsafe):
            return done
        for column, rows in _best(done, unsafe):
            done[rows, column] = UNKNOWN
    return done


def _best(keys: Codes, unsafe: Codes) -> list[tuple[int, Codes]]:
    """Which column to clear in which of the unsafe rows."""
    width = keys.shape[1]
    gain = np.full((len(unsafe), width), -1.0)
    for column in range(width):
        others = [at for at in range(width) if at != column]
        shared = alike(keys[:, others], np.ones(len(keys)))[unsafe] if others else np.full(len(unsafe), len(keys))
        gain[:, column] = np.where(keys[unsafe, column] == UNKNOWN, -1.0, shared)
    chosen = gain.argmax(axis=1)
    return [(column, unsafe[(chosen == column) & (gain[:, column] >= 0)]) for column in range(width)]

"""How many share somebody's keys; an unknown value could be any, so it matches every value (as sdcMicro counts)."""

import numpy as np

from sofra.engine.frame import Codes, Floats

UNKNOWN = -1
CHUNK = 512
"""Patterns compared with all others at a time, so that memory stays small."""


def alike(keys: Codes, weight: Floats) -> Floats:
    """The weight of the rows that share a row's keys, the row itself among them: (rows,)."""
    patterns, number = np.unique(keys, axis=0, return_inverse=True)
    number = number.ravel()
    whole = np.bincount(number, weight, minlength=len(patterns))
    found = np.empty(len(patterns))
    for start in range(0, len(patterns), CHUNK):
        part = patterns[start : start + CHUNK]
        same = np.ones((len(part), len(patterns)), dtype=np.bool_)
        for column in range(keys.shape[1]):
            mine, theirs = part[:, column, None], patterns[None, :, column]
            same &= (mine == theirs) | (mine == UNKNOWN) | (theirs == UNKNOWN)
        found[start : start + CHUNK] = same @ whole
    return np.asarray(found[number], dtype=np.float64)

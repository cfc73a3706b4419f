"""People by their circumstances: every combination that occurs, and its columns for any set of circumstances."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats

STEPS = 25
FAR = 15.0
"""A log odds further out than this is certainty."""


@dataclass(frozen=True, slots=True)
class Cells:
    """`level` (cells, circumstances) each combination's category of each circumstance; `of_row` (rows,), -1 outside."""

    names: Sequence[str]
    level: Codes
    of_row: Codes

    @property
    def size(self) -> int:
        """How many combinations occur."""
        return len(self.level)


def cells(names: Sequence[str], codes: Codes) -> Cells:
    """The combinations that occur among `codes`, (rows, circumstances); -1 in any of them leaves the row out."""
    known = (codes >= 0).all(axis=1)
    of_row = np.full(len(codes), -1, dtype=np.int64)
    level, found = np.unique(codes[known], axis=0, return_inverse=True)
    of_row[known] = found.ravel()
    return Cells(names, level.astype(np.int64).reshape(-1, len(names)), of_row)


def columns(of: Cells, chosen: Sequence[int], model: str) -> Floats:
    """What tells cells apart when only `chosen` circumstances count, (cells, columns).

    "cells": one column for every combination; "effects": a constant and one a category but the first.
    """
    if model == "cells":
        codes = np.unique(of.level[:, list(chosen)], axis=0, return_inverse=True)[1].ravel()
        return np.eye(int(codes.max()) + 1)[codes]
    parts = [np.ones((of.size, 1))]
    for circumstance in chosen:
        level = of.level[:, circumstance]
        parts.append((level[:, None] == np.unique(level)[None, 1:]).astype(np.float64))
    return np.concatenate(parts, axis=1)


def fitted(x: Floats, weight: Floats, mean: Floats, model: str) -> Floats:
    """The chance of access that the columns give every cell, (cells,): a logit by main effects, or the means."""
    if model == "cells":
        own = x.T @ weight
        return np.asarray(x @ np.divide(x.T @ (weight * mean), own, out=np.zeros(len(own)), where=own > 0))
    value = np.zeros(x.shape[1])
    whole = min(max(float(weight @ mean / weight.sum()), 1e-6), 1 - 1e-6)
    value[0], chance = np.log(whole / (1 - whole)), np.full(len(weight), whole)
    for _ in range(STEPS):
        slope = weight * chance * (1 - chance)
        step = np.linalg.lstsq((x * slope[:, None]).T @ x, x.T @ (weight * (mean - chance)), rcond=1e-10)[0]
        value = value + step
        chance = 1 / (1 + np.exp(-np.clip(x @ value, -FAR, FAR)))
        if np.abs(step).max() < 1e-11:
            break
    return np.asarray(chance)


def projection(x: Floats, weight: Floats) -> Floats:
    """From noise in the cells' weighted totals to noise in their fitted means, (cells, cells), near equality."""
    return np.asarray(x @ np.linalg.pinv((x * weight[:, None]).T @ x, rcond=1e-10) @ x.T)

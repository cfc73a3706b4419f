"""The cube of deprivation profiles: who lacks what together, summed once, from which every index follows.

The deprivations of a row are packed into one whole number, bit j for deprivation j; rows are summed by this number and
by group. There are at most 2^J lines a group, whatever the number of rows, and any weights and any cut-off are read off
the lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.engine.evaluate import TRUE, UNKNOWN, truth
from sofra.engine.frame import Codes, Flags, Floats, Frame
from sofra.packs.condition import parse

HAIR = 1e-9
"""A score this little below the cut-off is at it: one sixth and one sixth make one third."""

Masks = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cube:
    """Sums by profile and group. `profiles` (lines,) masks of `items` bits; `weight` (lines, groups); `rows` the same,
    unweighted.
    """

    profiles: Codes
    weight: Floats
    rows: Floats
    items: int

    @property
    def bits(self) -> Floats:
        """What each profile lacks: (lines, items) 0 or 1."""
        return bits(self.profiles, self.items)


def profiles(frame: Frame, conditions: Sequence[str]) -> tuple[Masks, Flags]:
    """Every row's profile, (rows,), and whether all its deprivations are known; unknown rows have the profile 0."""
    mask = np.zeros(frame.size, dtype=np.int32)
    known = np.ones(frame.size, dtype=np.bool_)
    for position, text in enumerate(conditions):
        verdicts = truth(parse(text), frame)
        mask |= (verdicts == TRUE).astype(np.int32) << position
        known &= verdicts != UNKNOWN
    return np.where(known, mask, 0).astype(np.int32), known


def packed(lacking: Sequence[NDArray[np.generic]]) -> Masks:
    """Profiles from one 0/1 column a deprivation, each (rows,)."""
    mask = np.zeros(len(lacking[0]), dtype=np.int32)
    for position, column in enumerate(lacking):
        mask |= column.astype(np.int32) << position
    return mask


def cube(mask: Masks, items: int, weight: Floats, *, group: Codes | None = None, groups: int = 1) -> Cube:
    """The cube of these profiles, (rows,), by `group` (rows,) 0 to groups - 1; a group below 0 belongs to none.

    Lines that nobody has are left out. One pass over the rows.
    """
    size = 1 << items
    if group is None:
        cell = mask
    else:
        inside = group >= 0
        if not inside.all():
            mask, weight, group = mask[inside], weight[inside], group[inside]
        cell = group.astype(np.int32) * np.int32(size) + mask
    cells = groups * size
    weighed = np.bincount(cell, weight, minlength=cells).reshape(groups, size).T
    counted = np.bincount(cell, minlength=cells).reshape(groups, size).T
    there = np.flatnonzero(counted.any(axis=1))
    return Cube(there.astype(np.int64), weighed[there].astype(np.float64), counted[there].astype(np.float64), items)


def cube_of_lines(lines: Sequence[tuple[int, int, int, float]], items: int, groups: int) -> Cube:
    """The cube from a database's lines (group, profile, rows, weight), as `engine.profiles.cube_sql` asks for them."""
    table = np.array(lines, dtype=np.float64).reshape(-1, 4)
    found, position = np.unique(table[:, 1].astype(np.int64), return_inverse=True)
    weight, rows = np.zeros((len(found), groups)), np.zeros((len(found), groups))
    at = (position, table[:, 0].astype(np.int64))
    np.add.at(rows, at, table[:, 2])
    np.add.at(weight, at, table[:, 3])
    return Cube(found, weight, rows, items)


def bits(mask: Codes | Masks, items: int) -> Floats:
    """What each profile lacks: (profiles, items) 0 or 1."""
    return ((mask[:, None] >> np.arange(items)) & 1).astype(np.float64)


def of_poor(found: Cube, weights: Floats, cut: float) -> Floats:
    """1 for the profiles that are poor under these weights, 0 for the others: (lines,)."""
    return poor(found.bits @ weights, cut).astype(np.float64)


def poor(score: Floats, cut: float) -> Flags:
    """Whether each weighted score reaches the cut-off."""
    return np.asarray(score >= cut - HAIR, dtype=np.bool_)

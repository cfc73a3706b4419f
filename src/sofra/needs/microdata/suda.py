"""Special uniques: people who are unique by very few keys, and by how many such combinations (SUDA).

Elliot, Manning and Ford 2002: a minimal sample unique (MSU) is a set of keys by which a row is unique and no smaller
part of which makes it so. Score = Σ over a row's MSUs of Π_{i=size}^{M-1} (keys - i), M the largest size searched.
"""

from itertools import combinations
from math import prod

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.microdata.alike import alike


def special_uniques(keys: Codes, largest: int) -> Floats:
    """Every row's SUDA score, 0 for a row that no combination of up to `largest` keys makes unique: (rows,).

    `keys` (rows, keys) whole numbers; an unknown (-1) could be any value, so it makes nobody unique.
    """
    rows, width = keys.shape
    largest = min(largest, width)
    score = np.zeros(rows)
    found: list[list[int]] = [[] for _ in range(rows)]
    for size in range(1, largest + 1):
        worth = float(prod(width - i for i in range(size, largest)))
        for chosen in combinations(range(width), size):
            mask = sum(1 << column for column in chosen)
            for row in _unique_rows(keys[:, chosen]):
                if not any(smaller & mask == smaller for smaller in found[row]):
                    found[row].append(mask)
                    score[row] += worth
    return score


def _unique_rows(keys: Codes) -> list[int]:
    return [int(at) for at in np.flatnonzero(alike(keys, np.ones(len(keys))) == 1)]

"""Exact totals where a law wants them: small cells withheld, others with them until no programme finds a small one.

Primary: counts from 1 to below the threshold. Complementary: for each primary cell that is not yet safe, the cheapest
change of the table that moves the cell to an end of its protected range and leaves every shown number as it is;
cells that have to change are withheld too (Kelly, Golden and Assad 1992: one linear programme a cell and direction, in
which small cells are cheap). That change is itself the proof that the attacker's interval holds the range; the audit
by `sofra.needs.disclosure.attack` proves it once more with all cells together.
"""

from typing import Any, NamedTuple

import numpy as np

from sofra.needs.disclosure.attack import SLACK, Interval, Known, Target, attack
from sofra.needs.disclosure.cube import Cube


class Suppressed(NamedTuple):
    """hidden: (cells,) True where a count is withheld; `small` of these by the threshold itself."""

    hidden: Any
    small: Any


def suppressed(cube: Cube, threshold: int) -> Suppressed:
    """Which cells of the cube are withheld so that each count from 1 to below the threshold stays hidden.

    The attacker's interval of each holds everything from 0 to the threshold less one at least.
    """
    small = (cube.counts >= 1) & (cube.counts < threshold)
    hidden = small.copy()
    for cell in np.flatnonzero(small):
        for end in (0, threshold - 1):
            if end != cube.counts[cell]:
                hidden |= _moved(cube, int(cell), end, hidden)
    return Suppressed(hidden, small)


def audit(cube: Cube, hidden: Any, threshold: int) -> list[Interval]:
    """The cells from 1 to below the threshold that the shown ones give away; empty when the table is safe."""
    return list(attack(statements(cube, hidden), _targets(cube, threshold)).pinned)


def statements(cube: Cube, hidden: Any) -> list[Known]:
    """What a table with withheld cells tells: every sum holds, every shown cell is exact."""
    lines = [Known(_name(cube, one.total), one.parts, 0, 0, (one.total,)) for one in cube.sums]
    shown = [cell for cell in range(len(cube.addresses)) if not hidden[cell] and not cube.addresses[cell].rest]
    return lines + [Known(_name(cube, cell), (cell,), int(cube.counts[cell]), int(cube.counts[cell])) for cell in shown]


def _targets(cube: Cube, threshold: int) -> list[Target]:
    return [
        Target(address, (cell,), threshold - 1, threshold, int(count))
        for cell, (address, count) in enumerate(zip(cube.addresses, cube.counts, strict=True))
        if not address.rest
    ]


def _name(cube: Cube, cell: int) -> str:
    place, sex, age, _ = cube.addresses[cell]
    return " · ".join(part for part in (place, sex, age) if part)


def _moved(cube: Cube, cell: int, end: int, hidden: Any) -> Any:
    """(cells,) True where the table has to change when this cell has the value `end`: as few people as can be."""
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    n, rest = len(cube.counts), np.array([address.rest for address in cube.addresses])
    matrix = _additive(cube)
    price = np.where(hidden | rest, 1e-4, 1.0 + np.log1p(cube.counts))
    up = np.array([[0.0, np.inf]] * n)
    down = np.column_stack([np.zeros(n), cube.counts.astype(float)])
    move = float(end - cube.counts[cell])
    up[cell], down[cell] = (max(move, 0.0),) * 2, (max(-move, 0.0),) * 2
    found = linprog(
        np.concatenate([price, price]),
        A_eq=hstack([matrix, -matrix]),
        b_eq=np.zeros(len(cube.sums)),
        bounds=np.vstack([up, down]),
        method="highs",
    )
    if found.x is None:
        return ~rest
    return (np.abs(found.x[:n] - found.x[n:]) > SLACK) & ~rest


def _additive(cube: Cube) -> Any:
    from scipy.sparse import csr_array

    rows = [row for row, one in enumerate(cube.sums) for _ in range(len(one.parts) + 1)]
    columns = [column for one in cube.sums for column in (*one.parts, one.total)]
    signs = [sign for one in cube.sums for sign in [1.0] * len(one.parts) + [-1.0]]
    return csr_array((signs, (rows, columns)), shape=(len(cube.sums), len(cube.counts)))

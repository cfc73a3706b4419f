"""Controlled rounding: every count of a cube to a multiple of the base beside it, so that every sum still adds up.

Least sum of |rounded - true| with each rounded count one of the two multiples beside the true one, multiples as they
are, additive in all margins of all dimensions (Cox and Ernst 1982; Willenborg and de Waal 2001, chapter 9): a whole
number programme, solved exactly by HiGHS. In two dimensions there is always a solution; in three and more there may be
none, then sums (never inner cells) may move by one base further, as few of them as possible.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sofra.needs.disclosure.cube import Address, Cube, Whole

Floats = NDArray[np.float64]
TIES = 0.9
"""All in all less than one person: of equally good roundings always the same one is taken."""


class Rounded(NamedTuple):
    """counts: (cells,) multiples of the base; `reach` how far a sum can be off at most; `kept` cells kept."""

    counts: Whole
    reach: int
    kept: int


def rounded(cube: Cube, base: int, kept: Mapping[Address, int] | None = None) -> Rounded:
    """The cube's counts to multiples of the base.

    `kept` are values that cells must have again because an earlier release showed them for the same true count: then
    two releases never tell more than one about a cell that did not change. Where all of that adds up no more, inner
    cells keep theirs and sums give way, first to the other multiple, then beyond.
    """
    low = cube.counts // base * base
    wanted = _wanted(cube, base, kept or {})
    inner = wanted.copy()
    inner[list(cube.totals)] = -1
    for held in (wanted, inner):
        up = _solve(cube, base, low, held)
        if up is not None:
            return _found(cube, base, low + base * up, wanted)
    up = _loosened(cube, base, low, inner)
    return _found(cube, base, low + base * (_from_inner(cube, base, low, inner) if up is None else up), wanted)


def _found(cube: Cube, base: int, counts: Whole, wanted: Whole) -> Rounded:
    furthest = int(np.abs(counts - cube.counts).max(initial=0))
    kept = (wanted >= 0) & (counts == cube.counts // base * base + base * wanted)
    return Rounded(counts, base * (furthest // base + 1) - 1, int(kept.sum()))


def _wanted(cube: Cube, base: int, kept: Mapping[Address, int]) -> Whole:
    """(cells,) 1 a cell must go up, 0 down, -1 free."""
    found = np.full(len(cube.addresses), -1, dtype=np.int64)
    for position, address in enumerate(cube.addresses):
        value, count = kept.get(address), int(cube.counts[position])
        if value is not None and count % base and abs(value - count) < base and value % base == 0:
            found[position] = int(value > count)
    return found


def _limits(cube: Cube, low: Whole, held: Whole) -> tuple[Floats, Floats]:
    """(cells,) how many bases up at least and at most: multiples stay, what is held has no choice."""
    free = (cube.counts != low).astype(float)
    return np.where(held >= 0, held, 0.0), np.where(held >= 0, held, free)


def _solve(cube: Cube, base: int, low: Whole, held: Whole) -> Whole | None:
    """(cells,) 1 up, 0 down; None when nothing adds up."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix, right = _additive(cube, base, low)
    found = milp(
        _cost(cube.counts - low, base),
        integrality=np.ones(len(low)),
        bounds=Bounds(*_limits(cube, low, held)),
        constraints=LinearConstraint(matrix, right, right) if len(right) else None,
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else np.rint(found.x).astype(np.int64)


def _cost(above: Whole, base: int) -> Floats:
    """(cells,) what going up costs more than going down, in people; ties are broken by position."""
    positions = np.arange(len(above))
    nudge = TIES / max(1, len(above)) * ((positions * 0.6180339887498949) % 1.0)
    distance: Floats = (base - 2 * above) + nudge
    return distance


def _additive(cube: Cube, base: int, low: Whole) -> tuple[Any, Floats]:
    """Σ parts' ups - total's up = (total's low - Σ parts' lows) / base, one line a sum."""
    from scipy.sparse import csr_array

    rows, columns, values, right = [], [], [], []
    for row, one in enumerate(cube.sums):
        rows += [row] * (len(one.parts) + 1)
        columns += [*one.parts, one.total]
        values += [1.0] * len(one.parts) + [-1.0]
        right.append((low[one.total] - low[list(one.parts)].sum()) / base)
    shape = (len(cube.sums), len(low))
    return csr_array((values, (rows, columns)), shape=shape), np.array(right, dtype=float)


def _loosened(cube: Cube, base: int, low: Whole, held: Whole) -> Whole | None:
    """(cells,) -1, 0, 1 or 2 bases up: sums may go one base beyond their two multiples, at a price."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack

    n, totals = len(low), sorted(cube.totals)
    matrix, right = _additive(cube, base, low)
    spare = csr_array((np.ones(len(totals)), (totals, range(len(totals)))), shape=(n, len(totals)))
    # ups = within + further - back: three sets of columns.
    below, above = _limits(cube, low, held)
    further = np.concatenate([np.ones(len(totals)), low[totals] >= base])
    found = milp(
        np.concatenate([_cost(cube.counts - low, base), np.full(2 * len(totals), 2.0 * base * n)]),
        integrality=np.ones(n + 2 * len(totals)),
        bounds=Bounds(np.concatenate([below, 0 * further]), np.concatenate([above, further])),
        constraints=LinearConstraint(hstack([matrix, matrix @ spare, -(matrix @ spare)]), right, right),
        options={"mip_rel_gap": 0},
    )
    if found.x is None:
        return None
    ups: Whole = np.rint(found.x).astype(np.int64)
    result: Whole = ups[:n].copy()
    result[totals] += ups[n : n + len(totals)] - ups[n + len(totals) :]
    return result


def _from_inner(cube: Cube, base: int, low: Whole, held: Whole) -> Whole:
    """Inner cells to the nearest multiple, every sum made from them: always adds up, but a sum may be far off."""
    ups = np.where(held >= 0, held, (cube.counts - low) * 2 > base)
    found = low + base * ups
    known = set(range(len(low))) - cube.totals
    lines = list(cube.sums)
    while lines:
        ready = [one for one in lines if set(one.parts) <= known]
        for one in ready:
            found[one.total] = found[list(one.parts)].sum()
        known |= {one.total for one in ready}
        lines = [one for one in lines if one not in ready]
    return np.asarray((found - low) // base, dtype=np.int64)

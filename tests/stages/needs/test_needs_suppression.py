"""Exact totals with withheld cells: what looks safe line by line is not, and the programmes notice."""

import numpy as np
from hypothesis import given, settings
from tests.stages.needs.test_needs_rounding import register, tables

from sofra.needs.disclosure.attack import interval
from sofra.needs.disclosure.cube import Address, Cube, Sum, build
from sofra.needs.disclosure.suppression import audit, statements, suppressed
from sofra.types.keys import PlaceId


def grid(counts: list[list[int]]) -> Cube:
    """A table with its margins: cells row by row, then the sums of rows, of columns, the whole."""
    inner = np.array(counts)
    rows, columns = inner.shape
    values = [*inner.ravel(), *inner.sum(axis=1), *inner.sum(axis=0), inner.sum()]
    names = [Address(PlaceId(f"c{one}")) for one in range(len(values))]
    n = rows * columns
    sums = [Sum(n + row, tuple(range(row * columns, (row + 1) * columns))) for row in range(rows)]
    sums += [Sum(n + rows + column, tuple(range(column, n, columns))) for column in range(columns)]
    sums += [
        Sum(len(values) - 1, tuple(range(n, n + rows))),
        Sum(len(values) - 1, tuple(range(n + rows, len(values) - 1))),
    ]
    return Cube(names, np.array(values), sums)


def test_two_withheld_cells_in_every_line_can_still_give_one_away() -> None:
    # Rows 1 and 2 share two of their withheld columns; the third withheld cell of row 1 is what is left over.
    #        x   x   .          x1 + x2 + x3 = row 1, x4 + x5 = row 2, x1 + x4 and x2 + x5 = columns 1 and 2,
    #        x   x   .          so x3 = row 1 + row 2 - column 1 - column 2 (+ what is shown).
    cube = grid([[2, 7, 3, 9], [8, 4, 9, 9], [9, 9, 6, 4], [9, 9, 2, 8]])
    hidden = np.zeros(len(cube.counts), dtype=bool)
    hidden[[0, 1, 2, 4, 5, 10, 11, 14, 15]] = True
    lines = [[cell for cell in one.parts if hidden[cell]] for one in cube.sums]

    assert all(len(line) != 1 for line in lines)
    assert interval(statements(cube, hidden), (2,)) == (3.0, 3.0)
    assert Address(PlaceId("c2")) in [found.target.what for found in audit(cube, hidden, 5)]


def test_complementary_suppression_by_programmes_leaves_nothing_to_find() -> None:
    cube = grid([[2, 7, 3, 9], [8, 4, 9, 9], [9, 9, 6, 4], [9, 9, 2, 8]])

    found = suppressed(cube, 5)

    assert audit(cube, found.hidden, 5) == []
    assert found.hidden[found.small].all()
    for cell in np.flatnonzero(found.small):
        low, high = interval(statements(cube, found.hidden), (int(cell),))
        assert low == 0
        assert high >= 4


def test_without_complementary_cells_a_lonely_one_is_known_exactly() -> None:
    cube = grid([[3, 8], [9, 7]])
    hidden = np.array([True] + [False] * 8)

    assert interval(statements(cube, hidden), (0,)) == (3.0, 3.0)
    assert len(audit(cube, hidden, 5)) == 1


@settings(max_examples=12, deadline=None)
@given(tables)
def test_a_suppressed_cube_stands_every_attack(counts: list[int]) -> None:
    cube, _ = build(*register(counts))

    found = suppressed(cube, 5)

    assert audit(cube, found.hidden, 5) == []

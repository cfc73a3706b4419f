"""The cube of profiles is the same from NumPy, DuckDB, Ibis and SQLite, and its ranks are fast."""

from typing import Any

import numpy as np
import pytest
from tests.engine.test_engine_conditions import ENGINES

from sofra.engine.duck import kinds
from sofra.engine.frame import Frame, frame
from sofra.engine.profiles import cube_sql
from sofra.engine.sql import truth_sql
from sofra.needs.multidimensional.cube import cube, cube_of_lines, profiles
from sofra.needs.multidimensional.index import of_cube
from sofra.needs.multidimensional.robust import draws, robustness, under
from sofra.packs.condition import parse
from sofra.types.answers import Kind, Variable

CONDITIONS = ("a = 'no'", "b >= 2", "count(a = 'no', b >= 2, c = 1) >= 2")


def answers() -> Frame:
    chance = np.random.default_rng(3)
    rows = [
        {
            "a": chance.choice(["no", "yes", None]),
            "b": None if chance.random() < 0.1 else float(chance.integers(0, 4)),
            "c": float(chance.integers(0, 2)),
            "g": float(chance.integers(0, 3)),
            "w": float(chance.integers(1, 50)),
        }
        for _ in range(400)
    ]
    return frame(rows, [Variable(name, Kind.NUMBER, {}) for name in "bcgw"])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cube_is_the_same_on_every_database(engine: Any) -> None:
    source = answers()
    mask, known = profiles(source, CONDITIONS)
    group = source.column("g").values.astype(np.int64)
    expected = cube(mask[known], 3, source.column("w").values[known], group=group[known], groups=3)
    conditions = [truth_sql(parse(one), kinds(source)) for one in CONDITIONS]

    (lines,) = engine(source, [cube_sql("answers", conditions, group="g", weight="w")])

    found = cube_of_lines(lines, 3, 3)
    assert 0 < known.sum() < 400
    np.testing.assert_array_equal(found.profiles, expected.profiles)
    np.testing.assert_array_equal(found.rows, expected.rows)
    np.testing.assert_allclose(found.weight, expected.weight, rtol=1e-12)


def test_a_row_outside_every_group_is_in_no_line() -> None:
    found = cube(np.array([1, 1, 0], dtype=np.int32), 1, np.ones(3), group=np.array([0, -1, 0]))

    assert found.rows.tolist() == [[1.0], [1.0]]


def test_the_group_that_lacks_more_of_everything_is_first_under_every_weighting() -> None:
    made = cube(np.array([0, 1, 3, 3], dtype=np.int32), 2, np.ones(4), group=np.array([0, 0, 1, 1]), groups=2)

    found = robustness(made, [0, 1], 0.3, seed=1)

    assert found.first.tolist() == [0.0, 1.0]
    assert (found.low.tolist(), found.high.tolist()) == ([2, 1], [2, 1])


def test_two_groups_that_lack_opposite_things_share_the_first_place() -> None:
    made = cube(np.array([1, 2], dtype=np.int32), 2, np.ones(2), group=np.array([0, 1]), groups=2)

    found = robustness(made, [0, 1], 0.01, seed=1, weightings=4000)

    assert found.first == pytest.approx([0.5, 0.5], abs=0.03)


def test_the_items_of_a_dimension_share_its_weight_and_all_weights_add_up_to_one() -> None:
    found = draws([0, 0, 1], seed=5, weightings=50)

    np.testing.assert_allclose(found.sum(axis=0), 1.0)
    np.testing.assert_allclose(found[0], found[1])


def test_a_thousand_weightings_at_once_say_what_each_says_alone() -> None:
    chance = np.random.default_rng(2)
    mask, group = chance.integers(0, 1024, 5_000).astype(np.int32), chance.integers(0, 20, 5_000)
    made = cube(mask, 10, chance.random(5_000), group=group, groups=20)
    weights = draws(list(range(10)), seed=1)

    found = under(made, weights, 1 / 3)

    assert found.shape == (20, 1000)
    for one in (0, 499, 999):
        np.testing.assert_allclose(found[:, one], of_cube(made, weights[:, one].tolist(), 1 / 3).m0, atol=1e-6)

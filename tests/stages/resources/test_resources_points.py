"""Fixed days in villages: the points chosen are the best of all choices, and nobody is counted twice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.resources.rounds.points import Town, fixed_days, outlay, reached, walkable, week_cost
from sofra.resources.travel.straight import StraightLine
from sofra.types.errors import DesignError
from sofra.types.outreach import Point

MANY = 10_000


def points(count: int, most: list[int] | None = None, cost: float | None = 100.0) -> list[Point]:
    return [Point(f"S{n}", 21.0, 41.5, (most or [MANY] * count)[n], cost) for n in range(count)]


NEAR = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]], dtype=bool)
PEOPLE = np.array([10.0, 30.0, 20.0, 15.0])


def test_somebody_near_two_points_is_counted_once():
    found = fixed_days(points(3), NEAR, PEOPLE, days=2)

    assert (found.points, dict(found.added)) == (["S1", "S2"], {"S1": 50, "S2": 15})
    assert (found.reached, found.bound, found.people, found.cost) == (65, 65, 75, 200.0)


def test_a_point_serves_no_more_than_it_can():
    found = fixed_days(points(3, [25, 25, 25]), NEAR, PEOPLE, days=3)

    assert found.reached == 25 + 25 + 15


def test_an_unknown_cost_leaves_no_cost():
    found = fixed_days(points(3, cost=None), NEAR, PEOPLE, days=1)

    assert (found.cost, outlay(found.reached, found.cost).each) == (None, None)
    assert outlay(0, 50.0).each is None
    assert outlay(40, 100.0).each == 2.5


def test_no_day_and_no_point_are_told():
    with pytest.raises(DesignError, match="points_none"):
        fixed_days([], NEAR[:0], PEOPLE, days=2)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_choice_is_the_best_of_all_choices(data):
    count, homes, days = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 8)), data.draw(st.integers(1, 4))
    near = np.array(data.draw(st.lists(st.booleans(), min_size=count * homes, max_size=count * homes)))
    near = near.reshape(count, homes)
    people = np.array(data.draw(st.lists(st.integers(0, 30), min_size=homes, max_size=homes)), dtype=float)
    most = data.draw(st.lists(st.sampled_from((5, 20, MANY)), min_size=count, max_size=count))

    found = fixed_days(points(count, most), near, people, days=days)

    every = combinations(range(count), min(days, count))
    assert found.reached == max(round(flow(near[list(some)], people, [most[n] for n in some])) for some in every)
    assert found.bound == found.reached


def flow(near, people, most) -> float:
    """The most that can be served, by linear programming."""
    from scipy.optimize import linprog

    rows, cols = near.shape
    by_point = np.kron(np.eye(rows), np.ones(cols))
    by_home = np.kron(np.ones(rows), np.eye(cols))
    bounds = [(0, None if ok else 0) for ok in near.ravel()]
    return -linprog(
        -np.ones(rows * cols), A_ub=np.vstack([by_point, by_home]), b_ub=[*most, *people], bounds=bounds
    ).fun


def test_limits_are_shared_out_as_well_as_can_be():
    town = Town(np.array([[1, 1], [1, 0]], dtype=bool), np.array([10.0, 10.0]), np.array([10.0, 10.0]))

    assert reached(town, [0, 1]) == 20  # the second point takes whom the first leaves


def test_who_can_walk_there_is_asked_of_the_way():
    homes = np.array([(21.0, 41.5), (21.0, 41.509), (21.0, 41.6)])

    near = walkable(points(1), homes, StraightLine("walk", 5.0), 30)

    assert near.tolist() == [[True, True, False]]


def test_a_week_costs_its_hours_and_its_kilometres():
    assert week_cost(300, 35.0, per_hour=6.0, per_km=0.2) == 5 * 6 + 35 * 0.2
    assert week_cost(300, 35.0, per_hour=None, per_km=0.2) is None

"""The shortest longest way, from few homes first: against every choice, and with a bound when the time is over."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.plan.test_siting_small import BUDGET, QUICK, choices, longest, problems

from sofra.plan.siting import center
from sofra.plan.siting.center import reduced, worst_off
from sofra.plan.siting.problem import Cap, Crowd, Siting
from sofra.plan.siting.solve import solve


def town(homes: int, sites: int, new: int) -> Siting:
    """A seeded town in a square of 100 by 100 minutes."""
    random = np.random.default_rng(20261122)
    spots, places = random.uniform(0, 100, (homes, 2)), random.uniform(0, 100, (sites, 2))
    minutes = np.hypot(*(spots[:, None] - places[None]).transpose(2, 0, 1))
    return Siting(minutes, np.ones(homes), np.zeros(sites, dtype=bool), new=new)


@pytest.mark.parametrize("first", [2.0, -1.0], ids=["raising the bound", "halving"])
def test_both_ways_of_searching_find_the_best_of_all_choices(first: float, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(center, "FIRST", first)

    @QUICK
    @given(problems())
    def best_of_all(problem: Siting) -> None:
        best = min(longest(problem, chosen) for chosen in choices(problem))
        found = worst_off(problem)
        somebody = np.isfinite(problem.minutes[problem.demand > 0]).any()
        if np.isinf(best) or not somebody:
            assert found.value is None
        else:
            assert (found.value, found.bound, found.proved) == (best, best, True)

    best_of_all()


@QUICK
@given(problems(reached=True), st.integers(1, 30), st.sampled_from([0.5, 1.0]), st.booleans())
def test_a_promise_and_a_budget_are_kept_by_the_shortest_longest_way(
    problem: Siting, minutes: int, share: float, priced: bool
):
    some = np.arange(len(problem.people)) % 2 == 0
    crowd = Crowd(np.where(some, 1.0, 0.0), np.ones(len(some), dtype=bool))
    asked = replace(problem, groups={"OLD": crowd}, caps=(Cap("OLD", float(minutes), share),))
    cost = np.arange(1.0, len(problem.existing) + 1) * 5
    asked = replace(asked, cost=cost, budget=BUDGET) if priced else asked
    ways = [longest(asked, chosen) for chosen in choices(asked)]

    found = solve(asked, "worst_off")

    if ways:
        assert (found.value, found.proved) == (min(ways), True)
    else:
        assert found.value is None


def test_what_four_sites_reach_is_proved_for_a_whole_town():
    problem = town(300, 60, 4)

    found = worst_off(problem)

    assert found.proved
    assert found.value == longest(problem, found.chosen)


def test_when_the_time_is_over_the_bound_is_below_the_value_and_the_gap_says_how_far():
    problem = town(150, 40, 3)
    best = worst_off(problem).value

    found = worst_off(problem, seconds=0.0)

    assert found.value == longest(problem, found.chosen)
    assert found.bound <= best <= found.value
    assert found.gap == pytest.approx((found.value - found.bound) / found.value)


def test_homes_and_sites_that_others_make_superfluous_go():
    # The second site reaches what the third does and more; the first home's sites reach the third home's too.
    near = np.array([[0, 1, 0], [1, 0, 0], [0, 1, 1], [1, 1, 1]], dtype=bool)

    homes, sites = reduced(near)

    assert list(sites) == [0, 1]
    assert list(homes) == [0, 1]

"""Small siting problems against every possible choice, one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.plan.siting.capacity import allocate, worth
from sofra.plan.siting.effect import effect
from sofra.plan.siting.frontier import frontier
from sofra.plan.siting.lagrange import bounded
from sofra.plan.siting.median import greedy, interchange, median
from sofra.plan.siting.nearest import nearest
from sofra.plan.siting.problem import Cap, Crowd, Siting
from sofra.plan.siting.rows import keeps
from sofra.plan.siting.solve import solve

QUICK = settings(max_examples=25, deadline=None)
BUDGET, COST = 12.0, 4.0


@st.composite
def problems(draw: st.DrawFn, *, reached: bool = False, priced: bool = False) -> Siting:
    homes, sites = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    way = st.integers(1, 40) if reached else st.one_of(st.integers(1, 40), st.just(np.inf))
    minutes = np.array(draw(st.lists(way, min_size=homes * sites, max_size=homes * sites)), dtype=float)
    people = np.array(draw(st.lists(st.integers(0, 9), min_size=homes, max_size=homes)), dtype=float)
    people[0] += 1
    existing = np.zeros(sites, dtype=bool)
    existing[0] = sites > 1 and draw(st.booleans())
    new = draw(st.integers(1, int((~existing).sum())))
    cost = np.array(draw(st.lists(st.integers(1, 9), min_size=sites, max_size=sites)), dtype=float)
    within = float(draw(st.integers(1, 40)))
    problem = Siting(minutes.reshape(homes, sites), people, existing, new=new, within=within)
    return replace(problem, cost=cost, budget=BUDGET, new=None) if priced else problem


def choices(problem: Siting) -> Iterator[Sequence[int]]:
    """Every choice that number, budget and promises allow."""
    for size in range(problem.most + 1):
        for chosen in combinations([int(n) for n in problem.candidates], size):
            paid = problem.budget is None or problem.price(chosen) <= problem.budget
            if paid and keeps(problem, chosen):
                yield chosen


def people_minutes(problem: Siting, chosen: Sequence[int]) -> float:
    way = np.minimum(problem.way(problem.opened(chosen)), problem.beyond)
    return float((way * problem.demand).sum())


def people_within(problem: Siting, chosen: Sequence[int]) -> float:
    return float(problem.demand[problem.way(problem.opened(chosen)) <= problem.within].sum())


def longest(problem: Siting, chosen: Sequence[int]) -> float:
    reachable = np.isfinite(problem.minutes.min(axis=1))
    return float(problem.way(problem.opened(chosen))[(problem.demand > 0) & reachable].max(initial=0.0))


@QUICK
@given(problems())
def test_the_shortest_way_is_the_best_of_all_choices(problem: Siting):
    best = min(people_minutes(problem, chosen) for chosen in choices(problem))

    found = solve(problem, "nearest")

    assert found.proved
    assert np.isclose(found.value, best)
    assert np.isclose(people_minutes(problem, found.chosen), best)


@QUICK
@given(problems(priced=True))
def test_a_budget_chooses_as_every_affordable_choice_would(problem: Siting):
    best = min(people_minutes(problem, chosen) for chosen in choices(problem))

    found = solve(problem, "nearest")

    assert np.isclose(found.value, best)
    assert problem.price(found.chosen) <= BUDGET


@QUICK
@given(problems(), st.integers(0, 3))
def test_the_bound_is_below_the_best_and_the_best_below_the_heuristic(problem: Siting, seed: int):
    best = min(people_minutes(problem, chosen) for chosen in choices(problem))
    task, random = median(problem), np.random.default_rng(seed)

    chosen = interchange(task, greedy(task), random)
    found = bounded(task, chosen, random, rounds=60)

    assert found.bound <= best * (1 + 1e-9) + 1e-9
    assert best <= found.value + 1e-9
    assert found.value <= task.value(chosen) + 1e-9


@QUICK
@given(problems())
def test_most_people_within_the_minutes_are_the_most_of_all_choices(problem: Siting):
    best = max(people_within(problem, chosen) for chosen in choices(problem))

    found = solve(problem, "covered")

    assert found.proved
    assert np.isclose(found.value, best)


@QUICK
@given(problems())
def test_the_fewest_sites_for_everybody_are_the_fewest_of_all_choices(problem: Siting):
    everything = replace(problem, new=None)
    there = (problem.demand > 0) & (problem.minutes.min(axis=1) <= problem.within)
    enough = [c for c in choices(everything) if (problem.way(problem.opened(c)) <= problem.within)[there].all()]

    found = solve(problem, "everybody")

    assert found.proved
    assert found.value == min(len(chosen) for chosen in enough)


@QUICK
@given(problems(reached=True))
def test_the_worst_off_have_the_shortest_longest_way_of_all_choices(problem: Siting):
    ways = [longest(problem, chosen) for chosen in choices(problem)]

    found = solve(problem, "worst_off")

    assert found.proved
    assert found.value == min(ways)


@QUICK
@given(problems(reached=True), st.integers(1, 40), st.floats(0.1, 1.0))
def test_a_promise_to_a_group_is_kept_at_the_lowest_price_or_called_impossible(
    problem: Siting, minutes: int, share: float
):
    group = Crowd(np.ceil(problem.people / 2), np.ones(len(problem.people), dtype=bool))
    promised = replace(problem, groups={"PWD-A": group}, caps=(Cap("PWD-A", float(minutes), share),))
    allowed = [people_minutes(promised, chosen) for chosen in choices(promised)]

    found = solve(promised, "nearest")

    if not allowed:
        assert found.value is None
        assert found.issues
    else:
        assert np.isclose(found.value, min(allowed))
        assert keeps(promised, found.chosen)


@QUICK
@given(problems(reached=True), st.integers(1, 12))
def test_with_few_places_the_choice_is_the_best_of_all_allocations(problem: Siting, places: int):
    tight = replace(problem, capacity=np.full(problem.minutes.shape[1], float(places)))
    for objective, best in (("nearest", min), ("covered", max)):
        wanted = best(worth(tight, objective, chosen) for chosen in choices(tight))

        found = solve(tight, objective)

        assert np.isclose(found.value, wanted, rtol=1e-6), objective


@QUICK
@given(problems(), st.integers(1, 12))
def test_nobody_is_served_twice_and_no_site_beyond_its_places(problem: Siting, places: int):
    tight = replace(problem, capacity=np.full(problem.minutes.shape[1], float(places)))

    found = allocate(tight, np.ones_like(problem.existing))

    at_site = np.bincount(found.site, weights=found.served, minlength=problem.minutes.shape[1])
    at_home = np.bincount(found.home, weights=found.served, minlength=len(problem.people))
    assert (at_site <= places + 1e-6).all()
    assert np.allclose(at_home + found.left, problem.people)


@QUICK
@given(problems())
def test_one_more_candidate_never_makes_it_worse(problem: Siting):
    fewer = replace(problem, minutes=problem.minutes.copy())
    last = int(problem.candidates[-1])
    fewer.minutes[:, last] = np.inf
    fewer = replace(fewer, people=problem.people)

    assert people_within(problem, solve(problem, "covered").chosen) >= people_within(
        fewer, solve(fewer, "covered").chosen
    )


@QUICK
@given(problems(reached=True))
def test_the_frontier_holds_both_ends_and_no_point_beats_another(problem: Siting):
    points = frontier(problem)

    means, worst = [point.mean for point in points], [point.worst for point in points]
    best = min(people_minutes(problem, chosen) for chosen in choices(problem)) / problem.demand.sum()
    assert np.isclose(means[0], best)
    assert worst[-1] == min(longest(problem, chosen) for chosen in choices(problem))
    assert means == sorted(means)
    assert worst == sorted(worst, reverse=True)
    assert len(set(worst)) == len(worst)


@QUICK
@given(problems())
def test_gained_and_lost_explain_the_whole_change(problem: Siting):
    after = problem.opened(solve(problem, "covered").chosen)
    after[0] = False

    found = effect(problem, problem.existing, after).everyone

    assert np.isclose(found.before + found.gained - found.lost, found.after)


def test_the_same_seed_gives_the_same_answer():
    random = np.random.default_rng(7)
    minutes = random.uniform(1, 60, (30, 12))
    problem = Siting(minutes, random.integers(1, 50, 30).astype(float), np.zeros(12, dtype=bool), new=3)

    assert nearest(problem, seed=3) == nearest(problem, seed=3)

"""Every group that some circumstances describe is found once, with its people, its excess and its score."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.needs.furthest.find import find
from sofra.needs.furthest.people import Items, joined, members, people
from sofra.needs.furthest.verify import centred
from sofra.needs.plan import plan
from sofra.needs.variance import variance


def survey(seed: int, rows: int = 300, circumstances: int = 4, units: int = 0, weighted: bool = False):
    random = np.random.default_rng(seed)
    sizes = [2 + number % 2 for number in range(circumstances)]
    codes = [random.integers(0, size, rows) for size in sizes]
    holds = np.stack([codes[c] == k for c, size in enumerate(sizes) for k in range(size)], axis=1)
    of = np.repeat(np.arange(circumstances), sizes)
    weight = random.uniform(1, 5, rows) if weighted else np.ones(rows)
    unit = random.integers(0, units, rows) if units else np.arange(rows)
    y = (random.random(rows) < 0.3).astype(float)
    return people(y, weight, unit, np.zeros(rows, dtype=int), items=Items(holds, of))


def brute(of, depth: int, least: int):
    """Every set of people that a conjunction of items of different circumstances holds, under its shortest words."""
    found: dict[bytes, tuple[int, ...]] = {}
    for length in range(1, depth + 1):
        for path in combinations(range(of.items.holds.shape[1]), length):
            inside = of.items.holds[:, path].all(axis=1)
            apart = len(set(of.items.circumstance[list(path)])) == length
            if apart and least <= inside.sum() <= of.size - least:
                found.setdefault(inside.tobytes(), path)
    return found


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), depth=st.integers(1, 4), least=st.integers(2, 60))
def test_the_search_looks_at_every_group_once_under_its_shortest_description(seed, depth, least):
    of = survey(seed)

    groups = find(of, depth, least, 0.0)

    wanted = brute(of, depth, least)
    got = {of.items.holds[:, path].all(axis=1).tobytes(): path for path in groups.paths}
    assert got.keys() == wanted.keys()
    assert {key: len(path) for key, path in got.items()} == {key: len(path) for key, path in wanted.items()}
    assert len(groups.paths) == len(got)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), units=st.sampled_from([0, 25]), weighted=st.booleans())
def test_the_excess_of_a_group_is_its_weighted_distance_to_the_average(seed, units, weighted):
    of = survey(seed, units=units, weighted=weighted)

    groups = find(of, 2, 30, 0.03)

    for number, path in enumerate(groups.paths):
        rows = members(of.items, path)
        assert groups.n[number] == len(rows)
        assert groups.weight[number] == pytest.approx(of.weight[rows].sum())
        assert groups.excess[number] == pytest.approx(float(of.weight[rows] @ (of.y[rows] - of.average)))


def test_a_circumstance_that_says_the_same_as_another_adds_no_group():
    of = survey(1, circumstances=2)
    twice = Items(np.hstack([of.items.holds, of.items.holds[:, :2]]), np.append(of.items.circumstance, [2, 2]))
    doubled = people(of.y, of.weight, of.unit, np.zeros(of.size, dtype=int), items=twice)

    assert find(doubled, 3, 10, 0.0).size == find(of, 3, 10, 0.0).size


def test_a_longer_description_is_better_only_if_it_is_further_behind_than_each_shorter_one():
    of = survey(7)

    groups = find(of, 3, 20, 0.0)

    def rate(path):
        rows = members(of.items, path)
        return float(of.y[rows].mean())

    for number, path in enumerate(groups.paths):
        shorter = [rate(one) for one in combinations(path, len(path) - 1)] if len(path) > 1 else []
        assert groups.better[number] == (rate(path) > max([of.average, *shorter]))


def test_residual_totals_give_the_linearised_variance_of_the_excess_of_a_rate():
    """A group's rate less the others', times what turns it into the excess: R's svyby and svycontrast by hand."""
    of = survey(3, units=40, weighted=True)
    groups = find(of, 1, 30, 0.03)
    inside = of.items.holds[:, groups.paths[0][0]]

    rate = np.where(inside, np.average(of.y[inside], weights=of.weight[inside]), 0)
    rest = np.where(~inside, np.average(of.y[~inside], weights=of.weight[~inside]), 0)
    share = of.weight[inside].sum() / of.weight.sum()
    scores = of.weight * np.where(inside, (1 - share) * (of.y - rate), -share * (of.y - rest))
    totals = np.bincount(of.unit, scores, minlength=of.units)

    assert groups.scores[0] == pytest.approx(totals, abs=1e-4)
    by_needs = variance(totals[:, None], plan(of.stratum))
    assert (centred(of, totals) ** 2).sum() == pytest.approx(by_needs[0])


def test_many_units_are_joined_within_their_strata_and_nobody_is_lost():
    random = np.random.default_rng(5)
    rows = 20_000
    stratum = random.integers(0, 7, rows)
    holds = random.random((rows, 2)) < 0.5
    of = people(holds[:, 0] * 1.0, np.ones(rows), np.arange(rows), stratum, items=Items(holds, np.array([0, 1])))

    fewer = joined(of, 1)

    assert 400 < fewer.units <= 500
    assert (fewer.stratum[fewer.unit] == of.stratum[of.unit]).all()
    assert np.bincount(fewer.unit).min() > 30

"""A group is confirmed only beyond what a search finds where nobody is behind, and no rate is said uncorrected."""

from dataclasses import fields

import numpy as np
import pytest
from bench.furthest import run, searched, survey
from tests.stages.needs.test_furthest_find import survey as people_of

from sofra.needs.furthest.find import find
from sofra.needs.furthest.say import reachable
from sofra.needs.furthest.search import safe
from sofra.needs.furthest.verify import verify
from sofra.types.catalogue import GateRules
from sofra.types.furthest import FoundGroup


def test_a_group_is_confirmed_exactly_where_it_passes_the_hurdle_of_its_length():
    of = people_of(11, rows=400, circumstances=5)
    groups = find(of, 3, 30, 0.03)

    tested = verify(of, groups, alpha=0.05, listed=0.1, draws=999, seed=1)

    assert ((tested.chance <= 0.05) == (tested.z > tested.hurdles[groups.length - 1])).all()


def test_the_hurdle_of_few_groups_is_lower_than_that_of_many():
    hurdles = [rung.hurdle for rung in searched(survey("null", 3), 3).rungs]

    assert hurdles == sorted(hurdles)
    assert 2.7 < hurdles[0] < 3.5 < hurdles[1] < hurdles[2] < 4.6


def test_the_z_of_a_simple_sample_is_that_of_the_two_by_two_table():
    of = people_of(4, circumstances=2)
    groups = find(of, 1, 30, 0.0)
    inside = of.items.holds[:, groups.paths[0][0]]

    tested = verify(of, groups, alpha=0.05, listed=0.1, draws=500, seed=1)

    n, m, p = of.size, inside.sum(), of.y.mean()
    spread = p * (1 - p) * n / (n - 1) * m * (1 - m / n)
    assert tested.z[0] == pytest.approx((of.y[inside].sum() - m * p) / np.sqrt(spread))


def test_a_strong_pocket_is_confirmed_with_the_truth_in_its_band():
    found = searched(survey("strong", 1), 1)

    wanted = {("c2", "a"), ("c3", "a")}
    pocket = next(g for g in found.groups if {(p.circumstance, p.category) for p in g.parts} == wanted)
    assert pocket.verdict == "confirmed"
    assert pocket.rate.low < 0.757 < pocket.rate.high
    assert pocket.found_again > 90


def test_where_nobody_is_behind_the_corrected_rate_stays_near_the_average():
    found = searched(survey("null", 8), 8)

    assert {group.verdict for group in found.groups} == {"unclear"}
    assert max(group.rate.value for group in found.groups) < 0.42
    assert found.behind == 0


def test_the_same_seed_gives_the_same_result():
    assert searched(survey("strong", 2), 5) == searched(survey("strong", 2), 5)


def test_a_found_group_has_no_field_for_the_uncorrected_rate():
    assert {one.name for one in fields(FoundGroup)} == {
        "parts", "verdict", "rate", "people", "affected", "share", "asked", "chance", "found_again", "simpler",
        "explained",
    }  # fmt: skip
    found = searched(survey("additive", 4), 4)
    world = survey("additive", 4)
    for group in found.groups:
        inside = np.ones(len(world.y), dtype=bool)
        for part in group.parts:
            inside &= world.codes[:, int(part.circumstance[1:])] == "abc".index(part.category)
        assert group.rate.value < world.y[inside].mean() - 1e-4


def test_people_of_a_group_and_those_behind_fit_together():
    for group in searched(survey("strong", 6), 6).groups:
        assert group.rate.low <= group.rate.value <= group.rate.high
        assert group.people.low < group.people.value < group.people.high
        assert group.affected.value == pytest.approx(group.people.value * group.rate.value, rel=0.01)
        assert group.affected.low <= group.affected.value <= group.affected.high <= group.people.high


def test_a_smaller_group_needs_to_be_further_behind_to_be_found():
    found = reachable(0.3, 600, hurdles=(3.1, 3.8), shares=(0.05, 0.1, 0.2))

    # 0.3 + (3.1 + 0.8416) √(0.3·0.7·0.95 / (600·0.05)) = 0.621
    assert found[0].rate == pytest.approx(0.6214, abs=0.0005)
    rates = [one.rate for one in found]
    assert rates[0] > rates[1] > rates[2]
    assert all(short < long for short, long in zip(rates[:3], rates[3:], strict=True))
    assert reachable(0.3, 100, hurdles=(3.1,), shares=(0.01,))[0].rate is None


def test_a_group_that_few_part_from_a_shorter_one_is_not_told():
    of = people_of(2, rows=300, circumstances=2)
    holds = of.items.holds.copy()
    holds[:, 0] = True
    holds[:6, 0] = False
    holds[:, 1] = ~holds[:, 0]
    from sofra.needs.furthest.people import Items, people

    close = people(of.y, of.weight, of.unit, np.zeros(300, dtype=int), items=Items(holds, of.items.circumstance))
    groups = find(close, 2, 5, 0.0)

    told = safe(close, groups, GateRules())

    near = [number for number, path in enumerate(groups.paths) if 0 in path]
    assert near
    assert not told[near].any()


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "least"), [("additive", 0.80), ("strong", 0.95), ("clustered_strong", 0.90)])
def test_pockets_are_found_as_often_as_the_method_promises(kind, least):
    got = run(kind, 40)

    assert got["any"] >= least
    assert got["false"] <= 0.075
    assert got["band"] >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["null", "clustered_null"])
def test_where_nobody_is_behind_a_group_is_confirmed_in_few_of_many_surveys(kind):
    assert run(kind, 60)["any"] <= 6 / 60  # five per cent and three Monte-Carlo errors

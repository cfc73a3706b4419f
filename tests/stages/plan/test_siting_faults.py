"""A siting problem that cannot be answered, or not wholly, says so in terms of people and places."""

from dataclasses import replace

import numpy as np
import pytest

from sofra.packs.texts import LANGUAGES, texts
from sofra.plan.siting.effect import effect
from sofra.plan.siting.problem import Cap, Crowd, Siting
from sofra.plan.siting.solve import solve
from sofra.types.errors import Severity

MINUTES = np.array([[5.0, 40.0, 25.0], [30.0, 10.0, np.inf], [np.inf, np.inf, np.inf]])
ALL = np.ones(3, dtype=bool)
PLAIN = Siting(
    MINUTES,
    np.array([20.0, 10.0, 4.0]),
    np.array([True, False, False]),
    groups={"PWD-A": Crowd(np.array([2.0, 3.0, 1.0]), ALL)},
    spots=np.array([[21.80, 41.40], [21.85, 41.45], [21.90, 41.50]]),
    homes=("Trpeza", "Bavča", "Visoko"),
    sites=("Town hall", "School", "Old mill"),
)
NOWHERE = np.full((3, 3), np.inf)

FAULTY = {
    "siting.nobody": replace(PLAIN, people=np.zeros(3)),
    "siting.no_candidate": replace(PLAIN, existing=ALL),
    "siting.more_than_candidates": replace(PLAIN, new=3),
    "siting.none_wanted": replace(PLAIN, new=0),
    "siting.budget_too_small": replace(PLAIN, cost=np.array([9.0, 9.0, 9.0]), budget=5.0),
    "siting.no_capacity": replace(PLAIN, capacity=np.array([10.0, 0.0, 10.0])),
    "siting.cap_nobody": replace(PLAIN, caps=(Cap("ROMA", 30.0),)),
    "siting.cap_cannot_be_met": replace(PLAIN, caps=(Cap("PWD-A", 20.0),)),
}
TOLD = {
    "siting.out_of_reach": PLAIN,
    "siting.no_road_to_site": replace(PLAIN, minutes=np.where([True, True, False], MINUTES, NOWHERE)),
    "siting.same_point": replace(PLAIN, spots=np.array([[21.8, 41.4], [21.9, 41.5], [21.9, 41.5]])),
    "siting.too_few_places": replace(PLAIN, capacity=np.array([10.0, 12.0, 9.0])),
}


@pytest.mark.parametrize("code", FAULTY)
def test_what_leaves_no_answer_is_told_and_no_number_is_given(code: str):
    found = solve(FAULTY[code], "nearest")

    assert code in [issue.code for issue in found.issues if issue.severity is Severity.FILE]
    assert found.value is None
    assert found.chosen == ()


@pytest.mark.parametrize("code", TOLD)
def test_what_is_only_to_be_known_comes_with_the_answer(code: str):
    found = solve(TOLD[code], "nearest")

    assert code in [issue.code for issue in found.issues if issue.severity is Severity.NOTE]
    assert found.value is not None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [*FAULTY, *TOLD])
def test_every_fault_has_its_sentence(code: str, lang: str):
    said = texts(lang)
    problem = {**FAULTY, **TOLD}[code]

    issue = next(one for one in solve(problem, "nearest").issues if one.code == code)

    assert said.what(issue)
    assert said.remedy(issue)


def test_a_promise_that_cannot_be_kept_names_the_homes_and_counts_the_people():
    issue = next(i for i in solve(FAULTY["siting.cap_cannot_be_met"], "nearest").issues if "cap" in i.code)

    # Visoko (1 person) is out of everybody's reach: 5 of 6 people, 83 %.
    assert issue.values["homes"] == "Visoko"
    assert (issue.values["n"], issue.values["percent"]) == (1, 83)


def test_too_few_places_say_how_many_stay_without():
    issue = next(i for i in solve(TOLD["siting.too_few_places"], "nearest").issues if "places" in i.code)

    # 34 people; 10 places stand, the largest candidate adds 12.
    assert (issue.values["places"], issue.values["n"]) == (22, 12)


def test_places_that_do_not_count_for_an_objective_are_said_not_to():
    found = solve(TOLD["siting.too_few_places"], "worst_off")

    assert "siting.capacity_not_counted" in [issue.code for issue in found.issues]


def test_when_too_few_sites_reach_everybody_there_is_no_longest_way():
    minutes = np.array([[1.0, np.inf], [np.inf, 1.0]])

    found = solve(Siting(minutes, np.ones(2), np.zeros(2, dtype=bool)), "worst_off")

    assert found.value is None
    assert [issue.code for issue in found.issues] == ["siting.no_answer"]


def test_people_gained_are_summed_only_where_they_are_known():
    crowd = Crowd(np.array([2.0, 0.0, 1.0]), np.array([True, False, True]))
    problem = replace(PLAIN, groups={"PWD-A": crowd}, within=20.0)

    found = effect(problem, problem.existing, problem.opened([1]))

    # Bavča comes within 20 minutes: 10 people, of whom nobody may say how many have a disability.
    assert found.everyone.gained == 10
    assert (found.groups["PWD-A"].gained, found.groups["PWD-A"].unknown_gained) == (0, 1)
    # Trpeza (20 people) stays at 5 minutes, Bavča (10) comes from 30 to 10.
    assert found.mean_before == pytest.approx((20 * 5 + 10 * 30) / 30)
    assert found.mean_after == pytest.approx((20 * 5 + 10 * 10) / 30)
    assert found.everyone.after == 30

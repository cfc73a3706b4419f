"""Actions: a proposal in words, what it lacks before the session, the programme, and last period's plan."""

from dataclasses import replace

import pytest
from tests.stages.tiny import DAY, OLD, PERIOD, PLACES, fact, inventory, pack, service

from sofra.gaps.find import find
from sofra.packs.texts import texts
from sofra.plan.act import as_action
from sofra.plan.previous import again
from sofra.plan.programme import COLUMNS, table
from sofra.plan.propose import propose
from sofra.plan.ready import LACKING, problems, problems_of
from sofra.types.evidence import Measure
from sofra.types.keys import EVERYONE
from sofra.types.planning import Action

STOCK = inventory(service("centre", DAY, 15, cost_per_place_year=100_000.0))
FACTS = [fact("needs.day_care:people", 36, group=OLD), fact("places.COM-DAY", 15, unit="places")]


def gap():
    return next(g for g in find(FACTS, pack(), PLACES, PERIOD) if g.group == OLD)


def action(lang="en") -> Action:
    return as_action(propose([gap()], STOCK, pack(), PLACES, facts=FACTS)[0], pack(), texts(lang), places=PLACES)


READY = replace(action(), responsible="Social affairs", deadline="2027-12-31", budget_line="V1")


def test_an_action_says_what_is_done_for_whom_where_and_how_large():
    assert action().title == "Expand the service “Service COM-DAY” for “Old” in Place M by 21 places"


def test_macedonian_counts_21_in_the_singular():
    assert action("mk").title == "Проширување на услугата „Услуга COM-DAY“ за „Стари“ во Место M за 21 место"


def test_an_action_carries_the_cost_and_names_where_it_is_known_from():
    found = action()

    assert (found.cost, found.currency) == (2_100_000, "MKD")
    assert "100,000 MKD for a place and year, as in “centre”" in found.note


def test_an_action_measures_the_coverage_of_the_need():
    found = action()

    assert found.indicator == "Share of people in need with a place: Service COM-DAY"
    assert (found.baseline, found.target) == (pytest.approx(15 / 36), 1)


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("way", ["create", "expand", "share"])
@pytest.mark.parametrize("places", [0, 1, 12])
def test_every_way_has_a_title_in_both_languages(lang, way, places):
    proposal = replace(propose([gap()], STOCK, pack(), PLACES)[0], way=way, places=places, cost_year=None)

    assert as_action(proposal, pack(), texts(lang), places=PLACES).title.count("„" if lang == "mk" else "“") == 2


def test_a_complete_action_lacks_nothing():
    assert problems(READY) == []


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ({"title": " "}, "action_no_title"),
        ({"budget_line": ""}, "action_no_budget"),
        ({"cost": None}, "action_no_budget"),
        ({"responsible": ""}, "action_no_responsible"),
        ({"deadline": ""}, "action_no_deadline"),
        ({"indicator": ""}, "action_no_indicator"),
        ({"target": None}, "action_no_target"),
        ({"proposal": None, "note": ""}, "action_no_evidence"),
    ],
)
def test_what_an_action_lacks_is_named(without, code):
    assert [issue.code for issue in problems(replace(READY, **without))] == [code]


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("code", [*LACKING, "action_twice"])
def test_every_problem_of_an_action_has_its_two_sentences(lang, code):
    issue = replace(problems(Action("A", "Something"))[0], code=code)

    assert "Something" in texts(lang).what(issue)
    assert texts(lang).remedy(issue)


def test_a_dropped_action_lacks_nothing():
    assert problems(Action("A", "", status="dropped")) == []


def test_two_actions_for_one_gap_are_named():
    assert [issue.code for issue in problems_of([READY, replace(READY, id="B")])] == ["action_twice"]


def test_the_programme_has_one_row_for_each_action_that_was_not_dropped():
    found = table([READY, replace(READY, id="B", status="dropped")], texts("en"))

    assert len(found.header) == len(found.align) == len(COLUMNS)
    assert [row[:5] for row in found.rows] == [["1", READY.title, "Social affairs", "31 Dec 2027", "2,100,000 MKD"]]
    assert found.rows[0][8:] == ["42%", "100%", "1.3, 10.2", "proposed"]


def test_what_an_action_does_not_say_is_a_dash():
    row = table([Action("A", "Talk")], texts("mk")).rows[0]

    assert row == ["1", "Talk", "–", "–", "–", "–", "–", "–", "–", "–", "–", "предложена"]


def measure(outcome, group=OLD, service="COM-DAY"):
    return Measure("1.1", {}, {}, group, service, "", None, "MKD", "", outcome, {})


@pytest.mark.parametrize(("outcome", "found"), [("done", 0), ("partly", 1), ("not done", 1), ("unknown", 1)])
def test_a_gap_that_last_plan_did_not_close_is_there_again(outcome, found):
    assert len(again([measure(outcome)], [gap()])) == found


def test_a_measure_for_a_group_without_a_gap_of_its_own_meets_everybodys():
    gaps = find(FACTS, pack(), PLACES, PERIOD)

    assert [a.gap.group for a in again([measure("not done", group="POOR")], gaps)] == [EVERYONE]
    assert again([measure("not done", service="other")], gaps) == []


def test_the_cost_names_the_service_that_it_is_known_from():
    centre = replace(STOCK.services[0], name={"en": "Day centre Sun"})
    found = propose([gap()], STOCK, pack(), PLACES, facts=FACTS)[0]

    written = as_action(found, pack(), texts("en"), places=PLACES, services=[centre]).note

    assert "100,000 MKD for a place and year, as in “Day centre Sun”" in written

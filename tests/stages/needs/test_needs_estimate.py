"""Estimates as facts: by hand, for groups and places, and what must hold however the answers look."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.needs.needs_town import DESIGN, HELP, PLACES, batch, households, pack, people

from sofra.needs.estimate import estimate, unanswerable
from sofra.needs.weights import weigh
from sofra.types.answers import Design, Row
from sofra.types.catalogue import Indicator, TargetGroup
from sofra.types.fact import Fact, SpreadKind, Status
from sofra.types.keys import GroupId, IndicatorId

OLD = TargetGroup(GroupId("OLD"), {}, {}, "age >= 65")
SECRET = TargetGroup(GroupId("ROMA"), {}, {}, "age >= 65", sensitivity="special", by_settlement=False)


def _facts(homes: list[Row], members: list[Row] | None = None, *groups: TargetGroup, **more: Any) -> dict[Any, Fact]:
    weighed = weigh(batch(homes, members), more.pop("design", DESIGN), PLACES, fit_to_totals=False)
    made = estimate(weighed, pack(*groups, **more), PLACES, "2026")
    return {(fact.cell.indicator, fact.cell.place, fact.cell.group): fact for fact in made}


def test_a_share_and_its_people_are_those_of_the_hand() -> None:
    facts = _facts(households())

    share, number = facts["needs.help", "M", "ALL"], facts["needs.help:people", "M", "ALL"]
    # In each of 8 households two people of weight 10; in every other one of them needs help.
    assert (share.value, share.unit, share.base.n, share.base.hits) == (0.25, "share", 16, 4)
    assert (number.value, number.unit, number.base.people) == (40.0, "people", 160.0)
    assert share.base.df == 2


def test_children_are_outside_the_base_and_an_unknown_answer_is_told() -> None:
    homes = households()
    members = people(homes)
    members[0] = {**members[0], "age": 5}
    members[2] = {**members[2], "help": "dk"}

    base = _facts(homes, members)["needs.help", "M", "ALL"].base

    assert (base.n, base.missing) == (14, 1)


def test_areas_and_settlements_and_groups_have_facts_of_their_own() -> None:
    facts = _facts(households(), None, OLD)

    assert facts["needs.help", "A", "OLD"].value == 0.5
    assert facts["needs.help:people", "B1", "ALL"].value == 10.0
    assert len(facts) == 2 * 7 * 2


def test_a_place_where_nobody_was_asked_has_no_fact() -> None:
    homes = [home for home in households() if home["settlement"] != "B2"]

    assert ("needs.help", "B2", "ALL") not in _facts(homes)


def test_one_unit_alone_borrows_its_error_and_says_so() -> None:
    village = _facts(households())["needs.help", "A1", "ALL"]

    # Within the one unit the linearised sums are zero: R would print an error of 0.
    assert village.spread.kind is SpreadKind.MODEL
    assert village.spread.low is not None
    assert village.spread.high is not None
    assert village.spread.low < 0.1 < 0.25 < 0.5 < village.spread.high


def test_nobody_in_need_still_leaves_people_at_the_upper_end() -> None:
    homes = households()
    members = [{**person, "help": "no"} for person in people(homes)]

    facts = _facts(homes, members)

    number = facts["needs.help:people", "M", "ALL"]
    assert (number.value, number.spread.low, number.spread.se) == (0.0, 0.0, None)
    assert number.spread.high == pytest.approx(160 * (1 - 0.025 ** (1 / 16)))


def test_a_number_of_people_is_never_below_zero() -> None:
    homes = households()
    members = [{**person, "help": "yes" if person["_id"] == "A1-0-m" else "no"} for person in people(homes)]

    low = _facts(homes, members)["needs.help:people", "M", "ALL"].spread.low

    assert low == 0.0


def test_special_groups_and_questions_come_withheld_for_settlements() -> None:
    facts = _facts(households(), None, SECRET)
    asked = _facts(households(), None, indicators=(replace(HELP, sensitivity="special"),))

    assert facts["needs.help", "A", "ROMA"].value == 0.5
    village = facts["needs.help:people", "A1", "ROMA"]
    assert (village.value, village.status, village.reason) == (None, Status.SUPPRESSED, "gate.sensitive")
    assert village.base.n is None
    assert asked["needs.help", "A1", "ALL"].status is Status.SUPPRESSED


def test_a_mean_is_weighted_and_has_no_hits() -> None:
    mean = Indicator(IndicatorId("m"), "mean", "hours", "person", "", "", "age", (), {}, "")

    fact = _facts(households(), None, indicators=(mean,))["m", "M", "ALL"]

    assert (fact.value, fact.base.hits, fact.unit) == (55.0, None, "hours")


def test_a_household_belongs_to_a_group_when_one_of_its_people_does() -> None:
    owned = Indicator(IndicatorId("h"), "share", "share", "household", "", "stratum = 'A'", "", (), {}, "")
    child = TargetGroup(GroupId("CHI"), {}, {}, "age < 18")
    homes = households()
    members = [*people(homes), {"_id": "c", "_parent": "A1-0", "age": 3, "sex": "f", "help": None}]

    facts = _facts(homes, members, child, indicators=(owned,))

    assert (facts["h", "M", "CHI"].base.n, facts["h", "M", "CHI"].value) == (1, 1.0)
    assert facts["h:people", "M", "ALL"].unit == "households"


def test_a_column_can_stand_for_the_places() -> None:
    weighed = weigh(batch(), replace(DESIGN, place=""))

    facts = estimate(weighed, pack(), [], "2026", by="stratum")

    assert {fact.cell.place: fact.value for fact in facts if fact.cell.indicator == "needs.help"} == {
        "ALL": 0.25,
        "A": 0.25,
        "B": 0.25,
    }


def test_a_question_nobody_was_asked_makes_no_fact_and_is_named() -> None:
    strange = replace(HELP, id=IndicatorId("needs.strange"), where="never_asked = 'yes'")
    weighed = weigh(batch(), DESIGN, PLACES)

    facts = estimate(weighed, pack(indicators=(HELP, strange)), PLACES, "2026")

    assert {fact.cell.indicator for fact in facts} == {"needs.help", "needs.help:people"}
    assert unanswerable(weighed, pack(indicators=(HELP, strange))) == ["needs.strange"]


def test_progress_is_told_to_whoever_waits() -> None:
    heard: list[tuple[int, int]] = []

    estimate(weigh(batch(), DESIGN), pack(), [], "2026", progress=lambda done, of: heard.append((done, of)))

    assert heard == [(1, 1)]


ANSWERS = st.lists(st.tuples(st.sampled_from(["yes", "no", "dk"]), st.integers(1, 90)), min_size=16, max_size=16)


def _random(answers: list[tuple[str, int]]) -> tuple[list[Row], list[Row]]:
    homes = households()
    members = [{**person, "help": said} for person, (said, _) in zip(people(homes), answers, strict=True)]
    weights = [float(weight) for _, weight in answers]
    return [{**home, "base_weight": weight} for home, weight in zip(homes, weights, strict=False)], members


@given(ANSWERS, st.sampled_from([0.5, 3.0, 1e6]))
@settings(max_examples=25, deadline=None)
def test_weights_multiplied_leave_shares_and_their_errors(answers: list[tuple[str, int]], factor: float) -> None:
    homes, members = _random(answers)

    once = _facts(homes, members)
    scaled = _facts([{**home, "base_weight": home["base_weight"] * factor} for home in homes], members)  # type: ignore[operator]

    for key, fact in once.items():
        other, times = scaled[key], (factor if key[0].endswith(":people") else 1.0)
        assert other.value == pytest.approx(None if fact.value is None else fact.value * times)
        if fact.spread.kind is SpreadKind.SAMPLE and fact.spread.se is not None:
            assert other.spread.se == pytest.approx(fact.spread.se * times, rel=1e-6, abs=1e-12)


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_does_not_matter(answers: list[tuple[str, int]], chance: random.Random) -> None:
    homes, members = _random(answers)
    shuffled, others = list(homes), list(members)
    chance.shuffle(shuffled)
    chance.shuffle(others)

    once, again = _facts(homes, members), _facts(shuffled, others)

    assert once.keys() == again.keys()
    for key, fact in once.items():
        assert again[key].value == pytest.approx(fact.value, rel=1e-11)
        assert again[key].spread.high == pytest.approx(fact.spread.high, rel=1e-6, abs=1e-9)


@given(ANSWERS)
@settings(max_examples=25, deadline=None)
def test_the_people_of_the_places_add_up_to_the_whole(answers: list[tuple[str, int]]) -> None:
    facts = _facts(*_random(answers))

    for whole, parts in (("M", "AB"), ("A", ("A1", "A2")), ("B", ("B1", "B2"))):
        numbers = [fact.value for place in parts if (fact := facts.get(("needs.help:people", place, "ALL")))]
        total = facts.get(("needs.help:people", whole, "ALL"))
        assert sum(filter(None, numbers)) == pytest.approx(total.value if total and total.value else 0.0)


@given(ANSWERS)
@settings(max_examples=25, deadline=None)
def test_every_interval_holds_its_value_and_stays_within_reason(answers: list[tuple[str, int]]) -> None:
    for (indicator, _, _), fact in _facts(*_random(answers)).items():
        low, high = fact.spread.low, fact.spread.high
        assert low is not None
        assert high is not None
        assert 0 <= low <= (fact.value or 0.0) + 1e-9 <= high + 2e-9
        assert indicator.endswith(":people") or high <= 1


def test_a_survey_of_households_alone_answers_for_itself() -> None:
    only = replace(batch(), tables={"household": people(households())})

    facts = estimate(weigh(only, Design()), pack(), [], "2026")

    assert [fact.value for fact in facts] == [0.25, 4.0]

"""People on no list: estimates by hand, a sentence for every assumption, no number without defence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.link import Pair
from sofra.needs.hidden.estimate import on_no_list, rounded
from sofra.needs.hidden.facts import hidden_facts
from sofra.needs.hidden.persons import persons
from sofra.needs.hidden.table import histories_of, table, without
from sofra.packs.texts import LANGUAGES, texts
from sofra.types.catalogue import GateRules
from sofra.types.fact import SpreadKind, Status
from sofra.types.hidden import Histories, ListNote
from sofra.types.keys import GroupId, PlaceId, RunId
from sofra.types.place import Place

RULES = GateRules()
TOWN = [
    Place(PlaceId("T"), {"en": "Town"}, "municipality"),
    Place(PlaceId("T-1"), {"en": "Hill"}, "settlement", PlaceId("T")),
]
THREE = {"111": 25, "110": 30, "101": 22, "011": 18, "100": 60, "010": 55, "001": 48}


def lists(count: int, days: tuple[str, ...] = ()) -> tuple[ListNote, ...]:
    return tuple(ListNote(name, (days or ("2026-05-01",) * count)[i]) for i, name in enumerate("ABCDEF"[:count]))


def of(counts: dict[str, int], **more) -> Histories:
    return Histories(GroupId("OLD"), more.pop("lists", lists(len(next(iter(counts))))), counts, **more)


def codes(found) -> set[str]:
    return {issue.code for issue in found.issues}


def test_two_lists_give_chapman():
    found = on_no_list(of({"11": 40, "10": 60, "01": 80}), RULES)  # 101 × 121 / 41 − 1 = 297.07

    assert (found.method, found.total.people, found.unlisted.people) == ("chapman", 297, 297 - 180)
    assert found.simple.people == 300  # 100 × 120 / 40
    assert codes(found) == {"hidden_two_lists"}


def test_three_lists_give_the_average_of_eight_models_and_their_range():
    found = on_no_list(of(THREE), RULES)

    assert (found.method, len(found.models)) == ("models", 8)
    assert found.range.low <= found.total.people <= found.range.high
    assert found.total.low <= found.total.people <= found.total.high
    assert sum(line.weight for line in found.models) == pytest.approx(1, abs=0.01)
    assert "hidden_models_differ" in codes(found)  # 348 to 591


@pytest.mark.parametrize("counts", [{"10": 30, "01": 40}, {"100": 60, "010": 55, "001": 48}])
def test_lists_that_share_nobody_give_no_number(counts):
    found = on_no_list(of(counts), RULES)

    assert found.total is None
    assert codes(found) == {"hidden_share_nobody"}


def test_a_list_inside_another_gives_no_number_of_two_and_is_left_out_of_three():
    two = on_no_list(of({"11": 40, "01": 80}), RULES)
    three = on_no_list(of({"111": 20, "110": 20, "011": 25, "010": 60, "001": 50}), RULES)

    assert two.total is None
    assert codes(two) == {"hidden_contained", "hidden_one_list"}
    assert three.method == "chapman"  # A is inside B, B and C remain: 45 on both, 125 and 95
    assert three.total.people == round(126 * 96 / 46 - 1)


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"1": 30}, "hidden_one_list"),
        ({"11": 2, "10": 30, "01": 30}, "hidden_few_shared"),
        ({"11": 4, "10": 1, "01": 2}, "hidden_few_shared"),
        ({"11": 3, "10": 400, "01": 400}, "hidden_too_wide"),
        ({"111111": 9}, "hidden_many_lists"),
        ({"11": 1, "01": 50}, "hidden_list_small"),
    ],
)
def test_where_no_number_can_be_defended_there_is_none(counts, code):
    found = on_no_list(of(counts), RULES)

    assert found.total is None
    assert code in codes(found)


def test_lists_from_different_years_and_undated_lists_are_told():
    far = on_no_list(of(THREE, lists=lists(3, ("2022-01-01", "2026-05", ""))), RULES)

    assert {"hidden_days_apart", "hidden_undated"} <= codes(far)


def test_lists_that_lead_to_each_other_are_told_by_name():
    referred = {"111": 40, "110": 160, "101": 15, "011": 12, "100": 30, "010": 25, "001": 60}

    told = [issue for issue in on_no_list(of(referred), RULES).issues if issue.code == "hidden_dependent"]

    assert "A – B" in told[0].values["pairs"]


def test_places_where_people_are_easier_to_find_are_told():
    easy = {"11": 80, "10": 20, "01": 20}  # 125 people
    hard = {"11": 10, "10": 90, "01": 90}  # about 930
    whole = {history: easy[history] + hard[history] for history in easy}

    found = on_no_list(of(whole, settlements=(easy, hard)), RULES)

    assert "hidden_uneven_settlement" in codes(found)
    assert "hidden_uneven_settlement" not in codes(on_no_list(of(whole, settlements=(whole,)), RULES))


def test_counts_of_a_handful_are_withheld_and_all_others_rounded():
    found = on_no_list(of({**THREE, "111": 3, "110": 33}), RULES)

    assert {overlap.people for overlap in found.overlaps if overlap.lists == (0, 1, 2)} == {None}
    assert {overlap.people for overlap in found.overlaps if overlap.lists == (0, 1)} == {35}
    assert [rounded(n) for n in (0, 1, 4, 5, 7, 8, 12, 13)] == [0, None, None, 5, 5, 10, 10, 15]
    assert found.seen % 5 == 0


def test_facts_are_the_municipalitys_only_and_say_that_a_model_made_them():
    facts = hidden_facts([on_no_list(of(THREE), RULES)], TOWN, RULES, period="2026", origin=RunId("run"))

    assert {(fact.cell.indicator, fact.cell.place) for fact in facts} == {
        ("hidden.total", "T"),
        ("hidden.unlisted", "T"),
    }
    assert {(fact.spread.kind, fact.status, fact.reason) for fact in facts} == {
        (SpreadKind.MODEL, Status.UNRELIABLE, "model.lists")
    }


def test_a_group_without_an_estimate_has_no_fact():
    nothing = on_no_list(of({"10": 30, "01": 40}), RULES)

    assert hidden_facts([nothing], TOWN, RULES, period="2026", origin=RunId("run")) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_issue_has_its_sentences(lang):
    words = texts(lang)
    cases = [
        THREE,
        {"10": 30, "01": 40},
        {"11": 40, "01": 80},
        {"11": 5, "10": 60, "01": 80},
        {"111": 9, "100": 9, "010": 40},
    ]

    for counts in cases:
        found = of(counts, doubles=(1,) * len(next(iter(counts))), waiting=2)
        for issue in on_no_list(found, RULES).issues:
            assert words.what(issue)
            assert words.remedy(issue)


def test_taking_a_list_away_keeps_the_people_of_the_others():
    left = without(of(THREE), 2)

    assert left.counts == {"11": 55, "10": 82, "01": 73}  # 25 + 30, 22 + 60, 18 + 55; the 48 of C alone are gone


def test_a_chain_through_another_list_makes_two_rows_of_one_list_no_double():
    pairs = [Pair(0, 2, 0.99, {}), Pair(1, 2, 0.98, {})]  # rows 0 and 1 are of list A, row 2 of list B

    assert persons([0, 0, 1], pairs) == [0, 1, 0]
    assert persons([0, 0, 1], [*pairs, Pair(0, 1, 0.99, {})]) == [0, 0, 0]


def test_what_somebody_decided_goes_before_what_was_computed():
    pairs = [Pair(0, 1, 0.6, {}), Pair(2, 3, 0.99, {})]

    assert persons([0, 1, 0, 1], pairs) == [0, 1, 2, 2]
    assert persons([0, 1, 0, 1], pairs, {(0, 1): "same", (2, 3): "different"}) == [0, 0, 1, 2]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["111", "110", "101", "011", "100", "010", "001"]), st.integers(0, 90)))
def test_whatever_the_lists_the_total_is_finite_and_not_below_the_people_seen(counts):
    found = on_no_list(of({"111": 0, **counts}), RULES)

    if found.total is None:
        assert any(issue.severity.value == "file" for issue in found.issues)
    else:
        assert found.total.low <= found.total.people <= found.total.high
        assert found.unlisted.people >= 0
        assert found.unlisted.low >= 0


@given(st.lists(st.sets(st.integers(0, 2), min_size=1).map(frozenset)))
def test_histories_count_everybody_once(people):
    assert table(histories_of(people, 3), 3).seen == len(people)

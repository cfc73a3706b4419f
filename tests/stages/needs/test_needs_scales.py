"""Scales of the field: derived columns, levels, missing answers, the local food scale, and what is refused."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import frame
from sofra.needs.estimate import estimate
from sofra.needs.scales.codes import with_known_codes
from sofra.needs.scales.derived import with_derived
from sofra.needs.scales.missing import scale_issues
from sofra.needs.scales.note import phases, scales_note
from sofra.needs.scales.possible import lowest_highest, surely_possibly
from sofra.needs.weights import weigh
from sofra.packs.condition import parse, parse_value
from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.types.answers import Batch, Codebook, Design, Origin, Row
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId

PACK = load("base")
ORIGIN = Origin("made-up.csv", "0", "csv")
FOOD = PACK.scales["fies"].items


def batch(homes: list[Row], people: list[Row]) -> Batch:
    return Batch(Codebook([]), {"household": homes, "person": people}, ORIGIN)


def town(households: int, **answers: object) -> Batch:
    """Households of one adult, each saying the same."""
    homes: list[Row] = [{"_id": str(n), **answers} for n in range(households)]
    return batch(homes, [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(households)])


def test_income_is_divided_by_one_for_the_first_adult_half_for_others_and_three_tenths_for_children() -> None:
    homes: list[Row] = [{"_id": "a", "income_month": 42000.0}, {"_id": "b", "income_month": 9000.0}]
    ages = {"a": (40, 38, 12, 5), "b": (70,)}
    people: list[Row] = [
        {"_id": f"{h}{i}", "_parent": h, "age": float(age)} for h in ages for i, age in enumerate(ages[h])
    ]

    made = with_derived(weigh(batch(homes, people), Design(), pack=PACK), PACK)

    incomes = made.tables["person"].frame.column("eq_income").values
    np.testing.assert_allclose(incomes, [42000 / 2.1] * 4 + [9000])


def test_an_unknown_age_leaves_the_household_without_equivalised_income() -> None:
    homes: list[Row] = [{"_id": "a", "income_month": 42000.0}]
    people: list[Row] = [{"_id": "p", "_parent": "a", "age": 40.0}, {"_id": "q", "_parent": "a", "age": None}]

    made = with_derived(weigh(batch(homes, people), Design(), pack=PACK), PACK)

    assert not made.tables["household"].frame.column("eq_income").known.any()


def test_work_intensity_leaves_out_students_the_retired_and_the_old() -> None:
    homes: list[Row] = [{"_id": "a"}, {"_id": "b"}]
    people: list[Row] = [
        {"_id": str(n), "_parent": home, "age": float(age), "work": work}
        for n, (home, age, work) in enumerate(
            [("a", 40, "employed"), ("a", 38, "home"), ("a", 20, "student"), ("a", 62, "retired"), ("b", 70, "retired")]
        )
    ]

    made = with_derived(weigh(batch(homes, people), Design(), pack=PACK), PACK)

    intensity = made.tables["household"].frame.column("work_intensity")
    assert (intensity.values[0], intensity.known.tolist()) == (0.5, [True, False])


def test_there_is_no_poverty_rate_without_a_national_line_and_one_with_it(tmp_path) -> None:
    (tmp_path / "parameters.toml").write_text(
        '[[parameter]]\nid = "poverty_line"\nvalue = 10000\nyear = "2025"\nreference = "a made-up line"\n', "utf-8"
    )
    homes: list[Row] = [{"_id": str(n), "income_month": 8000.0 if n < 6 else 20000.0} for n in range(20)]
    people: list[Row] = [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(20)]

    def rate(pack: Pack) -> list[float | None]:
        made = with_derived(weigh(batch(homes, people), Design(), pack=pack), pack)
        found = estimate(made, pack, [], "2026", indicators=[IndicatorId("poverty.at_risk")], groups=())
        return [fact.value for fact in found if fact.cell.indicator == "poverty.at_risk"]

    assert rate(PACK) == []
    assert rate(load("base", tmp_path)) == [pytest.approx(0.3)]


def test_food_insecurity_is_the_mean_of_probabilities_and_ends_at_zero() -> None:
    homes: list[Row] = [{"_id": str(n), **dict.fromkeys(FOOD, "no")} for n in range(30)]
    homes[0] = {**homes[0], FOOD[0]: "yes"}
    people: list[Row] = [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(30)]
    weighed = weigh(batch(homes, people), Design(), pack=PACK)

    (fact,) = estimate(weighed, PACK, [], "2026", indicators=[IndicatorId("food.moderate")], groups=())

    assert fact.value == pytest.approx(0.038289 / 30)
    assert fact.spread.low == 0.0
    assert fact.base.hits is None


def test_a_level_is_never_below_the_next_one() -> None:
    chance = np.random.default_rng(4)
    variables = PACK.variables
    items = PACK.scales["vulnerability"].items
    rows: list[Row] = [
        {
            item: float(chance.integers(1, 5))
            if item == "hh_size"
            else str(chance.choice([choice.code for choice in variables[item].choices]))
            for item in items
        }
        for _ in range(600)
    ]
    source = frame(rows, list(variables.values()))

    reached = [
        truth(parse(PACK.indicators[IndicatorId(f"vulnerability.level_{n}")].where), source) for n in (2, 3, 4, 5)
    ]

    for lower, higher in pairwise(reached):
        assert not ((higher == TRUE) & (lower != TRUE)).any()


def share(level: int, value: float, se: float | None) -> Fact:
    cell = Cell(IndicatorId(f"vulnerability.level_{level}"), PlaceId("A"), EVERYONE, "2026")
    return Fact(cell, value, "share", Spread(SpreadKind.SAMPLE, se), Base(60))


def test_a_share_exactly_at_a_fifth_is_as_probably_above_as_below() -> None:
    (found,) = phases([share(2, 0.9, 0.01), share(3, 0.2, 0.05), share(4, 0.0, None), share(5, 0.0, None)])

    assert found.level == 3
    assert found.chance == {"1": 0.0, "2": 0.5, "3": 0.5, "4": 0.0, "5": 0.0}


def test_a_place_with_a_level_withheld_has_no_phase() -> None:
    assert phases([share(2, 0.9, 0.01), share(3, 0.2, 0.05), share(4, 0.0, None)]) == []


def test_a_tenth_missing_on_one_question_is_said_with_its_range() -> None:
    homes: list[Row] = [{"_id": str(n), **dict.fromkeys(FOOD, "yes")} for n in range(40)]
    for n in range(6):
        homes[n] = {**homes[n], FOOD[2]: None}
    people: list[Row] = [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(40)]

    note = scales_note(weigh(batch(homes, people), Design(), pack=PACK), PACK, [])

    (moderate, severe) = note.bounds
    assert (moderate.item, moderate.item_missing, moderate.missing) == ("fies_few_foods", 0.15, 0.15)
    assert moderate.low == pytest.approx(0.989423)
    assert severe.low == pytest.approx((34 * 0.800305 + 6 * 0.649168) / 40)
    assert severe.high == pytest.approx(0.800305)
    said = [texts("en").what(issue) for issue in scale_issues(note)]
    assert said[0] == (
        "15 % of the people asked gave no usable answer to “fies_few_foods”, so “food.moderate” lies between 99 % and "
        "99 % whatever they would have said."
    )


def test_help_that_nobody_needs_is_not_a_missing_answer() -> None:
    answers = dict.fromkeys(PACK.scales["vulnerability"].items, None)
    homes = town(
        30, **{**dict.fromkeys(answers, "yes"), "hh_size": 2.0, "gets_home_care": None, "needs_home_care": "no"}
    )

    assert not scales_note(weigh(homes, Design(), pack=PACK), PACK, []).bounds


@given(st.lists(st.sampled_from(["yes", "no", None]), min_size=3, max_size=3), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_bounds_hold_whatever_the_missing_answers_turn_out_to_be(said, least) -> None:
    condition = parse(f"count(a = 'yes', b = 'yes', c = 'yes') >= {least}")
    value = parse_value("lookup(count(a = 'yes', b = 'yes', c = 'yes'), 0, 0.3, 0.2, 1)")
    row = dict(zip("abc", said, strict=True))
    filled = [[answer] if answer else ["yes", "no"] for answer in said]
    whole = [{"a": a, "b": b, "c": c} for a in filled[0] for b in filled[1] for c in filled[2]]

    surely, possibly = surely_possibly(condition, frame([row]))
    low, high = lowest_highest(value, frame([row]))

    outcomes = (truth(condition, frame(whole)) == TRUE).tolist()
    table = [0, 0.3, 0.2, 1]
    numbers = [table[sum(answer == "yes" for answer in each.values())] for each in whole]
    assert (bool(surely[0]), bool(possibly[0])) == (all(outcomes), any(outcomes))
    assert (low[0], high[0]) == (min(numbers), max(numbers))


def answering(rows: int, seed: int = 1) -> Batch:
    """Households answering by the Rasch model of the standard itself."""
    from sofra.needs.scales.rasch import STANDARD

    chance = np.random.default_rng(seed)
    theta = chance.normal(-0.5, 1.5, rows)
    yes = chance.random((rows, 8)) < 1 / (1 + np.exp(np.array(STANDARD) - theta[:, None]))
    homes: list[Row] = [
        {"_id": str(n), **{item: "yes" if said else "no" for item, said in zip(FOOD, line, strict=True)}}
        for n, line in enumerate(yes)
    ]
    return batch(homes, [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(rows)])


def test_a_local_fit_is_made_from_three_hundred_answers_on_and_agrees_with_the_standard() -> None:
    few = scales_note(weigh(answering(200), Design(), pack=PACK), PACK, []).food
    many = scales_note(weigh(answering(1500), Design(), pack=PACK), PACK, []).food
    (standard,) = estimate(
        weigh(answering(1500), Design(), pack=PACK),
        PACK,
        [],
        "2026",
        indicators=[IndicatorId("food.moderate")],
        groups=(),
    )

    assert few is not None
    assert many is not None
    assert (few.cases < 300, few.moderate, dict(few.severity)) == (True, None, {})
    assert list(many.common) == list(FOOD)
    assert many.moderate == pytest.approx(standard.value, abs=0.02)


def test_a_question_that_everybody_answers_alike_is_not_fitted() -> None:
    given = answering(1500)
    homes = [{**home, FOOD[7]: "no"} for home in given.tables["household"]]

    food = scales_note(weigh(batch(homes, list(given.tables["person"])), Design(), pack=PACK), PACK, []).food

    assert food is not None
    assert food.cases > 300
    assert food.moderate is None


def test_a_code_that_no_answer_has_is_unknown_and_told_not_a_silent_no() -> None:
    homes: list[Row] = [{"_id": str(n), **dict.fromkeys(FOOD, "no")} for n in range(12)]
    homes[3] = {**homes[3], FOOD[0]: "maybe"}
    people: list[Row] = [{"_id": f"p{n}", "_parent": str(n), "age": 40.0} for n in range(12)]

    made = with_known_codes(weigh(batch(homes, people), Design(), pack=PACK), PACK)

    (fact,) = estimate(made, PACK, [], "2026", indicators=[IndicatorId("food.moderate")], groups=())
    assert (fact.base.n, fact.base.missing) == (11, 1)
    (said,) = [issue for issue in made.issues if issue.code == "scale_code"]
    assert texts("en").what(said) == (
        "1 row has the code “maybe” in “fies_worried”, which is none of the scale's answers; it is taken as unknown."
    )
    assert texts("mk").what(said).startswith("1 ред има шифра „maybe“")

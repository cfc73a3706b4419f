"""Weights: what stops a sample, what is only remarked, and the totals that weights are fitted to."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.stages.needs.needs_town import DESIGN, PLACES, VARIABLES, batch, households, people

from sofra.needs import sample_note
from sofra.needs.estimate import estimate
from sofra.needs.survey.diagnose import kish
from sofra.needs.weights import weigh
from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.types.answers import Choice, Codebook, Design, Kind, Row, Variable
from sofra.types.catalogue import Indicator
from sofra.types.errors import DesignError, Issue
from sofra.types.keys import IndicatorId
from sofra.types.place import AgeSex

UNITS = replace(DESIGN, units_in_stratum="units")
BOTH = replace(UNITS, households_in_unit="inside")


def _stopped(homes: list[Row], design: Design = DESIGN, places: Any = ()) -> list[Issue]:
    with pytest.raises(DesignError) as caught:
        weigh(batch(homes), design, places)
    return list(caught.value.issues)


def _with(row: int, **values: Any) -> list[Row]:
    homes = households()
    homes[row] = {**homes[row], **values}
    return homes


@pytest.mark.parametrize(
    ("homes", "code"),
    [
        (_with(2, base_weight=0), "sample_weight_not_positive"),
        (_with(2, base_weight=-1.5), "sample_weight_not_positive"),
        (_with(2, base_weight=None), "weight_missing"),
        (_with(2, stratum=None), "stratum_missing"),
        (_with(2, psu=None), "unit_missing"),
        (_with(0, stratum="B"), "unit_in_two_strata"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "mk"])
def test_a_broken_sample_is_refused_in_words(homes: list[Row], code: str, lang: str) -> None:
    (issue,) = _stopped(homes)

    assert issue.code == code
    assert texts(lang).what(issue) != texts(lang).remedy(issue)
    assert issue.where.file == "town.xlsx"


def test_all_problems_of_a_sample_are_told_at_once() -> None:
    homes = _with(2, base_weight=0)
    homes[5] = {**homes[5], "stratum": None}
    places = [replace(PLACES[0], households=500), *PLACES[1:]]

    codes = [issue.code for issue in _stopped(homes, places=places)]

    assert codes == ["sample_weight_not_positive", "stratum_missing", "totals_contradict_households"]


def test_a_column_of_the_plan_that_is_not_there_is_named() -> None:
    (issue,) = _stopped(households(), replace(DESIGN, weight="w8"))

    assert (issue.code, issue.where.column) == ("design_column_missing", "w8")


def test_a_stratum_with_fewer_units_than_were_sampled_is_refused() -> None:
    homes = [{**home, "units": 1} for home in households()]

    codes = {issue.code for issue in _stopped(homes, replace(DESIGN, units_in_stratum="units"))}

    assert codes == {"population_too_small"}


def test_unit_numbers_may_start_again_in_every_stratum_when_the_plan_says_so() -> None:
    homes = [{**home, "psu": str(home["psu"])[1]} for home in households()]

    weighed = weigh(batch(homes), replace(DESIGN, nested=True))

    assert (weighed.sampling.plan.units, weighed.sampling.plan.strata) == (4, 2)


def test_a_stratum_where_nobody_was_interviewed_is_remarked() -> None:
    choices = [Choice(code, {"en": code}) for code in "ABC"]
    answers = replace(batch(), codebook=Codebook([*VARIABLES, Variable("stratum", Kind.CHOICE, {}, choices=choices)]))

    (issue,) = weigh(answers, DESIGN).issues

    assert (issue.code, issue.values["strata"]) == ("stratum_empty", "C")


def test_without_a_weight_column_everybody_stands_for_themselves() -> None:
    weighed = weigh(batch(), Design(stratum="stratum", unit="psu"))

    assert set(weighed.table("person").weight) == {1.0}
    assert not weighed.probability


def test_households_are_fitted_to_their_areas() -> None:
    homes = households(copies=5)

    weighed = weigh(
        batch(homes), DESIGN, [replace(PLACES[0], households=None), replace(PLACES[1], households=120), *PLACES[2:]]
    )

    weights = weighed.table("household").weight
    assert (weights[:20].sum(), weights[20:].sum()) == (pytest.approx(120), pytest.approx(80))


def test_few_households_are_fitted_to_the_whole_only() -> None:
    weighed = weigh(batch(), DESIGN, PLACES)

    assert weighed.table("household").weight.tolist() == [20.0] * 8


def test_people_are_fitted_to_age_and_sex() -> None:
    weighed = weigh(batch(households(copies=5)), DESIGN, PLACES)

    table = weighed.table("person")
    women = np.array(table.frame.column("sex").values) == 0
    assert (table.weight[women].sum(), table.weight[~women].sum()) == (pytest.approx(100), pytest.approx(100))
    assert table.weight.sum() == pytest.approx(200)


def test_people_of_unknown_age_keep_their_share_of_the_whole() -> None:
    homes = households(copies=5)
    members = people(homes)
    members[0] = {**members[0], "age": None}

    table = weigh(batch(homes, members), DESIGN, PLACES).table("person")

    assert table.weight.sum() == pytest.approx(200)
    assert table.weight[0] == pytest.approx(200 / 80)


def test_age_classes_with_few_interviews_are_joined() -> None:
    population = [AgeSex(sex, low, high, 25) for sex in "fm" for low, high in ((0, 17), (18, 64), (65, None))]
    places = [replace(PLACES[0], population=population)]

    weighed = weigh(batch(households(copies=5)), DESIGN, places)

    (joined,) = [issue for issue in weighed.issues if issue.code == "margin_joined"]
    assert (joined.values["n"], joined.values["left"]) == (6, 2)
    assert weighed.table("person").weight.sum() == pytest.approx(150)


def test_a_village_may_be_named_in_any_language_and_an_unknown_one_counts_for_the_whole() -> None:
    homes = _with(0, settlement="горно")
    homes[1] = {**homes[1], "settlement": "Atlantis"}

    weighed = weigh(batch(homes), DESIGN, PLACES)

    assert weighed.table("household").place[:2].tolist() == [3, -1]
    assert [issue.values["n"] for issue in weighed.issues if issue.code == "place_unknown"] == [1]


def test_people_without_a_household_are_left_out_and_told() -> None:
    homes = households()
    lost: list[Row] = [{"_id": "x", "_parent": "nobody", "age": 3, "sex": "f"}]

    weighed = weigh(batch(homes, [*people(homes), *lost]), DESIGN)

    assert weighed.table("person").frame.size == 16
    assert [issue.code for issue in weighed.issues] == ["sample_person_alone"]


def test_unequal_weights_inflate_the_variance() -> None:
    # 2 · (1 + 9) / (1 + 3)² = 1.25
    assert kish(np.array([1.0, 3.0])) == 1.25


def test_the_note_counts_and_holds_no_answer() -> None:
    note = sample_note(weigh(batch(), DESIGN, PLACES))

    assert (note.households, note.people, note.strata, note.units, note.lonely) == (8, 16, 2, 4, 0)
    assert (note.margins, note.probability, note.rule) == (("households_all", "age_sex"), True, "adjust")
    assert note.missing is not None
    assert note.missing["help"] == 0.0


def test_a_correction_for_units_that_were_seen_in_part_is_left_out_and_remarked() -> None:
    homes = [{**home, "units": 4} for home in households()]

    partly = weigh(batch(homes), UNITS)
    whole = weigh(batch([{**home, "base_weight": 2.0} for home in homes]), UNITS)

    assert [issue.code for issue in partly.issues] == ["units_seen_in_part"]
    assert partly.sampling.plan.outside.tolist() == [1.0, 1.0]
    assert list(whole.issues) == []
    assert whole.sampling.plan.outside.tolist() == [0.5, 0.5]


def test_households_drawn_without_units_between_keep_their_correction_with_unequal_weights() -> None:
    # Four of eight households in each stratum; that one weighs 3 and the next 1 comes from who answered.
    homes = [
        {**home, "psu": home["_id"], "units": 8, "base_weight": 1.0 + 2 * (number % 2)}
        for number, home in enumerate(households())
    ]

    weighed = weigh(batch(homes), UNITS)

    assert list(weighed.issues) == []
    assert weighed.sampling.plan.outside.tolist() == [0.5, 0.5]


def test_households_inside_the_units_are_the_second_stage() -> None:
    homes = [{**home, "units": 2, "inside": 10} for home in households()]

    weighed = weigh(batch(homes), BOTH)

    plan = weighed.sampling.plan
    assert plan.inside is not None
    assert (plan.inside.sampled.tolist(), plan.inside.outside.tolist()) == ([2] * 4, [0.8] * 4)
    assert plan.unseen == pytest.approx(0.8)
    assert list(weighed.issues) == []
    assert sample_note(weighed).stages == 2


def test_where_all_units_were_drawn_the_households_inside_still_give_an_error() -> None:
    # Two villages of 10 households, both drawn, two asked in each: answers 2 and 4, weight 5. Every household adds
    # 5·(2 - 3)/20 = -0.25 or 0.25; each village (1 - 2/10) · 2/1 · (0.0625 + 0.0625) = 0.2, both 0.4.
    value = Indicator(IndicatorId("x"), "mean", "score", "household", "", "", "x", (), {"en": "x"}, "")
    homes: list[Row] = [
        {"_id": f"{village}{x}", "psu": village, "stratum": "s", "base_weight": 5.0, "units": 2, "inside": 10, "x": x}
        for village in "vw"
        for x in (2.0, 4.0)
    ]
    one = replace(load("base"), indicators={value.id: value}, groups={})

    (fact,) = estimate(weigh(batch(homes, []), replace(BOTH, place="")), one, [], "2026")

    assert fact.value == 3.0
    assert fact.spread.se == pytest.approx(0.4**0.5)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ([None, *[10] * 7], "unit_households_missing"),
        ([9, *[10] * 7], "unit_households_differ"),
        ([1, 1, *[10] * 6], "unit_households_too_few"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "mk"])
def test_a_wrong_number_of_households_in_a_unit_is_refused_in_words(
    inside: list[int | None], code: str, lang: str
) -> None:
    homes = [{**home, "units": 4, "inside": one} for home, one in zip(households(), inside, strict=True)]

    (issue,) = _stopped(homes, BOTH)

    assert (issue.code, issue.where.column) == (code, "inside")
    assert texts(lang).what(issue) != texts(lang).remedy(issue)


def test_a_sex_whom_nobody_asked_is_remarked_since_no_weight_can_make_up_for_it() -> None:
    women = [{**one, "sex": "f"} for one in people(households())]

    weighed = weigh(batch(households(), women), DESIGN, PLACES)

    assert "margin_sex_unasked" in [issue.code for issue in weighed.issues]

"""Scales and index: what a reader sees, tries, and takes along; and what they are told when it cannot be."""

import io

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.once


def test_a_scale_says_its_number_its_source_and_another_cut_off(sign_in):
    page = sign_in("guest", "en").get("/needs/scales/deprivation/")

    assert "Severely deprived, materially and socially" in page
    assert "at least 9 of 13 items" in page
    assert "Eurostat, EU-SILC 2021" in page
    assert "An example worked out by hand" in page


def test_food_insecurity_shows_probabilities_and_says_that_nobody_is_classified(sign_in):
    page = sign_in("guest", "en").get("/needs/scales/fies/")

    assert "34%" in page
    assert "Nobody is classified." in page
    assert "fewer than 300" in page


def test_a_scale_that_was_not_asked_has_a_page_without_numbers(sign_in):
    page = sign_in("guest", "en").get("/needs/scales/wg_ss_enhanced/")

    assert "This survey did not ask for it" in page
    assert "could not be verified and stay empty" in page


def test_an_unknown_scale_is_not_found(sign_in):
    sign_in("ana", "en").get("/needs/scales/nonsense/", 404)


def test_the_index_says_how_firm_its_order_is(sign_in):
    page = sign_in("guest", "en").get("/needs/scales/index/")

    assert "The areas by M0 under 1,000 random ways" in page
    assert "Mountain villages" in page
    assert "Try other weights" not in page  # a guest tries nothing


OTHERS = ("work", "education", "health", "housing", "services", "participation", "safety")
WEIGHTS = {"w_income": "0.3", "cut": "0.3"} | {f"w_{one}": "0.1" for one in OTHERS} | {"w_work": "0,1"}


def test_other_weights_are_tried_and_nothing_is_kept(sign_in):
    ana = sign_in("ana", "en")

    tried = ana.post("/needs/scales/index/", 200, **WEIGHTS)

    assert "of 1,000 weightings" in tried
    assert "weight = 0.3" in tried
    assert "Under these weights" not in ana.get("/needs/scales/index/")


def test_weights_that_do_not_add_up_are_refused_in_a_sentence(sign_in):
    page = sign_in("ana", "en").post("/needs/scales/index/", 200, **{**WEIGHTS, "w_income": "0.4", "cut": "1.5"})

    assert "The weights of the index add up to 1.1, not to 1." in page
    assert "The cut-off of the index is 1.5" in page


def test_a_weight_that_is_no_number_is_named(sign_in):
    page = sign_in("ana", "mk").post("/needs/scales/index/", 200, **{**WEIGHTS, "w_work": "многу"})

    assert "„многу“ не е број." in page


def test_who_may_not_try_is_told(sign_in):
    sign_in("guest", "en").post("/needs/scales/index/", 403, **WEIGHTS)


@pytest.mark.parametrize(("scale", "sheets"), [("deprivation", 3), ("index", 19)])
def test_the_numbers_can_be_taken_along_without_those_withheld(sign_in, scale, sheets):
    answer = sign_in("guest", "en").client.get(f"/needs/scales/{scale}/table.xlsx")

    book = load_workbook(io.BytesIO(answer.content))
    assert answer.status_code == 200
    assert len(book.sheetnames) == sheets
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    held = [row for row in rows if row[-1] == "withheld"]
    assert held
    assert all(row[2] in ("", None) for row in held)

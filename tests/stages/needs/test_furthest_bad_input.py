"""What no search can be made of gives an Issue with words, and no result."""

from dataclasses import replace

import numpy as np
import pytest

from sofra.engine.frame import Column, Frame
from sofra.needs.furthest.municipal import with_areas
from sofra.needs.furthest.plan import circumstance, digest, faults, special_columns
from sofra.needs.furthest.search import search
from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.types.furthest import Category, Circumstance, Registered, SearchPlan

PACK = load("mk")
POVERTY = next(plan for plan in PACK.searches if plan.id == "poverty")


def file(rows: int = 200, sexes: tuple[str, ...] = ("f", "m")) -> Frame:
    random = np.random.default_rng(1)
    known = np.ones(rows, dtype=bool)
    return Frame(
        rows,
        {
            "sex": Column(random.integers(0, len(sexes), rows), known, sexes),
            "old": Column(random.integers(0, 2, rows), known, ("no", "yes")),
        },
    )


def looked(answers: Frame, y, *columns: str, **more):
    plan = SearchPlan("test", "y", [circumstance(answers, one) for one in columns or ("sex", "old")], **more)
    return search(Registered(plan, digest(plan)), answers, np.asarray(y, dtype=float))


def said(found) -> list[str]:
    """The codes; each has its sentences in both languages."""
    for issue in found.issues:
        for lang in ("en", "mk"):
            assert texts(lang).what(issue)
            assert texts(lang).remedy(issue)
    assert found.rungs == ()
    assert found.average is None
    return [issue.code for issue in found.issues]


def test_all_answers_equal():
    assert said(looked(file(), np.ones(200))) == ["furthest_all_equal"]


def test_a_circumstance_with_one_value():
    alike = file(sexes=("f",))

    assert said(looked(alike, np.arange(200) % 2)) == ["furthest_one_value"]


def test_everyone_missing():
    answers, plan = file(), SearchPlan("test", "y", [circumstance(file(), "sex")])

    found = search(Registered(plan, ""), answers, np.zeros(200), known=np.zeros(200, dtype=bool))

    assert said(found) == ["furthest_nobody"]


def test_fewer_than_a_hundred_rows():
    assert said(looked(file(99), np.arange(99) % 2)) == ["furthest_few_rows"]


def test_a_plan_that_names_columns_that_are_not_there():
    plan = SearchPlan("test", "y", [Circumstance("home", {"en": "home"}, [Category("a", {"en": "a"}, "hsize = 1")])])

    found = search(Registered(plan, ""), file(), np.arange(200) % 2)

    assert said(found) == ["furthest_column_missing"]
    assert found.issues[0].values["column"] == "hsize"


def test_too_few_units():
    answers, plan = file(), SearchPlan("test", "y", [circumstance(file(), "sex")])

    found = search(Registered(plan, ""), answers, np.arange(200) % 2, unit=np.arange(200) % 6)

    assert said(found) == ["furthest_few_units"]


def test_no_group_large_enough():
    assert said(looked(file(120), np.arange(120) % 2, least_rows=61)) == ["furthest_no_group"]


def test_a_plan_without_circumstances():
    plan = SearchPlan("test", "y")

    assert said(search(Registered(plan, ""), file(), np.arange(200) % 2)) == ["furthest_no_circumstance"]


SEX = PACK.circumstances["sex"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"indicator": "nothing"}, "furthest_indicator_unknown"),
        ({"indicator": "care.hours"}, "furthest_not_share"),
        ({"indicator": "housing.cold"}, "furthest_households"),
        ({"circumstances": ()}, "furthest_no_circumstance"),
        ({"circumstances": (SEX, SEX)}, "furthest_twice"),
        ({"circumstances": (replace(SEX, categories=SEX.categories[:1]),)}, "furthest_one_category"),
        ({"circumstances": (replace(SEX, sensitivity="special"),)}, "furthest_special"),
        ({"depth": 5}, "furthest_depth"),
        ({"least_rows": 5}, "furthest_least"),
        ({"alpha": 0.5}, "furthest_chance"),
    ],
)
def test_a_plan_that_a_municipality_may_not_register_says_why(change, code):
    found = faults(replace(with_areas(POVERTY, ()), **change), PACK)

    assert [issue.code for issue in found] == [code]
    assert texts("mk").what(found[0])


def test_nobody_can_search_by_ethnicity_under_another_name():
    conditions = {"a": "ethnicity = 'roma'", "b": "ethnicity != 'roma'"}
    categories = [Category(code, {"en": code}, condition) for code, condition in conditions.items()]
    roma = Circumstance("people", {"en": "people"}, categories)

    assert "ethnicity" in special_columns(PACK)
    assert [one.code for one in faults(replace(POVERTY, circumstances=(SEX, roma)), PACK)] == ["furthest_special"]


@pytest.mark.parametrize("column", ["settlement", "psu", "stratum"])
def test_nobody_can_search_by_settlement_or_unit(column):
    by = Circumstance("where", {"en": "where"}, [
        Category("a", {"en": "a"}, f"{column} = 'a'"), Category("b", {"en": "b"}, f"{column} = 'b'")])  # fmt: skip

    assert [one.code for one in faults(replace(POVERTY, circumstances=(by,)), PACK)] == ["furthest_settlement"]


@pytest.mark.parametrize("column", ["home_lon", "home_lat"])
def test_nobody_can_search_by_where_a_household_stands(column):
    by = Circumstance("where", {"en": "where"}, [
        Category("a", {"en": "a"}, f"{column} < 21.5"), Category("b", {"en": "b"}, f"{column} >= 21.5")])  # fmt: skip

    assert [one.code for one in faults(replace(POVERTY, circumstances=(by,)), PACK)] == ["furthest_settlement"]


def test_the_fingerprint_of_a_plan_changes_with_every_field_and_with_nothing_else():
    label = {"mk": "Пол", "en": "Sex"}
    again = replace(POVERTY, circumstances=[replace(SEX, label=label), *POVERTY.circumstances[1:]])

    assert digest(again) == digest(POVERTY)
    changed = [
        replace(POVERTY, **change)
        for change in ({"id": "x"}, {"indicator": "x"}, {"circumstances": ()}, {"depth": 3}, {"least_rows": 31},
                       {"least_share": 0.04}, {"alpha": 0.04}, {"listed": 0.2}, {"draws": 999}, {"seed": 1})
    ]  # fmt: skip
    assert len({digest(one) for one in (POVERTY, *changed)}) == 11

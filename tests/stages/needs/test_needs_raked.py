"""Raking the social map to an office's totals: margins of any kind, and every fault at once."""

import numpy as np
import pytest
from tests.stages.needs.needs_town import DESIGN, PLACES, batch

from sofra.engine.frame import frame
from sofra.needs.margins import Margin, fit, nothing
from sofra.needs.moved import moved
from sofra.needs.raked import raked_margin
from sofra.needs.weights import PERSON, weigh
from sofra.packs.texts import texts
from sofra.types.answers import Design, KnownTotal
from sofra.types.errors import DesignError

NOWHERE = np.full(12, -1)


def people(**more):
    return frame(
        [
            {"age": float(5 + 7 * n), "sex": "fm"[n % 2], "ethnicity": ("one", "two", "two")[n % 3], **more}
            for n in range(12)
        ]
    )


def margin_of(rows, totals, *, weight=None, first=None, place=NOWHERE, places=()):
    given = np.ones(rows.size) if weight is None else weight
    start = nothing(rows.size) if first is None else first
    found, issues = raked_margin(rows, given, totals, first=start, place=place, places=places)
    return fit(given, found), found, issues


def table(text):
    return [
        KnownTotal(margin, category, float(total))
        for margin, category, total in (line.split() for line in text.split("\n") if line.strip())
    ]


def sums(weight, which):
    return float(weight[np.array(which)].sum())


def test_ranges_of_a_number_are_a_margin():
    rows = people()

    weight, _, _ = margin_of(rows, table("age 0-17 30\nage 18-64 50\nage 65+ 20"))

    age = rows.column("age").values
    assert [sums(weight, age < 18), sums(weight, (age >= 18) & (age < 65)), sums(weight, age >= 65)] == pytest.approx(
        [30, 50, 20]
    )


def test_columns_can_be_crossed():
    rows = people()

    weight, _, _ = margin_of(
        rows, table("sex*ethnicity f*one 10\nsex*ethnicity f*two 40\nsex*ethnicity m*one 20\nsex*ethnicity m*two 30")
    )

    women = rows.column("sex").values == 0
    first = rows.column("ethnicity").values == 0
    assert [sums(weight, women & first), sums(weight, ~women & ~first)] == pytest.approx([10, 30])


def test_the_places_own_ages_are_raked_along():
    rows = people()
    sexes = Margin(rows.column("sex").values, np.array([55.0, 45.0]), "age_sex")

    weight, found, _ = margin_of(rows, table("ethnicity one 30\nethnicity two 70"), first=sexes)

    assert found.name == "raked_age_sex"
    assert sums(weight, rows.column("sex").values == 0) == pytest.approx(55)
    assert sums(weight, rows.column("ethnicity").values == 0) == pytest.approx(30)


def test_margins_that_differ_a_little_are_scaled_to_the_first():
    weight, _, issues = margin_of(people(), table("sex f 500\nsex m 500\nethnicity one 300\nethnicity two 702"))

    assert weight.sum() == pytest.approx(1000)
    assert [issue.code for issue in issues] == ["total_few_rows"] * 4


def test_who_did_not_say_stands_for_their_share_of_all():
    rows = frame([{"sex": "f"}, {"sex": "m"}, {"sex": None}, {"sex": "m"}])

    weight, _, _ = margin_of(rows, table("sex f 60\nsex m 40"), place=np.full(4, -1))

    np.testing.assert_allclose(weight, [45, 15, 25, 15])


def test_every_fault_is_told_at_once_in_both_languages():
    with pytest.raises(DesignError) as stopped:
        margin_of(
            people(),
            table("sex f 50\nsex m 0\nsex x 3\nethnicity one 90\nethnicity one 91\ncolour red 5\nsex*age f 3"),
        )

    issues = stopped.value.issues
    assert {issue.code for issue in issues if issue.severity.value == "file"} == {
        "total_zero_with_rows",
        "total_without_rows",
        "rows_without_total",
        "totals_twice",
        "totals_column_missing",
        "totals_not_crossed",
        "totals_disagree",
    }
    for language in ("en", "mk"):
        for issue in issues:
            assert "{" not in texts(language).what(issue) + texts(language).remedy(issue)


def test_a_survey_is_weighed_to_the_totals_of_its_design():
    totals = (KnownTotal("area", "A", 150.0), KnownTotal("area", "B", 50.0))
    design = Design(**{name: getattr(DESIGN, name) for name in ("weight", "stratum", "unit", "place")}, totals=totals)

    weighed = weigh(batch(), design, PLACES)
    told = moved(weighed, totals, PLACES)

    assert weighed.tables[PERSON].weight.sum() == pytest.approx(200)
    assert weighed.raked == ("area",)
    assert [(one.name, one.after) for one in told.classes] == [
        ("area: A", pytest.approx(150)),
        ("area: B", pytest.approx(50)),
    ]

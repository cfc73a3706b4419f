"""Poverty and inequality against convey 1.0.1, laeken 0.5.2 and survey: values and errors."""

import csv
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.reference import NEEDED, SHARED, case, data

from sofra.engine.frame import frame
from sofra.needs.survey.design import Replicates, Survey, survey, within
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.income import equivalised, remarks, scale
from sofra.needs.survey.inequality import gini, quintile_ratio
from sofra.needs.survey.poverty import FromMedian, Given, fgt, poverty_gap, poverty_rate, threshold
from sofra.types.errors import DesignError

R = Path(__file__).parent / "r"
CONVEY, LAEKEN = FromMedian(), FromMedian(passed=True)


def people(path: Path = R / "poverty_people.csv", texts: tuple[str, ...] = ("region", "sex")) -> Survey:
    with path.open(encoding="utf-8") as file:
        rows = [
            {key: cell if key in texts else (float(cell) if cell else None) for key, cell in row.items()}
            for row in csv.DictReader(file)
        ]
    return survey(frame(rows), units=["unit"], strata=["stratum"], weight="w")


def jackknifed(of: Survey) -> Survey:
    """JKn: in turn one unit of a stratum is left out and the others stand for it."""
    first = of.stages[0]
    counts = np.bincount(first.stratum)
    own = first.stratum[first.unit]
    columns = [
        of.weight
        * np.where(first.unit == unit, 0.0, np.where(own == stratum, counts[stratum] / (counts[stratum] - 1), 1))
        for unit, stratum in enumerate(first.stratum)
    ]
    rscale = ((counts - 1) / counts)[first.stratum]
    return replace(of, replicates=Replicates("jkn", np.stack(columns, axis=1), 1.0, rscale))


MEASURES = {
    "gini": lambda of: gini(of, "income"),
    "qsr": lambda of: quintile_ratio(of, "income", rule="passed"),
    "arpt": lambda of: threshold(of, "income", LAEKEN),
    "arpr": lambda of: poverty_rate(of, "income", LAEKEN, strictly=True),
    "rmpg": lambda of: poverty_gap(of, "income", LAEKEN, strictly=True),
}


def ours(what: str, where: str, of: Survey) -> Estimate:
    if where != "ALL":
        of = within(of, f"{'sex' if where in 'fm' else 'region'} = '{where}'")
    if what.startswith("fgt"):
        power, line = what[3:].split("_")
        return fgt(of, "income", Given(float(line)), int(power))
    if what.startswith("jk_"):
        return MEASURES[what[3:]](jackknifed(of))
    if what[:4] in ("arpt", "arpr") and what[4:]:
        line = FromMedian(percent=float(what[4:]), passed=True)
        return threshold(of, "income", line) if what[3] == "t" else poverty_rate(of, "income", line, strictly=True)
    return MEASURES[what](of)


ROWS = json.loads((R / "poverty.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']}-{row['where']}")
def test_measures_of_our_own_people_equal_laeken_and_survey(row):
    found = ours(row["what"], row["where"], people())

    assert found.value[0] == pytest.approx(row["value"], rel=1e-11)
    if row["se"] != []:
        assert found.se[0] == pytest.approx(row["se"], rel=1e-9)


@NEEDED
@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("gini", lambda of: gini(of, "income", definition="convey")),
        ("qsr", lambda of: quintile_ratio(of, "income")),
        ("arpt", lambda of: threshold(of, "income")),
        ("arpr", lambda of: poverty_rate(of, "income", CONVEY)),
        ("rmpg", lambda of: poverty_gap(of, "income", CONVEY)),
        ("fgt1", lambda of: fgt(of, "income", Given(120.0), 1)),
    ],
)
def test_linearised_errors_equal_convey(name, measured):
    found = measured(survey(data("lnob_synthetic"), units=["ea"], strata=["stratum"], weight="w", nested=True))
    row = case(f"lnob_{name}")["rows"][0]

    assert (found.value[0], found.se[0]) == pytest.approx((row["estimate"], row["se"]), rel=1e-12)
    low, high = found.interval()
    assert [low[0], high[0]] == pytest.approx(row["ci_t"], rel=1e-9)


@pytest.mark.skipif(not (SHARED / "data" / "eusilc").is_dir(), reason="LEFT OUT: the EU-SILC file is not there")
def test_the_public_use_silc_file_gives_laekens_numbers_in_every_region():
    with (SHARED / "data" / "eusilc" / "eusilc.csv").open(encoding="utf-8") as file:
        rows = [
            {"income": float(row["eqIncome"]), "w": float(row["rb050"]), "region": row["db040"]}
            for row in csv.DictReader(file)
        ]
    of = survey(frame(rows), weight="w")
    expected = json.loads((R / "poverty_eusilc.json").read_text(encoding="utf-8"))

    for row in expected:
        found = ours(row["what"], row["where"], of).value[0] * (1 if row["what"] in ("qsr", "arpt") else 100)
        assert found == pytest.approx(row["value"], rel=1e-11), row
    assert len(expected) == 41  # four measures in nine regions and in all, and the threshold


@pytest.mark.parametrize(
    "measured",
    [
        lambda of: gini(of, "income"),
        lambda of: fgt(of, "income", Given(120.0), 2),
        lambda of: fgt(of, "income", CONVEY, 1),
    ],
)
def test_linearisation_and_jackknife_agree_where_the_measure_is_smooth(measured):
    linear, replicated = measured(people()), measured(jackknifed(people()))

    assert replicated.se[0] == pytest.approx(linear.se[0], rel=0.1)


def test_a_given_threshold_has_no_error_of_its_own():
    of = people()
    line = threshold(of, "income").value[0]
    given_line, measured = poverty_rate(of, "income", Given(line)), poverty_rate(of, "income", CONVEY)

    assert given_line.value == measured.value
    assert given_line.se[0] != pytest.approx(measured.se[0], rel=0.01)


def test_a_part_is_measured_against_the_threshold_of_the_whole():
    of = people()
    line = threshold(of, "income").value[0]

    part = poverty_rate(within(of, "region = 'east'"), "income", CONVEY)

    assert part.value == poverty_rate(within(of, "region = 'east'"), "income", Given(line)).value
    assert (part.n, part.df) == (within(of, "region = 'east' and income > -100").inside.sum(), 10)


@settings(deadline=None, max_examples=50)  # the machine may be shared
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), min_size=3, max_size=30))
def test_gini_lies_between_nought_and_one_whatever_the_ties_and_the_order(pairs):
    def made(ordered):
        rows = [{"income": float(x), "w": float(w)} for x, w in ordered]
        return gini(survey(frame(rows), weight="w"), "income")

    found, turned = made(pairs), made(pairs[::-1])

    if not sum(x * w for x, w in pairs):
        assert np.isnan(found.value[0])
        return
    assert -1e-12 <= found.value[0] < 1
    assert turned.value[0] == pytest.approx(found.value[0], abs=1e-12)
    assert turned.se[0] == pytest.approx(found.se[0], abs=1e-12)


def test_everybody_with_the_same_income_is_equal_and_the_threshold_has_no_measurable_error():
    of = survey(frame([{"income": 100.0, "w": 2.0}] * 5), weight="w")

    assert gini(of, "income").value[0] == pytest.approx(0.0, abs=1e-15)
    assert gini(of, "income").se[0] == pytest.approx(0.0, abs=1e-15)
    assert threshold(of, "income").value[0] == 60.0
    assert np.isnan(threshold(of, "income").se[0])


def test_where_nobody_is_poor_there_is_no_gap():
    of = survey(frame([{"income": 100.0 + one, "w": 1.0} for one in range(6)]), weight="w")

    assert poverty_rate(of, "income", Given(50.0)).value[0] == 0
    assert np.isnan(poverty_gap(of, "income", Given(50.0)).value[0])


def test_the_poorest_fifth_with_nothing_has_no_ratio():
    of = survey(frame([{"income": float(x), "w": 1.0} for x in (0, 0, 0, 5, 9)]), weight="w")

    assert np.isnan(quintile_ratio(of, "income").value[0])


def test_a_part_with_nobody_has_no_number():
    nobody = within(people(), "income > 1000000")

    for found in (gini(nobody, "income"), poverty_rate(nobody, "income", Given(100.0)), threshold(nobody, "income")):
        assert np.isnan(found.value[0])
        assert np.isnan(found.se[0])


@pytest.mark.parametrize(
    ("ages", "adults"),
    [
        ([40], 1.0),
        ([40, 38, 14, 13], 2.3),  # 1 + 0.5 + 0.5 + 0.3
        ([30, 3, 5], 1.6),
        ([12, 10], 1.3),
        ([40, None], None),
        ([], None),
    ],
)
def test_the_modified_oecd_scale(ages, adults):
    assert scale(ages) == (None if adults is None else pytest.approx(adults))


def test_the_income_of_a_household_is_shared_by_the_scale():
    rows = [{"home": "a", "age": age, "money": 460.0} for age in (40.0, 38.0, 14.0, 13.0)]
    rows += [{"home": "b", "age": age, "money": 300.0} for age in (70.0, None)]

    made = equivalised(survey(frame(rows)), household="home", age="age", income="money").frame.column("equivalised")

    # 460 / 2.3; an unknown age leaves the whole household out.
    assert made.values[:4].tolist() == pytest.approx([200.0] * 4)
    assert made.known.tolist() == [True] * 4 + [False] * 2


def test_a_household_with_two_incomes_is_refused():
    rows = [{"home": "a", "age": 40.0, "money": 100.0}, {"home": "a", "age": 39.0, "money": 90.0}]

    with pytest.raises(DesignError, match=r"income_differs_within.*n=1"):
        equivalised(survey(frame(rows)), household="home", age="age", income="money")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda of: gini(of, "wealth"), "design_column_missing"),
        (lambda of: gini(of, "region"), "income_not_number"),
        (lambda of: gini(of, "income", definition="best"), "gini_unknown"),
        (lambda of: quintile_ratio(of, "income", part=0.6), "part_out_of_range"),
        (lambda of: quintile_ratio(of, "income", rule="any"), "quantile_rule_unknown"),
        (lambda of: poverty_rate(of, "income", Given(0.0)), "threshold_not_above_nought"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_its_sentence(asked, code):
    with pytest.raises(DesignError, match=code):
        asked(people())


def test_the_reader_is_told_of_missing_negative_and_nought():
    assert {one.code: one.values["n"] for one in remarks(people(), "income")} == {
        "income_missing": 15,
        "income_negative": 4,
        "income_nought": 12,
    }


@pytest.mark.slow
def test_r_gives_these_numbers_today(tmp_path):
    subprocess.run(["Rscript", str(R / "poverty.R"), str(tmp_path)], check=True)

    assert (tmp_path / "poverty_people.csv").read_text() == (R / "poverty_people.csv").read_text()
    again = json.loads((tmp_path / "poverty.json").read_text())
    for before, now in zip(ROWS, again, strict=True):
        assert before["value"] == pytest.approx(now["value"], rel=1e-12)

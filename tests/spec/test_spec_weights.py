"""Fitted, trimmed and replicate weights against R: survey 4.5 on the shared cases, 4.1 and sampling on our own town."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.spec.reference import NEEDED, case, data

from sofra.engine.frame import Frame, frame
from sofra.needs.survey.calibrate import calibrate
from sofra.needs.survey.crosstab import association, crosstab
from sofra.needs.survey.design import Survey, survey, with_column, within
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.means import mean, ratio, total
from sofra.needs.survey.nonresponse import respond
from sofra.needs.survey.poststratify import poststratify, rake
from sofra.needs.survey.replicates import given, halves, jackknife
from sofra.needs.survey.totals import EVERYBODY
from sofra.needs.survey.trim import trim

R = Path(__file__).parent / "r"

SEX = {"sex": {"f": 18600, "m": 15400}}
AGE = {"age": {"0-17": 8000, "18-64": 17200, "65+": 8800}}
AREA = {"area": {"hill": 6200, "plain": 12300, "town": 15500}}
ROOMS = {"rooms": 112000.0}
CROSS = dict(
    zip(
        [(sex, age) for age in ("0-17", "18-64", "65+") for sex in "fm"],
        [4300, 3700, 9500, 7700, 4800, 4000],
        strict=True,
    )
)


@cache
def town() -> Frame:
    with (R / "town.csv").open(encoding="utf-8") as file:
        return frame([{key: _value(cell) for key, cell in row.items()} for row in csv.DictReader(file)])


def _value(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


@cache
def r() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((R / "weights.json").read_text(encoding="utf-8"))
    return found


def one(**more: Any) -> Survey:
    return survey(town(), units=["psu"], strata=["stratum"], weight="w", nested=True, **more)


def two() -> Survey:
    return survey(town(), units=["psu", "hh"], strata=["stratum"], weight="w", population=["N", "M"], nested=True)


def flat() -> Survey:
    """The units without their strata."""
    made = with_column(one(), "unit", frame([{"u": f"{unit}"} for unit in one().stages[0].unit]).column("u"))
    return survey(made.frame, units=["unit"], weight="w")


def homes(sample: Survey) -> Survey:
    """The sample with a column that numbers its households."""
    numbers = frame([{"home": float(unit)} for unit in sample.stages[1].unit]).column("home")
    return with_column(sample, "home", numbers)


def drawn(name: str) -> Survey:
    """Bootstrap weights that R drew."""
    made = r()[name]
    weights = np.array(made["factor"])[_as_r_numbers_units()]
    return given(one(), weights, scale=made["scale"], combined=False)


def _as_r_numbers_units() -> np.ndarray:
    """Units in the order of the rows where they first occur."""
    unit = one().stages[0].unit
    _, first = np.unique(unit, return_index=True)
    return np.argsort(np.argsort(first))[unit]


MATRIX = "hadamard"
DESIGNS: dict[str, Callable[[], Survey]] = {
    "one": one,
    "two": two,
    "greg_one": lambda: calibrate(one(), SEX),
    "greg_list": lambda: calibrate(two(), {**SEX, **AGE, **AREA, **ROOMS}),
    "greg_number": lambda: calibrate(one(), {EVERYBODY: 34000, **ROOMS}),
    "greg_flat": lambda: calibrate(flat(), {**SEX, **AGE}),
    "linear_bounded": lambda: calibrate(one(), {**SEX, **AGE, **AREA, **ROOMS}, bounds=(0.75, 1.25)),
    "raking": lambda: calibrate(two(), {**SEX, **AGE, **AREA, **ROOMS}, distance="raking"),
    "raking_bounded": lambda: calibrate(one(), {**SEX, **AGE, **AREA}, distance="raking", bounds=(0.75, 1.2)),
    "logit": lambda: calibrate(two(), {**SEX, **AGE, **AREA, **ROOMS}, distance="logit", bounds=(0.5, 2)),
    "logit_one": lambda: calibrate(one(), AGE, distance="logit", bounds=(0.6, 1.6)),
    "together": lambda: calibrate(homes(two()), {**SEX, **AGE, **AREA}, together="home"),
    "together_raking": lambda: calibrate(homes(two()), {**SEX, **AGE}, distance="raking", together="home"),
    "post_one": lambda: poststratify(two(), "area", AREA["area"]),
    "post_cross": lambda: poststratify(one(), ("sex", "age"), CROSS),
    "rake": lambda: rake(one(), {**SEX, **AGE, **AREA}),
    "rake_two": lambda: rake(two(), {**SEX, **AGE, **AREA}),
    "chain": lambda: calibrate(
        rake(poststratify(one(), "area", AREA["area"]), {**SEX, **AGE, **AREA}), {**SEX, **ROOMS}
    ),
    "post_rake": lambda: rake(poststratify(two(), "area", AREA["area"]), {**SEX, **AGE}),
    "trimmed": lambda: trim(rake(one(), {**SEX, **AGE, **AREA}), upper=110, lower=15),
    "trimmed_strict": lambda: trim(one(), upper=90, strict=True),
    "jk1": lambda: jackknife(flat()),
    "jkn": lambda: jackknife(one()),
    "jkn_fpc": lambda: jackknife(one(population=["N"])),
    "jkn_mse": lambda: jackknife(one(), around_estimate=True),
    "brr": lambda: halves(one(), matrix=np.array(r()[MATRIX])),
    "fay": lambda: halves(one(), rho=0.3, matrix=np.array(r()[MATRIX])),
    "fay_mse": lambda: halves(one(), rho=0.5, matrix=np.array(r()[MATRIX]), around_estimate=True),
    "canty": lambda: drawn("canty"),
    "raowu": lambda: drawn("raowu"),
    "jkn_post": lambda: poststratify(jackknife(one()), ("sex", "age"), CROSS),
    "jkn_rake": lambda: rake(jackknife(one()), {**SEX, **AGE, **AREA}),
    "jkn_greg": lambda: calibrate(jackknife(one()), {**SEX, **AGE, **ROOMS}),
    "fay_rake": lambda: rake(DESIGNS["fay"](), {**SEX, **AGE, **AREA}),
    "fay_logit": lambda: calibrate(DESIGNS["fay"](), {**SEX, **AREA}, distance="logit", bounds=(0.3, 3)),
    "raowu_post": lambda: poststratify(drawn("raowu"), "area", AREA["area"]),
}


def asked(sample: Survey) -> tuple[np.ndarray, np.ndarray]:
    """Means, totals, a ratio and domains of a design, in the order of weights.R: values and standard errors."""
    found: list[Estimate] = [mean(sample, "income", "need"), total(sample, "income", "need")]
    found.append(ratio(sample, "income", "rooms"))
    found += [mean(within(sample, f"age = '{age}'"), "income") for age in ("0-17", "18-64", "65+")]
    found += [total(within(sample, f"sex = '{sex}'"), "need") for sex in "fm"]
    return np.concatenate([one.value for one in found]), np.concatenate([one.se for one in found])


@pytest.mark.parametrize("name", DESIGNS)
def test_estimates_and_errors_equal_survey_4_1(name):
    wanted = r()["designs"][name]

    value, se = asked(DESIGNS[name]())

    np.testing.assert_allclose(value, wanted["estimate"], rtol=1e-8)
    np.testing.assert_allclose(se, wanted["se"], rtol=1e-6)


@pytest.mark.parametrize("name", DESIGNS)
def test_degrees_of_freedom_equal_degf(name):
    assert DESIGNS[name]().df == r()["df"][name]


def test_every_design_of_the_script_is_compared():
    values = sum(len(one["estimate"]) + len(one["se"]) for one in r()["designs"].values())

    assert set(r()["designs"]) == set(DESIGNS)
    assert values >= 150


@pytest.mark.parametrize(
    ("method", "distance", "bounds"),
    [
        ("linear", "linear", (-np.inf, np.inf)),
        ("raking", "raking", (-np.inf, np.inf)),
        ("logit", "logit", (0.5, 2.0)),
        ("truncated", "linear", (0.75, 1.25)),
    ],
)
def test_factors_equal_sampling_calib(method, distance, bounds):
    fitted = calibrate(one(), {**SEX, **AGE, **AREA, **ROOMS}, distance=distance, bounds=bounds)

    factors = fitted.weight / one().weight

    np.testing.assert_allclose(factors[::25], r()["calib"][method], rtol=1e-6)


def test_response_classes_equal_r_by_jackknife_and_by_taylor():
    wanted = r()["response"]
    taylor, _ = respond(one(), "answered = 1", ["area", "sex"], smallest=1)
    again, _ = respond(jackknife(one()), "answered = 1", ["area", "sex"], smallest=1)

    linear = [total(taylor, "need"), mean(taylor, "income")]
    repeated = [total(again, "need"), mean(again, "income")]

    np.testing.assert_allclose([one.value[0] for one in linear], wanted["estimate"], rtol=1e-10)
    np.testing.assert_allclose([one.se[0] for one in linear], wanted["taylor"], rtol=1e-10)
    np.testing.assert_allclose([one.se[0] for one in repeated], wanted["jackknife"], rtol=1e-10)


def lnob() -> Survey:
    return survey(data("lnob_synthetic"), units=["ea"], strata=["stratum"], weight="w", nested=True)


MARGINS = {
    "sex": {"f": 74500, "m": 72500},
    "ageg": {"0-14": 25000, "15-29": 30000, "30-64": 66000, "65+": 26000},
}
MUNICIPALITIES = {
    "Gostivar": 26000,
    "Kochani": 27000,
    "Petrovec": 8000,
    "Resen": 15000,
    "Shkoder": 60000,
    "Tuzi": 11000,
}
SHARED: dict[str, Callable[[], Survey]] = {
    "greg": lambda: calibrate(lnob(), MARGINS),
    "logit": lambda: calibrate(lnob(), MARGINS, distance="logit", bounds=(0.3, 3)),
    "poststrat": lambda: poststratify(lnob(), "mun", MUNICIPALITIES),
    "rake": lambda: rake(lnob(), {"mun": MUNICIPALITIES, **MARGINS}),
    "jkn": lambda: jackknife(lnob()),
    "jkn_rake": lambda: rake(jackknife(lnob()), {"mun": MUNICIPALITIES, "sex": MARGINS["sex"]}),
}


def agrees(found: Estimate, rows: list[dict[str, Any]]) -> None:
    np.testing.assert_allclose(found.value, [row["estimate"] for row in rows], rtol=1e-10)
    np.testing.assert_allclose(found.se, [row["se"] for row in rows], rtol=1e-9)
    np.testing.assert_allclose(np.array(found.interval()).T, [row["ci_t"] for row in rows], rtol=1e-8)


@NEEDED
@pytest.mark.parametrize("name", SHARED)
def test_means_and_totals_of_fitted_weights_equal_survey_4_5(name):
    sample, wanted = SHARED[name](), case(f"lnob_{name}_mean")

    agrees(mean(sample, "need", "disab", *(["depr"] if name == "jkn" else [])), wanted["rows"])

    assert sample.df == wanted["df"]
    if name != "jkn":
        agrees(total(sample, "need"), case(f"lnob_{name}_total")["rows"])


@NEEDED
@pytest.mark.parametrize("name", ["greg", "logit", "poststrat", "rake", "jkn"])
def test_domains_of_fitted_weights_equal_survey_4_5(name):
    sample = SHARED[name]()

    for row in case(f"lnob_{name}_by")["rows"]:
        found = mean(within(sample, f"mun = '{row['term']}'"), "need")
        np.testing.assert_allclose([found.value[0], found.se[0]], [row["estimate"], row["se"]], rtol=1e-9)


@NEEDED
@pytest.mark.parametrize("name", ["greg", "logit", "poststrat", "rake"])
def test_totals_by_a_fitted_margin_equal_survey_4_5(name):
    sample = SHARED[name]()

    for row in case(f"lnob_{name}_by_sex")["rows"]:
        found = total(within(sample, f"sex = '{row['term']}'"), "need")
        np.testing.assert_allclose([found.value[0], found.se[0]], [row["estimate"], row["se"]], rtol=1e-9)


@NEEDED
def test_one_question_and_a_list_of_questions_have_the_same_error():
    sample = SHARED["greg"]()

    together = total(sample, "need", "disab", "depr")

    for term in together.terms:
        alone = total(sample, term)
        np.testing.assert_allclose(together.of(term), alone.of(term), rtol=1e-12)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("Rscript"), reason="LEFT OUT: no R on this machine")
def test_the_script_still_gives_what_is_kept():
    made = subprocess.run(["Rscript", "weights.R"], cwd=R, capture_output=True, text=True, check=True).stdout

    again = json.loads(made)["designs"]

    for name, wanted in r()["designs"].items():
        np.testing.assert_allclose(again[name]["se"], wanted["se"], rtol=1e-6)


@NEEDED
@pytest.mark.parametrize("name", ["greg", "logit", "poststrat", "rake"])
def test_tables_of_fitted_surveys_are_those_of_svychisq(name: str) -> None:
    expected = case(f"lnob_{name}_chisq")["extra"]

    found = association(crosstab(SHARED[name](), "mun", "need"))

    assert found.statistic == pytest.approx(expected["statistic"]["F"], rel=1e-8)
    assert [found.df, found.df_below] == pytest.approx(list(expected["parameter"].values()), rel=1e-8)
    assert found.p == pytest.approx(expected["p_value"], rel=1e-8)

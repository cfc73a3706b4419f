"""Regression, t, rank and table tests against R: reference cases of survey 4.5, our own of survey 4.1 (models.R)."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.spec.reference import NEEDED, case
from tests.spec.test_spec_survey_core import one_stage, two_stages

from sofra.engine.frame import Frame, frame
from sofra.needs.survey.compare import rank_test, t_test
from sofra.needs.survey.crosstab import association, crosstab
from sofra.needs.survey.design import Survey, survey, within
from sofra.needs.survey.poststratify import poststratify
from sofra.needs.survey.regression import LINEAR, LOGIT, regression, term_test
from sofra.needs.survey.replicates import jackknife
from sofra.needs.survey.verdict import Verdict
from sofra.types.errors import DesignError

HERE = Path(__file__).parent / "r"
OURS: dict[str, Any] = json.loads((HERE / "models.json").read_text(encoding="utf-8"))
STATISTICS = ("F", "Chisq", "Wald", "adjWald")
RANKS = {"wilcoxon": "wilcoxon", "median": "median", "vanderWaerden": "normal"}
MODELS: dict[str, tuple[str, list[str], str]] = {
    "lm": ("hours", ["age", "area", "poor"], LINEAR),
    "lm_product": ("hours", ["age", "area", "age:area"], LINEAR),
    "logit": ("lacks", ["age", "factor(poor)", "area"], LOGIT),
}


def answers() -> Frame:
    with (HERE / "models.csv").open(encoding="utf-8", newline="") as file:
        return frame([{key: _value(text) for key, text in row.items()} for row in csv.DictReader(file)])


def _value(text: str) -> str | float | None:
    try:
        return None if text in ("NA", "") else float(text)
    except ValueError:
        return text


def two() -> Survey:
    return survey(
        answers(), units=["unit", "home"], strata=["stratum"], weight="w", population=["units", "homes"], nested=True
    )


def one() -> Survey:
    return survey(answers(), units=["unit"], strata=["stratum"], weight="w", nested=True)


def three() -> Survey:
    """Three stages, each with its correction; the columns under the names that the models use."""
    rows = list(csv.DictReader((HERE / "three_stages.csv").open(encoding="utf-8", newline="")))
    told = [
        {**row, "area": row["group"], "hours": row["score"], "lacks": row["yes"], "poor": str(int(row["sex"] == "f"))}
        for row in rows
    ]
    people = frame([{key: _value(text) for key, text in row.items()} for row in told])
    return survey(
        people,
        units=["town", "home", "person"],
        strata=["stratum"],
        weight="w",
        population=["towns", "households", "persons"],
        nested=True,
        lonely="remove",
    )


DESIGNS: dict[str, Callable[[], Survey]] = {
    "two": two,
    "one": one,
    "simple": lambda: survey(answers(), weight="w"),
    "women": lambda: within(two(), "sex = 'f'"),
    "three": three,
    "post": lambda: poststratify(one(), "sex", {"f": 2600.0, "m": 2400.0}),
    "jkn": lambda: jackknife(one()),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("design", DESIGNS)
def test_coefficients_and_errors_equal_svyglm(design: str, model: str) -> None:
    outcome, terms, link = MODELS[model]

    found = regression(DESIGNS[design](), outcome, terms, link)

    expected = OURS[f"{design} {model}"]
    assert list(found.estimate.terms) == expected["term"]
    np.testing.assert_allclose(found.estimate.value, expected["value"], rtol=1e-8)
    np.testing.assert_allclose(found.estimate.se, expected["se"], rtol=1e-6)
    assert found.estimate.df == expected["df"]


@pytest.mark.parametrize("design", DESIGNS)
def test_terms_tests_and_tables_equal_r(design: str) -> None:
    of = DESIGNS[design]()

    _equal(term_test(regression(of, "hours", ["age", "area", "poor"]), "area"), OURS[f"{design} term"])
    difference = t_test(of, "hours", "poor")
    _equal(difference, OURS[f"{design} ttest"])
    expected = OURS[f"{design} ttest"]
    np.testing.assert_allclose([difference.low, difference.high], expected["interval"], rtol=1e-6)
    table = crosstab(of, "area", "lacks")
    for statistic in STATISTICS:
        _equal(association(table, statistic), OURS[f"{design} {statistic}"])


@pytest.mark.parametrize("design", [name for name in DESIGNS if name != "jkn"])
def test_rank_tests_equal_svyranktest(design: str) -> None:
    of = DESIGNS[design]()

    for theirs, ours in RANKS.items():
        _equal(rank_test(of, "hours", "poor", ours), OURS[f"{design} {theirs}"])
    _equal(rank_test(of, "hours", "area"), OURS[f"{design} kruskal"])


@NEEDED
@pytest.mark.parametrize(("name", "made"), [("two", two_stages), ("wr", one_stage)])
def test_the_reference_cases_of_survey_45_agree(name: str, made: Callable[[], Survey]) -> None:
    of = made()
    models = {
        "glm": regression(of, "need", ["age", "roma", "disab", "mun"], LOGIT),
        "lm": regression(of, "depr", ["age", "roma", "area"]),
    }
    for kind, model in models.items():
        rows = case(f"lnob_{name}_{kind}")["rows"]
        np.testing.assert_allclose(model.estimate.value, [row["estimate"] for row in rows], rtol=1e-8)
        np.testing.assert_allclose(model.estimate.se, [row["se"] for row in rows], rtol=1e-6)
        np.testing.assert_allclose(model.p, [row["p_value"] for row in rows], rtol=1e-6)
    table = crosstab(of, "mun", "need")
    for statistic in STATISTICS:
        _equal(association(table, statistic), _extra(f"lnob_{name}_chisq_{statistic}"))
    _equal(t_test(of, "depr", "roma"), _extra(f"lnob_{name}_ttest"))
    ranked = case(f"lnob_{name}_rank")["extra"]
    found = rank_test(of, "dist_km", "mun")
    # R's list has statistic and parameter in each other's place.
    np.testing.assert_allclose([found.statistic, found.p], [ranked["parameter"]["Chisq"], ranked["p_value"]], rtol=1e-8)


@pytest.mark.slow
def test_r_says_the_same_today() -> None:
    told = subprocess.run(
        ["Rscript", str(HERE / "models.R"), str(HERE)], capture_output=True, text=True, check=True, timeout=300
    )

    now = json.loads(told.stdout)
    assert now.keys() == OURS.keys()
    for name, expected in OURS.items():
        for what, numbers in expected.items():
            if what != "term":
                np.testing.assert_allclose(now[name][what], numbers, rtol=1e-10)


def test_columns_that_say_the_same_are_named() -> None:
    of = one()

    with pytest.raises(DesignError) as caught:
        regression(of, "hours", ["age", "units", "homes"])

    assert [(issue.code, issue.where.column) for issue in caught.value.issues] == [
        ("model_collinear", "units"),
        ("model_collinear", "homes"),
    ]


def test_an_outcome_told_without_error_has_no_odds() -> None:
    with pytest.raises(DesignError) as caught:
        regression(one(), "poor", ["poor"], LOGIT)

    assert caught.value.issues[0].code == "model_separated"


def test_missing_columns_are_told_together() -> None:
    with pytest.raises(DesignError) as caught:
        regression(one(), "hours", ["nowhere", "age:nothing"])

    assert [issue.where.column for issue in caught.value.issues] == ["nowhere", "nothing"]


@pytest.mark.parametrize(("outcome", "group", "code"), [("hours", "area", "test_not_two_groups")])
def test_a_t_test_wants_two_groups(outcome: str, group: str, code: str) -> None:
    with pytest.raises(DesignError) as caught:
        t_test(one(), outcome, group)

    assert caught.value.issues[0].code == code


def test_a_table_with_one_row_is_no_table() -> None:
    with pytest.raises(DesignError) as caught:
        crosstab(within(one(), "area = 'town'"), "area", "lacks")

    assert caught.value.issues[0].code == "test_one_value"


def test_equal_answers_differ_in_nothing() -> None:
    with pytest.raises(DesignError) as caught:
        t_test(one(), "units", "poor")

    assert caught.value.issues[0].code == "test_no_variation"


def _extra(name: str) -> dict[str, Any]:
    found = case(name)["extra"]
    return {
        "statistic": next(iter(found["statistic"].values())),
        "df": list(found["parameter"].values()),
        "p": found["p_value"],
    }


def _equal(found: Verdict, expected: dict[str, Any]) -> None:
    np.testing.assert_allclose(found.statistic, np.ravel(expected["statistic"])[0], rtol=1e-6)
    np.testing.assert_allclose(found.p, np.ravel(expected["p"])[0], rtol=1e-6)
    dfs = [df for df in (found.df, found.df_below) if df is not None]
    np.testing.assert_allclose(dfs, np.ravel(expected["df"])[: len(dfs)], rtol=1e-6)

"""Lists against R: every log-linear model equals glm(poisson), its profile interval R's uniroot; two lists by hand."""

import json
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sofra.needs.hidden.loglinear import Fit, fits, profile
from sofra.needs.hidden.models import Model, columns, models, written
from sofra.needs.hidden.table import Table, table
from sofra.needs.hidden.two import chao, chapman, lincoln_petersen

SCRIPT = Path(__file__).parent / "r" / "hidden.R"
REFERENCE: dict[str, Any] = json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))
CASES = [pytest.param(row, id=f"{row['table']}:{row['model']}") for row in REFERENCE["models"]]


def of(name: str) -> Table:
    counts = REFERENCE["tables"][name]
    return table(counts, len(next(iter(counts))))


def model_of(formula: str) -> Model:
    """ "A*B+C" as its terms of two lists and more, all their parts included."""
    largest = [sorted(ord(letter) - ord("A") for letter in term.split("*")) for term in formula.split("+")]
    sizes = range(2, max(map(len, largest)) + 1)
    return frozenset(frozenset(part) for term in largest for size in sizes for part in combinations(term, size))


def fitted(row: dict[str, Any]) -> Fit:
    return fits(of(row["table"]), [model_of(row["model"])])[0]


@pytest.mark.parametrize("row", CASES)
def test_a_model_equals_glm_of_r(row):
    fit = fitted(row)

    for name in ("unseen", "se", "log_se", "deviance", "aic", "bic", "aicc"):
        assert getattr(fit, name) == pytest.approx(row[name], rel=1e-8, abs=1e-8), name
    assert sorted(fit.coefficients) == pytest.approx(sorted(row["coefficients"]), rel=1e-8, abs=1e-8)
    assert sorted(fit.errors) == pytest.approx(sorted(row["errors"]), rel=1e-8)


@pytest.mark.parametrize("row", CASES)
def test_a_profile_interval_equals_that_of_r(row):
    found = of(row["table"])

    assert profile(found, model_of(row["model"])) == pytest.approx((row["low"], row["high"]), rel=1e-6)


def test_the_models_of_three_four_and_five_lists_are_all_there():
    assert [len(models(lists)) for lists in (3, 4, 5)] == [8, 113, 6893]
    assert len(set(models(5))) == 6893


def test_a_model_is_written_by_its_largest_terms():
    largest = frozenset({frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2}), frozenset({0, 1, 2})})

    assert written(largest, 4) == "A*B*C D"
    assert columns(table({}, 4).on, largest).shape == (15, 9)


def test_two_lists_by_hand():
    found = chapman(10, 15, 5)  # 11 × 16 / 6 − 1

    assert found.people == pytest.approx(28 + 1 / 3)
    assert found.se == pytest.approx((11 * 16 * 5 * 10 / (36 * 7)) ** 0.5)
    assert (round(found.low), round(found.high)) == (22, 65)  # the textbook's example
    assert lincoln_petersen(10, 15, 5) == 30
    assert lincoln_petersen(10, 15, 0) is None


def test_a_model_without_a_finite_best_fit_is_not_sound():
    apart = table({"11": 0, "10": 5, "01": 10}, 2)  # 5 × 10 / 0

    assert not fits(apart, [frozenset()])[0].sound


def test_independent_lists_in_a_model_are_the_lincoln_petersen_of_two_lists():
    fit = fits(table({"11": 5, "10": 5, "01": 10}, 2), [frozenset()])[0]

    assert fit.unseen == pytest.approx(5 * 10 / 5)


def test_the_lower_bound_by_hand():
    found = chao(100, 60, 20, 3)  # 100 + 2/3 × 60 × 59 / (2 × 21)

    assert found.people == pytest.approx(100 + 2 / 3 * 60 * 59 / 42)
    assert 100 < found.low < found.people < found.high


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed")
def test_r_still_gives_the_same_today():
    told = subprocess.run(["Rscript", str(SCRIPT)], capture_output=True, text=True, check=True, timeout=300).stdout

    for now, then in zip(json.loads(told)["models"], REFERENCE["models"], strict=True):
        assert (now["table"], now["model"]) == (then["table"], then["model"])
        for name in ("unseen", "se", "aic", "low", "high"):
            assert now[name] == pytest.approx(then[name], rel=1e-8), name

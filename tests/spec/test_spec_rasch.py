"""The food insecurity scale: FAO's probabilities to the printed decimals, and the local fit against R's optimiser."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from sofra.needs.scales.rasch import MODERATE, SEVERE, STANDARD, equate, fit, persons, probabilities
from sofra.packs.condition import Lookup, parse_value
from sofra.packs.load import load

R = Path(__file__).parent / "r"
KEPT = json.loads((R / "rasch.json").read_text(encoding="utf-8"))


def local() -> tuple[np.ndarray, np.ndarray]:
    with (R / "rasch.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return np.array([[float(r[f"i{j}"]) for j in range(1, 9)] for r in rows]), np.array([float(r["w"]) for r in rows])


@pytest.mark.parametrize(
    ("threshold", "printed"),
    [
        (STANDARD[MODERATE], [0.04, 0.12, 0.34, 0.64, 0.87, 0.97, 0.99]),
        (STANDARD[SEVERE], [0.0, 0.0, 0.0, 0.01, 0.06, 0.27, 0.65]),
    ],
)
def test_the_probabilities_by_raw_score_are_those_that_are_printed(threshold: float, printed: list[float]) -> None:
    found = probabilities(threshold)

    assert [round(float(one), 2) for one in found[1:8]] == printed
    assert found[0] == 0.0
    assert (np.diff(found) >= 0).all()


@pytest.mark.parametrize(("indicator", "at"), [("food.moderate", MODERATE), ("food.severe", SEVERE)])
def test_the_tables_of_the_pack_are_the_model_s(indicator: str, at: int) -> None:
    value = parse_value(load("base").indicators[indicator].value)

    assert isinstance(value, Lookup)
    np.testing.assert_allclose(value.values, probabilities(STANDARD[at]), atol=5e-7)


def test_item_severities_equal_those_of_r() -> None:
    found = fit(*local())

    assert found is not None
    np.testing.assert_allclose(found.severity, KEPT["severity"], atol=2e-5)
    assert found.severity.sum() == pytest.approx(0, abs=1e-12)


def test_persons_and_their_errors_equal_those_of_r() -> None:
    theta, error = persons(np.array(KEPT["severity"]))

    np.testing.assert_allclose(theta, KEPT["persons"], atol=1e-9)
    np.testing.assert_allclose(error, KEPT["errors"], atol=1e-9)


def test_a_scale_that_is_only_stretched_and_moved_is_set_back_onto_the_standard() -> None:
    found = equate((np.array(STANDARD) - 0.7) / 1.3)

    assert found is not None
    assert found.common.all()
    assert (found.scale, found.shift) == (pytest.approx(1.3), pytest.approx(0.7))


def test_an_item_far_from_the_standard_is_not_common() -> None:
    moved = np.array(STANDARD)
    moved[2] += 2.0

    found = equate(moved)

    assert found is not None
    assert found.common.tolist() == [True, True, False, True, True, True, True, True]


def test_an_item_that_everybody_answers_alike_cannot_be_fitted() -> None:
    answers, weight = local()
    answers[:, 7] = 0

    assert fit(answers, weight) is None


def test_the_standard_is_written_with_all_its_digits() -> None:
    assert all(re.fullmatch(r"-?\d\.\d{6,7}", str(one)) for one in STANDARD)

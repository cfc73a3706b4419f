"""The Alkire-Foster index: by hand in exact fractions, against R's svymean and svyratio, and as facts."""

import csv
import json
import shutil
import subprocess
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.frame import Frame, frame
from sofra.needs.multidimensional.cube import Cube, cube, packed
from sofra.needs.multidimensional.index import alkire_foster, logit_ends, of_cube, severity
from sofra.needs.survey.design import Survey, survey, within

R = Path(__file__).parent / "r"
ITEMS = [f"d{j}" for j in range(1, 7)]
HEAVY = (1 / 3, 1 / 6, 1 / 6, 1 / 9, 1 / 9, 1 / 9)

PERSONS = np.array([[13.1, 14, 4, 1], [15.2, 7, 5, 0], [12.5, 10, 1, 0], [20, 11, 3, 1]])
LINES = np.array([13.0, 12.0, 3.0, 1.0])
QUARTERS = (0.25, 0.25, 0.25, 0.25)


def cube_of(lacking: np.ndarray, weight: np.ndarray | None = None) -> Cube:
    rows = np.ones(len(lacking)) if weight is None else weight
    return cube(packed(list(lacking.T)), lacking.shape[1], rows)


def test_the_example_of_four_persons_comes_out_as_alkire_and_foster_print_it() -> None:
    found = of_cube(cube_of(PERSONS < LINES), QUARTERS, 0.5)

    assert [float(found.h[0]), float(found.a[0]), float(found.m0[0])] == [0.5, 0.75, 0.375]
    assert (4 * (PERSONS < LINES) @ np.array(QUARTERS)).tolist() == [0, 2, 4, 1]
    np.testing.assert_allclose(found.part[0], [1 / 6, 1 / 3, 1 / 6, 1 / 3], rtol=1e-12)
    assert severity(PERSONS, LINES, QUARTERS, 0.5, alpha=0).mean() == 0.375
    assert severity(PERSONS, LINES, QUARTERS, 0.5, alpha=1).mean() == pytest.approx(0.2055, abs=5e-5)
    assert severity(PERSONS, LINES, QUARTERS, 0.5, alpha=2).mean() == pytest.approx(0.1655, abs=5e-5)


@given(
    st.lists(st.tuples(st.lists(st.booleans(), min_size=3, max_size=3), st.integers(1, 9)), min_size=1, max_size=9),
    st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(1)]),
)
@settings(max_examples=80, deadline=None)
def test_the_cube_gives_what_exact_fractions_give(people, cut) -> None:
    heavy = (Fraction(1, 2), Fraction(1, 3), Fraction(1, 6))
    lacking = np.array([row for row, _ in people])
    found = of_cube(cube_of(lacking, np.array([w for _, w in people], float)), [float(w) for w in heavy], float(cut))

    total = Fraction(sum(w for _, w in people))
    score = [sum((h for h, g in zip(heavy, row, strict=True) if g), Fraction(0)) for row, _ in people]
    among = [(c, w) for c, (_, w) in zip(score, people, strict=True) if c >= cut]
    h, m0 = sum(Fraction(w) for _, w in among) / total, sum((c * w for c, w in among), Fraction(0)) / total
    assert float(found.h[0]) == pytest.approx(float(h), abs=1e-12)
    assert float(found.m0[0]) == pytest.approx(float(m0), abs=1e-12)
    assert np.isnan(found.a[0]) if not h else float(found.a[0]) == pytest.approx(float(m0 / h), abs=1e-12)


def test_a_sixth_and_a_sixth_reach_a_third() -> None:
    lacking = np.array([[True, True, False, False], [False, False, True, False]])

    found = of_cube(cube_of(lacking), [1 / 6, 1 / 6, 1 / 3, 1 / 3], 1 / 3)

    assert found.h[0] == 1.0


@cache
def answers() -> Frame:
    with (R / "multidimensional.csv").open(encoding="utf-8") as file:
        rows = [{k: v if k == "group" else float(v) for k, v in row.items()} for row in csv.DictReader(file)]
    return frame(rows)


@cache
def told() -> list[dict]:
    return json.loads((R / "multidimensional.json").read_text(encoding="utf-8"))


def design(corrected: bool, group: str) -> Survey:
    population = ("units",) if corrected else ()
    made = survey(answers(), units=["psu"], strata=["stratum"], weight="w", nested=True, population=population)
    return made if group == "all" else within(made, f"group = '{group}'")


@pytest.mark.parametrize("group", ["all", "a", "b"])
@pytest.mark.parametrize("cut", [0.25, 1 / 3, 0.5])
@pytest.mark.parametrize("corrected", [False, True])
def test_every_number_and_its_error_equal_r(corrected: bool, cut: float, group: str) -> None:
    lacking = np.stack([answers().column(item).values == 1 for item in ITEMS], axis=1)

    found = alkire_foster(design(corrected, group), lacking, HEAVY, cut, names=ITEMS)

    ours = {term: (found.value[i], found.se[i]) for i, term in enumerate(found.terms)}
    mine = [x for x in told() if x["fpc"] == corrected and abs(x["k"] - cut) < 1e-9 and x["group"] == group]
    asked = [x for x in mine if "value" in x]
    assert len(asked) == 15
    for one in asked:
        assert ours[one["term"]][0] == pytest.approx(one["value"], rel=1e-10), one
        assert ours[one["term"]][1] == pytest.approx(one["se"], rel=1e-8), one
    (logit,) = [x for x in mine if "low" in x]
    low, high = logit_ends(found)
    assert (low[0], high[0]) == (pytest.approx(logit["low"], rel=1e-8), pytest.approx(logit["high"], rel=1e-8))


def test_there_are_more_than_two_hundred_and_fifty_values_from_r() -> None:
    assert sum("value" in one for one in told()) == 270


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed (r-cran-survey)")
@pytest.mark.parametrize("name", ["multidimensional", "rasch"])
def test_r_still_says_what_is_kept(name: str) -> None:
    command = ["Rscript", str(R / f"{name}.R"), str(R / f"{name}.csv")]

    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout)

    kept = json.loads((R / f"{name}.json").read_text(encoding="utf-8"))
    if name == "rasch":
        np.testing.assert_allclose(said["severity"], kept["severity"], atol=1e-5)
        return
    assert len(said) == len(kept)
    for now, before in zip(said, kept, strict=True):
        assert {k: pytest.approx(v) if isinstance(v, float) else v for k, v in before.items()} == now

"""Measures of inequality against R's survey (inequality.R) for five designs, and by hand in fractions."""

import json
import math
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.spec.test_spec_models import answers, one, two

from sofra.engine.frame import Codes, Column, Floats, Frame
from sofra.needs.inequality.dissimilarity import CELLS, EFFECTS, dissimilarity, shapley
from sofra.needs.inequality.gaps import against_rest, best_worst, difference, ratio
from sofra.needs.inequality.groups import bias, grouped
from sofra.needs.inequality.measure import Measure
from sofra.needs.inequality.ranked import aci, rci, rii, sii
from sofra.needs.inequality.spread import SMOOTH, spread
from sofra.needs.survey.by import by
from sofra.needs.survey.contrast import difference as gap_between
from sofra.needs.survey.design import Replicates, Survey, only, survey
from sofra.needs.survey.means import mean

HERE = Path(__file__).parent / "r"
R: dict[str, Any] = json.loads((HERE / "inequality.json").read_text(encoding="utf-8"))
AREAS = R["areas"]


class Post:
    """R's postStratify by one column: what a row's own class explains is taken out."""

    def __init__(self, code: Codes, weight: Floats) -> None:
        self.code, self.weight = code, weight

    def residual(self, weighted: Floats) -> Floats:
        taken = weighted.copy()
        for number in np.unique(self.code):
            rows = self.code == number
            taken[rows] -= self.weight[rows, None] * weighted[rows].sum(axis=0) / self.weight[rows].sum()
        return taken


def post() -> Survey:
    of = one()
    sex = of.frame.column("sex").values.astype(np.int64)
    weight = of.weight.copy()
    for number, text in enumerate(of.frame.column("sex").texts or ()):
        weight[sex == number] *= {"f": 2600, "m": 2400}[text] / weight[sex == number].sum()
    return Survey(of.frame, weight, of.stages, of.inside, fitted=[Post(sex, weight)])


def jkn() -> Survey:
    """Leave one unit out, the others of its stratum stand for it: R's as.svrepdesign(type = "JKn")."""
    of = one()
    stage, columns, scales = of.stages[0], [], []
    for unit in range(stage.units):
        stratum = stage.stratum[unit]
        n = stage.sampled[stratum]
        weight = of.weight.copy()
        own = stage.stratum[stage.unit] == stratum
        weight[own] *= n / (n - 1)
        weight[stage.unit == unit] = 0.0
        columns.append(weight)
        scales.append((n - 1) / n)
    made = Replicates("jkn", np.stack(columns, axis=1), 1.0, np.array(scales))
    return Survey(of.frame, of.weight, of.stages, of.inside, replicates=made)


DESIGNS: dict[str, Callable[[], Survey]] = {
    "two": two,
    "one": one,
    "simple": lambda: survey(answers(), weight="w"),
    "post": post,
    "jkn": jkn,
}
MEASURES: dict[str, Callable[..., Measure]] = {
    "difference": lambda of: difference(of, AREAS[0], AREAS[1]),
    "difference13": lambda of: difference(of, AREAS[0], AREAS[2]),
    "ratio": lambda of: ratio(of, AREAS[0], AREAS[1]),
    "rest": lambda of: against_rest(of, AREAS[0]),
    **{name: (lambda of, name=name: spread(of, name)) for name in SMOOTH},
    "mdr": lambda of: spread(of, "mdr", reference=AREAS[2]),
    "mdru": lambda of: spread(of, "mdru", reference=AREAS[2]),
    "par": lambda of: spread(of, "par", reference=AREAS[2]),
    "paf": lambda of: spread(of, "paf", reference=AREAS[2]),
    "aci": lambda of: aci(of, AREAS),
    "rci": lambda of: rci(of, AREAS),
    "wagstaff": lambda of: rci(of, AREAS, "wagstaff"),
    "erreygers": lambda of: rci(of, AREAS, "erreygers"),
    "sii_estimated": lambda of: sii(of, AREAS, "linear"),
    "sii_linear": lambda of: sii(of, AREAS, "linear", ranks_known=True),
    "sii_logit": lambda of: sii(of, AREAS, ranks_known=True),
    "rii_logit": lambda of: rii(of, AREAS, ranks_known=True),
}


@pytest.mark.parametrize(("name", "measure"), [(name, m) for name in DESIGNS for m in MEASURES if f"{name} {m}" in R])
def test_value_and_error_equal_r(name: str, measure: str):
    value, se = R[f"{name} {measure}"]

    found = MEASURES[measure](grouped(DESIGNS[name](), "lacks", "area"))

    assert found.value == pytest.approx(value, rel=1e-8, abs=1e-12)
    assert found.se == pytest.approx(se, rel=1e-6)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize(("model", "key"), [(CELLS, "d"), (EFFECTS, "d_effects")])
def test_the_index_equals_r(name: str, model: str, key: str):
    found = dissimilarity(DESIGNS[name](), "lacks", ["area", "sex"], model=model, draws=20)

    assert found.value == pytest.approx(R[f"{name} {key}"], rel=1e-8)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_r_still_says_the_same():
    script = HERE / "inequality.R"
    now = subprocess.run(["Rscript", script, HERE], capture_output=True, text=True, check=True).stdout

    for key, kept in R.items():
        assert json.loads(now)[key] == (pytest.approx(kept, rel=1e-9) if key != "areas" else kept)


def test_the_gap_is_that_of_by_and_contrast():
    of = two()
    known = only(of, of.frame.column("lacks").known & of.frame.column("area").known)
    by_contrast = gap_between(by(known, mean, "lacks", groups=["area"]).estimate, "hill", "town")

    found = difference(grouped(of, "lacks", "area"), "hill", "town")

    assert found.value == pytest.approx(float(by_contrast.value[0]), rel=1e-12)
    assert found.se == pytest.approx(float(by_contrast.se[0]), rel=1e-10)


YES, ASKED = (2, 3, 9), (10, 10, 20)
"""Three groups: 2 of 10, 3 of 10 and 9 of 20."""


def small(yes: tuple[int, ...] = YES, asked: tuple[int, ...] = ASKED) -> Survey:
    group = np.repeat(np.arange(len(asked)), asked).astype(np.float64)
    y = np.concatenate([(np.arange(n) < k).astype(np.float64) for k, n in zip(yes, asked, strict=True)])
    known = np.ones(len(y), dtype=np.bool_)
    columns = {"g": Column(group, known), "y": Column(y, known), "w": Column(np.full(len(y), 5.0), known)}
    return survey(Frame(len(y), columns), weight="w")


SHARES = [Fraction(k, n) for k, n in zip(YES, ASKED, strict=True)]
PARTS = [Fraction(n, sum(ASKED)) for n in ASKED]
MU = sum(p * y for p, y in zip(PARTS, SHARES, strict=True))
RANKS = [sum(PARTS[:j]) + PARTS[j] / 2 for j in range(3)]
BY_HAND = {
    "difference": SHARES[2] - SHARES[0],
    "ratio": SHARES[2] / SHARES[0],
    "rest": SHARES[2] - Fraction(5, 20),
    "best_worst": SHARES[2] - SHARES[0],
    "bgv": sum(p * (y - MU) ** 2 for p, y in zip(PARTS, SHARES, strict=True)),
    "mdm": sum(p * abs(y - MU) for p, y in zip(PARTS, SHARES, strict=True)),
    "mdmu": sum(abs(y - MU) for y in SHARES) / 3,
    "mdb": sum(p * abs(y - SHARES[0]) for p, y in zip(PARTS, SHARES, strict=True)),
    "mdbu": sum(abs(y - SHARES[0]) for y in SHARES[1:]) / 2,
    "idis": sum(abs(y - MU) for y in SHARES) / 3 / MU,
    "par": SHARES[0] - MU,
    "paf": SHARES[0] / MU - 1,
    "aci": sum(p * (2 * r - 1) * y for p, r, y in zip(PARTS, RANKS, SHARES, strict=True)),
    "sii": (
        (sum(p * r * y for p, r, y in zip(PARTS, RANKS, SHARES, strict=True)) - MU / 2)
        / (sum(p * r * r for p, r in zip(PARTS, RANKS, strict=True)) - Fraction(1, 4))
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_is_what_fractions_give(name: str):
    of, order = grouped(small(), "y", "g"), ["0", "1", "2"]
    asked: dict[str, Callable[[], Measure]] = {
        "difference": lambda: difference(of, "2", "0"),
        "ratio": lambda: ratio(of, "2", "0"),
        "rest": lambda: against_rest(of, "2"),
        "best_worst": lambda: best_worst(of),
        "aci": lambda: aci(of, order),
        "sii": lambda: sii(of, order, "linear"),
    }

    found = asked[name]() if name in asked else spread(of, name, reference="0")

    assert found.value == pytest.approx(float(BY_HAND[name]), rel=1e-12)


def test_the_index_of_three_groups_by_hand():
    found = dissimilarity(small(), "y", ["g"], draws=50)

    assert found.value == pytest.approx(float(BY_HAND["mdm"] / (2 * MU)), rel=1e-12)
    assert found.mean == pytest.approx(float(MU))
    assert sum(found.split.values()) == pytest.approx(found.corrected, abs=1e-12)


def test_the_index_of_a_lack_is_that_of_its_complement():
    lacking = dissimilarity(small(), "y", ["g"], lack=True, draws=20)

    assert lacking.value == pytest.approx(float(BY_HAND["mdm"] / (2 * (1 - MU))), rel=1e-12)


def test_shapley_shares_out_the_whole_by_hand():
    worth = {(): 0.0, (0,): 4.0, (1,): 2.0, (0, 1): 10.0}

    assert shapley(["a", "b"], worth) == {"a": 6.0, "b": 4.0}  # (4 + 8) / 2 and (2 + 6) / 2


def test_between_group_variance_is_inflated_by_what_the_covariance_says():
    """The noise is Σ p_j V_j (1 - p_j), added up over independent groups: checked against 4,000 samples."""
    rng, found, said = np.random.default_rng(5), [], []
    for _ in range(4000):
        y = rng.binomial(20, 0.3, 3) / 20
        found.append(((y - y.mean()) ** 2).mean())
        said.append((y * (1 - y) / 19 * (1 - 1 / 3) / 3).sum())
    of = grouped(small((6, 5, 7), (20, 20, 20)), "y", "g")

    own = [k / 20 * (1 - k / 20) / 20 * 60 / 59 for k in (6, 5, 7)]
    by_hand = sum(v * (1 - 1 / 3) / 3 for v in own)

    assert np.mean(said) == pytest.approx(np.mean(found), rel=0.06)
    assert bias(of, SMOOTH["bgv"]) == pytest.approx(by_hand, rel=0.01)


BAD = {
    "a group with nobody": (lambda: difference(grouped(small(), "y", "g"), "2", "7"), "nobody"),
    "everybody says no": (lambda: difference(grouped(small((0, 0, 0)), "y", "g"), "2", "1"), "equal"),
    "one group only": (lambda: spread(grouped(small((3,), (10,)), "y", "g"), "bgv"), "one_group"),
    "one group against the rest": (lambda: against_rest(grouped(small((3,), (10,)), "y", "g"), "0"), "one_group"),
    "ranks without order": (lambda: sii(grouped(small(), "y", "g"), []), "unordered"),
    "a group that the order lacks": (lambda: aci(grouped(small(), "y", "g"), ["0", "1"]), "unordered"),
    "a ratio to 0": (lambda: ratio(grouped(small((2, 0, 9)), "y", "g"), "0", "1"), "zero"),
    "the log of 0": (lambda: spread(grouped(small((2, 0, 9)), "y", "g"), "mld"), "zero"),
    "no such reference": (lambda: spread(grouped(small(), "y", "g"), "par", reference="x"), "nobody"),
    "two groups of one answer each": (lambda: difference(grouped(small((0, 10, 5)), "y", "g"), "0", "1"), "certain"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_has_no_meaning_has_a_reason_and_no_number(case: str):
    found = BAD[case][0]()

    assert found.reason == BAD[case][1]
    assert (found.value, found.se, found.low, found.high, found.corrected) == (None,) * 5


def test_an_index_of_equal_answers_has_a_reason():
    found = dissimilarity(small((0, 0, 0)), "y", ["g"])

    assert (found.value, found.reason) == (None, "equal")


def test_noise_between_equal_groups_is_taken_out():
    """Forty samples of 400 people in 54 groups, all with a chance of 30 %."""
    found = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        known = np.ones(400, dtype=np.bool_)
        columns = {f"c{k}": Column(rng.integers(0, k, 400).astype(float), known) for k in (2, 3, 9)}
        columns["y"] = Column((rng.random(400) < 0.3).astype(float), known)
        columns["w"] = Column(np.ones(400), known)
        made = survey(Frame(400, columns), weight="w")
        found.append(dissimilarity(made, "y", ["c2", "c3", "c9"], seed=seed, draws=100))

    assert np.mean([one.value for one in found]) > 0.15
    assert abs(np.mean([one.corrected for one in found])) < 0.012
    assert math.isclose(found[0].opportunity, found[0].mean * (1 - found[0].shown))

"""Every question of the bench on the data of R's own packages (api, nhanes, fpc, scd, mu284 …), put to R and to us.

Nothing of the data is kept: r/packaged.R writes them, and its numbers, to a temporary folder.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from tests.spec.packaged import answers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed (r-cran-survey)"),
]
SCRIPT = Path(__file__).parent / "r" / "packaged.R"

CLOSE = 1e-6
SPLINE = 2e-2
OTHERWISE = {
    r"(high|zero):rank.*": "R lets rows of weight zero share in the ranks of ties",
    r"high:(chisq.*|ciprop:beta|quantile3)": "R counts the rows outside a part of a calibrated sample as asked",
    r"(srs|srsw|jkrake):quantile": "R compares rounded sums where equal weights fall on a step",
    r"cut:quantile": "below the first step R's math gives the second answer",
    r"jkrake:t?share:se": "these margins are raked: the error is what R's and our stopping leave, 1e-6 people",
    r"stage:quantile3": "weights below zero: the straight lines between answers have no order",
    r"cross:(chisq.*|ciprop.*)": "the cells were calibrated: there is no spread, and R's is rounding",
    r"rake:ciprop:beta": "sch.wide was raked: there is no spread, and R's is rounding",
    r".*:lmff:.*": "in districts the product is collinear: R gives NA, we name the column",
    r"zero:(chisq.*|table)": "R has no number for a category whose weights are all zero",
    r"zero:lm(x|in)?:.*": "R has NA for the coefficients of such a category, we leave it out",
    r"zero:lmtest": "R tests its NA coefficients too",
    r"(jk.*|cross):ciprop:likelihood": "R has no ends here",
}
"""Questions that we answer in another way: docs/decisions/2026-11-beside-r-on-its-own-data.md has the reasons."""

PRINTED = {
    "fpc:0:value": 5.448148,
    "fpc:0:se": 0.7412683,
    "fpc:1:se": 0.6160407,
    "fpcci:1": (3.940751, 6.955545),
    "mu284:total:value": 15080,
    "mu284:total:se": 2274.25,
    "scd:ratio:value": 0.1535,
    "scd:ratio:se": 0.00981,
    "scd:brr:se": 0.00942,
}
"""Numbers in print: Stata's manual [SVY], Särndal, Swensson and Wretman 1992, Levy and Lemeshow section 12.2."""

Numbers = Mapping[str, np.ndarray]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Numbers, Mapping[str, Callable[[], np.ndarray]]]:
    folder = tmp_path_factory.mktemp("packaged")
    command = ["Rscript", str(SCRIPT), str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    theirs = {name: np.array(np.atleast_1d(found), dtype=float) for name, found in json.loads(told).items()}
    return theirs, answers(folder)


def otherwise(name: str) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in OTHERWISE)


def off(name: str, theirs: Numbers, ours: np.ndarray) -> str:
    """What differs by more than is allowed; empty where nothing does."""
    expected = theirs[name]
    if len(ours) != len(expected):
        return f"{name}: {len(ours)} numbers for R's {len(expected)}"
    # An error of nothing is rounding: it is measured by its value.
    beside = theirs.get(name.removesuffix(":se") + ":value", expected)
    least = CLOSE * np.nanmax(np.abs(np.concatenate([expected, beside])))
    allowed = (SPLINE if name.endswith("likelihood") else CLOSE) * np.maximum(np.abs(expected), least)
    wrong = (np.isnan(ours) != np.isnan(expected)) | (np.abs(ours - expected) > allowed)
    return f"{name}: {ours[wrong]} for R's {expected[wrong]}" if wrong.any() else ""


def test_every_question_on_the_packages_own_data_is_answered_as_in_r(both):
    theirs, ours = both

    asked = [name for name in theirs if not otherwise(name)]
    wrong = [told for name in asked if (told := off(name, theirs, ours[name]()))]

    assert not wrong, "\n".join(wrong)
    assert sum(len(theirs[name]) for name in asked) > 8000


def test_numbers_in_print_are_ours(both):
    _, ours = both

    for name, printed in PRINTED.items():
        digits = max(len(str(one).partition(".")[2].rstrip("0")) for one in np.atleast_1d(printed))
        np.testing.assert_allclose(ours[name](), printed, rtol=0, atol=0.51 * 10.0**-digits, err_msg=name)

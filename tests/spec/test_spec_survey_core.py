"""The core of the analyst's bench against R survey 4.5: two stages with corrections, one without, a tiny one."""

import numpy as np
import pytest
from tests.spec.reference import NEEDED, case, data

from sofra.needs.survey.design import Survey, survey
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.means import mean, ratio, total

pytestmark = NEEDED


def two_stages() -> Survey:
    return survey(
        data("lnob_synthetic"),
        units=["ea", "hid"],
        strata=["stratum"],
        weight="w",
        population=["Nea", "hh"],
        nested=True,
    )


def one_stage() -> Survey:
    return survey(data("lnob_synthetic"), units=["ea"], strata=["stratum"], weight="w", nested=True)


def tiny(*population: str) -> Survey:
    return survey(data("tiny"), units=["psu"], strata=["st"], weight="w", population=population, nested=True)


def agrees(found: Estimate, name: str) -> None:
    rows = case(name)["rows"]
    np.testing.assert_allclose(found.value, [row["estimate"] for row in rows], rtol=1e-10)
    np.testing.assert_allclose(found.se, [row["se"] for row in rows], rtol=1e-9)
    low, high = found.interval()
    np.testing.assert_allclose([low, high], np.array([row["ci_t"] for row in rows]).T, rtol=1e-9)


@pytest.mark.parametrize(("name", "made"), [("lnob_two_mean", two_stages), ("lnob_wr_mean", one_stage)])
def test_means_equal_svymean(name, made):
    agrees(mean(made(), "need", "disab", "depr", "dist_km"), name)


@pytest.mark.parametrize(("name", "made"), [("lnob_two_total", two_stages), ("lnob_wr_total", one_stage)])
def test_totals_equal_svytotal(name, made):
    agrees(total(made(), "need", "disab"), name)


def test_the_tiny_design_equals_r_with_and_without_correction():
    agrees(mean(tiny(), "y", "x"), "tiny_mean")
    agrees(mean(tiny("N"), "y", "x"), "tiny_fpc_mean")
    agrees(ratio(tiny("N"), "y", "x"), "tiny_fpc_ratio")

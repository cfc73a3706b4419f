"""Domains, contrasts, quantiles, shares and design effects against R survey 4.5's reference cases."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.spec.reference import NEEDED, case
from tests.spec.test_spec_survey_core import agrees, one_stage, tiny, two_stages

from sofra.needs.survey.by import Domains, by
from sofra.needs.survey.contrast import contrast
from sofra.needs.survey.design import Replicates, Survey, within
from sofra.needs.survey.effect import mean_effect
from sofra.needs.survey.means import mean, ratio, total
from sofra.needs.survey.proportion import proportion
from sofra.needs.survey.quantile import quantile

pytestmark = NEEDED
DESIGNS = [("two", two_stages), ("wr", one_stage)]


def same(found: Domains, name: str) -> None:
    reference = case(name)
    agrees(found.estimate, name)
    assert list(found.estimate.terms) == [row["term"] for row in reference["rows"]]
    # Without covmat=TRUE R says 0 across domains, which is not an estimate.
    if "covmat=TRUE" in reference["call"]:
        np.testing.assert_allclose(found.estimate.covariance, reference["vcov"], rtol=1e-8, atol=1e-18)
    dfs = {row["domain"]: row["degf"] for row in reference.get("extra", {}).get("domain_degf", [])}
    if dfs:
        assert dict(zip(found.names, found.df.tolist(), strict=True)) == dfs


@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_means_and_totals_in_domains_equal_svyby_with_their_covariance(kind, made):
    same(by(made(), mean, "need", "disab", groups=["mun"]), f"lnob_{kind}_by_mun")
    same(by(made(), mean, "need", groups=["mun", "sex"]), f"lnob_{kind}_by_mun_sex")
    same(by(made(), mean, "ageg", groups=["mun"]), f"lnob_{kind}_by_prop")
    same(by(made(), mean, "income", groups=["roma"]), f"lnob_{kind}_by_roma")
    same(by(made(), total, "need", groups=["mun"]), f"lnob_{kind}_total_mun")


def test_the_tiny_design_in_domains_equals_r():
    same(by(tiny(), mean, "y", groups=["g"]), "tiny_by")
    same(by(tiny("N"), mean, "y", groups=["g"]), "tiny_fpc_by")


@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_a_gap_between_groups_equals_svycontrast(kind, made):
    found = by(made(), mean, "need", groups=["roma"]).estimate

    agrees(contrast(found, {"contrast": {"1": 1, "0": -1}}), f"lnob_{kind}_gap")


@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_ratios_and_parts_of_the_sample_equal_r(kind, made):
    agrees(ratio(made(), "need", "disab"), f"lnob_{kind}_ratio")
    agrees(mean(made(), "ageg"), f"lnob_{kind}_prop_age")
    agrees(mean(made(), "employed"), f"lnob_{kind}_employed")
    agrees(mean(made(), "income"), f"lnob_{kind}_income")
    agrees(mean(within(made(), "disab = 1 and age >= 65"), "need"), f"lnob_{kind}_sub")
    agrees(total(within(made(), "roma = 1"), "need"), f"lnob_{kind}_sub_total")


def test_tiny_totals_and_ratios_equal_r():
    agrees(total(tiny(), "y", "x"), "tiny_total")
    agrees(total(tiny("N"), "y", "x"), "tiny_fpc_total")
    agrees(ratio(tiny(), "y", "x"), "tiny_ratio")


@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_quantiles_with_their_intervals_and_errors_equal_svyquantile(kind, made):
    for name, column, at, rule in [
        (f"lnob_{kind}_quantile", "income", (0.1, 0.25, 0.5, 0.75, 0.9), "math"),
        (f"lnob_{kind}_quantile_hf7", "dist_km", (0.25, 0.5, 0.9), "hf7"),
    ]:
        found = quantile(made(), column, at, rule=rule)

        rows = case(name)["rows"]
        np.testing.assert_allclose(found.value, [row["estimate"] for row in rows], rtol=1e-12)
        np.testing.assert_allclose([found.low, found.high], np.array([row["ci"] for row in rows]).T, rtol=1e-9)
        np.testing.assert_allclose(found.se, [row["se"] for row in rows], rtol=1e-9)


@pytest.mark.parametrize("method", ["beta", "logit", "wilson", "xlogit"])
@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_intervals_of_shares_equal_svyciprop(kind, made, method):
    found = proportion(made(), "need", method=method)

    row = case(f"lnob_{kind}_ciprop_{method}")["rows"][0]
    # R's logit comes from a regression that stops at 1e-8, so its own ends are 1e-11 off its xlogit.
    np.testing.assert_allclose(found.value, row["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.se, row["se"], rtol=1e-10)
    np.testing.assert_allclose([found.low, found.high], row["ci"], rtol=1e-9)


@pytest.mark.parametrize(("kind", "made"), DESIGNS)
def test_design_effects_equal_r(kind, made):
    for name, columns in [
        ("mean", ["need", "disab", "depr", "dist_km"]),
        ("income", ["income"]),
        ("prop_age", ["ageg"]),
    ]:
        rows = case(f"lnob_{kind}_{name}")["rows"]

        np.testing.assert_allclose(mean_effect(made(), *columns), [row["deff"] for row in rows], rtol=1e-9)


@dataclass(frozen=True)
class Posts:
    """Known totals of the categories of one column: takes each category's mean out, as R's postStratify does."""

    code: np.ndarray
    before: np.ndarray
    after: np.ndarray

    def residual(self, weighted: np.ndarray) -> np.ndarray:
        plain = weighted * (self.before / self.after)[:, None]
        size = np.bincount(self.code, self.before)[:, None]
        sums = np.stack([np.bincount(self.code, column) for column in plain.T], axis=1)
        return weighted - (sums / size)[self.code] * self.after[:, None]


def fitted() -> Survey:
    of = one_stage()
    known = {row["mun"]: row["Freq"] for row in case("lnob_poststrat_by")["design"]["calibration"]["population"]}
    column = of.frame.column("mun")
    totals = np.array([known[name] for name in column.texts])
    after = of.weight * (totals / np.bincount(column.values, of.weight))[column.values]
    return replace(of, weight=after, fitted=(Posts(column.values, of.weight, after),))


def jackknife() -> Survey:
    """JKn: the units of each stratum left out one at a time."""
    of = one_stage()
    first = of.stages[0]
    stratum = first.stratum[first.unit]
    columns = []
    for left in range(first.units):
        n = first.sampled[first.stratum[left]]
        same_stratum = stratum == first.stratum[left]
        columns.append(of.weight * np.where(first.unit == left, 0, np.where(same_stratum, n / (n - 1), 1)))
    n = first.sampled[first.stratum]
    return replace(of, replicates=Replicates("jkn", np.stack(columns, axis=1), 1.0, (n - 1) / n))


def test_domains_of_a_sample_fitted_to_known_totals_equal_r():
    same(by(fitted(), mean, "need", groups=["mun"]), "lnob_poststrat_by")
    same(by(fitted(), total, "need", groups=["sex"]), "lnob_poststrat_by_sex")


def test_domains_by_jackknife_weights_equal_r():
    same(by(jackknife(), mean, "need", groups=["mun"]), "lnob_jkn_by")

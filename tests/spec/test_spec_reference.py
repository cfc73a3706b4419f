"""Estimates, errors and intervals against the reference numbers of R survey 4.5."""

from typing import Any

import numpy as np
import pytest
from tests.spec.reference import NEEDED, Asked, asked, case, corrected, data

from sofra.engine.frame import as_text
from sofra.needs.intervals import beta_interval, effective_size, logit_interval, share_interval, t_interval
from sofra.types.answers import Design

pytestmark = NEEDED

TINY = Design(weight="w", stratum="st", unit="psu", nested=True)
LNOB = Design(weight="w", stratum="stratum", unit="ea", nested=True)
TOWNS = {
    "Gostivar": 26000.0,
    "Kochani": 27000.0,
    "Petrovec": 8000.0,
    "Resen": 15000.0,
    "Shkoder": 60000.0,
    "Tuzi": 11000.0,
}


@pytest.fixture(scope="module")
def lnob() -> Asked:
    return asked(data("lnob_synthetic"), LNOB)


@pytest.fixture(scope="module")
def fitted() -> Asked:
    return asked(data("lnob_synthetic"), LNOB, "mun", TOWNS)


def _rows(name: str, term: str = "") -> list[dict[str, Any]]:
    rows = case(name)["rows"]
    return [row for row in rows if term in ("", row["term"]) or row["term"].endswith(f":{term}")]


def _same(values: Any, errors: Any, rows: list[dict[str, Any]]) -> None:
    np.testing.assert_allclose(values, [row["estimate"] for row in rows], rtol=1e-12)
    np.testing.assert_allclose(errors, [row["se"] for row in rows], rtol=1e-10)


def _tiny(name: str) -> Asked:
    sample = asked(data("tiny"), TINY)
    return corrected(sample, "N") if name.startswith("tiny_fpc") else sample


@pytest.mark.parametrize("name", ["tiny", "tiny_fpc"])
@pytest.mark.parametrize("y", ["x", "y"])
def test_the_smallest_sample_gives_means_and_totals_as_r_does(name: str, y: str) -> None:
    sample = _tiny(name)

    mean, who = sample.mean(y)

    _same(mean.value, mean.se, _rows(f"{name}_mean", y))
    _same(*sample.total(y), _rows(f"{name}_total", y))
    low, high = t_interval(mean.value, mean.se, who.df)
    np.testing.assert_allclose([low[0], high[0]], _rows(f"{name}_mean", y)[0]["ci_t"], rtol=1e-9)


@pytest.mark.parametrize("name", ["tiny_by", "tiny_fpc_by"])
def test_domains_of_the_smallest_sample_are_as_in_r(name: str) -> None:
    mean, who = _tiny(name).mean("y", by="g")

    _same(mean.value, mean.se, _rows(name))
    assert who.df.tolist() == [one["degf"] for one in case(name)["extra"]["domain_degf"]]


@pytest.mark.parametrize("y", ["need", "disab", "depr", "dist_km"])
def test_means_and_their_design_effects_are_as_in_r(lnob: Asked, y: str) -> None:
    mean, _ = lnob.mean(y)

    row = _rows("lnob_wr_mean", y)
    _same(mean.value, mean.se, row)
    np.testing.assert_allclose(mean.deff, [row[0]["deff"]], rtol=1e-10)


@pytest.mark.parametrize(("name", "y"), [("lnob_wr_employed", "employed"), ("lnob_wr_income", "income")])
def test_rows_without_an_answer_are_left_out_as_with_na_rm(lnob: Asked, name: str, y: str) -> None:
    mean, who = lnob.mean(y)

    _same(mean.value, mean.se, _rows(name))
    assert who.missing[0] == (~lnob.table.frame.column(y).known).sum()


@pytest.mark.parametrize(
    ("name", "y", "by", "term"),
    [
        ("lnob_wr_by_mun", "need", "mun", "need"),
        ("lnob_wr_by_mun", "disab", "mun", "disab"),
        ("lnob_wr_by_roma", "income", "roma", ""),
    ],
)
def test_domain_means_are_as_svyby_gives_them(lnob: Asked, name: str, y: str, by: str, term: str) -> None:
    mean, who = lnob.mean(y, by=by)

    _same(mean.value, mean.se, _rows(name, term))
    assert who.df.tolist() == [one["degf"] for one in case(name)["extra"]["domain_degf"]]


def test_domains_of_two_columns_are_as_svyby_gives_them(lnob: Asked) -> None:
    mean, _ = lnob.mean("need", by="mun+sex")

    rows = sorted(_rows("lnob_wr_by_mun_sex"), key=lambda row: row["term"])
    _same(mean.value, mean.se, rows)


def test_totals_are_as_in_r_whole_and_by_town(lnob: Asked) -> None:
    _same(*lnob.total("need"), _rows("lnob_wr_total", "need"))
    _same(*lnob.total("disab"), _rows("lnob_wr_total", "disab"))
    _same(*lnob.total("need", by="mun"), _rows("lnob_wr_total_mun"))


def test_a_subset_keeps_the_units_where_nobody_of_it_was_found(lnob: Asked) -> None:
    column = lnob.table.frame.column
    old_disabled = (column("disab").values == 1) & (column("age").values >= 65)

    mean, who = lnob.mean("need", where=old_disabled)

    _same(mean.value, mean.se, _rows("lnob_wr_sub"))
    assert who.df[0] == case("lnob_wr_sub")["df"]
    _same(*lnob.total("need", where=column("roma").values == 1), _rows("lnob_wr_sub_total"))


def test_the_interval_of_a_share_is_that_of_korn_and_graubard(lnob: Asked) -> None:
    mean, who = lnob.mean("need")

    low, high = beta_interval(mean.value, effective_size(mean.value, mean.se**2, who.n, who.df))

    expected = _rows("lnob_wr_ciprop_beta")[0]["ci"]
    np.testing.assert_allclose([low[0], high[0]], expected, rtol=1e-9)
    chosen = share_interval(mean.value, mean.se**2, n=who.n, df=who.df, deff=mean.deff)
    np.testing.assert_allclose([chosen[0][0], chosen[1][0]], expected, rtol=1e-9)


def test_the_logit_interval_is_that_of_r(lnob: Asked) -> None:
    mean, who = lnob.mean("need")

    low, high = logit_interval(mean.value, mean.se**2, who.df)

    np.testing.assert_allclose([low[0], high[0]], _rows("lnob_wr_ciprop_xlogit")[0]["ci"], rtol=1e-9)


@pytest.mark.parametrize("y", ["need", "disab"])
def test_means_after_post_stratification_are_as_in_r(fitted: Asked, y: str) -> None:
    mean, _ = fitted.mean(y)

    _same(mean.value, mean.se, _rows("lnob_poststrat_mean", y))


def test_totals_and_domains_after_post_stratification_are_as_in_r(fitted: Asked) -> None:
    by_town, _ = fitted.mean("need", by="mun")

    _same(by_town.value, by_town.se, _rows("lnob_poststrat_by"))
    _same(*fitted.total("need"), _rows("lnob_poststrat_total"))
    _same(*fitted.total("need", by="sex"), _rows("lnob_poststrat_by_sex"))


def test_the_total_that_weights_were_fitted_to_has_no_error(fitted: Asked) -> None:
    everybody = np.ones(fitted.table.frame.size)
    towns = as_text(fitted.table.frame.column("mun"))

    people = {town: everybody[np.array(towns) == town] @ fitted.table.weight[np.array(towns) == town] for town in TOWNS}

    assert people == pytest.approx(TOWNS)

"""Small areas against sae 1.3, R itself and lme4: Fay and Herriot's model, and Battese, Harter and Fuller's."""

import csv
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.reference import NEEDED, case, data

from sofra.needs.small_areas.areas import Areas, areas
from sofra.needs.small_areas.benchmark import benchmarked
from sofra.needs.small_areas.fay_herriot import fay_herriot
from sofra.needs.small_areas.nested_error import NestedError, bootstrap, means, nested_error
from sofra.needs.small_areas.shares import back, modelled_shares, pooled_effect, spread_back
from sofra.needs.small_areas.smoothing import smoothed
from sofra.types.errors import DesignError

R = Path(__file__).parent / "r"
EXPECTED = json.loads((R / "small_areas.json").read_text(encoding="utf-8"))


def table(name: str) -> dict[str, np.ndarray]:
    with (R / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([row[key] if key == "area" else float(row[key]) for row in rows]) for key in rows[0]}


def towns(value: str = "y") -> Areas:
    read = table("small_areas.csv")
    return areas(read["area"].tolist(), read[value], read["d"], np.column_stack([read["x"], read["z"]]))


def villagers(method: str = "reml", extra: tuple[str, ...] = ()) -> NestedError:
    read = table("small_areas_people.csv")
    names, codes = np.unique(read["area"], return_inverse=True)
    known = np.column_stack([read["x"], read["z"]])
    return nested_error(read["y"], known, codes, names=[*names.tolist(), *extra], method=method)


@NEEDED
@pytest.mark.parametrize("method", [("REML", "reml"), ("ML", "ml"), ("FH", "moments")])
@pytest.mark.parametrize("name", ["fh_milk_", "fh_milk_int_"])
def test_fay_and_herriot_equal_sae_on_milk(name, method):
    milk, expected = data("sae_milk"), case(name + method[0])["extra"]
    major = milk.column("MajorArea").values
    known = np.column_stack([major == part for part in (2, 3, 4)]).astype(float) if name == "fh_milk_" else None
    names = [str(one) for one in milk.column("SmallArea").values]

    found = fay_herriot(areas(names, milk.column("yi").values, milk.column("SD").values ** 2, known), method=method[1])

    assert found.variance == pytest.approx(expected["refvar"], rel=1e-12)
    np.testing.assert_allclose(found.modelled.value, expected["eblup"], rtol=1e-12)
    np.testing.assert_allclose(found.modelled.mse, expected["mse"], rtol=1e-12)
    np.testing.assert_allclose(found.coefficients, list(expected["beta"].values()), rtol=1e-12)
    np.testing.assert_allclose(np.sqrt(np.diag(found.covariance)), np.ravel(expected["beta_se"]), rtol=1e-12)
    assert found.loglike == pytest.approx(expected["goodness"]["loglike"], abs=1e-12)


@NEEDED
def test_fay_and_herriot_equal_sae_on_twelve_domains_of_a_survey():
    given_ = case("lnob_fh")["extra"]
    of = areas(given_["domain"], np.array(given_["direct"]), np.array(given_["vardir"]), np.array(given_["x"]))

    found = fay_herriot(of)

    np.testing.assert_allclose(found.modelled.value, given_["eblup"], rtol=1e-11)
    np.testing.assert_allclose(found.modelled.mse, given_["mse"], rtol=1e-11)


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_fay_and_herriot_equal_the_likelihood_of_contrasts_that_r_maximises(method):
    found, expected = fay_herriot(towns(), method=method), EXPECTED[f"fh_{method}"]

    assert found.variance == pytest.approx(expected["variance"], rel=1e-6)
    np.testing.assert_allclose(found.coefficients, expected["beta"], rtol=1e-7)
    np.testing.assert_allclose(found.modelled.value, expected["value"], rtol=1e-7)


def test_where_areas_do_not_differ_the_guard_keeps_some_of_their_own_answers():
    bare, kept = fay_herriot(towns("flat"), guard=False), fay_herriot(towns("flat"))

    assert (bare.variance, bare.guarded, kept.guarded) == (0.0, False, True)
    assert kept.variance == pytest.approx(EXPECTED["guard"]["variance"], rel=1e-6)
    assert (bare.modelled.own == 0).all()
    assert (kept.modelled.own > 0).all()
    assert kept.modelled.mse.sum() > bare.modelled.mse.sum()


def test_a_place_where_nobody_was_asked_gets_what_places_alike_have():
    of = towns()
    silent = of.value.copy()
    silent[0] = np.nan

    found = fay_herriot(Areas(of.names, silent, of.variance, of.known, of.terms))

    expected = of.known[0] @ found.coefficients
    assert found.modelled.value[0] == pytest.approx(expected)
    assert found.modelled.mse[0] == pytest.approx(of.known[0] @ found.covariance @ of.known[0] + found.variance)
    assert found.modelled.synthetic.tolist() == [True] + [False] * 29


@settings(deadline=None, max_examples=50)  # the machine may be shared
@given(st.integers(0, 2**31), st.integers(5, 25))
def test_a_modelled_number_lies_between_the_direct_one_and_the_expected(seed, size):
    chance = np.random.default_rng(seed)
    of = areas(
        [str(one) for one in range(size)],
        chance.normal(size=size),
        chance.uniform(0.01, 2, size),
        chance.normal(size=size),
    )

    found = fay_herriot(of)

    expected = of.known @ found.coefficients
    low, high = np.minimum(of.value, expected), np.maximum(of.value, expected)
    assert ((found.modelled.value >= low - 1e-9) & (found.modelled.value <= high + 1e-9)).all()
    assert (found.modelled.mse > 0).all()


def test_the_stated_errors_are_those_that_a_simulation_meets():
    chance = np.random.default_rng(1)
    d, x = np.tile([0.1, 0.3, 0.6], 10), chance.normal(size=30)
    off, said = np.zeros(30), np.zeros(30)
    for _ in range(400):
        truth = 1 + x + chance.normal(0, 0.5, 30)
        found = fay_herriot(areas([str(n) for n in range(30)], truth + chance.normal(0, np.sqrt(d)), d, x)).modelled
        off += (found.value - truth) ** 2
        said += found.mse

    assert said.sum() == pytest.approx(off.sum(), rel=0.05)


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_people_in_areas_equal_lme4(method):
    found, expected = villagers(method), EXPECTED[f"people_{method}"]

    assert (found.between, found.within) == pytest.approx((expected["between"], expected["within"]), rel=1e-6)
    np.testing.assert_allclose(found.coefficients, expected["beta"], rtol=1e-7)
    np.testing.assert_allclose(np.sqrt(np.diag(found.covariance)), expected["beta_se"], rtol=1e-7)
    np.testing.assert_allclose(found.effects, expected["effects"], rtol=1e-6)
    assert found.loglike == pytest.approx(expected["loglike"], abs=1e-9)


def test_the_mean_of_an_area_is_what_was_seen_and_what_is_expected_of_the_others():
    fitted = villagers(extra=("nobody",))
    known = np.tile([10.0, 0.5], (16, 1))
    population = np.array([float(np.sum(fitted.people.area == one)) for one in range(15)] + [50.0])

    counted, sampled = means(fitted, known, population), means(fitted, known)

    # Everybody was asked in the first fifteen: their mean is known. (u + x'β of nobody is x'β.)
    seen = [fitted.people.y[fitted.people.area == one].mean() for one in range(15)]
    assert counted.value[1] - (known[1] @ fitted.coefficients[1:] + fitted.coefficients[0]) == pytest.approx(
        seen[1] - fitted.people.x[fitted.people.area == 1].mean(axis=0) @ fitted.coefficients
    )
    assert sampled.value[15] == pytest.approx(fitted.coefficients @ [1, 10, 0.5])
    assert sampled.synthetic.tolist() == [False] * 15 + [True]
    assert sampled.mse[15] > sampled.mse[:15].max()


@pytest.mark.slow
def test_the_bootstrap_meets_the_formula():
    fitted = villagers()
    known, population = np.tile([10.0, 0.5], (15, 1)), np.full(15, 400.0)

    formula = means(fitted, known, population).mse
    once = bootstrap(fitted, known, population, seed=7, times=400)

    assert once.sum() == pytest.approx(formula.sum(), rel=0.1)
    assert (
        bootstrap(fitted, known, population, seed=7, times=5) == bootstrap(fitted, known, population, seed=7, times=5)
    ).all()


def test_a_bootstrap_is_the_same_for_a_seed():
    known, population = np.tile([10.0, 0.5], (15, 1)), np.full(15, 400.0)

    first, second = (bootstrap(villagers(), known, population, seed=7, times=3) for _ in range(2))

    assert (first == second).all()


def test_shares_are_modelled_within_nought_and_one_also_where_nobody_said_yes():
    share = np.array([0.0, 0.1, 0.2, 0.3, 0.15, 0.25, 0.4, 0.1, 1.0, np.nan])
    size = np.array([12.0, 30, 40, 25, 18, 33, 22, 60, 5, np.nan])

    found = modelled_shares([str(n) for n in range(10)], share, size)

    assert ((found.modelled.value > 0) & (found.modelled.value < 1)).all()
    assert ((found.low >= 0) & (found.low < found.modelled.value)).all()
    assert ((found.high <= 1) & (found.high > found.modelled.value)).all()
    assert found.modelled.se[9] == found.modelled.se.max()


def test_the_share_put_back_is_the_mean_that_a_simulation_has():
    draws = np.sin(np.random.default_rng(5).normal(0.4, 0.15, 400_000)) ** 2

    assert back(np.array([0.4]), np.array([0.0225]))[0] == pytest.approx(draws.mean(), abs=5e-4)
    assert spread_back(np.array([0.4]), np.array([0.0225]))[0] == pytest.approx(draws.var(), rel=0.01)


def test_one_design_effect_is_pooled_by_the_answers_and_never_below_one():
    assert pooled_effect(np.array([1.0, 3.0, 9.0]), np.array([10.0, 30, 99]), np.array([True, True, False])) == 2.5
    assert pooled_effect(np.array([0.4]), np.array([10.0]), np.array([True])) == 1.0
    assert pooled_effect(np.array([0.4]), np.array([10.0]), np.array([False])) == 1.0


def test_smoothed_variances_follow_the_size_and_keep_their_sum():
    size = np.array([10.0, 20, 40, 80, 160, 320])
    noisy = 3.0 / size * np.array([1.5, 0.6, 1.2, 0.8, 1.1, 0.9])
    noisy[2] = np.nan

    found = smoothed(noisy, size)

    usable = ~np.isnan(noisy)
    assert found[usable].sum() == pytest.approx(noisy[usable].sum())
    assert (np.diff(found) < 0).all()
    exact = smoothed(3.0 / size, size)
    np.testing.assert_allclose(exact, 3.0 / size, rtol=1e-12)


@pytest.mark.parametrize("kind", ["ratio", "difference"])
def test_benchmarked_numbers_add_up_to_the_direct_total(kind):
    found, people = fay_herriot(towns()).modelled, np.linspace(100, 900, 30)

    made = benchmarked(found, people, 40_000.0, kind=kind)

    assert people @ made.value == pytest.approx(40_000.0)
    assert (made.mse > found.mse).all()


ONES = np.ones(4)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (lambda: areas(["a"], ONES[:1], ONES[:1]), ["areas_too_few"]),
        (lambda: areas(["a", "b"], np.array([1.0, np.nan]), ONES[:2]), ["areas_too_few"]),
        (lambda: areas(list("abcd"), ONES, ONES, np.eye(4)[:, :3]), ["areas_fewer_than_coefficients"]),
        (lambda: areas(list("abcd"), ONES, np.array([1, 0, np.nan, -1.0])), ["area_variance_not_positive"]),
        (lambda: areas(list("abcd"), ONES, ONES, np.array([[2.0], [2], [2], [2]])), ["area_covariates_collinear"]),
        (
            lambda: areas(list("abcd"), ONES, 0 * ONES, np.array([[2.0], [np.nan], [2], [3]])),
            ["area_variance_not_positive", "area_covariate_missing"],
        ),
        (lambda: fay_herriot(towns(), method="best"), ["area_method_unknown"]),
        (lambda: smoothed(np.array([1.0, np.nan]), ONES[:2]), ["areas_too_few_variances"]),
        (lambda: benchmarked(fay_herriot(towns()).modelled, np.zeros(30), 1.0), ["benchmark_nothing_to_scale"]),
        (lambda: benchmarked(fay_herriot(towns()).modelled, np.ones(30), 1.0, kind="luck"), ["benchmark_unknown"]),
        (
            lambda: nested_error(ONES, ONES, np.zeros(4, dtype=int), names=["a"]),
            ["areas_too_few", "area_covariates_collinear"],
        ),
        (
            lambda: nested_error(ONES, ONES * 0, np.arange(4), names=list("abcd")),
            ["areas_of_one_person", "area_covariates_collinear"],
        ),
        (
            lambda: nested_error(ONES[:2], ONES[:2], np.arange(2), names=list("ab")),
            ["areas_of_one_person", "people_fewer_than_coefficients"],
        ),
    ],
)
def test_what_no_model_can_carry_is_refused_with_every_fault(asked, codes):
    with pytest.raises(DesignError) as refused:
        asked()

    assert [issue.code for issue in refused.value.issues] == codes


@pytest.mark.slow
def test_r_gives_these_numbers_today(tmp_path):
    subprocess.run(["Rscript", str(R / "small_areas.R"), str(tmp_path)], check=True)

    assert (tmp_path / "small_areas.csv").read_text() == (R / "small_areas.csv").read_text()
    again = json.loads((tmp_path / "small_areas.json").read_text())
    assert again["people_reml"]["between"] == pytest.approx(EXPECTED["people_reml"]["between"], rel=1e-9)
    assert again["fh_reml"]["variance"] == pytest.approx(EXPECTED["fh_reml"]["variance"], rel=1e-9)

"""Sizes, power, chances, draws and allocations beside R (tests/spec/r/sample.R, its numbers in sample.json)."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sofra.needs.sample.allocate import Stratum, allocate, error_of, within_bounds
from sofra.needs.sample.cluster import best_per_cluster
from sofra.needs.sample.power import Power, power_means, power_shares, size_difference, smallest_difference
from sofra.needs.sample.select import brewer, brewer_from, inclusion_probabilities, systematic_from, systematic_pps
from sofra.needs.sample.size import half_width_share, size_mean, size_share
from sofra.needs.sample.terms import Terms

HERE = Path(__file__).parent / "r"
R = json.loads((HERE / "sample.json").read_text())


def _close(ours: float, theirs: float, within: float = 1e-8) -> bool:
    return ours == pytest.approx(theirs, rel=within)


@pytest.mark.parametrize("case", R["share"], ids=lambda c: f"{c['e']}-{c['p']}-{c['deff']}-{c['N']}")
def test_the_size_for_a_share_solves_the_variance_as_r_does(case):
    terms = Terms(case["deff"], population=case["N"])

    found = size_share(case["e"], case["p"], terms).exact

    assert _close(found, case["n"])
    assert _close(half_width_share(case["n"], case["p"], terms), case["e"])


@pytest.mark.parametrize("case", R["mean"], ids=lambda c: f"{c['e']}-{c['N']}")
def test_the_size_for_a_mean_solves_the_variance_as_r_does(case):
    assert _close(size_mean(case["e"], case["sd"], Terms(population=case["N"])).exact, case["n"])


@pytest.mark.parametrize("case", R["shares"], ids=lambda c: f"{c['p1']}-{c['p2']}-{c['power']}")
def test_the_size_for_two_shares_is_that_of_power_prop_test(case):
    found = size_difference((case["p1"], case["p2"]), Power(case["power"]))

    assert _close(found.first.exact, case["n"], 1e-7)


def test_the_power_for_two_shares_is_that_of_power_prop_test():
    for case in R["shares_power"]:
        assert _close(power_shares(case["n"], (case["p1"], case["p2"])), case["power"])


def test_the_smallest_difference_is_that_of_power_prop_test():
    for case in R["shares_gap"]:
        assert _close(case["p1"] + smallest_difference(case["n"], case["p1"]), case["p2"], 1e-7)


@pytest.mark.parametrize("case", R["means"], ids=lambda c: f"{c['delta']}-{c['power']}")
def test_the_power_for_two_means_is_that_of_power_t_test(case):
    assert _close(power_means(case["n"], case["delta"], 1.0), case["power"])


@pytest.mark.parametrize("case", R["chances"], ids=lambda c: str(c["n"]))
def test_chances_in_proportion_to_size_are_those_of_the_package_sampling(case):
    found = inclusion_probabilities(R["sizes"], case["n"])

    assert np.abs(found - case["chances"]).max() < 1e-12


@pytest.mark.parametrize("case", R["systematic"], ids=lambda c: f"{c['random'][0]:.3f}")
def test_a_systematic_draw_takes_the_units_that_upsystematic_takes(case):
    chances = inclusion_probabilities(R["sizes"], 10)

    assert systematic_from(chances, case["random"][0]).tolist() == case["drawn"]


@pytest.mark.parametrize("case", R["brewer"], ids=lambda c: f"{c['random'][0]:.3f}")
def test_a_draw_by_brewer_takes_the_units_that_upbrewer_takes(case):
    chances = inclusion_probabilities(R["sizes"], 10)

    assert brewer_from(chances, case["random"]).tolist() == case["drawn"]


@pytest.mark.parametrize("rule", ["proportional", "neyman", "power"])
def test_an_allocation_is_in_proportion_to_what_its_rule_says(rule):
    given = R["allocation"]
    strata = [Stratum(str(i), n, s) for i, (n, s) in enumerate(zip(given["N"], given["S"], strict=True))]

    found = allocate(given["n"], strata, rule)

    assert sum(found.values()) == given["n"]
    assert max(abs(ours - exact) for ours, exact in zip(found.values(), given[rule], strict=True)) < 1


def test_the_error_of_an_allocation_is_that_of_a_stratified_mean():
    given = R["allocation"]
    strata = [Stratum(str(i), n, s) for i, (n, s) in enumerate(zip(given["N"], given["S"], strict=True))]

    assert _close(error_of(dict(zip("0123", (100, 90, 80, 30), strict=True)), strata), given["error"], 1e-12)


@pytest.mark.parametrize("case", R["spot"], ids=lambda c: f"{c['c1']}-{c['roh']}")
def test_the_best_number_of_interviews_at_a_spot_is_where_the_cost_of_precision_is_least(case):
    assert _close(best_per_cluster(case["c1"], 1, case["roh"]), case["m"], 1e-6)


@pytest.mark.parametrize("method", [systematic_pps, brewer])
def test_units_come_as_often_as_their_chances_say(method):
    chances, draws = inclusion_probabilities(R["sizes"], 10), 4000
    random, times = np.random.default_rng(20261122), np.zeros(len(R["sizes"]))
    for _ in range(draws):
        times[method(chances, random)] += 1

    free = chances < 1
    off = (times - draws * chances)[free] / np.sqrt(draws * chances * (1 - chances))[free]

    assert (times[~free] == draws).all()
    assert np.abs(off).max() < 4


def test_bounds_hold_and_the_parts_add_up():
    found = within_bounds(100, [1000, 300, 7], [(0, 1000), (30, 300), (0, 7)])

    assert sum(found) == pytest.approx(100)
    assert found[1] == pytest.approx(30)
    assert found[0] / found[2] == pytest.approx(1000 / 7)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed (r-cran-sampling)")
def test_r_still_says_what_is_kept():
    told = subprocess.run(
        ["Rscript", str(HERE / "sample.R")], capture_output=True, text=True, check=True, timeout=120
    ).stdout

    assert json.loads(told) == R

"""Weights fitted to totals, trimmed and replicated: what always holds, and what is told when it cannot be done."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.frame import frame
from sofra.needs.survey.bootstrap import canty_davison, rao_wu
from sofra.needs.survey.calibrate import calibrate
from sofra.needs.survey.design import Survey, survey, within
from sofra.needs.survey.diagnose import diagnose, kish
from sofra.needs.survey.hadamard import hadamard
from sofra.needs.survey.means import mean, total
from sofra.needs.survey.nonresponse import propensity_classes, respond
from sofra.needs.survey.poststratify import poststratify, rake
from sofra.needs.survey.replicates import given as replicates_given
from sofra.needs.survey.replicates import halves, jackknife
from sofra.needs.survey.totals import EVERYBODY
from sofra.needs.survey.trim import trim
from sofra.packs.texts import texts
from sofra.types.errors import DesignError

DISTANCES = [("linear", (-np.inf, np.inf)), ("raking", (-np.inf, np.inf)), ("logit", (0.2, 5.0))]


def village(seed: int = 1, units: int = 8, strata: int = 2) -> Survey:
    """Two strata of four units of six people, with sex, age, number of rooms, an answer and a need."""
    chance = np.random.default_rng(seed)
    rows = [
        {
            "stratum": f"s{unit % strata}",
            "unit": f"u{unit}",
            "w": float(chance.integers(5, 15)),
            "sex": "fm"[person % 2],
            "age": ("young", "old", "older")[(person + unit) % 3],
            "rooms": float(chance.integers(1, 6)),
            "y": float(chance.normal(10, 3)),
            "answered": float(chance.random() < 0.7 or person == 0),
        }
        for unit in range(units)
        for person in range(6)
    ]
    return survey(frame(rows), units=["unit"], strata=["stratum"], weight="w")


def totals_of(sample: Survey, stretch: float = 1.1) -> dict[str, dict[str, float]]:
    """Totals a little off the sample's own, women more than men, both margins with one sum."""
    found = {name: total(sample, name) for name in ("sex", "age")}
    people = float(found["sex"].value.sum())
    women = found["sex"].of("sexf")[0] * stretch
    ages = found["age"].value / people
    return {
        "sex": {"f": women, "m": people - women},
        "age": {
            term.removeprefix("age"): float(share * people)
            for term, share in zip(found["age"].terms, ages, strict=True)
        },
    }


@pytest.mark.parametrize(("distance", "bounds"), DISTANCES)
@given(seed=st.integers(0, 10_000), stretch=st.floats(0.9, 1.1))
@settings(max_examples=15, deadline=None)
def test_calibrated_totals_are_exact_and_have_no_error(distance, bounds, seed, stretch):
    sample = village(seed)
    wanted = totals_of(sample, stretch)

    fitted = calibrate(sample, wanted, distance=distance, bounds=bounds)

    for column, parts in wanted.items():
        found = total(fitted, column)
        np.testing.assert_allclose(found.value, [parts[term.removeprefix(column)] for term in found.terms], rtol=1e-9)
        assert found.se.max() < 1e-8 * found.value.max()


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_a_summed_number_is_met_exactly_and_has_no_error(seed):
    sample = village(seed)
    rooms, people = total(sample, "rooms").value[0], sample.weight.sum()

    fitted = total(calibrate(sample, {EVERYBODY: people, "rooms": rooms * 1.05}), "rooms")

    assert fitted.value[0] == pytest.approx(rooms * 1.05, rel=1e-11)
    assert fitted.se[0] < 1e-8 * rooms


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_jackknife_of_a_total_equals_taylor(seed):
    sample = village(seed)

    again = jackknife(sample)

    np.testing.assert_allclose(total(again, "y", "rooms").covariance, total(sample, "y", "rooms").covariance, rtol=1e-9)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_balanced_halves_of_a_total_equal_taylor_where_strata_are_pairs(seed):
    pairs = village(seed, units=8, strata=4)

    for rho in (0.0, 0.4):
        assert total(halves(pairs, rho=rho), "y").se[0] == pytest.approx(total(pairs, "y").se[0], rel=1e-10)


@given(seed=st.integers(0, 10_000), times=st.floats(1e-3, 1e3))
@settings(max_examples=15, deadline=None)
def test_a_mean_does_not_know_the_unit_in_which_totals_are_counted(seed, times):
    sample = village(seed)
    wanted = totals_of(sample)
    larger = {name: {key: value * times for key, value in parts.items()} for name, parts in wanted.items()}

    one, other = mean(rake(sample, wanted), "y"), mean(rake(sample, larger), "y")

    np.testing.assert_allclose([one.value[0], one.se[0]], [other.value[0], other.se[0]], rtol=1e-8)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_raking_in_turn_and_the_raking_distance_give_the_same_weights(seed):
    sample = village(seed)
    wanted = totals_of(sample)

    np.testing.assert_allclose(
        rake(sample, wanted).weight, calibrate(sample, wanted, distance="raking").weight, rtol=1e-8
    )


def test_one_margin_is_the_same_by_regression_raking_and_classes():
    sample = village()
    sex = {"sex": totals_of(sample)["sex"]}

    ways = [calibrate(sample, sex), rake(sample, sex), poststratify(sample, "sex", sex["sex"])]

    for way in ways[1:]:
        np.testing.assert_allclose(way.weight, ways[0].weight, rtol=1e-12)
    by_classes, by_regression = mean(ways[2], "y"), mean(ways[0], "y")
    assert by_classes.se[0] == pytest.approx(by_regression.se[0], rel=1e-12)


def test_bounds_hold():
    sample = village()

    fitted = calibrate(sample, totals_of(sample, 1.15), distance="logit", bounds=(0.7, 1.3))

    factor = fitted.weight / sample.weight
    assert 0.7 <= factor.min() < factor.max() <= 1.3


def test_a_part_of_the_sample_can_be_fitted_and_the_rest_keeps_its_weights():
    sample = within(village(), "sex = 'f'")
    people = float(sample.weight[sample.inside].sum())

    fitted = calibrate(sample, {EVERYBODY: people * 2})

    np.testing.assert_allclose(fitted.weight[~sample.inside], sample.weight[~sample.inside])
    assert fitted.weight[sample.inside].sum() == pytest.approx(2 * people)


def test_replicates_are_fitted_each_anew():
    sample = jackknife(village())
    wanted = totals_of(village())

    fitted = rake(sample, wanted)

    assert total(fitted, "sex").se.max() < 1e-6
    assert fitted.replicates is not None
    np.testing.assert_allclose(fitted.replicates.weight.sum(axis=0), sum(wanted["sex"].values()), rtol=1e-9)


def test_replicates_made_by_somebody_else_give_the_same_error():
    made = jackknife(village())
    assert made.replicates is not None

    again = replicates_given(village(), made.replicates.weight, scale=1.0, rscale=made.replicates.rscale)

    assert mean(again, "y").se[0] == pytest.approx(mean(made, "y").se[0], rel=1e-12)
    assert again.df == made.df


@pytest.mark.parametrize("drawn", [rao_wu, canty_davison])
def test_bootstrap_weights_follow_their_seed_and_come_near_taylor(drawn):
    sample = village(units=24)

    one, same, other = (drawn(sample, replicates=2000, seed=seed) for seed in (5, 5, 6))

    np.testing.assert_array_equal(one.replicates.factor, same.replicates.factor)
    assert (one.replicates.factor != other.replicates.factor).any()
    assert total(one, "y").se[0] == pytest.approx(total(sample, "y").se[0], rel=0.08)


@pytest.mark.parametrize("least", [1, 2, 3, 12, 17, 28, 37, 60, 85])
def test_a_hadamard_matrix_has_rows_at_right_angles(least):
    matrix = hadamard(least)

    assert len(matrix) >= least
    np.testing.assert_array_equal(matrix @ matrix.T, len(matrix) * np.eye(len(matrix), dtype=int))
    np.testing.assert_array_equal(matrix[0], 1)


def test_trimming_keeps_the_sum_and_the_limits():
    sample = village()

    trimmed = trim(sample, upper=12, lower=6, strict=True)

    assert trimmed.weight.sum() == pytest.approx(sample.weight.sum())
    assert 6 <= trimmed.weight.min() <= trimmed.weight.max() <= 12 + 1e-9


def test_answers_stand_for_those_of_their_class_who_did_not_answer():
    sample = village()

    made, rates = respond(sample, "answered = 1", ["sex"], smallest=2)

    for sex in "fm":
        women = np.array([one == sex for one in _texts(sample, "sex")])
        assert made.weight[women].sum() == pytest.approx(sample.weight[women].sum())
    assert [rate.name for rate in rates] == ["f", "m"]
    assert (made.weight[~made.inside] == 0).all()
    assert mean(made, "y").se[0] > 0


def test_a_response_rate_makes_the_number_of_all_as_certain_as_before():
    sample = village()

    made, _ = respond(sample, "answered = 1", ["sex"], smallest=2)

    # Everybody who answered says 1: their number is that of all who were asked, with its error.
    assert total(made, "answered").value[0] == pytest.approx(sample.weight.sum())
    everybody = survey(
        frame([{"all": 1.0, "w": w, "unit": float(u), "s": str(s)} for w, u, s in _design(sample)]),
        units=["unit"],
        strata=["s"],
        weight="w",
    )
    assert total(made, "answered").se[0] == pytest.approx(total(everybody, "all").se[0], rel=1e-10)


def test_small_response_classes_are_joined_and_it_is_said():
    sample = village()

    made, rates = respond(sample, "answered = 1", ["sex", "age"], smallest=15)

    assert len(rates) < 6
    assert all(rate.answered >= 15 for rate in rates)
    assert [issue.code for issue in made.issues] == ["response_classes_joined"]


def test_classes_by_the_chance_to_answer_are_of_equal_size():
    classed = propensity_classes(village(units=40), "answered = 1", ["sex", "rooms"], classes=4)

    numbers = classed.frame.column("response_class").values

    assert set(numbers) == {1.0, 2.0, 3.0, 4.0}
    assert np.bincount(numbers.astype(int))[1:].min() > 20


def test_a_diagnosis_names_what_moved_most():
    sample = village()
    wanted = totals_of(sample, 1.2)
    fitted = rake(sample, wanted)

    told = diagnose(sample, fitted, wanted)

    assert told.effect == pytest.approx(kish(fitted.weight))
    assert told.effective == pytest.approx(48 / told.effect)
    assert told.least < 1 < told.most
    assert told.worst[0].name in {"sex: f", "sex: m"}
    assert told.worst[0].after == pytest.approx(told.worst[0].total)


def test_every_fault_of_the_totals_is_told_at_once():
    sample = village()
    wrong = {
        "sex": {"f": 300, "m": 0, "x": 40},
        "age": {"young": 200, "old": -5},
        "colour": {"red": 1},
        EVERYBODY: 999.0,
    }

    with pytest.raises(DesignError) as stopped:
        calibrate(sample, wrong)

    codes = {issue.code for issue in stopped.value.issues}
    assert codes == {
        "total_zero_with_rows",
        "total_without_rows",
        "rows_without_total",
        "total_negative",
        "totals_column_missing",
        "totals_disagree",
    }
    for language in ("en", "mk"):
        for issue in stopped.value.issues:
            assert texts(language).say(f"issues.{issue.code}.what", **issue.values)
            assert texts(language).say(f"issues.{issue.code}.remedy")


@pytest.mark.parametrize(
    ("code", "done"),
    [
        ("totals_empty", lambda s: calibrate(s, {})),
        ("distance_unknown", lambda s: calibrate(s, totals_of(s), distance="near")),
        ("bounds_impossible", lambda s: calibrate(s, totals_of(s), distance="logit")),
        ("totals_not_reached", lambda s: calibrate(s, totals_of(s, 1.6), bounds=(0.95, 1.05))),
        ("weights_differ_within", lambda s: calibrate(s, totals_of(s), together="unit")),
        ("total_needs_categories", lambda s: calibrate(s, {"sex": 5.0})),
        ("rake_needs_categories", lambda s: rake(s, {"rooms": 5.0})),
        ("replicates_after_fitting", lambda s: jackknife(rake(s, totals_of(s)))),
        ("replicates_after_fitting", lambda s: rao_wu(rake(s, totals_of(s)), seed=1)),
        ("rho_impossible", lambda s: halves(s, rho=1.0)),
        ("halves_need_pairs", lambda s: halves(village(units=6))),
        ("replicates_do_not_fit", lambda s: replicates_given(s, np.ones((3, 2)), scale=1)),
        ("replicates_too_few", lambda s: rao_wu(s, replicates=1, seed=1)),
        ("trim_impossible", lambda s: trim(s, upper=2)),
        ("nobody_answered", lambda s: respond(s, "answered = 7", ["sex"])),
        ("lonely_stratum", lambda s: jackknife(village(units=2))),
    ],
)
def test_what_cannot_be_done_is_said_in_both_languages(code, done):
    with pytest.raises(DesignError) as stopped:
        done(village())

    issue = stopped.value.issues[0]
    assert issue.code == code
    for language in ("en", "mk"):
        assert "{" not in texts(language).say(f"issues.{code}.what", **issue.values)
        assert "{" not in texts(language).say(f"issues.{code}.remedy", **issue.values)


def test_a_class_that_one_unit_carries_cannot_be_fitted_in_every_replicate():
    rows = [
        {"unit": f"u{unit}", "w": 1.0, "class": "rare" if unit == 0 and person == 0 else "usual", "y": float(person)}
        for unit in range(5)
        for person in range(4)
    ]
    sample = jackknife(survey(frame(rows), units=["unit"], weight="w"))

    with pytest.raises(DesignError) as stopped:
        poststratify(sample, "class", {"rare": 5, "usual": 95})

    assert stopped.value.issues[0].code == "class_without_weight"


def _texts(sample: Survey, name: str) -> list[str]:
    column = sample.frame.column(name)
    return [column.texts[int(code)] for code in column.values]


def _design(sample: Survey) -> list[tuple[float, int, int]]:
    first = sample.stages[0]
    return list(zip(sample.weight.tolist(), first.unit.tolist(), first.stratum[first.unit].tolist(), strict=True))

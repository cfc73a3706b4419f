"""What must hold for every sample: domains add up, and nothing depends on names, order, or how rows are written."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.frame import Frame, frame, take
from sofra.needs.survey.by import by
from sofra.needs.survey.design import Survey, survey
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.means import mean, ratio, total
from sofra.needs.survey.quantile import quantile

RULES = ("remove", "adjust", "average", "certainty")
LONELY = st.sampled_from(RULES)


@st.composite
def samples(draw: st.DrawFn) -> Frame:
    """Two to four strata of one to four towns of one to three homes with one to three people each."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = []
    for stratum in range(int(rng.integers(2, 5))):
        sampled = int(rng.integers(2 if stratum == 0 else 1, 5))
        towns = sampled + int(rng.integers(0, 5))
        for town in range(sampled):
            homes = int(rng.integers(2, 4))
            for home in range(homes):
                for _ in range(int(rng.integers(1, 4))):
                    answers = {"y": int(rng.integers(0, 9)), "x": int(rng.integers(1, 9)), "g": "pqr"[rng.integers(3)]}
                    place = {"s": f"s{stratum}", "t": f"t{town}", "h": f"h{home}", "T": towns, "H": homes + 2}
                    rows.append({**place, **answers, "w": float(rng.integers(1, 40)) / 4})
    return frame(rows)


def design(rows: Frame, lonely: str) -> Survey:
    keys = {"units": ["t", "h"], "strata": ["s"], "population": ["T", "H"]}
    return survey(rows, weight="w", nested=True, lonely=lonely, **keys)


def same(one: Estimate, other: Estimate, rtol: float = 1e-9) -> None:
    np.testing.assert_allclose(one.value, other.value, rtol=rtol)
    np.testing.assert_allclose(one.covariance, other.covariance, rtol=rtol, atol=1e-9 * _size(other))


def _size(of: Estimate) -> float:
    return float(np.nanmax(np.abs(of.covariance), initial=0.0)) + 1e-12


@settings(deadline=None, max_examples=40)
@given(samples(), st.sampled_from(("remove", "adjust", "certainty")))
def test_totals_of_domains_add_up_to_the_whole_and_so_do_their_covariances(rows: Frame, lonely: str) -> None:
    of = design(rows, lonely)

    parts, whole = by(of, total, "y", groups=["g"]).estimate, total(of, "y")

    np.testing.assert_allclose(parts.value.sum(), whole.value[0], rtol=1e-12)
    np.testing.assert_allclose(parts.covariance.sum(), whole.covariance[0, 0], rtol=1e-8, atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY)
def test_a_domain_of_everybody_is_the_whole(rows: Frame, lonely: str) -> None:
    of = design(frame_with(rows, "all"), lonely)

    same(by(of, mean, "y", "x", groups=["all"]).estimate, mean(of, "y", "x"))
    same(by(of, ratio, "y", "x", groups=["all"]).estimate, ratio(of, "y", "x"))


def frame_with(rows: Frame, name: str) -> Frame:
    one = frame([{name: "1"}] * rows.size).columns[name]
    return Frame(rows.size, {**rows.columns, name: one})


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY, st.integers(0, 2**32 - 1))
def test_the_order_of_rows_says_nothing(rows: Frame, lonely: str, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(rows.size)
    one, other = design(rows, lonely), design(take(rows, order), lonely)

    same(by(one, mean, "y", groups=["g"]).estimate, by(other, mean, "y", groups=["g"]).estimate)
    same(total(one, "y", "x"), total(other, "y", "x"))
    before, after = quantile(one, "y", (0.2, 0.5)), quantile(other, "y", (0.2, 0.5))
    np.testing.assert_array_equal(before.value, after.value)


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY)
def test_the_names_of_strata_and_units_say_nothing(rows: Frame, lonely: str) -> None:
    columns = dict(rows.columns)
    for name in ("s", "t", "h"):
        texts = columns[name].texts
        columns[name] = replace(
            columns[name], texts=tuple(f"renamed {len(texts) - place}" for place in range(len(texts)))
        )

    same(total(design(Frame(rows.size, columns), lonely), "y"), total(design(rows, lonely), "y"))


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY)
def test_a_row_written_twice_with_half_its_weight_is_the_same_person(rows: Frame, lonely: str) -> None:
    twice = take(rows, np.repeat(np.arange(rows.size), 2))
    weight = twice.columns["w"]
    halved = Frame(twice.size, {**twice.columns, "w": replace(weight, values=weight.values / 2)})

    one, other = design(rows, lonely), design(halved, lonely)

    same(by(one, mean, "y", groups=["g"]).estimate, by(other, mean, "y", groups=["g"]).estimate)
    np.testing.assert_allclose(quantile(one, "y", (0.1, 0.5, 0.9)).high, quantile(other, "y", (0.1, 0.5, 0.9)).high)


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY)
def test_a_row_of_weight_zero_in_a_home_that_is_there_changes_no_number(rows: Frame, lonely: str) -> None:
    more = take(rows, np.append(np.arange(rows.size), 0))
    weight = more.columns["w"]
    idle = Frame(more.size, {**more.columns, "w": replace(weight, values=np.append(weight.values[:-1], 0.0))})

    one, other = design(rows, lonely), design(idle, lonely)

    same(by(one, mean, "y", groups=["g"]).estimate, by(other, mean, "y", groups=["g"]).estimate)
    assert one.df == other.df
    np.testing.assert_allclose(quantile(one, "y").low, quantile(other, "y").low)


@settings(deadline=None, max_examples=30)
@given(samples(), LONELY)
def test_covariances_of_domains_are_those_of_some_spread(rows: Frame, lonely: str) -> None:
    found = by(design(rows, lonely), mean, "y", groups=["g"]).estimate.covariance
    known = np.isfinite(np.diag(found))

    inner = found[np.ix_(known, known)]

    np.testing.assert_allclose(inner, inner.T, rtol=1e-12, atol=1e-15)
    assert np.linalg.eigvalsh(inner).min(initial=0.0) >= -1e-9


@settings(deadline=None, max_examples=20)
@given(samples(), st.sampled_from([1e6, 1e9]))
def test_errors_do_not_depend_on_where_answers_have_their_zero(rows: Frame, far: float) -> None:
    y = rows.columns["y"]
    moved = Frame(rows.size, {**rows.columns, "y": replace(y, values=y.values + far)})

    near, away = (by(design(one, "remove"), mean, "y", groups=["g"]).estimate for one in (rows, moved))

    np.testing.assert_allclose(away.value - far, near.value, atol=1e-15 * far * 4)
    np.testing.assert_allclose(away.se, near.se, rtol=1e-7, atol=1e-7)

"""Domains, quantiles, shares and doubts where a sample gives little: nobody, one answer, no spread, zero weights."""

import numpy as np
import pytest

from sofra.engine.frame import frame
from sofra.needs.survey.by import by, each
from sofra.needs.survey.contrast import contrast, cv, difference, quotient, transformed, vcov
from sofra.needs.survey.design import Survey, survey, within
from sofra.needs.survey.doubts import defended, doubts
from sofra.needs.survey.effect import mean_effect, of_weights, total_effect, variance
from sofra.needs.survey.means import mean, ratio, total
from sofra.needs.survey.proportion import METHODS, proportion
from sofra.needs.survey.quantile import as_estimate, median, quantile
from sofra.packs.texts import texts

#        st u  w   y     g    yes  same
TABLE = """
         1  1  10  1     a    0    7
         1  1  10  3     b    1    7
         1  2  20  5     a    0    7
         1  2  20  -     b    0    7
         2  3  5   8     a    0    7
         2  3  5   13    a    1    7
         2  4  5   21    b    0    7
         2  4  0   34    c    0    7
"""
NAMES = ("st", "u", "w", "y", "g", "yes", "same")


def small(text: str = TABLE, **kept: object) -> Survey:
    rows = [dict(zip(NAMES, map(_cell, line.split()), strict=True)) for line in text.strip().splitlines()]
    return survey(frame(rows), **{"units": ["u"], "strata": ["st"], "weight": "w", **kept})


def _cell(text: str) -> str | float | None:
    if text == "-":
        return None
    try:
        return float(text)
    except ValueError:
        return text


def codes(of: Survey, *columns: str, groups: tuple[str, ...] = ()) -> list[str]:
    return [issue.code for issue in doubts(of, *columns, groups=groups)]


def test_a_domain_whose_people_have_no_weight_or_no_answer_has_no_number() -> None:
    found = by(small(), mean, "y", groups=["g"])

    a, b, c = found.estimate.value
    assert (a, b) == pytest.approx(((10 * 1 + 20 * 5 + 5 * 8 + 5 * 13) / 40, (10 * 3 + 5 * 21) / 15))
    assert np.isnan(c)
    assert np.isnan(found.estimate.se).tolist() == [False, False, True]
    assert found.n.tolist() == [4, 2, 1]


def test_a_part_of_the_sample_keeps_the_domains_that_it_lost_without_a_number() -> None:
    of = within(small(), "g = 'a'")

    found = {one.__name__: by(of, one, "y", groups=["g"]).estimate for one in (mean, total)}

    assert list(found["mean"].terms) == ["a", "b", "c"]
    assert np.isnan(found["mean"].value).tolist() == [False, True, True]
    assert np.isnan(found["total"].value).tolist() == [False, True, True]


def test_a_contrast_is_not_lost_by_a_domain_that_it_does_not_use() -> None:
    found = by(small(), mean, "y", groups=["g"]).estimate

    gap = difference(found, "b", "a")

    assert gap.value[0] == pytest.approx(9.0 - 5.375)
    assert np.isfinite(gap.se[0])
    assert np.isnan(difference(found, "c", "a").value[0])
    assert np.isnan(quotient(found, "a", "c").se[0])


def test_slopes_of_a_formula_are_those_of_calculus() -> None:
    found = by(small(), mean, "y", groups=["g"]).estimate
    value, covariance = found.value[:2], vcov(found)[:2, :2]

    ratio_ = transformed(found, {"r": lambda of: np.log(of["a"]) * of["b"] ** 2})

    slopes = np.array([value[1] ** 2 / value[0], np.log(value[0]) * 2 * value[1]])
    assert ratio_.covariance[0, 0] == pytest.approx(slopes @ covariance @ slopes, rel=1e-13)


def test_a_contrast_of_a_term_that_is_not_there_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="'z' is none of the terms: a, b, c"):
        contrast(by(small(), mean, "y", groups=["g"]).estimate, {"gap": {"z": 1}})


def test_any_estimator_can_be_asked_by_domain_but_knows_nothing_across() -> None:
    found = by(small(), lambda of, column: as_estimate(quantile(of, column)), "y", groups=["g"]).estimate

    assert found.value[:2].tolist() == [5, 3]
    assert np.isnan(found.covariance[0, 1])


def test_rows_whose_group_is_unknown_are_in_no_domain() -> None:
    of = small(TABLE.replace("3     b", "3     -"))

    found = by(of, total, "yes", groups=["g"])

    assert found.estimate.value.tolist() == [5, 0, 0]


def test_numbers_as_groups_stand_in_their_own_order() -> None:
    found = by(small(), mean, "y", groups=["u", "st"])

    assert list(found.names) == ["1.1", "2.1", "3.2", "4.2"]


def test_equal_answers_give_a_mean_but_no_interval_of_width_zero() -> None:
    of = small()
    found = mean(of, "same")

    low, high = defended(of, found, ["same"])

    assert found.value[0] == pytest.approx(7)
    assert found.se[0] == pytest.approx(0, abs=1e-12)
    assert np.isnan([low[0], high[0]]).all()
    assert "survey_answers_equal" in codes(of, "same")


def test_equal_answers_in_one_domain_leave_the_other_domains_their_intervals() -> None:
    of = small(TABLE.replace("0    7\n         2  4  0", "5    7\n         2  4  0"))
    found = by(of, mean, "yes", groups=["g"])

    low, _ = defended(of, found.estimate, ["yes"], groups=["g"])

    assert np.isnan(low).tolist() == [False, False, True]


def test_where_everybody_was_taken_a_point_is_the_truth() -> None:
    of = survey(frame([{"y": 2, "yes": 1, "N": 3} for _ in range(3)]), population=["N"])

    low, high = defended(of, mean(of, "y"), ["y"])

    assert (low[0], high[0]) == (2.0, 2.0)
    assert doubts(of, "y") == ()
    assert proportion(of, "yes").why == "survey_share_exact"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("answer", "value"), [(0, 0.0), (1, 1.0)])
def test_a_share_of_none_or_all_has_one_honest_end_by_every_method(method: str, answer: int, value: float) -> None:
    of = survey(frame([{"yes": answer, "w": 3.7, "u": one // 2} for one in range(20)]), units=["u"], weight="w")

    found = proportion(of, "yes", method=method)

    # Clopper and Pearson for 0 of 20: 1 - 0.025^(1/20).
    far = 1 - 0.025 ** (1 / 20)
    assert (found.low, found.high) == pytest.approx((0, far) if value == 0 else (1 - far, 1))
    assert found.value == value
    assert np.isnan(found.se)
    assert found.why == "survey_share_none"


def test_a_share_that_nobody_answered_or_whose_units_show_no_spread_says_why() -> None:
    nobody = survey(frame([{"yes": None, "w": 1}, {"yes": None, "w": 1}]), weight="w")
    alike = survey(frame([{"yes": one % 2, "u": one // 2} for one in range(8)]), units=["u"])

    assert proportion(nobody, "yes").why == "survey_nobody_answered"
    assert proportion(alike, "yes").why == "survey_no_spread"
    assert proportion(alike, "yes").value == 0.5
    assert np.isnan(proportion(alike, "yes").low)


def test_a_share_of_other_answers_or_by_another_method_is_refused() -> None:
    with pytest.raises(ValueError, match="not a column of 0 and 1"):
        proportion(small(), "y")
    with pytest.raises(ValueError, match="'exact' is unknown"):
        proportion(small(), "yes", method="exact")
    with pytest.raises(ValueError, match="rule 'hf10'"):
        quantile(small(), "y", rule="hf10")
    with pytest.raises(ValueError, match="needs replicate weights"):
        quantile(small(), "y", interval="quantile")


def test_a_median_of_equal_answers_or_of_nobody_has_no_interval() -> None:
    assert median(small(), "same").value[0] == 7
    assert np.isnan([median(small(), "same").low[0], median(small(), "same").se[0]]).all()
    assert np.isnan(median(within(small(), "g = 'z'"), "y").value[0])


def test_a_quantile_too_far_out_has_no_end_there() -> None:
    found = quantile(small(), "y", (0.05,))

    assert found.value[0] == 1
    assert np.isnan(found.low[0])
    assert np.isnan(found.se[0])


def test_ratios_over_nothing_variances_of_one_and_effects_without_spread_are_no_numbers() -> None:
    of = small(TABLE.replace("7", "0"))

    assert np.isnan(ratio(of, "y", "same").value[0])
    assert np.isnan(by(of, ratio, "y", "same", groups=["g"]).estimate.value).all()
    assert np.isnan(mean_effect(small(), "same")[0])
    assert np.isnan(variance(within(small(), "y = 1"), "y").value[0])
    assert np.isnan(cv(mean(of, "same"))[0])
    assert of_weights(small()) == pytest.approx(7 * (100 * 2 + 400 * 2 + 25 * 3) / 75**2)


def test_a_question_that_reached_nobody_gives_no_number_anywhere() -> None:
    of = within(small(), "g = 'z'")

    assert np.isnan(variance(of, "y", "yes").value).all()
    assert np.isnan([mean_effect(of, "y")[0], total_effect(of, "y")[0], of_weights(of)]).all()
    assert np.isnan(by(of, variance, "y", groups=["g"]).estimate.value).all()
    assert proportion(of, "yes").why == "survey_nobody_answered"


def test_shares_and_quantiles_of_every_domain_keep_their_own_intervals() -> None:
    found = each(small(), ["g"], lambda part: proportion(part, "yes", method="beta"))

    assert {name: (share.n, share.why) for name, share in found.items()} == {
        "a": (4, ""),
        "b": (3, ""),
        "c": (1, "survey_nobody_answered"),
    }
    assert found["a"].value == pytest.approx(5 / 40)


def test_doubts_come_all_at_once_with_the_spot_and_the_numbers() -> None:
    found = doubts(small(), "y", "same", groups=("g",))

    assert [(issue.code, issue.where.column, dict(issue.values)) for issue in found] == [
        ("survey_weight_zero", "", {"n": 1}),
        ("survey_answers_missing", "y", {"n": 1, "percent": 12}),
        ("survey_domain_empty", "", {"domain": "c"}),
        ("survey_answers_equal_in", "same", {"column": "same", "domain": "a"}),
        ("survey_answers_equal_in", "same", {"column": "same", "domain": "b"}),
    ]


def test_what_stops_everything_is_said_alone() -> None:
    assert codes(within(small(), "w = 0"), "y") == ["survey_weights_zero"]
    assert codes(small(TABLE.replace("2  4", "3  4")), "y") == ["lonely_stratum"]
    assert codes(small(TABLE.replace("2  4", "3  4"), lonely="adjust"), "y") == [
        "survey_weight_zero",
        "survey_answers_missing",
    ]
    assert codes(within(small(), "u = 1"), "y") == ["survey_too_few_units"]
    assert codes(within(small(), "g = 'z'"), "y") == ["survey_nobody_answered"]


def test_a_home_alone_in_its_town_counts_only_where_the_towns_were_drawn_from_a_known_number() -> None:
    rows = [{"t": one // 2 if one else 9, "h": one, "T": 8, "H": 6, "y": one} for one in range(9)]
    free = survey(frame(rows), units=["t", "h"])
    counted = survey(frame(rows), units=["t", "h"], population=["T", "H"])

    assert np.isfinite(mean(free, "y").se[0])
    assert codes(free, "y") == []
    assert [(one.code, one.values["n"]) for one in doubts(counted, "y")] == [("lonely_stratum", 3)]


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_every_doubt_has_its_sentences(lang: str) -> None:
    say = texts(lang).say
    gaps = {"n": 3, "percent": 12, "domain": "Tuzi", "column": "income"}
    names = ["weights_zero", "weight_zero", "answers_missing", "too_few_units", "nobody_answered", "domain_empty"]
    names += ["answers_equal", "answers_equal_in", "share_none", "share_exact", "no_spread"]

    for name in names:
        assert len(say(f"issues.survey_{name}.what", **gaps)) > 20
        assert len(say(f"issues.survey_{name}.remedy")) > 20

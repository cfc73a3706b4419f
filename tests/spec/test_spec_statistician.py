"""What R's survey does at the edges of a design, on small data of our own: by R survey 4.1 or by hand."""

import numpy as np
import pytest

from sofra import survey
from sofra.engine.frame import Frame, frame
from sofra.needs.survey.quantile_rules import ordered, read
from sofra.types.errors import DesignError


def people(**columns: list[object]) -> Frame:
    return frame([dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)])


def eight(**more: list[object]) -> Frame:
    return people(
        y=[1, 2, 4, 7, 3, 8, 5, 9], g=["a", "b", "a", "b", "a", "b", "c", "c"], x=[1, 3, 2, 5, 4, 4, 6, 1], **more
    )


def refused(codes: list[str], **design: object) -> None:
    with pytest.raises(DesignError) as stopped:
        survey.design(**design)
    assert [issue.code for issue in stopped.value.issues] == codes


def test_a_population_that_differs_within_its_stratum_is_refused():
    rows = eight(s=["n", "n", "n", "n", "s", "s", "s", "s"], size=[40, 40, 40, 41, 60, 60, 60, 60])

    refused(["design_population_varies"], answers=rows, strata=["s"], population=["size"])


def test_a_population_smaller_than_its_sample_is_refused():
    rows = eight(s=["n", "n", "n", "n", "s", "s", "s", "s"], size=[3, 3, 3, 3, 60, 60, 60, 60])

    refused(["design_population_below"], answers=rows, strata=["s"], population=["size"])


def test_a_sampled_share_and_a_population_say_the_same():
    rows = eight(size=[40] * 8, share=[0.2] * 8)

    number = survey.total(survey.design(rows, population=["size"]), "y")
    share = survey.total(survey.design(rows, population=["share"]), "y")

    assert number.of("y") == pytest.approx(share.of("y"), rel=1e-14)
    assert number.of("y")[0] == pytest.approx(39 * 5)


def test_a_weight_of_zero_or_of_a_calibration_below_zero_keeps_or_loses_its_unit_as_in_r():
    from dataclasses import replace

    of = survey.design(eight(), weight="x")
    turned = replace(of, weight=np.array([0, 3, 2, 5, 4, 4, 6, -1.0]))

    assert turned.df == 6
    assert survey.mean(turned, "y").df == 6


def test_missing_answers_leave_the_degrees_of_freedom_of_the_design():
    rows = people(y=[1, None, 4, 7, 3, 8, 5, 9], u=[1, 2, 3, 4, 5, 6, 7, 8])
    of = survey.design(rows, units=["u"])

    assert survey.mean(of, "y").df == of.df == 7
    assert survey.total(of, "y").df == 7
    assert survey.by(of, survey.mean, "y", groups=["u"]).estimate.df == 7


def test_a_product_without_its_margin_gives_every_category_its_own_slope_as_in_r():
    of = survey.design(eight())

    own = survey.regression(of, "y", ["g:x"]).estimate

    assert list(own.terms) == ["(Intercept)", "ga:x", "gb:x", "gc:x"]
    both = survey.regression(of, "y", ["x", "g:x"]).estimate
    assert list(both.terms) == ["(Intercept)", "x", "gb:x", "gc:x"]
    assert own.value[2] == pytest.approx(both.value[1] + both.value[2])


def test_a_category_of_weight_zero_is_no_category_of_a_model_or_table():
    rows = eight(w=[1, 1, 1, 1, 1, 1, 0, 0], z=["p", "q", "q", "p", "q", "p", "p", "q"])
    of = survey.design(rows, weight="w")

    assert list(survey.regression(of, "y", ["g"]).estimate.terms) == ["(Intercept)", "gb"]
    assert survey.crosstab(of, "g", "z").rows == ("a", "b")


def test_numbers_in_a_table_stand_in_the_order_of_numbers():
    rows = eight(n=[10, 9, 10, 9, 2, 2, 10, 9])

    assert survey.crosstab(survey.design(rows), "n", "g").rows == ("2", "9", "10")


def test_a_domain_that_a_part_has_lost_stays_without_a_number_or_is_left_out_also_with_replicates():
    part = survey.within(survey.jackknife(survey.design(eight())), "not g = 'c'")

    assert survey.by(part, survey.mean, "y", groups=["g"]).names == ("a", "b", "c")
    assert survey.by(part, survey.mean, "y", groups=["g"], empty=False).names == ("a", "b")


def test_a_quantile_passes_over_weights_below_zero_as_in_r():
    # R 4.1: survey:::qrule_math(c(1, 2, 3, 4), c(2, -1, 1, 2), 0.4) is 3: the sums are 2, 1, 2, 4 and 1 is below 1.6.
    order = ordered(np.array([1.0, 2, 3, 4]), np.array([2.0, -1, 1, 2]))

    assert read(order, "math", 0.4) == 3

"""Errors worked out by hand: two strata, a lonely one, a correction, a share that nobody has."""

import numpy as np
import pytest

from sofra.needs.intervals import beta_interval, share_interval
from sofra.needs.plan import plan
from sofra.needs.variance import domain_df, residual_totals, variance
from sofra.types.errors import DesignError

TWO_STRATA = np.array([[10.0], [14.0], [3.0], [5.0], [7.0]])
"""Unit totals: stratum 0 has 10 and 14, stratum 1 has 3, 5, 7."""


def test_the_variance_adds_up_over_strata() -> None:
    made = plan(np.array([0, 0, 1, 1, 1]))

    # Stratum 0: 2/1 · (2² + 2²) = 16. Stratum 1: 3/2 · (2² + 0 + 2²) = 12.
    assert variance(TWO_STRATA, made).tolist() == [28.0]


def test_the_finite_population_correction_takes_off_what_was_seen() -> None:
    made = plan(np.array([0, 0, 1, 1, 1]), np.array([4.0, 3.0]))

    # Stratum 0: half of its units were seen, 16/2 = 8. Stratum 1 was seen whole: 0.
    assert variance(TWO_STRATA, made).tolist() == [8.0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # Stratum 0: 16. Stratum 1 has one unit of 6; all units have the mean 10.
        ("adjust", 16.0 + (6 - 10) ** 2),
        ("remove", 16.0),
        ("average", 16.0 * 2 / 1),
    ],
)
def test_a_stratum_of_one_unit_follows_its_rule(rule: str, expected: float) -> None:
    made = plan(np.array([0, 0, 1]), lonely=rule)

    assert variance(np.array([[10.0], [14.0], [6.0]]), made).tolist() == [expected]


def test_a_stratum_of_one_unit_stops_where_the_rule_says_so() -> None:
    with pytest.raises(DesignError, match="lonely_stratum"):
        variance(np.array([[10.0], [14.0], [6.0]]), plan(np.array([0, 0, 1]), lonely="fail"))


def test_a_stratum_seen_whole_needs_no_rule() -> None:
    made = plan(np.array([0, 0, 1]), np.array([np.inf, 1.0]))

    assert variance(np.array([[10.0], [14.0], [6.0]]), made).tolist() == [16.0]


def test_degrees_of_freedom_are_units_less_strata_where_somebody_was_found() -> None:
    made = plan(np.array([0, 0, 1, 1, 1]))
    found = np.array([[1.0, 0], [2, 0], [0, 0], [1, 4], [1, 0]])

    assert domain_df(found, made).tolist() == [2.0, 0.0]
    assert made.df == 3


def test_post_stratification_takes_the_mean_of_the_post_stratum_off() -> None:
    # One post-stratum of weight 4, two in each unit; answers sum to 6 and 2, so its mean is 2.
    left = residual_totals(np.array([[6.0], [2.0]]), np.array([[8.0]]), np.array([[2.0], [2.0]]))

    assert left.tolist() == [[2.0], [-2.0]]


def test_nobody_of_ten_still_leaves_an_honest_upper_end() -> None:
    low, high = share_interval(
        *map(np.array, ([0.0], [0.0])), n=np.array([10.0]), df=np.array([9.0]), deff=np.array([1.0])
    )

    # Clopper and Pearson: 1 - 0.025^(1/10).
    assert low[0] == 0.0
    assert high[0] == pytest.approx(1 - 0.025 ** (1 / 10))


def test_all_of_ten_leave_an_honest_lower_end() -> None:
    low, high = share_interval(
        *map(np.array, ([1.0], [0.0])), n=np.array([10.0]), df=np.array([9.0]), deff=np.array([2.0])
    )

    # The weights' design effect of 2 leaves five answers.
    assert low[0] == pytest.approx(0.025 ** (1 / 5))
    assert high[0] == 1.0


def test_a_simple_sample_gives_clopper_and_pearson() -> None:
    low, high = beta_interval(np.array([0.2]), np.array([10.0]))

    # 2 of 10, from the tables: 2.52 % to 55.61 %.
    assert low[0] == pytest.approx(0.0252, abs=5e-5)
    assert high[0] == pytest.approx(0.5561, abs=5e-5)


def test_where_everybody_was_asked_the_share_is_exact() -> None:
    low, high = share_interval(
        *map(np.array, ([0.3], [0.0])), n=np.array([10.0]), df=np.array([9.0]), deff=np.array([1.0]), outside=0.0
    )

    assert (low[0], high[0]) == (0.3, 0.3)

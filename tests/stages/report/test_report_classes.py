"""Classes of maps: Fisher and Jenks by brute force, values that lie on a border, one legend for several maps."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofra.report.classes import classes, even, fisher_jenks, printed


def spread(values: list[float], ends: list[float]) -> float:
    """The sum of squares around the mean of each class."""
    lows = [-np.inf, *ends]
    parts = [[v for v in values if low < v <= high] for low, high in zip(lows, ends, strict=False)]
    return sum(float(np.var(part)) * len(part) for part in parts)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=11), st.integers(1, 5))
def test_no_other_partition_of_the_values_has_a_smaller_spread(values: list[int], most: int) -> None:
    numbers = [float(value) for value in values]
    different = sorted(set(numbers))
    groups = min(most, len(different))

    found = fisher_jenks(numbers, most)

    best = min(spread(numbers, [*cut, different[-1]]) for cut in combinations(different[:-1], groups - 1))
    assert len(found) == groups
    assert spread(numbers, found) == pytest.approx(best, abs=1e-9)


def test_two_heaps_are_two_classes_by_hand() -> None:
    # {1, 2, 3} and {10, 11}: squares 2 + 0.5; any other cut costs more
    assert fisher_jenks([1, 2, 3, 10, 11], 2) == [3.0, 11.0]


def test_it_finds_the_classes_that_mapclassify_finds() -> None:
    # mapclassify 2.10.0, FisherJenks(k=5) of these 30 numbers (numpy default_rng(4).gamma(1, 3, 30), one decimal)
    values = np.round(np.random.default_rng(4).gamma(1, 3, 30), 1)

    assert fisher_jenks(list(values), 5) == pytest.approx(BY_MAPCLASSIFY)


def test_missing_values_are_left_out_and_no_value_gives_no_class() -> None:
    assert classes([None, 0.1, None, 0.4], "share") == (0.1, 0.4)
    assert classes([None], "share") == ()
    assert even([None]) == ()


def test_a_value_is_put_where_its_printed_number_belongs() -> None:
    assert classes([0.104, 0.101, 0.3], "share") == (0.1, 0.3)
    assert printed(12.6, "people") == 13


def test_years_that_are_compared_share_their_classes() -> None:
    first, second = [10, 20, 30], [100, 200, 300]

    together = classes([*first, *second], "people")

    assert together[-1] == 300
    assert max(first) <= together[1] < min(second)


def test_even_steps_are_round_numbers_up_to_the_highest() -> None:
    assert even([3, 17.2]) == (5, 10, 15, 20)
    assert even([0.38]) == (0.1, 0.2, 0.3, 0.4)


BY_MAPCLASSIFY = [1.3, 2.8, 4.6, 9.7, 14.0]

"""Sums by unit and domain: by hand, without loss of digits, and the frame they are made from."""

import numpy as np

from sofra.engine.frame import as_text, frame
from sofra.engine.moments import cross, layout, moments
from sofra.types.answers import Kind, Variable


def test_sums_are_those_of_the_hand() -> None:
    unit, weight, y = np.array([0, 0, 1]), np.array([2.0, 3.0, 5.0]), np.array([1.0, 0.0, 1.0])
    domains = layout(np.array([[True, True], [True, False], [True, False]]))

    found = moments(unit, 2, domains, weight=weight, y=y, counts=np.array([True, True, True]))

    assert found.n.tolist() == [[2, 1], [1, 0]]
    assert found.w.tolist() == [[5, 2], [5, 0]]
    assert found.wy.tolist() == [[2, 2], [5, 0]]
    assert found.hits.tolist() == [2, 1]


def test_a_row_that_does_not_count_adds_nothing() -> None:
    everyone = layout(np.ones((2, 1), dtype=bool))

    found = moments(
        np.array([0, 0]), 1, everyone, weight=np.ones(2), y=np.array([7.0, 9.0]), counts=np.array([True, False])
    )

    assert (found.n[0, 0], found.w[0, 0], found.shift + found.wy[0, 0]) == (1, 1, 7)


def test_large_numbers_lose_no_digits() -> None:
    y = 1e12 + np.array([1.0, 2.0, 3.0])

    found = moments(
        np.zeros(3, dtype=np.int64),
        1,
        layout(np.ones((3, 1), dtype=bool)),
        weight=np.ones(3),
        y=y,
        counts=np.ones(3, dtype=bool),
    )

    assert found.wyy[0] == 2.0


def test_groups_in_places_are_the_rows_in_both() -> None:
    groups = layout(np.array([[True, True], [True, False]]))
    places = layout(np.array([[True, False, True], [False, True, True]]))

    crossed = cross(groups, places, 2)

    pairs = set(zip(crossed.row.tolist(), crossed.domain.tolist(), strict=True))
    assert pairs == {(0, 0), (0, 2), (0, 3), (0, 5), (1, 1), (1, 2)}
    assert crossed.domains == 6


def test_missing_codes_blanks_and_words_among_numbers_are_unknown() -> None:
    age = Variable("age", Kind.INTEGER, {}, missing=("-99",))

    column = frame([{"age": 7}, {"age": -99}, {"age": "seven"}, {"age": None}, {}], [age]).column("age")

    assert column.known.tolist() == [True, False, False, False, False]


def test_a_choice_that_came_as_a_number_is_its_code() -> None:
    column = frame([{"wg_see": 3}, {"wg_see": 2.0}], [Variable("wg_see", Kind.CHOICE, {})]).column("wg_see")

    assert as_text(column) == ["3", "2"]

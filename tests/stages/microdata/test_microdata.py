"""An anonymised file: nobody stands out, nothing that was not named leaves, and the report counts rightly."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sofra.engine.frame import Column, Frame, frame
from sofra.needs.microdata.alike import alike
from sofra.needs.microdata.anonymise import anonymise
from sofra.needs.microdata.risk import diversity, individual, risk
from sofra.needs.microdata.suda import special_uniques
from sofra.needs.microdata.suppress import suppress
from sofra.types.errors import DesignError
from sofra.types.microdata import Key, Recipe

RECIPE = Recipe(
    [Key("age", [0, 18, 65]), Key("sex"), Key("area")], ["walks", "name"], ["walks"], k=3, largest_share=0.2, fewest=20
)
KEYS = arrays.arrays(np.int64, st.tuples(st.integers(5, 25), st.integers(1, 4)), elements=st.integers(-1, 3))


def people(size: int = 200) -> Frame:
    random = np.random.default_rng(3)
    return frame(
        [
            {
                "age": int(random.integers(0, 90)),
                "sex": str(random.choice(["f", "m"])),
                "area": str(random.choice(["north", "south"])),
                "walks": str(random.choice(["1", "2", "3"])),
                "name": "=HYPERLINK()",
                "house": int(random.integers(0, 60)),
            }
            for _ in range(size)
        ]
    )


def test_people_with_the_same_keys_are_counted_by_hand():
    keys = np.array([[0, 0], [0, 0], [0, 1], [1, 1], [1, -1]])

    assert alike(keys, np.ones(5)).tolist() == [2, 2, 1, 2, 2]


def test_the_chance_of_recognition_is_that_of_the_formula():
    alone, pair, few = individual(np.array([1.0, 2.0, 5.0]), np.array([10.0, 10.0, 10.0]))

    assert alone == pytest.approx(0.1 / 0.9 * np.log(10))
    assert pair == pytest.approx(0.25 - 0.0625 * np.log(5))
    assert few == pytest.approx(0.5 / 4.5)


def test_who_stands_for_himself_alone_is_recognised():
    assert individual(np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 4.0])) == pytest.approx([1, 0.5, 0.25])


def test_scores_of_special_uniques_are_those_of_the_hand():
    # Four keys, combinations up to three: one key alone is worth 3 * 2 = 6, two are worth 2, three 1. The first row is
    # alone by its first key; the third by the last three keys two by two (11, 10, 10), and so are the fourth and fifth.
    keys = np.array([[1, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1], [0, 0, 0, 0]])

    assert special_uniques(keys, 3).tolist() == [6, 0, 6, 6, 6, 0]


@settings(max_examples=40, deadline=None)
@given(KEYS)
def test_a_special_unique_is_unique_and_no_part_of_it_is(keys):
    width = keys.shape[1]

    scores = special_uniques(keys, width)

    for row, score in enumerate(scores):
        unique = [
            set(chosen)
            for size in range(1, width + 1)
            for chosen in combinations(range(width), size)
            if alike(keys[:, chosen], np.ones(len(keys)))[row] == 1
        ]
        minimal = [one for one in unique if not any(other < one for other in unique)]
        assert (score > 0) == bool(minimal)


@settings(max_examples=60, deadline=None)
@given(KEYS, st.integers(2, 5))
def test_after_clearing_everybody_has_enough_likes_and_nothing_is_invented(keys, k):
    cleared = suppress(keys, k)

    assert (alike(cleared, np.ones(len(keys))) >= min(k, len(keys))).all()
    assert ((cleared == keys) | (cleared == -1)).all()


def test_the_same_answer_of_all_alike_is_seen():
    keys = np.array([[0], [0], [1], [1]])

    assert diversity(keys, np.array([1, 1, 0, 1])) == 1
    assert diversity(keys, np.array([0, 1, 0, 1])) == 2


def test_only_what_is_named_leaves():
    made = anonymise(people(), np.full(200, 10.4), RECIPE, seed=1)

    assert list(made.columns) == ["age", "sex", "area", "walks", "name", "weight"]
    assert made.report.left_out == ["house"]
    assert set(made.columns["age"]) <= {"0-17", "18-64", "65+", None}
    assert set(made.columns["weight"]) == {10}
    assert made.report.release


def test_a_file_that_says_too_much_is_not_made():
    made = anonymise(people(), np.ones(200), Recipe(RECIPE.keys, ["walks"], k=3, largest_share=0.0001), seed=1)

    assert not made.columns
    assert made.report.reasons == ["microdata.too_risky"]


def test_the_order_tells_nothing_and_the_seed_repeats_it():
    first = anonymise(people(), np.ones(200) * 9, RECIPE, seed=1)
    again = anonymise(people(), np.ones(200) * 9, RECIPE, seed=1)
    other = anonymise(people(), np.ones(200) * 9, RECIPE, seed=2)

    assert first.columns == again.columns
    assert first.columns["walks"] != other.columns["walks"]


def test_the_report_counts_what_the_file_shows():
    made = anonymise(people(), np.full(200, 10.0), RECIPE, seed=1)
    keys = np.array(
        [
            [-1 if value is None else sorted({v for v in made.columns[name] if v}).index(value) for value in values]
            for name, values in ((name, made.columns[name]) for name in ("age", "sex", "area"))
        ]
    ).T

    told = risk(keys, np.full(200, 10.0), {}, suda_size=3, k=3)

    assert told.unsafe == made.report.after.unsafe
    assert told.expected == pytest.approx(made.report.after.expected)


def test_missing_columns_and_a_key_that_is_kept_are_told_together():
    with pytest.raises(DesignError) as caught:
        anonymise(people(), np.ones(200), Recipe([Key("age"), Key("nowhere")], ["age", "nothing"]), seed=1)

    assert [(issue.code, issue.where.column) for issue in caught.value.issues] == [
        ("microdata_column_missing", "nowhere"),
        ("microdata_column_missing", "nothing"),
        ("microdata_key_kept", "age"),
    ]


def test_a_households_point_never_leaves_and_minutes_on_the_way_only_in_classes():
    answers = people()
    there = Column(np.linspace(1.0, 50.0, 200), np.ones(200, dtype=bool))
    names = ("home_lon", "home_lat", "_gps_latitude", "minutes_com_day", "minutes_health")
    answers = Frame(200, {**answers.columns, **dict.fromkeys(names, there)})
    keys = [*RECIPE.keys, Key("home_lat", [0, 20]), Key("minutes_com_day"), Key("minutes_health", [0, 15, 30])]

    with pytest.raises(DesignError) as caught:
        anonymise(answers, np.ones(200), replace(RECIPE, keys=keys, kept=["home_lon", "_gps_latitude"]), seed=1)
    coarse = [Key("sex"), Key("minutes_health", [0, 15, 30])]
    made = anonymise(answers, np.full(200, 10.0), replace(RECIPE, keys=coarse), seed=1)

    assert [(issue.code, issue.where.column) for issue in caught.value.issues] == [
        ("microdata_point", "home_lat"),
        ("microdata_minutes", "minutes_com_day"),
        ("microdata_point", "home_lon"),
        ("microdata_point", "_gps_latitude"),
    ]
    assert set(made.columns["minutes_health"]) <= {"0-14", "15-29", "30+", None}
    assert set(names) & set(made.columns) == {"minutes_health"}


def test_too_few_people_do_not_leave_as_a_file():
    with pytest.raises(DesignError) as caught:
        anonymise(people(15), np.ones(15), RECIPE, seed=1)

    assert caught.value.issues[0].code == "microdata_too_few"

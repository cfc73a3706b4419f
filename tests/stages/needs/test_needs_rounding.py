"""Controlled rounding: additive everywhere, one of the two multiples beside each count, stable from year to year."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from sofra.needs.disclosure.cube import Address, Cube, Sum, build
from sofra.needs.disclosure.rounding import rounded
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId
from sofra.types.place import Place

SEXES, AGES = ("f", "m"), ("a", "b", "c")


def places(settlements: int) -> list[Place]:
    """A municipality of two areas; even settlements in the one, odd in the other."""
    areas = [Place(PlaceId(area), {}, "area", PlaceId("M")) for area in "AB"]
    inner = [Place(PlaceId(f"S{one}"), {}, "settlement", PlaceId("AB"[one % 2])) for one in range(settlements)]
    return [Place(PlaceId("M"), {}, "municipality"), *areas, *inner]


def register(counts: list[int]) -> tuple[list[RegisterCount], list[Place]]:
    """Settlement by sex by age, six numbers a settlement."""
    towns = places(len(counts) // 6)
    crossed = [(f"S{one}", sex, age) for one in range(len(counts) // 6) for sex in SEXES for age in AGES]
    told = [
        RegisterCount("R", GroupId("PWD-A"), PlaceId(place), people, sex=sex, age=age)
        for (place, sex, age), people in zip(crossed, counts, strict=True)
    ]
    return told, towns


tables = some.integers(2, 5).flatmap(
    lambda towns: some.lists(some.integers(0, 23), min_size=towns * 6, max_size=towns * 6)
)


@settings(max_examples=40, deadline=None)
@given(tables, some.sampled_from([3, 5, 10]))
def test_a_rounded_cube_adds_up_everywhere_and_stays_within_its_base(counts: list[int], base: int) -> None:
    cube, issues = build(*register(counts))

    found = rounded(cube, base)

    assert issues == []
    assert cube.adds_up(found.counts)
    assert (found.counts % base == 0).all()
    assert (np.abs(found.counts - cube.counts) <= found.reach).all()
    inner = [cell for cell in range(len(cube.addresses)) if cell not in cube.totals]
    assert (np.abs(found.counts - cube.counts)[inner] < base).all()
    if found.reach == base - 1:
        multiples = cube.counts % base == 0
        assert (found.counts[multiples] == cube.counts[multiples]).all()


@settings(max_examples=25, deadline=None)
@given(tables)
def test_the_same_cube_is_rounded_the_same_way_twice(counts: list[int]) -> None:
    cube, _ = build(*register(counts))

    assert (rounded(cube, 5).counts == rounded(cube, 5).counts).all()


@settings(max_examples=40, deadline=None)
@given(tables, some.data())
def test_inner_cells_that_did_not_change_keep_their_value_in_the_next_release(counts: list[int], data) -> None:
    cube, _ = build(*register(counts))
    before = dict(zip(cube.addresses, rounded(cube, 5).counts.tolist(), strict=True))
    changed = data.draw(some.integers(0, len(counts) - 1))
    later, _ = build(*register([people + (cell == changed) for cell, people in enumerate(counts)]))
    true = dict(zip(cube.addresses, cube.counts.tolist(), strict=True))
    kept = {
        at: before[at] for at, people in zip(later.addresses, later.counts.tolist(), strict=True) if true[at] == people
    }

    found = rounded(later, 5, kept)

    assert later.adds_up(found.counts)
    for cell, at in enumerate(later.addresses):
        if cell not in later.totals and at in kept:
            assert found.counts[cell] == before[at], at


def test_by_hand_a_row_of_three_and_two_is_five_and_nothing() -> None:
    cube = Cube(
        (Address(PlaceId("M")), Address(PlaceId("A")), Address(PlaceId("B"))),
        np.array([5, 3, 2]),
        (Sum(0, (1, 2)),),
    )

    assert rounded(cube, 5).counts.tolist() == [5, 5, 0]


def test_where_no_neighbouring_multiples_add_up_a_sum_gives_way_and_says_how_far() -> None:
    # Eight cells of a cube 2 x 2 x 2, each 1, and every two of them a sum of 2 that must stay where it is held.
    at = [Address(PlaceId(f"P{one}")) for one in range(4)]
    cube = Cube(at, np.array([10, 4, 4, 2]), (Sum(0, (1, 2, 3)),))

    found = rounded(cube, 5, {at[1]: 0, at[2]: 0, at[3]: 0, at[0]: 10})

    assert found.counts.tolist() == [5, 0, 0, 5] or cube.adds_up(found.counts)
    assert found.reach >= abs(found.counts - cube.counts).max()

"""One cube from the counts of a register: margins are filled in, contradictions are told, nothing else is assumed."""

import pytest

from sofra.needs.disclosure.cube import Address, build
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId
from sofra.types.place import Place

PLACES = [
    Place(PlaceId("M"), {}, "municipality"),
    Place(PlaceId("A"), {}, "area", PlaceId("M")),
    Place(PlaceId("B"), {}, "area", PlaceId("M")),
    Place(PlaceId("A1"), {}, "settlement", PlaceId("A")),
    Place(PlaceId("A2"), {}, "settlement", PlaceId("A")),
    Place(PlaceId("B1"), {}, "settlement", PlaceId("B")),
]


def table(text: str) -> list[RegisterCount]:
    """Lines of place, sex, age, people ("-" for none) as register counts."""
    found = []
    for line in text.strip().splitlines():
        place, sex, age, people = (word.strip("-") if word == "-" else word for word in line.split())
        count = RegisterCount("Centre", GroupId("PWD-A"), PlaceId(place), int(people), sex=sex, age=age)
        found.append(count)
    return found


def test_areas_and_margins_are_filled_in_from_settlements_by_sex_and_age() -> None:
    cube, issues = build(table("A1 f y 3\nA1 m y 4\nA2 f y 0\nA2 m y 1\nB1 f y 7\nB1 m y 2"), PLACES)

    assert issues == []
    counts = dict(zip(cube.addresses, cube.counts.tolist(), strict=True))
    assert counts[Address(PlaceId("A"))] == 8
    assert counts[Address(PlaceId("M"))] == 17
    assert counts[Address(PlaceId("M"), "f")] == 10
    assert counts[Address(PlaceId("M"), "", "y")] == 17
    assert cube.adds_up(cube.counts)


def test_settlements_that_the_register_leaves_out_are_one_cell_more() -> None:
    cube, issues = build(table("M - - 20\nA - - 12\nA1 - - 9"), PLACES)

    assert issues == []
    counts = dict(zip(cube.addresses, cube.counts.tolist(), strict=True))
    assert counts[Address(PlaceId("A"), rest=True)] == 3
    assert counts[Address(PlaceId("M"), rest=True)] == 8
    assert cube.adds_up(cube.counts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A1 - - -3", "register_negative"),
        ("A1 - - 3\nA1 - - 4", "register_cell_twice"),
        ("A - - 12\nA1 - - 9\nA2 - - 2", "register_total_contradicts"),
        ("A - - 8\nA1 - - 9", "register_parts_exceed"),
        ("A1 - - 9\nA1 f - 4\nA1 m - 4", "register_total_contradicts"),
        ("A1 - - 4\nA1 f - 5", "register_parts_exceed"),
    ],
)
def test_a_register_that_contradicts_itself_makes_no_cube_and_says_why(text: str, code: str) -> None:
    cube, issues = build(table(text), PLACES)

    assert cube is None
    assert [issue.code for issue in issues] == [code]
    assert issues[0].values["source"] == "Centre"


def test_every_contradiction_is_told_at_once() -> None:
    _, issues = build(table("A - - 8\nA1 - - 9\nB - - 1\nB1 - - 2"), PLACES)

    assert [issue.values["place"] for issue in issues] == ["A", "B"]


def test_a_place_that_nobody_knows_stands_alone() -> None:
    cube, issues = build(table("Z9 - - 4"), PLACES)

    assert (issues, cube.sums) == ([], ())

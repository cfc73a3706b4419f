"""Registers that disagree stand side by side."""

from sofra.needs.registers import apart, discrepancies
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId


def _count(source: str, place: str, people: int) -> RegisterCount:
    return RegisterCount(source, GroupId("PWD-A"), PlaceId(place), people)


def test_two_sources_with_different_counts_are_told_and_the_widest_comes_first() -> None:
    counts = [
        _count("centre", "A", 40),
        _count("association", "A", 43),
        _count("centre", "B", 10),
        _count("association", "B", 90),
    ]

    found = discrepancies(counts)

    assert [(one.place, apart(one)) for one in found] == [("B", 80), ("A", 3)]
    assert [one.source for one in found[0].counts] == ["association", "centre"]


def test_sources_that_agree_and_a_source_alone_are_no_discrepancy() -> None:
    counts = [
        _count("centre", "A", 40),
        _count("association", "A", 40),
        _count("centre", "B", 10),
        _count("centre", "B", 12),
    ]

    assert discrepancies(counts) == []

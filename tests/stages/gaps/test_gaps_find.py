"""Gaps: need against places, with interval and verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.tiny import DAY, DISABLED, HOME, OLD, PERIOD, PLACES, A, M, fact, pack

from sofra.gaps.facts import gap_facts
from sofra.gaps.find import find
from sofra.types.fact import Base, SpreadKind, Status
from sofra.types.keys import EVERYONE


def gaps(*facts):
    return {gap.id: gap for gap in find(facts, pack(), PLACES, PERIOD)}


def day_care(need, places, **more):
    return gaps(fact("needs.day_care:people", need, **more), fact("places.COM-DAY", places, unit="places"))[
        "COM-DAY/ALL/M"
    ]


def test_kavadarci_has_28_people_for_each_place():
    gap = day_care(424, 15)

    assert gap.per_place.value == pytest.approx(28.3, abs=0.05)
    assert (gap.kind, gap.without.value) == ("short", 409)
    assert gap.coverage.value == pytest.approx(15 / 424)


def test_the_interval_of_the_need_goes_through():
    gap = day_care(100, 40, low=30, high=160)

    assert (gap.without.value, gap.without.spread.low, gap.without.spread.high) == (60, 0, 120)
    assert (gap.coverage.value, gap.coverage.spread.low, gap.coverage.spread.high) == (0.4, 0.25, 1)
    assert (gap.per_place.value, gap.per_place.spread.low, gap.per_place.spread.high) == (2.5, 0.75, 4)
    assert gap.without.spread.kind is SpreadKind.SAMPLE


def test_a_service_that_nobody_offers_is_absent():
    gap = day_care(100, 0)

    assert (gap.kind, gap.without.value, gap.coverage.value, gap.per_place) == ("absent", 100, 0, None)


def test_enough_places_meet_the_need():
    gap = day_care(40, 40)

    assert (gap.kind, gap.without.value, gap.coverage.value) == ("met", 0, 1)


def test_coverage_has_no_meaning_when_nobody_is_in_need():
    gap = day_care(0, 0)

    assert (gap.kind, gap.coverage) == ("met", None)


def test_nothing_is_computed_from_a_withheld_need():
    gap = day_care(None, 15, status=Status.SUPPRESSED, reason="gate.small_base", low=3, high=9, base=Base(n=4, hits=1))

    assert (gap.kind, gap.without.value, gap.coverage, gap.per_place) == ("unknown", None, None, None)
    assert (gap.without.status, gap.without.reason) == (Status.SUPPRESSED, "gate.small_base")
    assert (gap.need.base, gap.need.spread.low, gap.without.spread.low) == (Base(), None, None)


def test_a_withheld_need_that_still_carries_its_value_gives_nothing_away():
    gap = day_care(7, 2, status=Status.SUPPRESSED, reason="gate.small_base")

    assert (gap.need.value, gap.without.value, gap.coverage) == (None, None, None)


def test_an_unreliable_need_makes_an_unreliable_gap():
    gap = day_care(100, 40, status=Status.UNRELIABLE, reason="gate.wide")

    assert {gap.without.status, gap.coverage.status, gap.per_place.status} == {Status.UNRELIABLE}
    assert gap.without.reason == "gate.wide"


def test_unknown_places_leave_the_gap_unknown():
    gap = gaps(
        fact("needs.day_care:people", 100),
        fact("places.COM-DAY", None, unit="places", reason="supply.unknown_capacity"),
    )["COM-DAY/ALL/M"]

    assert (gap.kind, gap.without.value, gap.without.reason) == ("unknown", None, "supply.unknown_capacity")


def test_a_kind_that_nobody_offers_or_asks_about_stands_once_as_absent():
    found = gaps(fact("places.TRANS", 0, unit="places", reason="supply.none"))

    assert [id for id in found if id.startswith("TRANS")] == ["TRANS/ALL/M"]
    assert (found["TRANS/ALL/M"].kind, found["TRANS/ALL/M"].need.reason) == ("absent", "gaps.not_asked")


def test_a_group_has_gaps_only_where_there_are_facts_about_it():
    found = gaps(fact("needs.day_care:people", 30, group=OLD), fact("needs.home_care:people", 20, group=OLD, place=A))

    assert [id for id in found if "/OLD/" in id] == ["COM-DAY/OLD/M", "HOM-CARE/OLD/A"]


def test_a_group_meets_the_places_open_to_it():
    found = gaps(
        fact("needs.day_care:people", 30, group=OLD),
        fact("needs.day_care:people", 40, group=DISABLED),
        fact("places.COM-DAY", 25, unit="places"),
        fact("places.COM-DAY", 5, unit="places", group=OLD),
    )

    assert (found["COM-DAY/OLD/M"].without.value, found["COM-DAY/PWD-A/M"].without.value) == (25, 15)


def test_facts_of_another_period_do_not_count():
    assert find([fact("needs.day_care:people", 30)], pack(), PLACES, "2027")[0].need.value is None


def test_gap_facts_have_their_own_names_and_the_runs_origin():
    facts = gap_facts(list(gaps(fact("needs.day_care:people", 9), fact("places.COM-DAY", 3, unit="places")).values()))

    named = {f.cell.indicator: (f.value, f.unit) for f in facts if f.cell.indicator.endswith(DAY)}
    assert named == {
        "gap.without.COM-DAY": (6, "people"),
        "gap.coverage.COM-DAY": (pytest.approx(1 / 3), "share"),
        "gap.per_place.COM-DAY": (3, "people_per_place"),
    }
    assert f"gap.without.{HOME}" in {f.cell.indicator for f in facts}
    assert {f.cell.group for f in facts} == {EVERYONE}


NEEDS = st.tuples(*[st.floats(0, 50_000)] * 3).map(sorted)
PLACES_HERE = st.floats(0, 50_000)


@given(need=NEEDS, places=PLACES_HERE)
def test_a_gap_is_never_below_zero_and_a_coverage_is_a_share(need, places):
    low, value, high = need
    gap = day_care(value, places, low=low, high=high)

    assert 0 <= gap.without.spread.low <= gap.without.value <= gap.without.spread.high
    if gap.coverage is not None:
        assert 0 <= gap.coverage.spread.low <= gap.coverage.value <= gap.coverage.spread.high <= 1


@given(need=NEEDS, places=PLACES_HERE, more=st.floats(0, 1000))
def test_more_places_never_leave_more_people_without(need, places, more):
    low, value, high = need

    fewer, richer = (day_care(value, p, low=low, high=high) for p in (places, places + more))

    assert richer.without.value <= fewer.without.value
    assert richer.without.spread.high <= fewer.without.spread.high


def test_the_municipality_comes_first():
    found = find([fact("needs.day_care:people", 9, place=A)], pack(), list(reversed(PLACES)), PERIOD)

    assert [gap.place for gap in found] == [M, M, M, A]

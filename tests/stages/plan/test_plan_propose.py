"""Proposals: places, way, cost and the measure of success."""

import pytest
from tests.stages.tiny import BUS, DAY, HOME, OLD, PERIOD, PLACES, A, B, M, fact, inventory, pack, service

from sofra.gaps.find import find
from sofra.plan.propose import propose
from sofra.types.fact import Base
from sofra.types.planning import Norm


def proposal(need, places, stock=None, *, norms=(), neighbours=(), facts=(), kind=DAY):
    name = {DAY: "needs.day_care", HOME: "needs.home_care"}[kind]
    known = [fact(f"{name}:people", need), fact(f"places.{kind}", places, unit="places"), *facts]
    gaps = [gap for gap in find(known, pack(), PLACES, PERIOD) if gap.id == f"{kind}/ALL/M"]
    found = propose(gaps, stock or inventory(), pack(norms), PLACES, facts=known, neighbours=neighbours)
    return found[0] if found else None


def norm(value, unit, **more):
    return Norm("n", DAY, "places", value, unit, "a law", verified=more.pop("verified", True), **more)


def test_a_service_that_nobody_offers_is_created_with_as_many_places_as_close_the_gap():
    found = proposal(90.2, 0)

    assert (found.way, found.places, found.places_reason, found.expands) == ("create", 91, "gap", "")
    assert (found.indicator, found.baseline, found.target) == ("gap.coverage.COM-DAY", 0, 1)


def test_a_large_estimate_does_not_know_its_last_digit():
    assert [proposal(need, 0).places for need in (99.5, 100, 100.1, 1084.2)] == [100, 100, 110, 1090]


def test_an_existing_service_is_expanded_the_largest_first():
    stock = inventory(service("small", DAY, 5), service("large", DAY, 10), service("past", DAY, 90, status="closed"))

    found = proposal(60, 15, stock)

    assert (found.way, found.places, found.expands, found.baseline) == ("expand", 45, "large", 0.25)


def test_a_service_for_other_places_is_not_expanded():
    stock = inventory(service("far", HOME, 5, serves=(B,)))
    known = [fact("needs.home_care:people", 60, place=A), fact("places.HOM-CARE", 0, place=A, unit="places")]
    gaps = [gap for gap in find(known, pack(), PLACES, PERIOD) if gap.place == A]

    assert [p.way for p in propose(gaps, stock, pack(), PLACES, facts=known)] == ["create"]


def test_a_few_people_are_served_together_with_a_neighbour():
    assert (proposal(4, 0).way, proposal(5, 0).way) == ("share", "create")


def test_a_neighbour_with_enough_free_places_shares_them():
    near = service("near", DAY, 100, users=60, cost_per_place_year=1_000.0)

    found, too_many = (proposal(need, 0, neighbours=[near]) for need in (40, 41))

    assert (found.way, found.expands, found.cost_year, found.cost_basis) == ("share", "near", 40_000, "near")
    assert (too_many.way, too_many.cost_basis) == ("create", "near")


def test_the_cost_is_the_places_at_the_cost_of_the_service_expanded():
    stock = inventory(
        service("care", DAY, 10, cost_per_place_year=90_000.0), service("dear", DAY, 5, cost_per_place_year=1.0)
    )

    found = proposal(12, 10, stock)

    assert (found.cost_year, found.cost_basis) == (180_000, "care")


def test_a_cost_that_nobody_knows_stays_unknown():
    assert (proposal(12, 0).cost_year, proposal(12, 0).cost_basis) == (None, "")


@pytest.mark.parametrize(
    ("unit", "value", "places"),
    [
        ("places", 30, 20),
        ("places_per_1000_people", 40, 30),  # 1,000 inhabitants
        ("places_per_1000_in_group", 50, 30),  # 800 asked about
        ("places_per_100_in_need", 50, 40),  # 100 in need
        ("share_of_need", 0.5, 40),
    ],
)
def test_a_verified_norm_says_how_many_places_by_its_unit(unit, value, places):
    asked = fact("needs.day_care", 0.125, unit="share", base=Base(n=300, people=800))

    found = proposal(100, 10, norms=[norm(value, unit)], facts=[asked])

    assert (found.places, found.places_reason) == (places, "norm")


@pytest.mark.parametrize(
    "unusable",
    [
        norm(30, "places", verified=False),
        norm(None, "places"),
        norm(30, "square_metres"),
        norm(30, "places", valid_to="2025-12-31"),
        norm(30, "places", valid_from="2027-01-01"),
    ],
)
def test_a_norm_that_is_unverified_empty_strange_or_not_in_force_is_not_used(unusable):
    found = proposal(100, 10, norms=[unusable])

    assert (found.places, found.places_reason) == (90, "gap")


def test_the_latest_norm_counts():
    norms = [norm(30, "places", valid_from="2020-01-01"), norm(40, "places", valid_from="2024-01-01")]

    assert proposal(100, 10, norms=norms).places == 30


def test_an_unknown_need_proposes_no_number():
    gaps = [gap for gap in find([], pack(), PLACES, PERIOD) if gap.service == BUS]

    found = propose(gaps, inventory(), pack(), PLACES)[0]

    assert (found.places, found.places_reason, found.cost_year, found.target) == (0, "unknown", None, None)


def test_a_met_gap_gets_no_proposal():
    assert proposal(10, 10) is None


def test_the_sdg_targets_of_need_and_service_stand_once():
    assert proposal(100, 0).sdg == ("1.3", "10.2")


def test_a_proposal_is_for_the_gaps_group_and_place():
    known = [fact("needs.day_care:people", 30, group=OLD), fact("places.COM-DAY", 0, unit="places")]
    gaps = [gap for gap in find(known, pack(), PLACES, PERIOD) if gap.group == OLD]

    found = propose(gaps, inventory(), pack(), PLACES)[0]

    assert (found.gap_id, found.group, found.place) == ("COM-DAY/OLD/M", OLD, M)

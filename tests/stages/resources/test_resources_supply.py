"""Supply: which services count, where, and what stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.tiny import (
    BUS,
    DAY,
    DISABLED,
    HILL,
    HOME,
    MILL,
    OLD,
    PERIOD,
    PLACES,
    RUN,
    TOWN,
    A,
    B,
    M,
    inventory,
    pack,
    place,
    service,
)

from sofra.resources.supply import counted_on, supply_facts
from sofra.types.fact import SpreadKind
from sofra.types.keys import EVERYONE


def supply(stock, places=PLACES):
    facts = supply_facts(stock, places, pack(), period=PERIOD, origin=RUN)
    return {(f.cell.indicator, f.cell.place, f.cell.group): f for f in facts}


def values(stock, indicator, places=PLACES, group=EVERYONE):
    found = supply(stock, places)
    return {place.id: found[indicator, place.id, group].value for place in places}


def test_a_service_for_the_whole_municipality_is_divided_by_inhabitants():
    stock = inventory(service("care", HOME, 50))

    # 1,000 people: 800 in A (600 + 200), 200 in B
    assert values(stock, "places.HOM-CARE") == {M: 50, A: 40, B: 10, TOWN: 30, HILL: 10, MILL: 10}


def test_a_service_with_places_it_serves_belongs_to_them_alone():
    stock = inventory(service("care", HOME, 50, serves=(HILL, B)))

    # A2 and B1 have 200 people each
    assert values(stock, "places.HOM-CARE") == {M: 50, A: 25, B: 25, TOWN: 0, HILL: 25, MILL: 25}


def test_planned_and_closed_services_do_not_count():
    stock = inventory(
        service("open", HOME, 10),
        service("later", HOME, 20, status="planned"),
        service("past", HOME, 30, status="closed"),
    )

    assert values(stock, "places.HOM-CARE")[M] == 10


def test_a_kind_that_nobody_offers_has_no_places_and_says_so():
    fact = supply(inventory(service("care", HOME, 10)))["places.TRANS", M, EVERYONE]

    assert (fact.value, fact.reason) == (0, "supply.none")


def test_an_inventory_that_nobody_made_says_nothing_and_not_that_there_is_nothing():
    assert supply(inventory()) == {}


def test_a_place_that_no_service_is_for_says_so():
    fact = supply(inventory(service("care", HOME, 50, serves=(B,))))["places.HOM-CARE", TOWN, EVERYONE]

    assert (fact.value, fact.reason) == (0, "supply.none_here")


def test_an_unknown_capacity_stays_unknown_and_what_is_known_is_the_least():
    stock = inventory(service("one", DAY, 15, users=12), service("two", DAY, None, users=3))

    places, users = (supply(stock)[f"{what}.COM-DAY", M, EVERYONE] for what in ("places", "users"))

    assert (places.value, places.reason, places.spread.low) == (None, "supply.unknown_capacity", 15)
    assert (places.base.n, places.base.missing) == (2, 1)
    assert users.value == 15


def test_a_place_without_a_count_of_people_gets_no_part():
    places = [*PLACES[:5], place("B1", "settlement", "B", None)]
    found = supply(inventory(service("care", HOME, 50)), places)

    assert found["places.HOM-CARE", M, EVERYONE].value == 50
    assert found["places.HOM-CARE", A, EVERYONE].value is None
    assert found["places.HOM-CARE", A, EVERYONE].reason == "supply.unknown_people"


def test_a_group_that_a_service_shuts_out_has_places_of_its_own():
    found = supply(
        inventory(service("young", DAY, 20, groups=(DISABLED,)), service("all", DAY, 10), service("c", HOME, 5))
    )

    assert found["places.COM-DAY", M, EVERYONE].value == 30
    assert found["places.COM-DAY", M, OLD].value == 10


def test_no_places_of_its_own_for_a_group_that_all_are_open_to_or_that_no_survey_finds():
    found = supply(
        inventory(service("young", DAY, 20, groups=(DISABLED,)), service("all", DAY, 10), service("c", HOME, 5))
    )

    own = {key[0::2] for key in found if key[2] != EVERYONE}
    assert own == {("places.COM-DAY", OLD)}


def test_a_group_that_every_service_shuts_out_has_no_places():
    fact = supply(inventory(service("young", DAY, 20, groups=(DISABLED,))))["places.COM-DAY", M, OLD]

    assert (fact.value, fact.reason) == (0, "supply.none_for_group")


def test_places_are_counts_and_know_their_run():
    fact = supply(inventory(service("care", HOME, 50)))["places.HOM-CARE", M, EVERYONE]

    assert (fact.spread.kind, fact.unit, fact.origin) == (SpreadKind.NONE, "places", RUN)


def test_capacities_are_as_old_as_the_oldest_of_them():
    stock = inventory(service("one", BUS, 1, counted_on="2026-05-31"), service("two", BUS, 1, counted_on="2025-12-31"))

    assert counted_on(stock, BUS) == "2025-12-31"


@given(
    people=st.tuples(*[st.integers(1, 20_000)] * 3),
    capacities=st.lists(
        st.tuples(st.integers(0, 900), st.sets(st.sampled_from(["M", "A", "B", "A1", "B1"]))), min_size=1, max_size=6
    ),
)
def test_the_places_of_the_areas_add_up_to_the_municipality(people, capacities):
    places = [
        *PLACES[:3],
        *(place(p.id, p.kind, p.parent, n) for p, n in zip(PLACES[3:], people, strict=True)),
    ]
    stock = inventory(*(service(f"s{n}", HOME, c, serves=tuple(sorted(s))) for n, (c, s) in enumerate(capacities)))

    found = values(stock, "places.HOM-CARE", places)

    assert found[A] + found[B] == pytest.approx(found[M])
    assert found[TOWN] + found[HILL] + found[MILL] == pytest.approx(found[M])

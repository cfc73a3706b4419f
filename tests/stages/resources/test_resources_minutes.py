"""The way to a service as the crow flies."""

import numpy as np
import pytest
from tests.stages.tiny import BUS, DAY, HILL, HOME, MILL, PERIOD, PLACES, RUN, TOWN, B, inventory, pack, service

from sofra.resources.minutes import minutes_facts
from sofra.resources.reach.ways import straight
from sofra.resources.travel.straight import crow_km
from sofra.types.supply import Site

CENTRE = Site("centre", {"en": "Centre"}, TOWN, 21.70, 41.40)
HOUSE = Site("house", {"en": "House"}, HILL)


def minutes(stock, **more):
    facts = minutes_facts(stock, PLACES, pack(), period=PERIOD, origin=RUN, **more)
    return {(f.cell.indicator, f.cell.place): f for f in facts}


def test_a_degree_of_latitude_is_111_kilometres():
    km = crow_km(np.array([[21.7, 41.0]]), np.array([[21.7, 42.0], [21.7, 41.0]]))

    assert km[0].tolist() == pytest.approx([6371.0088 * np.pi / 180, 0.0])


def test_minutes_are_straight_kilometres_at_the_stated_speed():
    found = minutes(inventory(service("day", DAY, 15, sites=("centre",)), sites=[CENTRE]), ways=straight(60, 1.0))

    # a tenth of a degree of longitude at 41.4° north: 111.195 km × 0.1 × cos 41.4° = 8.341 km, a minute each
    assert found["minutes.COM-DAY", HILL].value == pytest.approx(8.341, abs=0.001)
    assert found["minutes.COM-DAY", TOWN].value == 0
    assert found["minutes.COM-DAY", HILL].reason == "minutes.straight_line"


def test_a_site_without_coordinates_stands_where_its_settlement_stands():
    found = minutes(inventory(service("day", DAY, 15, sites=("house",)), sites=[HOUSE]))

    assert found["minutes.COM-DAY", HILL].value == 0


def test_a_settlement_without_coordinates_has_no_minutes():
    found = minutes(inventory(service("day", DAY, 15, sites=("centre",)), sites=[CENTRE]))

    assert (found["minutes.COM-DAY", MILL].value, found["minutes.COM-DAY", MILL].reason) == (
        None,
        "minutes.no_coordinates",
    )


def test_a_kind_without_a_located_site_has_no_minutes():
    found = minutes(inventory(service("bus", BUS, 15)))

    assert (found["minutes.TRANS", TOWN].value, found["minutes.TRANS", TOWN].reason) == (None, "minutes.no_site")


def test_no_journey_is_measured_to_a_service_that_comes_home():
    assert not [key for key in minutes(inventory()) if key[0] == f"minutes.{HOME}"]


def test_a_service_that_is_not_for_the_settlement_is_not_its_nearest():
    stock = inventory(service("day", DAY, 15, sites=("centre",), serves=(B,)), sites=[CENTRE])

    assert minutes(stock)["minutes.COM-DAY", TOWN].reason == "minutes.no_site"


def test_a_straight_line_is_made_longer_by_the_detour_and_says_so():
    stock = inventory(service("day", DAY, 15, sites=("centre",)), sites=[CENTRE])

    plain, longer = minutes(stock, ways=straight(60, 1.0)), minutes(stock, ways=straight(60, 1.5))

    assert longer["minutes.COM-DAY", HILL].value == pytest.approx(1.5 * plain["minutes.COM-DAY", HILL].value)
    assert longer["reach.COM-DAY", HILL].reason == "minutes.straight_line"


def test_what_exists_and_what_a_wheelchair_can_use_are_different_numbers():
    steps = Site("steps", {"en": "Steps"}, TOWN, 21.70, 41.40, step_free=False)
    ramp = Site("ramp", {"en": "Ramp"}, HILL, 21.80, 41.40, step_free=True)
    stock = inventory(
        service("old", DAY, 15, sites=("steps",)), service("new", DAY, 10, sites=("ramp",)), sites=[steps, ramp]
    )

    found = minutes(stock, ways=straight(60, 1.0))

    assert found["minutes.COM-DAY", TOWN].value == 0
    assert found["minutes_step_free.COM-DAY", TOWN].value == pytest.approx(8.341, abs=0.001)
    assert found["places_step_free.COM-DAY", "M"].value == 10
    assert found["choice.COM-DAY", TOWN].value == 2


def test_a_site_that_nobody_looked_at_leaves_the_usable_places_unknown():
    ramp = Site("ramp", {"en": "Ramp"}, HILL, 21.80, 41.40, step_free=True)
    stock = inventory(
        service("day", DAY, 15, sites=("centre",)), service("new", DAY, 10, sites=("ramp",)), sites=[CENTRE, ramp]
    )

    found = minutes(stock)["places_step_free.COM-DAY", "M"]

    assert (found.value, found.spread.low, found.base.missing) == (None, 10, 1)
    assert found.reason == "reach.step_free_unknown"
    assert minutes(stock)["minutes_step_free.COM-DAY", HILL].base.missing == 1


def test_places_for_a_thousand_people_use_up_the_places_and_no_more():
    stock = inventory(service("day", DAY, 15, sites=("centre",)), sites=[CENTRE])
    people = {TOWN: 600, HILL: 200}

    found = minutes(stock, ways=straight(60, 1.0))

    # the village without coordinates reaches nothing; the other two share all 15 places
    assert sum(found["reach.COM-DAY", home].value * count / 1000 for home, count in people.items()) == pytest.approx(15)
    assert found["reach.COM-DAY", MILL].reason == "minutes.no_coordinates"


def test_a_safe_house_gives_its_way_away_to_nobody():
    hidden = Site("house", {"en": "House"}, HILL, 21.80, 41.40, hidden=True)

    found = minutes(inventory(service("day", DAY, 15, sites=("house",)), sites=[hidden]))

    assert all(fact.value is None for (measure, _), fact in found.items() if measure.startswith(("minutes", "choice")))
    assert all(fact.value is None for (measure, _), fact in found.items() if measure.startswith("reach"))
    assert found["minutes.COM-DAY", TOWN].reason == "minutes.site_unlocated"

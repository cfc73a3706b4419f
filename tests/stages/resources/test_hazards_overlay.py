"""What lies in a zone: parts of settlements, people by registers, services, and zones that are odd."""

import pytest
from shapely.geometry import box, mapping

from sofra.packs.load import load
from sofra.resources.hazards.overlay import by_settlement, overlays
from sofra.resources.hazards.past import years
from sofra.resources.hazards.zones import danger_id, odd, zones_of
from sofra.resources.shown import kept_secret
from sofra.resources.territory import lay_out
from sofra.types.hazard import AREA, MIDDLE, NOWHERE, Disaster
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.place import AgeSex, Place
from sofra.types.supply import Capacity, Inventory, Service, Site


def settlement(id: str, people: int | None, shape=None, lon=None, lat=None) -> Place:
    population = () if people is None else (AgeSex("f", 0, None, people),)
    geometry = mapping(shape) if shape is not None else None
    return Place(PlaceId(id), {"en": id}, "settlement", PlaceId("M"), lon, lat, population, geometry=geometry)


def feature(shape, **properties) -> dict[str, object]:
    return {"type": "Feature", "geometry": mapping(shape), "properties": properties}


PLACES = [
    Place(PlaceId("M"), {"en": "Town"}, "municipality", geometry=mapping(box(21, 41, 21.4, 41.1))),
    settlement("A1", 400, box(21.0, 41, 21.1, 41.1)),
    settlement("A2", 100, None, 21.15, 41.05),
    settlement("B1", 50),
]
FLOOD = feature(box(20.9, 41, 21.025, 41.2), kind="flood", return_period_years=100, name="Plain", source="Water office")


def found(*features):
    return overlays(zones_of(features), PLACES, Inventory())


def test_a_settlement_counts_with_the_part_of_its_area_that_lies_in_the_zone():
    danger = found(FLOOD)[0].danger

    quarter, middle, nowhere = danger.exposures
    assert (quarter.part, quarter.basis, quarter.inside) == (pytest.approx(0.25), AREA, pytest.approx(100.0))
    assert (middle.part, middle.basis) == (0.0, MIDDLE)
    assert (nowhere.part, nowhere.basis) == (0.0, NOWHERE)
    assert (danger.people, danger.at_most, danger.uncertain) == (pytest.approx(100.0), 400, True)
    assert (danger.id, danger.sources) == ("flood_100y", ("Water office",))


def test_people_where_two_zones_lie_over_each_other_are_counted_once():
    again = feature(box(20.9, 41, 21.05, 41.2), kind="flood", return_period_years=100)

    danger = found(FLOOD, again)[0].danger

    assert by_settlement(danger)[PlaceId("A1")] == pytest.approx(0.5)
    assert danger.zones == 2


def test_zones_of_another_kind_or_level_are_another_danger():
    seldom = feature(box(21, 41, 21.4, 41.1), kind="поплава", return_period_years="500 години")
    fire = feature(box(21.1, 41, 21.2, 41.1), name="Пожар", level="High")

    ids = [one.danger.id for one in found(FLOOD, seldom, fire)]

    assert ids == ["flood_100y", "flood_500y", "fire_high"]


def test_nobody_is_guessed_where_nobody_was_counted():
    wide = feature(box(20, 40, 22, 42), kind="flood")
    places = [*PLACES[:3], settlement("B1", None, None, 21.3, 41.05)]

    danger = overlays(zones_of([wide]), places, Inventory())[0].danger

    assert danger.people is None
    assert danger.at_most is None


def test_services_in_the_zone_are_told_but_never_one_with_a_secret_address():
    sites = [Site(one, {"en": one}, PlaceId("A1"), 21.01, 41.05, hidden=one == "S3") for one in ("S1", "S2", "S3")]
    services = [
        Service("1", ServiceKind("COM-DAY"), {"en": "Day"}, "P", ("S1",), capacity=Capacity(20, 18)),
        Service("2", ServiceKind("SAFE"), {"en": "Safe"}, "P", ("S2",)),
        Service("3", ServiceKind("COM-TEMP"), {"en": "Hidden"}, "P", ("S3",)),
        Service("4", ServiceKind("COM-DAY"), {"en": "Closed"}, "P", ("S1",), status="closed"),
    ]

    there = kept_secret(Inventory(sites=sites, services=services), load("mk").services)
    danger = overlays(zones_of([FLOOD]), PLACES, there)[0].danger

    assert [(one.service, one.site, one.places, one.users) for one in danger.services] == [("1", "S1", 20, 18)]


def test_odd_zones_are_each_told_and_none_is_dropped():
    ring = box(21.0, 41, 21.1, 41.1).difference(box(21.04, 41.04, 21.06, 41.06))
    zones = zones_of([
        FLOOD, feature(ring, kind="flood", return_period_years=100), feature(box(10, 10, 11, 11), kind="fire"),
        feature(box(21, 41, 21.1, 41.1), name="Zone 7"),
    ])  # fmt: skip

    codes = [issue.code for issue in odd(zones, PLACES)]

    assert codes == ["zone_holes", "zone_outside", "zone_kind_unknown", "zone_overlap"]
    assert len(zones) == 4


def test_a_danger_is_named_by_words_of_any_language():
    kinds = [danger_id(zone) for zone in zones_of([feature(box(0, 0, 1, 1), type=word) for word in
             ("Vërshim", "požar", "Свлечиште", "Земјотрес", "wind")])]  # fmt: skip

    assert kinds == ["flood", "fire", "landslide", "earthquake", "other"]


def test_people_affected_in_a_year_are_unknown_where_one_disaster_was_not_counted():
    past = [
        Disaster("2021-02-10", "flood", affected=11), Disaster("2021", "fire", affected=0),
        Disaster("2014-05", "flood"), Disaster("2014-06", "fire", affected=5),
    ]  # fmt: skip

    told = years(past, lay_out(PLACES))

    assert [(one.year, one.disasters, one.affected) for one in told] == [("2021", 2, 11), ("2014", 2, None)]
    assert told[0].per_100000 == pytest.approx(11 / 550 * 100_000)
    assert told[1].per_100000 is None

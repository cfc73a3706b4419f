"""A safe house stays in the inventory, and nothing says where it is."""

from dataclasses import replace

from sofra.packs.load import load
from sofra.resources.minutes import minutes_facts
from sofra.resources.shown import shown
from sofra.resources.supply import supply_facts
from sofra.types.keys import PlaceId, RunId, ServiceKind
from sofra.types.place import AgeSex, Place
from sofra.types.supply import Capacity, Equipment, Inventory, Planned, Service, Site

HOME = Place(PlaceId("S1"), {"en": "Spring"}, "settlement", PlaceId("M"), 21.7, 41.0, (AgeSex("f", 0, None, 90),))
WHOLE = Place(PlaceId("M"), {"en": "Town"}, "municipality")
SAFE = Site("X", {"en": "House at the mill"}, HOME.id, 21.71, 41.01, True, address="Mill lane 3", hidden=True)
OPEN = Site("Y", {"en": "Day centre"}, HOME.id, 21.72, 41.02)
TOWN = Inventory(
    sites=(SAFE, OPEN),
    services=(Service("V", ServiceKind("SAFE"), {"en": "Shelter"}, "P", ("X",), capacity=Capacity(6)),),
    equipment=(Equipment("E1", "X", {"en": "Beds"}), Equipment("E2", "Y", {"en": "Tables"})),
)


def test_a_hidden_site_shows_no_name_spot_address_or_settlement() -> None:
    seen = shown(TOWN).sites[0]

    assert (seen.name, seen.place, seen.lon, seen.lat, seen.address) == ({}, "", None, None, "")
    assert (seen.id, seen.hidden, seen.step_free) == ("X", True, True)


def test_an_open_site_and_its_equipment_stay_and_those_of_a_hidden_one_go() -> None:
    seen = shown(TOWN)

    assert seen.sites[1] == OPEN
    assert [thing.id for thing in seen.equipment] == ["E2"]


def test_a_planned_facility_to_which_a_safe_house_moves_is_not_shown() -> None:
    next_house = Planned("N1", {"en": "New house"}, HOME.id, 21.73, 41.03, moves=("V",))
    school = Planned("N2", {"en": "School"}, HOME.id, 21.74, 41.04)

    seen = shown(replace(TOWN, planned=(next_house, school)))

    assert seen.planned == (school,)


def test_the_places_of_a_safe_house_still_count() -> None:
    facts = supply_facts(shown(TOWN), [WHOLE, HOME], load("mk"), period="2026", origin=RunId("r"))

    found = {(fact.cell.indicator, fact.cell.place): fact.value for fact in facts}
    assert found["places.SAFE", "M"] == 6.0


def test_no_minutes_lead_to_a_safe_house() -> None:
    facts = minutes_facts(shown(TOWN), [WHOLE, HOME], load("mk"), period="2026", origin=RunId("r"))

    told = [fact for fact in facts if fact.cell.indicator == "minutes.SAFE"]
    assert [(fact.value, fact.reason) for fact in told] == [(None, "minutes.site_unlocated")]

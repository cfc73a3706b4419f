"""Our inventory as HSDS 3.1 and back; a foreign file comes in and goes out with nothing lost."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sofra.packs.load import load
from sofra.resources.exchange.geo import geojson
from sofra.resources.exchange.hsds import Directory, organizations_out, services_out
from sofra.sources.hsds.check import check
from sofra.sources.hsds.fields import fields
from sofra.sources.hsds.read import read_hsds
from sofra.types.errors import SourceError
from sofra.types.keys import GroupId, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import (
    Capacity,
    Contact,
    Eligibility,
    Fee,
    Inventory,
    Opening,
    Payment,
    Provider,
    Service,
    Site,
)

PACK = load("mk")
TOWN = Place(PlaceId("S1"), {"en": "Spring", "mk": "Извор"}, "settlement", PlaceId("M"), 21.7, 41.0)
ABOUT = Directory("Sofrino", "MK", "en", {TOWN.id: TOWN}, {k: e.label for k, e in PACK.services.items()})
CENTRE = Service(
    id="D1",
    kind=ServiceKind("COM-DAY"),
    name={"en": "Day centre Spring"},
    provider="P1",
    sites=("X1",),
    serves=(TOWN.id,),
    groups=(GroupId("PWD-A"),),
    capacity=Capacity(15, 12, 4, "2026-03-01"),
    price="Free for everybody",
    cost_per_place_year=120000.0,
    verified_on="2026-03-02",
    verified_by="ana@example.org",
    description={"en": "A place for the day."},
    way_in={"en": "Ask the centre for social work."},
    bring={"en": "Identity card"},
    eligibility=Eligibility(18, 65, {"en": "Adults with a disability"}),
    fee=Fee(0.0, "MKD", "month"),
    hours=(Opening(1, "08:00", "16:00"), Opening(2, "08:00", "16:00"), Opening(5, "08:00", "12:00")),
    payments=(Payment("Municipality", 2026, 900000.0, "MKD"),),
    languages=("mk", "sq"),
    contents=("care",),
)
REFUGE = Service("R1", ServiceKind("SAFE"), {"en": "Refuge"}, "P1", ("X2",), capacity=Capacity(6))
OURS = Inventory(
    providers=(Provider("P1", {"en": "Red Cross"}, "civil", contact=Contact("a@example.org", "+389 2 1", "")),),
    sites=(
        Site("X1", {"en": "House"}, TOWN.id, 21.71, 41.01, True, "Main street 1"),
        Site("X2", {"en": "Mill"}, TOWN.id, 21.93217, 41.13579, None, "Mill lane 3", hidden=True),
    ),
    services=(CENTRE, REFUGE),
)
FOREIGN: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Community counselling",
    "status": "temporarily closed",
    "alert": "Closed for repairs until spring",
    "interpretation_services": "Romani on request",
    "minimum_age": 12,
    "wait_time": "two weeks",
    "organization": {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        "name": "Example Organisation",
        "description": "Helps people",
        "year_incorporated": 2011,
        "additional_websites": [{"id": "30951f94-7b24-11ef-ba1b-a79405d4dcaa", "url": "https://example.org/more"}],
    },
    "contacts": [{"id": "1e7efce3-639b-4880-940c-b95cd30cdb50", "title": "Reception", "email": "in@example.org"}],
    "service_at_locations": [
        {
            "id": "e94c9f38-1e8f-4564-91d4-d53501ab1765",
            "description": "Second floor",
            "location": {
                "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5",
                "location_type": "physical",
                "name": "Civic centre",
                "alternate_name": "The old school",
                "latitude": 41.02,
                "longitude": 21.72,
                "accessibility": [{"id": "afcf296e-1cb2-4139-9c88-33d587d1a50b", "description": "Induction loop"}],
            },
        }
    ],
    "attributes": [
        {
            "id": "ae58cc39-8b70-4ab1-8aea-786882e5ac8e",
            "taxonomy_term": {
                "id": "3f7b145d-84af-42d7-8fae-eaca714b02b2",
                "code": "COU",
                "name": "Counselling",
                "description": "Talking helps",
                "taxonomy": "Somebody's list",
            },
        }
    ],
}


def read(tmp_path: Path, content: Any) -> Any:
    file = tmp_path / "hsds.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return read_hsds(file, entries=PACK.services)


def out(tmp_path: Path, inventory: Inventory) -> Any:
    exchanged = read(tmp_path, services_out(inventory, ABOUT)).items[0]
    return exchanged.inventory


def test_our_services_have_no_fault_and_no_field_that_the_standard_does_not_know() -> None:
    found = [issue for one in services_out(OURS, ABOUT) for issue in check(one, "service")]

    assert found == []


def test_our_organizations_have_no_fault() -> None:
    assert [issue for one in organizations_out(OURS, ABOUT) for issue in check(one, "organization")] == []


def test_a_safe_house_leaves_no_spot_address_or_settlement_in_any_file() -> None:
    files = [services_out(OURS, ABOUT), organizations_out(OURS, ABOUT), geojson(OURS, ABOUT.kinds, "en")]

    for text in map(json.dumps, files):
        for secret in ("21.932", "41.1357", "Mill", "X2"):
            assert secret not in text


def test_a_service_of_a_hidden_site_goes_out_by_its_kind_alone() -> None:
    told = {"opening": "ring at Mill lane 3", "way_in": {"en": "Behind the mill"}, "serves": (TOWN.id,)}
    words = replace(REFUGE, name={"en": "Refuge at the mill"}, hours=CENTRE.hours, verified_by="mill@example.org")
    town = replace(OURS, services=(replace(words, **told),))

    (sent,) = services_out(town, ABOUT)

    assert sent["name"] == "Safe house"
    assert not {"schedules", "application_process", "service_areas", "organization", "service_at_locations"} & set(sent)
    assert "mill" not in json.dumps(sent).lower()


def test_what_we_write_we_read_back_as_it_was(tmp_path: Path) -> None:
    seen = out(tmp_path, replace(OURS, services=(CENTRE,))).services[0]

    same = ("name", "kind", "groups", "capacity", "price", "cost_per_place_year", "verified_on", "way_in", "bring")
    for name in (*same, "eligibility", "fee", "hours", "languages", "contents", "serves", "status", "description"):
        assert getattr(seen, name) == getattr(CENTRE, name), name


def test_free_places_are_all_places_without_those_taken() -> None:
    capacity = services_out(OURS, ABOUT)[0]["capacities"]

    assert [(one["unit"]["name"], one["available"], one.get("maximum")) for one in capacity] == [
        ("places", 3, 15),
        ("persons waiting", 4, None),
    ]


def test_places_stay_known_where_nobody_counts_the_users(tmp_path: Path) -> None:
    uncounted = replace(CENTRE, capacity=Capacity(15))

    seen = out(tmp_path, replace(OURS, services=(uncounted,))).services[0]

    assert seen.capacity.places == 15
    assert seen.capacity.users is None


def test_a_planned_service_comes_back_as_planned(tmp_path: Path) -> None:
    planned = replace(CENTRE, status="planned")

    assert services_out(replace(OURS, services=(planned,)), ABOUT)[0]["status"] == "inactive"
    assert out(tmp_path, replace(OURS, services=(planned,))).services[0].status == "planned"


def test_days_with_the_same_hours_are_one_schedule() -> None:
    schedules = services_out(OURS, ABOUT)[0]["schedules"]

    assert [(one["byday"], one["opens_at"]) for one in schedules] == [("MO,TU", "08:00"), ("FR", "08:00")]


def test_a_foreign_service_goes_out_as_it_came_in(tmp_path: Path) -> None:
    exchanged = read(tmp_path, [FOREIGN]).items[0]

    again = services_out(exchanged.inventory, ABOUT, exchanged.foreign)

    assert again == [FOREIGN]


def test_what_is_changed_here_goes_out_changed_and_the_rest_as_it_came(tmp_path: Path) -> None:
    exchanged = read(tmp_path, [FOREIGN]).items[0]
    service = replace(exchanged.inventory.services[0], price="50 denars", eligibility=Eligibility(14, None))
    site = replace(exchanged.inventory.sites[0], step_free=True)
    changed = replace(exchanged.inventory, services=(service,), sites=(site,))

    again = services_out(changed, ABOUT, exchanged.foreign)[0]

    assert (again["fees_description"], again["minimum_age"]) == ("50 denars", 14)
    kept = ("alert", "status", "wait_time", "contacts", "attributes", "organization")
    assert {name: again[name] for name in kept} == {name: FOREIGN[name] for name in kept}
    location = again["service_at_locations"][0]["location"]
    assert location["alternate_name"] == "The old school"
    assert [one.get("details") for one in location["accessibility"]] == [None, "step-free"]


@pytest.mark.parametrize("fate", ["hidden", "removed"])
def test_a_foreign_site_that_was_hidden_or_removed_here_goes_out_no_more(tmp_path: Path, fate: str) -> None:
    place = FOREIGN["service_at_locations"][0]["location"]
    theirs = {**FOREIGN, "organization": {**FOREIGN["organization"], "locations": [place]}}
    exchanged = read(tmp_path, [theirs]).items[0]
    sites = tuple(replace(site, hidden=True) for site in exchanged.inventory.sites) if fate == "hidden" else ()
    here = replace(exchanged.inventory, sites=sites)

    services = services_out(here, ABOUT, exchanged.foreign)
    organizations = organizations_out(here, ABOUT, exchanged.foreign)

    assert services[0].get("alert") == (FOREIGN["alert"] if fate == "removed" else None)
    for text in map(json.dumps, (services, organizations)):
        for secret in ("41.02", "21.72", "Civic centre", "The old school", "Second floor", place["id"]):
            assert secret not in text


def test_a_foreign_service_is_understood(tmp_path: Path) -> None:
    found = read(tmp_path, {"total_items": 1, "contents": [FOREIGN]}).items[0].inventory

    service = found.services[0]
    assert (service.kind, service.status, service.eligibility.age_from) == ("COU", "closed", 12)
    assert found.providers[0].name == {"en": "Example Organisation"}
    assert (found.sites[0].lon, found.sites[0].lat) == (21.72, 41.02)


def test_every_fault_is_told_with_its_path_and_the_record_without_a_name_is_held(tmp_path: Path) -> None:
    wrong = deepcopy(FOREIGN)
    wrong |= {"status": "open", "minimum_age": "twelve", "organisation": "x", "email": "nobody"}
    nameless = {"id": FOREIGN["id"], "status": "active"}

    reading = read(tmp_path, [wrong, nameless])

    told = {(issue.code, issue.where.column) for issue in reading.issues}
    assert told == {
        ("hsds_choice", "service[0].status"),
        ("hsds_type", "service[0].minimum_age"),
        ("hsds_unknown", "service[0].organisation"),
        ("hsds_type", "service[0].email"),
        ("hsds_lacks", "service[1].name"),
    }
    assert [held.row["id"] for held in reading.held] == [FOREIGN["id"]]
    assert len(reading.items[0].inventory.services) == 1


def test_a_service_without_a_known_kind_comes_in_and_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, [{name: value for name, value in FOREIGN.items() if name != "attributes"}])

    assert reading.items[0].inventory.services[0].kind == ""
    assert [(issue.code, issue.values["n"]) for issue in reading.issues] == [("hsds_kind", 1)]


@pytest.mark.parametrize(("content", "code"), [({"features": []}, "hsds_nothing"), ([], "hsds_nothing")])
def test_a_file_that_is_no_hsds_is_refused(tmp_path: Path, content: Any, code: str) -> None:
    with pytest.raises(SourceError) as stopped:
        read(tmp_path, content)

    assert stopped.value.issues[0].code == code


def test_text_that_is_no_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hsds.json"
    file.write_text("<html>", encoding="utf-8")

    with pytest.raises(SourceError) as stopped:
        read_hsds(file)

    assert stopped.value.issues[0].code == "hsds_not_json"


def test_the_table_of_fields_names_only_objects_that_it_has() -> None:
    table = fields()

    inner = {field.of for parts in table.values() for field in parts.values() if field.type in ("list", "object")}
    assert inner <= set(table)
    assert {name for name, field in table["service"].items() if field.required} == {"id", "name", "status"}


def test_the_same_id_gives_the_same_uuid_and_another_municipality_another() -> None:
    assert ABOUT.uuid("service", "D1") == ABOUT.uuid("service", "D1")
    assert replace(ABOUT, municipality="Other").uuid("service", "D1") != ABOUT.uuid("service", "D1")
    assert ABOUT.uuid("service", FOREIGN["id"]) == FOREIGN["id"]

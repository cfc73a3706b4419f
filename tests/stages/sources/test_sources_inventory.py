"""Services: four sheets that point at each other, or one flat list."""

import pytest

from sofra.sources.columns import ColumnMap
from sofra.sources.flat import settle
from sofra.sources.inventory import read_inventory
from sofra.types.catalogue import ServiceEntry
from sofra.types.errors import SourceError
from sofra.types.keys import ServiceKind
from sofra.types.place import Place

ENTRIES = {
    ServiceKind(kind): ServiceEntry(ServiceKind(kind), {"en": kind}, {"en": ""}, at_home=at_home)
    for kind, at_home in (("HOM-CARE", True), ("COM-DAY", False), ("INF", False))
}
PROVIDERS = [["provider_id", "name_en", "name_mk", "sector"], ["PR-01", "Red Cross", "Црвен крст", "граѓански"]]
SITES = [
    ["site_id", "name_en", "settlement", "step_free", "lon", "lat"],
    ["S-01", "Day centre", "TRP-01", "yes", 21.7, 41.4],
]
SERVICES = [
    ["service_id", "kind", "name_en", "provider_id", "site_ids", "serves", "groups", "places", "users", "counted_on"],
    ["SV-01", "COM-DAY", "Day care", "PR-01", "S-01", "TRP-01;TRP-02", "OLD", 20, 25, "30.6.2026"],
    ["SV-02", "HOM-CARE", "Home care", "PR-01", None, None, None, 30, None, None],
]
CONTRACTS = [["contract_id", "service_id", "funder", "starts_on", "amount_year", "currency"],
             ["C-01", "SV-01", "Municipality", "2026-01-01", 1_000_000, "MKD"]]  # fmt: skip


@pytest.fixture
def inventory(workbook):
    def write(providers=PROVIDERS, sites=SITES, services=SERVICES, contracts=CONTRACTS):
        return workbook({"Даватели": providers, "sites": sites, "Услуги": services, "contracts": contracts})

    return write


def test_four_sheets_become_one_inventory(inventory):
    reading = read_inventory(inventory(), entries=ENTRIES)

    found = reading.items[0]
    day_care, home_care = found.services
    assert reading.issues == ()
    assert found.providers[0].sector == "civil"
    assert found.sites[0].step_free is True
    assert (day_care.sites, day_care.serves, day_care.groups) == (("S-01",), ("TRP-01", "TRP-02"), ("OLD",))
    assert (day_care.capacity.places, day_care.capacity.users, day_care.capacity.counted_on) == (20, 25, "2026-06-30")
    assert home_care.sites == ()
    assert found.contracts[0].amount_year == 1_000_000


def test_services_that_point_nowhere_are_held_and_all_named(inventory, told):
    services = [
        *SERVICES,
        ["SV-03", "COM-DAY", "No site", "PR-01", None, None, None, 5, None, None],
        ["SV-04", "COM-DAY", "Wrong ids", "PR-1", "S-02", None, None, 5, None, None],
        ["SV-05", "COM-DAI", "Wrong kind", "PR-01", "S-01", None, None, -5, None, None],
        ["SV-01", "INF", "Twice", "PR-01", "S-01", None, None, 5, None, None],
    ]
    contracts = [*CONTRACTS, ["C-02", "SV-99", "Ministry", None, None, None]]

    reading = read_inventory(inventory(services=services, contracts=contracts), entries=ENTRIES)

    assert told(reading.issues) == [
        "service_without_site", "service_provider_unknown", "service_site_unknown", "service_kind_unknown",
        "cell_out_of_range", "id_twice", "contract_service_unknown",
    ]  # fmt: skip
    assert [service.id for service in reading.items[0].services] == ["SV-01", "SV-02"]
    assert len(reading.held) == 5
    assert {issue.values.get("expected") for issue in reading.issues} >= {"PR-01", "S-01", "COM-DAY"}


def test_a_contract_of_a_held_service_goes_with_it(inventory):
    services = [SERVICES[0], ["SV-01", "COM-DAY", "No site", "PR-01", None, None, None, 5, None, None]]

    reading = read_inventory(inventory(services=services), entries=ENTRIES)

    assert reading.items[0].services == ()
    assert reading.items[0].contracts == ()


def test_a_missing_column_is_named_with_the_closest(inventory, told):
    services = [["service_id", "kindd", "provider_id"], ["SV-01", "INF", "PR-01"]]

    with pytest.raises(SourceError) as refused:
        read_inventory(inventory(services=services), entries=ENTRIES)

    assert told(refused.value) == ["column_absent"]
    assert refused.value.issues[0].values == {"column": "kind", "closest": "kindd"}


def test_a_flat_list_comes_in_through_its_column_map(csv_file, told):
    path = csv_file(
        "ID,LAT,LON,NAME,VALUE\n1,41.1,21.2,Apteka,pharmacy\n2,41.2,21.3,Градинка,kindergarten\n3,41,21,X,bank\n"
    )
    columns = ColumnMap({"kind": "VALUE"}, {"kind": {"kindergarten": "COM-DAY"}})

    reading = read_inventory(path, columns, entries=ENTRIES)

    found = reading.items[0]
    assert [(service.id, service.kind, service.sites) for service in found.services] == [("2", "COM-DAY", ("2",))]
    assert sorted(told(reading.issues)) == ["inventory_kind_left_out", "inventory_kind_left_out"]


def test_a_site_with_coordinates_only_is_settled_in_the_nearest_place(csv_file):
    path = csv_file("ID,LAT,LON,NAME,VALUE\n1,41.1,21.2,Info,INF\n")
    places = [Place("far", {"en": "Far"}, "settlement", lon=22.0, lat=41.1),
              Place("near", {"en": "Near"}, "settlement", lon=21.25, lat=41.1)]  # fmt: skip

    settled = settle(read_inventory(path, entries=ENTRIES).items[0], places)

    assert [site.place for site in settled.sites] == ["near"]

"""What is impossible in a record stops it; what is doubtful is told."""

from dataclasses import replace
from datetime import date

import pytest

from sofra.packs.load import load
from sofra.resources.faults import Known, apart_km, faults, nearest_km, stopping
from sofra.types.place import Place
from sofra.types.supply import (
    Asset,
    Capacity,
    Contract,
    Eligibility,
    Equipment,
    Fee,
    Inventory,
    Licence,
    Opening,
    Planned,
    Provider,
    Service,
    Site,
    Staff,
    Told,
)

TOWN = Place("A", {"en": "Town"}, "settlement", lon=21.8, lat=41.5)
PROVIDER = Provider("P1", {"en": "Red Cross"}, "civil")
CLINIC = Site("T1", {"en": "Clinic"}, "A", 21.8, 41.5)
SERVICE = Service("S1", "COM-DAY", {"en": "Day care"}, "P1", ("T1",), capacity=Capacity(10, 8))
KNOWN = Known(Inventory((PROVIDER,), (CLINIC,), (SERVICE,)), (TOWN,), load("mk"), date(2026, 11, 22))


def codes(record) -> list[str]:
    return [issue.code for issue in faults(record, KNOWN)]


@pytest.mark.parametrize(
    ("record", "told", "stops"),
    [
        (SERVICE, [], False),
        (replace(SERVICE, capacity=Capacity(0, 0)), ["capacity_zero"], False),
        (replace(SERVICE, capacity=Capacity(0), status="planned"), [], False),
        (replace(SERVICE, capacity=Capacity(10, 21)), ["users_far_over"], False),
        (replace(SERVICE, eligibility=Eligibility(60, 20)), ["ages_reversed"], True),
        (replace(SERVICE, verified_on="2026-11-23"), ["day_to_come"], True),
        (replace(SERVICE, verified_on="2026-02-30"), ["day_impossible"], True),
        (replace(SERVICE, verified_on="2026"), [], False),
        (replace(SERVICE, hours=(Opening(1, "20:00", "08:00"),)), [], False),
        (replace(SERVICE, hours=(Opening(1, "16:00", "08:00"),)), ["opening_long_night"], False),
        (replace(SERVICE, hours=(Opening(1, "08:00", "08:00"),)), ["opening_reversed"], True),
        (replace(SERVICE, hours=(Opening(1, "08:00", "24:30"),)), ["opening_not_time"], True),
        (replace(SERVICE, kind="", provider=""), ["kind_open", "provider_open"], False),
        (replace(SERVICE, hours=(Opening(1, "8", "soon"),)), ["opening_not_time"], True),
        (replace(SERVICE, team=(Staff("nurse", 1, 2),)), ["trained_over_posts"], False),
        (replace(SERVICE, team=(Staff("wizard", 1),)), ["id_unknown"], True),
        (replace(SERVICE, fee=Fee(100.0)), ["fee_without_currency"], False),
        (replace(SERVICE, contents=("magic",), provider="P9", sites=("T9",)), ["id_unknown"] * 3, True),
        (replace(SERVICE, licence=Licence("1", "2026-11-21")), ["licence_expired"], False),
        (replace(SERVICE, licence=Licence("1", "2027-02-20")), ["licence_ends"], False),
        (replace(SERVICE, licence=Licence("1", "2027-02-21")), [], False),
        (replace(PROVIDER, parent="P1"), ["own_parent"], True),
        (Contract("C1", "S1", "Donor", "2026-05-01", "2026-04-30"), ["dates_reversed", "contract_over"], True),
        (Contract("C1", "S9", "Donor"), ["id_unknown"], True),
        (Equipment("E1", "T1", {"en": "Lift"}, year=2040), ["year_to_come"], True),
        (Planned("L1", {"en": "Hall"}, "A", opens_on="2025-01-01"), ["planned_over"], False),
        (Asset("R1", "school", {"en": "School"}, details={"pupils": "many"}), ["detail_not_number"], True),
        (Asset("R1", "castle", {"en": "Castle"}), ["id_unknown"], True),
    ],
)
def test_each_fault_has_its_code_and_only_the_impossible_stops(record, told, stops):
    assert codes(record) == told
    assert bool(stopping(faults(record, KNOWN))) is stops


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [
        (21.8, 41.6, []),
        (22.3, 41.5, ["spot_far"]),
        (18.0, 36.0, ["spot_impossible"]),
        (41.5, 21.8, ["spot_swapped"]),
        (None, 41.5, ["spot_half"]),
        (None, None, []),
        (21.80001, 41.5, ["spot_shared"]),
    ],
)
def test_a_spot_in_the_sea_swapped_halved_or_shared_is_told(lon, lat, told):
    assert codes(Site("T2", {"en": "New"}, "A", lon, lat)) == told


def test_two_sites_at_one_point_are_told_with_both_names_and_a_secret_one_is_not():
    (issue,) = faults(Site("T2", {"en": "New"}, "A", 21.8, 41.5), KNOWN)
    secret = replace(KNOWN, inventory=replace(KNOWN.inventory, sites=(replace(CLINIC, hidden=True),)))

    assert issue.values == {"one": "New", "other": "Clinic"}
    assert faults(Site("T2", {"en": "New"}, "A", 21.8, 41.5), secret) == []


def test_kilometres_are_those_of_the_globe():
    # A degree of latitude is 2 pi 6371 / 360 = 111.19 km everywhere; one of longitude at 60 degrees half of that.
    assert apart_km((0, 0), (0, 1)) == pytest.approx(111.195, abs=0.001)
    assert apart_km((0, 60), (1, 60)) == pytest.approx(55.597, abs=0.01)
    assert nearest_km((0, 0), []) is None


def test_a_source_said_in_the_future_is_told():
    assert codes(replace(PROVIDER, told=Told("call", "2027-01-01"))) == ["day_to_come"]

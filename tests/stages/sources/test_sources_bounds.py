"""Cells that go beyond what can be kept are held with their sentence; decimal commas of coordinates are read."""

import pytest

from sofra.packs.load import load
from sofra.sources.cells import number
from sofra.sources.inventory import read_inventory
from sofra.sources.settlements import read_settlements

HEAD = "id;kind;name;lon;lat;places\n"
KINDS = load("mk").services


def test_a_number_without_end_is_no_number():
    assert number("1e999") is None
    assert number("1e9") == 1e9


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("12/3;COM-DAY;Sun;21,85;41,45;20", "id_signs"),
        ("workbook;COM-DAY;Sun;21,85;41,45;20", "code_is_address"),
        ("1;COM-DAY;Sun;21,85;41,45;1e300", "cell_boundless"),
        ("1;COM-DAY;Sun;21,85;41,45;3000000000", "cell_boundless"),
        ("1;COM-DAY;Sun;21,85;41,45;1e999", "cell_not_number"),
    ],
)
def test_a_row_beyond_all_bounds_is_held(csv_file, told, row, code):
    found = read_inventory(csv_file(HEAD + row), entries=KINDS)

    assert told(found.issues) == [code]
    assert len(found.held) == 1


def test_three_decimals_after_a_comma_are_a_coordinate_and_never_thousands(csv_file):
    found = read_inventory(csv_file(HEAD + "1;COM-DAY;Sun;21,854;41,452;20"), entries=KINDS)

    assert [(site.lon, site.lat) for site in found.items[0].sites] == [(21.854, 41.452)]
    assert found.issues == ()


def test_a_settlement_whose_code_has_a_slash_is_held(csv_file, told):
    found = read_settlements(csv_file("code,name\nA/1,Hill\nA-2,Dale\n"))

    assert told(found.issues) == ["id_signs"]
    assert [place.id for place in found.items] == ["A-2"]

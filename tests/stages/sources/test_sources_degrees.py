"""Coordinates as people copy them from a telephone or a paper map."""

import pytest

from sofra.packs.load import load
from sofra.sources.degrees import degrees
from sofra.sources.inventory import read_inventory


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("41.4525", 41.4525),
        ("41,452", 41.452),
        ("41°27'09\"N", 41.4525),
        ("41° 27′ 09″", 41.4525),
        ("N 41°27.15'", 41.4525),
        ("N 41.45", 41.45),
        ("21°51'14''W", -21.8538889),
        ("-21,5", -21.5),
        ("41°75'", None),
        ("N 41 S", None),
        ("near the church", None),
        ("41.4525, 21.85", None),
    ],
)
def test_degrees_are_read_as_they_are_written(text, value):
    assert degrees(text) == value


def test_a_spot_in_minutes_and_seconds_comes_in_and_a_text_is_told(csv_file, told):
    rows = "id;kind;name;lon;lat\n1;COM-DAY;Sun;21°51'14\";41°27'09\"N\n2;COM-DAY;Moon;by the river;41,45\n"

    found = read_inventory(csv_file(rows.replace('"', '""').replace(";21°51'14\"\";", ';"21°51\'14""";').replace(
        ";41°27'09\"\"N", ';"41°27\'09""N"')), entries=load("mk").services)  # fmt: skip

    assert [(site.lon, site.lat) for site in found.items[0].sites] == [(21.8538889, 41.4525)]
    assert told(found.issues)[0] == "cell_not_degrees"

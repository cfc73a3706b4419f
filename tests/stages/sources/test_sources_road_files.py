"""Files for roads, heights and timetables are told apart by size, ending and first bytes, before anybody keeps them."""

import pytest

from sofra.packs.texts import texts
from sofra.sources.road_files import LARGEST_MB, wrong_file

MB = 1_048_576


@pytest.mark.parametrize(
    ("what", "name", "begin"),
    [
        ("roads", "town.osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader"),
        ("roads", "TOWN.OSM", b'<?xml version="1.0"?>'),
        ("roads", "town.osm.gz", b"\x1f\x8b\x08"),
        ("roads", "roads.geojson", b'\xef\xbb\xbf{"type"'),
        ("roads", "roads.gpkg", b"SQLite format 3\x00"),
        ("roads", "roads.zip", b"PK\x03\x04"),
        ("heights", "N41E021.hgt", b"\x01\x02"),
        ("heights", "land.tif", b"II*\x00"),
        ("timetable", "feed.zip", b"PK\x03\x04"),
        ("timetable", "lines.csv", "линија".encode()),
    ],
)
def test_what_begins_as_its_ending_says_is_taken(what: str, name: str, begin: bytes) -> None:
    assert list(wrong_file(what, name, 100, begin, sent=True)) == []


@pytest.mark.parametrize(
    ("what", "name", "size", "begin", "code"),
    [
        ("roads", "letter.docx", 100, b"PK\x03\x04", "roads_kind"),
        ("roads", "roads.shp", 100, b"\x00\x00\x27\x0a", "roads_shapefile_alone"),
        ("roads", "town.osm.pbf", 100, b"<html>", "roads_file_other"),
        ("roads", "roads.gpkg", 100, b"PK\x03\x04", "roads_file_other"),
        ("roads", "roads.zip", 0, b"", "file_empty"),
        ("roads", "roads.zip", int(LARGEST_MB + 1) * MB, b"PK\x03\x04", "roads_file_too_large"),
        ("heights", "heights.png", 100, b"\x89PNG", "heights_kind"),
        ("heights", "land.tif", 100, b"\x89PNG", "roads_file_other"),
        ("timetable", "lines.pdf", 100, b"%PDF", "timetable_kind"),
        ("timetable", "lines.xlsx", 100, b"line,days", "roads_file_other"),
    ],
)
def test_what_cannot_be_used_has_its_sentence(what: str, name: str, size: int, begin: bytes, code: str) -> None:
    issues = list(wrong_file(what, name, size, begin, sent=True))

    assert [issue.code for issue in issues] == [code]
    for lang in ("en", "mk"):
        assert "{" not in texts(lang).what(issues[0]) + texts(lang).remedy(issues[0])


def test_both_that_it_is_too_large_and_that_it_is_something_else_are_told() -> None:
    issues = wrong_file("roads", "film.mp4", 900 * MB, b"\x00\x00\x00", sent=True)

    assert [issue.code for issue in issues] == ["roads_file_too_large", "roads_kind"]


def test_on_the_machine_itself_the_parts_of_a_shapefile_lie_beside_it() -> None:
    assert list(wrong_file("roads", "roads.shp", 100, b"\x00\x00\x27\x0a")) == []

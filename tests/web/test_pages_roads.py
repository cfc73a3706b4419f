"""Roads as a page: empty, brought in by a job, read by everybody, taken out by the coordinator."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store import queries
from sofra.work import jobs
from sofra.work.demo import DEMO
from sofra.work.roads import incoming

ROADS = DEMO / "05_roads.geojson"


def upload(reader, content: bytes, name: str = "roads.geojson", **sent):
    return reader.client.post("/resources/roads/", {"file": SimpleUploadedFile(name, content), **sent})


@pytest.mark.parametrize(("lang", "words"), [("en", "No roads yet"), ("mk", "Сѐ уште нема патишта")])
def test_before_roads_came_the_page_says_what_a_straight_line_means(sign_in, lang, words):
    assert words in sign_in("guest", lang).get("/resources/roads/")


def test_roads_are_brought_in_by_a_job_and_everybody_sees_how_the_town_stands_on_them(ana, guest):
    answer = upload(ana, ROADS.read_bytes(), mode=["walk", "wheelchair"])
    assert answer.status_code == 302
    jobs.run_next()

    page = guest.get("/resources/roads/")

    assert "On foot" in page
    assert "1,064" in page
    assert "No road reaches these" in page
    assert 'type="file"' not in page
    assert guest.client.get("/resources/roads/sheet.xlsx").content[:2] == b"PK"


def test_a_broken_file_is_told_on_the_page(ana):
    upload(ana, b"{", mode=["walk"])
    jobs.run_next()

    assert "cannot be read as roads" in ana.get("/resources/roads/")


def test_a_form_without_a_file_and_a_timetable_without_a_day_are_told(ana):
    assert "No file was chosen" in ana.post("/resources/roads/", 422)
    assert upload(ana, b"line", "bus.csv", timetable="1", on="").status_code == 422


def test_the_coordinator_takes_roads_out_and_a_guest_does_not(ana, guest):
    upload(ana, ROADS.read_bytes(), mode=["walk"])
    jobs.run_next()

    assert guest.client.post("/resources/roads/walk/remove/").status_code == 403
    assert guest.client.post("/resources/roads/", {}).status_code == 403
    ana.post("/resources/roads/walk/remove/")
    assert queries.networks() == {}


def test_a_safe_house_is_not_among_those_that_no_road_reaches(ana):
    upload(ana, ROADS.read_bytes(), mode=["wheelchair"])
    jobs.run_next()
    hidden = [site for site in queries.whole_inventory().sites if site.hidden]

    page = ana.get("/resources/roads/")

    for site in hidden:
        assert not any(name and name in page for name in site.name.values())


def test_a_file_of_another_kind_is_refused_before_it_is_kept(ana):
    before = len(queries.jobs())

    answer = upload(ana, b"PK\x03\x04 a letter", "letter.docx", heights=SimpleUploadedFile("photo.png", b"\x89PNG"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "no extract of OpenStreetMap and no layer of roads" in page
    assert "photo.png holds no heights" in page
    assert not list(incoming().glob("*"))
    assert len(queries.jobs()) == before


def test_what_was_left_out_of_a_timetable_is_told_beside_it(ana):
    rows = "line,days,stop,lon,lat,times\n1,daily,Hill,21.8,41.5,08:00\n1,daily,Town,21.9,41.5,08:20\n"
    upload(ana, (rows + "1,daily,Mill,21.85,41.5,08:10\n").encode(), "bus.csv", timetable="1", on="2026-11-23")
    jobs.run_next()

    page = ana.get("/resources/roads/")

    assert "1 remark about the file" in page
    assert "On line 1 a bus arrives before it left" in page
    assert "bus.csv, row 4" in page


def test_a_timetable_that_cannot_be_used_tells_all_of_it(ana):
    rows = "line,days,stop,lon,lat,times\n1,sometimes,Hill,21.8,41.5,08:00\n1,daily,Town,21.9,41.5,late\n"
    upload(ana, rows.encode(), "bus.csv", timetable="1", on="2026-11-23")
    jobs.run_next()

    page = ana.get("/resources/roads/")

    assert "No bus goes on 2026-11-23" in page
    assert "bus.csv, row 2, column days: sometimes does not name days of the week" in page
    assert "bus.csv, row 3, column times: late is no time of day" in page


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["1 piece of road has no connection to the rest", "km; the longest piece has",
                "can be entered or left, but not both",
                "fall into 2 large pieces", "2 lines have no class of road that is known"]),
        ("mk", ["нема врска со другите", "km; најдолгиот дел има",
                "само да се влезе или само да се излезе", "се распаѓаат на 2 големи дела",
                "2 линии немаат позната класа на пат"]),
    ],
)  # fmt: skip
def test_islands_traps_and_parts_are_told_on_the_page(sign_in, lang, words):
    lines = [
        ({"highway": "residential"}, [21.75, 41.45], [21.90, 41.45]),
        ({"highway": "x"}, [21.75, 41.50], [21.88, 41.50]),
        ({"highway": "y"}, [21.95, 41.40], [21.951, 41.40]),
        ({"highway": "residential", "oneway": "yes"}, [21.90, 41.45], [21.905, 41.45]),
    ]  # fmt: skip
    features = [{"type": "Feature", "properties": tags, "geometry": {"type": "LineString", "coordinates": line}}
                for tags, *line in lines]  # fmt: skip
    reader = sign_in("ana", lang)
    upload(reader, json.dumps({"type": "FeatureCollection", "features": features}).encode(), mode=["car"])
    jobs.run_next()

    page = reader.get("/resources/roads/")

    assert [word for word in words if word not in page] == []

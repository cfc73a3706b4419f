"""Roads as a page: empty, brought in by a job, read by everybody, taken out by the coordinator."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store import queries
from sofra.work import jobs
from sofra.work.demo import DEMO

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

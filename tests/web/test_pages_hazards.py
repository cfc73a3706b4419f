"""Hazards as pages: the dangers of the demo, its history, and a list that only civil protection opens."""

import io
import json

import openpyxl
import pytest

from sofra.store import queries
from sofra.store.events import Event
from sofra.store.places import PlaceRow
from sofra.store.supply import SiteRow

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Cannot leave the house alone"), ("mk", "Не можат сами да го напуштат")]
)
def test_the_page_tells_who_needs_help_with_its_interval(sign_in, lang, words):
    for username in ("ana", "guest"):
        page = sign_in(username, lang).get("/gaps/hazards/")

        assert words in page
        assert "670 (500–880)" in page


def test_a_group_is_chosen_and_an_unknown_danger_is_the_first(guest):
    page = guest.get("/gaps/hazards/?danger=volcano&group=PWD-A")

    assert "450 (290–660)" in page
    assert "Adults with disabilities" in page


def test_the_map_is_the_common_one_with_zones_settlements_and_shelters_but_no_safe_house(guest):
    page = guest.get("/gaps/hazards/?danger=flood_100y")

    drawn = json.loads(page.partition('id="map-data" type="application/json">')[2].partition("</script>")[0])
    assert len(drawn["shapes"]) == 36
    assert len(next(layer for layer in drawn["layers"] if layer["kind"] == "hazard")["outlines"]) == 1
    assert len({pin["name"] for pin in drawn["pins"]}) > 2
    assert "Safe house" not in json.dumps(drawn)
    assert "up to 0% (28 places)" in page
    assert guest.client.get("/gaps/hazards/map.png?danger=flood_100y").content[:4] == b"\x89PNG"


def test_all_tables_come_as_a_workbook(guest):
    answer = guest.client.get("/gaps/hazards/sheet.xlsx")

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def test_names_that_look_like_formulas_leave_as_text(ana):
    evil = "=cmd|' /C calc'!A0"
    PlaceRow.objects.filter(pk="TRP-20").update(name={"en": evil, "mk": evil})
    SiteRow.objects.all().update(name={"en": evil, "mk": evil})
    sent = {"happened_on": "2021-02-10", "sort": "flood", "settlement": "TRP-20"}
    ana.post("/gaps/hazards/record/", **sent, what_happened=evil, told_by="@SUM(A1)")

    content = ana.client.get("/gaps/hazards/sheet.xlsx").content

    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "@", "+cmd"))] == []
    assert any(evil in str(cell.value) for cell in cells)


def test_a_disaster_is_written_down_and_removed(ana):
    to = ana.post("/gaps/hazards/record/", happened_on="2021-02-10", sort="flood", affected="12", settlement="")
    assert "10 February 2021" in ana.get(to)

    number = queries.disasters()[0].id
    ana.post(f"/gaps/hazards/{number}/remove/")

    assert "10 February 2021" not in ana.get("/gaps/hazards/")


def test_what_is_wrong_with_a_disaster_is_told_on_the_page(ana):
    page = ana.post("/gaps/hazards/record/", 422, happened_on="tomorrow", sort="flood")

    assert "is no day, month or year up to today" in page


def test_civil_protection_reads_the_list_and_the_journal_says_so(sign_in):
    dana = sign_in("dana", "en")
    before = Event.objects.filter(act="hazards.list").count()

    page = dana.get("/gaps/hazards/list/?danger=flood_100y")
    assert "Read the list" in page
    assert Event.objects.filter(act="hazards.list").count() == before
    answer = dana.client.post("/gaps/hazards/list/", {"danger": "flood_100y"})

    assert "households may be listed" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.filter(act="hazards.list").first()
    assert event.who == "dana"
    assert event.counts["households"] > 0


@pytest.mark.parametrize("username", ["besim", "ceca", "guest"])
def test_nobody_else_gets_the_list(sign_in, username):
    reader = sign_in(username, "en")

    assert "open to the civil-protection unit" in reader.get("/gaps/hazards/list/?danger=flood_100y")
    assert reader.client.post("/gaps/hazards/list/", {"danger": "flood_100y"}).status_code == 403
    assert "/gaps/hazards/list/" not in reader.get("/gaps/hazards/")


def test_a_number_of_a_danger_says_why(guest):
    page = guest.get("/why/?indicator=hazard.flood_100y.safety.evacuation:people&place=TRP&group=ALL")

    assert "live evenly over the area" in page

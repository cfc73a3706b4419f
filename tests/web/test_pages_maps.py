"""The three maps: choices in the address, the same numbers beside, a picture for Word, a workbook; no safe house."""

import io
import json
import re
from dataclasses import replace
from importlib import resources

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from PIL import Image

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.supply import SiteRow
from sofra.web.headers import POLICY, policy
from sofra.web.pages import themes
from sofra.web.pages.grounds import service_pins
from sofra.web.pages.themes import Theme, chosen, compose, here

pytestmark = pytest.mark.once

QUERY = "product=gaps&subject=EMP&group=ALL&measure=without&level=settlement"


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page, re.S).group(1))


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("product", ["services", "needs", "gaps"])
def test_each_of_the_three_maps_has_its_legend_its_table_and_its_files(sign_in, product, lang):
    page = sign_in("guest", lang).get(f"/maps/?product={product}")

    assert texts(lang).say(f"maps.product.{product}") in page
    assert texts(lang).say("maps.copy") in page
    assert f"/maps/picture.png?product={product}" in page
    assert f"/maps/data.xlsx?product={product}" in page
    assert len(data_of(page)["shapes"]) >= 4


def test_the_numbers_of_the_table_are_those_of_the_map(ana):
    page = ana.get(f"/maps/?{QUERY}")

    shapes = {shape["name"]: shape["text"] for shape in data_of(page)["shapes"]}
    rows = dict(
        re.findall(r'<tr><th scope="row">([^<]+)</th><td class="num"><span[^>]*>[^<]*</span>([^<]*)</td>', page)
    )
    assert shapes == rows


def test_a_choice_that_there_is_not_falls_back_to_one_that_there_is(ana):
    page = ana.get("/maps/?product=nonsense&subject=NOT&group=NOT&measure=NOT&level=NOT&period=999")

    assert 'aria-current="true">Map of services' in page


def test_the_picture_is_a_png_as_wide_as_a_page_of_word_and_opens_in_the_browser(ana):
    answer = ana.client.get(f"/maps/picture.png?{QUERY}")

    assert answer.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).width == 1400
    assert answer.headers["Content-Disposition"] == 'inline; filename="sofra-map-gaps-EMP-ALL.png"'


def test_the_workbook_has_a_row_for_each_place_and_says_where_its_numbers_are_from(ana):
    answer = ana.client.get(f"/maps/data.xlsx?{QUERY}")

    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    cells = [str(cell) for row in rows for cell in row if cell]
    settlements = [place for place in queries.places() if place.kind == "settlement"]
    assert {place.name["en"] for place in settlements} <= set(cells)
    assert any("Social map 2026" in cell for cell in cells)


def test_the_layers_that_the_office_brought_have_an_address_of_their_own(ana):
    addresses = [layer["address"] for layer in data_of(ana.get("/maps/"))["layers"] if "address" in layer]

    assert sorted(address.split("?")[0] for address in addresses) == [
        "/maps/layer/hazard.json",
        "/maps/layer/roads.json",
        "/maps/layer/water.json",
    ]
    for address in addresses:
        assert all(one["type"] for one in json.loads(ana.client.get(address).content))
    assert ana.client.get("/maps/layer/people.json").status_code == 404


def test_maps_of_two_periods_share_their_classes_and_say_so(ana, monkeypatch):
    note = queries.latest()
    stands = here(texts("en"))
    theme = chosen({"product": "gaps", "subject": "EMP"}, stands)
    alone = compose(theme, stands)
    monkeypatch.setattr(themes, "periods", lambda: [note, replace(note, period="2024")])

    drawn = compose(theme, stands)

    assert drawn.breaks == alone.breaks  # the same numbers twice
    assert "2 social maps from 2024 to 2026" in drawn.notes[0]
    assert not alone.notes


def test_a_safe_house_has_no_pin_and_nobody_reads_the_minutes_to_it(ana):
    service = next(s for s in queries.inventory().services if s.kind == "COM-DAY" and s.sites)
    SiteRow.objects.filter(pk__in=service.sites).update(hidden=True)
    stands = here(texts("en"))

    pins = service_pins(stands.inventory, stands.pack, stands.texts)
    minutes = compose(Theme("services", "COM-DAY", measure="minutes", period=queries.latest().id), stands)

    assert service.id not in {pin.id for pin in pins}
    assert service.id not in {pin["id"] for pin in data_of(ana.get("/maps/"))["pins"]}
    assert all(shape.value is None for shape in minutes.shapes)


def test_a_map_reads_the_inventory_once(ana):
    with CaptureQueriesContext(connection) as asked:
        ana.client.get("/maps/?product=services&subject=COM-DAY&measure=minutes")

    assert sum(SiteRow._meta.db_table in one["sql"] for one in asked) == 1


def test_an_empty_workspace_says_what_to_bring(empty_workspace, admin_client):
    page = admin_client.get("/maps/").content.decode()

    assert "/prepare/" in page


def test_background_pictures_are_off_and_their_server_is_allowed_only_when_it_is_named(demo, settings, ana):
    file = settings.SOFRA_WORKSPACE / "workspace.toml"
    before = file.read_text(encoding="utf-8")
    assert policy() == POLICY
    assert data_of(ana.get("/maps/"))["tiles"] is None

    try:
        file.write_text(
            before + '\n[tiles]\naddress = "https://tiles.example/{z}/{x}/{y}.png"\nattribution = "A & B"\n'
        )
        page, allowed = ana.get("/maps/"), policy()
    finally:
        file.write_text(before, encoding="utf-8")

    assert "img-src 'self' https://tiles.example data:" in allowed
    assert data_of(page)["tiles"] == {"address": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "A & B"}
    assert 'value="tiles" data-switch="map">' in page


def test_a_name_on_a_map_is_text_and_never_markup():
    # Leaflet takes a string for markup: every tooltip and popup is given an element that holds the name as text.
    scripts = [file.read_text(encoding="utf-8") for file in (resources.files("sofra") / "web/static/sofra").iterdir()
               if file.name.endswith(".js")]  # fmt: skip

    given = [said for script in scripts for said in re.findall(r"\.bind(?:Tooltip|Popup)\((\w+\(?)", script)]

    assert given
    assert {one for one in given if one not in ("tip(", "pinWords(")} == set()


@pytest.mark.parametrize("product", ["services", "gaps"])
def test_minutes_without_roads_say_so_under_their_map(ana, product):
    page = ana.get(f"/maps/?product={product}&subject=EMP&group=ALL&measure=minutes&level=settlement")

    assert texts("en").say("maps.straight") in page


def test_minutes_to_any_and_to_a_usable_service_are_two_maps_in_the_same_classes(ana):
    pages = [ana.get(f"/maps/?product=services&subject=FAC-SCHOOL&measure={one}") for one in ("minutes", "usable")]

    legends = [re.findall(r"<span>((?:up to|over)[^(]+)\(", page) for page in pages]
    values = [[shape["text"] for shape in data_of(page)["shapes"]] for page in pages]
    assert legends[0] == legends[1] != []
    assert values[0] != values[1]
    assert all(texts("en").say("maps.common_usable") in page for page in pages)


def test_every_point_says_whether_it_can_be_used_in_a_wheelchair(ana):
    page = ana.get("/maps/?product=services")

    said = [pin["text"].partition(" · ")[2] for pin in data_of(page)["pins"]]
    assert set(said) <= {texts("en").say(f"usable.verdict.{one}") for one in ("usable", "not_usable", "unknown")}
    assert len(set(said)) > 1
    assert "can be used in a wheelchair" in page


def test_the_gap_page_tells_places_and_places_usable_in_a_wheelchair(ana):
    page = ana.get("/gaps/?service=EMP")

    assert texts("en").say("usable.places_usable") in page.split('class="kpis compact"')[1].split("</ul>")[0]

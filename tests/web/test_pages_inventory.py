"""The inventory's pages: every kind is listed, added, changed, removed and restored; safe houses show nothing."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store import queries
from sofra.types.supply import Asset, Contract, Equipment, Planned, Provider, Site
from sofra.work import inventory
from sofra.work.acts import KEEPER

NEW = {
    "providers": (Provider, {"name_en": "Helping Hand", "sector": "civil", "email": "hand@example.org"}),
    "sites": (Site, {"name_en": "New hall", "place": "TRP-01", "lat": "41,4492", "lon": "21.8612"}),
    "contracts": (Contract, {"service": "SV-01", "funder": "Donor", "amount_year": "1000"}),
    "equipment": (Equipment, {"site": "S-03", "name_en": "Ramp", "count": "2"}),
    "planned": (Planned, {"name_en": "Day centre", "place": "TRP-07", "moves": ["SV-12"]}),
    "assets": (Asset, {"asset_kind": "school", "name_en": "Night school", "detail_pupils": "55"}),
}


@pytest.mark.parametrize("kind", NEW)
def test_a_record_comes_is_changed_goes_and_comes_back(ana, kind):
    type_, sent = NEW[kind]
    query = "?asset_kind=school" if kind == "assets" else ""
    before = {one.thing.id for one in queries.all_kept(type_)}
    ana.post(f"/resources/all/{kind}/new/{query}", 302, **sent)
    (id,) = {one.thing.id for one in queries.all_kept(type_)} - before
    at = f"/resources/all/{kind}/{id}/"

    page = ana.get(at)
    name = "funder" if kind == "contracts" else "name_en"
    ana.post(at, 302, **{**sent, name: "Changed", "version": 1})
    ana.post(f"{at}remove/", 302)
    gone = ana.get(f"/resources/all/{kind}/")
    ana.post(f"{at}restore/", 302)

    assert sent[name] in page
    assert f'action="{at}restore/"' in gone
    assert "Changed" in ana.get(f"/resources/all/{kind}/")


def test_a_decimal_comma_is_read_and_details_are_kept(ana):
    ana.post("/resources/all/sites/new/", 302, **NEW["sites"][1])
    ana.post("/resources/all/assets/new/?asset_kind=school", 302, **NEW["assets"][1])

    assert 41.4492 in {site.lat for site in queries.inventory().sites}
    assert {"pupils": "55"} in [dict(asset.details) for asset in queries.inventory().assets]


@pytest.mark.parametrize(
    ("spot", "words"),
    [
        ({"lat": "21.8612", "lon": "41.4492"}, "look swapped"),
        ({"lat": "36.0", "lon": "18.0"}, "in the sea or in another country"),
        ({"lat": "41.4", "lon": ""}, "only one of its two coordinates"),
        ({"lat": "400", "lon": "21"}, "outside what is possible"),
    ],
)
def test_a_spot_that_cannot_be_is_told_in_words(ana, spot, words):
    page = ana.post("/resources/all/sites/new/", 422, **{**NEW["sites"][1], **spot})

    assert words in page


def test_a_second_site_at_one_point_is_saved_and_told_with_both_names(ana):
    there = queries.site("S-03").thing
    ana.post("/resources/all/sites/new/", 302, name_en="Twin", place="TRP-01", lat=there.lat, lon=there.lon)

    page = ana.get("/resources/all/sites/?q=Twin")

    assert "“Twin” and “Day centre “Sunny Room”” stand at the same point." in page


def test_ages_that_run_backwards_are_told(ana):
    page = ana.post("/resources/SV-01/section/whom/", 422, age_from=60, age_to=20, version=1)

    assert "The ages run backwards: from 60 to 20." in page


def test_no_place_for_anybody_is_doubtful_and_said_on_the_list(ana):
    ana.post("/resources/SV-01/section/capacity/", 302, places=0, users=0, version=queries.service("SV-01").version)

    assert "The service is active and has 0 places." in ana.get("/resources/?q=information point")


def test_hours_are_kept_line_by_line_and_an_emptied_line_goes(ana):
    at = "/resources/SV-03/section/when/"
    version = queries.service("SV-03").version
    ana.post(at, 302, **{"version": version, "hours-0-day": "3", "hours-0-opens": "10:00", "hours-0-closes": "15:00",
                         "hours-1-day": "5", "hours-1-opens": "9.30", "hours-1-closes": "11:00"})  # fmt: skip

    assert [(one.day, one.opens) for one in queries.service("SV-03").thing.hours] == [(3, "10:00"), (5, "09:30")]
    page = ana.post(at, 422, **{"version": version + 1, "hours-0-day": "3"})
    assert "Fill this in." in page


def test_an_expired_licence_and_a_stale_service_stand_out(ana):
    page = ana.get("/resources/")

    assert "The licence ended on" in page
    assert "not confirmed since 20 Apr 2025" in page
    assert '<tr class="stale">' in page


def test_a_new_service_begins_with_four_answers_and_goes_on_section_by_section(ana):
    sent = {"provider": "PR-01", "kind": "COM-DAY", "name_en": "Evening club", "status": "planned"}

    where = ana.post("/resources/new/", 302, **sent)
    page = ana.get(where)

    assert "Evening club" in page
    assert f'href="{where}section/where/"' in page
    onward = ana.post(f"{where}section/where/", 302, version=1, sites=["S-03"], onward="yes")
    assert onward == f"{where}section/when/"


@pytest.mark.parametrize("path", ["", "sites/", "sites/S-24/", "equipment/"])
def test_a_guest_and_a_collector_find_no_safe_house_anywhere(sign_in, path):
    house = queries.site("S-24").thing
    for who in ("guest", "besim"):
        page = sign_in(who).get(f"/resources/{'all/' + path if path else ''}")

        spots = (f"{house.lon}, {house.lat}", f'"lat": {house.lat}', f'"lon": {house.lon}', f'value="{house.lat}"')
        for secret in (house.address, house.name["en"], "EQ-09", *spots):
            assert secret not in page, (who, path, secret)


def test_equipment_of_a_safe_house_is_opened_by_nobody_else(sign_in, ana):
    assert "Your role may not" in sign_in("besim").get("/resources/all/equipment/EQ-09/", 403)
    assert "Beds" in ana.get("/resources/all/equipment/EQ-09/")


def test_what_is_planned_for_a_safe_house_is_found_by_nobody_else(sign_in, ana):
    house = next(one for one in queries.whole_inventory().services if "S-24" in one.sites)
    place = next(place.id for place in queries.places() if place.kind == "settlement")
    inventory.add_record(KEEPER, Planned("PL-X", {"en": "Kestrel house"}, place, 21.7, 41.0, moves=(house.id,)))

    besim = sign_in("besim")

    assert "Kestrel" not in besim.get("/resources/all/planned/")
    assert "Kestrel" not in besim.get("/resources/all/planned/PL-X/", 403)
    assert "Kestrel" in ana.get("/resources/all/planned/PL-X/")
    inventory.remove_record(KEEPER, Planned, "PL-X")
    inventory.remove_record(KEEPER, Equipment, "EQ-09")
    assert "Kestrel" not in besim.get("/resources/all/planned/")
    assert "EQ-09" not in besim.get("/resources/all/equipment/")


def test_who_opens_a_safe_house_stands_in_the_journal(ana):
    page = ana.get("/resources/all/sites/S-24/")

    assert "ул. Тивка 9" in page
    assert ("inventory.see_hidden", "site S-24") in {(event.act, event.target) for event in queries.events(20)}


def test_a_list_goes_out_with_its_filters(ana):
    answer = ana.client.get("/resources/sheet.xlsx?kind=COM-DAY")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    providers = ana.client.get("/resources/all/providers/sheet.xlsx?sector=religious")

    assert len([row for row in rows if row[0] and str(row[0]).startswith("SV-")]) == 2
    assert "PR-13" in str(list(openpyxl.load_workbook(io.BytesIO(providers.content)).active.values))
    assert "PR-01" not in str(list(openpyxl.load_workbook(io.BytesIO(providers.content)).active.values))


def test_a_workbook_comes_back_is_seen_applied_and_undone(ana):
    content = ana.client.get("/resources/workbook/inventory.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Services"]
    heads = [cell.value for cell in page[1]]
    row = next(line[0].row for line in page.iter_rows(min_row=2) if line[0].value == "SV-11")
    page.cell(row, heads.index("Places") + 1).value = 24
    out = io.BytesIO()
    book.save(out)

    where = ana.post("/resources/workbook/", 302, file=SimpleUploadedFile("inventory.xlsx", out.getvalue()))
    seen = ana.get(where)
    version = queries.service("SV-11").version
    ana.post(f"{where}apply/", 302, tick="services/SV-11", **{"version:services/SV-11": version})

    assert "<del>20</del>" in seen
    assert "<ins>24</ins>" in seen
    assert queries.service("SV-11").thing.capacity.places == 24
    ana.post(f"{where}undo/", 302)
    assert queries.service("SV-11").thing.capacity.places == 20


def test_a_workbook_that_is_none_is_told_in_words(ana):
    where = ana.post("/resources/workbook/", 302, file=SimpleUploadedFile("notes.xlsx", b"nothing"))

    assert "must be corrected first" in ana.get(where)


def test_a_guest_gets_no_workbook(guest):
    assert guest.client.get("/resources/workbook/").status_code == 403
    assert guest.client.get("/resources/workbook/inventory.xlsx").status_code == 403

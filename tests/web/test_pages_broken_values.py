"""Values that real offices type: each gets one sentence, and no page is ever broken by them."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store import queries
from sofra.store.hazards import DisasterRow

SECTION = "/resources/SV-02/section/{}/"


def spoilt(reader, sheet: str, **cells: object) -> bytes:
    """The filled workbook of this reader with other values in the second row of a sheet, by its headings."""
    book = openpyxl.load_workbook(io.BytesIO(reader.client.get("/resources/workbook/inventory.xlsx").content))
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    for head, value in cells.items():
        page.cell(2, heads.index(head.replace("_", " ")) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(reader, content: bytes) -> str:
    at = reader.post("/resources/workbook/", 302, file=SimpleUploadedFile("back.xlsx", content))
    return reader.get(at)


def test_a_workbook_with_a_slash_in_a_code_or_a_number_without_end_is_to_be_corrected(sign_in):
    page = brought(sign_in("ana"), spoilt(sign_in("ana"), "Services", Code="12/3"))
    assert "12-3 in place of 12/3" in page

    page = brought(sign_in("ana"), spoilt(sign_in("ana"), "Services", Code="reach"))
    assert "a word in the address of another page" in page

    page = brought(sign_in("ana", "mk"), spoilt(sign_in("ana"), "Services", Places=1e300))
    assert "поголемо од сѐ што се брои" in page


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("capacity", "places", "9" * 25),
        ("cost", "fee_amount", "1e999"),
        ("cost", "fee_amount", "1e300"),
        ("staff", "staff", "1e400"),
        ("what", "name_en", "x" * 10_000),
        ("check", "verified_by", "x" * 300),
    ],
)
def test_what_no_table_holds_is_told_at_the_form_and_saves_nothing(sign_in, section, field, value):
    ana, before = sign_in("ana"), queries.service("SV-02")
    sent = {"version": str(before.version), "kind": before.thing.kind, "name_en": "Advice", "status": "active"}

    page = ana.post(SECTION.format(section), 422, **{**sent, field: value})

    assert "There is a problem" in page
    assert queries.service("SV-02") == before


def test_a_version_that_is_no_number_is_told_in_the_form(sign_in):
    before = queries.service("SV-02").version

    page = sign_in("ana").post(SECTION.format("capacity"), 422, version="x", places="3")

    assert 'value="3"' in page
    assert queries.service("SV-02").version == before


@pytest.mark.parametrize("day", ["31.02.2026", ""])
def test_a_day_that_there_is_not_closes_no_service(sign_in, day):
    before = queries.service("SV-02")

    sign_in("ana").post("/resources/SV-02/close/", 422, closed_on=day)

    assert queries.service("SV-02") == before


@pytest.mark.parametrize(("field", "value"), [("affected", "9" * 30), ("damage", "1e308")])
def test_a_disaster_beyond_all_bounds_is_told_and_not_written_down(sign_in, field, value):
    before = DisasterRow.objects.count()
    sent = {"happened_on": "2021-02-10", "sort": "flood", "settlement": "TRP-01", field: value}

    page = sign_in("ana").post("/gaps/hazards/record/", 422, **sent)

    assert "outside what is possible" in page
    assert DisasterRow.objects.count() == before


def test_a_tampered_status_in_a_link_is_told_in_the_providers_language(sign_in, client):
    page = (
        sign_in("ana").client.post("/confirmations/links/", {"service": ["SV-03"], "language": "mk"}).content.decode()
    )
    address = re.search(r"/confirm/[\w-]+/", page)[0]

    answer = client.post(address, {"go": "keep", "field": "status", "value": "zombie"})

    assert answer.status_code == 200
    assert "zombie" in answer.content.decode()
    assert "Има проблем" in answer.content.decode()


@pytest.mark.parametrize("days", ["abc", "0", "400", "-3"])
def test_links_for_a_time_that_is_none_are_not_made_and_the_form_comes_back(sign_in, days):
    before = len(queries.links_out())

    page = sign_in("ana").post("/confirmations/links/", 422, service="SV-03", language="mk", days=days)

    assert f"A link cannot stay open for {days} days." in page
    assert f'value="{days}"' in page
    assert re.search(r'value="SV-03" checked', page)
    assert len(queries.links_out()) == before


def test_degrees_and_minutes_are_read_in_the_form_of_a_site(sign_in):
    ana, before = sign_in("ana"), queries.site("S-07")
    sent = {"version": str(before.version), "name_en": "Hall", "place": before.thing.place, "lat": "41°27'09\"N"}

    page = ana.post("/resources/all/sites/S-07/", 422, **sent, lon="near the church")
    ana.post("/resources/all/sites/S-07/", **sent, lon="21°51'")

    assert "degrees, minutes and seconds" in page
    assert (queries.site("S-07").thing.lat, queries.site("S-07").thing.lon) == (41.4525, 21.85)

"""What exists beside what is usable, sites with scores, and an audit on a phone, part by part."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sofra.store import queries
from sofra.work.acts import KEEPER
from sofra.work.inventory import change_record

pytestmark = pytest.mark.once


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return SimpleUploadedFile("door.jpg", out.getvalue(), "image/jpeg")


def begun(ana, site="S-07", **sent):
    return ana.post("/audits/new/", target=f"site:{site}", kind="building", **sent)


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("path", ["/accessibility/", "/accessibility/site/S-02/", "/accessibility/site/S-07/"])
def test_the_pages_are_sound_for_coordinator_and_guest(sign_in, path, lang):
    assert sign_in("ana", lang).get(path)
    assert sign_in("guest", lang).get(path)


def test_exists_and_usable_are_two_numbers_in_the_list_and_on_the_page(ana):
    for path in ("/accessibility/", "/resources/"):
        page = ana.get(path)
        assert "services exist;" in page
        assert "can be used in a wheelchair" in page


def test_the_least_accessible_site_comes_first_and_unseen_ones_are_counted(ana):
    page = ana.get("/accessibility/").split('id="sites"')[1]

    assert page.index("Centre for social work") < page.index("Day centre") < page.index("Health centre")
    assert "4 of 27" in page


def test_a_site_shows_verdict_barriers_photos_and_its_services(guest):
    page = guest.get("/accessibility/site/S-02/")

    assert "There are steps." in page
    assert "Can one get in without a step" in page
    assert "Foster families" in page
    (found,) = queries.audits("site", "S-02")
    address = f"/audits/{found.id}/photo/{found.photos[0].id}/"
    assert address in page
    answer = guest.client.get(address)
    assert (answer.headers["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert Client().get(address).status_code == 302


def test_an_audit_goes_part_by_part_is_resumed_and_changes_the_site(ana):
    first = begun(ana)
    assert first.endswith("/way/")
    assert "Part 1 of 7" in ana.get(first)
    sent = {"a.way.step_free": "yes", "n.way.step_free": "over the yard", "p.way.step_free": photo(), "go": "next"}
    after = ana.post(first, **sent)
    assert after.endswith("/entrance/")
    assert "1 audit is not finished" in ana.get("/accessibility/")
    assert begun(ana) == first
    page = ana.get(first)
    assert "over the yard" in page
    assert "(1)" in page
    whole = ana.post(after, **{"a.door.step_free": "no", "go": "all"})
    assert "Can one get in without a step" in ana.get(whole)
    assert queries.site("S-07").thing.step_free is False

    ana.post(f"{whole}finish/")

    assert "The audit is finished." in ana.get("/accessibility/site/S-07/")
    assert ana.client.get(first).status_code == 302


def test_an_upload_that_is_no_photo_is_told_and_the_answers_stay(ana):
    first = begun(ana, "S-09")
    bad = SimpleUploadedFile("door.jpg", b"<html>", "image/jpeg")

    page = ana.post(first, 422, **{"a.way.step_free": "no", "p.way.step_free": bad})

    assert "“door.jpg” is no photo that can be read here" in page
    assert queries.audits("site", "S-09")[0].answers == {"way.step_free": "no"}


def test_what_was_typed_comes_back_when_a_note_is_too_long(ana):
    first, note = begun(ana, "S-11"), "the door is heavy " * 30

    page = ana.post(first, 422, **{"a.way.step_free": "no", "n.way.step_free": note})

    assert f">{note}</textarea>" in page
    assert page.count("Keep it to 500 letters.") == 2
    assert 'value="no" checked' in page


def test_a_guest_begins_no_audit_and_answers_none(ana, guest):
    first = begun(ana, "S-10")

    guest.post("/audits/new/", 403, target="site:S-07", kind="building")
    guest.get(first, 403)
    guest.post(first, 403, **{"a.way.step_free": "no"})


def test_a_removed_audit_can_be_brought_back(ana):
    (found,) = queries.audits("site", "S-02")

    ana.post(f"/audits/{found.id}/remove/")
    page = ana.get("/accessibility/")
    assert f'action="/audits/{found.id}/restore/"' in page
    ana.post(f"/audits/{found.id}/restore/")

    assert queries.site("S-02").thing.step_free is False


def test_a_hidden_site_has_no_page_no_audit_and_no_photo_for_others(sign_in, ana, guest):
    kept = queries.site("S-02")
    change_record(KEEPER, replace(kept.thing, hidden=True, name={"en": "House Iris"}), kept.version)
    (found,) = queries.audits("site", "S-02")

    for reader in (guest, sign_in("besim"), sign_in("ceca")):
        reader.get("/accessibility/site/S-02/", 404)
        reader.get(f"/audits/{found.id}/", 403)
        assert reader.client.get(f"/audits/{found.id}/photo/{found.photos[0].id}/").status_code == 403
        assert "House Iris" not in reader.get("/accessibility/")
        book = openpyxl.load_workbook(io.BytesIO(reader.client.get("/accessibility/sheet.xlsx").content))
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        assert [cell for cell in cells if "Iris" in cell or "Three steps" in cell] == []
    assert "House Iris" in ana.get("/accessibility/")


def test_the_spreadsheet_has_kinds_sites_and_every_answer(ana):
    book = openpyxl.load_workbook(io.BytesIO(ana.client.get("/accessibility/sheet.xlsx").content))

    kinds, sites, answers = book.worksheets
    assert kinds.max_column == 8
    assert sites.max_row > 20
    assert answers.max_row > 3 * 27


def test_nothing_and_nowhere_are_plain_pages(ana):
    ana.get("/accessibility/site/nowhere/", 404)
    ana.get("/accessibility/castle/S-02/", 404)
    ana.get("/audits/999999/", 404)


def test_the_record_of_a_site_shows_its_audit_and_leads_to_it(ana):
    audited = ana.get("/resources/all/sites/S-02/")
    never = ana.get("/resources/all/sites/S-07/")

    assert "cannot be used in a wheelchair" in audited
    assert "/accessibility/site/S-02/" in audited
    assert "no audit yet" in never


def test_what_an_audit_could_not_see_stays_unknown_beside_what_the_list_says(ana):
    page = ana.get("/accessibility/").split('id="sites"')[1]

    health = page.split("Health centre")[1].split("</tr>")[0]
    assert "not known whether it can be used in a wheelchair" in health
    assert "no steps, says the list" in page.split("Town hall")[1].split("</tr>")[0]

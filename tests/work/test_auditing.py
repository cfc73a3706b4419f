"""An audit is answered bit by bit, its photos tell no place, and its newest verdict is what the site says."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from sofra.packs.texts import texts
from sofra.resources.audit import asked
from sofra.store import queries
from sofra.store.audits import PhotoRow
from sofra.store.documents import Blob
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.work.auditing import (
    add_photo,
    answer_audit,
    drop_photo,
    finish_audit,
    make_audit,
    remove_audit,
    restore_audit,
)
from sofra.work.inventory import change_record


@pytest.fixture
def site(smalltown):
    return queries.inventory().sites[0].id


def yes_to_all(kind="building", **other):
    items = asked(queries.pack().audit, kind)
    return {item.id: other.get(item.id.replace(".", "_"), "yes") for item in items}


def picture(size=(2400, 1200), place=True):
    out = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x0110] = "Spy phone"
        exif.get_ifd(0x8825)[2] = (41.0, 27.0, 9.0)
        exif[0x0112] = 6  # lies on its side
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_an_audit_is_saved_as_it_goes_and_goes_on_where_it_stopped(site, besim):
    audit = make_audit(besim, "site", site, "building")
    answer_audit(besim, audit.id, {"door.step_free": "yes"})

    again = make_audit(besim, "site", site, "building")
    answer_audit(besim, again.id, {"door.wide": "no"}, {"door.wide": " narrow "})

    assert again.id == audit.id
    assert queries.audit(audit.id).answers == {"door.step_free": "yes", "door.wide": "no"}
    assert queries.audit(audit.id).notes == {"door.wide": "narrow"}


def test_an_empty_answer_takes_one_back(site, besim):
    audit = make_audit(besim, "site", site, "building")
    answer_audit(besim, audit.id, {"door.wide": "no"})

    assert answer_audit(besim, audit.id, {"door.wide": ""}).answers == {}


def test_a_finished_audit_says_whether_the_site_is_step_free(site, besim):
    audit = make_audit(besim, "site", site, "building")
    answer_audit(besim, audit.id, yes_to_all())

    finish_audit(besim, audit.id)

    assert queries.site(site).thing.step_free is True
    assert queries.events()[0].counts == {"changed": 1}


def test_the_newest_verdict_counts_and_unknown_changes_nothing(site, besim):
    first = make_audit(besim, "site", site, "building", on="2026-01-10")
    answer_audit(besim, first.id, {"door.step_free": "no"})
    finish_audit(besim, first.id)
    second = make_audit(besim, "site", site, "building", on="2026-02-10")
    answer_audit(besim, second.id, {"signs.find": "yes"})

    finish_audit(besim, second.id)

    assert queries.site(site).thing.step_free is False


def test_an_older_audit_that_comes_in_late_does_not_speak_over_a_newer(site, besim):
    newer = make_audit(besim, "site", site, "building", on="2026-02-10")
    answer_audit(besim, newer.id, yes_to_all())
    finish_audit(besim, newer.id)
    older = make_audit(besim, "site", site, "building", on="2026-01-10")
    answer_audit(besim, older.id, {"door.step_free": "no"})

    finish_audit(besim, older.id)

    assert queries.site(site).thing.step_free is True


def test_a_removed_audit_gives_back_what_stood_before_and_can_be_restored(site, ana):
    kept = queries.site(site)
    change_record(ana, replace(kept.thing, step_free=False), kept.version)
    audit = make_audit(ana, "site", site, "building")
    answer_audit(ana, audit.id, yes_to_all())
    finish_audit(ana, audit.id)

    remove_audit(ana, audit.id)
    removed = queries.site(site).thing.step_free
    restore_audit(ana, audit.id)

    assert removed is False
    assert queries.site(site).thing.step_free is True


def test_an_audit_of_a_leaflet_says_nothing_of_steps(site, ana):
    audit = make_audit(ana, "site", site, "information")
    answer_audit(ana, audit.id, yes_to_all("information"))

    finish_audit(ana, audit.id)

    assert queries.site(site).thing.step_free is None


def test_a_finished_audit_is_not_changed_and_an_empty_one_not_finished(site, ana):
    audit = make_audit(ana, "site", site, "building")
    with pytest.raises(SourceError):
        finish_audit(ana, audit.id)
    answer_audit(ana, audit.id, {"door.wide": "unseen"})
    finish_audit(ana, audit.id)

    with pytest.raises(Conflict):
        answer_audit(ana, audit.id, {"door.wide": "yes"})


def test_unknown_questions_and_answers_are_told_all_at_once(site, ana):
    audit = make_audit(ana, "site", site, "building")

    with pytest.raises(SourceError) as problem:
        answer_audit(ana, audit.id, {"stop.board": "yes", "door.wide": "perhaps"}, {"door.wide": "x" * 501})

    assert sorted(issue.code for issue in problem.value.issues) == ["answer_long", "audit_answer", "audit_item"]


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday"])
def test_an_audit_is_of_a_day_that_was(site, ana, day):
    with pytest.raises(SourceError):
        make_audit(ana, "site", site, "building", on=day)


def test_an_audit_of_nothing_is_not_begun(smalltown, ana):
    with pytest.raises(NotFound):
        make_audit(ana, "site", "nowhere", "building")
    with pytest.raises(NotFound):
        make_audit(ana, "site", "nowhere", "castle")


def test_a_photo_is_upright_small_and_tells_neither_place_nor_phone(site, besim):
    audit = make_audit(besim, "site", site, "building")

    photo = add_photo(besim, audit.id, "door.wide", name="IMG_1.jpg", content=picture())

    kept = queries.photo_bytes(audit.id, photo.id)
    with Image.open(io.BytesIO(kept)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == ("JPEG", (800, 1600), {})
    assert b"Exif" not in kept
    assert b"Spy phone" not in kept
    assert queries.audit(audit.id).photos == (photo,)


def test_a_photo_is_known_by_its_content_not_its_name(site, besim):
    audit = make_audit(besim, "site", site, "building")

    with pytest.raises(SourceError) as problem:
        add_photo(besim, audit.id, "", name="photo.jpg", content=b"<svg onload='x'>")

    assert problem.value.issues[0].code == "photo_kind"


def test_a_photo_of_an_iphone_is_told_by_its_name_and_how_to_get_another(site, besim):
    audit = make_audit(besim, "site", site, "building")

    with pytest.raises(SourceError) as problem:
        add_photo(besim, audit.id, "", name="IMG_0042.HEIC", content=b"\0\0\0\x24ftypheic\0\0\0\0mif1heic")

    (issue,) = problem.value.issues
    assert "“IMG_0042.HEIC” is a photo in the HEIC format" in texts("en").what(issue)
    assert "Most Compatible" in texts("mk").remedy(issue)


def test_a_broken_photo_and_a_giant_one_are_told(site, besim, monkeypatch):
    audit = make_audit(besim, "site", site, "building")
    with pytest.raises(SourceError) as broken:
        add_photo(besim, audit.id, "", name="a.jpg", content=picture()[:900])
    monkeypatch.setattr("sofra.sources.photos.LARGEST_PIXELS", 1000)
    with pytest.raises(SourceError) as giant:
        add_photo(besim, audit.id, "", name="a.jpg", content=picture())
    monkeypatch.setattr("sofra.sources.photos.LARGEST_BYTES", 100)
    with pytest.raises(SourceError) as heavy:
        add_photo(besim, audit.id, "", name="a.jpg", content=picture())

    assert broken.value.issues[0].code == "photo_broken"
    assert giant.value.issues[0].code == "photo_pixels"
    assert heavy.value.issues[0].code == "photo_large"


def test_a_deleted_photo_is_gone_with_its_bytes(site, besim):
    audit = make_audit(besim, "site", site, "building")
    photo = add_photo(besim, audit.id, "", name="a.jpg", content=picture((20, 20)))

    drop_photo(besim, audit.id, photo.id)

    assert not PhotoRow.objects.exists()
    assert not Blob.objects.filter(pk=photo.blob).exists()


def test_who_may_not_see_a_hidden_site_makes_no_audit_of_it(site, ana, besim):
    kept = queries.site(site)
    change_record(ana, replace(kept.thing, hidden=True), kept.version)

    with pytest.raises(NotAllowed):
        make_audit(besim, "site", site, "building")
    assert make_audit(ana, "site", site, "building").target == site


def test_a_guest_looks_only(site, guest, ana):
    with pytest.raises(NotAllowed):
        make_audit(guest, "site", site, "building")

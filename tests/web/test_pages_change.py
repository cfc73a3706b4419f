"""What people change on pages: services, the plan, weights; with undo, with both versions in a conflict, by role."""

import json

import pytest

from sofra.store import queries
from sofra.types.cells import flat
from sofra.types.columns import SERVICES
from sofra.web.pages.services import section_columns

GAP = "HOM-CARE/ALL/TRP"


def section_of(id: str, name: str) -> dict[str, object]:
    """What the form of a section would send if nobody touched it."""
    kept = queries.service(id)
    sent: dict[str, object] = {"version": kept.version}
    for column, value in flat(kept.thing, section_columns(name)).items():
        sent[column] = "" if value is None else list(value) if isinstance(value, tuple) else value
    for part in SERVICES.parts:
        if part.section == name:
            for number, line in enumerate(getattr(kept.thing, part.name)):
                for column, value in flat(line, part.columns).items():
                    sent[f"{part.name}-{number}-{column}"] = "" if value is None else value
    return sent


def test_a_changed_service_is_saved(ana):
    where = ana.post("/resources/SV-01/section/capacity/", 302, **{**section_of("SV-01", "capacity"), "places": 77})

    assert where == "/resources/SV-01/"
    assert queries.service("SV-01").thing.capacity.places == 77


@pytest.mark.parametrize("section", SERVICES.sections)
def test_saving_a_section_unchanged_changes_nothing_but_its_version(ana, section):
    for kept in queries.services():
        ana.post(f"/resources/{kept.thing.id}/section/{section}/", 302, **section_of(kept.thing.id, section))

        assert queries.service(kept.thing.id).thing == kept.thing


def test_a_number_that_is_none_is_told_at_its_field(ana):
    page = ana.post("/resources/SV-01/section/capacity/", 422, **{**section_of("SV-01", "capacity"), "places": "many"})

    assert '<a href="#id_places">Write a whole number.</a>' in page


def test_a_name_that_is_empty_is_told_at_its_field(ana):
    page = ana.post("/resources/SV-01/section/what/", 422, **{**section_of("SV-01", "what"), "name_en": ""})

    assert '<a href="#id_name_en">Fill this in.</a>' in page


def test_two_people_who_save_the_same_section_see_both_versions(ana):
    read = section_of("SV-01", "when")
    ana.post("/resources/SV-01/section/when/", 302, **{**read, "opening": "Mon–Fri 8–12"})

    page = ana.post("/resources/SV-01/section/when/", 409, **{**read, "opening": "every day"})

    assert "Mon–Fri 8–12" in page
    assert "every day" in page
    assert queries.service("SV-01").thing.opening == "Mon–Fri 8–12"


def test_a_removed_service_comes_back_with_undo(ana):
    ana.post("/resources/SV-01/remove/")
    page = ana.get("/resources/")
    ana.post("/resources/SV-01/restore/")

    assert 'action="/resources/SV-01/restore/"' in page
    assert not queries.service("SV-01").removed


def test_a_closed_service_can_be_opened_again(ana):
    ana.post("/resources/SV-01/close/", 302, closed_on="2026-11-22")
    page = ana.get("/resources/")
    ana.post("/resources/SV-01/reopen/")

    assert 'action="/resources/SV-01/reopen/"' in page
    assert queries.service("SV-01").closed_on is None


def test_a_proposal_goes_into_the_plan_and_can_be_taken_out_and_back(ana):
    where = ana.post("/gaps/propose/", 302, gap=GAP)
    id = queries.plan().actions[0].action.id
    ana.post(f"/plan/{id}/remove/")
    page = ana.get("/plan/")
    ana.post(f"/plan/{id}/restore/")

    assert where == f"/plan/{id}/"
    assert f'action="/plan/{id}/restore/"' in page
    assert [note.action.id for note in queries.plan().actions] == [id]


def test_the_plan_lists_what_is_missing_until_it_is_filled_in(ana):
    ana.post("/gaps/propose/", 302, gap=GAP)
    note = queries.plan().actions[0]
    assert "Nobody is responsible for 1 action." in ana.get("/plan/")

    ana.post(f"/plan/{note.action.id}/", 302, **action_form(note), responsible="Centre for social work")

    assert "Nobody is responsible" not in ana.get("/plan/")
    assert queries.action(note.action.id).action.proposal == note.action.proposal


def test_an_action_saved_unchanged_keeps_its_target(ana):
    ana.post("/gaps/propose/", 302, gap=GAP)
    note = queries.plan().actions[0]

    ana.post(f"/plan/{note.action.id}/", 302, **action_form(note))

    saved = queries.action(note.action.id).action
    assert saved.target == note.action.target
    assert saved.baseline == pytest.approx(note.action.baseline, abs=1e-6)


def test_two_people_who_save_the_same_action_see_both_versions(ana):
    ana.post("/gaps/propose/", 302, gap=GAP)
    note = queries.plan().actions[0]
    ana.post(f"/plan/{note.action.id}/", 302, **action_form(note), responsible="Ana")

    page = ana.post(f"/plan/{note.action.id}/", 409, **action_form(note), responsible="Besim")

    assert ">Ana<" in page
    assert "<strong>Besim</strong>" in page


def test_a_saved_version_keeps_the_plan_as_it_was(ana):
    ana.post("/gaps/propose/", 302, gap=GAP)
    ana.post("/plan/save/", 302, version_note="for the council")

    assert "for the council" in ana.get("/plan/versions/1/")


def test_the_plan_is_a_spreadsheet(ana):
    answer = ana.client.get("/plan/sheet.xlsx")

    assert answer.content.startswith(b"PK")


def test_weights_that_are_only_tried_are_not_kept(ana):
    before = dict(queries.ranking(queries.latest().id).weights)

    page = ana.get("/priorities/?w_size=0&w_voices=5")

    assert "This is an attempt" in page
    assert dict(queries.ranking(queries.latest().id).weights) == before


def test_kept_weights_count_until_they_are_reset(ana):
    before = queries.ranking(queries.latest().id).weights["size"]
    ana.post("/priorities/", 302, w_size="0.5")
    assert queries.ranking(queries.latest().id).weights["size"] == 0.5

    ana.post("/priorities/reset/")

    assert queries.ranking(queries.latest().id).weights["size"] == before


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/resources/SV-01/remove/", {}),
        ("/resources/SV-01/close/", {"closed_on": "2026-11-22"}),
        ("/gaps/propose/", {"gap": GAP}),
        ("/plan/save/", {}),
        ("/priorities/", {"w_size": "1"}),
        ("/map/", {}),
        ("/report/approve/", {}),
    ],
)
def test_a_guest_changes_nothing_and_is_told_why(guest, path, sent):
    page = guest.post(path, 403, **sent)

    assert "Your role may not do this" in page
    assert not queries.service("SV-01").removed
    assert queries.plan().actions == ()


def test_a_guest_sees_no_button_that_would_refuse(guest):
    assert "Propose a service" not in guest.get("/gaps/")
    assert "Add a service" not in guest.get("/resources/")
    assert "Make the map" not in guest.get("/")


def test_only_the_approver_approves(sign_in):
    sign_in("ceca").post("/report/approve/")

    assert queries.latest().state == "approved"


def test_a_map_that_is_asked_for_is_a_job_with_progress(ana):
    ana.post("/map/")
    job = queries.jobs()[0]

    assert job.task == "map"
    assert f'hx-get="/jobs/{job.id}/"' in ana.get("/")
    assert "hx-get" in ana.get(f"/jobs/{job.id}/", HX_Request="true")


def test_every_number_on_the_gaps_page_has_its_why(ana):
    answer = ana.client.get("/gaps/")
    links = {part.split('"')[0].replace("&amp;", "&") for part in answer.content.decode().split('href="/why/')[1:]}

    assert len(links) > 50
    for link in sorted(links)[::7]:
        assert "<blockquote" in ana.get("/why/" + link, HX_Request="true")


def test_the_outlines_hold_every_settlement(ana):
    found = json.loads(ana.client.get("/gaps/places.json").content)

    settlements = {place.id for place in queries.places() if place.kind == "settlement"}
    assert len(settlements) == 36
    assert settlements <= {feature["id"] for feature in found["features"]}


def action_form(note) -> dict[str, object]:
    from sofra.web.pages.actions import as_form as fields

    return {name: "" if value is None else value for name, value in fields(note).items() if name != "responsible"}

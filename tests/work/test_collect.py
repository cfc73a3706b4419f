"""Bringing files in: the three outcomes, whole or not at all, corrections, withdrawal, erasing."""

import json

import pytest
from tests.smalltown import SETTLEMENTS, answers, bring, bring_all, household, incoming

from sofra.store import queries
from sofra.store.answers import HeldRow, Submission
from sofra.store.imports import ImportPart, ImportRow
from sofra.types.answers import Link
from sofra.types.errors import Conflict, NotAllowed, NotFound
from sofra.work import collect
from sofra.work.reading import Incoming


@pytest.fixture
def places(workspace):
    bring("settlements.csv", SETTLEMENTS, "settlements")


def test_a_good_file_is_ready_and_nothing_is_in_before_it_is_accepted(places, besim):
    outcome = collect.upload(besim, incoming("survey.csv", answers()))

    assert (outcome.kind, outcome.file_kind, outcome.good, outcome.held) == ("ready", "answers", 40, 0)
    assert not Submission.objects.exists()


def test_an_accepted_file_is_in_and_its_bytes_are_gone(places, besim):
    outcome = collect.upload(besim, incoming("survey.csv", answers()))

    done = collect.accept(besim, outcome.id, name="Spring")

    assert done.kind == "accepted"
    assert [(each.name, each.households) for each in queries.rounds()] == [("Spring", 40)]
    assert not ImportPart.objects.exists()


def test_ten_bad_cells_hold_ten_rows_and_the_rest_comes_in(places, besim):
    text = answers(40, bad=tuple(range(1, 11)))

    outcome = collect.upload(besim, incoming("survey.csv", text))
    collect.accept(besim, outcome.id)

    assert queries.rounds()[0].households + queries.rounds()[0].held == 40


def test_columns_that_nobody_knows_have_to_be_linked_first(places, besim):
    text = "code,wo_wohnst_du,alter,x1,x2\n" + "\n".join(f"{n},Dorf,{20 + n},a,b" for n in range(40))

    outcome = collect.upload(besim, incoming("fremd.csv", text), kind="answers")
    with pytest.raises(Conflict) as stopped:
        collect.accept(besim, outcome.id)

    assert outcome.kind == "columns_wrong"
    assert stopped.value.issues[0].code == "import_columns_first"
    assert not Submission.objects.exists()


def test_linked_columns_make_a_foreign_survey_ready(places, besim, ana):
    text = "code,dorf,alter,hilfe,ort\n" + "\n".join(f"{n},A1,{20 + n},{('ja', 'nein')[n % 2]},A1" for n in range(40))
    outcome = collect.upload(besim, incoming("fremd.csv", text), kind="answers")
    links = (
        Link("alter", "age", confirmed=True),
        Link("hilfe", "needs_home_care", {"ja": "yes", "nein": "no"}, confirmed=True),
    )

    linked = collect.confirm_links(besim, outcome.id, links, {"place": "dorf"})
    collect.accept(besim, outcome.id)

    assert linked.kind == "ready"
    from sofra.work.mapping import make_map

    fact = queries.fact(make_map(ana).id, "needs.home_care", "M")
    assert fact.value == pytest.approx(0.5)


def test_a_table_with_foreign_headers_tells_what_it_has_and_what_is_wanted(workspace, besim):
    text = "numéro,désignation\nM,Town\n"

    outcome = collect.upload(besim, incoming("lieux.csv", text), kind="settlements")

    assert outcome.kind == "columns_wrong"
    assert set(outcome.found) == {"numéro", "désignation"}
    assert {"code", "name"} <= set(outcome.wanted)


def test_named_columns_make_the_table_ready(workspace, besim):
    outcome = collect.upload(besim, incoming("lieux.csv", "numéro,désignation\nM,Town\n"), kind="settlements")

    named = collect.confirm_columns(besim, outcome.id, {"code": "numéro", "name": "désignation", "kind": ""})
    collect.accept(besim, outcome.id)

    assert named.kind == "ready"
    assert "M" in [place.id for place in queries.places()]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "file_not_table"),
        ("huge.csv", b"a,b\n" + b"1,2\n" * (60 * 1024 * 1024 // 4), "file_too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_its_bytes_are_not_kept(workspace, besim, name, content, code):
    outcome = collect.upload(besim, Incoming(name, content), kind="answers")

    assert outcome.kind == "refused"
    assert [issue.code for issue in outcome.issues] == [code]
    assert not ImportPart.objects.exists()


def test_a_name_with_a_path_is_only_a_name(workspace, besim):
    outcome = collect.upload(besim, Incoming("..\\..\\/etc/settlements.csv", SETTLEMENTS.encode()), kind="settlements")

    assert outcome.kind == "ready"


def test_the_same_file_is_not_accepted_twice(places, besim):
    bring("survey.csv", answers(), "answers", besim)

    with pytest.raises(Conflict) as stopped:
        collect.upload(besim, incoming("again.csv", answers()))

    assert stopped.value.issues[0].code == "import_twice"


def test_a_guest_brings_nothing(workspace, guest):
    with pytest.raises(NotAllowed):
        collect.upload(guest, incoming("survey.csv", answers()))

    assert not ImportRow.objects.exists()


def test_when_accepting_fails_in_the_middle_nothing_is_half_written(places, besim, monkeypatch):
    outcome = collect.upload(besim, incoming("survey.csv", answers()))

    def full(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(HeldRow.objects, "bulk_create", full)
    with pytest.raises(OSError, match="full"):
        collect.accept(besim, outcome.id)

    assert not Submission.objects.exists()
    assert queries.rounds() == []
    assert queries.outcome(outcome.id).kind == "ready"


def test_a_withdrawn_round_is_counted_no_more(smalltown, besim):
    outcome = next(each for each in queries.imports() if each.file_kind == "answers")

    collect.withdraw(besim, outcome.id)

    assert queries.rounds() == []
    assert queries.outcome(outcome.id).kind == "withdrawn"


def test_a_withdrawn_register_takes_its_counts_with_it(smalltown, besim):
    outcome = next(each for each in queries.imports() if each.file_kind == "register")
    before = len(queries.registers())

    collect.withdraw(besim, outcome.id)

    assert (before, len(queries.registers())) == (2, 0)


def test_settlements_are_replaced_not_withdrawn(smalltown, besim):
    outcome = next(each for each in queries.imports() if each.file_kind == "settlements")

    with pytest.raises(Conflict):
        collect.withdraw(besim, outcome.id)

    assert len(queries.places()) == 6


def test_a_household_that_asks_to_be_forgotten_is_gone_in_every_version(smalltown, ana):
    round = queries.rounds()[0]
    key = Submission.objects.first().key

    gone = collect.erase(ana, round.id, key)

    assert gone == 1
    assert not Submission.objects.filter(key=key).exists()
    assert key not in json.dumps([[event.target, dict(event.counts)] for event in queries.events()])


def test_nobody_can_be_forgotten_twice(smalltown, ana):
    round = queries.rounds()[0]
    key = Submission.objects.first().key
    collect.erase(ana, round.id, key)

    with pytest.raises(NotFound):
        collect.erase(ana, round.id, key)


def test_no_answer_stands_in_an_event(smalltown):
    marks = {str(cell) for cell in household(7, age=69) if isinstance(cell, str) and len(cell) > 3}

    written = json.dumps([[event.target, dict(event.counts)] for event in queries.events()])

    assert not {mark for mark in marks if mark in written}


def test_a_survey_without_a_list_of_places_brings_its_own(workspace):
    bring("survey.csv", answers(), "answers")

    assert [place.kind for place in queries.places()] == ["municipality", "area", "area", "area"]


def test_two_files_of_services_with_one_id_keep_the_newer(smalltown):
    from tests.smalltown import SERVICES

    bring("services2.csv", SERVICES.replace(",20,18,", ",25,18,"), "inventory")

    kept = queries.service("S1")
    assert (kept.thing.capacity.places, kept.version) == (25, 2)


def test_everything_of_smalltown_is_there(workspace):
    outcome = bring_all()

    assert outcome.good == 40
    assert (len(queries.places()), len(queries.services()), len(queries.voices())) == (6, 4, 2)
    assert [each.group for each in queries.discrepancies()] == ["PWD-A"]

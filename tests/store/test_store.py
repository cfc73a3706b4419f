"""What the database itself keeps to, on SQLite and on PostgreSQL."""

import dataclasses
from datetime import UTC, datetime
from inspect import getmembers, isfunction

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from sofra.store import queries
from sofra.store.answers import CodebookRow, Round, Submission
from sofra.store.mapping import FactRow, Release
from sofra.store.records import as_record
from sofra.store.rows import batch_of, erased, print_of, round_input
from sofra.types.answers import Codebook, Design, Origin
from sofra.types.errors import NotFound

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_the_migration_holds_every_model(db):
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_a_cell_has_one_fact_in_a_release(mapped):
    row = FactRow.objects.filter(release_id=mapped.id).first()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_numbers_come_back_to_the_last_digit(mapped):
    row = FactRow.objects.filter(release_id=mapped.id, value__isnull=False).first()
    FactRow.objects.filter(pk=row.pk).update(value=0.1 + 0.2, se=1e-300, low=-1.7976931348623157e308)

    row.refresh_from_db()

    assert (row.value, row.se, row.low) == (0.1 + 0.2, 1e-300, -1.7976931348623157e308)


def test_sqlite_waits_and_writes_ahead(db):
    from django.conf import settings

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL")

    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


@pytest.fixture
def round(db):
    """A round of three households of one person each."""
    codebook = CodebookRow.objects.create(sha256="c" * 64, content=as_record(Codebook(())))
    found = Round.objects.create(
        name="Spring", period="2026", codebook=codebook, design=as_record(Design()),
        origin=as_record(Origin("a.csv", "0", "csv")), received_on=NOW, received_by="besim",
    )  # fmt: skip
    for number in range(3):
        document = {"household": {"_id": f"H{number}"}, "persons": [{"_id": f"H{number}/1", "_parent": f"H{number}"}]}
        Submission.objects.create(round=found, key=f"H{number}", document=document, persons=1, received_on=NOW)
    return found


def test_answers_come_back_in_the_order_in_which_they_came(round):
    batch = batch_of(round_input(round))

    assert [row["_id"] for row in batch.tables["household"]] == ["H0", "H1", "H2"]
    assert [row["_parent"] for row in batch.tables["person"]] == ["H0", "H1", "H2"]


def test_an_input_finds_its_own_version_of_a_household_after_a_correction(round):
    before = round_input(round)
    old = Submission.objects.get(key="H1")
    Submission.objects.filter(pk=old.pk).update(replaced_on=NOW)
    Submission.objects.create(
        round=round, key="H1", document={"household": {"_id": "H1", "x": 1}, "persons": []}, received_on=NOW
    )

    after = round_input(round)

    assert [row.get("x") for row in batch_of(before).tables["household"]] == [None, None, None]
    assert [row.get("x") for row in batch_of(after).tables["household"]] == [None, None, 1]
    assert before.sha256 != after.sha256


def test_what_was_erased_is_counted(round):
    given = round_input(round)

    Submission.objects.filter(key="H1").delete()

    assert erased(given) == 1


def test_the_print_of_answers_is_the_same_whatever_the_order_of_their_keys():
    assert print_of([{"a": 1, "b": "ж"}]) == print_of([{"b": "ж", "a": 1}])


def test_queries_give_frozen_values_and_no_row_of_a_table(mapped):
    for name, given in {
        "places": (), "inventory": (), "services": (), "registers": (), "voices": (), "rounds": (), "imports": (),
        "releases": (), "latest": (), "facts": (1,), "gaps": (1,), "ranking": (1,), "plan": (), "events": (),
        "jobs": (), "steps": (), "run": (1,), "sample": (1,), "proposals": (1,),
    }.items():  # fmt: skip
        given = (mapped.id,) if given else ()
        found = getattr(queries, name)(*given)
        first = found[0] if isinstance(found, list | tuple) and found else found
        if first:
            assert dataclasses.is_dataclass(first), name
            assert type(first).__dataclass_params__.frozen, name


def test_every_query_has_words():
    assert not [name for name, found in getmembers(queries, isfunction) if not found.__doc__]


@pytest.mark.parametrize("name", ["service", "provider", "site", "action"])
def test_what_is_not_there_is_said_in_words(workspace, name):
    with pytest.raises(NotFound) as stopped:
        getattr(queries, name)("X404")

    assert stopped.value.issues[0].values["id"] == "X404"


@pytest.mark.parametrize("name", ["release", "outcome", "held_row", "job", "document_bytes", "facts", "run"])
def test_a_number_that_is_not_there_is_said_in_words(workspace, name):
    with pytest.raises(NotFound):
        getattr(queries, name)(404)


def test_a_release_keeps_its_inputs_without_an_answer(mapped):
    release = Release.objects.get(pk=mapped.id)

    text = bytes(release.inputs.content).decode()

    assert '"submissions":[' in text
    assert "H001" not in text


def test_the_six_steps_start_empty(workspace):
    assert [step.state for step in queries.steps()] == ["empty"] * 6


def test_the_six_steps_of_a_mapped_town(mapped):
    found = {step.step: step for step in queries.steps()}

    assert found["needs"].counts["households"] == 40
    assert found["resources"].counts["services"] == 4
    assert found["gaps"].state == "done"
    assert found["report"].state == "empty"

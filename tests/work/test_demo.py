"""The demo municipality, through the same acts as anybody's files."""

import csv
import io
import zipfile

import pytest

from sofra.store import queries
from sofra.store.people import Member
from sofra.types.errors import NotAllowed
from sofra.work.demo import ACCOUNTS, PASSWORD, load_demo
from sofra.work.founding import DEMO, create_workspace, demo_municipality
from sofra.work.mapping import redo
from sofra.work.microdata import export_microdata


@pytest.fixture
def trpezica(settings, tmp_path, db):
    """An empty workspace of the demo municipality."""
    settings.SOFRA_WORKSPACE = create_workspace(tmp_path / "demo", demo_municipality())


def test_the_demo_is_loaded_mapped_redone_and_its_answers_leave(trpezica, ana):
    told = []

    done = load_demo(ana, lambda stage, n, total: told.append(stage))

    assert set(told) >= {"import", "estimate", "write"}
    assert done.loaded["02_survey_kobo_export.xlsx"][0] == 450
    assert queries.municipality().fictional
    assert len(queries.places()) == 41
    assert queries.steps()[2].state == "done"
    assert {event.act for event in queries.events(500)} >= {"collect.upload", "collect.accept", "map.make", "demo.load"}
    for username, _, role in ACCOUNTS:
        member = Member.objects.get(username=username)
        assert (member.role, member.check_password(PASSWORD)) == (role, True)
    assert redo(ana, done.release) == ()
    assert_the_answers_leave_without_household_settlement_and_unit(ana)


def assert_the_answers_leave_without_household_settlement_and_unit(ana):
    made = export_microdata(ana)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert sorted(archive.namelist()) == ["people.csv", "risk.en.txt", "risk.json", "risk.mk.txt"]
        rows = list(csv.DictReader(io.StringIO(archive.read("people.csv").decode("utf-8-sig"))))
    assert len(rows) == made.report.after.rows
    assert not {"settlement", "psu", "stratum", "ethnicity", "income_month", "_id", "_parent"} & set(rows[0])
    assert made.report.after.unsafe[5] == 0
    event = queries.events()[0]
    assert (event.act, dict(event.counts)) == ("microdata.export", {"rows": len(rows)})


@pytest.mark.slow
def test_a_demo_that_was_interrupted_goes_on_where_it_stopped(trpezica, ana):
    def stopped(stage: str, n: int, total: int) -> None:
        if n == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_demo(ana, stopped)

    assert len(load_demo(ana).loaded) == 14


def test_every_file_of_the_demo_is_named_in_its_readme():
    readme = (DEMO / "README.md").read_text(encoding="utf-8")

    assert not [file.name for file in DEMO.glob("*.*") if file.name != "README.md" and file.name not in readme]


def test_a_guest_loads_no_demo(trpezica, guest):
    with pytest.raises(NotAllowed):
        load_demo(guest)

"""Answers leave the office as an anonymised file only: coarse, with its report, recorded without a word of them."""

import csv
import io
import zipfile

import pytest

from sofra.store import queries
from sofra.types.errors import DesignError, NotAllowed, NotFound
from sofra.work.demo import load_demo
from sofra.work.founding import create_workspace, demo_municipality
from sofra.work.microdata import export_microdata


@pytest.fixture
def trpezica(settings, tmp_path, db, ana):
    """The demo municipality with its survey."""
    settings.SOFRA_WORKSPACE = create_workspace(tmp_path / "demo", demo_municipality())
    load_demo(ana)


def test_the_file_of_the_demo_holds_no_household_no_settlement_and_no_unit(trpezica, ana):
    made = export_microdata(ana)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert sorted(archive.namelist()) == ["people.csv", "risk.en.txt", "risk.json", "risk.mk.txt"]
        rows = list(csv.DictReader(io.StringIO(archive.read("people.csv").decode("utf-8-sig"))))
    assert len(rows) == made.report.after.rows
    assert not {"settlement", "psu", "stratum", "ethnicity", "income_month", "_id", "_parent"} & set(rows[0])
    assert made.report.after.unsafe[5] == 0
    event = queries.events()[0]
    assert (event.act, dict(event.counts)) == ("microdata.export", {"rows": len(rows)})


def test_only_who_coordinates_lets_answers_leave(workspace, besim, guest):
    for somebody in (besim, guest):
        with pytest.raises(NotAllowed):
            export_microdata(somebody)


def test_without_a_round_there_is_nothing_to_leave(workspace, ana):
    with pytest.raises(NotFound) as caught:
        export_microdata(ana)

    assert caught.value.issues[0].code == "no_round_yet"


def test_a_small_round_stays_in_the_office(smalltown, ana):
    with pytest.raises(DesignError):
        export_microdata(ana)

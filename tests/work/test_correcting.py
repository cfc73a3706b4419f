"""Held rows of the demo's survey: an age of 830 and a misspelt code, corrected one by one."""

import pytest
from tests.made_once import once

from sofra.store import queries
from sofra.store.answers import Submission
from sofra.types.errors import NotFound
from sofra.work import collect
from sofra.work.founding import DEMO
from sofra.work.reading import Incoming


@pytest.fixture
def survey(workspace, besim, kept):
    """The demo's survey, with its two bad cells and two held rows."""
    once(kept, "survey of the demo", lambda: bring_survey(besim))
    return queries.held()


def bring_survey(besim):
    form, answers = (Incoming(name, (DEMO / name).read_bytes()) for name in FILES)
    collect.accept(besim, collect.upload(besim, answers, form=form, kind="answers").id)


FILES = ("01_xlsform.xlsx", "02_survey_kobo_export.xlsx")


def test_a_held_row_says_where_it_stands_and_what_is_wrong(survey):
    wrong = {issue.where.column: issue.code for note in survey for issue in note.held.issues}

    assert wrong == {"age": "cell_out_of_range", "work": "cell_code_unknown"}


def test_a_corrected_person_joins_the_household_and_the_old_version_is_marked(survey, besim):
    note = next(note for note in survey if note.held.row["age"] == "830")
    before = Submission.objects.get(key=note.held.key)

    still = collect.correct_held(besim, note.id, {**note.held.row, "age": "83"})

    after = Submission.objects.get(key=note.held.key, replaced_on=None)
    before.refresh_from_db()
    assert still is None
    assert before.replaced_on is not None
    assert after.persons == before.persons + 1
    assert after.document["persons"][-1]["age"] == 83
    assert len(queries.held()) == 1


def test_a_row_that_is_still_wrong_stays_held_with_what_is_wrong_now(survey, besim):
    note = next(note for note in survey if note.held.row["age"] == "830")

    still = collect.correct_held(besim, note.id, {**note.held.row, "age": "eighty"})

    assert [issue.code for issue in still.held.issues] == ["cell_not_number"]
    assert still.held.row["age"] == "eighty"


def test_a_row_left_out_is_forgotten(survey, besim):
    collect.leave_out(besim, survey[0].id)

    with pytest.raises(NotFound):
        queries.held_row(survey[0].id)
    assert len(queries.held()) == 1


def test_a_household_that_is_held_brings_its_members_when_it_is_corrected(workspace, besim):
    import io

    import openpyxl

    book = openpyxl.load_workbook(DEMO / FILES[1])
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("water") + 1)
    right, cell.value = cell.value, "wattr"
    out = io.BytesIO()
    book.save(out)
    form = Incoming(FILES[0], (DEMO / FILES[0]).read_bytes())
    outcome = collect.upload(besim, Incoming("spoilt.xlsx", out.getvalue()), form=form, kind="answers")
    collect.accept(besim, outcome.id)
    home = next(note for note in queries.held() if note.held.table == "household")
    members = [note for note in queries.held() if note.held.table == "person" and note.held.key == home.held.key]

    collect.correct_held(besim, home.id, {**home.held.row, "water": right})

    assert members
    assert Submission.objects.get(key=home.held.key).persons == len(members)
    assert not [note for note in queries.held() if note.held.key == home.held.key]

"""The demo's survey with ten spoilt cells: ten told at once with row and column, the rest taken in, one put right."""

import pytest

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.answers import HeldRow, Submission
from sofra.work import collect
from sofra.work.founding import DEMO
from sofra.work.reading import Incoming

CELLS = {
    ("Trpezica 2026", 14, "heating_fuel", "cell_code_unknown"),
    ("Trpezica 2026", 35, "minutes_shop", "cell_not_number"),
    ("Trpezica 2026", 52, "base_weight", "weight_not_positive"),
    ("Trpezica 2026", 79, "settlement", "cell_code_unknown"),
    ("Trpezica 2026", 103, "", "answers_duplicate_id"),
}
"""Of the ten, those in the sheet of households; the other five are in the sheet of members."""


@pytest.fixture
def found(workspace, besim):
    file = Incoming("ten.xlsx", (DEMO / "extras" / "survey_with_ten_bad_cells.xlsx").read_bytes())
    form = Incoming("form.xlsx", (DEMO / "01_xlsform.xlsx").read_bytes())
    settlements = Incoming("03.xlsx", (DEMO / "03_settlements.xlsx").read_bytes())
    collect.accept(besim, collect.upload(besim, settlements, kind="settlements").id)
    return collect.upload(besim, file, form=form, kind="answers")


def test_the_ten_are_told_at_once_each_with_its_row_and_column_in_both_languages(found):
    own = [issue for issue in found.issues if issue.code != "household_held"]

    spots = [(issue.where.sheet, issue.where.row, issue.where.column, issue.code) for issue in own]
    assert len(spots) == len(set(spots)) == 10
    assert {spot for spot in spots if spot[0] == "Trpezica 2026"} == CELLS
    assert all(row and sheet for sheet, row, _, _ in spots)
    assert sum(column == "" for _, _, column, _ in spots) == 1
    for lang in ("en", "mk"):
        assert all(texts(lang).what(issue) and texts(lang).remedy(issue) for issue in own)


def test_the_ten_rows_are_held_with_the_members_that_wait_and_everybody_else_comes_in(found, besim):
    members = sum(issue.code == "household_held" for issue in found.issues)

    done = collect.accept(besim, found.id)

    held = HeldRow.objects.filter(state="held")
    assert (done.good, Submission.objects.count()) == (445, 445)
    assert held.count() == done.held == 10 + members
    assert held.filter(table="household").count() == 5


def test_a_household_put_right_joins_with_its_members_and_the_nine_others_wait(found, besim):
    collect.accept(besim, found.id)
    note = next(note for note in queries.held() if "wodd" in note.held.row.values())
    members = [each for each in queries.held() if each.held.key == note.held.key and each.id != note.id]

    still = collect.correct_held(besim, note.id, {**note.held.row, "heating_fuel": "wood"})

    joined = Submission.objects.get(key=note.held.key)
    assert still is None
    assert joined.document["household"]["heating_fuel"] == "wood"
    assert joined.persons == len(members) > 0
    assert Submission.objects.count() == 446
    own = [each for each in queries.held() if any(i.code != "household_held" for i in each.held.issues)]
    assert len(own) == 9

"""`sofra weigh`: an office's own totals tried, kept, mapped, redone and taken away again."""

import re
from pathlib import Path

import pytest
from tests.cli.test_cli import sofra
from tests.smalltown import SETTLEMENTS, answers

TOTALS = """\
margin,category,total
area,A,700
area,B,300
social_assistance,yes,250
social_assistance,no,750
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    """A workspace with settlements and a survey, and tables of totals beside it."""
    folder = tmp_path_factory.mktemp("weighed")
    wrong = TOTALS.replace("A,700", "A,500").replace("yes,250", "yes,0") + "colour,red,5\n"
    files = {"places.csv": SETTLEMENTS, "survey.csv": answers(80), "totals.csv": TOTALS, "wrong.csv": wrong,
             "empty.csv": TOTALS + "area,C,\n"}  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for command in (
        ("init", "workspace", "--name", "Smalltown", "--period", "2026"),
        ("import", "places.csv", "--kind", "settlements"),
        ("import", "survey.csv", "--kind", "answers", "--name", "Spring"),
    ):
        done = sofra(*command, folder=folder)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    return folder


def test_weights_are_told_before_anything_is_given(town):
    told = sofra("weigh", folder=town)

    assert told.returncode == 0, told.stderr
    assert "Spring: 80 rows with a weight." in told.stdout
    assert "Design effect of the weights (Kish): 1.00 before" in told.stdout


def test_totals_can_be_tried_without_being_kept(town):
    tried = sofra("weigh", "totals.csv", "--check", folder=town)
    after = sofra("weigh", folder=town)

    assert tried.returncode == 0, tried.stderr
    assert re.search(r"area: B: \d+ rows, total 300, stood for 500 before and 300 after", tried.stdout), tried.stdout
    assert "From the next map on" not in tried.stdout
    assert "area: B" not in after.stdout


@pytest.mark.slow  # two whole maps by commands; the acts have their own tests
def test_kept_totals_reach_the_map_the_report_and_the_release_done_again(town):
    kept = sofra("weigh", "totals.csv", folder=town)
    mapped = sofra("map", folder=town)
    report = sofra("report", "--format", "html", "--to", "report.html", folder=town)
    again = sofra("redo", folder=town)
    cleared = sofra("weigh", "--clear", folder=town)
    after = sofra("redo", folder=town)

    for done in (kept, mapped, report, again, cleared, after):
        assert done.returncode == 0, (done.stdout, done.stderr)
    text = (town / "report.html").read_text(encoding="utf-8")
    assert "own totals (raking)" in text.replace("&#x27;", "'")
    assert re.search(r"raked to</th><td[^>]*>area,\W+social_\W*assistance", text)
    assert "no longer fitted" in cleared.stdout


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "contradict the list of places: its households"),
        ("mk", "му противречат на списокот на места: неговите домаќинства"),
    ],
)
def test_wrong_totals_are_told_all_at_once_and_nothing_is_kept(town, lang, sentence):
    done = sofra("weigh", "wrong.csv", folder=town, lang=lang)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "colour" in done.stderr
    assert "social_assistance: yes" in done.stderr
    assert "colour" not in sofra("weigh", folder=town).stdout


def test_a_line_without_a_total_keeps_everything_out(town):
    done = sofra("weigh", "empty.csv", folder=town)

    assert done.returncode == 1
    assert "Nothing was kept" in done.stdout

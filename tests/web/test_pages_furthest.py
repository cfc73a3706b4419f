"""The page of the furthest behind: the ladder, its record, its table, and the plan of the next search."""

import io
import re

import openpyxl
import pytest

from sofra.packs.texts import LANGUAGES, texts
from sofra.store import queries
from sofra.store.searches import SearchRow
from sofra.types.furthest import Furthest

pytestmark = pytest.mark.once


def found() -> Furthest:
    return queries.annex(queries.latest().id, "furthest", Furthest)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_group_stands_on_the_page_with_its_sentence_and_its_verdict(sign_in, lang):
    page, said = sign_in("ana", lang).get("/needs/furthest/"), texts(lang)

    groups = [group for search in found().searches for group in search.groups]
    assert len(re.findall(r'class="mark (absent|short|closed)"', page)) == len(groups) > 5
    for group in groups:
        assert said.say(f"furthest.verdict.{group.verdict}") in page
    for search in found().searches:
        assert search.registered.digest in page
    assert said.say("furthest.timing.before") in page


def test_the_ladder_is_a_picture_with_words_for_those_who_do_not_see_it(ana):
    page = ana.get("/needs/furthest/")
    picture = ana.client.get("/needs/furthest/0/ladder.png")

    assert 'alt="The ladder of the furthest behind' in page
    assert picture.content.startswith(b"\x89PNG")


def test_the_table_has_a_line_for_every_group(ana):
    answer = ana.client.get("/needs/furthest/sheet.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [sheet.max_row - 5 for sheet in book] == [len(search.groups) for search in found().searches]
    assert book.worksheets[0]["C3"].value == "Verdict"


def test_a_plan_is_registered_on_the_page(ana):
    before = SearchRow.objects.count()

    to = ana.post("/needs/furthest/register/", outcome="lacks.transport", circumstances=["sex", "age"], depth="2")

    assert to == "/needs/furthest/"
    assert SearchRow.objects.count() == before + 1
    kept = SearchRow.objects.last()
    assert (kept.indicator, kept.registered_by) == ("lacks.transport", "ana")
    assert kept.digest in ana.get("/needs/furthest/")


def test_a_plan_without_circumstances_is_told_what_it_lacks(ana):
    page = ana.post("/needs/furthest/register/", 422, outcome="lacks.transport", depth="2")

    assert "The plan names no circumstance." in page


def test_a_guest_sees_the_ladder_and_registers_nothing(guest):
    page = guest.get("/needs/furthest/")
    answer = guest.client.post(
        "/needs/furthest/register/", {"outcome": "lacks.transport", "circumstances": ["sex"], "depth": "0"}
    )

    assert "Register this plan" not in page
    assert answer.status_code in {403, 422}
    assert SearchRow.objects.filter(registered_by="guest").count() == 0


def test_a_search_that_is_not_there_is_a_missing_page(ana):
    assert ana.client.get("/needs/furthest/77/ladder.png").status_code == 404

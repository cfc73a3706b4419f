"""Compare groups: the page, its choices, its exports, its empty state."""

import csv
import io

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_pair_says_which_group_has_more_and_what_chance_can_do(ana):
    page = ana.get("/needs/compare/?indicator=lacks.transport&pair=disability")

    assert "In the group “Adults with disabilities” it is" in page
    assert "chance alone is an unlikely reason" in page
    assert "comparisons were made for this question" in page
    assert 'id="pair-sex"' not in page


def test_all_pairs_stand_there_when_none_is_chosen(ana):
    page = ana.get("/needs/compare/?indicator=lacks.transport")

    assert all(f'id="pair-{pair}"' in page for pair in ("sex", "older", "disability", "assistance"))
    assert "Every group and area against everybody else" in page
    assert "/why/?indicator=inequality.difference.sex%3Alacks.transport" in page


def test_a_difference_can_be_asked_why(ana):
    page = ana.get("/why/?indicator=inequality.difference.sex:lacks.transport&place=TRP&group=ALL")

    assert "Number of the first group − number of the second group" in page


def test_a_group_that_is_withheld_in_needs_is_withheld_here(ana):
    needs = ana.get("/needs/poverty.assistance/")
    page = ana.get("/needs/compare/?indicator=poverty.assistance&pair=roma")

    assert "Roma" in needs
    assert page.count("Withheld") >= 1
    assert "In the group “Roma”" not in page


def test_a_question_is_not_compared_by_groups_that_its_answer_makes(ana):
    assert 'id="pair-assistance"' not in ana.get("/needs/compare/?indicator=poverty.assistance")


def test_a_wish_that_nobody_knows_shows_the_surest_difference(ana):
    assert "clear difference" in ana.get("/needs/compare/?indicator=nonsense&pair=nonsense")


def test_the_comparison_leaves_as_a_table(ana):
    sheet = ana.client.get("/needs/compare/sheet/?indicator=lacks.transport")
    text = ana.client.get("/needs/compare/sheet/?indicator=lacks.transport&as=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert sheet.content[:2] == b"PK"
    assert rows[0][0] == "Group"
    assert any(row[0] == "Women and girls" and row[-1] == "cannot be told apart" for row in rows)


def test_the_page_speaks_macedonian(sign_in):
    page = sign_in("ana", "mk").get("/needs/compare/?indicator=lacks.transport&pair=disability")

    assert "Во групата „Возрасни со попреченост“" in page


def test_without_a_map_the_page_says_what_to_do(empty_workspace, db):
    from sofra.store.people import Member
    from sofra.work.acts import KEEPER
    from sofra.work.people import add_member

    add_member(KEEPER, "ana", "Ana", "coordinator", password="long-enough-for-a-test")
    client = Client()
    client.force_login(Member.objects.get(username="ana"), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["sofra_language"] = "en"

    assert "make the social map first" in client.get("/needs/compare/").content.decode()

"""Quality of the numbers, the method page of a number, and the profile of a group or a settlement, as pages."""

import io

import pytest
from openpyxl import load_workbook

from sofra.store import queries
from sofra.store.people import Member

pytestmark = pytest.mark.once


def rows(reader, path: str) -> list[tuple]:
    answer = reader.client.get(path)
    assert answer.status_code == 200
    return [row for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True) if any(row)]


@pytest.mark.parametrize(("lang", "words"), [("en", "are precise enough to decide on"), ("mk", "доволно прецизни")])
def test_the_quality_page_says_first_how_many_numbers_are_good_enough(sign_in, lang, words):
    for username in ("ana", "guest"):
        assert words in sign_in(username, lang).get("/needs/quality/")


def test_every_line_of_the_quality_page_leads_to_the_method_page_of_its_number(guest):
    page = guest.get("/needs/quality/")

    assert page.count('href="/why/') >= 30
    assert "/why/?indicator=poverty.deprived&amp;place=TRP&amp;group=ALL" in page


def test_the_quality_table_comes_as_a_workbook_with_the_parts_of_scales(guest):
    table = rows(guest, "/needs/quality/sheet.xlsx")

    assert len(table[1]) == 13
    assert len(table) > 45  # all indicators that were asked about, not only the 35 of the page
    deprived = next(row for row in table if row[0] and row[0].startswith("Severely deprived"))
    assert deprived[2:6] == ("710", "334", "2.1", "26%")


def test_the_method_page_of_a_number_tells_its_base_error_verdicts_and_how_to_cite_it(guest):
    page = guest.get("/why/?indicator=poverty.deprived&place=TRP&group=ALL")

    release = queries.latest().id
    for words in ("as much as 334", "Degrees of freedom", "Korn and Graubard", "if all had said yes", "0.5",
                  "Could it give somebody away?", f"release {release} of", f"sofra redo {release}"):  # fmt: skip
        assert words in page


def test_a_withheld_number_has_a_method_page_that_tells_nothing_of_it(guest):
    page = guest.get("/why/?indicator=housing.cold&place=TRP-14&group=ALL")

    assert "Not told: how precise" in page
    assert "Degrees of freedom" not in page
    assert "sofra.estimate" not in page


def test_an_indicators_page_and_the_method_page_lead_to_each_other(guest):
    assert 'href="/needs/poverty.deprived/"' in guest.get("/why/?indicator=poverty.deprived&place=TRP&group=ALL")
    indicator = guest.get("/needs/poverty.deprived/")
    assert "/why/?indicator=poverty.deprived&amp;place=TRP&amp;group=ALL" in indicator
    assert "Worked example with made-up people" in indicator


def test_a_group_has_a_profile_over_all_indicators_to_take_along(guest):
    page = guest.get("/needs/?group=PWD-A&place=TRP")
    table = rows(guest, "/needs/profile.xlsx?group=PWD-A&place=TRP")

    assert "/needs/profile.xlsx?group=PWD-A&amp;place=TRP" in page
    assert table[0][0] == "Profile: Adults with disabilities, Trpezica"
    care = next(row for row in table if row[0] == "Need help and care at home: share of adults")
    assert care[1:5] == ("41%", "31–52%", "7%", "clearly worse off")


def test_a_settlement_can_be_chosen_and_says_that_few_were_asked(guest):
    page = guest.get("/needs/?place=TRP-14")

    assert '<option value="TRP-14" selected>' in page
    assert "In one settlement few people were asked" in page


def test_hours_never_end_below_zero(guest):
    assert "(-0" not in guest.get("/needs/?place=TRP-14")


def test_a_profile_of_nobody_is_the_profile_of_everybody(guest):
    assert rows(guest, "/needs/profile.xlsx?group=nobody&place=nowhere")[0][0] == "Profile: All people, Trpezica"


def test_without_a_map_the_quality_page_says_what_to_do(empty_workspace, client):
    person = Member.objects.create_user("nova", role="guest", name="Nova")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["sofra_language"] = "en"

    assert "There are no numbers yet" in client.get("/needs/quality/").content.decode()
    assert client.get("/needs/quality/sheet.xlsx").status_code == 404


@pytest.mark.parametrize("path", ["/needs/nonsense/", "/why/?indicator=nonsense", "/gaps/place/nowhere/"])
def test_what_is_not_there_is_not_found(guest, path):
    guest.get(path, 404)

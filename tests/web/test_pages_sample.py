"""The sample planner and the fieldwork as pages: sentences first, tables beside them, a protocol to print."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store.mapping import Release

LIST_OF_424 = {
    "plan_name": "People with disabilities", "who": "PWD-A", "recruitment": "list", "people_there": "424",
    "points": "5", "expected_share": "50", "response": "100", "per_unit": "0", "alike": "0",
    "rule": "proportional", "least": "0",
}  # fmt: skip
SURVEY = "household_id,settlement,stratum,psu,base_weight,interview_date,consent,hh_size,social_assistance\n" + "".join(
    f"X{n},TRP-01,town,X{n % 3},20,2026-05-0{1 + n % 9},yes,2,no\n" for n in range(30)
)
HOUSEHOLDS = LIST_OF_424 | {
    "plan_name": "Households 2027", "who": "ALL", "recruitment": "area", "people_there": "", "response": "85",
    "per_unit": "10", "alike": "5",
}  # fmt: skip


def _kept(ana, wish) -> str:
    return ana.post("/prepare/sample/", **wish)


def test_the_planner_opens_with_its_form_and_the_ways_to_find_people(ana):
    page = ana.get("/prepare/sample/")

    assert "Whom to ask, and how many" in page
    assert "People bring people (coupons)" in page


def test_424_people_at_five_points_are_all_to_be_asked(ana):
    page = ana.get("/prepare/sample/?" + "&".join(f"{name}={value}" for name, value in LIST_OF_424.items()))

    assert "202 interviews are needed" in page
    assert "That is 202 of 424: 48%" in page or "That is 202 of 424: 48 %" in page
    assert "Ask all 424 on the list" in page


def test_the_answer_is_there_in_macedonian(sign_in):
    page = sign_in("ana", "mk").get(
        "/prepare/sample/?" + "&".join(f"{name}={value}" for name, value in LIST_OF_424.items())
    )

    assert "потребни се 202 интервјуа" in page


def test_a_household_sample_is_shared_out_among_the_areas(ana):
    page = ana.get(_kept(ana, HOUSEHOLDS))

    assert "People to approach by area" in page
    assert "Mountain villages" in page
    assert "too few: only for the whole municipality" in page


def test_everything_that_is_wrong_with_a_wish_is_said_at_once(ana):
    wrong = LIST_OF_424 | {"points": "0", "response": "120", "people_there": "0"}

    page = ana.post("/prepare/sample/", 422, **wrong)

    for said in ("A precision of ±0", "A response of 120 %", "The population is given as 0"):
        assert said in page


def test_a_sample_of_convenience_is_said_to_be_one(ana):
    page = ana.get(_kept(ana, LIST_OF_424 | {"recruitment": "convenience", "people_there": "3045"}))

    assert "This is no sample with known chances." in page


def test_a_plan_is_drawn_from_the_settlements_and_its_protocol_is_printed(ana):
    where = _kept(ana, HOUSEHOLDS)
    drawn = ana.post(f"{where}draw/", method="systematic_pps", seed="20261122", reserve="20")

    page = ana.get(drawn)

    assert "Protocol of the draw: Households 2027" in page
    assert "20261122" in page
    pdf = ana.client.get(f"{drawn}file/?format=pdf").content
    assert pdf.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(ana.client.get(f"{drawn}file/?format=xlsx").content))
    assert len(book.sheetnames) == 3


def test_the_same_seed_draws_the_same_again(ana):
    where = _kept(ana, HOUSEHOLDS)
    sent = {"method": "brewer", "seed": "7", "reserve": "0"}

    pages = [ana.get(ana.post(f"{where}draw/", **sent)) for _ in range(2)]
    rows = [re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)[1] for page in pages]

    assert rows[0] == rows[1]


def test_a_list_with_names_is_refused_and_nothing_is_kept(ana):
    where = _kept(ana, LIST_OF_424 | {"recruitment": "list", "people_there": "3045"})
    names = SimpleUploadedFile("people.csv", "id,име и презиме\n1,Ана Анова\n2,Бесим Беса\n".encode())

    page = ana.post(f"{where}draw/", 422, method="simple", seed="", reserve="0", list=names)

    assert "looks like people" in page
    assert "Анова" not in page


def test_a_list_of_numbers_is_drawn(ana):
    where = _kept(ana, LIST_OF_424)
    lines = "id,stratum\n" + "\n".join(f"{n},{'town' if n <= 300 else 'villages'}" for n in range(1, 425))

    drawn = ana.post(
        f"{where}draw/", method="simple", seed="1", reserve="0", list=SimpleUploadedFile("list.csv", lines.encode())
    )

    assert "424" in ana.get(drawn)


def test_the_fieldwork_shows_what_is_done_and_how_precise_it_is(ana):
    page = ana.get("/needs/fieldwork/")

    assert "How the interviews go" in page
    assert "450" in page
    assert "Design effect" in page
    assert "With 25% more" in page or "With 25 % more" in page


def test_the_fieldwork_is_a_workbook_too(ana):
    answer = ana.client.get("/needs/fieldwork/sheet.xlsx")

    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames


def test_a_guest_may_look_but_not_draw(sign_in, ana):
    where = _kept(ana, HOUSEHOLDS)
    guest = sign_in("guest")

    assert "Draw now" not in guest.get(where)
    assert guest.client.post(f"{where}draw/", {"method": "simple"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/needs/", "/gaps/", "/priorities/", "/plan/", "/report/"])
def test_every_page_with_numbers_says_when_the_sample_has_no_known_chances(ana, path):
    note = "come from a sample without known probabilities"
    assert note not in ana.get(path)
    newest = Release.objects.first()
    Release.objects.filter(pk=newest.pk).update(sample={**newest.sample, "probability": False})

    assert note in ana.get(path)


def test_how_the_people_were_found_is_asked_when_answers_are_taken_in(ana):
    answers = ana.client.get("/prepare/").content.decode()
    file = SimpleUploadedFile("more.csv", SURVEY.encode())
    where = ana.post("/prepare/", file=file, kind="answers")

    page = ana.get(where)

    assert "more.csv" not in answers
    assert "How were the people found?" in page
    assert "Met at places and times" in page

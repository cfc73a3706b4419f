"""Surveys with their XLSForm: every cell checked, bad rows held, everything said at once."""

import pytest

from sofra.sources.answers import Options, read_answers
from sofra.sources.constraint import limit
from sofra.sources.form import read_form
from sofra.types.answers import Kind
from sofra.types.errors import Severity, SourceError

SURVEY = [
    ["type", "name", "label::English (en)", "label::Македонски (mk)", "constraint"],
    ["today", "interview_date", "Date", "Датум", None],
    ["deviceid", "deviceid", None, None, None],
    ["begin group", "home", "Home", "Дом", None],
    ["integer", "hh_size", "How many live here?", "Колкумина живеат овде?", ". > 0 and . <= 20"],
    ["select_one yn", "car", "Do you have a car?", "Имате ли автомобил?", None],
    ["select_multiple fuel", "heating", "What do you heat with?", "Со што се греете?", None],
    ["end group", None, None, None, None],
    ["calculate", "base_weight", None, None, None],
    ["begin repeat", "members", "Members", "Членови", None],
    ["integer", "age", "Age", "Возраст", ". >= 0 and . <= 120"],
    ["select_one sex", "sex", "Sex", "Пол", None],
    ["end repeat", None, None, None, None],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Македонски (mk)"],
    ["yn", "yes", "Yes", "Да"],
    ["yn", "no", "No", "Не"],
    ["yn", "dk", "Does not know", "Не знае"],
    ["fuel", "wood", "Wood", "Дрва"],
    ["fuel", "power", "Electricity", "Струја"],
    ["sex", "f", "Female", "Женски"],
    ["sex", "m", "Male", "Машки"],
]
HOUSEHOLDS = [
    ["interview_date", "home/hh_size", "home/car", "home/heating", "home/heating/wood", "home/heating/power",
     "base_weight", "_id", "_uuid", "_index"],
    ["2026-05-11", 2, "yes", "wood", 1, 0, 66.5, 71, "u1", 1],
    ["2026-05-12", 1, "dk", "wood power", 1, 1, 60, 72, "u2", 2],
]  # fmt: skip
MEMBERS = [
    ["members/age", "members/sex", "_index", "_parent_index", "_submission__uuid"],
    [34, "f", 1, 1, "u1"],
    [7, "m", 2, 1, "u1"],
    [81, "f", 3, 2, "u2"],
]


@pytest.fixture
def form(workbook):
    return workbook({"survey": SURVEY, "choices": CHOICES}, "form.xlsx")


@pytest.fixture
def export(workbook):
    def write(households=HOUSEHOLDS, members=MEMBERS):
        return workbook({"Survey": households, "members": members}, "export.xlsx")

    return write


def test_a_kobo_export_becomes_households_and_persons(form, export):
    batch = read_answers(export(), form)

    first, second = batch.tables["household"]
    assert first == {"_id": "u1", "interview_date": "2026-05-11", "hh_size": 2, "car": "yes", "heating": "wood",
                     "base_weight": 66.5}  # fmt: skip
    assert (second["car"], second["heating"]) == (None, "wood power")
    assert [person["_parent"] for person in batch.tables["person"]] == ["u1", "u1", "u2"]
    assert [person["age"] for person in batch.tables["person"]] == [34, 7, 81]
    assert batch.issues == ()


def test_the_form_gives_kinds_limits_choices_and_words(form):
    codebook = read_form(form).codebook

    size, heating = codebook.find("hh_size"), codebook.find("heating")
    assert (size.kind, size.low, size.high) == (Kind.INTEGER, 1, 20)
    assert heating.kind is Kind.CHOICES
    assert heating.choices[1].label == {"en": "Electricity", "mk": "Струја"}
    assert codebook.find("age").table == "person"
    assert codebook.languages == ("en", "mk")
    assert codebook.find("car").missing == ("dk",)


def test_a_good_file_with_bad_cells_brings_the_rest_and_holds_those_rows(form, export, told):
    households = [*HOUSEHOLDS, ["2026-05-12", 3, "yess", "wood", 1, 0, 60, 73, "u3", 3]]
    members = [*MEMBERS, [830, "f", 4, 2, "u2"], ["forty", "m", 5, 2, "u2"], [5, "f", 6, 3, "u3"]]

    batch = read_answers(export(households, members), form)

    assert told(batch.issues) == ["cell_code_unknown", "cell_out_of_range", "cell_not_number", "household_held"]
    assert len(batch.tables["household"]) == 2
    assert len(batch.tables["person"]) == 3
    assert [held.table for held in batch.held] == ["household", "person", "person", "person"]
    assert batch.held[1].row["members/age"] == "830"
    wrong = batch.issues[0]
    assert (wrong.values["value"], wrong.values["expected"]) == ("yess", "yes")
    assert (wrong.where.sheet, wrong.where.row, wrong.where.column) == ("Survey", 4, "home/car")


def test_an_interview_sent_twice_is_held_once(form, export, told):
    twice = [*HOUSEHOLDS, [*HOUSEHOLDS[1][:-1], 3]]

    batch = read_answers(export(twice, [*MEMBERS, [34, "f", 4, 3, "u1"]]), form)

    assert told(batch.issues) == ["answers_duplicate_id", "household_held"]
    assert [row["_id"] for row in batch.tables["household"]] == ["u1", "u2"]
    assert len(batch.tables["person"]) == 3


def test_a_person_without_a_household_is_held(form, export, told):
    batch = read_answers(export(members=[*MEMBERS, [40, "m", 4, 9, "u9"]]), form)

    assert told(batch.issues) == ["person_without_household"]
    assert len(batch.tables["person"]) == 3


def test_a_misspelt_column_stops_the_file_and_names_the_closest(form, csv_file, told):
    path = csv_file("_uuid,hh_szie,car\nu1,2,yes\nu2,99,maybe\n")

    with pytest.raises(SourceError) as refused:
        read_answers(path, form)

    assert told(refused.value) == ["column_misspelt", "cell_code_unknown"]
    assert refused.value.issues[0].values == {"column": "hh_szie", "closest": "hh_size"}


def test_a_column_that_a_person_accepts_stays_under_its_name(form, csv_file):
    path = csv_file("_uuid,hh_szie,car\nu1,2,yes\nu2,3,no\n")

    batch = read_answers(path, form, options=Options(accept=frozenset({"hh_szie"})))

    assert [row["hh_szie"] for row in batch.tables["household"]] == [2, 3]


def test_an_unknown_column_stays_and_is_noted(form, csv_file, told):
    batch = read_answers(csv_file("_uuid,hh_size,Weight R\nu1,2,1.5\nu2,3,2.5\n"), form)

    assert told(batch.issues) == ["column_unknown"]
    assert batch.issues[0].severity is Severity.NOTE
    assert [row["weight_r"] for row in batch.tables["household"]] == [1.5, 2.5]


@pytest.mark.parametrize(
    "header",
    [
        "home/hh_size,home/car,home/heating",
        "home-hh_size,home-car,home-heating",
        "home.hh_size,home.car,home.heating",
        "hh_size,car,heating",
        "How many live here?,Do you have a car?,What do you heat with?",
        "Колкумина живеат овде?,Имате ли автомобил?,Со што се греете?",
        "X.U.FEFF.hh_size,CAR,heating",
    ],
)
def test_a_question_is_found_under_any_of_its_names(form, csv_file, header):
    batch = read_answers(csv_file(f"{header},_uuid\n2,Yes,Дрва\n"), form)

    assert batch.tables["household"] == ({"_id": "row 2", "hh_size": 2, "car": "yes", "heating": "wood"},)


def test_split_columns_alone_make_the_answer(form, csv_file):
    text = "X_uuid,heating.wood,heating.power\nu1,TRUE,FALSE\nu2,1,1\nu3,,\nu4,0,0\n"

    batch = read_answers(csv_file(text), form)

    assert [row["heating"] for row in batch.tables["household"]] == ["wood", "wood power", None, None]
    assert [row["_id"] for row in batch.tables["household"]] == ["u1", "u2", "u3", "u4"]


def test_persons_may_come_in_a_file_of_their_own(form, csv_file):
    households = csv_file("hh_size,KEY\n2,uuid:a\n1,uuid:b\n")
    persons = csv_file("age,sex,PARENT_KEY,KEY\n3,f,uuid:a,x\n30,m,uuid:a,y\n70,f,uuid:b,z\n", "members.csv")

    batch = read_answers(households, form, options=Options(repeats=(persons,)))

    assert [person["_parent"] for person in batch.tables["person"]] == ["uuid:a", "uuid:a", "uuid:b"]


def test_weights_that_are_absent_zero_or_negative_hold_the_row(csv_file, told):
    path = csv_file("id,w\na,1.5\nb,0\nc,\nd,-2\ne,abc\n" + "".join(f"x{n},2\n" for n in range(40)))

    batch = read_answers(path, options=Options(weight="w"))

    assert sorted(told(batch.issues)) == sorted(
        ["weight_not_positive", "weight_absent", "weight_not_positive", "cell_not_number"]
    )
    assert len(batch.tables["household"]) == 41


def test_a_household_in_no_known_place_is_held(csv_file, told):
    options = Options(place="settlement", places=frozenset({"TRP-01", "TRP-02"}))

    batch = read_answers(csv_file("id,settlement\na,TRP-01\nb,TRP-99\n"), options=options)

    assert told(batch.issues) == ["answers_place_unknown"]
    assert [row["_id"] for row in batch.tables["household"]] == ["a"]


def test_a_file_of_persons_becomes_households_and_persons(csv_file):
    text = "person,home,region,age\n1,h1,A,30\n2,h1,A,5\n3,h2,B,70\n4,h3,A,41\n"

    batch = read_answers(csv_file(text), options=Options(household="home"))

    assert batch.tables["household"] == tuple(
        {"_id": home, "home": home, "region": region} for home, region in (("h1", "A"), ("h2", "B"), ("h3", "A"))
    )
    assert [(row["_parent"], row["age"]) for row in batch.tables["person"]] == [
        ("h1", 30), ("h1", 5), ("h2", 70), ("h3", 41)
    ]  # fmt: skip


def test_a_code_that_comes_often_is_another_version_of_the_form(form, csv_file, told):
    rows = "".join(f"u{n},{'bicycle' if n % 4 == 0 else 'yes'}\n" for n in range(100))

    batch = read_answers(csv_file(f"_uuid,car\n{rows}"), form)

    assert told(batch.issues) == ["code_not_on_form"]
    assert batch.issues[0].values["n"] == 25
    assert len(batch.tables["household"]) == 100


def test_device_numbers_and_positions_never_come_in(form, csv_file):
    text = "_uuid,hh_size,deviceid,X_submitted_by,_gps_latitude\nu1,2,phone:x,clerk,41.1\nu2,two,phone:x,clerk,41.1\n"

    batch = read_answers(csv_file(text), form)

    assert set(batch.tables["household"][0]) == {"_id", "hh_size"}
    assert batch.held[0].row == {"_uuid": "u2", "hh_size": "two"}


@pytest.mark.parametrize(
    ("text", "low", "high", "missing"),
    [
        (". > 17 and . < 120", 18, 119, ()),
        (".=0 or .>=9999  and .<= 10000000", 0, 10_000_000, ()),
        (". = -99 or (. >= 0 and . <= 24)", 0, 24, ("-99",)),
        (".<= ${tot_expenses}", None, None, ()),
        ("regex(., '^[0]{1}[0-9]{10}$')", None, None, ()),
        ("", None, None, ()),
        (". >= 5", 5, None, ()),
    ],
)
def test_a_constraint_is_read_as_its_widest_range(text, low, high, missing):
    found = limit(text, whole=True)

    assert (found.low, found.high, found.missing) == (low, high, missing)


def test_a_workbook_that_is_no_form_says_so(workbook, told):
    with pytest.raises(SourceError) as refused:
        read_form(workbook({"Data": [["a"], ["1"]]}))

    assert told(refused.value) == ["form_not_xlsform"]

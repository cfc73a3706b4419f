"""Lists of people become pseudonyms while they are read; nothing readable comes out of them."""

import io
from datetime import date

import openpyxl
import pytest

from sofra.packs.texts import LANGUAGES, texts
from sofra.sources.lists import People, read_people
from sofra.sources.pseudonyms import band, looks_like_numbers, personal_number, sound
from sofra.types.errors import SourceError

TODAY = date(2026, 11, 22)
HEAD = "име,презиме,датум на раѓање,пол,место\n"
READABLE = ("Петровски", "Petrovski", "Ѓорѓи", "Gjorgji", "1950", "0304950450001", "Горно")


def people(text: str, name: str = "list.csv", secret: bytes = b"office", **more) -> People:
    return read_people(name, text.encode(), secret=secret, today=TODAY, **more)


def codes(found: People) -> dict[str, dict]:
    return {issue.code: dict(issue.values) for issue in found.issues}


def test_one_person_in_two_alphabets_has_the_same_sound_and_no_readable_trace():
    found = people(HEAD + "Ѓорѓи,Петровски,03.04.1950,м,Горно Село\nGjorgji,Petrovski,1950-04-03,m,Gorno Selo\n")
    one, other = found.traces

    assert one.marks == other.marks
    assert one.near == other.near
    assert not [word for word in READABLE if word in repr(found)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ѓорѓи", "Gjorgji"), ("Ѓорѓи", "Gorgi"), ("Љупчо", "Ljupco"), ("Ќемал", "Qemal"), ("Шабан", "Shaban"),
     ("Živko", "Живко"), ("Đorđe", "Ѓорѓе"), ("Xhevat", "Џеват"), ("Петровска Ристеска", "Risteska-Petrovska"),
     ("Јована", "Iovana"), ("Hristina", "Ристина")],
)  # fmt: skip
def test_names_of_the_region_sound_alike_however_they_are_spelt(one, other):
    assert sound(one) == sound(other)


def test_a_slip_of_one_letter_leaves_a_hash_in_common_and_another_name_none():
    rows = "Ana,Stojanova,1960-02-03,f,A\nAna,Stoanova,1960-02-03,f,A\nAna,Bogdanska,1960-02-03,f,A\n"

    first, slip, other = (set(trace.near["surname"]) for trace in people(HEAD + rows).traces)

    assert first & slip
    assert not first & other
    assert {len(codes) for codes in (first, slip, other)} == {12}


def test_day_and_month_changed_round_share_a_hash():
    first, second = people(HEAD + "Ana,K,1960-02-03,f,A\nAna,K,1960-03-02,f,A\n").traces

    assert first.marks["born"] != second.marks["born"]
    assert first.marks["born_either"] == second.marks["born_either"]


def test_another_office_has_other_pseudonyms():
    rows = HEAD + "Ana,K,1960-02-03,f,A\nBora,L,1961-02-03,m,A\n"

    one, other = people(rows), people(rows, secret=b"other")

    assert not set(one.traces[0].marks.values()) & set(other.traces[0].marks.values())


def test_a_column_of_personal_numbers_is_found_under_any_name_and_told():
    found = people("id,x\n0304950450001,a\n1512988455010,b\n")

    assert found.fields == ("number",)
    assert codes(found)["list_number_column"] == {"column": "id"}
    assert "0304950450001" not in repr(found)
    assert looks_like_numbers(["0304950450001", ""])


def test_a_personal_number_is_checked_by_its_last_digit_and_gives_birth_and_sex():
    right = next(f"030495045000{last}" for last in range(10) if personal_number(f"030495045000{last}"))
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    found = people(f"ime,prezime,embg\nAna,K,{right}\nBora,L,{right[1:]}\nCeca,M,{wrong}\n")

    assert set(found.traces[0].marks) >= {"number", "born", "sex"}
    assert found.traces[0].marks["number"] == found.traces[1].marks["number"]  # a spreadsheet dropped the zero
    assert codes(found)["list_number_wrong"] == {"n": 1, "rows": "4"}
    assert codes(found)["list_rows_unusable"]["rows"] == "4"


def test_wrong_dates_are_left_out_and_told_by_their_rows_only():
    found = people(HEAD + "Ana,K,2031-01-01,f,A\nBora,L,1800-01-01,m,A\nC,M,1960-01-01,,\nD,M,1961-01-01,,\n")

    assert len(found.traces) == 2
    assert {code: values["rows"] for code, values in codes(found).items()} == {
        "list_born_future": "2", "list_born_wrong": "3", "list_rows_unusable": "2, 3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        (HEAD, "file_header_only"),
        ("a,b\n1,2\n", "list_no_fields"),
        (HEAD + "Ana,,,,\nBora,,,,\n", "list_all_unusable"),
        (HEAD + "Ana,K,1960-02-03,f,A\n", "list_one_person"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(text, code):
    with pytest.raises(SourceError) as stopped:
        people(text)

    assert stopped.value.issues[0].code == code
    assert "Ana" not in repr(stopped.value.issues)
    for lang in LANGUAGES:
        assert texts(lang).what(stopped.value.issues[0])
        assert texts(lang).remedy(stopped.value.issues[0])


def test_a_group_that_nobody_may_list_by_name_takes_codes_only():
    with pytest.raises(SourceError) as stopped:
        people(HEAD + "Ana,K,1960-02-03,f,A\n", codes_only=True)

    assert stopped.value.issues[0].code == "list_special_names"
    assert len(people("шифра\nA1\nA2\n", codes_only=True).traces) == 2


def test_a_workbook_is_read_like_a_csv():
    book = openpyxl.Workbook()
    for row in (("name", "birth date"), ("Ana K", date(1960, 2, 3)), ("Bora L", date(1961, 2, 3))):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)

    found = read_people("list.xlsx", content.getvalue(), secret=b"office", today=TODAY)

    assert {"given", "surname", "born"} <= set(found.traces[0].marks)


def test_ages_are_kept_in_coarse_bands_only():
    assert [band(None, year, TODAY) for year in (2020, 2000, 1970, 1940, None)] == ["0-17", "18-39", "40-64", "65+", ""]

"""Tables as text: separators, encodings, formulas, row numbers."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.sources.encoding import decode
from sofra.sources.tables import dangerous, read_table
from sofra.types.errors import Severity, SourceError

MACEDONIAN = "Името на населбата е Ѓорче Петров; домаќинството нема џамлија, љубов, њива, ѕвезда и ќилим."
SERBIAN = "Ime naselja; domaćinstvo ima čamac, žito, šumu i đubrivo. Živković Đorđe."
ALBANIAN = "Emri i vendbanimit; një familje është për çdo ditë. Kërçovë, Çair."


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (MACEDONIAN, "cp1251", "windows-1251"),
        (SERBIAN, "cp1250", "windows-1250"),
        (ALBANIAN, "cp1250", "windows-1250"),
        (ALBANIAN, "cp1252", "windows-1250"),
        (MACEDONIAN, "utf-8", "utf-8"),
        (MACEDONIAN, "utf-8-sig", "utf-8"),
        (MACEDONIAN, "utf-16", "utf-16"),
        (MACEDONIAN, "utf-16-le", "utf-16-le"),
        (SERBIAN, "utf-16-be", "utf-16-be"),
    ],
)
def test_the_letters_of_the_region_come_out_right(text, encoding, said):
    assert decode(text.encode(encoding)) == (text, said)


@pytest.mark.parametrize("text", ["id,name\n1,Ѓорче\n", "id,place\n1,Струмица\n2,Охрид\n"])
def test_a_short_windows_1251_file_is_recognised(text):
    assert decode(text.encode("cp1251")) == (text, "windows-1251")


@pytest.mark.parametrize("text", ["id,name\n1,Çair\n", "id,name\n1,Đorđe\n2,Škupi\n", "id,name\n1,Niš\n"])
def test_a_short_windows_1250_file_is_recognised(text):
    assert decode(text.encode("cp1250")) == (text, "windows-1250")


def test_a_windows_1251_file_is_read_and_noted(csv_file, told):
    sheet = read_table(csv_file("шифра;име\n1;Ѓорѓи\n2;Љубица\n", encoding="cp1251"))

    assert list(sheet.header) == ["шифра", "име"]
    assert sheet.rows[1] == ("2", "Љубица")
    assert told(sheet.issues) == ["file_encoding"]
    assert sheet.origin.encoding == "windows-1251"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(csv_file, mark):
    lines = [["id", "text", "n"], ["1", "a. b: c", "3"], ["2", "", "4"]]

    sheet = read_table(csv_file("\n".join(mark.join(line) for line in lines)))

    assert [list(sheet.header), *map(list, sheet.rows)] == lines


def test_row_numbers_are_those_of_the_spreadsheet(csv_file):
    sheet = read_table(csv_file('id,note\n1,"two\nlines"\n\n2,b\n'))

    assert list(sheet.numbers) == [2, 4]


def test_a_row_with_too_many_cells_is_an_issue_of_the_row(csv_file, told):
    sheet = read_table(csv_file("id,note\n1,one, two\n2,b\n"))

    assert told(sheet.issues) == ["row_too_wide"]
    assert sheet.issues[0].severity is Severity.ROW


def test_of_a_formula_in_a_workbook_only_the_value_is_read(workbook, told):
    path = workbook({"Data": [["id", "age"], ["a", "=10+20"], ["b", 7]]})

    sheet = read_table(path)

    assert sheet.rows == [("a", ""), ("b", "7")]
    assert told(sheet.issues) == ["cell_formula", "cell_formula_empty"]


def test_a_csv_cell_like_a_formula_stays_text_and_is_flagged(csv_file, told):
    sheet = read_table(csv_file("id,note,n\n1,=cmd|' /C calc'!A0,-5\n2,@SUM(A1),+389 70 123\n3,ok,-1.5\n"))

    assert sheet.rows[0][1] == "=cmd|' /C calc'!A0"
    assert told(sheet.issues) == ["cell_like_formula"]
    assert sheet.issues[0].values == {"n": 2}


def test_signed_numbers_and_telephones_are_no_formulas():
    assert not any(dangerous(cell) for cell in ("-5", "+3.5", "-1,5", "+389 (70) 123-456", "", "a=b"))
    assert all(dangerous(cell) for cell in ("=1+1", "@x", "+cmd|x", "-2+3+cmd|' /C'!A0", "\t=1"))


def test_a_sheet_that_is_not_there_names_the_closest(workbook, told):
    path = workbook({"Services": [["id"], ["1"]]})

    with pytest.raises(SourceError) as refused:
        read_table(path, "Servces")

    assert told(refused.value) == ["sheet_absent"]
    assert refused.value.issues[0].values["closest"] == "Services"


CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_a_csv_was_written_with_is_what_is_read(rows, mark):
    kept = [row for row in rows if any(row)]
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([("first", "second", "third"), *rows, ("x", "y", "z")])

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(out.getvalue().encode())
        sheet = read_table(path)

    assert [tuple(row) for row in sheet.rows] == [*kept, ("x", "y", "z")]

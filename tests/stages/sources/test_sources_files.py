"""Files that are not what they seem, or more than they should be."""

import zipfile

import pytest

from sofra.sources.answers import read_answers
from sofra.sources.files import Limits, take
from sofra.sources.tables import read_table
from sofra.types.errors import Severity, SourceError


def test_a_workbook_named_csv_is_read_by_content_and_noted(workbook, told):
    path = workbook({"Data": [["id", "age"], ["a", 30]]}, "answers.csv")

    sheet = read_table(path)

    assert sheet.rows == [("a", "30")]
    assert told(sheet.issues) == ["file_renamed"]
    assert sheet.issues[0].severity is Severity.NOTE


def test_a_csv_named_xlsx_is_read_by_content_and_noted(csv_file, told):
    sheet = read_table(csv_file("id;age\na;30\n", "answers.xlsx"))

    assert list(sheet.header) == ["id", "age"]
    assert told(sheet.issues) == ["file_renamed"]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \r\n "])
def test_an_empty_file_is_refused(csv_file, told, text):
    with pytest.raises(SourceError) as refused:
        read_answers(csv_file(text))

    assert told(refused.value) == ["file_empty"]


def test_a_header_without_rows_is_refused(csv_file, workbook, told):
    for path in (csv_file("id,age\n"), workbook({"Data": [["id", "age"]]})):
        with pytest.raises(SourceError) as refused:
            read_answers(path)

        assert told(refused.value) == ["file_header_only"]


def test_a_file_of_60_mb_is_refused_before_it_is_read(tmp_path, told):
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(60 * 1024 * 1024)

    with pytest.raises(SourceError) as refused:
        take(path)

    assert told(refused.value) == ["file_too_large"]
    assert refused.value.issues[0].values == {"size": 60.0, "limit": 50}


def test_the_limit_is_a_setting(csv_file):
    path = csv_file("id,age\n" + "a,1\n" * 1000)

    assert take(path, Limits(file_mb=1)).format == "csv"
    with pytest.raises(SourceError):
        take(path, Limits(file_mb=0.001))


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path, told):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60 * 1024 * 1024)

    with pytest.raises(SourceError) as refused:
        read_table(path)

    assert told(refused.value) == ["file_bomb"]


def test_a_workbook_with_xml_entities_is_refused(tmp_path, told):
    path = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE lolz [<!ENTITY lol "lol">]><workbook>&lol;</workbook>')

    with pytest.raises(SourceError) as refused:
        read_table(path)

    assert told(refused.value) == ["file_entities"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_old_office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "file_locked",
        ),
        (b"PK\x03\x04 half a workbook", "file_damaged"),
        (b"%PDF-1.7 ...", "file_not_table"),
        (b"\x00\x01\x02abcdefghijklmnopqrstuvwxyz\x07", "file_not_table"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, told, data, code):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(data)

    with pytest.raises(SourceError) as refused:
        read_table(path)

    assert told(refused.value) == [code]


def test_a_word_file_given_as_workbook_is_no_table(tmp_path, told):
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    with pytest.raises(SourceError) as refused:
        read_table(path)

    assert told(refused.value) == ["file_not_table"]


def test_a_file_that_is_not_there_is_said_so(tmp_path, told):
    with pytest.raises(SourceError) as refused:
        read_table(tmp_path / "nowhere.csv")

    assert told(refused.value) == ["file_absent"]

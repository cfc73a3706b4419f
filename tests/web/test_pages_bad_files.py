"""What a clerk brings on the Prepare page: every bad file gets its sentences, and nothing of it is written."""

import io
import re
from functools import cache

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.smalltown import SETTLEMENTS

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.answers import Submission
from sofra.types.errors import Issue, SourceError, stop
from sofra.work import jobs
from sofra.work.founding import DEMO

FORM = DEMO / "01_xlsform.xlsx"
EXPORT = DEMO / "02_survey_kobo_export.xlsx"
TEN = DEMO / "extras" / "survey_with_ten_bad_cells.xlsx"
SPOILT = {
    ("Trpezica 2026", 14, "heating_fuel"), ("Trpezica 2026", 35, "minutes_shop"), ("Trpezica 2026", 52, "base_weight"),
    ("Trpezica 2026", 79, "settlement"), ("Trpezica 2026", 103, ""),
}  # fmt: skip
"""The cells of the ten that stand in the sheet of households."""

SERVICES = "id,kind,name,provider,place,lon,lat,places\nX1,COM-DAY,Day centre,Red Cross,,,,20\n"
FAR = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "Q1", "name": "Quark"}, '
    '"geometry": {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 10]]]}}]}'
)


def spoilt(column: str, row: int, value: object) -> bytes:
    """The demo's export with another value in one cell of the households; row 1 is the header."""
    book = openpyxl.load_workbook(EXPORT)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(row, heads.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def doubled() -> bytes:
    return spoilt("_uuid", 4, openpyxl.load_workbook(EXPORT).worksheets[0].cell(3, _uuid()).value)


def _uuid() -> int:
    return [cell.value for cell in openpyxl.load_workbook(EXPORT).worksheets[0][1]].index("_uuid") + 1


def bring(reader, name: str, content: bytes, *, form: bool = False, kind: str = "") -> str:
    """The file dropped on the page; gives the address of how it stands."""
    sent = {"file": SimpleUploadedFile(name, content), "kind": kind}
    if form:
        sent["form"] = SimpleUploadedFile(FORM.name, FORM.read_bytes())
    return reader.post("/prepare/", 302, **sent)


def counted() -> dict[str, int]:
    """How many rows every table has, but for the record of files brought and of what happened."""
    notebook = {"importrow", "importpart", "event", "session"}
    return {m._meta.label: m._base_manager.count() for m in apps.get_models() if m._meta.model_name not in notebook}


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


BAD = [
    ("wrong column", lambda: spoilt("heating_fuel", 1, "heating_fule"), True, "heating_fule", "heating_fuel"),
    ("misspelt code", lambda: spoilt("water", 5, "piped_inn"), True, "piped_inn", "piped_in"),
    ("text in a number", lambda: spoilt("minutes_health", 6, "twenty"), True, "twenty", "12500"),
    ("duplicate id", doubled, True, "4", "3"),
    ("weight of zero", lambda: spoilt("base_weight", 7, 0), True, "base_weight", "0"),
    ("formula", lambda: spoilt("interviewer", 8, '=HYPERLINK("http://x","y")'), True, "8", "H"),
    ("renamed csv", lambda: SETTLEMENTS.encode(), False, ".xlsx", "CSV"),
    ("windows-1251", lambda: SETTLEMENTS.replace("Highfield", "Ѓурѓево").encode("cp1251"), False, "windows-1251", "UTF-8"),
    ("service without a site", lambda: SERVICES.encode(), False, "X1", "at_home"),
    ("boundaries of elsewhere", lambda: FAR.encode(), False, "41", "1"),
    ("60 MB", lambda: b"a,b\n" + b"1,2\n" * (15 * 1024 * 1024), False, "60", "50"),
    ("blank", lambda: b" \r\n \r\n", False, "blank.xlsx", "blank.xlsx"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200, False, "picture.xlsx", "CSV"),
    ("photograph without a zero", lambda: b"RIFFxxxxWEBP" + bytes(range(1, 256)) * 9, False, "XLSX", "CSV"),
    ("form alone", lambda: FORM.read_bytes(), False, "XLSForm", "XLSForm"),
    ("nobody knows", lambda: b"a,b\n1,2\n", False, "Sofra", "Sofra"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "form", "where", "help"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_file_says_where_what_and_how_in_both_languages_and_writes_nothing(
    sign_in, name, make, form, where, help
):
    besim, before = sign_in("besim"), counted()

    at = bring(besim, f"{name}.xlsx", make(), form=form)
    number = int(at.strip("/").rsplit("/", 1)[-1])

    assert counted() == before
    issues = [issue for issue in queries.outcome(number).issues if issue.code != "household_held"]
    assert issues
    for lang in ("en", "mk"):
        page = said(sign_in("besim", lang).get(at))
        shown = page.replace("&quot;", '"').replace("&#x27;", "'")
        assert where in page
        assert help in page
        for issue in issues:
            assert texts(lang).what(issue) in shown
            assert texts(lang).remedy(issue) in shown

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

pytestmark = pytest.mark.once

FORM = DEMO / "01_xlsform.xlsx"
EXPORT = DEMO / "02_survey_kobo_export.xlsx"
TEN = DEMO / "extras" / "survey_with_ten_bad_cells.xlsx"
SPOILT = {
    ("Trpezica 2026", 14, "heating_fuel"), ("Trpezica 2026", 35, "minutes_shop"), ("Trpezica 2026", 52, "base_weight"),
    ("Trpezica 2026", 79, "settlement"), ("Trpezica 2026", 103, ""),
}  # fmt: skip
"""The cells of the ten that stand in the sheet of households."""

SERVICES = "id,kind,name,provider,place,lon,lat,places\nX1,COM-DAY,Day centre,Red Cross,,,,20\n"
CYRILLIC = SETTLEMENTS.replace("Highfield", "Ѓурѓево")
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
    notebook = {"importrow", "importpart", "event", "session", "accesslog"}
    return {m._meta.label: m._base_manager.count() for m in apps.get_models() if m._meta.model_name not in notebook}


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


BAD = [
    ("wrong column", lambda: spoilt("heating_fuel", 1, "heating_fule"), True, "heating_fule", "heating_fuel"),
    ("misspelt code", lambda: spoilt("water", 5, "piped_inn"), True, "piped_inn", "piped_in"),
    ("text in a number", lambda: spoilt("minutes_health", 6, "twenty"), True, "twenty", "12500"),
    ("duplicate id", doubled, True, "4", "3"),
    ("weight of zero", lambda: spoilt("base_weight", 7, 0), True, "base_weight", "0"),
    ("formula", lambda: spoilt("interviewer", 8, '=HYPERLINK("http://x","y")'), True, "8", "I"),
    ("renamed csv", lambda: SETTLEMENTS.encode(), False, ".xlsx", "CSV"),
    ("windows-1251", lambda: CYRILLIC.encode("cp1251"), False, "windows-1251", "UTF-8"),
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


def test_the_list_of_files_opens_even_when_nobody_knows_what_a_file_is(sign_in):
    besim = sign_in("besim")
    bring(besim, "nobody.csv", b"a,b\n1,2\n")
    bring(besim, "form.xlsx", FORM.read_bytes())

    page = besim.get("/prepare/")

    assert "Not recognised" in page
    assert "Questionnaire (XLSForm)" in page


def test_an_empty_file_and_no_file_are_told_at_the_field(sign_in):
    for lang, words in (("en", "The file is empty."), ("mk", "Датотеката е празна.")):
        page = sign_in("besim", lang).post("/prepare/", 422, file=SimpleUploadedFile("empty.csv", b""))

        assert f'<a href="#file">{words}</a>' in page


@pytest.mark.parametrize("who", ["guest", "ceca"])
def test_neither_guest_nor_approver_brings_a_file(sign_in, who):
    before = len(queries.imports())

    for lang, words in (("en", "Your role does not allow this"), ("mk", "Вашата улога не го дозволува ова")):
        reader = sign_in(who, lang)
        page = reader.post("/prepare/", 403, file=SimpleUploadedFile("s.csv", SETTLEMENTS.encode()))

        assert words in page
        assert 'id="file"' not in reader.get("/prepare/")
    assert len(queries.imports()) == before


def test_the_same_file_twice_is_told_as_what_it_is_and_nobody_is_blamed(sign_in):
    before = counted()

    for lang, words in (("en", "brought and accepted already"), ("mk", "веќе е внесена и прифатена")):
        page = sign_in("besim", lang).post("/prepare/", 409, file=SimpleUploadedFile("x.xlsx", EXPORT.read_bytes()))

        assert words in page
        assert "meanwhile" not in page
        assert "меѓувреме" not in page
    assert counted() == before


def test_a_browser_that_goes_back_and_accepts_twice_takes_the_file_in_once(sign_in):
    besim = sign_in("besim")
    at = bring(besim, "counts.csv", REGISTER.encode())
    besim.post(f"{at}accept/", 302)
    after = counted()

    for lang, words in (("en", "The import of counts.csv is over"), ("mk", "Внесувањето на counts.csv е завршено")):
        page = sign_in("besim", lang).post(f"{at}accept/", 409)

        assert words in page
    assert counted() == after


def test_a_row_corrected_twice_is_put_in_once(sign_in):
    besim = sign_in("besim")
    note = next(note for note in queries.held() if note.held.row.get("age") == "830")
    besim.post(f"/prepare/held/{note.id}/", 302, v_age="83")
    there = Submission.objects.filter(replaced_on=None).get(key=note.held.key).persons

    besim.post(f"/prepare/held/{note.id}/", 404, v_age="83")

    assert Submission.objects.filter(replaced_on=None).get(key=note.held.key).persons == there


def test_the_ten_bad_cells_stand_on_the_page_and_one_put_right_there_joins(sign_in):
    besim = sign_in("besim")
    at = bring(besim, "ten.xlsx", TEN.read_bytes(), form=True)
    page = said(besim.get(at))
    besim.post(f"{at}accept/", 302)
    waits = queries.outcome(int(at.strip("/").rsplit("/", 1)[-1])).round
    note = next(note for note in queries.held(waits) if "wodd" in note.held.row.values())

    spots = [f"ten.xlsx, sheet {sheet}, row {row}" + (f", column {column}" if column else "")
             for sheet, row, column in SPOILT]  # fmt: skip
    besim.post(f"/prepare/held/{note.id}/", 302, v_heating_fuel="wood")

    assert "10 things to look at" in page
    assert "members of held households wait" in page
    assert all(spot in page for spot in spots)
    joined = Submission.objects.get(round_id=waits, key=note.held.key)
    assert joined.document["household"]["heating_fuel"] == "wood"
    assert joined.persons > 0
    assert note.id not in [each.id for each in queries.held(waits)]


def test_a_column_that_the_form_does_not_know_may_be_let_pass_on_the_page(sign_in):
    besim = sign_in("besim")
    at = bring(besim, "wrong.xlsx", spoilt("heating_fuel", 1, "heating_fule"), form=True)
    number = int(at.strip("/").rsplit("/", 1)[-1])
    page = besim.get(at)

    besim.post(f"{at}columns/", 302, accept="heating_fule")

    assert 'name="accept" value="heating_fule"' in page
    assert queries.outcome(number).kind == "rows_wrong"


FOREIGN = "nr,Social assistance,Alter,ort\n" + "\n".join(f"{n},{['ja', 'nein', 'weiss'][n % 3]},{20 + n},A1"
                                                        for n in range(40))  # fmt: skip


def test_the_codes_of_a_linked_question_are_shown_and_confirmed_one_by_one(sign_in):
    besim = sign_in("besim")
    at = bring(besim, "foreign.csv", FOREIGN.encode(), kind="answers")
    number = int(at.strip("/").rsplit("/", 1)[-1])
    column = next(link.column for link in queries.outcome(number).links if link.variable == "social_assistance")
    page = besim.get(at)
    codes = list(queries.outcome(number).choices[column])
    chosen = {"ja": "yes", "nein": "no", "weiss": ""}

    sent = {f"k_{column}_{place}": chosen[code] for place, code in enumerate(codes)}
    besim.post(f"{at}links/", 302, **{f"l_{column}": "social_assistance"}, **sent)

    assert sorted(codes) == ["ja", "nein", "weiss"]
    assert page.count("– say which –") == 3
    link = next(link for link in queries.outcome(number).links if link.column == column)
    assert (link.confirmed, dict(link.codes)) == (True, chosen)
    assert '<option value="no" selected>' in besim.get(at)


def test_a_code_about_which_nothing_is_said_is_named(sign_in):
    besim = sign_in("besim")
    at = bring(besim, "foreign.csv", FOREIGN.encode(), kind="answers")
    number = int(at.strip("/").rsplit("/", 1)[-1])
    column = next(link.column for link in queries.outcome(number).links if link.variable == "social_assistance")
    codes = list(queries.outcome(number).choices[column])
    sent = {f"k_{column}_{n}": {"ja": "yes", "nein": "no"}.get(code, "?") for n, code in enumerate(codes)}

    besim.post(f"{at}links/", 302, **{f"l_{column}": "social_assistance"}, **sent)

    left = [issue for issue in queries.outcome(number).issues if issue.code == "link_codes_left"]
    assert [issue.values["codes"] for issue in left] == ["weiss"]


def test_a_formula_in_the_plan_does_not_get_into_the_sheet(sign_in):
    from sofra.work import planning
    from sofra.work.acts import KEEPER

    ana = sign_in("ana")
    note = queries.plan().actions[0] if queries.plan().actions else None
    if note is None:
        planning.add_proposal(KEEPER, "HOM-CARE/ALL/TRP")
        note = queries.plan().actions[0]
    from sofra.web.pages.actions import as_form

    sent = {name: "" if value is None else value for name, value in as_form(note).items()}
    ana.post(f"/plan/{note.action.id}/", 302, **{**sent, "title": EVIL, "responsible": "+1+cmd|x", "note": "@SUM(A1)"})

    answer = ana.client.get("/plan/sheet.xlsx")

    harmless(answer.content)
    assert b"HYPERLINK" in shared(answer.content)


EVIL = '=HYPERLINK("http://example.org","x")'
REGISTER = "source,group,place,people,counted_on,definition\nOffice,PWD-A,TRP,7,2026-04-01,Members\n"


def shared(content: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/sharedStrings.xml")


def harmless(content: bytes) -> None:
    """No cell of the workbook is a formula, and no text would become one when it is saved as CSV."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.coordinate
            assert not (isinstance(cell.value, str) and re.match(r"[=@\t\r]|[+\-](?![\d\s.,%]*$)\S", cell.value)), cell


def test_a_job_that_fails_says_so_in_a_sentence_on_its_page(sign_in, monkeypatch):
    def refused(actor, arguments, progress):
        raise stop(SourceError, "no_places")

    monkeypatch.setitem(jobs.TASKS, "map", refused)
    for lang in ("en", "mk"):
        ana = sign_in("ana", lang)
        ana.post("/map/")
        failed = jobs.run_next()

        page = ana.get(f"/jobs/{failed.id}/")

        assert failed.state == "failed"
        assert texts(lang).what(Issue("no_places")) in page
        assert texts(lang).remedy(Issue("no_places")) in page

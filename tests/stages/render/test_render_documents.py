"""The report as page, PDF, Word file and workbook: opened by the programs that read them, harmless in all of them."""

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import html5lib
import openpyxl
import pypdf
import pytest
from tests.stages.report.material_example import pack, rich

from sofra.packs.texts import texts
from sofra.render.formats import FORMATS, render
from sofra.render.xlsx import safe, xlsx
from sofra.report.templates import compose
from sofra.types.document import Bullets, Chart, Document, Map, Mark, Paragraph, Section, Shape, Table
from sofra.types.errors import SofraError

EVIL = (
    '#import "x": *',
    "$ sum_(x) $ *bold* _it_ `raw` @ref <label> \\ // comment",
    "</td><script>alert(1)</script>&amp;",
    '"; #panic("out")',
    "#{sys.inputs}",
    '=HYPERLINK("http://x","y")',
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def report(lang: str = "mk", template: str = "social_map") -> Document:
    return compose(template, rich(), texts(lang), pack())


def evil() -> Document:
    """A document whose every text tries to break out."""
    text = " ".join(EVIL)
    table = Table(text, (EVIL[0], EVIL[2]), tuple((line, line) for line in EVIL), "lr", text)
    chart = Chart("interval_bars", text, (Mark(EVIL[2], 1.0, text=EVIL[1]),), EVIL[1], text)
    shape = Shape("A", EVIL[1], {"type": "Polygon", "coordinates": [[[21, 41], [22, 41], [22, 42], [21, 41]]]}, 1.0)
    drawn = Map(text, (shape,), text, text, breaks=(1.0,))
    blocks = (*(Paragraph(line, "quote") for line in EVIL), Bullets(EVIL), table, chart, drawn)
    return Document(EVIL[2], EVIL[0], "en", "2026-11-22", EVIL[1], (Section(EVIL[4], blocks),), banner=EVIL[3])


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_what_somebody_typed_stays_words_in_the_pdf() -> None:
    pages = pypdf.PdfReader(io.BytesIO(render(evil(), "pdf"))).pages

    text = squeezed("".join(page.extract_text() for page in pages))
    assert all(squeezed(line) in text for line in EVIL)


def test_what_somebody_typed_stays_words_on_the_page() -> None:
    page = html5lib.parse(render(evil(), "html").decode(), namespaceHTMLElements=False)

    assert page.findall(".//script") == []
    said = "".join(page.find("body").itertext())
    assert all(line in said for line in EVIL)


def test_what_somebody_typed_stays_words_in_word() -> None:
    file = docx.Document(io.BytesIO(render(evil(), "word")))

    said = [paragraph.text for paragraph in file.paragraphs]
    assert all(line in said for line in EVIL)


def test_what_somebody_typed_is_never_a_formula_in_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(evil(), "xlsx")))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@sum", "'@sum"),
        ("-3", "-3"),
        ("+2.5%", "+2.5%"),
        ("-cmd|x", "'-cmd|x"),
        ("\tx", "'\tx"),
        ("–", "–"),
    ],
)
def test_a_leading_sign_of_a_formula_is_kept_apart(text: str, kept: str) -> None:
    assert safe(text) == kept


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_letters_that_no_file_may_hold_do_not_stop_a_report(name: str) -> None:
    document = Document(
        "A\x00B", "x\x0b", "en", "", "", (Section("S\x1f", (Table("T\x07", ("a",), (("b\x00",),), "l"),)),)
    )

    assert render(document, name)


def test_a_name_in_letters_that_our_typeface_lacks_does_not_stop_the_pdf() -> None:
    document = Document(
        "\u062a\u0644\u0639\u0641\u0631", "\U0001f600", "en", "", "", (Section("S", (Paragraph("plain"),)),)
    )

    assert render(document, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(("lang", "spoken"), [("mk", "mk"), ("en", "en")])
def test_the_pdf_is_tagged_speaks_its_language_and_has_its_letters(lang: str, spoken: str) -> None:
    file = pypdf.PdfReader(io.BytesIO(render(report(lang), "pdf")))

    catalogue = file.trailer["/Root"]
    assert str(catalogue["/Lang"]).startswith(spoken)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in file.xmp_metadata.stream.get_data() if file.xmp_metadata else False
    assert 15 <= len(file.pages) <= 45
    told = file.pages[0].extract_text()
    assert ("Социјална мапа" if lang == "mk" else "Social map") in told
    assert report(lang).banner in told
    fonts = {str(f.get_object()["/BaseFont"]) for p in file.pages for f in p["/Resources"]["/Font"].values()}
    assert all("NotoSans" in font for font in fonts)


def test_the_council_page_is_one_page_in_both_languages() -> None:
    for lang in ("en", "mk"):
        assert len(pypdf.PdfReader(io.BytesIO(render(report(lang, "council_page"), "pdf"))).pages) == 1


def test_the_same_document_gives_the_same_pdf() -> None:
    assert render(report("en", "council_page"), "pdf") == render(report("en", "council_page"), "pdf")


@pytest.mark.parametrize("template", ["social_map", "council_page"])
def test_the_page_is_sound_html(template: str) -> None:
    text = render(report("mk", template), "html").decode()
    page = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(text)

    assert page.get("lang") == "mk"
    assert len(page.findall(".//h1")) == 1
    ids = [node.get("id") for node in page.iter() if isinstance(node.tag, str) and node.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in page.findall(".//a")} <= set(ids)
    assert "http" not in re.sub(r"http://www\.w3\.org/[\w/]+", "", text)


def test_headings_never_skip_a_level() -> None:
    page = html5lib.parse(render(report(), "html").decode(), namespaceHTMLElements=False)

    levels = [
        int(node.tag[1]) for node in page.iter() if isinstance(node.tag, str) and re.fullmatch("h[1-6]", node.tag)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_picture_of_the_page_has_words_and_a_caption() -> None:
    page = html5lib.parse(render(report(), "html").decode(), namespaceHTMLElements=False)

    figures = page.findall(".//figure")
    assert len(figures) >= 8
    assert all(figure.find("figcaption").text for figure in figures)
    assert all(svg.get("aria-label") for svg in page.findall(".//svg"))


def test_the_word_file_has_real_headings_tables_and_pictures() -> None:
    document = report()
    file = docx.Document(io.BytesIO(render(document, "word")))

    styles = [p.style.name for p in file.paragraphs]
    assert styles.count("Heading 1") == len(document.sections)
    assert all(table.rows[0]._tr.trPr.find(f"{WORD}tblHeader") is not None for table in file.tables)
    pictures = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert len(pictures) >= 8
    assert all(pictures)
    assert file.core_properties.language == "mk"
    assert document.banner in file.sections[0].header.paragraphs[0].text
    xml = file.element.xml
    assert "TOC \\o" in xml
    assert "SEQ Table" in xml
    assert "SEQ Figure" in xml
    assert 'w:ascii="Noto Sans"' in file.styles.element.xml


def test_a_wide_table_lies_across_the_page_in_word() -> None:
    file = docx.Document(io.BytesIO(render(report(), "word")))

    across = [section.page_width > section.page_height for section in file.sections]
    assert across == [False, True] * 3 + [False]


def test_the_workbook_holds_every_table_and_the_facts() -> None:
    document = report("en")
    book = openpyxl.load_workbook(io.BytesIO(render(document, "xlsx")))

    tables = [b for s in _sections(document.sections) for b in s.blocks if isinstance(b, Table)]
    assert len(book.sheetnames) == len(tables) + 1
    assert book.worksheets[-1].max_row > len(document.facts)


def test_a_workbook_without_tables_says_so() -> None:
    with pytest.raises(SofraError) as stop:
        xlsx(())

    assert "table" in texts("en").what(stop.value.issues[0])
    assert "табела" in texts("mk").what(stop.value.issues[0])


def test_two_tables_with_the_same_long_name_get_sheets_of_their_own() -> None:
    table = Table("People in need without a place: [all]/areas", ("a",), (("b",),), "l")

    book = openpyxl.load_workbook(io.BytesIO(xlsx((table, table, table))))

    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(SofraError) as stop:
        render(report(), "odt")

    assert "pdf, word, html, xlsx" in str(stop.value)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "mk"])
def test_a_second_office_program_opens_the_word_file(lang: str, tmp_path: Path) -> None:
    source = tmp_path / "report.docx"
    source.write_bytes(render(report(lang), "word"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    told = "".join(page.extract_text() for page in pages)
    assert len(pages) >= 15
    assert "Annex E" in told if lang == "en" else "Прилог Д" in told


def _sections(found: Any) -> list[Section]:
    return [part for section in found for part in (section, *_sections(section.sections))]

"""The styles, pages, headers and footers of a Word report, in the reader's language."""

from typing import Any

from sofra.packs.texts import Texts
from sofra.render.look import FONT, GREY, INK, ROSE, SAND, TEAL
from sofra.render.word_parts import docx, field, line, node, speak
from sofra.types.document import Document

LOCALES = {
    "en": "en-GB",
    "mk": "mk-MK",
    "sq": "sq-AL",
    "bs": "bs-Latn-BA",
    "sr-Cyrl": "sr-Cyrl-RS",
    "sr-Latn": "sr-Latn-RS",
}
"""Word wants language and country; readers of plain English here write it the British way."""

HEADINGS = ((1, 17, INK), (2, 13, INK), (3, 11, TEAL))
"""Level, points, colour."""

OWN_STYLES = (("Lead", 11.5, INK, 8), ("Note", 8.5, GREY, 8), ("Cell", 8.5, INK, 0), ("Contents Title", 17.0, INK, 8))
"""Name, points, colour, points of space after."""


def prepare(document: Document, words: Texts) -> Any:
    """An empty Word document with our styles, the banner above every page and its number below."""
    file = docx().Document()
    _styles(file, LOCALES.get(document.lang, document.lang))
    properties = file.core_properties
    properties.title, properties.author, properties.language = document.title, document.author, document.lang
    properties.subject, properties.comments, properties.keywords = document.subtitle, document.banner, ""
    page(file.sections[0], across=False)
    _header(file.sections[0], document)
    _footer(file.sections[0], document, words)
    return file


def page(section: Any, *, across: bool) -> None:
    """A4, upright or across, with our margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _styles(file: Any, lang: str) -> None:
    styles = file.styles
    _style(styles["Normal"], lang, points=10, color=INK, space=(0, 7))
    points: float
    for level, points, color in HEADINGS:
        space = (26 if level == 1 else 14, 6)
        _style(styles[f"Heading {level}"], lang, points=points, color=color, space=space, bold=True)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    line(styles["Heading 1"], "bottom", TEAL, 10)
    _style(styles["Title"], lang, points=28, color=INK, space=(150, 12), bold=True)
    for border in styles["Title"].element.pPr.findall(docx().oxml.ns.qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    _style(styles["Subtitle"], lang, points=15, color=GREY, space=(0, 24))
    styles["Subtitle"].font.italic = False
    _style(styles["Caption"], lang, points=8.5, color=INK, space=(10, 4), bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    _style(styles["Quote"], lang, points=10, color=INK, space=(2, 8))
    line(styles["Quote"], "left", TEAL, 16)
    for name, points in (("List Bullet", 10), ("List Number", 10), ("Header", 8), ("Footer", 8)):
        _style(styles[name], lang, points=points, color=INK, space=(0, 4))
    _own_styles(styles, lang)


def _own_styles(styles: Any, lang: str) -> None:
    """The styles that Word does not bring: lead, note, cell, and those of the contents."""
    from docx.enum.style import WD_STYLE_TYPE

    for name, points, color, after in OWN_STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, lang, points=points, color=color, space=(0, after), bold=name == "Contents Title")
    for level in (1, 2):
        _contents_style(styles, level, lang)


def _style(style: Any, lang: str, *, points: float, color: str, space: tuple[float, float], bold: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    speak(style, lang, FONT)
    style.font.size, style.font.color.rgb = Pt(points), RGBColor.from_string(color.lstrip("#").upper())
    style.font.bold = bold or None
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(space[0]), Pt(space[1])


def _contents_style(styles: Any, level: int, lang: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    points, before = (9.5, 3) if level == 1 else (9.0, 0)
    _style(style, lang, points=points, color=INK, space=(before, 1), bold=level == 1)
    style.paragraph_format.left_indent = Mm(5 * (level - 1))
    style.paragraph_format.tab_stops.add_tab_stop(Mm(178), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _header(section: Any, document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    if not document.banner:
        return
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(document.banner)
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(ROSE.lstrip("#").upper())
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        node("w:shd", val="clear", color="auto", fill=SAND.lstrip("#")), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _footer(section: Any, document: Document, words: Texts) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{document.title}\t")
    before, between, after = words.say("render.page", page="\0", pages="\1").replace("\1", "\0").split("\0")
    paragraph.add_run(before)
    field(paragraph, "PAGE", "1")
    paragraph.add_run(between)
    field(paragraph, "NUMPAGES", "1")
    paragraph.add_run(after)
    _footer_tabs(paragraph)


def _footer_tabs(paragraph: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    for old in paragraph.style.element.pPr.findall(docx().oxml.ns.qn("w:tabs")):
        paragraph.style.element.pPr.remove(old)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(178), WD_TAB_ALIGNMENT.RIGHT)

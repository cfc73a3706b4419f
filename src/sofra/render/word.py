"""A report as a Word file that an office can go on writing in: real headings, tables, captions, contents, fields."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sofra.packs.texts import Texts, texts
from sofra.render.clean import clean
from sofra.render.look import LINE, SAND, TEAL
from sofra.render.outline import Chapter, Piece, chapters, points, walk
from sofra.render.svg import picture_png
from sofra.render.word_parts import (
    alternative,
    around,
    bookmark,
    field,
    header_row,
    link,
    shade,
    table_lines,
    whole_row,
)  # fmt: skip
from sofra.render.word_styles import page, prepare
from sofra.types.document import Bullets, Chart, Document, Map, Paragraph, Table

CELL = "Cell"
"""The identifier of the style of table cells; looking it up by name would take longer than all the rest."""

STYLES = {"plain": "Normal", "lead": "Lead", "note": "Note", "quote": "Quote"}
CELL_SIZE, CELL_PADDING = 8.5, 7.0
UPRIGHT, ACROSS = 504.0, 750.0
"""Points between the margins of a page upright and across."""

PICTURE = 178
"""Millimetres of a picture's width."""


@dataclass(frozen=True, slots=True)
class _Pen:
    """What writing needs at every step: the file, the words, and the numbers of bookmarks."""

    file: Any
    words: Texts
    marks: Any

    @property
    def across(self) -> bool:
        """Whether the page that is being written lies across."""
        last = self.file.sections[-1]
        return bool(last.page_width > last.page_height)

    @property
    def room(self) -> float:
        """Points between the margins."""
        return ACROSS if self.across else UPRIGHT


def word(document: Document) -> bytes:
    """The document as .docx; contents and captions are Word's own fields. Raises MissingExtra without python-docx."""
    document = clean(document)
    words = texts(document.lang)
    found = chapters(document)
    pen = _Pen(prepare(document, words), words, count(1))
    _first_page(pen, document)
    if document.contents:
        _contents(pen, found)
    for number, chapter in enumerate(found):
        _chapter(pen, chapter, new_page=document.contents and number == 0)
    out = io.BytesIO()
    pen.file.save(out)
    return out.getvalue()


def _first_page(pen: _Pen, document: Document) -> None:
    from docx.shared import Pt

    title = pen.file.add_paragraph(document.title, style="Title")
    if not document.contents:
        title.paragraph_format.space_before = Pt(0)
        title.runs[0].font.size = Pt(18)
    pen.file.add_paragraph(document.subtitle, style="Subtitle")
    if not document.contents:
        return
    pen.file.add_paragraph(document.author)
    if document.date:
        pen.file.add_paragraph(pen.words.say("render.as_of", date=pen.words.date(document.date)), style="Note")


def _contents(pen: _Pen, found: Sequence[Chapter]) -> None:
    title = pen.file.add_paragraph(pen.words.say("render.contents"), style="Contents Title")
    title.paragraph_format.page_break_before = True
    lines = []
    for number, chapter in enumerate(walk(found), 1):
        if chapter.level <= 2:
            paragraph = pen.file.add_paragraph(style=f"toc {chapter.level}")
            link(paragraph, f"_Toc{number:06d}", chapter.title)
            lines.append(paragraph)
    if lines:
        around(lines, 'TOC \\o "1-2" \\h \\z \\u')


def _chapter(pen: _Pen, chapter: Chapter, *, new_page: bool = False) -> None:
    turned = chapter.wide != pen.across
    if turned:
        _turn(pen, across=chapter.wide)
    heading = pen.file.add_heading(chapter.title, level=min(chapter.level, 3))
    number = next(pen.marks)
    bookmark(heading, f"_Toc{number:06d}", number)
    heading.paragraph_format.page_break_before = True if new_page and not turned and chapter.level == 1 else None
    for piece in chapter.pieces:
        _block(pen, piece)
    for inner in chapter.chapters:
        _chapter(pen, inner)


def _turn(pen: _Pen, *, across: bool) -> None:
    from docx.enum.section import WD_SECTION

    page(pen.file.add_section(WD_SECTION.NEW_PAGE), across=across)


def _block(pen: _Pen, piece: Piece) -> None:
    match piece.block:
        case Paragraph(text, style):
            pen.file.add_paragraph(text, style=STYLES.get(style, "Normal"))
        case Bullets(items, False):
            for item in items:
                pen.file.add_paragraph(item, style="List Bullet")
        case Bullets(items, True):
            _numbered(pen, items)
        case Table() as table:
            _caption(pen, piece, "Table")
            _table(pen, table)
        case Chart() | Map() as drawn:
            _caption(pen, piece, "Figure")
            _picture(pen, drawn, piece.caption)


def _numbered(pen: _Pen, items: Sequence[str]) -> None:
    """Items with their written number: Word's own numbering would run on from one list into the next."""
    from docx.shared import Mm

    for number, item in enumerate(items, 1):
        paragraph = pen.file.add_paragraph(f"{number}.\t{item}")
        paragraph.paragraph_format.left_indent = Mm(7)
        paragraph.paragraph_format.first_line_indent = Mm(-7)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7))


def _caption(pen: _Pen, piece: Piece, kind: str) -> None:
    """The caption with its number as a field, so that Word counts on when somebody adds a table."""
    paragraph = pen.file.add_paragraph(style="Caption")
    number = str(piece.number)
    before, _, after = piece.caption.partition(number)
    paragraph.add_run(before)
    field(paragraph, f"SEQ {kind} \\* ARABIC", number)
    paragraph.add_run(after)


def _table(pen: _Pen, table: Table) -> None:
    columns = len(table.header)
    drawn = pen.file.add_table(rows=len(table.rows) + 1, cols=columns)
    drawn.autofit = False
    table_lines(drawn, TEAL, LINE)
    cells = drawn._cells  # python-docx looks a cell up by walking the whole table: once is enough
    for number, texts_ in enumerate((table.header, *table.rows)):
        _row(cells[number * columns : (number + 1) * columns], texts_, table.align, bold=number == 0)
    for row in drawn.rows:
        whole_row(row)
    header_row(drawn.rows[0])
    _column_widths(drawn, cells, points(table, pen.room, CELL_SIZE, CELL_PADDING))
    if table.note:
        pen.file.add_paragraph(pen.words.say("render.note", text=table.note), style="Note")
    else:
        pen.file.add_paragraph(style="Cell")


def _row(cells: Sequence[Any], words: Sequence[str], align: str, *, bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    sides = {"l": WD_ALIGN_PARAGRAPH.LEFT, "r": WD_ALIGN_PARAGRAPH.RIGHT, "c": WD_ALIGN_PARAGRAPH.CENTER}
    for cell, text, letter in zip(cells, words, align, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph._p.style = CELL
        paragraph.alignment = sides[letter]
        paragraph.add_run(text).bold = bold or None
        if bold:
            shade(cell, SAND)
            paragraph.paragraph_format.keep_with_next = True


def _column_widths(drawn: Any, cells: Sequence[Any], wanted: Sequence[float]) -> None:
    from docx.shared import Pt

    columns = len(wanted)
    for number, width in enumerate(wanted):
        drawn.columns[number].width = Pt(width)
        for cell in cells[number::columns]:
            cell.width = Pt(width)


def _picture(pen: _Pen, drawn: Chart | Map, caption: str) -> None:
    from docx.shared import Mm

    image = io.BytesIO(picture_png(replace(drawn, title=""), pen.words.lang))
    alternative(pen.file.add_picture(image, width=Mm(PICTURE)), drawn.alt, caption)

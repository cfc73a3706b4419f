"""A report as PDF for people and for screen readers (PDF/UA-1), set by typst with the shipped typeface only."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from sofra.packs.texts import Texts, texts
from sofra.render.clean import clean
from sofra.render.look import FONTS
from sofra.render.outline import Chapter, Piece, chapters, points, walk
from sofra.render.svg import picture
from sofra.types.document import Bullets, Chart, Document, Map, Paragraph, Table
from sofra.types.errors import MissingExtra, stop

TEMPLATE = Path(__file__).parent / "report.typ"
UPRIGHT, ACROSS = 504.0, 750.0
"""Points between the margins of a page upright and across."""


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF with contents, page numbers and the banner on every page.

    The tree travels as data into the template, so user text cannot become markup. Raises MissingExtra when typst
    is not installed.
    """
    try:
        import typst
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="report", needed="typst") from missing
    data = json.dumps(_document(clean(document)), ensure_ascii=False)
    try:
        return _set(typst, data, standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:
        # A name in letters that the shipped typeface lacks (Arabic, emoji) breaks the standard, not the report.
        return _set(typst, data, ignore_system_fonts=False)


def _set(typst: Any, data: str, *, ignore_system_fonts: bool, standards: str = "1.7") -> bytes:
    made = typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=ignore_system_fonts,
        format="pdf",
        pdf_standards=standards,
        sys_inputs={"document": data},
    )
    return bytes(made)


def _document(document: Document) -> dict[str, Any]:
    words = texts(document.lang)
    found = chapters(document)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "lang": document.lang,
        "banner": document.banner,
        "as_of": words.say("render.as_of", date=words.date(document.date)) if document.date else "",
        "page": words.say("render.page", page="{page}", pages="{pages}"),
        "contents": document.contents,
        "contents_title": words.say("render.contents"),
        "chapters": document.contents,
        "sections": [_section(chapter, words) for chapter in found],
        "count": sum(1 for _ in walk(found)),
    }


def _section(chapter: Chapter, words: Texts) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "wide": chapter.wide,
        "blocks": [_block(piece, words, ACROSS if chapter.wide else UPRIGHT) for piece in chapter.pieces],
        "sections": [_section(part, words) for part in chapter.chapters],
    }


def _block(piece: Piece, words: Texts, room: float) -> dict[str, Any]:
    match piece.block:
        case Paragraph(text, style):
            return {"kind": "words", "text": text, "style": style}
        case Bullets(items, numbered):
            return {"kind": "list", "items": list(items), "numbered": numbered}
        case Table() as table:
            return {"kind": "table", "caption": piece.caption, **_table(table, words, room)}
        case Chart() | Map() as drawn:
            svg = picture(replace(drawn, title=""), words.lang, name=f"figure{piece.number}")
            return {"kind": "picture", "caption": piece.caption, "svg": svg, "alt": drawn.alt}


def _table(table: Table, words: Texts, room: float) -> dict[str, Any]:
    columns = len(table.header)
    size = 9.0 if columns <= 5 else 8.0 if columns <= 8 else 7.5
    return {
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "align": list(table.align),
        "widths": points(table, room, size),
        "size": size,
        "note": words.say("render.note", text=table.note) if table.note else "",
    }

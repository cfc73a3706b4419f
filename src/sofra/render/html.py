"""A report as one page that needs nothing else: style, typeface and pictures travel inside the file."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from sofra.packs.texts import Texts, texts
from sofra.render.clean import clean
from sofra.render.look import NARROW, WEB_FONTS, WIDE
from sofra.render.outline import Chapter, Piece, chapters
from sofra.render.svg import picture
from sofra.types.document import Bullets, Chart, Document, Map, Paragraph, Table

STYLE = Path(__file__).parent / "report.css"
LETTERS = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1EFF",
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+2116",
}
"""The parts of the typeface with the letters that each of them holds."""


def html(document: Document) -> str:
    """The document as a complete HTML page; every text of it is escaped."""
    document = clean(document)
    body = "\n".join(_body(document))
    style = STYLE.read_text(encoding="utf-8") + "".join(_faces(body))
    return (
        f'<!doctype html>\n<html lang="{escape(document.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(document: Document) -> Iterator[str]:
    words = texts(document.lang)
    found = chapters(document)
    if document.banner:
        yield f'<p class="banner">{escape(document.banner)}</p>'
    day = words.say("render.as_of", date=words.date(document.date)) if document.date else ""
    yield f'<header class="title"><h1>{escape(document.title)}</h1>'
    yield from (f"<p>{escape(line)}</p>" for line in (document.subtitle, document.author, day) if line)
    yield "</header>\n<main>"
    if document.contents:
        title = escape(words.say("render.contents"))
        yield f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{title}</h2>'
        yield from _contents(found, "s")
        yield "</nav>"
    for number, chapter in enumerate(found, 1):
        yield from _chapter(chapter, f"s{number}", words)
    yield "</main>"
    if document.banner:
        yield f"<footer>{escape(document.banner)}</footer>"


def _contents(found: Sequence[Chapter], path: str) -> Iterator[str]:
    yield "<ol>"
    for number, chapter in enumerate(found, 1):
        spot = f"{path}{number}"
        yield f'<li><a href="#{spot}">{escape(chapter.title)}</a>'
        if chapter.chapters and chapter.level < 2:
            yield from _contents(chapter.chapters, f"{spot}-")
        yield "</li>"
    yield "</ol>"


def _chapter(chapter: Chapter, spot: str, words: Texts) -> Iterator[str]:
    level = min(chapter.level + 1, 6)
    yield f'<section aria-labelledby="{spot}"><h{level} id="{spot}">{escape(chapter.title)}</h{level}>'
    for piece in chapter.pieces:
        yield from _block(piece, words)
    for number, inner in enumerate(chapter.chapters, 1):
        yield from _chapter(inner, f"{spot}-{number}", words)
    yield "</section>"


def _block(piece: Piece, words: Texts) -> Iterator[str]:
    match piece.block:
        case Paragraph(text, "quote"):
            yield f"<blockquote><p>{escape(text)}</p></blockquote>"
        case Paragraph(text, style):
            yield f'<p class="{escape(style)}">{escape(text)}</p>'
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            yield f"<{tag}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + f"</{tag}>"
        case Table() as table:
            yield from _table(table, piece, words)
        case Chart() | Map() as drawn:
            yield from _picture(drawn, piece, words)


def _table(table: Table, piece: Piece, words: Texts) -> Iterator[str]:
    caption = escape(piece.caption)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
    heads = (
        f'<th scope="col" class="{letter}">{escape(cell)}</th>'
        for cell, letter in zip(table.header, table.align, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
    for row in table.rows:
        first, *rest = (escape(cell) for cell in row)
        cells = "".join(f'<td class="{letter}">{cell}</td>' for cell, letter in zip(rest, table.align[1:], strict=True))
        yield f'<tr><th scope="row" class="{table.align[0]}">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="note">{escape(words.say("render.note", text=table.note))}</p>'


def _picture(drawn: Chart | Map, piece: Piece, words: Texts) -> Iterator[str]:
    plain = replace(drawn, title="")
    yield f"<figure><figcaption>{escape(piece.caption)}</figcaption>"
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        svg = picture(plain, words.lang, width, f"f{piece.number}{name[0]}")
        yield f'<div class="{name}">{svg}</div>'
    yield "</figure>"


def _faces(body: str) -> Iterator[str]:
    wanted = {"latin"}
    wanted |= {"cyrillic"} if re.search("[\u0400-\u045f]", body) else set()
    wanted |= {"latin-ext"} if re.search("[\u0100-\u02ba]", body) else set()
    for part in sorted(wanted):
        yield (
            '@font-face { font-family: "Noto Sans"; font-weight: 100 900; font-display: swap; '
            f"src: url(data:font/woff2;base64,{_font(part)}) format('woff2'); unicode-range: {LETTERS[part]}; }}\n"
        )


@cache
def _font(part: str) -> str:
    return b64encode((WEB_FONTS / f"noto-sans-{part}-wght-normal.woff2").read_bytes()).decode("ascii")

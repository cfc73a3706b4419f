"""The document's tree as renderers walk it: tables and figures numbered in reading order, wide chapters known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sofra.packs.texts import Texts, texts
from sofra.types.document import Block, Chart, Document, Map, Section, Table

LETTER = 0.62
"""The width of a usual letter or digit of our typeface, in sizes of type."""

PADDING = 9.0
"""Points that the sides of a cell take."""

WIDE_FROM = 8
"""A table with so many columns needs the page across."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its printed caption ("Table 3. People without a place") and its number; "" and 0 for words."""

    block: Block
    caption: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with numbered pieces. `level` is 1 for chapters; `wide` True when a table needs the page across."""

    title: str
    level: int
    pieces: Sequence[Piece]
    chapters: Sequence["Chapter"]
    wide: bool


def chapters(document: Document) -> Sequence[Chapter]:
    """All chapters with their pieces numbered through the whole document."""
    counter = _Counter(texts(document.lang))
    return tuple(_chapter(section, 1, counter) for section in document.sections)


def walk(found: Sequence[Chapter]) -> Iterator[Chapter]:
    """Every chapter and all its inner ones in reading order."""
    for chapter in found:
        yield chapter
        yield from walk(chapter.chapters)


def widths(table: Table) -> list[float]:
    """How wide each column wants to be, in letters: numbers never break, words may."""
    return [max(_least(table, column), _usual(table, column)) for column in range(len(table.header))]


def points(table: Table, room: float, size: float, padding: float = PADDING) -> list[float]:
    """The width of each column in points; together they fill the room.

    `room`, `size` of the letters and `padding` of a cell in points. Each column gets its longest word, a number all
    of itself; what is left goes to those that want more. Where not even the words fit, all columns shrink alike.
    """
    columns = range(len(table.header))
    least = [_least(table, column) * size * LETTER + padding for column in columns]
    wishes = [max(0.0, _usual(table, column) * size * LETTER + padding - least[column]) for column in columns]
    left = room - sum(least)
    if left < 0:
        return [width * room / sum(least) for width in least]
    if not any(wishes):
        return [width * room / sum(least) for width in least]
    return [width + left * wish / sum(wishes) for width, wish in zip(least, wishes, strict=True)]


def _least(table: Table, column: int) -> float:
    """Letters of the longest thing that must not break: a word, or a whole number."""
    title = max([len(word) for word in table.header[column].split()], default=1) * 1.15
    cells = [row[column] for row in table.rows]
    if table.align[column] != "r":
        cells = [word for cell in cells for word in cell.split(" ")]
    return float(min(26, max([title, 4, *(len(cell) for cell in cells)])))


def _usual(table: Table, column: int) -> float:
    """Letters of a long cell; the longest tenth may run over more lines."""
    cells = sorted(len(row[column]) for row in table.rows)
    if not cells or table.align[column] == "r":
        return 0.0
    return min(60.0, cells[int(len(cells) * 0.9)] * 0.8)


class _Counter:
    """Hands out captions; one for each rendering."""

    def __init__(self, words: Texts) -> None:
        self.words, self.tables, self.figures = words, 0, 0

    def piece(self, block: Block) -> Piece:
        """The block with its caption, when it has one."""
        if isinstance(block, Table):
            self.tables += 1
            return self._named(block, "render.table", self.tables, block.caption)
        if isinstance(block, Chart | Map):
            self.figures += 1
            return self._named(block, "render.figure", self.figures, block.title)
        return Piece(block)

    def _named(self, block: Block, key: str, number: int, caption: str) -> Piece:
        label = self.words.say(key, number=number)
        return Piece(block, self.words.say("render.caption", label=label, caption=caption), number)


def _chapter(section: Section, level: int, counter: _Counter) -> Chapter:
    pieces = tuple(counter.piece(block) for block in section.blocks)
    inner = tuple(_chapter(part, level + 1, counter) for part in section.sections)
    wide = any(isinstance(piece.block, Table) and len(piece.block.header) >= WIDE_FROM for piece in pieces)
    return Chapter(section.title, level, pieces, inner, wide)

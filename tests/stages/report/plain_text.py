"""A document as plain text, for snapshots that a person can read."""

from collections.abc import Iterator

from sofra.types.document import Block, Bullets, Chart, Document, Map, Paragraph, Section, Table


def plain(document: Document) -> str:
    """Every word of the document in reading order."""
    head = [document.title, document.subtitle, document.author, document.date, document.banner]
    return "\n".join([*head, *(line for section in document.sections for line in _section(section, 1))])


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"\n{'#' * level} {section.title}"
    for block in section.blocks:
        yield from _block(block)
    for part in section.sections:
        yield from _section(part, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, style):
            yield f"[{style}] {text}"
        case Bullets(items, numbered):
            yield from (f"{'1.' if numbered else '-'} {item}" for item in items)
        case Table():
            yield f"[table] {block.caption}"
            yield " | ".join(block.header)
            yield from (" | ".join(row) for row in block.rows)
            yield f"({block.note})"
        case Chart():
            yield f"[chart {block.kind}] {block.title} / {block.axis} / {block.source}"
            yield block.alt
        case Map():
            yield f"[map] {block.title} / {block.legend} / {block.breaks} / {len(block.shapes)} / {len(block.pins)}"
            yield block.alt

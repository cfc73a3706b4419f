"""The formats that a report comes in: one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from sofra.render.html import html
from sofra.render.pdf import pdf
from sofra.render.word import word
from sofra.render.xlsx import workbook
from sofra.types.document import Document
from sofra.types.errors import SofraError, stop


@dataclass(frozen=True, slots=True)
class Format:
    """How a document becomes bytes, under which media type, and how its file's name ends (with the dot)."""

    write: Callable[[Document], bytes]
    media_type: str
    suffix: str


def page(document: Document) -> bytes:
    """The HTML page as bytes."""
    return html(document).encode("utf-8")


FORMATS: dict[str, Format] = {
    "pdf": Format(pdf, "application/pdf", ".pdf"),
    "word": Format(word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "html": Format(page, "text/html; charset=utf-8", ".html"),
    "xlsx": Format(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}


def render(document: Document, name: str) -> bytes:
    """The document in the format of this name. Raises SofraError naming the known formats."""
    if name not in FORMATS:
        raise stop(SofraError, "format_unknown", format=name, known=", ".join(FORMATS))
    return FORMATS[name].write(document)

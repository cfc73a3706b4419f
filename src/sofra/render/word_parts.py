"""What Word knows and python-docx does not: fields, bookmarks, repeated headers, text alternatives, languages."""

from typing import Any

from sofra.types.errors import MissingExtra, stop


def docx() -> Any:
    """python-docx, loaded when it is needed. Raises MissingExtra when it is not installed."""
    try:
        import docx as library
        import docx.oxml
        import docx.oxml.ns
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="report", needed="python-docx") from missing
    return library


def node(tag: str, **attributes: str) -> Any:
    """An element of Word's XML: node("w:shd", fill="f5f1ea")."""
    library = docx()
    element = library.oxml.OxmlElement(tag)
    for name, value in attributes.items():
        element.set(library.oxml.ns.qn(f"w:{name}"), value)
    return element


def field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word computes ("PAGE", "SEQ Table"); `shown` stands there until it does."""
    begin = node("w:fldChar", fldCharType="begin")
    paragraph.add_run()._r.append(begin)
    instruction = node("w:instrText")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(node("w:fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(node("w:fldChar", fldCharType="end"))


def around(paragraphs: list[Any], code: str) -> None:
    """A field that spans paragraphs, as a table of contents does; Word renews it when the file is opened."""
    first, last = paragraphs[0], paragraphs[-1]
    instruction = node("w:instrText")
    instruction.text = f" {code} "
    parts = [
        node("w:fldChar", fldCharType="begin", dirty="true"),
        instruction,
        node("w:fldChar", fldCharType="separate"),
    ]
    at = 1 if first._p.pPr is not None else 0
    for number, part in enumerate(parts):
        run = node("w:r")
        run.append(part)
        first._p.insert(at + number, run)
    run = node("w:r")
    run.append(node("w:fldChar", fldCharType="end"))
    last._p.append(run)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A named spot around the paragraph's words, for the contents to point at."""
    start = node("w:bookmarkStart", id=str(number), name=name)
    at = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(at, start)
    paragraph._p.append(node("w:bookmarkEnd", id=str(number)))


def link(paragraph: Any, name: str, text: str) -> None:
    """Words that lead to a bookmark."""
    hyperlink = node("w:hyperlink", anchor=name, history="1")
    before = len(paragraph._p)
    paragraph.add_run(text)
    for element in list(paragraph._p)[before:]:
        hyperlink.append(element)
    paragraph._p.append(hyperlink)


def alternative(picture: Any, text: str, title: str) -> None:
    """What the picture shows, for those who cannot see it."""
    properties = picture._inline.docPr
    properties.set("descr", text)
    properties.set("title", title)


def header_row(row: Any) -> None:
    """This row stands again on every page that the table runs over."""
    row._tr.get_or_add_trPr().append(node("w:tblHeader", val="true"))


def whole_row(row: Any) -> None:
    """This row is never torn between two pages."""
    row._tr.get_or_add_trPr().append(node("w:cantSplit", val="true"))


def shade(cell: Any, fill: str) -> None:
    """The cell's ground."""
    cell._tc.get_or_add_tcPr().append(node("w:shd", val="clear", color="auto", fill=fill.lstrip("#")))


def speak(style: Any, lang: str, font: str) -> None:
    """The style's language for spelling and reading aloud, and its typeface for every script."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    library = docx()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(library.oxml.ns.qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(library.oxml.ns.qn(f"w:{name}"), font)
    for old in properties.findall(library.oxml.ns.qn("w:lang")):
        properties.remove(old)
    properties.append(node("w:lang", val=lang, eastAsia=lang, bidi=lang))


def line(paragraph_or_style: Any, side: str, color: str, size: int) -> None:
    """A line at one side ("bottom", "left") of a paragraph; `size` in eighths of a point."""
    properties = paragraph_or_style.element.get_or_add_pPr()
    borders = node("w:pBdr")
    borders.append(node(f"w:{side}", val="single", sz=str(size), space="6", color=color.lstrip("#")))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
        "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
        "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
        "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
        "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


def table_lines(table: Any, strong: str, pale: str) -> None:
    """Pale lines between rows, strong ones at top and bottom, none at the sides; narrow sides within cells."""
    borders = node("w:tblBorders")
    for side, color, size in (("top", strong, "8"), ("bottom", strong, "8"), ("insideH", pale, "4")):
        borders.append(node(f"w:{side}", val="single", sz=size, space="0", color=color.lstrip("#")))
    margins = node("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(node(f"w:{side}", w="60", type="dxa"))
    look = table._tbl.tblPr.find(docx().oxml.ns.qn("w:tblLook"))
    for part in (borders, margins):
        if look is None:
            table._tbl.tblPr.append(part)
        else:
            look.addprevious(part)

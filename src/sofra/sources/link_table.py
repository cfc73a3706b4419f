"""The link table as a file that a clerk can edit: one line a link, CSV or XLSX."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sofra.sources.cells import number
from sofra.sources.tables import Sheet, dangerous, read_table
from sofra.types.answers import Codebook, Link, Variable
from sofra.types.errors import Issue, Severity, SourceError, Where, stop

HEADER = ("column", "variable", "codes", "factor", "confirmed", "score", "reason", "question", "meaning")
YES = frozenset({"yes", "true", "1", "x", "da", "да", "po"})


def write_links(
    links: Sequence[Link],
    path: Path | str,
    *,
    codebook: Codebook | None = None,
    variables: Mapping[str, Variable] | None = None,
    lang: str = "en",
) -> None:
    """The links as a table at this path (.xlsx or .csv); with codebook and variables, their words stand beside."""
    lines = [_line(link, codebook, variables, lang) for link in links]
    path = Path(path)
    if path.suffix.lower() == ".xlsx":
        _write_workbook([HEADER, *lines], path)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([[_safe(cell) for cell in line] for line in (HEADER, *lines)])


def _line(
    link: Link, codebook: Codebook | None, variables: Mapping[str, Variable] | None, lang: str
) -> tuple[str, ...]:
    question = codebook.find(link.column) if codebook else None
    meaning = (variables or {}).get(link.variable)
    words = [variable.label.get(lang) or variable.label.get("en", "") if variable else ""
             for variable in (question, meaning)]  # fmt: skip
    sure = "yes" if link.confirmed else "no"
    return (link.column, link.variable, codes_as_text(link.codes), repr(link.factor), sure,
            repr(link.score), link.reason, *words)  # fmt: skip


def _write_workbook(lines: Sequence[Sequence[str]], path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("links")
        for row, line in enumerate(lines):
            for place, cell in enumerate(line):
                page.write_string(row, place, cell)
        page.freeze_panes(1, 0)
        page.set_column(0, len(HEADER) - 1, 22)


def _safe(cell: str) -> str:
    return f"'{cell}" if dangerous(cell) or cell.startswith("'") else cell


def read_links(path: Path | str) -> list[Link]:
    """The links in a table that `write_links` wrote and a person edited. Raises SourceError with every bad line."""
    sheet = read_table(path)
    places = {head.casefold(): place for place, head in enumerate(sheet.header)}
    absent = [name for name in ("column", "variable") if name not in places]
    if absent:
        raise stop(SourceError, "column_absent", Where(sheet.origin.name), column=absent[0],
                   closest=", ".join(sheet.header[:6]))  # fmt: skip
    links: list[Link] = []
    issues: list[Issue] = []
    for index, row in enumerate(sheet.rows):
        cells = {name: _plain(row[place]) for name, place in places.items()}
        factor = number(cells.get("factor") or "1")
        if factor is None:
            values = {"value": cells["factor"], "column": "factor", "expected": ""}
            issues.append(Issue("cell_not_number", sheet.where(index, "factor"), values, Severity.FILE))
        issues += _bad_codes(sheet, index, cells.get("codes", ""))
        links.append(_link(cells, factor or 1.0))
    if issues:
        raise SourceError(*issues)
    return links


def _bad_codes(sheet: Sheet, index: int, text: str) -> list[Issue]:
    if all(len(_split(part, "=")) == 2 for part in _parts(text)):
        return []
    return [Issue("link_codes_unreadable", sheet.where(index, "codes"), {"value": text}, Severity.FILE)]


def _link(cells: Mapping[str, str], factor: float) -> Link:
    return Link(
        cells["column"],
        cells["variable"],
        codes_from_text(cells.get("codes", "")),
        factor,
        cells.get("confirmed", "").casefold() in YES,
        number(cells.get("score") or "0") or 0.0,
        cells.get("reason", ""),
    )


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def codes_as_text(codes: Mapping[str, str]) -> str:
    """ "1=yes; 2=no"; marks inside a code carry a backslash."""
    return "; ".join(f"{_marked(foreign)}={_marked(own)}" for foreign, own in codes.items())


def codes_from_text(text: str) -> dict[str, str]:
    """The other way round; "dk=" makes the answer dk unknown."""
    pairs = (_split(part, "=") for part in _parts(text))
    return {_unmarked(pair[0].strip()): _unmarked(pair[1].strip()) for pair in pairs if len(pair) == 2}


def _parts(text: str) -> list[str]:
    return [part for part in _split(text, ";") if part.strip()]


def _split(text: str, mark: str) -> list[str]:
    """The text cut at every mark that has no backslash before it; the backslashes stay."""
    parts = [""]
    escaped = False
    for letter in text:
        if letter == mark and not escaped:
            parts.append("")
            continue
        parts[-1] += letter
        escaped = letter == "\\" and not escaped
    return parts


def _marked(code: str) -> str:
    return re.sub(r"([\\;=])", r"\\\1", code)


def _unmarked(code: str) -> str:
    return re.sub(r"\\(.)", r"\1", code)

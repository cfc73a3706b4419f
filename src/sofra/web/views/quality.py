"""Quality of the numbers: one line for each indicator, on the page and as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.report.quality import quality
from sofra.report.quality import sheet as as_table
from sofra.types.errors import NotFound, stop
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.quality import seen, table
from sofra.web.pages.released import latest

COLUMNS = tuple(f"report.table.quality_where.c{number}" for number in range(1, 6))


def page(request: HttpRequest) -> HttpResponse:
    """How many numbers are good enough to decide on, and the table behind these words."""
    released = latest()
    if released is None:
        return render(request, "sofra/quality.html", {"rows": ()})
    words, rows = table(seen(released, texts(spoken())))
    return render(request, "sofra/quality.html", {"told": words, "rows": rows, "columns": COLUMNS})


def sheet(request: HttpRequest) -> HttpResponse:
    """The table as a workbook, with the parts of scales."""
    released = latest()
    if released is None:
        raise stop(NotFound, "not_found", thing="release", id="")
    view = seen(released, texts(spoken()))
    content = xlsx([as_table(quality(view, parts=True), view)])
    return spreadsheet(content, "sofra-quality.xlsx")

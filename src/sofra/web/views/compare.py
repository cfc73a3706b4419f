"""Compare groups: one indicator between pairs, each group against everybody else, and how access depends on birth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.types.errors import NotFound, stop
from sofra.types.inequality import KIND, Inequality
from sofra.web.context import spoken
from sofra.web.downloads import CSV, SPREADSHEET, attached
from sofra.web.pages.compare import Screen, as_csv, screen, table
from sofra.web.pages.released import latest


def compare(request: HttpRequest) -> HttpResponse:
    """The chosen indicator and pair; all pairs when none is chosen."""
    found = _screen(request)
    if found is None:
        return render(request, "sofra/compare_empty.html")
    return render(request, "sofra/compare.html", {"screen": found, "told": found.told})


def sheet(request: HttpRequest) -> HttpResponse:
    """All comparisons of the chosen indicator as a spreadsheet, or as CSV with ?as=csv."""
    found = _screen(request)
    if found is None:
        raise stop(NotFound, "not_found", thing="release", id="")
    made = table(found.told, texts(spoken()))
    as_text = request.GET.get("as") == "csv"
    kind, content = (CSV, as_csv(made)) if as_text else (SPREADSHEET, xlsx([made]))
    name = f"sofra-compare-{found.told.indicator.id}.{'csv' if as_text else 'xlsx'}"
    return attached(content, kind, name)


def _screen(request: HttpRequest) -> Screen | None:
    released, places = latest(), queries.places()
    found = queries.annex(released.release, KIND, Inequality) if released else None
    if released is None or found is None:
        return None
    return screen(released, found, queries.pack(), texts(spoken()), places=places, wishes=request.GET.dict())

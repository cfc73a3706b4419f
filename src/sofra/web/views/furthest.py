"""Furthest behind: the ladder of each search, what it could have found, and the plan of the next one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sofra.gaps.behind import ladder, sheet
from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.types.errors import NotFound, SofraError, stop
from sofra.types.furthest import Furthest, Search
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.furthest import SearchForm, ladders, outcomes
from sofra.work.acts import actor_of
from sofra.work.searching import planned, register_search


def furthest(request: HttpRequest) -> HttpResponse:
    """The searches of the newest social map, and the form for the next plan."""
    return _page(request, SearchForm(None, **_choices()))


@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Put the chosen plan on record."""
    form, issues = SearchForm(request.POST, **_choices()), ()
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            plan = planned(chosen["outcome"], chosen["circumstances"], int(chosen["depth"]))
            register_search(actor_of(request.user), plan)
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.furthest.registered")
            return redirect("furthest")
    return _page(request, form, issues=issues, status=422)


def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The ladder of one search as a PNG."""
    from sofra.render.svg import picture_png  # heavy, and drawn once a visit

    search, note = _search(number), queries.latest()
    period = note.period if note else ""
    return HttpResponse(picture_png(ladder(search, queries.pack(), texts(spoken()), period), spoken()), "image/png")


def download(request: HttpRequest) -> HttpResponse:
    """All groups that are told, one sheet a search."""
    found = [search for search in _found().searches if search.rungs]
    if not found:
        raise stop(NotFound, "not_found", thing="search", id="")
    content = xlsx([sheet(search, queries.pack(), texts(spoken())) for search in found])
    return spreadsheet(content, "sofra-furthest.xlsx")


def _page(request: HttpRequest, form: SearchForm, *, issues: object = (), status: int = 200) -> HttpResponse:
    said, pack, found = texts(spoken()), queries.pack(), _found()
    shown = {
        "ladders": ladders(found, pack, said, queries.latest()), "form": form, "issues": issues,
        "plans": queries.all_searches(), "downloads": any(search.rungs for search in found.searches),
    }  # fmt: skip
    return render(request, "sofra/furthest.html", shown, status=status)


def _choices() -> dict[str, list[tuple[str, str]]]:
    return outcomes(queries.pack(), texts(spoken()))


def _found() -> Furthest:
    note = queries.latest()
    return (queries.annex(note.id, "furthest", Furthest) if note else None) or Furthest()


def _search(number: int) -> Search:
    found = _found().searches
    if not 0 <= number < len(found) or not found[number].rungs:
        raise stop(NotFound, "not_found", thing="search", id=str(number))
    return found[number]

"""Hazards: who and what lies in a danger, which shelter is reached, what happened before, the list of households."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sofra.gaps.hazards import Scene, past_table, tables, year_table
from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.types.errors import Issue, NotFound, SofraError, stop
from sofra.types.hazard import KINDS, Danger
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.danger_map import danger_map
from sofra.web.pages.hazards import DisasterForm, household_table, kinds, latest_scene, screen
from sofra.web.pages.sheet import as_png
from sofra.work import hazards as acts
from sofra.work.acts import actor_of


def hazards(request: HttpRequest) -> HttpResponse:
    """The dangers of the newest social map, one at a time, and the history of disasters."""
    return _page(request, DisasterForm(None, **_choices()))


@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Write a disaster down."""
    form, issues = DisasterForm(request.POST, **_choices()), ()
    if form.is_valid():
        try:
            acts.record_disaster(actor_of(request.user), form.disaster())
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.hazards.recorded")
            return redirect("hazards")
    return _page(request, form, issues=issues, status=422)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a disaster out of the history."""
    acts.remove_disaster(actor_of(request.user), number)
    tell(request, "web.hazards.removed")
    return redirect("hazards")


def picture(request: HttpRequest) -> HttpResponse:
    """The map of a danger as a PNG for Word: title, legend, source and day stand inside it."""
    found, danger = _wished(request.GET.get("danger", ""))
    return as_png(danger_map(danger, found, whole=True), spoken(), f"sofra-hazard-{danger.id}")


def sheet(request: HttpRequest) -> HttpResponse:
    """Every table of every danger, and the history, as a workbook."""
    found = latest_scene(texts(spoken()))
    if found is None:
        raise stop(NotFound, "not_found", thing="danger", id="")
    made = [table for danger in found.hazards.dangers for table in tables(danger, found).values()]
    past = [past_table(queries.disasters(), found), year_table(found.hazards.years, found.texts)]
    content = xlsx([*made, *(table for table in past if table.rows)])
    return spreadsheet(content, "sofra-hazards.xlsx")


@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """The households of a danger that agreed to be listed: shown when asked for, never kept, never exported."""
    found, danger = _wished(request.POST.get("danger") or request.GET.get("danger", ""))
    read = acts.read_list(actor_of(request.user), danger.id) if request.method == "POST" else None
    shown = {
        "danger": danger, "kinds": kinds(found), "read": read,
        "table": household_table(read, danger, found) if read else None,
    }  # fmt: skip
    return render(request, "sofra/hazard_list.html", shown)


def _wished(wish: str) -> tuple[Scene, Danger]:
    """The danger of this id, the first where there is none of it. Raises NotFound without any danger."""
    found = latest_scene(texts(spoken()))
    danger = found.hazards.danger(wish) if found else None
    if found is None or danger is None:
        raise stop(NotFound, "not_found", thing="danger", id="")
    return found, danger


def _page(
    request: HttpRequest, form: DisasterForm, *, issues: tuple[Issue, ...] = (), status: int = 200
) -> HttpResponse:
    shown = screen(texts(spoken()), request.GET.get("danger", ""), request.GET.get("group", ""))
    return render(request, "sofra/hazards.html", {**shown, "form": form, "issues": issues}, status=status)


def _choices() -> dict[str, list[tuple[str, str]]]:
    said = texts(spoken())
    names = [(place.id, said.name(place.name)) for place in queries.places() if place.kind == "settlement"]
    sorts = [(kind, said.say(f"hazards.kind.{kind}")) for kind in KINDS]
    return {"places": sorted(names, key=lambda pair: pair[1]), "sorts": sorts}

"""Resources: the list of services and its map; a service as a list of tasks; close, remove, restore."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.resources.faults import faults
from sofra.resources.listed import name_of
from sofra.store import queries
from sofra.store.notes import KeptService
from sofra.types.cells import built, flat
from sofra.types.columns import SERVICES
from sofra.types.errors import Conflict, NotFound, SofraError, SourceError, stop
from sofra.types.supply import Service
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.forms import CloseForm
from sofra.web.notices import tell
from sofra.web.pages.conflict import carried, differing
from sofra.web.pages.listed import listed
from sofra.web.pages.records import TABS, form_for, from_form
from sofra.web.pages.services import FIRST, STATUSES, Entry, entries, filtered, section_columns, tasks
from sofra.web.record_forms import RecordForm
from sofra.web.views.records import as_table, here
from sofra.work import inventory as acts
from sofra.work.acts import actor_of, check_allowed


def resources(request: HttpRequest) -> HttpResponse:
    """The list of services with a map of the same services."""
    stock, every = _every(request)
    found = filtered(every, request.GET.dict())
    named = {place.id for entry in every for place in entry.where}
    shown = {
        "entries": found, "all": len(every), "wish": request.GET, "statuses": STATUSES, "tabs": TABS,
        "kind": "services", "query": request.GET.urlencode(),
        "kinds": sorted({entry.service.kind for entry in every}),
        "groups": [group for group in stock.pack.groups if any(group in one.service.groups for one in every)],
        "providers": sorted({(one.service.provider, one.provider) for one in every}, key=lambda one: one[1]),
        "places": [place for place in stock.places if place.kind == "settlement" and place.id in named],
        "sheet": listed(stock.inventory, stock.places, stock.texts, [entry.service.id for entry in found]),
        "removed": [kept.thing for kept in queries.services(removed=True)],
        "upkeep": _kept_up(every),
    }  # fmt: skip
    return render(request, "sofra/resources.html", shown)


def sheet(request: HttpRequest) -> HttpResponse:
    """The list of services as a workbook, with the filters of the page."""
    stock, every = _every(request)
    found = [entry.service for entry in filtered(every, request.GET.dict())]
    content = xlsx([as_table(SERVICES, found, stock)])
    return spreadsheet(content, "sofra-services.xlsx")


def add(request: HttpRequest) -> HttpResponse:
    """The first questions about a service that is not on the list yet; its other sections come next."""
    check_allowed(actor_of(request.user), "inventory.add")
    stock, _ = here(request, whole=True)
    blank = built(SERVICES, {"name_en": "", "kind": request.GET.get("kind", ""), "status": "active"})
    asked = tuple(column for name in FIRST for column in SERVICES.columns if column.name == name)
    form = form_for(blank, stock, request.POST or None, asked=asked)
    issues: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            kept = acts.add_record(actor_of(request.user), from_form(form, SERVICES, blank))
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.resources.added", name=texts(spoken()).name(kept.thing.name))
            return redirect("resources_at_service", kept.thing.id)
    page = {"form": form, "issues": issues, "asked": FIRST, "tabs": TABS}
    return render(request, "sofra/service_new.html", page, status=422 if form.errors or issues else 200)


def service(request: HttpRequest, id: str) -> HttpResponse:
    """One service: its sections as a list of tasks with what is answered, its contracts, what can be done with it."""
    kept = queries.service(id)
    stock, known = here(request)
    page = {
        "kept": kept, "tasks": tasks(kept.thing, stock), "tabs": TABS,
        "notes": faults(kept.thing, known), "close": CloseForm(initial={"closed_on": _today()}),
        "contracts": [one for one in stock.inventory.contracts if one.service == id],
        "hidden": [site for site in stock.inventory.sites if site.hidden and site.id in kept.thing.sites],
    }  # fmt: skip
    return render(request, "sofra/service.html", page)


def section(request: HttpRequest, id: str, name: str) -> HttpResponse:
    """One section of a service as a form; saving leads to the list of tasks, or to the next section."""
    if name not in SERVICES.sections:
        raise stop(NotFound, "not_found", thing="section", id=name)
    kept = queries.service(id)
    stock, _ = here(request, whole=True)
    parts = [part for part in SERVICES.parts if part.section == name]
    form = form_for(
        kept.thing, stock, request.POST or None, asked=section_columns(name), parts=parts, version=kept.version
    )
    issues: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, kept, name)
        except Conflict:
            return _conflict(request, form, id)
        except SofraError as problem:
            issues = problem.issues
    page = {
        "kept": kept, "form": form, "section": name, "issues": issues, "parts": [part.name for part in parts],
        "fields": [column.name for column in section_columns(name)], "following": _following(name), "tabs": TABS,
    }  # fmt: skip
    return render(request, "sofra/service_section.html", page, status=422 if form.errors or issues else 200)


@require_POST
def close(request: HttpRequest, id: str) -> HttpResponse:
    """Close a service from a day on."""
    form = CloseForm(request.POST)
    if not form.is_valid():  # never another day in place of the one that was meant
        raise stop(SourceError, "day_impossible", value=request.POST.get("closed_on", "")[:40])
    day = form.cleaned_data["closed_on"]
    kept = acts.close_service(actor_of(request.user), id, day)
    said = texts(spoken())
    undo, name = reverse("service_reopen", args=[id]), said.name(kept.thing.name)
    tell(request, "web.resources.closed", undo=undo, name=name, day=said.date(day))
    return redirect("resources")


@require_POST
def reopen(request: HttpRequest, id: str) -> HttpResponse:
    """Open a closed service again."""
    kept = acts.reopen_service(actor_of(request.user), id)
    tell(request, "web.resources.reopened", name=texts(spoken()).name(kept.thing.name))
    return redirect("resources")


@require_POST
def remove(request: HttpRequest, id: str) -> HttpResponse:
    """Remove a service that was entered by mistake; the next page offers the way back."""
    kept = acts.remove_record(actor_of(request.user), Service, id)
    name = texts(spoken()).name(kept.thing.name)
    tell(request, "web.resources.removed", undo=reverse("service_restore", args=[id]), name=name)
    return redirect("resources")


@require_POST
def restore(request: HttpRequest, id: str) -> HttpResponse:
    """Put a removed service back."""
    kept = acts.restore_record(actor_of(request.user), Service, id)
    tell(request, "web.resources.restored", name=texts(spoken()).name(kept.thing.name))
    return redirect("resources")


def upkeep(request: HttpRequest) -> dict[str, int]:
    """How many services nobody confirmed for long, and how many have a licence that ended or ends soon."""
    _, every = _every(request)
    return _kept_up(every)


def _kept_up(every: list[Entry]) -> dict[str, int]:
    return {"stale": len(filtered(every, {"stale": "yes"})), "licences": len(filtered(every, {"licence": "yes"}))}


def _every(request: HttpRequest) -> tuple[Any, list[Entry]]:
    stock, known = here(request)
    return stock, entries(queries.services(), stock, known)


def _saved(request: HttpRequest, form: RecordForm, kept: KeptService, name: str) -> HttpResponse:
    changed: Service = from_form(form, SERVICES, kept.thing)
    acts.change_record(actor_of(request.user), changed, form.cleaned_data["version"] or 0)
    tell(request, "web.resources.changed", name=texts(spoken()).name(changed.name))
    following = _following(name)
    if "onward" in request.POST and following:
        return redirect("resources_at_section", kept.thing.id, following)
    return redirect("resources_at_service", kept.thing.id)


def _following(name: str) -> str:
    """The section after this one, "" after the last."""
    order = SERVICES.sections
    place = order.index(name) + 1
    return order[place] if place < len(order) else ""


def _conflict(request: HttpRequest, form: RecordForm, id: str) -> HttpResponse:
    now, said, pack = queries.service(id), texts(spoken()), queries.pack()
    heads = {column.name: name_of("services", column.name, pack, said) for column in form.columns}
    shown = {
        "rows": differing(form, flat(now.thing, form.columns), heads),
        "carried": carried(form, now.version),
        "leave": reverse("resources_at_service", args=[id]),
    }
    return render(request, "sofra/conflict.html", shown, status=409)


def _today() -> date:
    return timezone.localdate()

"""Resources: the list of services and its map; add, change, close, remove, restore."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.notes import KeptService
from sofra.types.errors import Conflict, Issue, SofraError
from sofra.web.context import spoken
from sofra.web.forms import CloseForm, ServiceForm
from sofra.web.notices import tell
from sofra.web.pages.conflict import carried, differing
from sofra.web.pages.listed import listed
from sofra.web.pages.services import STATUSES, as_form, as_service, choices, entries, filtered
from sofra.work import inventory as acts
from sofra.work.acts import actor_of, check_allowed


def resources(request: HttpRequest) -> HttpResponse:
    """The list of services with a map of the same services."""
    inventory, places, said = queries.inventory(), queries.places(), texts(spoken())
    every = entries(queries.services(), inventory, places, texts=said, today=_today())
    found = filtered(every, request.GET.dict())
    shown = {
        "entries": found, "all": len(every), "wish": request.GET, "statuses": STATUSES,
        "kinds": sorted({entry.service.kind for entry in every}),
        "places": [p for p in places if p.kind == "settlement" and any(p in entry.where for entry in every)],
        "sheet": listed(inventory, places, said, [entry.service.id for entry in found]),
        "removed": entries(queries.services(removed=True), inventory, places, texts=said, today=_today()),
    }  # fmt: skip
    return render(request, "sofra/resources.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    """A form for a service that is not on the list yet."""
    check_allowed(actor_of(request.user), "inventory.add")
    form = _form(request, {"status": "active", "kind": request.GET.get("kind", "")})
    issues = ()
    if request.method == "POST" and form.is_valid():
        try:
            kept = acts.add_service(actor_of(request.user), as_service(form.cleaned_data))
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.resources.added", name=texts(spoken()).name(kept.thing.name))
            return redirect("resources")
    return render(
        request,
        "sofra/service_form.html",
        {"form": form, "issues": issues},
        status=422 if form.errors or issues else 200,
    )


def service(request: HttpRequest, id: str) -> HttpResponse:
    """One service: what is known of it, and the form to change it."""
    kept = queries.service(id)
    form = _form(request, as_form(kept))
    answer, issues = _change(request, form, kept) if request.method == "POST" and form.is_valid() else (None, ())
    shown = {"form": form, "kept": kept, "issues": issues, "close": CloseForm(initial={"closed_on": _today()})}
    status = 422 if form.errors or issues else 200
    return answer or render(request, "sofra/service_form.html", shown, status=status)


@require_POST
def close(request: HttpRequest, id: str) -> HttpResponse:
    """Close a service from a day on."""
    form = CloseForm(request.POST)
    day = form.cleaned_data["closed_on"] if form.is_valid() else _today()
    kept = acts.close_service(actor_of(request.user), id, day)
    said = texts(spoken())
    tell(
        request,
        "web.resources.closed",
        undo=reverse("service_reopen", args=[id]),
        name=said.name(kept.thing.name),
        day=said.date(day),
    )
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
    kept = acts.remove_service(actor_of(request.user), id)
    tell(
        request,
        "web.resources.removed",
        undo=reverse("service_restore", args=[id]),
        name=texts(spoken()).name(kept.thing.name),
    )
    return redirect("resources")


@require_POST
def restore(request: HttpRequest, id: str) -> HttpResponse:
    """Put a removed service back."""
    kept = acts.restore_service(actor_of(request.user), id)
    tell(request, "web.resources.restored", name=texts(spoken()).name(kept.thing.name))
    return redirect("resources")


def _form(request: HttpRequest, initial: dict[str, object]) -> ServiceForm:
    found = choices(queries.pack(), queries.inventory(), queries.places(), texts(spoken()))
    return ServiceForm(request.POST or None, initial=initial, choices=found)


def _change(request: HttpRequest, form: ServiceForm, kept: KeptService) -> tuple[HttpResponse | None, Sequence[Issue]]:
    """Where to go on once the service is changed; None and the issues when it could not be."""
    changed, version = as_service(form.cleaned_data, kept.thing), int(form.cleaned_data["version"] or 0)
    try:
        acts.change_service(actor_of(request.user), changed, version)
    except Conflict:
        return _conflict(request, form, kept.thing.id), ()
    except SofraError as problem:
        return None, problem.issues
    tell(request, "web.resources.changed", name=texts(spoken()).name(kept.thing.name))
    return redirect("resources"), ()


def _conflict(request: HttpRequest, form: ServiceForm, id: str) -> HttpResponse:
    now = queries.service(id)
    shown = {
        "rows": differing(form, as_form(now)),
        "carried": carried(form, now.version),
        "leave": reverse("resources"),
    }
    return render(request, "sofra/conflict.html", shown, status=409)


def _today() -> date:
    return timezone.localdate()

"""Resources: the workbook out and back, its differences ticked one by one, applied whole, taken back whole."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.resources.listed import name_of
from sofra.store import queries
from sofra.types.columns import KINDS, SERVICES
from sofra.types.differences import Difference, Differences
from sofra.types.errors import SourceError
from sofra.web.arrived import content
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.records import TABS
from sofra.work import workbook as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.reading import Incoming


def workbooks(request: HttpRequest) -> HttpResponse:
    """Where the filled workbook is downloaded, and where it is brought back."""
    check_allowed(actor_of(request.user), "inventory.export")
    wrong, large = "", None
    if request.method == "POST":
        file = request.FILES.get("file")
        wrong = "" if file and file.size else "web.error.file_empty" if file else "web.error.file_missing"
        if file and not wrong:
            try:
                sent = Incoming(file.name or "", content(file))
            except SourceError as problem:
                wrong, large = "large", problem.issues[0]
            else:
                note = acts.bring_back(replace(actor_of(request.user), language=spoken()), sent)
                return redirect("resources_at_workbook", note.id)
    page = {"books": queries.workbooks(), "kind": "workbook", "tabs": TABS, "wrong": wrong, "large": large}
    return render(request, "sofra/workbooks.html", page, status=422 if wrong else 200)


def file(request: HttpRequest) -> HttpResponse:
    """The filled workbook."""
    content = acts.take_out(actor_of(request.user), spoken())
    return spreadsheet(content, "sofra-inventory.xlsx")


def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """What a workbook would change, or what is wrong with it, or what it changed."""
    check_allowed(actor_of(request.user), "inventory.export")
    note = acts.told(actor_of(request.user), number)
    found = (
        acts.differences(replace(actor_of(request.user), language=spoken()), number)
        if note.state == "waiting"
        else Differences()
    )
    page = {
        "note": note, "found": found, "kind": "workbook", "tabs": TABS,
        "groups": [(kind, shown) for kind in KINDS if (shown := _shown(found, kind))],
        "count": {what: sum(one.what == what for one in found.found) for what in ("added", "changed", "removed")},
    }  # fmt: skip
    return render(request, "sofra/workbook.html", page)


@require_POST
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """Write the ticked differences, all or none."""
    keys = request.POST.getlist("tick")
    if "lacking" not in request.POST:
        keys = [key for key in keys if request.POST.get(f"what:{key}") != "removed"]
    ticked = {key: _version(request.POST.get(f"version:{key}", "")) for key in keys}
    note = acts.apply(actor_of(request.user), number, ticked)
    tell(request, "web.workbook.applied", undo=reverse("workbook_undo", args=[number]), n=sum(note.counts.values()))
    return redirect("resources_at_workbook", number)


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take an applied workbook back."""
    acts.undo(actor_of(request.user), number)
    tell(request, "web.workbook.undone")
    return redirect("resources_at_workbook", number)


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Set a workbook aside."""
    acts.set_aside(actor_of(request.user), number)
    tell(request, "web.workbook.set_aside")
    return redirect("resources_at_workbooks")


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _shown(found: Differences, kind: str) -> list[tuple[Difference, list[tuple[str, str, str]]]]:
    """The differences of a kind, each with its changes under the words of their columns."""
    pack, said = queries.pack(), texts(spoken())
    parts = {part.name for part in SERVICES.parts}
    out = []
    for one in found.found:
        if one.kind == kind:
            heads = [
                said.say(f"inventory.field.{change.column}") if change.column in parts
                else name_of(kind, change.column, pack, said)
                for change in one.changes
            ]  # fmt: skip
            told = [(head, change.old, change.new) for head, change in zip(heads, one.changes, strict=True)]
            out.append((one, told))
    return out

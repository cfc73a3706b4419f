"""On no list: bring lists, link them, look at uncertain pairs, read the estimate, delete the lists."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.types.errors import Issue, SofraError
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.hidden import chosen, questions, sheets, shown
from sofra.work import jobs
from sofra.work import lists as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.policy import may
from sofra.work.reading import Incoming

PAIRS = 10
"""Pairs shown at once; the next come when these are decided."""


def page(request: HttpRequest) -> HttpResponse:
    """Everything about one group's lists, and where a list is dropped."""
    issues: tuple[Issue, ...] = ()
    if request.method == "POST":
        answer, issues = _add(request)
        if answer:
            return answer
    notes, every, pack = queries.on_no_list(), queries.lists(), queries.pack()
    wish = request.POST.get("group") or request.GET.get("group", "")
    group = chosen(wish, pack, every, notes)
    found = next((note for note in notes if note.estimate.group == group), None)
    words, mine = texts(spoken()), [one for one in every if one.group == group]
    looking = may(actor_of(request.user).role, "lists.decide")
    seen = {
        "group": group, "groups": [one for one in pack.groups if one != "ALL"], "issues": issues,
        "lists": mine, "shown": shown(found, words) if found else None,
        "pairs": questions(queries.uncertain(group, PAIRS)) if looking else (), "sent": request.POST,
    }  # fmt: skip
    return render(request, "sofra/hidden.html", seen, status=422 if issues else 200)


def _add(request: HttpRequest) -> tuple[HttpResponse | None, tuple[Issue, ...]]:
    """Where to go on once the list is in; None and the issues when it could not be read."""
    file, sent = request.FILES.get("file"), request.POST
    if not file:
        return None, (Issue("list_file_missing"),)
    about = acts.About(
        sent.get("group", ""), sent.get("name", ""), sent.get("taken_on", ""), sent.get("definition", "")
    )
    try:
        added = acts.add_list(actor_of(request.user), Incoming(file.name, file.read()), about)
    except SofraError as problem:
        return None, problem.issues
    tell(request, "web.hidden.added", name=added.kept.name, n=added.kept.rows)
    for issue in added.issues:
        tell(request, f"issues.{issue.code}.what", **issue.values)
    return _back(about.group), ()


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Ask for the lists of a group to be linked."""
    actor = replace(actor_of(request.user), language=spoken())
    check_allowed(actor, "lists.link")
    job = jobs.enqueue(actor, "lists", {"group": request.POST.get("group", "")})
    return redirect("job", job.id)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether two rows are one person."""
    note = acts.decide(actor_of(request.user), number, request.POST.get("said", ""))
    tell(request, "web.hidden.decided")
    return redirect(f"{reverse('hidden')}?group={note.estimate.group}#pairs")


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Delete one list."""
    acts.remove_list(actor_of(request.user), number)
    tell(request, "web.hidden.removed")
    return _back(request.POST.get("group", ""))


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Delete all lists of a group and keep the estimate."""
    group = request.POST.get("group", "")
    tell(request, "web.hidden.erased", n=acts.erase_lists(actor_of(request.user), group))
    return _back(group)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take the estimate of a group out of the workspace."""
    group = request.POST.get("group", "")
    acts.forget_estimate(actor_of(request.user), group)
    tell(request, "web.hidden.forgotten")
    return _back(group)


def sheet(request: HttpRequest) -> HttpResponse:
    """Overlaps and models as a spreadsheet."""
    content = xlsx(sheets(queries.on_no_list(), queries.pack(), texts(spoken())))
    return spreadsheet(content, "sofra-on-no-list.xlsx")


def _back(group: str) -> HttpResponse:
    return redirect(f"{reverse('hidden')}?group={group}")

"""The plan: propose what closes a gap, edit, add, remove and restore actions, save versions, follow up."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.plan.programme import table
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.store.notes import ActionNote
from sofra.types.errors import Conflict, Issue, NotFound, SofraError, stop
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.forms import ActionForm
from sofra.web.notices import tell
from sofra.web.pages.actions import STATUSES, as_action, as_form, lacking, lines
from sofra.web.pages.conflict import carried, differing
from sofra.work import planning as acts
from sofra.work.acts import actor_of, check_allowed


def plan(request: HttpRequest) -> HttpResponse:
    """The programme as a table, what it still lacks before the session, and its saved versions."""
    found = queries.plan()
    rows = lines(found.actions, timezone.localdate())
    shown = {
        "plan": found, "lines": rows, "lacks": lacking(rows), "versions": queries.versions(),
        "removed": queries.plan(removed=True).actions, "cost": sum(row.action.cost or 0 for row in rows),
    }  # fmt: skip
    return render(request, "sofra/plan.html", shown)


def propose(request: HttpRequest) -> HttpResponse:
    """What could close a gap: looked at first, then put into the plan."""
    actor, gap = actor_of(request.user), request.POST.get("gap") or request.GET.get("gap", "")
    if request.method == "POST":
        note = acts.add_proposal(actor, gap, spoken())
        tell(request, "web.plan.added", undo=reverse("action_remove", args=[note.action.id]))
        return redirect("plan_at_action", note.action.id)
    release = queries.latest()
    found = next((g for g in queries.gaps(release.id) if g.id == gap), None) if release else None
    shown = {"action": acts.propose(actor, gap, spoken()), "gap": found, "gap_id": gap}
    return render(request, "sofra/propose.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    """An action that no gap proposed."""
    actor, issues = actor_of(request.user), ()
    check_allowed(actor, "plan.add")
    form = _form(request, {"action_status": "proposed", "currency": queries.pack().currency})
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_action(actor, as_action(form.cleaned_data))
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.plan.added")
            return redirect("plan")
    return render(request, "sofra/action_form.html", {"form": form, "issues": issues}, status=_status(form, issues))


def action(request: HttpRequest, id: str) -> HttpResponse:
    """One line of the plan, to be edited."""
    note = queries.action(id)
    form = _form(request, as_form(note))
    answer, issues = _change(request, form, note) if request.method == "POST" and form.is_valid() else (None, ())
    line = lines([note], timezone.localdate())[0]
    shown = {"form": form, "note": note, "line": line, "issues": issues}
    return answer or render(request, "sofra/action_form.html", shown, status=_status(form, issues))


@require_POST
def remove(request: HttpRequest, id: str) -> HttpResponse:
    """Take an action out of the plan; the next page offers the way back."""
    acts.remove_action(actor_of(request.user), id)
    tell(request, "web.plan.removed", undo=reverse("action_restore", args=[id]))
    return redirect("plan")


@require_POST
def restore(request: HttpRequest, id: str) -> HttpResponse:
    """Put a removed action back."""
    acts.restore_action(actor_of(request.user), id)
    tell(request, "web.plan.restored")
    return redirect("plan")


@require_POST
def save_version(request: HttpRequest) -> HttpResponse:
    """Freeze the plan as it stands."""
    saved = acts.save_version(actor_of(request.user), request.POST.get("version_note", ""))
    tell(request, "web.plan.saved", number=saved.number)
    return redirect("plan")


def version(request: HttpRequest, number: int) -> HttpResponse:
    """A saved version, as it was voted."""
    found = next((version for version in queries.versions() if version.number == number), None)
    if found is None:
        raise stop(NotFound, "not_found", thing="version", id=str(number))
    return render(
        request, "sofra/plan_version.html", {"version": found, "table": table(found.actions, texts(spoken()))}
    )


def sheet(request: HttpRequest) -> HttpResponse:
    """The programme as a spreadsheet: one row an action."""
    content = xlsx([table([note.action for note in queries.plan().actions], texts(spoken()))])
    return spreadsheet(content, "sofra-plan.xlsx")


def follow_up(request: HttpRequest) -> HttpResponse:
    """How far each action is: status, deadline, baseline and target."""
    rows = lines(queries.plan().actions, timezone.localdate())
    counts = [(status, sum(row.action.status == status for row in rows)) for status in STATUSES]
    return render(
        request, "sofra/follow_up.html", {"lines": rows, "counts": counts, "late": sum(row.late for row in rows)}
    )


def _form(request: HttpRequest, initial: dict[str, object]) -> ActionForm:
    said = texts(spoken())
    return ActionForm(
        request.POST or None, initial=initial, statuses=[(s, said.say(f"plan.status.{s}")) for s in STATUSES]
    )


def _change(request: HttpRequest, form: ActionForm, note: ActionNote) -> tuple[HttpResponse | None, Sequence[Issue]]:
    """Where to go on once the action is changed; None and the issues when it could not be."""
    changed, version = as_action(form.cleaned_data, note.action), form.cleaned_data["version"] or 0
    try:
        acts.change_action(actor_of(request.user), changed, version)
    except Conflict:
        return _conflict(request, form, note.action.id), ()
    except SofraError as problem:
        return None, problem.issues
    tell(request, "web.plan.changed")
    return redirect("plan"), ()


def _status(form: ActionForm, issues: object) -> int:
    return 422 if form.errors or issues else 200


def _conflict(request: HttpRequest, form: ActionForm, id: str) -> HttpResponse:
    now = queries.action(id)
    shown = {"rows": differing(form, as_form(now)), "carried": carried(form, now.version), "leave": reverse("plan")}
    return render(request, "sofra/conflict.html", shown, status=409)

"""Meetings of the mobile team: their short records, what is still to be done, and the same as a workbook."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import Texts, texts
from sofra.render.xlsx import xlsx
from sofra.store.queries import outreach as queries
from sofra.types.document import Table
from sofra.types.errors import SofraError
from sofra.types.visiting import ROLES, FollowUp, Meeting
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.outreach_forms import MeetingForm
from sofra.web.pages.outreach import is_own, team_of
from sofra.web.team_key import key_of
from sofra.work.acts import actor_of
from sofra.work.meetings import finish_follow_up, keep_meeting, open_follow_ups
from sofra.work.outreach import check_sees

ROWS = 4


def meetings(request: HttpRequest) -> HttpResponse:
    """What is still to be done, then every meeting with its decisions."""
    actor = actor_of(request.user)
    check_sees(actor)
    team = team_of(request.GET.get("team", ""), actor.name)
    if team is None:
        return redirect("outreach")
    shown = {"team": team, "tab": "meetings", "meetings": queries.meetings(team.id), "todo": open_follow_ups(team.id)}
    return render(request, "sofra/outreach_meetings.html", shown | {"today": timezone.localdate()})


def meeting(request: HttpRequest, team: str, number: int = 0) -> HttpResponse:
    """One record, written anew or changed."""
    actor, issues, found = actor_of(request.user), (), queries.team(team)
    check_sees(actor)
    old = queries.meeting_of(queries.meeting_row(number)) if number else Meeting(team, timezone.localdate())
    key = key_of(request, team) if is_own(found, actor.name) else None
    form = MeetingForm(request.POST or None, initial=_first(old))
    rows = _rows(request) if request.method == "POST" else list(old.follow_ups)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_meeting(actor, _meeting(old, form.cleaned_data, rows), key or b"")
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.meetings.saved")
            return redirect(f"{reverse('outreach_at_meetings')}?team={kept.team}")
    page = {
        "form": form, "issues": issues, "team": found, "meeting": old, "tab": "", "roles": ROLES,
        "open": key is not None,
        "rows": list(enumerate([*rows, *(FollowUp("") for _ in range(ROWS))])),
        "households": [one.pseudonym for one in queries.clients(team)],
    }  # fmt: skip
    return render(request, "sofra/outreach_meeting.html", page, status=422 if form.errors or issues else 200)


@require_POST
def done(request: HttpRequest, number: int, follow_up: int) -> HttpResponse:
    """One thing is done, today."""
    kept = finish_follow_up(actor_of(request.user), number, follow_up, timezone.localdate())
    tell(request, "web.meetings.finished")
    return redirect(f"{reverse('outreach_at_meetings')}?team={kept.team}")


def sheet(request: HttpRequest, team: str) -> HttpResponse:
    """Decisions and what is to be done, meeting by meeting, as a workbook."""
    check_sees(actor_of(request.user))
    found, said = queries.team(team), texts(spoken())
    return spreadsheet(xlsx([_table(queries.meetings(team), said, found.name)]), "sofra-meetings.xlsx")


def _table(found: list[Meeting], said: Texts, caption: str) -> Table:
    rows = []
    for one in found:
        rows += [(said.date(one.on), said.say("web.meetings.decision"), line, "", "", "") for line in one.decisions]
        rows += [_line(one, todo, said) for todo in one.follow_ups]
    head = [said.say(f"web.meetings.col.{name}") for name in ("on", "kind", "what", "who", "due", "done")]
    return Table(caption, head, rows, "llllll")


def _line(one: Meeting, todo: FollowUp, said: Texts) -> tuple[str, ...]:
    role = said.say(f"outreach.role.{todo.role}") if todo.role else ""
    who = ", ".join(part for part in (role, todo.pseudonym) if part)
    days = (said.date(day) if day else "" for day in (todo.due_on, todo.done_on))
    return (said.date(one.on), said.say("web.meetings.follow_up"), todo.what, who, *days)


def _first(old: Meeting) -> dict[str, object]:
    return {
        "met_on": old.on,
        "present": list(old.present),
        "decisions": "\n".join(old.decisions),
        "next_meeting": old.next_on,
    }


def _meeting(old: Meeting, said: dict, rows: list[FollowUp]) -> Meeting:
    lines = tuple(line.strip() for line in said["decisions"].splitlines() if line.strip())
    before = {one.what: one.done_on for one in old.follow_ups}
    todo = tuple(
        FollowUp(one.what, one.role, one.due_on, one.pseudonym, before.get(one.what)) for one in rows if one.what
    )
    return Meeting(old.team, said["met_on"], tuple(said["present"]), lines, todo, said["next_meeting"], old.id)


def _rows(request: HttpRequest) -> list[FollowUp]:
    lists = [request.POST.getlist(name) for name in ("todo_what", "todo_role", "todo_due", "todo_household")]
    found = [tuple(map(str.strip, row)) for row in zip(*lists, strict=False)]
    return [FollowUp(what, role, _day(due), pseudonym) for what, role, due, pseudonym in found if what]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

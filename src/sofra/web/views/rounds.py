"""The rounds of a mobile team: plan a week, read it, print the route sheet, take it along on the telephone."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.report.rounds import summary, week_tables
from sofra.store.queries import outreach as queries
from sofra.types.errors import NotAllowed, SofraError, stop
from sofra.types.visiting import Team
from sofra.web.context import spoken
from sofra.web.notices import tell
from sofra.web.outreach_forms import RoundsForm
from sofra.web.pages.outreach import is_own, team_of, week_of
from sofra.web.pages.rounds import days_planned, doors, missed_lines, sheets
from sofra.web.team_key import keep_open, key_of
from sofra.web.views.outreach import download
from sofra.work.acts import actor_of
from sofra.work.clients import open_clients
from sofra.work.outreach import check_sees
from sofra.work.rounds import Wish, due_in, open_week, plan_rounds, week_days

WORKING = 5
SHIFT = {"shift_from": "08:30", "shift_until": "14:30", "cars": 1}


def rounds(request: HttpRequest) -> HttpResponse:
    """Plan a week, and the plan as it stands: days and settlements; more only when the names are open."""
    actor, issues, said = actor_of(request.user), (), texts(spoken())
    check_sees(actor)
    team = team_of(request.GET.get("team", ""), actor.name)
    if team is None:
        return redirect("outreach")
    monday = week_of(request.GET.get("week", ""), timezone.localdate())
    key = key_of(request, team.id) if is_own(team, actor.name) else None
    days = week_days(monday)
    first = {"round_days": [day.isoformat() for day in days[:WORKING]], **SHIFT}
    named = {"round_days": [(day.isoformat(), said.date(day, "full")) for day in days]}
    form = RoundsForm(request.POST or None, initial=first, choices=named)
    if request.method == "POST" and form.is_valid():
        try:
            planned = plan_rounds(actor, team.id, _opened(key), _wish(monday, form.cleaned_data))
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.rounds.planned", n=planned.week.made, missed=len(planned.week.missed))
            return redirect(f"{reverse('outreach_at_rounds')}?team={team.id}&week={monday}")
    shown = {
        "team": team, "monday": monday, "before": monday - timedelta(7), "after": monday + timedelta(7),
        "form": form, "issues": issues, "open": key is not None, "own": is_own(team, actor.name), "tab": "rounds",
        "waiting": len(due_in(team.id, monday)), **_plan(team, monday),
    }  # fmt: skip
    return render(request, "sofra/outreach_rounds.html", shown, status=422 if form.errors or issues else 200)


def sheet(request: HttpRequest, team: str, monday: str) -> HttpResponse:
    """The route sheet of a week, or of one round of it: with names, for the team while they are open."""
    actor, found = actor_of(request.user), queries.team(team)
    key, day = (
        _opened(key_of(request, team) if is_own(found, actor.name) else None),
        week_of(monday, timezone.localdate()),
    )
    week = open_week(actor, team, day, key)
    every = sheets(week, found, doors(team), open_clients(actor, team, key), texts=texts(spoken()))
    wish = request.GET.get("round", "")
    shown = {
        "team": found, "monday": day, "sheets": [one for one in every if wish in ("", str(one.number))],
        "summary": summary(week, texts(spoken())), "alone": wish != "", "tab": "",
    }  # fmt: skip
    return keep_open(request, render(request, "sofra/outreach_sheet.html", shown), team, key)


def workbook(request: HttpRequest, team: str, monday: str) -> HttpResponse:
    """The week as a workbook, with pseudonyms only."""
    actor, found = actor_of(request.user), queries.team(team)
    key, day = (
        _opened(key_of(request, team) if is_own(found, actor.name) else None),
        week_of(monday, timezone.localdate()),
    )
    tables = week_tables(open_week(actor, team, day, key), found, doors(team), texts(spoken()))
    return download(xlsx(tables), f"sofra-rounds-{day}.xlsx")


def _plan(team: Team, monday: date) -> dict[str, object]:
    week = queries.planned(team.id, monday)
    if week is None:
        return {"plan": None}
    said, known = texts(spoken()), doors(team.id)
    return {
        "plan": week,
        "days": days_planned(week, known, said),
        "missed": missed_lines(week, known, said),
        "approximate": week.outline.get("approximate", ()),
        "made": sum(len(one["clients"]) for one in week.made),
        "hours": week.outline["drive"] / 60,
        "km": week.outline["km"],
        "basis": f"outreach.basis.{week.outline['basis']}",
    }


def _wish(monday: date, said: dict) -> Wish:
    days = [day for day in week_days(monday) if day.isoformat() in said["round_days"]]
    at, until = said["shift_from"], said["shift_until"]
    return Wish(
        monday, days, at.hour * 60 + at.minute, until.hour * 60 + until.minute, max(1, min(10, said["cars"]))
    )  # fmt: skip


def _opened(key: bytes | None) -> bytes:
    if key is None:
        raise stop(NotAllowed, "team_shut")
    return key

"""Outreach: who is due this week, the teams, what was reached, the fixed day in a village beside it."""

from calendar import monthrange
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries as places
from sofra.store.queries import outreach as queries
from sofra.types.errors import SofraError
from sofra.types.visiting import ROLES, Person, Team, TeamMember
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.outreach_forms import PointsForm, TeamForm
from sofra.web.pages.outreach import (
    by_class,
    compared,
    due_rows,
    due_table,
    first_time_share,
    is_own,
    late_referrals,
    place_names,
    result_table,
    results,
    settlements,
    team_of,
    week_of,
)
from sofra.web.team_key import keep_open, key_of
from sofra.work.acts import actor_of, check_allowed
from sofra.work.clients import classes, open_clients
from sofra.work.outreach import check_sees, save_team
from sofra.work.policy import may
from sofra.work.rounds import due_in

SEATS = 6
COMPARE = {"days_a_week": 3, "walk_minutes": 30, "served_a_day": 12}


def week(request: HttpRequest) -> HttpResponse:
    """The households due in a week; their names where the team opened them."""
    actor = actor_of(request.user)
    if not may(actor.role, "outreach.see"):
        return redirect("outreach_at_results")
    team, monday = team_of(request.GET.get("team", ""), actor.name), week_of(request.GET.get("week", ""), _today())
    shown = {"team": team, "teams": queries.teams(), "monday": monday, "tab": "week"}
    if team is None:
        return render(request, "sofra/outreach.html", shown)
    key = key_of(request, team.id) if is_own(team, actor.name) else None
    known = open_clients(actor, team.id, key) if key else {}
    found, needs = due_in(team.id, monday), classes()
    shown |= {
        "own": is_own(team, actor.name), "open": key is not None, "rows": due_rows(found, team.id, needs, known),
        "classes": by_class(found, needs),
        "needs": tuple(needs.values()), "referrals": late_referrals(team.id, _today()),
        "all": _everybody(team, known), "places": place_names(),
    }  # fmt: skip
    answer = render(request, "sofra/outreach.html", shown)
    return keep_open(request, answer, team.id, key) if key else answer


def due_sheet(request: HttpRequest, team: str) -> HttpResponse:
    """The households due in a week as a workbook, with pseudonyms only."""
    check_sees(actor_of(request.user))
    monday, said = week_of(request.GET.get("week", ""), _today()), texts(spoken())
    caption = f"{queries.team(team).name}: {said.date(monday)}"
    rows = due_rows(due_in(team, monday), team, classes(), {})
    return download(xlsx([due_table(rows, caption, said)]), f"sofra-due-{monday}.xlsx")


def team(request: HttpRequest, id: str = "") -> HttpResponse:
    """A team: the act, the mandate, where it starts, who sits in it."""
    actor, issues = actor_of(request.user), ()
    check_allowed(actor, "outreach.team")
    found = queries.team(id) if id else Team("", "")
    said = texts(spoken())
    first = {"team_name": found.name, "team_act": found.act, "established_on": found.established_on}
    form = TeamForm(
        request.POST or None, initial={**first, "mandate": found.mandate},
        choices={"starts_at": [("", "–"), *settlements(said)]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_team(actor, _team(found, form.cleaned_data, request))
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.outreach.team_saved", name=saved.name)
            return redirect(f"{reverse('outreach')}?team={saved.id}")
    seats = [*found.members, *(TeamMember("") for _ in range(max(2, SEATS - len(found.members))))]
    page = {"form": form, "issues": issues, "team": found, "seats": list(enumerate(seats)), "roles": ROLES, "tab": ""}
    page["accounts"] = [one for one in places.members() if one.role == "team"]
    return render(request, "sofra/outreach_team.html", page, status=422 if form.errors or issues else 200)


def reached(request: HttpRequest) -> HttpResponse:
    """What a team reached, in rounded counts that anybody may see."""
    found = team_of(request.GET.get("team", ""), request.user.get_username())
    since, until = _span(request)
    parts = results(found.id, since, until, texts(spoken())) if found else {}
    shown = {
        "team": found, "teams": queries.teams(), "parts": parts, "since": since, "until": until, "tab": "results",
        "share": first_time_share(parts),
    }  # fmt: skip
    return render(request, "sofra/outreach_results.html", shown)


def reached_sheet(request: HttpRequest) -> HttpResponse:
    """The rounded counts as a workbook."""
    said, (since, until) = texts(spoken()), _span(request)
    found = queries.team(request.GET.get("team", ""))
    caption = said.say("outreach.sheet.results", team=found.name, since=since, until=until)
    table = result_table(results(found.id, since, until, said), caption, said)
    return download(xlsx([table]), "sofra-outreach.xlsx")


def points(request: HttpRequest) -> HttpResponse:
    """A fixed day in a village, compared with the team's week by people reached per cost."""
    actor = actor_of(request.user)
    check_sees(actor)
    found = team_of(request.GET.get("team", ""), actor.name)
    form = PointsForm(request.GET if "days_a_week" in request.GET else None, initial=COMPARE)
    result, issues = None, ()
    if form.is_bound and form.is_valid():
        week = queries.planned(found.id, week_of(request.GET.get("week", ""), _today())) if found else None
        try:
            result = compared(form.cleaned_data, week)
        except SofraError as problem:
            issues = problem.issues
    shown = {"team": found, "form": form, "found": result, "issues": issues, "tab": "points", "monday": None}
    shown["currency"] = places.pack().currency
    return render(request, "sofra/outreach_points.html", shown, status=422 if form.errors or issues else 200)


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook as an attachment."""
    return spreadsheet(content, name)


def _everybody(team: Team, known: dict[str, Person]) -> list[tuple[object, Person | None]]:
    return [(one, known.get(one.pseudonym)) for one in queries.clients(team.id)]


def _team(old: Team, said: dict[str, object], request: HttpRequest) -> Team:
    at = next((one for one in places.places() if one.id == said["starts_at"]), None)
    lists = (request.POST.getlist(name) for name in ("seat_role", "seat_institution", "seat_account"))
    seats = [TeamMember(*map(str.strip, row)) for row in zip(*lists, strict=False) if any(row)]
    return Team(
        old.id, said["team_name"], said["team_act"], said["established_on"], said["mandate"], seats,
        lon=at.lon if at else old.lon, lat=at.lat if at else old.lat,
    )  # fmt: skip


def _span(request: HttpRequest) -> tuple[date, date]:
    """Whole quarters: days that slide one by one would tell the counts that are rounded."""
    since, until = _days(request)
    last = _quarter(until) + 2
    return date(since.year, _quarter(since), 1), date(until.year, last, monthrange(until.year, last)[1])


def _quarter(day: date) -> int:
    """The month in which the quarter of a day begins: 1, 4, 7 or 10."""
    return (day.month - 1) // 3 * 3 + 1


def _days(request: HttpRequest) -> tuple[date, date]:
    today = _today()
    found = []
    for name, fallback in (("since", date(today.year, 1, 1)), ("until", today)):
        try:
            found.append(date.fromisoformat(request.GET.get(name, "")))
        except ValueError:
            found.append(fallback)
    return found[0], found[1]


def _today() -> date:
    return timezone.localdate()

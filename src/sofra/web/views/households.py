"""A household of a mobile team: its page, taking it up, a visit at the door, a referral, letting go, forgetting."""

from datetime import time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.report.rounds import clock
from sofra.resources.faults import FAR_KM
from sofra.store import queries as kept
from sofra.store.queries import outreach as queries
from sofra.types.errors import NotAllowed, NotFound, SofraError, stop
from sofra.types.visiting import Client, Person, Referral, VisitMade
from sofra.web.context import spoken
from sofra.web.notices import tell
from sofra.web.outreach_forms import AnswerForm, EndForm, HouseholdForm, ReferralForm, VisitForm
from sofra.web.pages.outreach import helps, is_own, place_names, settlements
from sofra.web.team_key import keep_open, key_of
from sofra.work import clients as acts
from sofra.work import visiting
from sofra.work.acts import actor_of, check_allowed
from sofra.work.outreach import check_sees


def household(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """One household: what the office may know, and the person where the team opened the names."""
    actor = actor_of(request.user)
    check_sees(actor)
    client = queries.client(pseudonym)
    team = queries.team(client.team)
    key = key_of(request, team.id) if is_own(team, actor.name) else None
    shown = {
        "client": client,
        "team": team,
        "place": place_names().get(client.settlement, ""),
        "open": key is not None,
        "person": acts.open_clients(actor, team.id, key, pseudonym)[pseudonym] if key else None,
        "need": acts.classes().get(client.need),
        "visits": queries.visits_to(pseudonym),
        "helps": helps(),
        "referrals": queries.referrals(pseudonym=pseudonym),
        "own": is_own(team, actor.name),
        "tab": "",
        "answer_form": AnswerForm(initial={"refer_answered_on": timezone.localdate()}),
        "end_form": EndForm(initial={"refer_outcome_on": timezone.localdate()}),
        "home_from": clock(client.opens),
        "home_until": clock(client.closes % 1440),
    }
    answer = render(request, "sofra/outreach_household.html", shown)
    return keep_open(request, answer, team.id, key) if key else answer


def edit(request: HttpRequest, team: str, pseudonym: str = "") -> HttpResponse:
    """Take a household up, or change it; only while the names are open."""
    actor, issues = actor_of(request.user), ()
    check_allowed(actor, "outreach.client")
    key = _key(request, team)
    client = queries.client(pseudonym) if pseudonym else Client("", team, "", "")
    if client.team != team:
        raise stop(NotFound, "not_found", thing="client", id=pseudonym)
    first = _first(client, acts.open_clients(actor, team, key, pseudonym)[pseudonym]) if pseudonym else {}
    form = HouseholdForm(request.POST or None, initial=first, choices=_choices())
    if request.method == "POST" and form.is_valid():
        try:
            person = _person(form.cleaned_data)
            saved = acts.save_client(actor, key, _client(client, form.cleaned_data), person)
        except SofraError as problem:
            issues = problem.issues
        else:
            far, _ = acts.doubt_of_home(person)
            told = "web.outreach.client_saved_far" if far else "web.outreach.client_saved"
            tell(request, told, pseudonym=saved.pseudonym, km=FAR_KM)
            return keep_open(request, redirect("outreach_at_household", saved.pseudonym), team, key)
    shown = {"form": form, "issues": issues, "client": client, "team": queries.team(team), "tab": ""}
    answer = render(request, "sofra/outreach_edit.html", shown, status=422 if form.errors or issues else 200)
    return keep_open(request, answer, team, key)


def visit(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """One visit recorded, on a telephone at the door."""
    client, actor, issues = queries.client(pseudonym), actor_of(request.user), ()
    check_allowed(actor, "outreach.visit")
    form = VisitForm(request.POST or None, initial={"visited_on": timezone.localdate()}, choices=_services())
    key = key_of(request, client.team)
    if request.method == "POST" and form.is_valid():
        try:
            visiting.record_visit(
                actor, _visit(pseudonym, form.cleaned_data, request), form.cleaned_data["visit_note"], key or b""
            )
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.outreach.visit_saved", pseudonym=pseudonym)
            return redirect("outreach_at_household", pseudonym)
    shown = {
        "form": form,
        "issues": issues,
        "client": client,
        "open": key is not None,
        "tab": "",
        "helps": [(one, request.POST.get(f"help_{code}", "")) for code, one in helps().items()],
    }
    return render(request, "sofra/outreach_visit.html", shown, status=422 if form.errors or issues else 200)


def refer(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """A household sent on to a service."""
    client, actor, issues = queries.client(pseudonym), actor_of(request.user), ()
    check_allowed(actor, "outreach.refer")
    kinds = {"refer_kind": _services()["visit_lacking"]}
    form = ReferralForm(request.POST or None, initial={"sent_on": timezone.localdate()}, choices=kinds)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        sent = Referral(
            pseudonym,
            said["refer_kind"],
            said["to_whom"],
            said["sent_on"],
            said["refer_consent"],
            said["refer_override"],
        )
        try:
            visiting.refer(actor, sent)
        except SofraError as problem:
            issues = problem.issues
        else:
            tell(request, "web.outreach.referred", pseudonym=pseudonym)
            return redirect("outreach_at_household", pseudonym)
    shown = {"form": form, "issues": issues, "client": client, "tab": ""}
    return render(request, "sofra/outreach_referral.html", shown, status=422 if form.errors or issues else 200)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What the service said to a referral."""
    said = _sent(AnswerForm(request.POST))
    sent = visiting.answer_referral(
        actor_of(request.user),
        number,
        said["refer_answer"],
        said["refer_answered_on"],
        refusal=said["refer_refusal"],
    )
    tell(request, "web.outreach.answered")
    return redirect("outreach_at_household", sent.pseudonym)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """What came of a referral."""
    said = _sent(EndForm(request.POST))
    first = {"yes": True, "no": False}.get(said["refer_first_time"])
    sent = visiting.end_referral(
        actor_of(request.user), number, said["refer_outcome"], said["refer_outcome_on"], first_time=first
    )
    tell(request, "web.outreach.answered")
    return redirect("outreach_at_household", sent.pseudonym)


@require_POST
def let_go(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """The team visits this household no more."""
    client = acts.close_client(actor_of(request.user), pseudonym, timezone.localdate())
    tell(request, "web.outreach.let_go", pseudonym=pseudonym)
    return redirect(f"{reverse('outreach')}?team={client.team}")


@require_POST
def erase(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Everything about this household deleted; only after its pseudonym was typed."""
    team = queries.client(pseudonym).team
    if request.POST.get("typed", "").strip().upper() != pseudonym:
        tell(request, "web.outreach.not_erased", pseudonym=pseudonym)
        return redirect("outreach_at_household", pseudonym)
    acts.erase_client(actor_of(request.user), pseudonym)
    tell(request, "web.outreach.erased")
    return redirect(f"{reverse('outreach')}?team={team}")


def _key(request: HttpRequest, team: str) -> bytes:
    key = key_of(request, team)
    if key is None:
        raise stop(NotAllowed, "team_shut")
    return key


def _choices() -> dict[str, list[tuple[str, str]]]:
    said, pack = texts(spoken()), kept.pack()
    return {
        "client_settlement": list(settlements(said)),
        "client_need": [(key, said.name(need.label)) for key, need in acts.classes().items()],
        "client_groups": [
            (code, said.name(group.label))
            for code, group in pack.groups.items()
            if group.sensitivity != acts.SPECIAL and code != "ALL"
        ],
    }


def _services() -> dict[str, list[tuple[str, str]]]:
    said = texts(spoken())
    return {"visit_lacking": [(kind, said.name(entry.label)) for kind, entry in kept.pack().services.items()]}


def _first(client: Client, person: Person) -> dict[str, object]:
    return {
        "client_name": person.name,
        "client_address": person.address,
        "client_phone": person.phone,
        "client_lon": person.lon,
        "client_lat": person.lat,
        "client_note": person.note,
        "client_settlement": client.settlement,
        "client_need": client.need,
        "client_people": client.people,
        "client_required": client.required,
        "client_groups": list(client.groups),
        "home_from": _time(client.opens) if client.opens else None,
        "home_until": _time(client.closes) if client.closes < 1440 else None,
    }


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _client(old: Client, said: dict) -> Client:
    at, until = said["home_from"], said["home_until"]
    return Client(
        old.pseudonym,
        old.team,
        said["client_settlement"],
        said["client_need"],
        tuple(said["client_groups"]),
        opens=at.hour * 60 + at.minute if at else 0,
        closes=until.hour * 60 + until.minute if until else 1440,
        people=said["client_people"] or 1,
        required=said["client_required"],
        closed_on=old.closed_on,
    )


def _person(said: dict) -> Person:
    return Person(
        said["client_name"],
        said["client_address"],
        said["client_phone"],
        said["client_lon"],
        said["client_lat"],
        said["client_note"],
    )


def _visit(pseudonym: str, said: dict, request: HttpRequest) -> VisitMade:
    given = {code: _pieces(request.POST.get(f"help_{code}", "").strip()) for code in helps()}
    return VisitMade(
        pseudonym,
        said["visited_on"],
        said["met"],
        said["visit_minutes"],
        tuple(said["visit_lacking"]),
        {code: count for code, count in given.items() if count},
        said["visit_next"],
    )


def _pieces(text: str) -> int:
    """How many were given, 0 for none; -1, which the act refuses, for what is no number."""
    return int(text or 0) if (text or "0").isascii() and (text or "0").isdigit() and len(text) < 5 else -1


def _sent(form: forms.Form) -> dict:
    if not form.is_valid():
        raise stop(
            SofraError,
            "referral_refused_why" if "refer_refusal" in form.fields else "referral_outcome_unknown",
        )
    return form.cleaned_data

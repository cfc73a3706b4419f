"""Confirmations: what providers answered by link, links that are out, and asking anew."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sofra.packs.texts import LANGUAGES, texts
from sofra.render.xlsx import xlsx
from sofra.resources.confirmable import is_stale
from sofra.store import queries
from sofra.types.confirming import APPROVED, REJECTED, Confirmation
from sofra.types.errors import Issue, SofraError, SourceError, stop
from sofra.types.supply import Service
from sofra.web.context import LANGUAGE_NAMES, spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.confirmations import Ask, Out, askable, letters, out, waiting
from sofra.web.pages.confirmations import sheet as as_table
from sofra.work import confirming as acts
from sofra.work.acts import actor_of, check_allowed

DIGITS = 6
"""A number of days with as many digits is a slip."""

DECIDED = 10
"""How many answers that were decided on stand at the end of the page."""


def page(request: HttpRequest) -> HttpResponse:
    """Answers that wait with their differences; links that are out; services to ask about."""
    return _page(request)


def _page(request: HttpRequest, issues: Sequence[Issue] = ()) -> HttpResponse:
    """The page; with issues as the form was sent."""
    check_allowed(actor_of(request.user), "inventory.invite")
    inventory, words, today = queries.inventory(), texts(spoken()), timezone.localdate()
    services, names = _services(), {one.id: words.name(one.name) for one in inventory.providers}
    links = out(queries.links_out(), services, today)
    answers = waiting(queries.confirmations(), services, names, words)
    to_ask, sent = _to_ask(links), request.POST
    shown = {
        "issues": issues, "ticked": _ticked(request, to_ask, sent=bool(issues)),
        "waiting": answers, "plain": [one for one in answers if one.plain], "links": links,
        "decided": waiting(_decided(), services, names, words)[:DECIDED], "to_ask": to_ask,
        "chosen": request.GET.get("service", ""), "days": sent.get("days", acts.DAYS),
        "main": sent.get("language") or queries.municipality().main_language,
        "tongues": [(one, LANGUAGE_NAMES[one]) for one in LANGUAGES],
    }  # fmt: skip
    return render(request, "sofra/confirmations.html", shown, status=422 if issues else 200)


@require_POST
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """New links, shown this once, with letters that are ready to send."""
    actor, sent = actor_of(request.user), request.POST
    try:
        days = _days(sent.get("days", "").strip())
        links = acts.invite(actor, sent.getlist("service"), lang=sent.get("language", ""), days=days)
    except SourceError as problem:
        return _page(request, problem.issues)
    if not links:
        tell(request, "web.confirmations.none_chosen")
        return redirect("confirmations")
    said = {lang: texts(lang) for lang in LANGUAGES}
    made = letters(links, queries.inventory(), lambda token: _address(request, token), said)
    # Shown on this page only: afterwards nobody knows the tokens, the database included.
    return render(request, "sofra/confirmations_links.html", {"letters": made, "count": len(links)})


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Take an answer over."""
    found = acts.approve_answer(actor_of(request.user), number)
    return _told(request, "web.confirmations.approved", found.invitation.service)


@require_POST
def approve_unchanged(request: HttpRequest) -> HttpResponse:
    """Take over all answers that say: everything is as it stands."""
    tell(request, "web.confirmations.approved_all", n=acts.approve_unchanged(actor_of(request.user)))
    return redirect("confirmations")


@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Leave the service as it is, with a reason that the provider reads."""
    try:
        found = acts.reject_answer(actor_of(request.user), number, request.POST.get("reason", ""))
    except SofraError as problem:
        if problem.issues[0].code != "reason_missing":
            raise
        tell(request, "web.confirmations.reason_missing")
        return redirect(f"{reverse('confirmations')}#answer-{number}")
    return _told(request, "web.confirmations.rejected", found.invitation.service)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a link back."""
    found = acts.withdraw_link(actor_of(request.user), number)
    return _told(request, "web.confirmations.withdrawn", found.service)


def sheet(request: HttpRequest) -> HttpResponse:
    """The links that are out, as a spreadsheet."""
    check_allowed(actor_of(request.user), "inventory.invite")
    found = out(queries.links_out(), _services(), timezone.localdate())
    return spreadsheet(xlsx([as_table(found, texts(spoken()))]), "sofra-links.xlsx")


def _days(text: str) -> int:
    """For how many days a link opens; nothing typed: as long as usual. Raises SourceError for what is no number."""
    if text and not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise stop(SourceError, "link_days", value=text[:20], limit=acts.LONGEST)
    return int(text) if text else acts.DAYS


def _ticked(request: HttpRequest, to_ask: Sequence[Ask], *, sent: bool) -> frozenset[str]:
    """The services that are ticked: as they were sent, the one asked for, or those nobody confirmed for long."""
    if sent:
        return frozenset(request.POST.getlist("service"))
    chosen = request.GET.get("service", "")
    return frozenset([chosen] if chosen else [one.service.id for one in to_ask if one.stale and not one.asked])


def _services() -> dict[str, Service]:
    return {note.thing.id: note.thing for note in queries.services()}


def _decided() -> list[Confirmation]:
    both = [*queries.confirmations(APPROVED), *queries.confirmations(REJECTED)]
    return sorted(both, key=lambda one: one.decided_on or one.answered_on, reverse=True)


def _to_ask(links: list[Out]) -> list[Ask]:
    kept, today, days = queries.services(), timezone.localdate(), queries.pack().upkeep.stale_days
    stale = {note.thing.id for note in kept if is_stale(note.thing.verified_on, today, days)}
    answered = {one.invitation.service for one in queries.confirmations()}
    free = [note for note in kept if note.thing.id not in answered]
    return askable(free, frozenset(stale), frozenset(one.service.id for one in links if one.state == "open"))


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("confirm", args=[token]))


def _told(request: HttpRequest, key: str, service: str) -> HttpResponse:
    tell(request, key, name=texts(spoken()).name(queries.service(service).thing.name))
    return redirect("confirmations")

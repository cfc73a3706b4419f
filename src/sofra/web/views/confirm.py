"""The page of a provider who was sent a link: no account, no script, one thing a page."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from sofra.packs.texts import LANGUAGES, texts
from sofra.resources.confirmable import FIELDS, STATUSES, wrong
from sofra.store import queries
from sofra.types.confirming import Answered, Invitation
from sofra.types.errors import Conflict, Issue, NotFound, SofraError, stop
from sofra.web.context import spoken
from sofra.web.pages.confirm import as_sent, carried, lines, typed, week
from sofra.work.confirming import answer_by_link

QUARTER_HOUR = 15 * 60


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Is it still so? Yes, or what changed; then it waits for the municipality."""
    try:
        invitation = _opened(request, token)
    except NotFound as problem:
        return _stopped(request, problem, 404)
    except Conflict as problem:
        return _stopped(request, problem, 429)
    wish = request.GET.get("lang", "")
    with translation.override(wish if wish in LANGUAGES else invitation.lang):
        return _page(request, token, invitation)


def _page(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    state = invitation.state(timezone.localdate())
    kept = queries.service(invitation.service)
    if kept.removed and state == "open":
        state = "withdrawn"
    if state == "used":
        shown = {"answer": queries.confirmation_by(invitation.id), "service": kept.thing}
        return render(request, "sofra/confirm_sent.html", shown)
    if state != "open":
        return _stopped(request, stop(Conflict, f"link_{state}"), 410)
    return _step(request, token, invitation) if request.method == "POST" else _show(request, invitation, "ask", {})


def _step(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Where the pressed button leads."""
    go, said = request.POST.get("go", ""), carried(request.POST.dict())
    field = request.POST.get("field", "")
    if go == "yes":
        return _send(request, token, invitation, {})
    if go == "keep" and field in FIELDS:
        said[field] = typed(field, request.POST.get("value", ""))
        issues = tuple(wrong({field: said[field]}))
        return _show(request, invitation, field if issues else "choose", said, issues=issues)
    if go == "send":
        return _send(request, token, invitation, said)
    asked_for = go.removeprefix("edit:")
    return _show(request, invitation, asked_for if asked_for in FIELDS else "choose", said)


def _send(request: HttpRequest, token: str, invitation: Invitation, said: dict[str, Answered]) -> HttpResponse:
    try:
        answer_by_link(token, said, request.POST.get("note", ""))
    except SofraError as problem:
        return _show(request, invitation, "choose", said, issues=problem.issues)
    return redirect(request.get_full_path())


def _show(
    request: HttpRequest,
    invitation: Invitation,
    step: str,
    said: dict[str, Answered],
    *,
    issues: tuple[Issue, ...] = (),
) -> HttpResponse:
    service, words = queries.service(invitation.service).thing, texts(spoken())
    found = lines(service, invitation.lang, said, words)
    shown = {
        "invitation": invitation, "service": service, "step": step, "issues": issues, "said": said, "lines": found,
        "line": next((line for line in found if line.field == step), None), "week": week(service.hours, words),
        "carried": as_sent(said), "others": as_sent({name: value for name, value in said.items() if name != step}),
        "statuses": STATUSES, "value": said.get(step, ""), "note": request.POST.get("note", ""),
    }  # fmt: skip
    # 200 also with a problem: a server that logs refused addresses would log the token of a link that still opens.
    return render(request, "sofra/confirm.html", shown)


def _opened(request: HttpRequest, token: str) -> Invitation:
    """The invitation of a token. Raises NotFound, and Conflict after eight wrong ones within a quarter of an hour."""
    key = f"links.{sha256((get_client_ip_address(request) or '').encode()).hexdigest()[:32]}"
    if cache.get(key, 0) >= settings.AXES_FAILURE_LIMIT:
        raise stop(Conflict, "link_busy")
    try:
        return queries.invitation_by(token)
    except NotFound:
        cache.add(key, 0, QUARTER_HOUR)
        cache.incr(key)
        raise


def _stopped(request: HttpRequest, problem: SofraError, status: int) -> HttpResponse:
    return render(request, "sofra/confirm_stop.html", {"issues": problem.issues}, status=status)

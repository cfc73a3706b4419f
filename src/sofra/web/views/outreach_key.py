"""The passphrase of a mobile team: set, tried, changed, and the names closed again."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sofra.store import queries as places
from sofra.store.queries import outreach as queries
from sofra.types.errors import Issue, SofraError
from sofra.web.notices import tell
from sofra.web.outreach_forms import LockForm, RekeyForm, UnlockForm
from sofra.web.team_key import keep_open, shut
from sofra.work.acts import actor_of, check_allowed
from sofra.work.demo_team import PASSPHRASE
from sofra.work.outreach import lock_team, rekey_team, unlock_team

FORMS: Mapping[str, type[forms.Form]] = {"lock": LockForm, "unlock": UnlockForm, "rekey": RekeyForm}


@sensitive_post_parameters()
def lock(request: HttpRequest, team: str) -> HttpResponse:
    """Set the passphrase of a team, once, after reading what losing it means."""
    return _page(request, team, "lock", lambda who, said: lock_team(who, team, said["passphrase"]))


@sensitive_post_parameters()
def unlock(request: HttpRequest, team: str) -> HttpResponse:
    """Open the names of a team in this browser."""
    return _page(request, team, "unlock", lambda who, said: unlock_team(who, team, said["passphrase"]))


@sensitive_post_parameters()
def rekey(request: HttpRequest, team: str) -> HttpResponse:
    """A new passphrase; everything is sealed again."""
    return _page(
        request, team, "rekey",
        lambda who, said: rekey_team(who, team, said["old_passphrase"], said["passphrase"]),
    )  # fmt: skip


@require_POST
def close(request: HttpRequest, team: str) -> HttpResponse:
    """Close the names in this browser."""
    tell(request, "web.outreach.shut")
    return shut(redirect(f"{reverse('outreach')}?team={team}"))


def _page(request: HttpRequest, team: str, what: str, do: Callable[..., bytes]) -> HttpResponse:
    actor, issues = actor_of(request.user), ()
    check_allowed(actor, f"outreach.{what}")
    found, form = queries.team(team), FORMS[what](request.POST or None)
    if request.method == "POST" and form.is_valid():
        issues = _unsure(form.cleaned_data) if what != "unlock" else ()
        try:
            key = do(actor, form.cleaned_data) if not issues else b""
        except SofraError as problem:
            issues = problem.issues
        if not issues:
            tell(request, f"web.outreach.{what}_done", name=found.name)
            return keep_open(request, redirect(f"{reverse('outreach')}?team={team}"), team, key)
    shown = {"form": form, "issues": issues, "team": found, "what": what, "tab": "", "demo": _demo(what)}
    return render(request, "sofra/outreach_key.html", shown, status=422 if form.errors or issues else 200)


def _demo(what: str) -> str:
    """The passphrase of the demo's invented households, which is told to everybody."""
    return PASSPHRASE if what == "unlock" and places.municipality().fictional else ""


def _unsure(said: dict[str, object]) -> tuple[Issue, ...]:
    found = []
    if said["passphrase"] != said["passphrase_again"]:
        found.append(Issue("passphrases_differ"))
    if not said["understood"]:
        found.append(Issue("passphrase_not_understood"))
    return tuple(found)

"""Signing in and out, with the language that a person reads."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sofra.packs.texts import LANGUAGES
from sofra.store import queries
from sofra.store.people import Member
from sofra.web.context import spoken
from sofra.web.forms import SignInForm, say
from sofra.work.acts import actor_of
from sofra.work.demo import ACCOUNTS, PASSWORD
from sofra.work.people import change_language


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: a name and a password; on the demo, four people to choose from."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = authenticate(request, **form.cleaned_data)
        if member is not None:
            login(request, member)
            return _in_language(redirect(_onward(request)), _read_by(request, member))
        form.add_error(None, say("web.sign_in.wrong"))
    shown = {"form": form, "next": _onward(request), "accounts": _accounts()}
    return render(request, "sofra/sign_in.html", shown, status=403 if form.errors and request.POST else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Back to the door."""
    logout(request)
    answer = redirect("sign_in")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language: at once, and for a member at every desk from now on."""
    wish = request.POST.get("language", "")
    if request.user.is_authenticated:
        change_language(actor_of(request.user), wish)
    elif wish not in LANGUAGES:
        wish = spoken()
    return _in_language(redirect(_onward(request)), wish)


def locked(request: HttpRequest, credentials: object = None, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong attempts: the door stays closed for a while, and says so."""
    form = SignInForm({"username": request.POST.get("username", ""), "password": "-"})
    form.add_error(None, say("web.sign_in.locked"))
    return render(request, "sofra/sign_in.html", {"form": form, "next": "/", "accounts": ()}, status=429)


def _read_by(request: HttpRequest, member: Member) -> str:
    """What was chosen at the door, else what the member chose once; in the demo, what the visitor's browser speaks."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or queries.municipality().fictional
    return spoken() if chosen else member.language


def _in_language(answer: HttpResponse, lang: str) -> HttpResponse:
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, lang, samesite="Lax")
    return answer


def _onward(request: HttpRequest) -> str:
    wish = request.POST.get("next") or request.GET.get("next") or ""
    return wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}) else "/"


def _accounts() -> list[dict[str, str]]:
    if not queries.municipality().fictional:
        return []
    return [{"username": u, "name": n, "role": r, "password": PASSWORD} for u, n, r in ACCOUNTS]

"""Settings: who works here, in which role; add, a new password, switch off and on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.errors import Issue, SofraError
from sofra.web.context import spoken
from sofra.web.forms import MemberForm
from sofra.web.notices import tell
from sofra.work import people as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.directory import DIRECTORY
from sofra.work.policy import APPROVER, COLLECTOR, COORDINATOR, GUEST, PROTECTION, TEAM

ROLES = (COORDINATOR, COLLECTOR, APPROVER, TEAM, PROTECTION, GUEST)


@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """The list of members, and a form for one more."""
    actor, form, issues = actor_of(request.user), _form(request), ()
    check_allowed(actor, "people.add")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            password = acts.add_member(actor, given["username"], given["member_name"], given["role"])
        except SofraError as problem:
            issues = problem.issues
        else:
            return _once(request, given["username"], password)
    return _page(request, form, issues, status=422 if form.errors or issues else 200)


@require_POST
@never_cache
def password(request: HttpRequest, username: str) -> HttpResponse:
    """A new password for somebody who lost theirs, shown this once."""
    return _once(request, username, acts.new_password(actor_of(request.user), username))


@require_POST
def role(request: HttpRequest, username: str) -> HttpResponse:
    """Another role for somebody."""
    acts.change_role(actor_of(request.user), username, request.POST.get("role", ""))
    tell(request, "web.people.changed", name=username)
    return redirect("settings")


@require_POST
def switch_off(request: HttpRequest, username: str) -> HttpResponse:
    """Somebody no longer signs in; the next page offers the way back."""
    acts.switch_off(actor_of(request.user), username)
    tell(request, "web.people.off", undo=reverse("member_on", args=[username]), name=username)
    return redirect("settings")


@require_POST
def switch_on(request: HttpRequest, username: str) -> HttpResponse:
    """Somebody signs in again."""
    acts.switch_on(actor_of(request.user), username)
    tell(request, "web.people.on", name=username)
    return redirect("settings")


def _once(request: HttpRequest, username: str, password: str) -> HttpResponse:
    # Shown on this page only: a redirect would have to keep the password somewhere.
    return _page(request, MemberForm(roles=_roles()), (), fresh={"username": username, "password": password})


def _page(
    request: HttpRequest,
    form: MemberForm,
    issues: Sequence[Issue],
    *,
    fresh: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form, "issues": issues, "fresh": fresh, "roles": ROLES,
        "directory_open": queries.switched_on(DIRECTORY), "members": queries.members(),
        "gone": queries.members(switched_off=True),
    }  # fmt: skip
    return render(request, "sofra/settings.html", shown, status=status)


def _form(request: HttpRequest) -> MemberForm:
    return MemberForm(request.POST or None, roles=_roles(), initial={"role": COLLECTOR})


def _roles() -> list[tuple[str, str]]:
    return [(role, texts(spoken()).say(f"web.role.{role}")) for role in ROLES]

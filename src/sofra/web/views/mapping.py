"""Making the social map."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sofra.web.context import spoken
from sofra.web.notices import tell
from sofra.work import jobs
from sofra.work.acts import actor_of, check_allowed


@require_POST
def make_map(request: HttpRequest) -> HttpResponse:
    """Ask for a new social map of everything in the workspace."""
    actor = replace(actor_of(request.user), language=spoken())  # what goes wrong is told as this page is read
    check_allowed(actor, "map.make")
    jobs.enqueue(actor, "map")
    tell(request, "web.home.map_asked")
    return redirect("home")

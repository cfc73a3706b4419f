"""Home: the six steps and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.store import queries
from sofra.web.pages.home import key_numbers, steps
from sofra.web.pages.released import latest, roots
from sofra.web.views.inventory import upkeep


def home(request: HttpRequest) -> HttpResponse:
    """How far the municipality is, the numbers that matter first, and what to do next."""
    released, root, plan = latest(), roots(queries.places()), queries.plan()
    told = queries.steps()
    ranking = queries.ranking(released.release) if released else None
    shown = {
        "steps": steps(told, queries.imports(), plan),
        "keys": key_numbers(released, ranking.ranked if ranking else (), told, root.id) if released and root else (),
        "ranked": ranking.ranked[:5] if ranking else (),
        "jobs": queries.jobs(open_only=True),
        "release": queries.latest(),
        "pack": queries.pack(),
        "upkeep": upkeep(request),
    }
    return render(request, "sofra/home.html", shown)

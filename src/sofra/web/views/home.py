"""Home: the six steps and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.store import queries
from sofra.web.pages.home import key_numbers, offered_by_nobody, steps
from sofra.web.pages.released import latest, roots


def home(request: HttpRequest) -> HttpResponse:
    """How far the municipality is, the numbers that matter first, and what to do next."""
    released, root, plan = latest(), roots(queries.places()), queries.plan()
    told = queries.steps()
    ranking = queries.ranking(released.release) if released else None
    asked = next((step.counts.get("households", 0) for step in told if step.step == "needs"), 0)
    shown = {
        "steps": steps(told, queries.imports(), plan, offered_by_nobody(released, root.id if root else "")),
        "keys": key_numbers(released, ranking.ranked if ranking else (), asked, root.id) if released and root else (),
        "ranked": ranking.ranked[:5] if ranking else (),
        "jobs": queries.jobs(open_only=True),
        "release": queries.latest(),
        "pack": queries.pack(),
    }
    return render(request, "sofra/home.html", shown)

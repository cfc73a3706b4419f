"""Priorities: move a weight, see the order and how firm it is."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.web.notices import tell
from sofra.web.pages.priorities import preview, weighted
from sofra.work import priorities as acts
from sofra.work.acts import actor_of


def priorities(request: HttpRequest) -> HttpResponse:
    """The order under the weights that count, or under weights that somebody only tries."""
    pack, note = queries.pack(), queries.latest()
    kept = queries.ranking(note.id) if note else None
    if note is None or kept is None:
        return render(request, "sofra/priorities_empty.html")
    weights = _weights(request.POST or request.GET, pack)
    if request.method == "POST":
        acts.set_weights(actor_of(request.user), weights)
        tell(request, "web.priorities.saved")
        return redirect("priorities")
    tried = {**kept.weights, **weights}
    ranked = preview(note.id, tried) if weights and tried != kept.weights else kept.ranked
    shown = {
        "criteria": weighted(pack, tried),
        "ranked": ranked,
        "kept": kept,
        "tried": tried != kept.weights,
        "count": len(ranked),
    }
    return render(request, "sofra/priorities.html", shown)


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Back to the packs' own weights."""
    acts.reset_weights(actor_of(request.user))
    tell(request, "web.priorities.back")
    return redirect("priorities")


def _weights(sent: Mapping[str, str], pack: Pack) -> dict[str, float]:
    known = {criterion.id for criterion in pack.criteria}
    return {id: min(5.0, max(0.0, _number(sent[f"w_{id}"]))) for id in sorted(known) if f"w_{id}" in sent}


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0

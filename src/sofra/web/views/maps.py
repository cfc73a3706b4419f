"""Maps: the layers that the office brought, light enough to be drawn."""

from django.http import HttpRequest, HttpResponse

from sofra.types.errors import NotFound, stop
from sofra.web.pages.grounds import STORED, stored_outlines


def layer(request: HttpRequest, kind: str) -> HttpResponse:
    """The geometries of a stored layer; their address changes with them, so browsers may keep them."""
    if kind not in STORED:
        raise stop(NotFound, "not_found", thing="layer", id=kind)
    answer = HttpResponse(stored_outlines(kind), "application/json")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer

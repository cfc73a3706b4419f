"""A stop becomes a page: where, what is wrong, what to do; in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from sofra.types.errors import Conflict, NotAllowed, NotFound, SofraError

Answer = Callable[[HttpRequest], HttpResponseBase]
PAGES: Mapping[type[SofraError], tuple[int, str]] = {
    NotAllowed: (403, "not_allowed"),
    NotFound: (404, "not_found"),
    Conflict: (409, "conflict"),
}


class StopsAsPages:
    """Middleware: a SofraError that no view handled is shown, never a bare server error."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page of the stop; None leaves any other exception to Django."""
        return stopped(request, problem) if isinstance(problem, SofraError) else None


def stopped(request: HttpRequest, problem: SofraError) -> HttpResponse:
    """A page with every issue of the stop, and the status that fits it."""
    status, kind = PAGES.get(type(problem), (422, "problem"))
    if kind == "conflict" and all(issue.code != "changed_meanwhile" for issue in problem.issues):
        kind = "problem"  # a conflict with what is there already, not with what somebody saved meanwhile
    shown = {"issues": problem.issues, "kind": kind, "title": f"web.error.{kind}.title"}
    return render(request, "sofra/stop.html", shown, status=status)


def page_missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no page at this address."""
    return _plain(request, "missing", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django refused the request."""
    return _plain(request, "not_allowed", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that nobody foresaw."""
    return _plain(request, "broken", 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from elsewhere."""
    return _plain(request, "stale_form", 403)


def _plain(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    shown: dict[str, Any] = {"kind": kind, "title": f"web.error.{kind}.title", "issues": ()}
    return render(request, "sofra/stop.html", shown, status=status)

"""Progress of long work, asked for again every second until it is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.store import queries


def progress(request: HttpRequest, number: int) -> HttpResponse:
    """One piece of long work: a part of a page for htmx, a page of its own for everybody else."""
    part = request.headers.get("HX-Request") == "true"
    answer = render(request, "sofra/parts/job.html" if part else "sofra/job.html", {"job": queries.job(number)})
    if part and queries.job(number).over:
        answer.headers["HX-Refresh"] = "true"
    return answer

"""The report: choose template, language and format; look at it; download what was made; approve the release."""

from dataclasses import replace
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sofra.packs.texts import LANGUAGES
from sofra.render.formats import FORMATS
from sofra.render.html import html
from sofra.report.templates import TEMPLATES
from sofra.store import queries
from sofra.types.errors import NotFound, stop
from sofra.types.protected import Attack
from sofra.web.context import LANGUAGE_NAMES, spoken
from sofra.web.notices import tell
from sofra.work import jobs
from sofra.work import publish as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.compute import ATTACK

OWN_STYLE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox"
)
"""A report is one file that carries its style with it, and no script."""


def report(request: HttpRequest) -> HttpResponse:
    """What to make, what is being made, and what was made."""
    release = queries.latest()
    if request.method == "POST" and release is not None:
        actor = replace(actor_of(request.user), language=spoken())
        check_allowed(actor, "publish.document")
        jobs.enqueue(actor, "document", {"release": release.id, **_wish(request)})
        tell(request, "web.report.asked")
        return redirect("report")
    open_jobs = [job for job in queries.jobs(open_only=True) if job.task == "document"]
    shown = {
        "attack": queries.annex(release.id, ATTACK, Attack) if release else None,
        "release": release, "templates": list(TEMPLATES), "formats": list(FORMATS), "jobs": open_jobs,
        "report_languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES], "documents": queries.documents(),
        "failed": [job for job in queries.jobs()[:5] if job.task == "document" and job.state == "failed"],
    }  # fmt: skip
    return render(request, "sofra/report.html", shown)


def preview(request: HttpRequest) -> HttpResponse:
    """The report as a page, made at once and kept nowhere."""
    release = queries.latest()
    if release is None:
        raise stop(NotFound, "not_found", thing="release", id="")
    wish = _wish(request)
    page = HttpResponse(html(acts.compose_document(release.id, wish["template"], wish["lang"])))
    page.headers["Content-Security-Policy"] = OWN_STYLE
    return page


def download(request: HttpRequest, number: int) -> HttpResponse:
    """One report that was made, as a file."""
    found = next((document for document in queries.documents() if document.id == number), None)
    if found is None or found.format not in FORMATS:
        raise stop(NotFound, "not_found", thing="document", id=str(number))
    disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
    kind = FORMATS[found.format].media_type
    return HttpResponse(queries.document_bytes(number), kind, headers={"Content-Disposition": disposition})


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the newest release."""
    release = queries.latest()
    if release is None:
        raise stop(NotFound, "not_found", thing="release", id="")
    acts.approve_release(actor_of(request.user), release.id)
    tell(request, "web.report.approved")
    return redirect("report")


def _wish(request: HttpRequest) -> dict[str, str]:
    sent = request.POST or request.GET
    template, lang, form = sent.get("template", ""), sent.get("lang", ""), sent.get("format", "")
    return {
        "template": template if template in TEMPLATES else next(iter(TEMPLATES)),
        "lang": lang if lang in LANGUAGES else spoken(),
        "format": form if form in FORMATS else next(iter(FORMATS)),
    }

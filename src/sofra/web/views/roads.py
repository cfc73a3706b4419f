"""Roads: bring streets and timetables, see how settlements and sites stand on them, remove them."""

import secrets
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.sources.road_files import BEGIN_BYTES, wrong_file
from sofra.store import queries
from sofra.types.errors import Issue
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.roads import sheets, travelled
from sofra.work import jobs
from sofra.work.acts import actor_of, check_allowed
from sofra.work.roads import incoming, remove_roads

STREETS = ("walk", "wheelchair", "car")


def page(request: HttpRequest) -> HttpResponse:
    """What every mode travels on, and where a file is dropped."""
    issues: tuple[Issue, ...] = ()
    if request.method == "POST":
        answer, issues = _bring(request)
        if answer:
            return answer
    seen = {
        "found": travelled(queries.roads(), queries.ways(), queries.places(), queries.inventory()),
        "seasons": queries.kept_seasons(), "modes": STREETS, "issues": issues, "today": timezone.localdate(),
        "jobs": [job for job in queries.jobs(open_only=True) if job.task == "roads"],
        "failed": [job for job in queries.jobs()[:1] if job.task == "roads" and job.state == "failed"],
    }  # fmt: skip
    return render(request, "sofra/roads.html", seen, status=422 if issues else 200)


def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    found = travelled(queries.roads(), queries.ways(), queries.places(), queries.inventory())
    content = xlsx(sheets(found, texts(spoken())))
    return spreadsheet(content, "sofra-roads.xlsx")


@require_POST
def remove(request: HttpRequest, mode: str) -> HttpResponse:
    """Take out what a mode travels on."""
    remove_roads(actor_of(request.user), mode)
    tell(request, "web.roads.removed")
    return redirect("roads")


def _bring(request: HttpRequest) -> tuple[HttpResponse | None, tuple[Issue, ...]]:
    """The job's page once the files wait for it; None and the issues when something is missing."""
    actor, sent = replace(actor_of(request.user), language=spoken()), request.POST
    check_allowed(actor, "roads.bring")
    file, heights, buses = request.FILES.get("file"), request.FILES.getlist("heights"), "timetable" in sent
    on = _day(sent.get("on", "")) if buses else None
    issues = [] if file else [Issue("roads_file_missing")]
    issues += [Issue("timetable_day_missing")] if buses and on is None else []
    issues += _wrong([file] if file else [], "timetable" if buses else "roads") + _wrong(heights, "heights")
    if not file or issues:
        return None, tuple(issues)
    asked: dict[str, object] = {"modes": sent.getlist("mode"), "heights": [PurePath(one.name).name for one in heights],
                                "season": sent.get("season", "").strip()}  # fmt: skip
    if on is not None:
        asked = {"timetable": True, "on": on.isoformat()}
    folder = _kept([file, *heights])
    job = jobs.enqueue(actor, "roads", {"folder": folder, "file": PurePath(file.name).name, **asked})
    return redirect("job", job.id), ()


def _wrong(files: list[UploadedFile], what: str) -> list[Issue]:
    """What is wrong with some uploads, told by size, ending and first bytes, before any is kept."""
    return [
        issue
        for one in files
        for issue in wrong_file(what, PurePath(one.name).name, one.size or 0, _begin(one), sent=True)
    ]


def _begin(file: UploadedFile) -> bytes:
    file.seek(0)
    return bytes(file.read(BEGIN_BYTES))


def _kept(files: list[UploadedFile]) -> str:
    """The files in a folder of their own under the workspace, piece by piece: they may be large."""
    name = secrets.token_hex(8)
    folder = incoming() / name
    folder.mkdir(parents=True)
    for one in files:
        with (folder / PurePath(one.name).name).open("wb") as stream:
            for chunk in one.chunks():
                stream.write(chunk)
    return name


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

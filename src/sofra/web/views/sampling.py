"""The sample planner and the fieldwork: what to ask of how many, the draw and its protocol, how the interviews go."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.formats import FORMATS
from sofra.render.formats import render as as_file
from sofra.render.xlsx import xlsx
from sofra.report.sample_protocol import protocol
from sofra.store import queries
from sofra.types.document import Document
from sofra.types.errors import Issue, NotFound, SofraError, stop
from sofra.types.sampling import SamplePlan
from sofra.web.context import spoken
from sofra.web.downloads import attached, spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.field import fieldwork_shown, sheet_tables
from sofra.web.pages.sampler import INITIAL, choices, expected, place_names, shown, wished
from sofra.web.sampling_forms import DrawForm, SampleForm
from sofra.work import sampling as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.reading import Incoming


def sampler(request: HttpRequest) -> HttpResponse:
    """The form, and below it what the wish comes to; a POST keeps it as a plan."""
    sent = request.POST or (request.GET if "points" in request.GET else None)
    form = SampleForm(sent, initial=INITIAL, choices=choices(texts(spoken())))
    plan, issues = _planned(form) if form.is_bound and form.is_valid() else (None, ())
    if request.method == "POST" and plan is not None:
        note = acts.plan_sample(actor_of(request.user), wished(form.cleaned_data))
        tell(request, "web.sampler.kept")
        return redirect("sampler_at_plan", note.id)
    found = shown(plan, texts(spoken())) if plan else {}
    page = {"form": form, "issues": issues, "plans": queries.sample_plans(), "sent": sent, **found}
    return render(request, "sofra/sampler.html", page, status=422 if form.errors or issues else 200)


def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A kept plan: sentences, tables, and the form to draw it."""
    return _plan_page(request, number, DrawForm(initial={"reserve": 20}))


@require_POST
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the plan, from the settlements or from a list that was brought."""
    check_allowed(actor_of(request.user), "sample.draw")
    form = DrawForm(request.POST, request.FILES)
    if not form.is_valid():
        return _plan_page(request, number, form)
    said, file = form.cleaned_data, form.cleaned_data["list"]
    wish = acts.DrawWish(
        said["method"],
        said["seed"],
        (said["reserve"] or 0) / 100,
        Incoming(file.name, file.read()) if file else None,
    )
    try:
        note = acts.draw_sample(actor_of(request.user), number, wish)
    except SofraError as problem:
        return _plan_page(request, number, form, problem.issues)
    tell(request, "web.sampler.drawn", n=sum(not one.reserve for one in note.draw.chosen))
    return redirect("sampler_at_draw", note.id)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a plan from the list."""
    acts.remove_plan(actor_of(request.user), number)
    tell(request, "web.sampler.removed")
    return redirect("sampler")


def drawn(request: HttpRequest, number: int) -> HttpResponse:
    """The protocol of a draw, ready to be printed."""
    note = queries.sample_draw(number)
    return render(request, "sofra/sampler_draw.html", {"note": note, "document": _protocol(number)})


def file(request: HttpRequest, number: int) -> HttpResponse:
    """The protocol as a PDF, Word file or workbook."""
    format = request.GET.get("format", "pdf")
    if format not in FORMATS:
        raise stop(NotFound, "format_unknown", format=format, known=", ".join(FORMATS))
    content, name = as_file(_protocol(number), format), f"sample-protocol-{number}{FORMATS[format].suffix}"
    return attached(content, FORMATS[format].media_type, name)


def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """What a plan lets expect, as a workbook."""
    table = expected(queries.sample_plan(number).plan, texts(spoken()))
    if table is None:
        raise stop(NotFound, "not_found", thing="table", id=str(number))
    return spreadsheet(xlsx([table]), f"sample-plan-{number}.xlsx")


def fieldwork(request: HttpRequest) -> HttpResponse:
    """Target and done, late spots, the precision reached so far."""
    return render(request, "sofra/fieldwork.html", fieldwork_shown(request.GET.get("place", "")))


def fieldwork_sheet(request: HttpRequest) -> HttpResponse:
    """The fieldwork as a workbook."""
    found = fieldwork_shown(request.GET.get("place", ""))["work"]
    if found is None:
        raise stop(NotFound, "not_found", thing="round", id="")
    return spreadsheet(xlsx(sheet_tables(found, texts(spoken()))), "fieldwork.xlsx")


def _planned(form: SampleForm) -> tuple[SamplePlan | None, Sequence[Issue]]:
    try:
        return acts.proposed(wished(form.cleaned_data)), ()
    except SofraError as problem:
        return None, problem.issues


def _plan_page(request: HttpRequest, number: int, form: DrawForm, issues: Sequence[Issue] = ()) -> HttpResponse:
    note = queries.sample_plan(number)
    page = {"note": note, "form": form, "issues": issues, **shown(note.plan, texts(spoken()))}
    return render(request, "sofra/sampler_plan.html", page, status=422 if form.errors or issues else 200)


def _protocol(number: int) -> Document:
    note, said = queries.sample_draw(number), texts(spoken())
    banner = said.say("web.fictional") if queries.municipality().fictional else ""
    return protocol(note.draw, queries.sample_plan(note.plan).plan, said, names=place_names(said), banner=banner)

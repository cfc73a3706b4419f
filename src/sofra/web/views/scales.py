"""Scales and index: what each scale says, where it comes from, and how much its cut-offs and weights matter."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.report.scale_tables import numbers_of, scale_tables
from sofra.store import queries
from sofra.types.errors import DesignError, Issue, NotFound, stop
from sofra.types.keys import EVERYONE, IndicatorId
from sofra.types.scales import ANNEX_INDEX, ANNEX_SCALES, IndexNote, IndexRule, ScalesNote
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.needs import across
from sofra.web.pages.released import latest, roots
from sofra.web.pages.scales import INDEX_ROWS, Around, lines, parts, shown, steps, written
from sofra.work import index as acts
from sofra.work.acts import actor_of


def scales(request: HttpRequest) -> HttpResponse:
    """The list of scales, each with its first number."""
    released, pack, root = latest(), queries.pack(), roots(queries.places())
    if released is None or root is None:
        return render(request, "sofra/scales_empty.html", {"lines": lines(None, pack, "")})
    found = {key: released.fact(id, root.id) for key, id in INDEX_ROWS.items()}
    return render(request, "sofra/scales.html", {"lines": lines(released, pack, root.id), "index": found, "root": root})


def scale(request: HttpRequest, id: str) -> HttpResponse:
    """One scale: its rule and reference, its numbers by group and area, other cut-offs, the worked example."""
    released, pack, places = latest(), queries.pack(), queries.places()
    found, root = pack.scales.get(id), roots(places)
    if found is None or released is None or root is None:
        raise stop(NotFound, "not_found", thing="scale", id=id)
    note = queries.annex(released.release, ANNEX_SCALES, ScalesNote)
    wish = request.GET.get("indicator", "")
    told = shown(Around(released, pack, places, root), found, wish, note)
    return render(request, "sofra/scale.html", {"shown": told, "root": root})


def index(request: HttpRequest) -> HttpResponse:
    """The index: its numbers, its parts, other cut-offs and weights; under weights that somebody tries as well."""
    released, pack, places = latest(), queries.pack(), queries.places()
    root = roots(places)
    note = queries.annex(released.release, ANNEX_INDEX, IndexNote) if released else None
    if released is None or root is None or note is None or pack.index is None:
        return render(request, "sofra/scales_empty.html", {"lines": lines(released, pack, root.id if root else "")})
    h = pack.indicators[INDEX_ROWS["h"]]
    shown = {
        "note": note,
        "rule": pack.index,
        "numbers": {key: released.fact(id, root.id) for key, id in INDEX_ROWS.items()},
        "steps": steps(note, texts(spoken())),
        "parts": parts(released, pack, note, root),
        "groups": across(released, h, [(g, root) for g in released.groups() if g != EVERYONE], root.id),
        "areas": across(released, h, [(EVERYONE, p) for p in places if p.kind == "area"], root.id),
        "names": {place.id: place.name for place in places},
        "labels": {one.id: one.label for one in pack.index.dimensions},
        "root": root,
        **_tried(request, pack.index, root.id),
    }
    return render(request, "sofra/index.html", shown)


def sheet(request: HttpRequest, id: str) -> HttpResponse:
    """All numbers of a scale, or of the index, as a workbook."""
    released, pack = latest(), queries.pack()
    wanted = numbers_of(pack, id)
    facts = released.facts.values() if released else ()
    tables = scale_tables(facts, pack, queries.places(), texts(spoken()), indicators=wanted)
    if not tables:
        raise stop(NotFound, "not_found", thing="scale", id=id)
    return spreadsheet(xlsx(tables), f"sofra-{id}.xlsx")


def _tried(request: HttpRequest, rule: IndexRule, root: str) -> dict[str, object]:
    """What the form holds, and the index under its weights when somebody asked for it."""
    held = {one.id: request.POST.get(f"w_{one.id}", f"{one.weight:g}") for one in rule.dimensions}
    form = {"held": held, "cut": request.POST.get("cut", f"{rule.cut:g}")}
    if request.method != "POST":
        return form
    try:
        tried = acts.try_index(actor_of(request.user), _numbers(held), _number("cut", form["cut"]))
    except DesignError as trouble:
        return {**form, "issues": trouble.issues}
    found = {fact.cell.indicator: fact for fact in tried.facts if fact.cell.place == root}
    numbers = written({key: found.get(IndicatorId(id)) for key, id in INDEX_ROWS.items()}, texts(spoken()))
    return {**form, "tried": tried, "tried_numbers": numbers, "file": acts.as_pack_file(tried.rule)}


def _numbers(held: Mapping[str, str]) -> dict[str, float]:
    return {id: _number(id, text) for id, text in held.items()}


def _number(name: str, text: str) -> float:
    """The number that somebody wrote, with a point or a comma. Raises DesignError."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise DesignError(Issue("index_number", values={"name": name, "value": text})) from None

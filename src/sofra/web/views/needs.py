"""Needs: every indicator with its interval, for a group in a place, beside the whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.report.definition import definition
from sofra.store import queries
from sofra.types.errors import NotFound, Where, stop
from sofra.types.keys import EVERYONE, IndicatorId
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.needs import across, by_theme, disagreements
from sofra.web.pages.profile_sheet import as_table
from sofra.web.pages.quality import seen
from sofra.web.pages.released import latest, roots


def needs(request: HttpRequest) -> HttpResponse:
    """The table of indicators for the chosen group and place."""
    released, places, pack = latest(), queries.places(), queries.pack()
    root = roots(places)
    if released is None or root is None:
        return render(request, "sofra/needs_empty.html")
    group = _known(request.GET.get("group", ""), released.groups(), EVERYONE)
    place = _known(request.GET.get("place", ""), [p.id for p in places], root.id)
    shown = {
        "themes": by_theme(released, pack, group=group, place=place, root=root.id),
        "groups": [g for g in released.groups() if g == EVERYONE or g in pack.groups],
        "places": [p for p in places if p.kind != "settlement"],
        "settlements": [p for p in places if p.kind == "settlement"],
        "small": any(p.id == place and p.kind == "settlement" for p in places),
        "group": group, "place": place, "alone": group == EVERYONE and place == root.id, "root": root, "pack": pack,
        "sample": queries.sample(released.release),
        "discrepancies": disagreements(queries.discrepancies(released.release), places),
    }  # fmt: skip
    return render(request, "sofra/needs.html", shown)


def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator for every group and every area: who is left behind."""
    released, places, pack = latest(), queries.places(), queries.pack()
    root, found = roots(places), pack.indicators.get(IndicatorId(indicator))
    if released is None or root is None or found is None:
        raise stop(NotFound, "not_found", Where(), thing="indicator", id=indicator)
    shown = {
        "indicator": found, "whole": released.fact(found.id, root.id), "root": root, "pack": pack,
        "groups": across(released, found, [(g, root) for g in released.groups() if g != EVERYONE], root.id),
        "part": definition(found, seen(released, texts(spoken()))),
        "areas": across(released, found, [(EVERYONE, p) for p in places if p.kind == "area"], root.id),
    }  # fmt: skip
    return render(request, "sofra/needs_indicator.html", shown)


def sheet(request: HttpRequest) -> HttpResponse:
    """The profile of the chosen group in the chosen place as a workbook."""
    released, places, pack = latest(), queries.places(), queries.pack()
    root = roots(places)
    if released is None or root is None:
        raise stop(NotFound, "not_found", Where(), thing="release", id="")
    group = _known(request.GET.get("group", ""), released.groups(), EVERYONE)
    place = _known(request.GET.get("place", ""), [p.id for p in places], root.id)
    themes = by_theme(released, pack, group=group, place=place, root=root.id)
    content = xlsx([as_table(themes, seen(released, texts(spoken())), group=group, place=place)])
    name = f"sofra-profile-{group}-{place}.xlsx"
    return spreadsheet(content, name)


def _known(wish: str, known: list[str], otherwise: str) -> str:
    return wish if wish in known else otherwise

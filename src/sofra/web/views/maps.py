"""Maps: the map of services, the map of needs, the map of gaps; as a page, a picture for Word, a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.errors import NotFound, stop
from sofra.web.context import spoken
from sofra.web.pages.grounds import STORED, addresses, outlines_address, pin_links, stored_outlines
from sofra.web.pages.sheet import Addresses, as_excel, as_png, sheet
from sofra.web.pages.themes import PRODUCTS, SERVICES, chosen, compose, offered, periods


def maps(request: HttpRequest) -> HttpResponse:
    """The chosen map with its choices, its legend, and its numbers as a table."""
    places, pack, said = queries.places(), queries.pack(), texts(spoken())
    if not places:
        return render(request, "sofra/maps_empty.html")
    theme = chosen(request.GET.dict(), places, pack, said)
    drawn = compose(theme, places, pack, said)
    at = Addresses(
        picture=f"{reverse('maps_picture')}?{theme.query}",
        excel=f"{reverse('maps_sheet')}?{theme.query}",
        outlines=outlines_address(),
        pins=pin_links(drawn.pins),
        layers=addresses(),
    )
    shown = {
        "theme": theme,
        "sheet": sheet(drawn, said, at),
        "offered": offered(theme, places, pack, said),
        "products": PRODUCTS if periods() else (SERVICES,),
    }
    return render(request, "sofra/maps.html", shown)


def picture(request: HttpRequest) -> HttpResponse:
    """The chosen map as a PNG, in the language of the page: title, legend, source and day stand inside it."""
    theme = chosen(request.GET.dict(), queries.places(), queries.pack(), texts(spoken()))
    drawn = compose(theme, queries.places(), queries.pack(), texts(spoken()), whole=True)
    return as_png(drawn, spoken(), f"sofra-map-{theme.product}-{theme.subject or 'all'}-{theme.group}")


def workbook(request: HttpRequest) -> HttpResponse:
    """The numbers of the chosen map as a workbook."""
    said = texts(spoken())
    theme = chosen(request.GET.dict(), queries.places(), queries.pack(), said)
    drawn = compose(theme, queries.places(), queries.pack(), said)
    return as_excel(drawn, said, f"sofra-map-{theme.product}-{theme.subject or 'all'}-{theme.group}")


def layer(request: HttpRequest, kind: str) -> HttpResponse:
    """The geometries of a stored layer; their address changes with them, so browsers may keep them."""
    if kind not in STORED:
        raise stop(NotFound, "not_found", thing="layer", id=kind)
    answer = HttpResponse(stored_outlines(kind), "application/json")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer

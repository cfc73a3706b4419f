"""Maps: the map of services, the map of needs, the map of gaps; as a page, a picture for Word, a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sofra.packs.texts import texts
from sofra.types.errors import NotFound, stop
from sofra.web.context import spoken
from sofra.web.pages.grounds import STORED, addresses, outlines_address, pin_links, stored_outlines
from sofra.web.pages.sheet import Addresses, as_excel, as_png, sheet
from sofra.web.pages.themes import PRODUCTS, SERVICES, chosen, compose, here, offered, periods


def maps(request: HttpRequest) -> HttpResponse:
    """The chosen map with its choices, its legend, and its numbers as a table."""
    said = texts(spoken())
    stands = here(said)
    if not stands.places:
        return render(request, "sofra/maps_empty.html")
    theme = chosen(request.GET.dict(), stands)
    drawn = compose(theme, stands)
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
        "offered": offered(theme, stands),
        "products": PRODUCTS if periods() else (SERVICES,),
    }
    return render(request, "sofra/maps.html", shown)


def picture(request: HttpRequest) -> HttpResponse:
    """The chosen map as a PNG, in the language of the page: title, legend, source and day stand inside it."""
    stands = here(texts(spoken()))
    theme = chosen(request.GET.dict(), stands)
    drawn = compose(theme, stands, whole=True)
    return as_png(drawn, spoken(), f"sofra-map-{theme.product}-{theme.subject or 'all'}-{theme.group}")


def workbook(request: HttpRequest) -> HttpResponse:
    """The numbers of the chosen map as a workbook."""
    said = texts(spoken())
    stands = here(said)
    theme = chosen(request.GET.dict(), stands)
    drawn = compose(theme, stands)
    return as_excel(drawn, said, f"sofra-map-{theme.product}-{theme.subject or 'all'}-{theme.group}")


def layer(request: HttpRequest, kind: str) -> HttpResponse:
    """The geometries of a stored layer; their address changes with them, so browsers may keep them."""
    if kind not in STORED:
        raise stop(NotFound, "not_found", thing="layer", id=kind)
    answer = HttpResponse(stored_outlines(kind), "application/json")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer

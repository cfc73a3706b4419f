"""Gaps: one service for one group as map, table and chart; a place's profile; why a number is what it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.gaps.explain import Around, assumed, explain
from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.document import Chart, Map
from sofra.types.errors import NotFound, stop
from sofra.types.place import Place
from sofra.web.context import spoken
from sofra.web.pages import picture as pictures
from sofra.web.pages.gap_screen import screen
from sofra.web.pages.gaps import Choice, choose
from sofra.web.pages.grounds import grounds, outlines, service_pins
from sofra.web.pages.profile import profile
from sofra.web.pages.quality import whole_page
from sofra.web.pages.released import latest, roots
from sofra.web.pages.shades import Ground
from sofra.web.pages.sheet import as_excel


def gaps(request: HttpRequest) -> HttpResponse:
    """The chosen service: key numbers, a map without tiles, and the same numbers as table or chart."""
    released, places, pack = latest(), queries.places(), queries.pack()
    root = roots(places)
    if released is None or root is None:
        return render(request, "sofra/gaps_empty.html")
    shown = screen(released, places, pack, root, wishes=request.GET.dict())
    return render(request, "sofra/gaps.html", shown)


def shapes(request: HttpRequest) -> HttpResponse:
    """The outlines of all settlements and areas; their address changes with them, so browsers may keep them."""
    answer = HttpResponse(outlines(queries.places()), "application/geo+json")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


def picture(request: HttpRequest) -> HttpResponse:
    """The map or the chart as a PNG for a letter, with its title, legend, source and day inside."""
    from sofra.render.svg import picture_png  # heavy, and seldom asked for

    drawn, choice = _drawn(request)
    name = f"sofra-{choice.view}-{choice.service}-{choice.measure}-{choice.group}.png"
    answer = HttpResponse(picture_png(drawn, spoken()), "image/png")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def sheet(request: HttpRequest) -> HttpResponse:
    """The numbers of the map as a workbook."""
    drawn, choice = _drawn(request)
    if not isinstance(drawn, Map):
        raise stop(NotFound, "not_found", thing="map", id=choice.view)
    return as_excel(drawn, texts(spoken()), f"sofra-map-{choice.service}-{choice.measure}-{choice.group}")


def _drawn(request: HttpRequest) -> tuple[Map | Chart, Choice]:
    released, places, note = latest(), queries.places(), queries.latest()
    root, pack, said = roots(places), queries.pack(), texts(spoken())
    if released is None or root is None or note is None:
        raise stop(NotFound, "not_found", thing="release", id="")
    choice, whose = choose(request.GET.dict(), released, pack, root.id), queries.municipality()
    lent = pictures.lent(pictures.gap_shades(released, places, choice)) if choice.view == "map" else {}
    words = pictures.title(choice, pack, whose, said), pictures.source(note, whose, said, lent)
    if choice.view == "chart":
        return pictures.gap_chart(released, places, choice, said, words=words), choice
    inventory = queries.inventory()
    pins = service_pins(inventory, pack, said, [s.id for s in inventory.services if s.kind == choice.service])
    ground = Ground(grounds(places, said, whole=True), pins)
    return pictures.gap_map(released, places, choice, said, words=words, ground=ground), choice


def place(request: HttpRequest, place: str) -> HttpResponse:
    """A place's profile: the side panel for htmx, a page of its own for everybody else."""
    released, places = latest(), queries.places()
    found = _place(places, place)
    service = request.GET.get("service", "")
    shown = {
        "profile": profile(released, places, found, service) if released else None,
        "place": found,
        "service": service,
        "travelled": assumed(queries.run(released.release)) if released else {},
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "sofra/parts/panel.html" if part else "sofra/place.html", shown)


def why(request: HttpRequest) -> HttpResponse:
    """Why this number: a dialog's content for htmx, a page of its own for everybody else."""
    note = queries.latest()
    if note is None:
        raise stop(NotFound, "not_found", thing="fact", id="")
    wish = request.GET
    fact = queries.fact(note.id, wish.get("indicator", ""), wish.get("place", ""), wish.get("group", "ALL"))
    around = Around(queries.facts(note.id), queries.places(), queries.inventory())
    told = explain(fact, queries.pack(), queries.run(note.id), texts(spoken()), around=around)
    part = request.headers.get("HX-Request") == "true"
    shown = {"why": told, "fact": fact, "release": note, "level": "h2"}
    if part:
        return render(request, "sofra/parts/why.html", shown)
    return render(request, "sofra/why.html", shown | whole_page(fact, told, note, texts(spoken())))


def _place(places: list[Place], id: str) -> Place:
    found = next((place for place in places if place.id == id), None)
    if found is None:
        raise stop(NotFound, "not_found", thing="place", id=id)
    return found

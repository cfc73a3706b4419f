"""Who can reach it: minutes, choice and places within reach of every settlement, as a map and the same as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from sofra.gaps.explain import assumed
from sofra.gaps.words import service_name
from sofra.packs.texts import Texts, texts
from sofra.render.xlsx import xlsx
from sofra.resources.reach.ways import MODES
from sofra.store import queries
from sofra.types.document import Map
from sofra.types.errors import SofraError
from sofra.web.context import spoken
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.reach import COLUMNS, MEASURES, as_table, drawn, group_table, lines, shares
from sofra.web.pages.released import latest, roots
from sofra.web.pages.shades import Caption, Ground
from sofra.web.pages.sheet import Addresses, Sheet, as_png, sheet
from sofra.work.reaching import Found, Wish, journeys, reached, wish

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reach(request: HttpRequest) -> HttpResponse:
    """The map, the table and the shares beyond the limit, for the chosen kind, way and minutes."""
    said, pack = texts(spoken()), queries.pack()
    asked, issues = _wish(request)
    found, measure = reached(asked), _measure(request)
    shown_here = {
        "found": found, "wish": asked, "measure": measure, "issues": issues, "kinds": journeys(pack), "modes": MODES,
        "measures": MEASURES, "columns": COLUMNS, "empty": not found.chosen.settlements,
        "lines": lines(found, said), "shares": shares(found, said), "surveys": _surveys(found),
        "sheet": _sheet(found, measure, said, request.GET.urlencode()),
        "travelled": {**assumed(None), **found.said}, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "sofra/reach.html", shown_here, status=422 if issues else 200)


def picture(request: HttpRequest) -> HttpResponse:
    """The map as a PNG for Word: title, legend, source and day stand inside it."""
    found, measure = reached(_wish(request)[0]), _measure(request)
    return as_png(_map(found, measure, texts(spoken()), whole=True), spoken(), f"sofra-reach-{found.wish.kind}")


def workbook(request: HttpRequest) -> HttpResponse:
    """The same numbers as a workbook: every settlement, and who lives beyond the limit."""
    said, pack = texts(spoken()), queries.pack()
    found = reached(_wish(request)[0])
    content = xlsx([as_table(found, lines(found, said), said, pack), group_table(found, said)])
    name = f"sofra-reach-{found.wish.kind}.xlsx"
    return HttpResponse(content, SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _sheet(found: Found, measure: str, said: Texts, query: str) -> Sheet:
    made = _map(found, measure, said)
    at = Addresses(
        picture=f"{reverse('reach_picture')}?{query}",
        outlines=outlines_address(),
        pins=pin_links(made.pins),
        layers=addresses(),
    )
    return sheet(made, said, at)


def _map(found: Found, measure: str, said: Texts, *, whole: bool = False) -> Map:
    inventory, pack = queries.inventory(), queries.pack()
    ids = [one.id for one in inventory.services if one.kind == found.wish.kind and one.status == "active"]
    ground = Ground(grounds(queries.places(), said, whole=whole), service_pins(inventory, pack, said, ids))
    title = said.say(
        "web.reach.map_title",
        measure=said.say(f"web.reach.measure.{measure}"),
        service=service_name(found.wish.kind, pack, said),
        how=said.say(f"web.reach.by.{found.mode}"),
        municipality=said.name(queries.municipality().name),
    )
    source = said.say("web.reach.map_source", day=said.date(timezone.localdate()))
    caption = Caption(title, said.say(f"web.reach.measure.{measure}"), source)
    return drawn(found, measure, caption, said, ground=ground)


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("measure", "")
    return asked if asked in MEASURES else MEASURES[0]


def _wish(request: HttpRequest) -> tuple[Wish, object]:
    """What the reader asks for; the usual, with what is wrong, where that does not exist."""
    given = request.GET
    usable = given.get("usable") == "yes"
    try:
        return wish(given.get("kind", ""), given.get("mode", ""), given.get("within", ""), usable=usable), ()
    except SofraError as problem:
        return wish(), problem.issues


def _surveys(found: Found) -> dict[str, object]:
    """What the newest social map says of the same, group by group, and what stands in the way of services."""
    released, root = latest(), roots(queries.places())
    if released is None or root is None:
        return {"rows": []}
    ids = [one.id for one in found.indicators]
    groups = [(group, [released.fact(id, root.id, group) for id in ids]) for group in released.groups()]
    return {"indicators": ids, "rows": [(group, facts) for group, facts in groups if any(facts)]}

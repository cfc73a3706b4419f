"""Who can reach it: minutes, choice and places within reach of every settlement, as a map and the same as a table."""

from collections.abc import Sequence

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
from sofra.types.errors import Issue, SofraError
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.reach import COLUMNS, MEASURES, as_table, drawn, group_table, lines, shares
from sofra.web.pages.released import latest, roots
from sofra.web.pages.shades import Caption, Ground
from sofra.web.pages.sheet import Addresses, Sheet, as_png, sheet
from sofra.work.reaching import Found, Here, Wish, here, journeys, reached, wish


def reach(request: HttpRequest) -> HttpResponse:
    """The map, the table and the shares beyond the limit, for the chosen kind, way and minutes."""
    said, today = texts(spoken()), here()
    asked, issues = _wish(request, today)
    found, measure, query = reached(today, asked), _measure(request), request.GET.urlencode()
    shown_here = {
        "found": found, "wish": asked, "measure": measure, "issues": issues, "kinds": journeys(today), "modes": MODES,
        "measures": MEASURES, "columns": COLUMNS, "empty": not found.chosen.settlements,
        "lines": lines(found, said), "shares": shares(found, said), "surveys": _surveys(found, today),
        "sheet": _sheet(_map(found, today, measure, said), said, query),
        "travelled": {**assumed(None), **found.said}, "query": query,
    }  # fmt: skip
    return render(request, "sofra/reach.html", shown_here, status=422 if issues else 200)


def picture(request: HttpRequest) -> HttpResponse:
    """The map as a PNG for Word: title, legend, source and day stand inside it."""
    today = here()
    found = reached(today, _wish(request, today)[0])
    made = _map(found, today, _measure(request), texts(spoken()), whole=True)
    return as_png(made, spoken(), f"sofra-reach-{found.wish.kind}")


def workbook(request: HttpRequest) -> HttpResponse:
    """The same numbers as a workbook: every settlement, and who lives beyond the limit."""
    said, today = texts(spoken()), here()
    found = reached(today, _wish(request, today)[0])
    content = xlsx([as_table(found, lines(found, said), said, today.pack), group_table(found, said)])
    name = f"sofra-reach-{found.wish.kind}.xlsx"
    return spreadsheet(content, name)


def _sheet(made: Map, said: Texts, query: str) -> Sheet:
    at = Addresses(
        picture=f"{reverse('reach_picture')}?{query}",
        outlines=outlines_address(),
        pins=pin_links(made.pins),
        layers=addresses(),
    )
    return sheet(made, said, at)


def _map(found: Found, today: Here, measure: str, said: Texts, *, whole: bool = False) -> Map:
    ids = [one.id for one in today.inventory.services if one.kind == found.wish.kind and one.status == "active"]
    pins = service_pins(today.inventory, today.pack, said, ids)
    title = said.say(
        "web.reach.map_title",
        measure=said.say(f"web.reach.measure.{measure}"),
        service=service_name(found.wish.kind, today.pack, said),
        how=said.say(f"web.reach.by.{found.mode}"),
        municipality=said.name(queries.municipality().name),
    )
    source = said.say("web.reach.map_source", day=said.date(timezone.localdate()))
    caption = Caption(title, said.say(f"web.reach.measure.{measure}"), source)
    layers = grounds(list(today.territory.by_id.values()), said, whole=whole)
    return drawn(found, measure, caption, said, ground=Ground(layers, pins))


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("measure", "")
    return asked if asked in MEASURES else MEASURES[0]


def _wish(request: HttpRequest, today: Here) -> tuple[Wish, Sequence[Issue]]:
    """What the reader asks for; the usual, with what is wrong, where that does not exist."""
    given = request.GET
    kind, mode, within = (given.get(name, "") for name in ("kind", "mode", "within"))
    try:
        return wish(today, kind, mode, within, usable=given.get("usable") == "yes"), ()
    except SofraError as problem:
        return wish(today), problem.issues


def _surveys(found: Found, today: Here) -> dict[str, object]:
    """What the newest social map says of the same, group by group, and what stands in the way of services."""
    released, root = latest(), roots(list(today.territory.by_id.values()))
    if released is None or root is None:
        return {"rows": []}
    ids = [one.id for one in found.indicators]
    groups = [(group, [released.fact(id, root.id, group) for id in ids]) for group in released.groups()]
    return {"indicators": ids, "rows": [(group, facts) for group, facts in groups if any(facts)]}

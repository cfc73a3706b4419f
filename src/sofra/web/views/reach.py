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
from sofra.resources.reach.hexagons import GATHERED
from sofra.resources.reach.town import METHODS
from sofra.resources.reach.ways import MODES
from sofra.store import queries
from sofra.types.document import Map
from sofra.types.errors import Issue, SofraError
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.reach import MEASURES, as_table, by_notes, columns, drawn, group_table, lines, shares
from sofra.web.pages.released import latest, roots
from sofra.web.pages.shades import Caption, Ground
from sofra.web.pages.sheet import Addresses, Sheet, as_png, sheet
from sofra.work.along_the_way import COLUMNS as GOAL_COLUMNS
from sofra.work.along_the_way import goal_rows, goal_table, rural_told
from sofra.work.goals import goals
from sofra.work.reaching import BY, Found, Here, Wish, here, journeys, reached, wish

MOST_ROWS = 300
"""More places than this have their goals in the workbook alone: the page stays light."""


def reach(request: HttpRequest) -> HttpResponse:
    """The map, the table and the shares beyond the limit, for the chosen kind, way and minutes."""
    said, today = texts(spoken()), here()
    asked, issues = _wish(request, today)
    found, measure, query = reached(today, asked), _measure(request), request.GET.urlencode()
    shown_here = {
        "found": found, "wish": asked, "measure": measure, "issues": issues, "kinds": journeys(today), "modes": MODES,
        "measures": MEASURES, "methods": METHODS, "sizes": GATHERED, "by": BY, "columns": columns(found),
        "empty": not today.territory.settlements, "by_notes": by_notes(found, said),
        "lines": lines(found, said), "shares": shares(found, said), "surveys": _surveys(found, today),
        **_goals(today, asked, said),
        "sheet": _sheet(_map(found, today, measure, said), said, query, settled=asked.by == BY[0]),
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
    """The same numbers as a workbook: every settlement or hexagon, who lives beyond the limit, and the two goals."""
    said, today = texts(spoken()), here()
    found = reached(today, _wish(request, today)[0])
    goal_sheet = goal_table(goals(today, found.wish), said)
    content = xlsx([as_table(found, lines(found, said), said, today.pack), group_table(found, said), goal_sheet])
    name = f"sofra-reach-{found.wish.kind}.xlsx"
    return spreadsheet(content, name)


def _goals(today: Here, asked: Wish, said: Texts) -> dict[str, object]:
    """The two goals along the way, and what the newest social map says of the second one."""
    found, released, root = goals(today, asked), latest(), roots(list(today.territory.by_id.values()))
    transport = released.fact("sdg.transport", root.id) if released and root else None
    rows = goal_rows(found, said) if len(found.seen) <= MOST_ROWS else []
    return {"rural": rural_told(found, said), "goal_rows": rows, "goal_columns": GOAL_COLUMNS,
            "transport": transport, "no_stops": found.stops is None,
            "transport_period": transport.cell.period if transport else ""}  # fmt: skip


def _sheet(made: Map, said: Texts, query: str, *, settled: bool) -> Sheet:
    at = Addresses(
        picture=f"{reverse('reach_picture')}?{query}",
        outlines=outlines_address() if settled else "",
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
    legend = said.say(f"web.reach.{'by_method' if measure == 'reach' else 'measure'}.{_legend_of(found, measure)}")
    caption = Caption(title, legend, source)
    layers = grounds(list(today.territory.by_id.values()), said, whole=whole)
    return drawn(found, measure, caption, said, ground=Ground(layers, pins))


def _legend_of(found: Found, measure: str) -> str:
    """Places for each person are named with the method that divided them."""
    return found.wish.method if measure == "reach" else measure


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("measure", "")
    return asked if asked in MEASURES else MEASURES[0]


def _wish(request: HttpRequest, today: Here) -> tuple[Wish, Sequence[Issue]]:
    """What the reader asks for; the usual, with what is wrong, where that does not exist."""
    given = request.GET
    kind, mode, within, method, by, size = (
        given.get(name, "") for name in ("kind", "mode", "within", "method", "by", "size")
    )
    try:
        usable = given.get("usable") == "yes"
        return wish(today, kind, mode, within, usable=usable, method=method, by=by, size=size), ()
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

"""Who can reach it: minutes, choice and places within reach of every settlement, as a map and the same as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sofra.gaps.explain import assumed
from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.resources.reach.ways import MODES
from sofra.resources.shown import shown
from sofra.store import queries
from sofra.types.errors import SofraError
from sofra.web.context import spoken
from sofra.web.pages.drawing import pins
from sofra.web.pages.reach import (
    COLUMNS,
    MEASURES,
    as_table,
    group_table,
    legend,
    levels,
    lines,
    map_values,
    measured,
    shares,
)
from sofra.web.pages.released import latest, roots
from sofra.work.reaching import Found, Wish, journeys, reached, wish

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reach(request: HttpRequest) -> HttpResponse:
    """The map, the table and the shares beyond the limit, for the chosen kind, way and minutes."""
    said, pack = texts(spoken()), queries.pack()
    asked, issues = _wish(request)
    found = reached(asked)
    measure = request.GET.get("measure", "")
    measure = measure if measure in MEASURES else MEASURES[0]
    number = measured(found.chosen, measure)
    shades = levels(number, measure, asked.within)
    shown_here = {
        "found": found, "wish": asked, "measure": measure, "issues": issues, "kinds": journeys(pack), "modes": MODES,
        "measures": MEASURES, "columns": COLUMNS, "empty": not found.chosen.settlements,
        "lines": lines(found, shades, said), "legend": legend(number, shades, measure, said, within=asked.within),
        "values": map_values(found, shades, measure, said), "shares": shares(found, said),
        "pins": pins(shown(queries.inventory()), asked.kind, said), "surveys": _surveys(found),
        "travelled": {**assumed(None), **found.said}, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "sofra/reach.html", shown_here, status=422 if issues else 200)


def sheet(request: HttpRequest) -> HttpResponse:
    """The same numbers as a workbook: every settlement, and who lives beyond the limit."""
    said, pack = texts(spoken()), queries.pack()
    found = reached(_wish(request)[0])
    shades = levels(found.chosen.minutes, "minutes", found.wish.within)
    content = xlsx([as_table(found, lines(found, shades, said), said, pack), group_table(found, said)])
    name = f"sofra-reach-{found.wish.kind}.xlsx"
    return HttpResponse(content, SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})


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

"""The Gaps screen: what its template needs for the chosen service, group, measure and view."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.types.place import Place
from sofra.web.context import spoken
from sofra.web.figures import by_model, modelled
from sofra.web.pages.gaps import MEASURES, VIEWS, Choice, choose, lines, ordered, top
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.picture import gap_map, gap_shades, lent, source, title
from sofra.web.pages.released import Released
from sofra.web.pages.shades import Ground
from sofra.web.pages.sheet import Addresses, Sheet, sheet


def screen(
    released: Released, places: Sequence[Place], pack: Pack, root: Place, *, wishes: Mapping[str, str]
) -> dict[str, Any]:
    """Key numbers, choices, table and map of the service and the group that the reader wishes to see."""
    choice, services = choose(wishes, released, pack, root.id), ordered(released, root.id)
    return {
        "choice": choice,
        "root": root,
        "whole": released.gap(choice.service, choice.group, root.id),
        "usable": released.fact(f"places_step_free.{choice.service}", root.id),
        "services": services,
        "service_top": top(services),
        "measures": MEASURES,
        "views": VIEWS,
        "groups": [group for group in released.groups() if released.gap(choice.service, group, root.id)],
        **_tables(released, places, choice),
        "sheet": _sheet(released, places, pack, choice) if choice.view == "map" else None,
    }


def _tables(released: Released, places: Sequence[Place], choice: Choice) -> dict[str, Any]:
    areas = lines(released, [place for place in places if place.kind == "area"], choice)
    settlements = lines(released, [place for place in places if place.kind == "settlement"], choice)
    needs = [line.gap.need for line in settlements if line.gap]
    lent = any(modelled(need) and not by_model(need) for need in needs)
    rows = {"modelled_rows": lent, "by_model_rows": any(by_model(need) for need in needs)}
    return {"areas": areas, "settlements": settlements, **rows}


def _sheet(released: Released, places: Sequence[Place], pack: Pack, choice: Choice) -> Sheet:
    said, note, whose = texts(spoken()), queries.release(released.release), queries.municipality()
    words = (
        title(choice, pack, whose, said),
        source(note, whose, said, lent(gap_shades(released, places, choice))),
    )
    inventory = queries.inventory()
    chosen = [s.id for s in inventory.services if s.kind == choice.service and s.status != "closed"]
    pins = service_pins(inventory, pack, said, chosen)
    ground = Ground(grounds(places, said), pins)
    drawn = gap_map(released, places, choice, said, words=words, ground=ground)
    asked = urlencode({"service": choice.service, "group": choice.group, "measure": choice.measure, "as": "map"})
    at = Addresses(
        picture=f"{reverse('gap_picture')}?{asked}",
        excel=f"{reverse('gap_sheet')}?{asked}",
        panel=f"{reverse('gaps_at_place', args=['PLACE'])}?{urlencode({'service': choice.service})}",
        outlines=outlines_address(),
        pins=pin_links(pins),
        layers=addresses(),
    )
    return sheet(drawn, said, at, "gap-map")

"""The Gaps screen: what its template needs for the chosen service, group, measure and view."""

from collections.abc import Mapping, Sequence
from typing import Any

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.types.place import Place
from sofra.web.context import spoken
from sofra.web.figures import by_model, modelled
from sofra.web.pages.drawing import pins, values
from sofra.web.pages.gaps import MEASURES, VIEWS, Choice, choose, legend, lines, ordered, shades, top
from sofra.web.pages.picture import DRAWN
from sofra.web.pages.released import Released


def screen(
    released: Released, places: Sequence[Place], pack: Pack, root: Place, *, wishes: Mapping[str, str]
) -> dict[str, Any]:
    """Key numbers, choices, table and map of the service and the group that the reader wishes to see."""
    choice, services = choose(wishes, released, pack, root.id), ordered(released, root.id)
    return {
        "choice": choice,
        "root": root,
        "whole": released.gap(choice.service, choice.group, root.id),
        "services": services,
        "service_top": top(services),
        "measures": MEASURES,
        "views": VIEWS,
        "drawn": DRAWN,
        "groups": [group for group in released.groups() if released.gap(choice.service, group, root.id)],
        **_tables(released, places, choice),
        **_map(released, places, choice),
    }


def _tables(released: Released, places: Sequence[Place], choice: Choice) -> dict[str, Any]:
    areas = lines(released, [place for place in places if place.kind == "area"], choice)
    settlements = lines(released, [place for place in places if place.kind == "settlement"], choice)
    needs = [line.gap.need for line in settlements if line.gap]
    lent = any(modelled(need) and not by_model(need) for need in needs)
    rows = {"modelled_rows": lent, "by_model_rows": any(by_model(need) for need in needs)}
    return {"areas": areas, "settlements": settlements, **rows}


def _map(released: Released, places: Sequence[Place], choice: Choice) -> dict[str, Any]:
    shaded, said = shades(released, places, choice), texts(spoken())
    return {
        "legend": legend(shaded),
        "modelled": sum(shade.model for shade in shaded),
        "by_model": any(shade.model and by_model(shade.fact) for shade in shaded),
        "values": values(shaded, said),
        "pins": pins(queries.inventory(), choice.service, said),
    }

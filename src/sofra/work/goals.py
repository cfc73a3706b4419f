"""Two Sustainable Development Goals measured along the way today: 9.1.1 (a road in all seasons) and 11.2.1 (a stop)."""

import json
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from sofra.resources.reach.goals import convenient_transport
from sofra.resources.reach.offers import facilities, homes, looking_on, offers
from sofra.resources.reach.question import Homes
from sofra.resources.reach.rural import Goals, RoadSource, roads_near, rural_roads
from sofra.resources.reach.state import Reach
from sofra.resources.reach.ways import WALK
from sofra.resources.travel.metric import KMH
from sofra.resources.travel.season import Seasoned, all_season
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Spots, Way
from sofra.sources.line_roads import read_line_roads
from sofra.store import queries
from sofra.types.errors import SourceError
from sofra.work.reaching import BY, Here, Wish, cells_of
from sofra.work.travelling import STOPS


def goals(here: Here, wish: Wish) -> Goals:
    """Both goals for the settlements or the hexagons that a wish looks from."""
    way, source = way_on_foot(here), road_source()
    found = source.found if source else None
    settled = homes(here.territory)
    rural = rural_roads(way, here.territory.settlements, settled, found)
    cells = cells_of(here, wish)
    count, whole = len(settled), looking_on(here.territory, cells)
    seen = whole if wish.by == BY[0] else Homes(whole.spots[count:], whole.people[count:])
    roads = rural.roads if wish.by == BY[0] else roads_near(way, seen, found)
    places = here.territory.settlements if wish.by == BY[0] else cells
    flag = "reach.goals.straight" if way.basis == "straight" else ""
    return Goals(rural, places, roads, _stops(here, way, seen.spots), flag, here.workspace.detour, source)


def way_on_foot(here: Here) -> Way:
    """Metres along the streets as a way at one speed; a straight line with detours where nobody brought streets."""
    return queries.metric_walk() or StraightLine(WALK, KMH, here.workspace.detour)


def road_source() -> RoadSource | None:
    """The roads that were brought, else the layer of roads that maps are drawn on; None where there are none."""
    kept, found = queries.kept_seasons(), queries.seasons()
    if kept is not None and found is not None:
        return RoadSource(found, kept.name, kept.brought_on.date())
    name, moment = queries.layer_source("roads")
    drawn = _of_layer(queries.drawn_version()) if name else None
    return None if drawn is None else RoadSource(drawn, name, moment.date() if moment else None)


@lru_cache(maxsize=2)
def _of_layer(version: str) -> Seasoned | None:
    features = queries.layer("roads")
    if not features:
        return None
    with tempfile.TemporaryDirectory(prefix="sofra-") as folder:
        file = Path(folder, "roads.geojson")
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}, default=dict), "utf-8")
        try:
            return all_season(read_line_roads(file))
        except SourceError:
            return None


def _stops(here: Here, way: Way, spots: Spots) -> Reach | None:
    found = [one for one in offers(here.inventory, STOPS, here.territory) if one.located]
    if not found:
        return None
    stops = facilities(found, here.territory).spots
    return convenient_transport(way, KMH, np.asarray(spots), stops=stops)

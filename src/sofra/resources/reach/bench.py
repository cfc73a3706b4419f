"""Who reaches what, for a notebook: streets, buses, straight lines; nearest, choice, catchments, hexagons."""

from sofra.resources.reach.beyond import beyond
from sofra.resources.reach.choice import choice
from sofra.resources.reach.closest import closest
from sofra.resources.reach.decay import Steps, steps
from sofra.resources.reach.floating import e2sfca, three_step
from sofra.resources.reach.goals import convenient_transport, near_all_season_road
from sofra.resources.reach.hexagons import hexagons
from sofra.resources.reach.question import Facilities, Homes, Question
from sofra.resources.travel.bus import Bus
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.streets import streets
from sofra.sources.elevation import read_elevation
from sofra.sources.gtfs import read_gtfs
from sofra.sources.line_roads import read_line_roads
from sofra.sources.osm_roads import read_osm_roads

__all__ = [
    "PROFILES",
    "Bus",
    "Facilities",
    "Homes",
    "Question",
    "Steps",
    "StraightLine",
    "beyond",
    "choice",
    "closest",
    "convenient_transport",
    "e2sfca",
    "hexagons",
    "near_all_season_road",
    "read_elevation",
    "read_gtfs",
    "read_line_roads",
    "read_osm_roads",
    "steps",
    "streets",
    "three_step",
]

"""How people travel, as data: speeds by class and surface, who may go where, what holds them up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of travelling over roads.

    Speeds are km/h: `speeds` by road class (a class that is not in it is closed unless its access tags open it at
    `otherwise`), lowered to `surfaces`, `tracks`, `smoothness`. A signed limit counts times `of_limit` (0: ignored).
    `access` are the tags that say who may go, the most telling first; `refused` the values that close.
    `oneway` are the tags of one-way rules, the most telling first; `implied_oneway` also closes the wrong way of
    motorways and roundabouts. `barred` barriers close a point, unless `open_barriers` is given: then all others do.
    Streets whose access is one of `local_only`, or their class one of `local_classes`, are for whoever begins or ends
    there, not for driving through. `delays` are seconds lost at points by tag value. `without` are tag values that
    close a way ("steps"). `slope` "tobler" slows by slope where heights are known; above `steepest` (rise over run) a
    road is closed. `turn_seconds` is the time of the sharpest turn, 0 for none. `signs`: the vehicles whose signs about
    turning count, the most telling first; none of them for somebody on foot. `off_road_kmh`: from the house to the
    road; beyond `farthest_metres` no road reaches it.
    """

    mode: str
    speeds: Mapping[str, float]
    access: tuple[str, ...]
    refused: frozenset[str]
    oneway: tuple[str, ...]
    otherwise: float = 0.0
    implied_oneway: bool = False
    surfaces: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    tracks: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    smoothness: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    of_limit: float = 0.0
    barred: frozenset[str] = frozenset()
    open_barriers: frozenset[str] | None = None
    delays: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    without: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    local_only: frozenset[str] = frozenset()
    local_classes: frozenset[str] = frozenset()
    slope: str = ""
    steepest: float | None = None
    turn_seconds: float = 0.0
    signs: tuple[str, ...] = ()
    off_road_kmh: float = 5.0
    farthest_metres: float = 2_000.0


FOOT = 5.0
_STREETS = _words(
    "primary primary_link secondary secondary_link tertiary tertiary_link unclassified residential living_street "
    "service track path steps pedestrian platform footway pier road"
)
_FOOT_REFUSED = frozenset(_words("no agricultural forestry private delivery use_sidepath"))
_SOFT = MappingProxyType({"fine_gravel": 0.75, "gravel": 0.75, "pebblestone": 0.75, "mud": 0.5, "sand": 0.5})

WALK = Profile(
    mode="walk",
    speeds=MappingProxyType(dict.fromkeys(_STREETS, FOOT) | {"ferry": 5.0}),
    access=("foot", "access"),
    refused=_FOOT_REFUSED,
    oneway=("oneway:foot",),
    otherwise=FOOT,
    surfaces=MappingProxyType({name: FOOT * part for name, part in _SOFT.items()}),
    barred=frozenset({"yes", "wall", "fence"}),
    delays=MappingProxyType({"highway=traffic_signals": 2.0}),
    without=MappingProxyType({
        "motorroad": frozenset({"yes"}), "impassable": frozenset({"yes"}), "status": frozenset({"impassable"}),
        "sidewalk": frozenset({"separate"}), "sidewalk:both": frozenset({"separate"}),
        "sidewalk:left": frozenset({"separate"}), "sidewalk:right": frozenset({"separate"}),
    }),
    slope="tobler",
)  # fmt: skip

ROLLING = 3.0
WHEELCHAIR = Profile(
    mode="wheelchair",
    speeds=MappingProxyType(
        {name: ROLLING for name in _STREETS if name not in {"steps", "track", "path"}} | {"path": 2.0, "ferry": 5.0}
    ),
    access=("wheelchair", "foot", "access"),
    refused=_FOOT_REFUSED,
    oneway=("oneway:foot",),
    otherwise=ROLLING,
    surfaces=MappingProxyType(
        dict.fromkeys(
            ("gravel", "pebblestone", "mud", "sand", "grass", "earth", "dirt", "ground", "rock", "stone", "cobblestone",
             "unhewn_cobblestone", "woodchips", "snow", "ice"), 0.0)
        | {"fine_gravel": 1.5, "compacted": 2.4, "sett": 1.5, "unpaved": 1.5, "grass_paver": 1.5, "wood": 2.4}
    ),
    tracks=MappingProxyType({"grade1": 3.0, "grade2": 1.5, "grade3": 0.0, "grade4": 0.0, "grade5": 0.0}),
    smoothness=MappingProxyType({"bad": 1.5, "very_bad": 0.0, "horrible": 0.0, "very_horrible": 0.0,
                                 "impassable": 0.0}),
    barred=frozenset({
        "yes", "wall", "fence", "stile", "turnstile", "kissing_gate", "cycle_barrier", "kerb", "step",
        "full-height_turnstile", "block", "cattle_grid", "log", "debris", "chain", "motorcycle_barrier",
    }),
    delays=MappingProxyType({"highway=traffic_signals": 2.0}),
    without=MappingProxyType({
        "highway": frozenset({"steps"}), **WALK.without,
    }),
    slope="tobler",
    steepest=0.08,
    off_road_kmh=ROLLING,
    farthest_metres=500.0,
)  # fmt: skip

CAR = Profile(
    mode="car",
    speeds=MappingProxyType({
        "motorway": 90, "motorway_link": 45, "trunk": 85, "trunk_link": 40, "primary": 65, "primary_link": 30,
        "secondary": 55, "secondary_link": 25, "tertiary": 40, "tertiary_link": 20, "unclassified": 25,
        "residential": 25, "living_street": 10, "service": 15, "road": 25, "track": 15, "ferry": 5, "shuttle_train": 10,
    }),
    access=("motorcar", "motor_vehicle", "vehicle", "access"),
    refused=frozenset(
        _words("no agricultural forestry emergency psv taxi share_taxi minibus bus foot emergency_vehicle restricted "
        "military official")
    ),
    oneway=("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"),
    otherwise=10.0,
    implied_oneway=True,
    surfaces=MappingProxyType(
        dict.fromkeys(_words("cement compacted fine_gravel"), 80.0)
        | dict.fromkeys(_words("paving_stones metal bricks"), 60.0)
        | dict.fromkeys(_words("grass wood sett grass_paver gravel unpaved ground dirt pebblestone tartan"), 40.0)
        | dict.fromkeys(_words("cobblestone clay"), 30.0)
        | dict.fromkeys(_words("earth stone rocky sand ice"), 20.0)
        | {"snow": 30.0, "laterite": 15.0, "mud": 10.0}
    ),
    tracks=MappingProxyType({"grade1": 60.0, "grade2": 40.0, "grade3": 30.0, "grade4": 25.0, "grade5": 20.0}),
    smoothness=MappingProxyType({"intermediate": 80.0, "bad": 40.0, "very_bad": 20.0, "horrible": 10.0,
                                 "very_horrible": 5.0, "impassable": 0.0}),
    of_limit=0.8,
    open_barriers=frozenset(_words(
        "cattle_grid border_control toll_booth sally_port no entrance height_restrictor arch gate lift_gate"
    )),
    delays=MappingProxyType({"barrier=gate": 60.0, "barrier=lift_gate": 60.0, "highway=traffic_signals": 2.0,
                             "highway=stop": 2.0, "highway=give_way": 1.0}),
    without=MappingProxyType({
        "highway": frozenset({"steps", "construction", "proposed"}), "area": frozenset({"yes"}),
        "impassable": frozenset({"yes"}), "status": frozenset({"impassable"}), "oneway": frozenset({"reversible"}),
        "service": frozenset({"emergency_access"}),
        "construction": frozenset(("yes", *_STREETS, "motorway", "motorway_link", "trunk", "trunk_link")),
    }),
    local_only=frozenset(_words("private delivery destination customers permit residents")),
    local_classes=frozenset({"track"}),
    turn_seconds=7.5,
    signs=("motorcar", "motor_vehicle", "vehicle"),
)  # fmt: skip

PROFILES: Mapping[str, Profile] = MappingProxyType({one.mode: one for one in (WALK, WHEELCHAIR, CAR)})
"""Mode → profile. The speed tables of walking and driving are OSRM's (26.10); docs/decisions says where we differ."""

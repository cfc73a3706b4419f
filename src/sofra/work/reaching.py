"""Looking at what people reach today: read only, from the inventory as it stands; a safe house is never on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

from sofra.resources.minutes import straight_line
from sofra.resources.reach.ages import beyond_by_group
from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.town import Town, look
from sofra.resources.shown import shown
from sofra.resources.supply import offered
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.straight import SPEEDS_KMH
from sofra.store import queries
from sofra.store.workspace import Workspace
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import NotFound, stop
from sofra.types.keys import ServiceKind
from sofra.types.supply import Inventory
from sofra.work.travelling import MINUTES, column_of, ways_of

BARRIERS = "barriers"
"""The question about what stands in the way: distance, price, steps, opening hours, information."""

LONGEST = 24 * 60.0
"""Nobody asks for more minutes than a day has."""


@dataclass(frozen=True, slots=True)
class Here:
    """The workspace as it stands, read once: packs, settings, services without the spots of safe houses, places."""

    pack: Pack
    workspace: Workspace
    inventory: Inventory
    territory: Territory


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look at: a kind of service, a mode ("" as people usually travel to it), minutes, step-free sites only."""

    kind: ServiceKind
    mode: str
    within: float
    usable: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the settlements reach: of `every` site, and of the `usable` (step-free) ones; `chosen` is one of the two.

    `flag` is the key of the sentence that says that no roads were used, "" when they were; `said` fills its gaps.
    `groups` tells of the chosen one who lives beyond the minutes. `indicators` are what surveys say of the same.
    """

    wish: Wish
    mode: str
    every: Town
    usable: Town
    flag: str
    said: Mapping[str, float]
    groups: Mapping[str, Beyond]
    indicators: Sequence[Indicator]

    @property
    def chosen(self) -> Town:
        """What the wish asks for: all sites, or the step-free ones."""
        return self.usable if self.wish.usable else self.every


def here() -> Here:
    """What there is today."""
    return Here(queries.pack(), queries.workspace(), shown(queries.inventory()), lay_out(queries.places()))


def journeys(here: Here) -> list[ServiceKind]:
    """The kinds of service that people travel to; those that somebody offers here first."""
    kinds = [kind for kind, entry in here.pack.services.items() if not entry.at_home]
    return sorted(kinds, key=lambda kind: not offered(here.inventory, kind))


def wish(here: Here, kind: str = "", mode: str = "", within: str | float = "", *, usable: bool = False) -> Wish:
    """A wish that can be answered; "" takes what is usual: the first kind offered, its mode, the workspace's minutes.

    Raises NotFound for a kind, a mode or minutes that do not exist.
    """
    kinds, modes = journeys(here), tuple(ways_of(here.workspace, here.pack, queries.networks()).by_mode)
    if kind and kind not in kinds:
        raise stop(NotFound, "reach_kind_unknown", service=kind, known=", ".join(kinds))
    if mode and mode not in modes:
        raise stop(NotFound, "reach_mode_unknown", mode=mode, known=", ".join(modes))
    return Wish(ServiceKind(kind) if kind else kinds[0], mode, _minutes(within, here.workspace.within), usable)


def reached(here: Here, wish: Wish) -> Found:
    """What the settlements of the workspace reach today."""
    ways = ways_of(here.workspace, here.pack, queries.networks())
    way = ways.by_mode[wish.mode] if wish.mode else ways.to(wish.kind)
    every, usable = (
        look(here.inventory, here.territory, wish.kind, way, within=wish.within, usable=yes) for yes in (False, True)
    )
    chosen, speed = usable if wish.usable else every, getattr(way, "speed_kmh", 0.0)
    return Found(
        wish,
        way.mode,
        every,
        usable,
        straight_line(way),
        MappingProxyType({"speed": speed, **SPEEDS_KMH, "detour": here.workspace.detour}),
        beyond_by_group(chosen.settlements, chosen.minutes, wish.within),
        told_by_surveys(here.pack, wish.kind),
    )


def told_by_surveys(pack: Pack, kind: ServiceKind) -> list[Indicator]:
    """The packs' indicators that are made from the minutes to this kind, then what stands in the way of services."""
    column = MINUTES.format(column_of(kind))
    far = [one for one in pack.indicators.values() if column in one.uses]
    return far + [one for one in pack.indicators.values() if BARRIERS in one.uses]


def _minutes(within: str | float, usual: float) -> float:
    try:
        found = float(str(within).replace(",", ".")) if within not in ("", None) else usual
    except ValueError:
        found = 0.0
    if not (isfinite(found) and 0 < found <= LONGEST):
        raise stop(NotFound, "reach_limit", limit=str(within))
    return found

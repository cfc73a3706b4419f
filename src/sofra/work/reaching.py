"""Looking at what people reach today: read only, from the inventory as it stands; a safe house is never on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

from sofra.resources.minutes import straight_line
from sofra.resources.reach.ages import beyond_by_group
from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.hexagons import GATHERED, gathered, outlined
from sofra.resources.reach.town import METHODS, Asked, Town, look_from
from sofra.resources.shown import shown
from sofra.resources.supply import offered
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.straight import SPEEDS_KMH
from sofra.store import queries
from sofra.store.workspace import Workspace
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import NotFound, stop
from sofra.types.hexagon import KIND as HEXAGONS
from sofra.types.hexagon import HomeCells
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory
from sofra.work.travelling import MINUTES, column_of, ways_of

BARRIERS = "barriers"
"""The question about what stands in the way: distance, price, steps, opening hours, information."""

SIZE = 6
"""The usual size of hexagons of settlements: 36 square kilometres on average."""

LONGEST = 24 * 60.0
"""Nobody asks for more minutes than a day has."""


@dataclass(frozen=True, slots=True)
class Here:
    """The workspace as it stands, read once: packs, settings, services without the spots of safe houses, places."""

    pack: Pack
    workspace: Workspace
    inventory: Inventory
    territory: Territory


BY = ("settlement", "hexagon", "household")
"""From where one looks: settlements, settlements gathered into hexagons, hexagons of the households that were asked."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look at: a kind of service, a mode ("" as people usually travel to it), minutes, step-free sites only.

    `method` divides places among people (`town.METHODS`), `by` is from where one looks (`BY`), `size` that of
    hexagons of settlements.
    """

    kind: ServiceKind
    mode: str
    within: float
    usable: bool = False
    method: str = METHODS[0]
    by: str = BY[0]
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class Found:
    """What the settlements or hexagons reach: of `every` site, and of the `usable` (step-free) ones; `chosen` is one.

    `flag` is the key of the sentence that says that no roads were used, "" when they were; `said` fills its gaps.
    `groups` tells of the chosen one which of the settlements' people live beyond the minutes. `indicators` are what
    surveys say of the same. `usable_groups` are the same people, of the step-free sites alone. `homes` are the
    hexagons of the newest release's households, None where it has none.
    """

    wish: Wish
    mode: str
    every: Town
    usable: Town
    flag: str
    said: Mapping[str, float]
    groups: Mapping[str, Beyond]
    usable_groups: Mapping[str, Beyond]
    indicators: Sequence[Indicator]
    homes: HomeCells | None = None

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


def wish(  # noqa: PLR0913 - what one may wish for, each usual when left out
    here: Here,
    kind: str = "",
    mode: str = "",
    within: str | float = "",
    *,
    usable: bool = False,
    method: str = "",
    by: str = "",
    size: str | int = "",
) -> Wish:
    """A wish that can be answered; "" takes what is usual: the first kind offered, its mode, the workspace's minutes.

    Raises NotFound for a kind, a mode, minutes, a method, a place to look from or a size that do not exist.
    """
    kinds, modes = journeys(here), tuple(ways_of(here.workspace, here.pack, queries.networks()).by_mode)
    if kind and kind not in kinds:
        raise stop(NotFound, "reach_kind_unknown", service=kind, known=", ".join(kinds))
    if mode and mode not in modes:
        raise stop(NotFound, "reach_mode_unknown", mode=mode, known=", ".join(modes))
    return Wish(
        ServiceKind(kind) if kind else kinds[0],
        mode,
        _minutes(within, here.workspace.within),
        usable,
        _one_of(method, METHODS, "reach_method_unknown"),
        _one_of(by, BY, "reach_by_unknown"),
        int(_one_of(str(size or SIZE), tuple(map(str, GATHERED)), "reach_size_unknown")),
    )


def reached(here: Here, wish: Wish, homes: HomeCells | None = None) -> Found:
    """What settlements or hexagons reach today; `homes` are those of the newest map when left out."""
    ways = ways_of(here.workspace, here.pack, queries.networks())
    way = ways.by_mode[wish.mode] if wish.mode else ways.to(wish.kind)
    homes = homes or home_hexagons()
    cells = cells_of(here, wish, homes)
    looks = [
        look_from(
            here.inventory, here.territory, wish.kind, way, asked=Asked(wish.within, yes, wish.method), cells=cells
        )
        for yes in (False, True)
    ]
    (every, from_cells), (usable, usable_from_cells) = looks
    chosen, speed = usable if wish.usable else every, getattr(way, "speed_kmh", 0.0)
    settled = wish.by == BY[0]
    return Found(
        wish,
        way.mode,
        every if settled else from_cells,
        usable if settled else usable_from_cells,
        straight_line(way),
        MappingProxyType({"speed": speed, **SPEEDS_KMH, "detour": here.workspace.detour}),
        beyond_by_group(chosen.settlements, chosen.minutes, wish.within),
        beyond_by_group(usable.settlements, usable.minutes, wish.within),
        told_by_surveys(here.pack, wish.kind),
        homes,
    )


def shown_homes(found: Found) -> list[int]:
    """The numbers of the settlements or hexagons that have a line; of households' hexagons, those with a number."""
    homes = range(len(found.chosen.settlements))
    if found.wish.by != BY[2]:
        return list(homes)
    return [home for home in homes if found.chosen.settlements[home].households is not None]


def home_hexagons() -> HomeCells | None:
    """The hexagons of the households in the newest social map; None where none of its rounds knows where homes are."""
    newest = queries.latest()
    return queries.annex(newest.id, HEXAGONS, HomeCells) if newest else None


def told_by_surveys(pack: Pack, kind: ServiceKind) -> list[Indicator]:
    """The packs' indicators that are made from the minutes to this kind, then what stands in the way of services."""
    column = MINUTES.format(column_of(kind))
    far = [one for one in pack.indicators.values() if column in one.uses]
    return far + [one for one in pack.indicators.values() if BARRIERS in one.uses]


def cells_of(here: Here, wish: Wish, homes: HomeCells | None = None) -> tuple[Place, ...]:
    """From where somebody looks on besides the settlements."""
    if wish.by == BY[1]:
        return gathered(here.territory, wish.size)
    known = homes or home_hexagons() if wish.by == BY[2] else None
    return home_places(known, here.territory) if known else ()


def home_places(homes: HomeCells, territory: Territory) -> tuple[Place, ...]:
    """The hexagons of households as places, named after the settlement nearest to each and numbered there.

    `households` is None where they are few or none.
    """
    number: dict[PlaceId, int] = {}
    found = []
    for cell in homes.cells:
        number[cell.place] = number.get(cell.place, 0) + 1
        if (beside := territory.by_id.get(cell.place)) is None:
            continue
        name = {lang: f"{text} ({number[cell.place]})" for lang, text in beside.name.items()}
        found.append(
            Place(PlaceId(cell.id), name, "hexagon", cell.place, cell.lon, cell.lat, (), cell.households,
                  outlined(cell.ring))
        )  # fmt: skip
    return tuple(found)


def _one_of(asked: str, known: Sequence[str], code: str) -> str:
    if asked and asked not in known:
        raise stop(NotFound, code, value=asked, known=", ".join(known))
    return asked or known[0]


def _minutes(within: str | float, usual: float) -> float:
    try:
        found = float(str(within).replace(",", ".")) if within not in ("", None) else usual
    except ValueError:
        found = 0.0
    if not (isfinite(found) and 0 < found <= LONGEST):
        raise stop(NotFound, "reach_limit", limit=str(within))
    return found

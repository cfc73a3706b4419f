"""From released numbers, the inventory and a way of travelling to one siting problem; no rows, no answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from sofra.gaps.find import need_of
from sofra.plan.siting.crowds import Needed, counted, crowd, needed
from sofra.plan.siting.problem import Bools, Cap, Crowd, Floats, Siting
from sofra.plan.siting.table import table
from sofra.plan.siting.wish import Wish
from sofra.resources.supply import open_to
from sofra.resources.territory import Territory, lay_out
from sofra.resources.travel.way import Way
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, Severity, Where
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, Label, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory, Service, Site

STANDS, PLANNED, CANDIDATE, NEW, SHARED = "stands", "planned", "candidate", "new", "shared"
"""What a spot is: a site that stands, one that is planned, a settlement, one placed by hand, one of a neighbour."""

MOST_PAIRS, LEAST_CANDIDATES = 1_000_000, 30
"""In a territory with more settlements than fit, only the largest are candidates; all of them are homes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where the service stands or could stand; `services` are those of the kind that are given there."""

    id: str
    name: Label
    lon: float
    lat: float
    role: str
    services: Sequence[Service] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A siting problem with what its numbers stand for.

    `homes`: the settlements with a spot, in the order of the problem's rows; `spots`: of its columns. `everyone`: all
    people in need by home, with what is known of them. `need` is the indicator of need, "" where the inhabitants stand
    for it. `unlocated` counts active sites of the kind without a spot: they help nobody here. `unit_cost` is the yearly
    cost of a place in the service `cost_basis`, None when no service tells one. `shut`: (homes, spots) True where the
    site is not for the home's people.
    """

    wish: Wish
    siting: Siting
    homes: Sequence[Place]
    spots: Sequence[Spot]
    everyone: Crowd
    way: Way
    need: IndicatorId
    unlocated: int = 0
    unit_cost: float | None = None
    cost_basis: str = ""
    issues: Sequence[Issue] = ()
    shut: Bools = field(default_factory=lambda: np.empty((0, 0), dtype=np.bool_))


@dataclass(frozen=True, slots=True)
class Given:
    """What is known: released facts of one period, the inventory as it may be shown, places, pack."""

    facts: Sequence[Fact]
    inventory: Inventory
    places: Sequence[Place]
    pack: Pack


def kinds(pack: Pack) -> Sequence[ServiceKind]:
    """The kinds of service that people go to: those whose need is asked about first, then the others.

    Not those whose sites nobody may learn (safe houses): a page with the best place for one would give it away.
    """
    asked = need_of(pack)
    there = [kind for kind, entry in pack.services.items() if not entry.at_home and not entry.hidden]
    return sorted(there, key=lambda kind: kind not in asked)


def ground(wish: Wish, given: Given, way: Way) -> Ground:
    """The problem of a wish: every settlement with a spot is home and candidate, every active site stands.

    People in need are the released facts "<indicator>:people" (see `crowds`); where the kind answers no asked need, the
    inhabitants. A number that is withheld or unknown counts as nobody and is not `known`. A service that is not for a
    settlement's people is out of their reach, one that shuts a group out is out of the group's.
    """
    here = _here(wish, given)
    minutes = table(way, points(here.homes), points(here.spots))
    shut = np.zeros(minutes.shape, dtype=np.bool_)
    shut[:, : here.standing] = _shut(here)
    minutes[shut] = np.inf
    need = need_of(given.pack).get(wish.kind, IndicatorId(""))
    needs = needed(given.facts, need, here.territory, here.homes)
    everyone = crowd(needs, EVERYONE, given.pack) if need else counted(here.territory, here.homes)
    cost, basis = _unit_cost(given.inventory, wish.kind)
    siting = Siting(
        minutes=minutes,
        people=everyone.people,
        existing=np.arange(len(here.spots)) < here.standing,
        new=wish.new,
        within=wish.within,
        capacity=_capacity(wish, here.spots),
        groups=_groups(needs, here.spots, given.pack) if need else {},
        caps=(Cap(wish.group, wish.group_minutes, wish.group_share),) if wish.group else (),
        spots=points(here.spots),
        homes=[_named(place.name, wish.lang) for place in here.homes],
        sites=[_named(spot.name, wish.lang) for spot in here.spots],
    )
    issues = (*here.issues, *_unpriced(wish, cost))
    paid = _priced(siting, wish, cost)
    return Ground(wish, paid, here.homes, here.spots, everyone, way, need, here.unlocated, cost, basis, issues, shut)


@dataclass(frozen=True, slots=True)
class _Here:
    """Homes and spots of a wish; the first `standing` spots stand."""

    territory: Territory
    homes: Sequence[Place]
    spots: Sequence[Spot]
    standing: int
    unlocated: int
    issues: Sequence[Issue]


def _here(wish: Wish, given: Given) -> _Here:
    territory = lay_out(given.places)
    homes = [place for place in territory.settlements if place.lon is not None and place.lat is not None]
    by_status = {
        status: [s for s in given.inventory.services if s.kind == wish.kind and s.status == status]
        for status in ("active", "planned")
    }
    stands, lost = _spots(by_status["active"], given.inventory, territory, STANDS)
    coming, _ = _spots(by_status["planned"], given.inventory, territory, PLANNED)
    most = max(LEAST_CANDIDATES, MOST_PAIRS // max(1, len(homes)))
    by_size = sorted(homes, key=lambda place: -(territory.inhabitants.get(place.id) or 0))
    largest = {place.id for place in by_size[:most]}
    spots = [*stands, *coming, *(_candidate(place) for place in homes if place.id in largest)]
    told = Issue("siting.largest_only", Where(), MappingProxyType({"n": most}), Severity.NOTE)
    return _Here(territory, homes, spots, len(stands), lost, (told,) if len(homes) > most else ())


def _priced(siting: Siting, wish: Wish, cost: float | None) -> Siting:
    """The problem with its budget instead of a number, where size and cost of a new one are known."""
    if wish.budget is None or not wish.size or cost is None:
        return siting
    return replace(siting, new=None, budget=wish.budget, cost=np.full(len(siting.existing), wish.size * cost))


def _unpriced(wish: Wish, cost: float | None) -> Sequence[Issue]:
    """Why a budget says nothing: no service tells its cost, or nobody said how many a new one serves."""
    if wish.budget is None or (wish.size and cost is not None):
        return ()
    code = "siting.cost_unknown" if cost is None else "siting.size_unknown"
    return (Issue(code, Where(), MappingProxyType({"n": wish.new}), Severity.NOTE),)


def points(spots: Sequence[Place] | Sequence[Spot]) -> Floats:
    """(spots, 2) longitude and latitude."""
    return np.array([(spot.lon, spot.lat) for spot in spots], dtype=np.float64).reshape(-1, 2)


def _named(label: Label, lang: str) -> str:
    return label.get(lang) or label.get("en") or next(iter(label.values()), "")


def _spots(
    services: Sequence[Service], inventory: Inventory, territory: Territory, role: str
) -> tuple[list[Spot], int]:
    """The sites of these services that have a spot (their own, else their settlement's), and how many have none."""
    sites: dict[str, Site] = {site.id: site for site in inventory.sites}
    by_site: dict[str, list[Service]] = {}
    for service in services:
        for id in service.sites:
            by_site.setdefault(id, []).append(service)
    found: list[Spot] = []
    for id, here in by_site.items():
        site = sites.get(id)
        home = territory.by_id.get(site.place) if site else None
        lon = site.lon if site and site.lon is not None else home.lon if home else None
        lat = site.lat if site and site.lat is not None else home.lat if home else None
        if site is not None and lon is not None and lat is not None and not site.hidden:
            found.append(Spot(id, site.name, lon, lat, role, tuple(here)))
    return found, len(by_site) - len(found)


def _candidate(place: Place) -> Spot:
    return Spot(place.id, place.name, place.lon or 0.0, place.lat or 0.0, CANDIDATE)


def _shut(here: _Here) -> Bools:
    """(homes, standing) True where no service of the site is for the people of the home."""
    stands, part = here.spots[: here.standing], here.territory.part
    shut = [[all(part(home.id, s.serves) == 0 for s in spot.services) for spot in stands] for home in here.homes]
    return np.array(shut, dtype=np.bool_).reshape(len(here.homes), len(stands))


def _groups(needs: Needed, spots: Sequence[Spot], pack: Pack) -> Mapping[str, Crowd]:
    """The groups of the pack, in its order, with the sites that take them."""
    there = set(needs.groups)
    return {id: replace(crowd(needs, id, pack), open_to=_open(spots, id)) for id in pack.groups if id in there}


def _open(spots: Sequence[Spot], group: GroupId) -> Bools:
    takes = [spot.role != STANDS or any(open_to(service, group) for service in spot.services) for spot in spots]
    return np.array(takes, dtype=np.bool_)


def _capacity(wish: Wish, spots: Sequence[Spot]) -> Floats:
    """(spots,) places, where they are to count: those of the services there, `wish.size` in a new one."""
    if not wish.full or wish.size is None:
        return np.empty(0)
    return np.array([_places(spot) if spot.role == STANDS else float(wish.size) for spot in spots])


def _places(spot: Spot) -> float:
    """The places of a site; a service of several sites is divided evenly, an unknown number has no limit."""
    shares = [(s.capacity.places, len(s.sites)) for s in spot.services]
    known = [places / sites for places, sites in shares if places is not None]
    return sum(known) if len(known) == len(shares) else np.inf


def _unit_cost(inventory: Inventory, kind: ServiceKind) -> tuple[float | None, str]:
    """The yearly cost of a place in the largest service of the kind that tells it."""
    known = [s for s in inventory.services if s.kind == kind and s.cost_per_place_year is not None]
    largest = min(known, key=lambda s: (-(s.capacity.places or 0), s.id), default=None)
    return (largest.cost_per_place_year, largest.id) if largest else (None, "")

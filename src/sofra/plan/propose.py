"""What could close a gap: how many places, by creating, expanding or sharing, at what yearly cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from sofra.plan.norms import Size, places_at_norm
from sofra.resources.digits import stored
from sofra.resources.supply import offered
from sofra.resources.territory import Territory, lay_out
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact
from sofra.types.keys import GroupId, IndicatorId, PlaceId
from sofra.types.place import Place
from sofra.types.planning import Gap, Proposal, Ranked
from sofra.types.supply import Inventory, Service

LEAST_PLACES = 5
"""Below this a unit of its own is not sensible: sharing is proposed first. A working assumption, not a norm."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What proposals stand on: the inventory, the pack, the territory, the facts, what neighbours offer."""

    inventory: Inventory
    pack: Pack
    territory: Territory
    neighbours: Sequence[Service]
    groups: Mapping[tuple[PlaceId, GroupId], float]


def propose(
    gaps: Sequence[Gap | Ranked],
    inventory: Inventory,
    pack: Pack,
    places: Sequence[Place],
    *,
    facts: Sequence[Fact] = (),
    neighbours: Sequence[Service] = (),
) -> list[Proposal]:
    """One proposal for each gap, in the given order; a met gap gets none.

    Places: those still lacking to the country's verified norm where there is one (reason "norm"), otherwise as many
    as close the gap, its estimate rounded up (reason "gap"); 0 with the reason "unknown" when the need is not known.
    Way: "expand" an active service of the kind; where nobody offers it "share" with a neighbour when the places
    are fewer than LEAST_PLACES or a neighbour has as many free, else "create". Cost: places x the yearly cost of a
    place in the service expanded or shared or, failing that, in the largest service of the kind.
    """
    ground = Ground(inventory, pack, lay_out(places), neighbours, group_sizes(facts))
    plain = [item.gap if isinstance(item, Ranked) else item for item in gaps]
    return [_proposal(gap, ground) for gap in plain if gap.kind != "met"]


def group_sizes(facts: Sequence[Fact]) -> Mapping[tuple[PlaceId, GroupId], float]:
    """The people of each group in each place, as far as known: the largest base that a fact about them stands on."""
    sizes: dict[tuple[PlaceId, GroupId], float] = {}
    for fact in facts:
        if fact.base.people is not None:
            key = fact.cell.place, fact.cell.group
            sizes[key] = max(sizes.get(key, 0.0), fact.base.people)
    return sizes


def _proposal(gap: Gap, ground: Ground) -> Proposal:
    places, reason = _places(gap, ground)
    way, partner = _way(gap, places, ground)
    unit_cost, basis = _unit_cost(gap, partner, ground)
    entry, indicator = ground.pack.services.get(gap.service), ground.pack.indicators.get(gap.indicator)
    sdg = dict.fromkeys([*(indicator.sdg if indicator else ()), *(entry.sdg if entry else ())])
    measure, baseline, target = _measure(gap, places)
    return Proposal(
        gap_id=gap.id,
        service=gap.service,
        group=gap.group,
        place=gap.place,
        way=way,
        places=places,
        places_reason=reason,
        expands=partner.id if partner else "",
        sdg=tuple(sdg),
        indicator=measure,
        baseline=baseline,
        target=target,
        cost_year=stored(places * unit_cost) if unit_cost is not None and places else None,
        cost_basis=basis,
    )


def _places(gap: Gap, ground: Ground) -> tuple[int, str]:
    size = Size(
        people=ground.territory.inhabitants.get(gap.place),
        group=ground.groups.get((gap.place, gap.group)),
        need=gap.need.value,
    )
    at_norm = places_at_norm(gap.service, ground.pack.norms, size, gap.need.cell.period)
    if at_norm is not None and gap.places.value is not None:
        return max(0, ceil(round(at_norm - gap.places.value, 6))), "norm"
    if gap.without.value is None:
        return 0, "unknown"
    return _rounded_up(gap.without.value), "gap"


def _rounded_up(people: float) -> int:
    """Whole places, from 100 on in tens: an estimate of 1,084 (833 to 1,336) does not know its last digit."""
    places = ceil(round(people, 6))
    return places if places < 100 else ceil(places / 10) * 10


def _way(gap: Gap, places: int, ground: Ground) -> tuple[str, Service | None]:
    here = [s for s in offered(ground.inventory, gap.service, gap.group) if _reaches(s, gap.place, ground)]
    if here:
        return "expand", _largest(here)
    active = [s for s in ground.neighbours if s.kind == gap.service and s.status == "active"]
    free = [s for s in active if places and _free(s) >= places]
    if free or 0 < places < LEAST_PLACES:
        return "share", _largest(free or active)
    return "create", None


def _reaches(service: Service, place: PlaceId, ground: Ground) -> bool:
    return ground.territory.part(place, service.serves) != 0


def _free(service: Service) -> int:
    """Places that nobody uses; 0 when either number is unknown."""
    places, users = service.capacity.places, service.capacity.users
    return max(0, places - users) if places is not None and users is not None else 0


def _largest(services: Sequence[Service]) -> Service | None:
    return min(services, key=lambda service: (-(service.capacity.places or 0), service.id), default=None)


def _unit_cost(gap: Gap, partner: Service | None, ground: Ground) -> tuple[float | None, str]:
    """The yearly cost of a place and the id of the service it is known from; (None, "") when nobody knows one."""
    if partner is not None and partner.cost_per_place_year is not None:
        return partner.cost_per_place_year, partner.id
    everywhere = (*ground.inventory.services, *ground.neighbours)
    known = [s for s in everywhere if s.kind == gap.service and s.cost_per_place_year is not None]
    source = _largest(known)
    return (source.cost_per_place_year, source.id) if source else (None, "")


def _measure(gap: Gap, places: int) -> tuple[IndicatorId, float | None, float | None]:
    """The measure that will show success, its value today and when the places are there: the coverage of the need.

    Where the need is not known, the number of places.
    """
    have = gap.places.value
    if gap.need.value and have is not None:
        covered = [min(1.0, total / gap.need.value) for total in (have, have + places)]
        return IndicatorId(f"gap.coverage.{gap.service}"), stored(covered[0]), stored(covered[1])
    target = stored(have + places) if have is not None and places else None
    return IndicatorId(f"places.{gap.service}"), have, target

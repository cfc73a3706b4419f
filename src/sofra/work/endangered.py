"""Dangers in a map: zones laid over settlements, rows, services and roads, before the gate; their ranking after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.gaps.neighbourhoods import standings
from sofra.needs.disclosure.pieces import pieces
from sofra.needs.disclosure.zones import apart
from sofra.needs.exposed import Exposed, blunt, exposed_facts, has_points
from sofra.needs.gate import gate, special
from sofra.needs.weights import Weighed
from sofra.resources.hazards.again import again
from sofra.resources.hazards.overlay import Overlay, by_settlement, inside, overlays
from sofra.resources.hazards.past import years
from sofra.resources.hazards.reach import cut_off, with_reach
from sofra.resources.hazards.zones import zones_of
from sofra.resources.shown import kept_secret
from sofra.resources.territory import lay_out
from sofra.store.inputs import Inputs
from sofra.types.catalogue import Pack
from sofra.types.fact import Cell, Fact, Status
from sofra.types.hazard import LIVE, MODULE, NETWORK, SHELTER, Danger, Hazards
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId, RunId
from sofra.work.streets_here import streets_here
from sofra.work.travelling import ways_of

BY_AREA = "hazard.by_area"
"""The reason on a number that takes a settlement's people to live evenly over its area."""

BY_POINTS = "hazard.by_points"
"""The reason on a number that knows on which side of a zone each household of the survey stands."""

CUT = "cut"


@dataclass(frozen=True, slots=True)
class Endangered:
    """The dangers of a map with the shapes of their zones, before any row was read."""

    overlays: Sequence[Overlay]
    dangers: Sequence[Danger]

    @property
    def asked(self) -> Sequence[Exposed]:
        """What the rows are asked: who is inside each danger, and whom it cuts off where streets are known."""
        found = []
        for overlay, danger in zip(self.overlays, self.dangers, strict=True):
            prefix = f"hazard.{danger.id}"
            shape = overlay.shape
            found.append(
                Exposed(
                    prefix,
                    by_settlement(danger),
                    lambda spots, shape=shape: inside(shape, spots),
                    _people(danger, by_settlement(danger)),
                )
            )
            if danger.ways == NETWORK:
                lost = cut_off(danger)
                found.append(Exposed(f"{prefix}.{CUT}", lost, None, _people(danger, lost)))
        return found


def endangered(given: Inputs, pack: Pack) -> Endangered:
    """Every danger with what lies in it and which shelter is reached, before and after."""
    if not given.hazard:
        return Endangered((), ())
    usual = ways_of(given, pack, given.networks).to(SHELTER)
    way = usual if usual.basis == NETWORK else streets_here(given.roads, usual.mode) or usual
    there = kept_secret(given.inventory, pack.services)
    found = overlays(zones_of(given.hazard), given.places, there)
    kinds = [kind for kind, entry in pack.services.items() if not entry.at_home and kind != SHELTER]
    return Endangered(
        found,
        [
            replace(with_reach(one, way, given.places, there), access=again(one, way, given.places, there, kinds=kinds))
            for one in found
        ],
    )


def with_dangers(
    there: Endangered, given: Inputs, pack: Pack, weighed: Weighed, *, gated: Sequence[Fact], origin: RunId
) -> tuple[list[Fact], list[Fact]]:
    """The gated facts of one round and, beside them, its facts about the people in each danger, gated as well.

    What gives away, of a zone beside another or beside its settlements, a handful of people is withheld on either side.
    """
    asked = [replace(one, people=_with_areas(one.people, given)) for one in there.asked]
    found = exposed_facts(
        weighed, pack, given.places, given.period, dangers=asked, measures=measures(pack), origin=origin
    )
    if not found:
        return list(gated), []
    guarded = special(pack) | frozenset(_special(found, pack))
    inside = gate(found, given.places, pack.gate, special=guarded)
    cut = pieces(weighed, pack, given.places, dangers=asked, measures=measures(pack))
    safe = apart([*gated, *inside], list(cut), given.places, pack.gate, special=guarded)
    located = has_points(weighed)
    shown = (fact if located else blunt(fact) for fact in safe[len(gated) :])
    return safe[: len(gated)], [_flagged(fact, points=located) for fact in shown]


def counted(there: Endangered, given: Inputs, *, origin: RunId) -> list[Fact]:
    """The registers' people in each danger, in every place: settlement, area, municipality; None where uncounted."""
    found = []
    for one in there.asked:
        known = _with_areas(one.people, given)
        indicator = IndicatorId(f"{one.prefix}.{LIVE}:people")
        found += [
            Fact(Cell(indicator, place, EVERYONE, given.period), people, "people", origin=origin, reason=BY_AREA)
            for place, people in known.items()
            if people is not None
        ]
    return found


def hazards_note(
    there: Endangered, given: Inputs, pack: Pack, facts: Sequence[Fact], *, points: bool = False
) -> Hazards:
    """What a release says of dangers beside its numbers: exposures, services, ways, ranking, the past."""
    dangers = [
        replace(danger, ranking=standings(danger, given.places, facts, pack, seed=given.seed))
        for danger in there.dangers
    ]
    there_are = [one for one in measures(pack) if any(_is(fact, one) for fact in facts)]
    past = years(given.disasters, lay_out(given.places))
    return Hazards(tuple(dangers), given.disasters, past, tuple(there_are), points)


def measures(pack: Pack) -> list[IndicatorId]:
    """The kinds of help in an emergency that the packs know: the indicators of the scale "emergency"."""
    scale = pack.scales.get(MODULE)
    return list(scale.indicators) if scale else []


def _is(fact: Fact, measure: IndicatorId) -> bool:
    return fact.cell.indicator.startswith("hazard.") and fact.cell.indicator.endswith(f".{measure}")


def _people(danger: Danger, part: Mapping[PlaceId, float]) -> Mapping[PlaceId, float | None]:
    return {
        one.place: None if one.people is None else one.people * part.get(one.place, 0.0) for one in danger.exposures
    }


def _with_areas(people: Mapping[PlaceId, float | None], given: Inputs) -> dict[PlaceId, float | None]:
    """The same with every place around the settlements: None where a settlement touched by the zone is uncounted."""
    territory = lay_out(given.places)
    found: dict[PlaceId, float | None] = dict(people)
    for settlement, number in people.items():
        for place in list(territory.around(settlement))[1:]:
            before = found.get(place, 0.0)
            found[place] = None if number is None or before is None else before + number
    return found


def _special(facts: Sequence[Fact], pack: Pack) -> set[str]:
    """The ids of facts about help that is of the special kind."""
    guarded = {one for one in measures(pack) if pack.indicators[one].sensitivity == "special"}
    ids = {fact.cell.indicator.partition(":")[0] for fact in facts}
    return {id for id in ids if any(id.endswith(f".{one}") for one in guarded)}


def _flagged(fact: Fact, *, points: bool) -> Fact:
    """A number says whether it stands on areas or on points, unless something graver is said already."""
    plain = fact.status is Status.OK and not fact.reason and fact.value is not None
    return replace(fact, reason=BY_POINTS if points else BY_AREA) if plain else fact

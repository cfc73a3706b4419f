"""The criteria of ranking: what each one reads, and how it becomes a score from 0 to 1."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sofra.resources.supply import offered
from sofra.types.catalogue import Pack
from sofra.types.evidence import Voice
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.planning import Gap
from sofra.types.supply import Inventory, Service

NEUTRAL = 0.5
"""What a criterion scores when nothing is known: neither for the gap nor against it, and named in Ranked.assumed."""

REACH_MINUTES = 30.0
DEPRIVATION = IndicatorId("poverty.deprived")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the criteria look at besides the gap itself.

    `deprived` holds the deprivation of each group in each place, `journeys` the minutes to each kind of service;
    `largest` is the most people without a service among the gaps ranked.
    """

    deprived: Mapping[tuple[PlaceId, GroupId], Fact]
    journeys: Mapping[str, Sequence[float | None]]
    pack: Pack
    inventory: Inventory
    voices: Sequence[Voice]
    largest: float


def gather(
    gaps: Sequence[Gap], facts: Sequence[Fact], pack: Pack, inventory: Inventory, *, voices: Sequence[Voice]
) -> Evidence:
    """The evidence for these gaps: of the facts only what a criterion reads."""
    deprived = {(f.cell.place, f.cell.group): f for f in facts if f.cell.indicator == DEPRIVATION}
    journeys: dict[str, list[float | None]] = {}
    for fact in facts:
        if fact.cell.indicator.startswith("minutes."):
            journeys.setdefault(fact.cell.indicator.removeprefix("minutes."), []).append(fact.value)
    largest = max((gap.without.value or 0.0 for gap in gaps), default=0.0)
    return Evidence(deprived, journeys, pack, inventory, voices, largest)


def size(gap: Gap, evidence: Evidence) -> float | None:
    """People without the service, against the largest such number among the gaps ranked."""
    return (gap.without.value or 0.0) / evidence.largest if evidence.largest else 0.0


def severity(gap: Gap, _: Evidence) -> float | None:
    """Share of the people in need for whom there is no place: 1 - coverage; 1 when nobody offers the service."""
    return (gap.without.value or 0.0) / gap.need.value if gap.need.value else 0.0


def deprivation(gap: Gap, evidence: Evidence) -> float | None:
    """Share of the group that is severely deprived (poverty.deprived, same place); unknown without such a fact."""
    fact = evidence.deprived.get((gap.place, gap.group))
    return None if fact is None else fact.value


def voices(gap: Gap, evidence: Evidence) -> float | None:
    """Share of the focus groups and interviews in which somebody named the service; unknown when none was held.

    A voice names a service by its kind ("HOM-CARE") or by its indicator ("needs.home_care", "home_care"); a voice of
    one group does not speak for another.
    """
    sessions = {voice.session for voice in evidence.voices}
    themes = {gap.service.casefold(), gap.indicator.casefold(), gap.indicator.casefold().rpartition(".")[2]} - {""}
    naming = {
        voice.session
        for voice in evidence.voices
        if voice.theme.casefold().replace(" ", "_") in themes
        and (voice.group == gap.group or EVERYONE in (voice.group, gap.group))
    }
    return len(naming) / len(sessions) if sessions else None


def existing_service(gap: Gap, evidence: Evidence) -> float | None:
    """1 when an active service for this group can be expanded, 0.5 when one is planned, 0 when nobody offers it."""
    if offered(evidence.inventory, gap.service, gap.group):
        return 1.0
    return 0.5 if any(s.status == "planned" for s in _of_kind(gap, evidence)) else 0.0


def legal_basis(gap: Gap, evidence: Evidence) -> float | None:
    """1 when the country's law has a category for the service, 0 when the pack names none."""
    entry = evidence.pack.services.get(gap.service)
    return float(bool(entry and any(entry.category.values())))


def cost_known(gap: Gap, evidence: Evidence) -> float | None:
    """1 when the yearly cost of a place is known from a service here, 0 when not."""
    return float(any(service.cost_per_place_year is not None for service in _of_kind(gap, evidence)))


def provider(gap: Gap, evidence: Evidence) -> float | None:
    """1 when an organisation here works for the group by name, 0.5 when some work for everybody, else 0."""
    active = [service for service in evidence.inventory.services if service.status == "active"]
    if any(gap.group in service.groups for service in active):
        return 1.0
    return 0.5 if any(not service.groups for service in active) else 0.0


def funding(gap: Gap, evidence: Evidence) -> float | None:
    """1 when somebody already pays for a service of this kind by contract, 0 when not."""
    ids = {service.id for service in _of_kind(gap, evidence)}
    return float(any(contract.service in ids for contract in evidence.inventory.contracts))


def reach(gap: Gap, evidence: Evidence) -> float | None:
    """Share of the settlements within 30 minutes (as the crow flies) of the service; 1 when it is brought home.

    Unknown when no journey was measured.
    """
    entry = evidence.pack.services.get(gap.service)
    if entry is not None and entry.at_home:
        return 1.0
    journeys = evidence.journeys.get(gap.service, ())
    near = [minutes for minutes in journeys if minutes is not None and minutes <= REACH_MINUTES]
    return len(near) / len(journeys) if journeys else None


SCORES: Mapping[str, Callable[[Gap, Evidence], float | None]] = {
    "size": size,
    "severity": severity,
    "deprivation": deprivation,
    "voices": voices,
    "existing_service": existing_service,
    "legal_basis": legal_basis,
    "cost_known": cost_known,
    "provider": provider,
    "funding": funding,
    "reach": reach,
}
"""Every criterion that a pack may name, with the function that scores it; None is unknown."""


def _of_kind(gap: Gap, evidence: Evidence) -> Sequence[Service]:
    return [s for s in evidence.inventory.services if s.kind == gap.service and s.status in ("active", "planned")]

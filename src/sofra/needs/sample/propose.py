"""From who is to be known how well to a whole plan: interviews, people to approach, their share-out among the areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from sofra.needs.sample.allocate import Stratum, allocate
from sofra.needs.sample.cluster import design_effect
from sofra.needs.sample.frame import by_stratum, of_places
from sofra.needs.sample.size import half_width_share, size_share
from sofra.needs.sample.terms import SURE, Terms, fault, faults, of_share, of_width
from sofra.types.errors import DesignError, Issue
from sofra.types.keys import EVERYONE, GroupId
from sofra.types.place import Place
from sofra.types.sampling import FrameUnit, Recruitment, SamplePlan


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody wants to know, and with what they can reckon; the fields are those of SamplePlan."""

    name: str = ""
    group: GroupId = EVERYONE
    recruitment: Recruitment = Recruitment.LIST
    half_width: float = 0.05
    share: float = SURE
    population: int | None = None
    response: float = 1.0
    per_unit: int = 0
    roh: float = 0.0
    rule: str = "proportional"
    least: int = 0


def propose(wish: Wished, places: Sequence[Place] = ()) -> SamplePlan:
    """The plan for a wish. Raises DesignError with everything that is wrong with it, all at once.

    Several interviews at one spot stretch the sample by 1 + (m - 1)ρ. A population so small that the sample would be a
    large part of it is asked wholly. A household sample of all people is shared out among the areas by `rule`.
    """
    issues = [*_wrong(wish), *_larger(wish, places)]
    if issues:
        raise DesignError(*issues)
    terms = Terms(_deff(wish), wish.response, wish.population)
    size = size_share(wish.half_width, wish.share, terms)
    census = size.census or wish.recruitment is Recruitment.CENSUS
    approached = int(wish.population) if census and wish.population else size.approached
    plan = SamplePlan(
        wish.name,
        wish.half_width,
        size.interviews,
        approached,
        group=wish.group,
        recruitment=wish.recruitment,
        population=wish.population,
        share=wish.share,
        response=wish.response,
        deff=terms.deff,
        per_unit=wish.per_unit,
        roh=wish.roh,
        census=census,
        enough=size.enough,
        rule=wish.rule,
        least=wish.least,
    )
    return replace(plan, allocation=_shared_out(plan, places))


def promised(plan: SamplePlan, interviews: float) -> float | None:
    """The half-width that this many interviews reach under the plan's terms; None for fewer than two."""
    if interviews < 2:
        return None
    most = interviews if plan.population is None else min(interviews, plan.population)
    return half_width_share(most, plan.share, Terms(plan.deff, plan.response, plan.population, plan.level))


def spots(plan: SamplePlan, places: Sequence[Place]) -> tuple[list[FrameUnit], dict[str, int]]:
    """The settlements' parts from which spots are drawn, and how many spots each area gets.

    As many spots as the people to approach need at `per_unit` each; an area's own by its approached people. Parts are
    so small that none is certain. Raises DesignError.
    """
    if plan.per_unit < 1:
        raise DesignError(fault("sample_per_cluster", "per_unit", value=str(plan.per_unit)))
    households = {name: sum(one.size for one in units) for name, units in by_stratum(of_places(places)).items()}
    asked = plan.allocation if set(plan.allocation) <= set(households) and plan.allocation else households
    whole = ceil(plan.approached / plan.per_unit)
    share = {name: whole * asked.get(name, 0) / sum(asked.values()) for name in households}
    counts = {name: max(1, round(number)) if share[name] > 0 else 0 for name, number in share.items()}
    steps = {name: households[name] / count for name, count in counts.items() if count}
    return of_places(places, largest=max(1.0, min(steps.values()))), counts


def _deff(wish: Wished) -> float:
    return design_effect(wish.per_unit, wish.roh) if wish.per_unit > 1 else 1.0


def _wrong(wish: Wished) -> Iterable[Issue]:
    yield from of_width(wish.half_width)
    yield from of_share(wish.share)
    yield from faults(Terms(1.0, wish.response, wish.population))
    if wish.per_unit < 0:
        yield fault("sample_per_cluster", "per_unit", value=str(wish.per_unit))
    if not 0 <= wish.roh <= 1:
        yield fault("sample_roh", "roh", value=f"{wish.roh:.12g}")
    if wish.recruitment is Recruitment.CENSUS and wish.population is None:
        yield fault("sample_no_population", "population", value="0")


def _larger(wish: Wished, places: Sequence[Place]) -> Iterable[Issue]:
    """A group with more people than live here."""
    counts = [place.people for place in places if place.kind == "settlement"]
    people = sum(count for count in counts if count is not None)
    if wish.population and counts and None not in counts and wish.population > people:
        yield fault("sample_group_larger", "population", value=str(wish.population), people=str(people))


def _shared_out(plan: SamplePlan, places: Sequence[Place]) -> Mapping[str, int]:
    """The people to approach, area by area; empty for a group, a census, or where nobody knows who lives where."""
    strata = _areas(plan, places)
    there = sum(one.units for one in strata)
    if plan.group != EVERYONE or plan.census or not strata or plan.approached > there:
        return {}
    return allocate(plan.approached, strata, plan.rule)


def _areas(plan: SamplePlan, places: Sequence[Place]) -> list[Stratum]:
    found = []
    for area in places:
        inside = [place for place in places if place.parent == area.id and place.kind == "settlement"]
        people = sum(place.people or 0 for place in inside)
        if area.kind == "area" and people:
            found.append(Stratum(str(area.id), people, least=plan.least))
    return found

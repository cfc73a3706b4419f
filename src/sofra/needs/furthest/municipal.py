"""The search in a municipality's own answers: weights, units and areas of the social map, the gate's rules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Column, Frame
from sofra.needs.furthest.plan import AREA, faults, needed
from sofra.needs.furthest.search import search
from sofra.needs.numbers import measured
from sofra.needs.weights import Table, Weighed
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, Severity, Where
from sofra.types.furthest import Category, Circumstance, Registered, Search, SearchPlan
from sofra.types.keys import PlaceId
from sofra.types.place import Place


def with_areas(plan: SearchPlan, places: Sequence[Place]) -> SearchPlan:
    """The plan with the municipality's areas written out; without areas that circumstance is left out."""
    filled = [_filled(one, places) for one in plan.circumstances]
    return replace(plan, circumstances=[one for one in filled if one.by != AREA or one.categories])


def search_round(
    weighed: Weighed, registered: Registered, pack: Pack, *, places: Sequence[Place] = (), timing: str = "never"
) -> Search:
    """One registered search in one round of answers; the result has `issues` instead of groups where it cannot be."""
    plan = with_areas(registered.plan, places)
    found = faults(plan, pack)
    if found:
        return Search(registered, timing, issues=found)
    indicator = pack.indicators[plan.indicator]
    table = weighed.table(indicator.table)
    answers = _with_area(table, places, weighed.places)
    lacking = sorted(needed(plan, indicator) - answers.columns.keys())
    if lacking:
        issues = [Issue("furthest_not_asked", Where(column=name), {"column": name}, Severity.FILE) for name in lacking]
        return Search(registered, timing, issues=issues)
    asked = measured(indicator, answers)
    behind = 1.0 - asked.y if indicator.better == "more" else asked.y
    looked = search(
        replace(registered, plan=plan),
        answers,
        behind,
        known=asked.counts,
        weight=table.weight,
        unit=table.unit,
        stratum=weighed.sampling.plan.stratum[table.unit],
        rules=pack.gate,
        timing=timing,
    )
    return replace(looked, probability=weighed.probability)


def _filled(one: Circumstance, places: Sequence[Place]) -> Circumstance:
    if one.by != AREA or one.categories:
        return one
    areas = [place for place in places if place.kind == "area"]
    return replace(one, categories=[Category(str(p.id), dict(p.name), f"{AREA} = '{p.id}'") for p in areas])


def _with_area(table: Table, places: Sequence[Place], order: Sequence[PlaceId]) -> Frame:
    """The answers with the area of everybody's settlement beside them."""
    if not any(place.kind == AREA for place in places):
        return table.frame
    area_of = _areas(places)
    names = tuple(sorted(set(area_of.values())))
    code = np.array([*(names.index(area_of[one]) if one in area_of else -1 for one in order), -1], dtype=np.int64)
    found = code[table.place]
    column = Column(np.maximum(found, 0), found >= 0, names)
    return Frame(table.frame.size, MappingProxyType({**table.frame.columns, AREA: column}))


def _areas(places: Sequence[Place]) -> Mapping[PlaceId, str]:
    """The area that each place is in or is."""
    parents = {place.id: place.parent for place in places}
    kinds = {place.id: place.kind for place in places}
    found: dict[PlaceId, str] = {}
    for place in places:
        one: PlaceId | None = place.id
        while one is not None and kinds.get(one) != AREA:
            one = parents.get(one)
        if one is not None:
            found[place.id] = str(one)
    return found

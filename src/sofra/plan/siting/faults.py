"""What is wrong with a siting problem, all of it at once, in terms of people and places."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

import numpy as np

from sofra.plan.siting.problem import Cap, Siting
from sofra.types.errors import Issue, Severity, Where

NAMED = 5
"""So many homes or sites are named in a sentence; the others are counted."""


def faults(siting: Siting, objective: str) -> list[Issue]:
    """Every fault: those of Severity.FILE leave no answer, notes go with it."""
    return [*_stopping(siting, objective), *_told(siting), *_unkept(siting)]


def fatal(issues: Sequence[Issue]) -> bool:
    """True when one of these leaves no answer."""
    return any(issue.severity is Severity.FILE for issue in issues)


def named(names: Sequence[str], numbers: Sequence[int]) -> str:
    """The first few names of these numbers; the number itself where nobody gave a name."""
    shown = [names[n] if n < len(names) else str(n + 1) for n in numbers[:NAMED]]
    return ", ".join(shown) + (" …" if len(numbers) > NAMED else "")


def nobody_reaches(siting: Siting) -> list[int]:
    """The homes with people whom no site reaches, existing or candidate."""
    lost = (siting.demand > 0) & ~np.isfinite(siting.way(np.ones_like(siting.existing)))
    return [int(n) for n in np.flatnonzero(lost)]


def _stopping(siting: Siting, objective: str) -> Iterator[Issue]:
    candidates = len(siting.candidates)
    if not siting.demand.sum() > 0:
        yield _issue("siting.nobody", Severity.FILE)
    if not candidates:
        yield _issue("siting.no_candidate", Severity.FILE)
    elif objective != "everybody" and siting.new is not None and siting.new > candidates:
        yield _issue("siting.more_than_candidates", Severity.FILE, new=siting.new, n=candidates)
    if objective != "everybody" and siting.new is not None and siting.new < 1:
        yield _issue("siting.none_wanted", Severity.FILE)
    if candidates and siting.budget is not None and len(siting.cost):
        cheapest = float(siting.cost[siting.candidates].min())
        if cheapest > siting.budget:
            yield _issue("siting.budget_too_small", Severity.FILE, budget=siting.budget, cheapest=cheapest)
    empty = [int(n) for n in siting.candidates if len(siting.capacity) and siting.capacity[n] <= 0]
    if empty:
        yield _issue("siting.no_capacity", Severity.FILE, n=len(empty), sites=named(siting.sites, empty))


def _told(siting: Siting) -> Iterator[Issue]:
    alone = [int(n) for n in siting.candidates if not np.isfinite(siting.minutes[:, n]).any()]
    if alone:
        yield _issue("siting.no_road_to_site", n=len(alone), sites=named(siting.sites, alone))
    lost = nobody_reaches(siting)
    if lost:
        people = float(siting.people[lost].sum())
        yield _issue("siting.out_of_reach", n=len(lost), homes=named(siting.homes, lost), people=round(people))
    for one, other in _twins(siting):
        yield _issue("siting.same_point", one=named(siting.sites, [one]), other=named(siting.sites, [other]))
    if len(siting.capacity):
        yield from _too_few_places(siting)


def _too_few_places(siting: Siting) -> Iterator[Issue]:
    there = siting.capacity[siting.existing].sum()
    best = np.sort(siting.capacity[siting.candidates])[::-1][: siting.most].sum()
    people = siting.people.sum()
    if there + best < people:
        yield _issue("siting.too_few_places", places=round(float(there + best)), n=round(float(people - there - best)))


def _twins(siting: Siting) -> Iterator[tuple[int, int]]:
    """Candidates at one point; a candidate beside an existing site is a second service, no fault."""
    if not len(siting.spots):
        return
    seen: dict[tuple[float, float], int] = {}
    for number in siting.candidates:
        lon, lat = siting.spots[number]
        spot = round(float(lon), 6), round(float(lat), 6)
        if spot in seen:
            yield seen[spot], int(number)
        seen.setdefault(spot, int(number))


def _unkept(siting: Siting) -> Iterator[Issue]:
    for cap in siting.caps:
        crowd = siting.groups.get(cap.group)
        if crowd is None or not crowd.people.sum() > 0:
            yield _issue("siting.cap_nobody", Severity.FILE, group=cap.group)
            continue
        everything = siting.way(siting.for_group(cap.group, np.ones_like(siting.existing)))
        beyond = [int(n) for n in np.flatnonzero((crowd.people > 0) & (everything > cap.minutes))]
        most = 1 - float(crowd.people[beyond].sum() / crowd.people.sum())
        if most < cap.share:
            yield _cannot_be_met(siting, cap, beyond, most)


def _cannot_be_met(siting: Siting, cap: Cap, beyond: list[int], most: float) -> Issue:
    people = round(float(siting.groups[cap.group].people[beyond].sum()))
    homes = named(siting.homes, beyond)
    percent = round(100 * most)
    values: dict[str, str | int | float] = {
        "group": cap.group,
        "minutes": cap.minutes,
        "homes": homes,
        "n": people,
        "percent": percent,
    }
    return Issue("siting.cap_cannot_be_met", Where(), MappingProxyType(values), Severity.FILE)


def _issue(code: str, severity: Severity = Severity.NOTE, **values: str | float) -> Issue:
    return Issue(code, Where(), MappingProxyType(values), severity)

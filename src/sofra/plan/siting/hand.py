"""Places dropped, moved, closed or shared by hand: what stands then, and what that does to people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from sofra.plan.siting.effect import Effect, effect
from sofra.plan.siting.ground import NEW, SHARED, STANDS, Ground, Spot, points
from sofra.plan.siting.problem import Answer, Bools, Crowd, Floats, Siting
from sofra.plan.siting.table import table
from sofra.plan.siting.wish import ADD, CLOSE, MOVE, SHARE, Step
from sofra.resources.travel.straight import crow_km
from sofra.types.errors import Issue, Severity, Where
from sofra.types.place import Place

FAR_KM = 40.0
"""A place further than this from every settlement is taken for a slip of the hand, or for the sea."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands after some steps: `spots` beside their numbers in `siting`, `before` and `after` (spots,).

    `placed` are the spots of the steps, in their order (None for a step that only closes); `near` the settlement
    nearest to each.
    """

    siting: Siting
    spots: Sequence[Spot]
    before: Bools
    after: Bools
    steps: Sequence[Step]
    placed: Sequence[Spot | None]
    near: Sequence[Place | None]
    everyone: Crowd
    issues: Sequence[Issue] = ()

    @property
    def effect(self) -> Effect:
        """What the steps do to people."""
        return effect(self.siting, self.before, self.after, everyone=self.everyone)


@dataclass(frozen=True, slots=True)
class Considered:
    """A wish with the problem it makes, the best answer, and what lies on the map: the answer, or what hands made."""

    ground: Ground
    answer: Answer
    laid: Laid
    by_hand: bool


def suggested(ground: Ground, chosen: Sequence[int]) -> Sequence[Step]:
    """The steps that put an answer on the map."""
    return tuple(Step(ADD, lon=ground.spots[n].lon, lat=ground.spots[n].lat) for n in chosen)


def lay(ground: Ground, steps: Sequence[Step]) -> Laid:
    """What stands once the steps are done; a step that makes no sense is left out and told."""
    issues: tuple[Issue, ...] = tuple(_faults(ground, steps))
    wrong = {int(issue.values["step"]) - 1 for issue in issues}
    good = [step for number, step in enumerate(steps) if number not in wrong]
    placed = [_spot(ground, step, number) for number, step in enumerate(good, 1)]
    added = [spot for spot in placed if spot is not None]
    came = [_from(ground, step) for step, spot in zip(good, placed, strict=True) if spot is not None]
    more = table(ground.way, points(ground.homes), points(added))
    for column, old in enumerate(came):
        if old is not None:
            more[ground.shut[:, old], column] = np.inf
    issues = (*issues, *_without_road(ground, more, placed))
    siting = replace(
        ground.siting, minutes=np.hstack([ground.siting.minutes, more]), groups=_widened(ground.siting, came)
    )
    before = np.concatenate([ground.siting.existing, np.zeros(len(added), dtype=np.bool_)])
    after = np.concatenate([ground.siting.existing, np.ones(len(added), dtype=np.bool_)])
    gone = {step.site for step in good if step.act in (CLOSE, MOVE)}
    after[[n for n, spot in enumerate(ground.spots) if spot.role == STANDS and spot.id in gone]] = False
    near = [_nearest(ground, spot) if spot else None for spot in placed]
    spots = (*ground.spots, *added)
    return Laid(siting, spots, before, after, tuple(good), placed, near, ground.everyone, issues)


def _from(ground: Ground, step: Step) -> int | None:
    """The number of the site that moves; None for a new one and for a neighbour's."""
    if step.act != MOVE:
        return None
    return next(n for n, spot in enumerate(ground.spots) if spot.id == step.site)


def _widened(siting: Siting, came: Sequence[int | None]) -> MappingProxyType[str, Crowd]:
    """The groups of a problem with further sites: a site that moved takes whom it took, a new one takes everybody."""

    def wider(crowd: Crowd) -> Crowd:
        if not len(crowd.open_to):
            return crowd
        more = [True if old is None else bool(crowd.open_to[old]) for old in came]
        return replace(crowd, open_to=np.concatenate([crowd.open_to, np.array(more, dtype=np.bool_)]))

    return MappingProxyType({name: wider(crowd) for name, crowd in siting.groups.items()})


def _spot(ground: Ground, step: Step, number: int) -> Spot | None:
    if step.act == CLOSE or step.lon is None or step.lat is None:
        return None
    old = next((spot for spot in ground.spots if spot.id == step.site), None)
    role = SHARED if step.act == SHARE else NEW
    name = old.name if old and step.act == MOVE else MappingProxyType({})
    # A site that moves keeps what it was; the one that it leaves is closed.
    return Spot(f"new-{number}", name, step.lon, step.lat, role, old.services if old else ())


def _nearest(ground: Ground, spot: Spot) -> Place | None:
    if not ground.homes:
        return None
    km = crow_km(points([spot]), points(ground.homes))[0]
    return ground.homes[int(km.argmin())]


def _faults(ground: Ground, steps: Sequence[Step]) -> Iterator[Issue]:
    standing = {spot.id for spot in ground.spots if spot.role == STANDS}
    done: set[str] = set()
    for number, step in enumerate(steps, 1):
        if step.act in (CLOSE, MOVE) and (step.site not in standing or step.site in done):
            yield _issue("siting.step_no_site", step=number, site=step.site or "–")
        elif step.lon is not None and step.lat is not None and ground.homes:
            spot = Spot("", MappingProxyType({}), step.lon, step.lat, NEW)
            km = float(crow_km(points([spot]), points(ground.homes)).min())
            if km > FAR_KM:
                yield _issue("siting.step_far", step=number, km=round(km))
        done.add(step.site)


def _without_road(ground: Ground, minutes: Floats, placed: Sequence[Spot | None]) -> Iterator[Issue]:
    """The steps whose new place nobody can reach."""
    numbers = [number for number, spot in enumerate(placed, 1) if spot is not None]
    for column, number in enumerate(numbers):
        if ground.homes and not np.isfinite(minutes[:, column]).any():
            yield _issue("siting.step_no_road", step=number)


def _issue(code: str, **values: str | int) -> Issue:
    return Issue(code, Where(), MappingProxyType(values), Severity.NOTE)

"""Planning a sample and drawing it: a draw stands with its seed and the fingerprint of the list."""

import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.utils import timezone

from sofra.needs.sample.allocate import Stratum, allocate
from sofra.needs.sample.draw import How, draw
from sofra.needs.sample.expect import Wish, expect, share_out
from sofra.needs.sample.frame import by_stratum, checked, fingerprint
from sofra.needs.sample.propose import Wished, promised, propose, spots
from sofra.sources.frames import read_frame
from sofra.store import queries
from sofra.store.notes import SampleDrawNote, SamplePlanNote
from sofra.store.queries.sampling import draw_note, plan_note
from sofra.store.records import as_record
from sofra.store.sampling import SampleDrawRow, SamplePlanRow
from sofra.types.errors import DesignError, SourceError, Where, stop
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Expected, FrameUnit, SampleDraw, SamplePlan
from sofra.work.acts import Actor, Done, act
from sofra.work.reading import Incoming

SEEDS = 2**31
PLACES = "places"
"""The frame that every workspace has: its own settlements with their households."""


@dataclass(frozen=True, slots=True)
class DrawWish:
    """How a plan is to be drawn: `method` a key of needs.sample.draw.METHODS, `seed` None for a new one.

    `reserve` units kept in reserve for each drawn one (0.2: one for five). `frame` a list that was brought; None draws
    from the workspace's settlements.
    """

    method: str = "systematic_pps"
    seed: int | None = None
    reserve: float = 0.2
    frame: Incoming | None = None


def proposed(wish: Wished) -> SamplePlan:
    """The plan that a wish comes to, in the places of this workspace; nothing is kept. Raises DesignError."""
    return propose(wish, queries.places())


@act("sample.plan")
def plan_sample(actor: Actor, wish: Wished) -> Done[SamplePlanNote]:
    """Keep a plan for a sample. Raises DesignError with everything that is wrong with the wish."""
    plan = proposed(wish)
    row = SamplePlanRow.objects.create(
        name=plan.name, content=as_record(plan), made_on=timezone.now(), made_by=actor.name
    )
    counts = {"interviews": plan.interviews, "approached": plan.approached}
    return Done(plan_note(row), f"sample {row.pk}", counts)


@act("sample.remove")
def remove_plan(actor: Actor, plan: int) -> Done[None]:
    """Take a plan from the list; its draws stay readable under their numbers."""
    queries.sample_plan(plan)
    SamplePlanRow.objects.filter(pk=plan).update(removed_on=timezone.now())
    return Done(None, f"sample {plan}")


@act("sample.draw")
def draw_sample(actor: Actor, plan: int, wish: DrawWish = DrawWish()) -> Done[SampleDrawNote]:
    """Draw a planned sample; the draw stands with its seed, so that anybody draws the same again.

    Raises DesignError with all that is wrong with the list or the wish, SourceError for a list with names.
    """
    planned = queries.sample_plan(plan).plan
    made = drawn(planned, wish, actor.name)
    row = SampleDrawRow.objects.create(
        plan_id=plan,
        content=as_record(made),
        seed=made.seed,
        frame_sha256=made.frame_sha256,
        drawn_on=timezone.now(),
        drawn_by=actor.name,
    )
    main = sum(not one.reserve for one in made.chosen)
    return Done(draw_note(row), f"draw {row.pk}", {"drawn": main, "reserve": len(made.chosen) - main})


def drawn(plan: SamplePlan, wish: DrawWish, by: str) -> SampleDraw:
    """The protocol of a draw; nothing is kept. Raises DesignError, SourceError."""
    frame, allocation, per_unit = _from_places(plan) if wish.frame is None else _from_list(plan, wish.frame)
    seed = secrets.randbelow(SEEDS) if wish.seed is None else wish.seed
    method = (
        "simple" if all(allocation[name] == len(units) for name, units in by_stratum(frame).items()) else wish.method
    )
    chosen = draw(frame, allocation, How(method, per_unit, wish.reserve), seed)
    return SampleDraw(
        plan.name,
        method,
        seed,
        PLACES if wish.frame is None else wish.frame.name,
        fingerprint(frame),
        len(frame),
        sum(unit.size for unit in frame),
        allocation,
        chosen,
        by,
        timezone.now().isoformat(timespec="seconds"),
        per_unit,
        plan.recruitment,
    )


def read_list(file: Incoming) -> list[FrameUnit]:
    """The units of a list that was brought. Raises SourceError with every row that is wrong, or for names."""
    with tempfile.TemporaryDirectory(prefix="sofra-") as folder:
        path = Path(folder, PurePath(file.name.replace("\\", "/")).name or "list")
        path.write_bytes(file.content)
        reading = read_frame(path)
    wrong = [issue for held in reading.held for issue in held.issues]
    if wrong:
        raise SourceError(*wrong)
    return list(reading.items)


def expected(plan: SamplePlan) -> list[Expected]:
    """What the plan will tell of everybody and of each target group, place by place, before anybody is asked.

    A group's share of the people is that of the newest social map; groups that it does not know are left out.
    """
    places = [place for place in queries.places() if place.kind in ("municipality", "area", "settlement")]
    if not any(place.people for place in places):
        return []
    wish = Wish(_by_settlement(plan, places), plan.half_width, queries.pack().gate.widest_interval, plan.deff)
    whole = {place.id for place in places if place.kind == "municipality"}
    hidden = {group for group, one in queries.pack().groups.items() if not one.by_settlement}
    return [one for one in expect(places, _shares(plan), wish) if one.group not in hidden or one.place in whole]


def reach(plan: SamplePlan) -> float | None:
    """How precise the plan becomes when only its interviews can be had; None for fewer than two."""
    return promised(plan, plan.interviews)


def steps(plan: SamplePlan) -> list[tuple[int, float]]:
    """How precise half, three quarters, all, one and a half times and twice the interviews would be."""
    sizes = dict.fromkeys(round(plan.interviews * part) for part in (0.5, 0.75, 1, 1.5, 2))
    most = plan.population or max(sizes)
    return [(n, width) for n in sizes if n <= most and (width := promised(plan, n)) is not None]


def _shares(plan: SamplePlan) -> Mapping[GroupId, float]:
    if plan.group != EVERYONE:
        return {plan.group: 1.0}
    return {EVERYONE: 1.0, **known_shares()}


def known_shares() -> dict[GroupId, float]:
    """Each target group's share of all people, as the newest social map knows it from the people asked."""
    note, root = queries.latest(), next((place for place in queries.places() if place.kind == "municipality"), None)
    if note is None or root is None:
        return {}
    people: dict[GroupId, float] = {}
    wide = _asked_of_persons()
    for fact in queries.facts(note.id):
        if fact.cell.place == root.id and fact.cell.indicator in wide and fact.base.people:
            people[fact.cell.group] = max(people.get(fact.cell.group, 0.0), fact.base.people)
    everybody = people.get(EVERYONE)
    known = queries.pack().groups
    return {one: found / everybody for one, found in people.items() if everybody and one in known and one != EVERYONE}


def _asked_of_persons() -> frozenset[IndicatorId]:
    """The shares of persons: the widest of their bases is a whole group."""
    found = queries.pack().indicators.values()
    return frozenset(one.id for one in found if one.table == "person" and one.kind == "share")


def _by_settlement(plan: SamplePlan, places: Sequence[Place]) -> dict[PlaceId, float]:
    if not plan.allocation:
        return share_out(plan.interviews, places)
    out: dict[PlaceId, float] = {}
    whole = sum(plan.allocation.values())
    for area, approached in plan.allocation.items():
        inside = [place for place in places if place.parent == area]
        out |= share_out(plan.interviews * approached / whole, inside)
    return out


def _from_places(plan: SamplePlan) -> tuple[list[FrameUnit], dict[str, int], int]:
    frame, allocation = spots(plan, queries.places())
    return frame, allocation, plan.per_unit


def _from_list(plan: SamplePlan, file: Incoming) -> tuple[list[FrameUnit], dict[str, int], int]:
    frame = read_list(file)
    checked(frame)
    strata = [Stratum(name, len(units), least=plan.least) for name, units in by_stratum(frame).items()]
    if plan.census:
        return frame, {one.id: one.units for one in strata}, 0
    wanted = plan.approached if not plan.per_unit else -(-plan.approached // plan.per_unit)
    if wanted > len(frame):
        raise stop(
            DesignError, "sample_more_than_all", Where(file=file.name), n=str(wanted), population=str(len(frame))
        )
    return frame, allocate(wanted, strata, plan.rule), plan.per_unit

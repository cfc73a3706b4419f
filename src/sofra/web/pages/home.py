"""Home: the six steps with how far each is and what to do next, and a handful of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.store.notes import Outcome, PlanNote, Progress
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE
from sofra.types.planning import Gap, Ranked
from sofra.web.pages.released import Released

Counts = Mapping[str, int]
NONE: Counts = MappingProxyType({})
MAIN = {"needs": "households", "resources": "services", "gaps": "absent"}
"""The count that chooses the plural in a step's sentence."""
OPEN_UPLOADS = frozenset({"columns_wrong", "rows_wrong", "ready"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its address name, its number, "empty", "started" or "done", the sentence and its counts."""

    name: str
    number: int
    state: str
    sentence: str
    counts: Counts = field(default_factory=lambda: NONE)
    now: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key number: a count or a fact, the sentence under it, its tone, where it leads."""

    sentence: str
    count: int | None = None
    fact: Fact | None = None
    tone: str = "calm"
    leads: str = "gaps"
    gap: Gap | None = None


def steps(progress: Sequence[Progress], uploads: Sequence[Outcome], plan: PlanNote) -> list[Step]:
    """The six steps in order; the first that is not done is the one to do now."""
    told = {step.step: step for step in progress}
    states = [
        _prepare(uploads),
        *(_told(told, name) for name in ("needs", "resources", "gaps")),
        _plan(plan),
        _follow(plan),
    ]
    first = next((index for index, (state, _, _) in enumerate(states) if state != "done"), -1)
    names = ("imports", "needs", "resources", "gaps", "plan", "follow_up")
    return [
        Step(name, index + 1, state, f"web.home.step.{name}.{sentence}", counts, now=index == first)
        for index, (name, (state, sentence, counts)) in enumerate(zip(names, states, strict=True))
    ]


def key_numbers(released: Released, ranked: Sequence[Ranked], progress: Sequence[Progress], root: str) -> list[Key]:
    """What a mayor wants to know at once: the first gap, what nobody offers, what is short, how many were asked."""
    everyone = [gap for gap in released.gaps.values() if gap.group == EVERYONE and gap.place == root]
    told = {name: count for step in progress for name, count in step.counts.items()}
    absent, households = told["absent"], told["households"]
    first = ranked[0].gap if ranked else _largest(everyone)
    keys = [Key("web.home.key.first", fact=first.without, tone="alarm", gap=first)] if first else []
    return [
        *keys,
        Key("web.home.key.absent", count=absent, tone="alarm" if absent else "calm"),
        Key("web.home.key.short", count=sum(gap.kind == "short" for gap in everyone), tone="care"),
        Key("web.home.key.asked", count=households, leads="needs", tone="teal"),
    ]


def _prepare(uploads: Sequence[Outcome]) -> tuple[str, str, Counts]:
    accepted = sum(upload.kind == "accepted" for upload in uploads)
    waiting = sum(upload.kind in OPEN_UPLOADS for upload in uploads)
    held = sum(upload.held for upload in uploads if upload.kind == "accepted")
    if not accepted:
        return "empty", "empty", NONE
    if waiting:
        return "started", "waiting", {"n": waiting}
    return "done", "held" if held else "done", {"n": held or accepted}


def _told(told: Mapping[str, Progress], name: str) -> tuple[str, str, Counts]:
    step = told.get(name)
    if step is None:
        return "empty", "empty", NONE
    return step.state, step.state, {**step.counts, "n": step.counts.get(MAIN[name], 0)}


def _plan(plan: PlanNote) -> tuple[str, str, Counts]:
    count = len(plan.actions)
    if not count:
        return "empty", "empty", NONE
    return (
        ("done", "done", {"n": count, "version": plan.versions})
        if plan.versions
        else ("started", "started", {"n": count})
    )


def _follow(plan: PlanNote) -> tuple[str, str, Counts]:
    moving = sum(note.action.status in {"running", "done"} for note in plan.actions)
    return ("started", "started", {"n": moving}) if moving else ("empty", "empty", NONE)


def _largest(gaps: Sequence[Gap]) -> Gap | None:
    known = [gap for gap in gaps if gap.without.value is not None]
    return max(known, key=lambda gap: gap.without.value or 0, default=None)

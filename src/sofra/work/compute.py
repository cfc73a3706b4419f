"""From inputs and rows to everything that a release holds; nothing is read or written here, so it can be done again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from sofra.gaps.facts import gap_facts
from sofra.gaps.find import find
from sofra.needs import sample_note
from sofra.needs.estimate import estimate
from sofra.needs.gate import gate
from sofra.needs.inequality.town import unequal
from sofra.needs.synthetic import with_synthetic
from sofra.needs.weights import weigh
from sofra.plan.propose import propose
from sofra.priorities.rank import rank
from sofra.resources.digits import stored
from sofra.resources.minutes import minutes_facts
from sofra.resources.supply import supply_facts
from sofra.sources.links import apply
from sofra.store.inputs import Inputs, RoundInput
from sofra.types.answers import Batch
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue
from sofra.types.evidence import SampleNote
from sofra.types.fact import Base, Fact, Spread
from sofra.types.inequality import KIND
from sofra.types.keys import RunId
from sofra.types.planning import Gap, Proposal, Ranked

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told as work goes on: stage (a key of jobs.stage), how many done, of how many."""

STEPS = 100
"""Of these, estimating takes the middle: it is nearly all of the time."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a map comes to: its facts (needs, supply, gaps), its gaps, their order, what could close them.

    `annexes` are frozen values behind the gate that no cell can hold (the furthest behind), by kind; each is kept as
    its record.
    """

    facts: Sequence[Fact]
    gaps: Sequence[Gap]
    ranked: Sequence[Ranked]
    proposals: Sequence[Proposal]
    sample: SampleNote | None
    remarks: Sequence[Issue] = ()
    annexes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def compute(
    given: Inputs, pack: Pack, read: Callable[[RoundInput], Batch], *, origin: RunId, progress: Progress
) -> Computed:
    """Everything that a release holds, from its inputs; `read` gives the rows of a round."""
    needs, sample, remarks, annexes = _needs(given, pack, read, origin=origin, progress=progress)
    progress("supply", 75, STEPS)
    there, places, period = given.inventory, given.places, given.period
    supply = [
        *supply_facts(there, places, pack, period=period, origin=origin),
        *minutes_facts(there, places, pack, period=period, origin=origin, speed_kmh=given.speed_kmh),
    ]
    known = [rounded(fact) for fact in (*needs, *supply)]
    progress("gaps", 80, STEPS)
    gaps = find(known, pack, places, period)
    facts = _one_a_cell((*known, *(rounded(fact) for fact in gap_facts(gaps))))
    progress("rank", 85, STEPS)
    ranked = rank(gaps, facts, pack, there, criteria=given.criteria, seed=given.seed, voices=given.voices)
    progress("propose", 92, STEPS)
    proposals = propose(ranked, there, pack, places, facts=facts)
    return Computed(facts, gaps, ranked, proposals, sample, remarks, annexes)


def rounded(fact: Fact) -> Fact:
    """The fact to 12 significant digits, so that a sum in another order gives the same number."""
    spread, base = fact.spread, fact.base
    return Fact(
        fact.cell,
        _digits(fact.value),
        fact.unit,
        Spread(spread.kind, _digits(spread.se), _digits(spread.low), _digits(spread.high)),
        Base(base.n, base.hits, _digits(base.people), _digits(base.deff), base.df, base.missing),
        fact.status,
        fact.origin,
        fact.reason,
    )


def _needs(
    given: Inputs, pack: Pack, read: Callable[[RoundInput], Batch], *, origin: RunId, progress: Progress
) -> tuple[list[Fact], SampleNote | None, list[Issue], dict[str, object]]:
    """Facts of all rounds, newest first: where two rounds know a cell, the newer one speaks; what to know of them.

    What no cell can hold (annexes) is of the newest round.
    """
    facts: list[Fact] = []
    remarks: list[Issue] = []
    sample = None
    annexes: dict[str, object] = {}
    for number, round in enumerate(reversed(given.rounds)):
        progress("weigh", 5, STEPS)
        batch = apply(read(round), round.links, pack.variables)
        weighed = weigh(batch, round.design, given.places, pack)
        told = _between(progress, number, len(given.rounds))
        found = estimate(weighed, pack, given.places, given.period, origin=origin, progress=told)
        progress("gate", 72, STEPS)
        gated = gate(found, given.places, pack.gate)
        # A settlement where too few were asked shows its area's share, said to be a model's, rather than nothing.
        facts += with_synthetic(gated, given.places, pack, withheld_too=True)
        apart, inequality = unequal(weighed, pack, given.places, gated, seed=given.seed)
        facts += apart
        annexes = annexes or {KIND: inequality}
        sample = sample or sample_note(weighed)
        remarks += weighed.issues
    return _one_a_cell(facts), sample, remarks, annexes


def _between(progress: Progress, number: int, rounds: int) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        progress("estimate", 10 + round(60 * (number + done / max(1, total)) / rounds), STEPS)

    return told


def _one_a_cell(facts: Iterable[Fact]) -> list[Fact]:
    first: dict[object, Fact] = {}
    for fact in facts:
        first.setdefault(fact.cell, fact)
    return list(first.values())


def _digits(value: float | None) -> float | None:
    return None if value is None else stored(float(value))

"""From inputs and rows to everything that a release holds; nothing is read or written here, so it can be done again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from sofra.gaps.facts import gap_facts
from sofra.gaps.find import find
from sofra.needs import sample_note
from sofra.needs.disclosure.protect import protect
from sofra.needs.estimate import estimate
from sofra.needs.exposed import has_points
from sofra.needs.gate import gate, special
from sofra.needs.hidden.estimate import hidden_note
from sofra.needs.hidden.facts import hidden_facts
from sofra.needs.inequality.town import unequal
from sofra.needs.label import labelled
from sofra.needs.multidimensional.facts import index_facts
from sofra.needs.multidimensional.note import index_note
from sofra.needs.scales.codes import with_known_codes
from sofra.needs.scales.derived import with_derived
from sofra.needs.scales.missing import scale_issues
from sofra.needs.scales.note import scales_note
from sofra.needs.settlements import with_fay_herriot
from sofra.needs.synthetic import with_synthetic
from sofra.needs.weights import Weighed, weigh
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
from sofra.types.hazard import KIND as HAZARDS
from sofra.types.hexagon import KIND as HEXAGONS
from sofra.types.inequality import KIND as INEQUALITY
from sofra.types.keys import RunId
from sofra.types.planning import Gap, Proposal, Ranked
from sofra.types.scales import ANNEX_INDEX, ANNEX_SCALES
from sofra.work.endangered import Endangered, counted, endangered, hazards_note, with_dangers
from sofra.work.hexed import home_cells
from sofra.work.searching import KIND as FURTHEST
from sofra.work.searching import furthest
from sofra.work.travelling import ways_of, with_minutes

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told as work goes on: stage (a key of jobs.stage), how many done, of how many."""

POINTS = "points"
"""Whether the newest round knows where households stand: told in the annex of dangers, no annex of its own."""

COUNTS, ATTACK = "counts", "attack"
"""Annexes: the register counts as they may be shown; what an attacker finds out from them."""

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
    dangers = endangered(given, pack)
    needs, sample, remarks, annexes = _needs(given, pack, read, dangers=dangers, origin=origin, progress=progress)
    progress("supply", 75, STEPS)
    there, places, period = given.inventory, given.places, given.period
    supply = [
        *supply_facts(there, places, pack, period=period, origin=origin),
        *minutes_facts(there, places, pack, period=period, origin=origin, ways=ways_of(given, pack, given.networks)),
    ]
    hidden = hidden_note(given.hidden, pack.gate)
    unlisted = hidden_facts(hidden.groups, places, pack.gate, period=period, origin=origin)
    known = [rounded(fact) for fact in (*needs, *unlisted, *supply, *counted(dangers, given, origin=origin))]
    progress("gaps", 80, STEPS)
    gaps = find(known, pack, places, period)
    facts = _one_a_cell((*known, *(rounded(fact) for fact in gap_facts(gaps))))
    progress("rank", 85, STEPS)
    ranked = rank(gaps, facts, pack, there, criteria=given.criteria, seed=given.seed, voices=given.voices)
    progress("propose", 92, STEPS)
    proposals = propose(ranked, there, pack, places, facts=facts)
    counts, contradictions = protect(given.registers, given.places, pack, given.earlier)
    remarks += contradictions
    points = annexes.pop(POINTS, False) is True
    if dangers.dangers or given.disasters:
        annexes[HAZARDS] = hazards_note(dangers, given, pack, facts, points=points)
    if hidden.groups:
        annexes["hidden"] = hidden
    if given.registers:
        annexes[COUNTS] = counts
    return Computed(facts, gaps, ranked, proposals, sample, remarks, MappingProxyType(annexes))


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
        fact.verdicts,
    )


def _needs(
    given: Inputs,
    pack: Pack,
    read: Callable[[RoundInput], Batch],
    *,
    dangers: Endangered,
    origin: RunId,
    progress: Progress,
) -> tuple[list[Fact], SampleNote | None, list[Issue], dict[str, object]]:
    """Facts of all rounds, newest first: where two rounds know a cell, the newer one speaks; what to know of them.

    And what stands beside the numbers: scales, the index, who is furthest behind.
    """
    facts: list[Fact] = []
    remarks: list[Issue] = []
    annexes: dict[str, object] = {}
    sample = None
    rounds: list[tuple[RoundInput, Weighed]] = []
    for number, round in enumerate(reversed(given.rounds)):
        progress("weigh", 5, STEPS)
        weighed = _weighed(given, pack, apply(read(round), round.links, pack.variables), round)
        told = _between(progress, number, len(given.rounds))
        found = estimate(weighed, pack, given.places, given.period, origin=origin, progress=told)
        of_index, index_remarks = index_facts(weighed, pack, given.places, given.period, origin=origin)
        progress("gate", 72, STEPS)
        gated = gate([*found, *of_index], given.places, pack.gate, special=special(pack))
        gated, endangering = with_dangers(dangers, given, pack, weighed, gated=gated, origin=origin)
        if pack.gate.settlements == "fay_herriot":
            gated = with_fay_herriot(gated, given.places, pack)
        # A settlement where too few were asked shows its area's share, said to be a model's, rather than nothing.
        apart, inequality = unequal(weighed, pack, given.places, gated, seed=given.seed)
        made = [*with_synthetic(gated, given.places, pack, withheld_too=True), *apart, *endangering]
        facts += made if weighed.probability else labelled(made)
        sample = sample or sample_note(weighed)
        beside, scale_remarks = _beside(given, pack, weighed, gated, origin=origin)
        homes = home_cells(weighed, given.places, pack.gate, given.period)
        beside |= {} if homes is None else {HEXAGONS: homes}
        remarks += [*weighed.issues, *_of_index(index_remarks), *scale_remarks]
        annexes = {INEQUALITY: inequality, POINTS: has_points(weighed), **beside, **annexes}
        rounds.append((round, weighed))
    progress("search", 73, STEPS)
    return _one_a_cell(facts), sample, remarks, {**annexes, FURTHEST: furthest(given, pack, rounds)}


def _weighed(given: Inputs, pack: Pack, batch: Batch, round: RoundInput) -> Weighed:
    """The answers with their weights, with what follows from them, and with the minutes to the services beside them."""
    weighed = with_derived(with_known_codes(weigh(batch, round.design, given.places, pack), pack), pack)
    return with_minutes(weighed, given, pack, ways_of(given, pack, given.networks))


def _of_index(remarks: Sequence[Issue]) -> list[Issue]:
    """A survey that was never meant for the index is not told so at every map."""
    return [issue for issue in remarks if issue.code != "index_none"]


def _beside(
    given: Inputs, pack: Pack, weighed: Weighed, gated: Sequence[Fact], *, origin: RunId
) -> tuple[dict[str, object], Sequence[Issue]]:
    """What is to be said of one round beside its numbers; of several rounds the newest speaks."""
    index = index_note(weighed, pack, given.places, given.period, seed=given.seed, origin=origin)
    scales = scales_note(weighed, pack, gated)
    told: dict[str, object] = {ANNEX_SCALES: scales}
    return (told if index is None else {**told, ANNEX_INDEX: index}), scale_issues(scales)


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

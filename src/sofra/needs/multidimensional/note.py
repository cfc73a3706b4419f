"""What a release says of its index beside the numbers: other cut-offs, firmness of ranks, overlaps; all of it gated."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from sofra.engine.frame import Codes
from sofra.needs.estimate import Room
from sofra.needs.facts import DIGITS
from sofra.needs.gate import gate
from sofra.needs.multidimensional.cube import Cube, cube, of_poor, poor
from sofra.needs.multidimensional.facts import Profiles, asked_rule, facts_of, read_profiles
from sofra.needs.multidimensional.index import of_cube
from sofra.needs.multidimensional.robust import asked, counts, overlaps, robustness
from sofra.needs.scales.possible import surely_possibly
from sofra.needs.weights import Weighed
from sofra.packs.condition import parse
from sofra.types.catalogue import GateRules, Pack
from sofra.types.keys import RunId
from sofra.types.place import Place
from sofra.types.scales import M0, A, Count, H, IndexNote, Overlap, Standing, Step

CUTS = (0.125, 0.25, 0.375, 0.5)
"""Cut-offs that are always shown beside the one that was chosen."""


def index_note(
    weighed: Weighed, pack: Pack, places: Sequence[Place], period: str, *, seed: int, origin: RunId = RunId("")
) -> IndexNote | None:
    """What stands beside the index; None when the pack has no index or the survey asked for none of it."""
    rule = asked_rule(pack.index, weighed)[0] if pack.index else None
    if rule is None:
        return None
    whole = [place for place in places if place.parent is None][:1]
    room = Room.of(weighed, pack, whole, groups=(), by="")
    found = read_profiles(room, rule)
    if not found.counts.any():
        return None
    low, high = _bounds(found)
    everybody = _cube(found)
    return IndexNote(
        cut=rule.cut,
        weights={one.id: one.weight for one in rule.dimensions},
        steps=tuple(_steps(found, room, pack, whole, period=period, origin=origin)),
        standings=tuple(_standings(found, places, weighed, pack.gate, seed=seed)),
        weightings=1000,
        overlaps=tuple(_overlaps(everybody, found, pack.gate)),
        counts=tuple(_counts(everybody, found, pack.gate)),
        low=low,
        high=high,
    )


def _cube(found: Profiles, group: Codes | None = None, groups: int = 1) -> Cube:
    rows = found.counts
    where = None if group is None else group[rows]
    return cube(found.mask[rows], len(found.weights), found.table.weight[rows], group=where, groups=groups)


def _steps(
    found: Profiles, room: Room, pack: Pack, whole: Sequence[Place], *, period: str, origin: RunId
) -> list[Step]:
    """The index of the whole at several cut-offs, each number with its verdict."""
    cuts = sorted({*CUTS, found.rule.cut})
    steps = []
    for cut in cuts:
        at = replace(found, rule=replace(found.rule, cut=cut))
        facts = gate(list(facts_of(at, room, pack, period, origin=origin, parts=False)), whole, pack.gate)
        by = {str(fact.cell.indicator): fact for fact in facts}
        if {H, A, M0} <= by.keys():
            steps.append(Step(cut, by[H], by[A], by[M0]))
    return steps


def _standings(
    found: Profiles, places: Sequence[Place], weighed: Weighed, rules: GateRules, *, seed: int
) -> list[Standing]:
    """How firm the areas' ranks are; areas where the gate would show no number take no part."""
    area = {place.id: number for number, place in enumerate(place for place in places if place.kind == "area")}
    if len(area) < 2:
        return []
    parents = {place.id: place.parent for place in places}
    of_place = [area.get(one, area.get(parents.get(one) or one, -1)) for one in weighed.places]
    group = np.array([*of_place, -1], dtype=np.int64)[found.table.place]
    whole = _cube(found, group, len(area))
    hits = whole.rows.T @ of_poor(whole, found.weights, found.rule.cut)
    n = whole.rows.sum(axis=0)
    safe = (
        (n >= rules.least_base)
        & ((hits == 0) | (hits >= rules.least_hits))
        & ((hits == n) | (n - hits >= rules.least_hits))
    )
    kept = np.flatnonzero(safe)
    if len(kept) < 2:
        return []
    part = replace(whole, weight=whole.weight[:, kept], rows=whole.rows[:, kept])
    firm = robustness(part, found.dimension.tolist(), found.rule.cut, seed=seed)
    m0 = of_cube(part, found.weights.tolist(), found.rule.cut).m0
    rank = 1 + (m0[None, :] > m0[:, None] + 1e-12).sum(axis=1)
    names = list(area)
    lines = [
        Standing(names[at], int(rank[i]), _digits(firm.first[i]), int(firm.low[i]), int(firm.high[i]))
        for i, at in enumerate(kept)
    ]
    return sorted(lines, key=lambda line: (line.rank, line.place))


def _overlaps(found: Cube, of: Profiles, rules: GateRules) -> list[Overlap]:
    people, rows = overlaps(found, of.dimension.tolist())[:, :, 0], asked(found, of.dimension.tolist())[:, :, 0]
    total, n = found.weight.sum(), found.rows.sum()
    ids = [one.id for one in of.rule.dimensions]
    return [
        Overlap(ids[one], ids[other], _share(people[one, other], total, rows[one, other], n, rules=rules))
        for one, other in combinations(range(len(ids)), 2)
    ]


def _counts(found: Cube, of: Profiles, rules: GateRules) -> list[Count]:
    people, rows = counts(found, of.dimension.tolist())
    total, n = found.weight.sum(), found.rows.sum()
    shares = [_share(people[number, 0], total, rows[number, 0], n, rules=rules) for number in range(people.shape[0])]
    # The counts add up to everybody: one hidden alone could be had by subtraction, so its smallest neighbour goes.
    if sum(share is None for share in shares) == 1:
        shown = [number for number, share in enumerate(shares) if share]
        if shown:
            shares[min(shown, key=lambda number: rows[number, 0])] = None
    return [Count(number, share) for number, share in enumerate(shares)]


def _share(people: float, total: float, hits: float, n: float, *, rules: GateRules) -> float | None:
    if n < rules.least_base or 0 < hits < rules.least_hits or 0 < n - hits < rules.least_hits:
        return None
    return _digits(people / total)


def _bounds(found: Profiles) -> tuple[float | None, float | None]:
    """H if every unknown answer were "does not lack", and if every one were "lacks"."""
    base = found.counts | found.missing
    weight = found.table.weight * base
    if not found.missing.any() or not weight.sum() > 0:
        return None, None
    each = [surely_possibly(parse(one.where), found.table.frame) for one in found.rule.deprivations]
    ends = []
    for side in (0, 1):
        score = np.stack([pair[side] for pair in each], axis=1) @ found.weights
        ends.append(_digits(float(weight @ poor(score, found.rule.cut) / weight.sum())))
    return ends[0], ends[1]


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

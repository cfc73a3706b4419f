"""Priorities as a page shows them: criteria with their weights, and the order under weights that somebody tries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.priorities.rank import rank
from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.types.planning import Criterion, Ranked

DRAWS = 300
"""Draws while somebody moves a weight: fewer than for the record, so that the order follows the hand."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two axes with its criteria, weights as they are tried."""

    id: str
    criteria: Sequence[Criterion]


def weighted(pack: Pack, weights: Mapping[str, float]) -> list[Axis]:
    """The criteria by axis, each with the weight that is tried."""
    tried = [replace(criterion, weight=weights.get(criterion.id, criterion.weight)) for criterion in pack.criteria]
    return [Axis(axis, [c for c in tried if c.axis == axis]) for axis in dict.fromkeys(c.axis for c in tried)]


def preview(release: int, weights: Mapping[str, float]) -> Sequence[Ranked]:
    """The order of a release's gaps under other weights, kept nowhere."""
    pack, run = queries.pack(), queries.run(release)
    given = queries.inputs(release)
    criteria = [replace(criterion, weight=weights.get(criterion.id, criterion.weight)) for criterion in pack.criteria]
    return rank(
        queries.gaps(release), queries.facts(release), pack, given.inventory, criteria=criteria,
        seed=run.seed, draws=DRAWS, voices=given.voices,
    )  # fmt: skip

"""The order of the gaps on the two axes of needs and opportunities, and how firm it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sofra.priorities.choose import eligible
from sofra.priorities.criteria import NEUTRAL, SCORES, Evidence, gather
from sofra.priorities.firmness import Scored, firmness, order
from sofra.resources.digits import stored
from sofra.types.catalogue import Pack
from sofra.types.errors import PackError, Where, stop
from sofra.types.evidence import Voice
from sofra.types.fact import Fact
from sofra.types.keys import PlaceId
from sofra.types.planning import Criterion, Gap, Ranked
from sofra.types.supply import Inventory

AXES = ("needs", "opportunities")


def rank(  # noqa: PLR0913 - every piece of evidence is named by the caller
    gaps: Sequence[Gap],
    facts: Sequence[Fact],
    pack: Pack,
    inventory: Inventory,
    *,
    criteria: Sequence[Criterion],
    seed: int,
    draws: int = 1000,
    voices: Sequence[Voice] = (),
    places: Sequence[PlaceId] = (),
) -> list[Ranked]:
    """The gaps of one level in their order, each with its scores and the firmness of its rank.

    Every service stands once, for the group for which it scores highest (choose.eligible says which gaps
    take part). `score` is the mean of all criteria by their weights, `needs` and `opportunities` the same within each
    axis; only the weights' proportions count, and when all are 0 every criterion counts the same. Ties go by the gap's
    id. The same seed gives the same firmness. Raises PackError for a criterion that nobody can score.
    """
    ordered = sorted(criteria, key=_scorable)
    candidates = eligible(gaps, inventory, places)
    if not candidates or not ordered:
        return []
    evidence = gather(candidates, facts, pack, inventory, voices=voices)
    scored = _best_of_each_service(_score(candidates, ordered, evidence))
    ranks = order(scored.table[None] @ scored.weights)[0].tolist()
    firm = firmness(scored, seed=seed, draws=draws)
    found = [_ranked(scored, n, ordered, (place, *firm[n])) for n, place in enumerate(ranks)]
    return sorted(found, key=lambda ranked: ranked.rank)


def _scorable(criterion: Criterion) -> str:
    if criterion.id not in SCORES:
        raise stop(PackError, "criterion_unknown", Where(), criterion=criterion.id, known=", ".join(SCORES))
    return criterion.id


def _score(gaps: Sequence[Gap], criteria: Sequence[Criterion], evidence: Evidence) -> Scored:
    found = [[SCORES[criterion.id](gap, evidence) for criterion in criteria] for gap in gaps]
    ids = tuple(criterion.id for criterion in criteria)
    table = np.array([[NEUTRAL if score is None else score for score in row] for row in found])
    assumed = [tuple(c for c, score in zip(ids, row, strict=True) if score is None) for row in found]
    return Scored(gaps, ids, table, _weights([criterion.weight for criterion in criteria]), assumed, evidence)


def _best_of_each_service(scored: Scored) -> Scored:
    """For each service and place the gap of the group for which it scores highest."""
    totals = np.round(scored.table @ scored.weights, 12)
    best: dict[tuple[str, str], int] = {}
    for n, gap in enumerate(scored.gaps):
        other = best.setdefault((gap.service, gap.place), n)
        if totals[n] > totals[other]:
            best[gap.service, gap.place] = n
    keep = sorted(best.values())
    gaps, assumed = [scored.gaps[n] for n in keep], [scored.assumed[n] for n in keep]
    return Scored(gaps, scored.criteria, scored.table[keep], scored.weights, assumed, scored.evidence)


def _weights(given: Sequence[float]) -> NDArray[np.float64]:
    """The weights as parts of 1; equal parts when all are 0."""
    weights = np.array(given, dtype=np.float64)
    return weights / weights.sum() if weights.sum() > 0 else np.full(len(weights), 1 / len(weights))


def _ranked(scored: Scored, n: int, criteria: Sequence[Criterion], firm: tuple[int, int, int, float]) -> Ranked:
    row = [float(score) for score in scored.table[n]]
    needs, opportunities = (_axis(row, criteria, (axis,)) for axis in AXES)
    score = _axis(row, criteria, AXES)
    scores = dict(zip(scored.criteria, row, strict=True))
    return Ranked(scored.gaps[n], scores, needs, opportunities, score, *firm, assumed=scored.assumed[n])


def _axis(row: Sequence[float], criteria: Sequence[Criterion], axes: Sequence[str]) -> float:
    """The mean of these axes' scores by their weights; 0 for an axis without a criterion."""
    pairs = [
        (score, criterion.weight) for score, criterion in zip(row, criteria, strict=True) if criterion.axis in axes
    ]
    if not pairs:
        return 0.0
    return stored(float(np.array([score for score, _ in pairs]) @ _weights([weight for _, weight in pairs])))

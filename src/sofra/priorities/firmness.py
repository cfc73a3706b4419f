"""How firm an order is: the ranks when weights and estimates move, drawn many times with a stated seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sofra.priorities.criteria import NEUTRAL, Evidence
from sofra.types.fact import Fact
from sofra.types.planning import Gap

Numbers: TypeAlias = NDArray[np.float64]

TOP = 5
CONCENTRATION = 40.0
"""How tightly drawn weights stay around the chosen ones: with 40, a weight of 20 % moves between about 9 and 33 %."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Gaps in the order of their ids with their scores.

    `table`: (gaps, criteria) scores from 0 to 1; `weights`: (criteria,) parts of 1; `assumed` by gap.
    """

    gaps: Sequence[Gap]
    criteria: Sequence[str]
    table: Numbers
    weights: Numbers
    assumed: Sequence[Sequence[str]]
    evidence: Evidence


def firmness(scored: Scored, *, seed: int, draws: int) -> list[tuple[int, int, float]]:
    """For each gap the 5th and 95th percentile of its rank, and the share of draws in which it is in the first five.

    In each draw the weights come from a Dirichlet distribution around the chosen ones, and the estimates from
    normal distributions with their standard errors, people never below zero. The rank range always holds the rank
    itself. Without draws the rank stands for all.
    """
    now = order(scored.table[None] @ scored.weights)
    rng = np.random.default_rng(seed)
    weights = _drawn_weights(scored.weights, draws, rng)
    ranks = order(np.einsum("dgc,dc->dg", _drawn_scores(scored, draws, rng), weights)) if draws else now
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    low, high = np.minimum(low, now[0]), np.maximum(high, now[0])
    in_top = (ranks <= TOP).mean(axis=0)
    return [(int(a), int(b), float(c)) for a, b, c in zip(low, high, in_top, strict=True)]


def order(scores: Numbers) -> NDArray[np.int64]:
    """(draws, gaps) ranks from 1, the highest score first; equal scores (12 digits) keep the columns' order."""
    first_to_last = np.argsort(-np.round(scores, 12), axis=1, kind="stable")
    ranks = np.empty_like(first_to_last)
    np.put_along_axis(ranks, first_to_last, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    return np.asarray(ranks, dtype=np.int64)


def standard_error(fact: Fact) -> float:
    """The standard error of a fact; from the width of its 95 % interval when only that is known; 0 for a count."""
    spread = fact.spread
    if spread.se is not None:
        return spread.se
    if spread.low is not None and spread.high is not None:
        return (spread.high - spread.low) / (2 * 1.959964)
    return 0.0


def _drawn_weights(weights: Numbers, draws: int, rng: np.random.Generator) -> Numbers:
    """(draws, criteria) weights that add up to 1; a weight of 0 stays 0."""
    gammas = rng.standard_gamma(weights * CONCENTRATION, size=(draws, len(weights)))
    return np.asarray(gammas / gammas.sum(axis=1, keepdims=True), dtype=np.float64)


def _drawn_scores(scored: Scored, draws: int, rng: np.random.Generator) -> Numbers:
    """(draws, gaps, criteria) scores with what rests on an estimate drawn anew."""
    need = _drawn([gap.need for gap in scored.gaps], draws, rng)
    places = np.array([gap.places.value or 0.0 for gap in scored.gaps])
    without = np.maximum(0.0, need - places)
    largest = without.max(axis=1, keepdims=True)
    deprivation = _drawn_deprivation(scored, draws, rng)
    moving = {
        "size": np.divide(without, largest, out=np.zeros_like(without), where=largest > 0),
        "severity": np.divide(without, need, out=np.zeros_like(without), where=need > 0),
        "deprivation": deprivation,
    }
    scores = np.repeat(scored.table[None], draws, axis=0)
    for n, criterion in enumerate(scored.criteria):
        if criterion in moving:
            scores[:, :, n] = moving[criterion]
    return scores


def _drawn_deprivation(scored: Scored, draws: int, rng: np.random.Generator) -> Numbers:
    """(draws, gaps) shares of deprived people; the neutral score where nothing is known."""
    facts = [scored.evidence.deprived.get((gap.place, gap.group)) for gap in scored.gaps]
    errors = np.array([0.0 if fact is None or fact.value is None else standard_error(fact) for fact in facts])
    shares = np.array([NEUTRAL if fact is None or fact.value is None else fact.value for fact in facts])
    noise = rng.standard_normal((draws, len(facts))) * errors
    return np.asarray(np.clip(shares[None] + noise, 0.0, 1.0), dtype=np.float64)


def _drawn(facts: Sequence[Fact], draws: int, rng: np.random.Generator) -> Numbers:
    """(draws, facts) values moved by their standard errors, never below zero."""
    values = np.array([fact.value or 0.0 for fact in facts])
    errors = np.array([standard_error(fact) for fact in facts])
    moved = values + rng.standard_normal((draws, len(facts))) * errors
    return np.asarray(np.maximum(0.0, moved), dtype=np.float64)

"""The Rasch model of the food insecurity scale: probabilities by raw score, and severities fitted to local answers.

A person at severity θ says yes to an item of severity b with probability 1 / (1 + exp(b - θ)). The raw score is all
that the answers say about θ. A person is never classified: a score gives a probability, a group the mean of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Flags, Floats

ITEMS = ("worried", "healthy", "fewfood", "skipped", "ateless", "ranout", "hungry", "whlday")
STANDARD = (-1.2230564, -0.8471210, -1.1056616, 0.3509848, -0.3117999, 0.5065051, 0.7546138, 1.8755353)
"""Item severities of the global standard (FAO, 2014–2016), in the order of ITEMS; as several implementations print."""

MODERATE, SEVERE = 4, 7
"""The items whose standard severity is the threshold of moderate-or-severe and of severe food insecurity."""

TOLERANCE = 0.35
"""An item further than this from the standard, once the scales are matched, is not taken as common."""

LEAST_CASES = 300
"""Complete answers from which a local fit is tried; below, the standard itself is the local scale."""

STEPS = 200


@dataclass(frozen=True, slots=True)
class Rasch:
    """Items fitted to answers: `severity` and `se` (items,), mean 0; `cases` answers that are neither none nor all.

    `infit` (items,) the weighted mean square of the residuals, 1 when the model holds; 0.7 to 1.3 is usual.
    """

    severity: Floats
    se: Floats
    infit: Floats
    cases: int


@dataclass(frozen=True, slots=True)
class Equated:
    """A local scale set onto the standard: standard = `scale` · local + `shift`; `common` (items,) the items used."""

    scale: float
    shift: float
    common: Flags


def persons(severity: Floats) -> tuple[Floats, Floats]:
    """The most likely severity of each raw score 1 to items - 1, and its standard error: (items - 1,) both.

    Solves Σ 1 / (1 + exp(b - θ)) = score; the error is one over the root of the information Σ p(1 - p).
    """
    scores = np.arange(1.0, len(severity))
    theta = np.log(scores / (len(severity) - scores)) + float(severity.mean())
    for _ in range(STEPS):
        chance = _chance(theta, severity)
        step = (scores - chance.sum(axis=1)) / (chance * (1 - chance)).sum(axis=1)
        theta = theta + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-13:
            break
    chance = _chance(theta, severity)
    return theta, 1 / np.sqrt((chance * (1 - chance)).sum(axis=1))


def probabilities(threshold: float, severity: Sequence[float] = STANDARD) -> Floats:
    """The probability of being above a threshold by raw score, 0 to all items: (items + 1,).

    Normal around each score's most likely severity. Score 0 is taken as 0; the highest score, which has no most likely
    severity, as that of half a point below it, but never below the score before. With the standard itself it gives
    the table of FAO's method for SDG 2.1.2, to the two decimals that are printed (tests/spec).
    """
    from scipy.special import ndtr

    items = np.asarray(severity, dtype=np.float64)
    theta, error = persons(items)
    last, last_error = _near_top(items)
    inner = ndtr((theta - threshold) / error)
    whole = np.concatenate(([0.0], inner, [float(ndtr((last - threshold) / last_error))]))
    return np.asarray(np.maximum.accumulate(whole), dtype=np.float64)


def fit(answers: Floats, weight: Floats) -> Rasch | None:
    """Item severities by conditional maximum likelihood, weighted; None where a severity cannot be told.

    `answers` (rows, items) 0 or 1, without gaps; `weight` (rows,). Rows that said yes to nothing or to everything tell
    nothing about the items. None when fewer than two rows are left, or when an item has no variance among them.
    Weights are scaled to the number of rows. Andersen 1970; checked against R's optimiser on the same likelihood
    (tests/spec/r/rasch.R).
    """
    score = answers.sum(axis=1)
    kept = (score > 0) & (score < answers.shape[1]) & (weight > 0)
    rows, weights = answers[kept], weight[kept]
    if len(rows) < 2 or not _varied(rows, weights):
        return None
    weights = weights * len(rows) / weights.sum()
    by_score = np.bincount(score[kept].astype(np.int64), weights, minlength=answers.shape[1] + 1).astype(np.float64)
    said = weights @ rows
    severity, information = _newton(said, by_score)
    severity = severity - severity.mean()
    errors = np.sqrt(np.maximum(0.0, np.diag(np.linalg.pinv(information))))
    return Rasch(severity, errors, _infit(rows, weights, severity), len(rows))


def equate(severity: Floats, standard: Sequence[float] = STANDARD, tolerance: float = TOLERANCE) -> Equated | None:
    """The local scale set onto the standard by mean and spread of the items in common; None when fewer than 5 are.

    Items are dropped one at a time, the furthest first, as long as one is further off than `tolerance`.
    """
    aim = np.asarray(standard, dtype=np.float64)
    common = np.ones(len(aim), dtype=np.bool_)
    while common.sum() >= 5:
        scale = float(aim[common].std() / severity[common].std())
        shift = float(aim[common].mean() - scale * severity[common].mean())
        off = np.where(common, np.abs(scale * severity + shift - aim), 0.0)
        if off.max() <= tolerance:
            return Equated(scale, shift, common)
        common = common & (np.arange(len(aim)) != int(off.argmax()))
    return None


def _chance(theta: Floats, severity: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(severity[None, :] - theta[:, None])), dtype=np.float64)


def _near_top(severity: Floats) -> tuple[float, float]:
    """Severity and error at half a point below the highest score."""
    aim, theta = len(severity) - 0.5, float(severity.max()) + 2
    chance = _chance(np.array([theta]), severity)[0]
    for _ in range(STEPS):
        chance = _chance(np.array([theta]), severity)[0]
        step = (aim - chance.sum()) / (chance * (1 - chance)).sum()
        theta += float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-13:
            break
    return theta, float(1 / np.sqrt((chance * (1 - chance)).sum()))


def _varied(rows: Floats, weights: Floats) -> bool:
    said = weights @ rows
    return bool((said > 0).all() and (said < weights.sum()).all())


def _symmetric(easiness: Floats) -> Floats:
    """Elementary symmetric functions γ_0 … γ_items of the items' easiness."""
    gamma = np.zeros(len(easiness) + 1)
    gamma[0] = 1.0
    for one in easiness:
        gamma[1:] = gamma[1:] + one * gamma[:-1]
    return gamma


def _expected(severity: Floats) -> tuple[Floats, Floats]:
    """P(item | score) (items + 1, items) and P(item and item | score) (items + 1, items, items)."""
    easy = np.exp(-severity)
    items = len(easy)
    gamma = _symmetric(easy)
    one = np.zeros((items + 1, items))
    both = np.zeros((items + 1, items, items))
    for first in range(items):
        rest = _symmetric(np.delete(easy, first))
        one[1:, first] = easy[first] * rest / gamma[1:]
        both[:, first, first] = one[:, first]
        for second in range(first):
            fewer = _symmetric(np.delete(easy, [second, first]))
            both[2:, first, second] = easy[first] * easy[second] * fewer / gamma[2:]
            both[:, second, first] = both[:, first, second]
    return one, both


def _newton(said: Floats, by_score: Floats) -> tuple[Floats, Floats]:
    severity = -np.log(said / (said.max() + said.min() - said + 1e-9)) / 2
    severity = severity - severity.mean()
    information = np.eye(len(said))
    for _ in range(STEPS):
        one, both = _expected(severity)
        gradient = by_score @ one - said
        information = np.einsum("s,sij->ij", by_score, both - one[:, :, None] * one[:, None, :])
        step = np.linalg.pinv(information) @ gradient
        severity = severity + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-12:
            break
    return severity, information


def _infit(rows: Floats, weights: Floats, severity: Floats) -> Floats:
    theta, _ = persons(severity)
    chance = _chance(theta, severity)[rows.sum(axis=1).astype(np.int64) - 1]
    spread = chance * (1 - chance)
    return np.asarray((weights @ (rows - chance) ** 2) / (weights @ spread), dtype=np.float64)

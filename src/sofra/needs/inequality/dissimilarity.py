"""The D-index: how much of all access would have to change hands for circumstances not to matter; and its split.

D = Σ β_g |p_g - p| / (2 p), β_g a group's share of the people, p_g its share with access; human opportunity p (1 - D)
(Paes de Barros, Ferreira, Molinas and Saavedra 2009). D belongs to access, never to a lack: its complement is taken.

Sampling noise alone makes D large: 0.19 where all are equal, with 400 people in 54 groups. What chance shows under
equality is measured by turning the signs of the sampling units' residuals (Rademacher multipliers, Liu 1988), so that
strata, clusters, weights, fitted totals and corrections count, and is taken out. By the triangle inequality the true D
lies, on average, between what is left and the raw value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import factorial
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.inequality.cells import Cells, cells, columns, fitted, projection
from sofra.needs.survey.by import domains
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.variance import roots

CELLS, EFFECTS = "cells", "effects"
DRAWS = 400


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """`value` D as the sample has it, `noise` what chance shows without inequality, `corrected` the rest.

    `corrected` falls a little below 0 as often as above where all are equal, so that averages are right; people are
    shown `shown`, at least 0. `low`, `high` a 95 % interval; `p` how often equality shows as much; `mean` the share
    with access; `opportunity` mean · (1 - shown); `split` what each circumstance adds to value - noise (Shapley; they
    sum to it), `raw_split` the same for `value`. Without a number all are None and `reason` says why.
    """

    value: float | None = None
    noise: float | None = None
    corrected: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    mean: float | None = None
    opportunity: float | None = None
    n: int = 0
    cells: int = 0
    split: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    raw_split: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""

    @property
    def shown(self) -> float | None:
        """The corrected index, never below 0."""
        return None if self.corrected is None else max(0.0, self.corrected)


@dataclass(frozen=True, slots=True)
class _Sample:
    """Cells with their weights and means, (cells,), and signed draws of noise in their weighted totals, (draws, cells).

    `even` under equality; `actual` around the cells' own means.
    """

    cells: Cells
    weight: Floats
    mean: Floats
    even: Floats
    actual: Floats
    model: str

    @property
    def whole(self) -> float:
        """The share of all with access."""
        return float(self.weight @ self.mean / self.weight.sum())


def dissimilarity(  # noqa: PLR0913 - keywords after the three nouns
    of: Survey,
    outcome: str,
    circumstances: Sequence[str],
    *,
    lack: bool = False,
    model: str = CELLS,
    seed: int = 0,
    draws: int = DRAWS,
) -> Dissimilarity:
    """D of a 0/1 outcome over the circumstances (columns of codes), with its noise, interval and split.

    `lack` True: the outcome is a lack, and access its complement. `model` "cells" takes every combination as it is,
    "effects" a logit of main effects, which is less noisy where combinations are many.
    """
    column = of.frame.column(outcome)
    codes = np.stack([domains(of, [name])[0] for name in circumstances], axis=1)
    y = column.values.astype(np.float64)
    return of_codes(
        only(of, column.known), 1.0 - y if lack else y, circumstances, codes, model=model, seed=seed, draws=draws
    )


def of_codes(  # noqa: PLR0913 - keywords after the four nouns
    of: Survey, access: Floats, names: Sequence[str], codes: Codes, *, model: str, seed: int, draws: int = DRAWS
) -> Dissimilarity:
    """As `dissimilarity`, from `access` (rows,) 0/1 and `codes` (rows, circumstances), -1 unknown."""
    found = cells(names, np.where(of.inside[:, None] & (of.weight > 0)[:, None], codes, -1))
    inside: Flags = found.of_row >= 0
    reason = _meaningless(found, access[inside])
    if reason:
        return Dissimilarity(n=int(inside.sum()), cells=found.size, reason=reason)
    sample = _sample(only(of, inside), access, found, model, seed=seed, draws=draws)
    whole = tuple(range(len(names)))
    known = {chosen: _index(sample, chosen) for size in range(len(names) + 1) for chosen in combinations(whole, size)}
    value, by_chance = known[whole]
    return _said(sample, known, value, by_chance, n=int(inside.sum()))


def shapley(names: Sequence[str], worth: Mapping[tuple[int, ...], float]) -> dict[str, float]:
    """What each name adds on average over all orders: `worth` of every sorted set of positions; sums to the whole's.

    φ_v = Σ_S |S|! (m - |S| - 1)! / m! (worth(S + v) - worth(S)) (Shapley 1953; Shorrocks 2013).
    """
    size, found = len(names), {}
    for place, name in enumerate(names):
        others = [one for one in range(size) if one != place]
        found[name] = sum(
            factorial(number) * factorial(size - number - 1) / factorial(size)
            * (worth[tuple(sorted((*chosen, place)))] - worth[chosen])
            for number in range(size)
            for chosen in combinations(others, number)
        )  # fmt: skip
    return found


def _meaningless(found: Cells, access: Floats) -> str:
    if not len(access):
        return "nobody"
    if found.size < 2:
        return "one_group"
    return "equal" if np.ptp(access) == 0 else ""


def _sample(of: Survey, access: Floats, found: Cells, model: str, *, seed: int, draws: int) -> _Sample:
    row, rows = found.of_row, of.inside
    weight = np.bincount(row[rows], of.weight[rows], minlength=found.size).astype(np.float64)
    mean = np.bincount(row[rows], (of.weight * access)[rows], minlength=found.size) / weight
    whole = float(weight @ mean / weight.sum())
    member = (row[:, None] == np.arange(found.size)).astype(np.float64)
    even = roots(of, member * np.where(rows, access - whole, 0.0)[:, None])
    actual = roots(of, member * np.where(rows, access - mean[row], 0.0)[:, None])
    signs = np.random.default_rng(seed).integers(0, 2, (draws, len(even))) * 2.0 - 1.0
    return _Sample(found, weight, mean, signs @ even, signs @ actual, model)


def _index(of: _Sample, chosen: tuple[int, ...]) -> tuple[float, Floats]:
    """D over the chosen circumstances, and D under equality in every draw, (draws,)."""
    if not chosen:
        return 0.0, np.zeros(len(of.even))
    x = columns(of.cells, chosen, of.model)
    chance = fitted(x, of.weight, of.mean, of.model)
    return float(_d(chance - of.whole, of)), _d(_moved(of, of.even, x), of)


def _moved(of: _Sample, noise: Floats, x: Floats) -> Floats:
    """How far noise in the cells moves their fitted means from the mean of all: (draws, cells)."""
    return np.asarray(noise @ projection(x, of.weight) - noise.sum(axis=1, keepdims=True) / of.weight.sum())


def _d(off: Floats, of: _Sample) -> Floats:
    return np.asarray(np.abs(off) @ of.weight / (2 * of.weight.sum() * of.whole))


def _said(
    of: _Sample, known: Mapping[tuple[int, ...], tuple[float, Floats]], value: float, by_chance: Floats, *, n: int
) -> Dissimilarity:
    noise = float(by_chance.mean())
    corrected = value - noise
    shown = max(0.0, corrected)
    x = columns(of.cells, tuple(range(len(of.cells.names))), of.model)
    near = (fitted(x, of.weight, of.mean, of.model) - of.whole) * (shown / value if value > 0 else 0.0)
    drawn = _d(near + _moved(of, of.actual, x), of)
    low, high = np.quantile(drawn - drawn.mean(), [0.025, 0.975])
    clean = {chosen: one - float(chance.mean()) for chosen, (one, chance) in known.items()}
    return Dissimilarity(
        value,
        noise,
        corrected,
        max(0.0, corrected - float(high)),
        max(0.0, corrected - float(low)),
        float((1 + (by_chance >= value).sum()) / (1 + len(by_chance))),
        of.whole,
        of.whole * (1 - shown),
        n,
        of.cells.size,
        MappingProxyType(shapley(of.cells.names, clean)),
        MappingProxyType(shapley(of.cells.names, {chosen: one for chosen, (one, _) in known.items()})),
    )

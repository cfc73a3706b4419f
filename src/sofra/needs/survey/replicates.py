"""Replicate weights from a design: one unit left out at a time, or balanced halves of every stratum.

R's as.svrepdesign(design, type = "JK1", "JKn", "BRR", "Fay") stands here as `jackknife`, `halves`; svrepdesign as
`given`. Only factors of the first stage's units are kept; the rows' weights are made one replicate at a time.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.survey.design import Replicates, Survey
from sofra.needs.survey.hadamard import hadamard
from sofra.needs.survey.stages import Stage
from sofra.types.errors import DesignError, stop


def jackknife(of: Survey, *, around_estimate: bool = False) -> Survey:
    """The survey with a replicate for each unit of the first stage, that unit left out.

    Without strata JK1, else JKn: the other units of the stratum count n/(n - 1), the square (1 - f)(n - 1)/n, f the
    sampled share where the population is known. A stratum of one unit follows the lonely rule; one seen whole gives
    no replicate. Later stages' corrections are left out, as in R. The jackknife of a total equals Taylor's error.
    """
    _unfitted(of)
    first = of.stages[0]
    kept, average = _replicated(of, first)
    chosen = np.flatnonzero(kept[first.stratum])
    factor = np.ones((first.units, len(chosen)))
    n, part = first.sampled.astype(np.float64), 1.0 - first.fraction
    more = np.divide(n, n - 1, out=np.full(len(n), np.nan), where=n > 1)
    for place, unit in enumerate(chosen):
        stratum = first.stratum[unit]
        alone, inside = first.sampled[stratum] == 1, first.stratum == stratum
        factor[inside, place] = more[stratum]
        if alone:
            factor[:, place] = first.strata / (first.strata - 1)
        factor[unit, place] = 0.0
    shrunk = part * (n - 1) / n
    shrunk[first.sampled == 1] = (first.strata - 1) / first.strata
    kind = "jk1" if first.strata == 1 else "jkn"
    rscale, scale = shrunk[first.stratum[chosen]], average
    if kind == "jk1":
        rscale, scale = np.ones(len(chosen)), float(shrunk[0])
    return _with(of, kind, factor, scale=scale, rscale=rscale, around=around_estimate)


def halves(of: Survey, *, rho: float = 0.0, matrix: Codes | None = None, around_estimate: bool = False) -> Survey:
    """The survey with balanced repeated replications: half of every pair of units counts 2 - rho, the other rho.

    `rho` 0 is BRR, between 0 and 1 Fay's method. Strata of two units are pairs; larger ones of an even number are cut
    into pairs in the order of the rows, as R does. `matrix` is a Hadamard matrix of your own, its first row +1. The
    finite population correction is dropped, as in R.
    """
    _unfitted(of)
    if not 0 <= rho < 1:
        raise stop(DesignError, "rho_impossible", rho=rho)
    first = of.stages[0]
    pair, side = _pairs(first)
    chosen = hadamard(int(pair.max(initial=0)) + 2) if matrix is None else np.asarray(matrix, dtype=np.int64)
    taken = chosen[1 + pair, :] == np.where(side == 0, -1, 1)[:, None]
    factor = np.where(taken, 2.0 - rho, rho)
    count = factor.shape[1]
    kind, scale = ("fay" if rho else "brr"), 1.0 / (count * (1.0 - rho) ** 2)
    return _with(of, kind, factor, scale=scale, rscale=np.ones(count), around=around_estimate)


def given(  # noqa: PLR0913 - keywords after the weights, one a part of svrepdesign
    of: Survey,
    weights: Floats,
    *,
    scale: float,
    rscale: Sequence[float] | Floats | None = None,
    kind: str = "other",
    combined: bool = True,
    around_estimate: bool = False,
) -> Survey:
    """The survey with replicate weights that somebody else made: R's svrepdesign.

    `weights` (rows, replicates); `combined` False where they only multiply the sampling weights.
    """
    full = np.asarray(weights, dtype=np.float64)
    if full.shape[0] != of.size or not np.isfinite(full).all():
        raise stop(DesignError, "replicates_do_not_fit", rows=of.size, found=int(full.shape[0]))
    counts = np.ones(full.shape[1]) if rscale is None else np.asarray(rscale, dtype=np.float64)
    analysis = full if combined else full * of.weight[:, None]
    return replace(of, replicates=Replicates(kind, analysis, scale, counts, around_estimate))


def _with(of: Survey, kind: str, factor: Floats, *, scale: float, rscale: Floats, around: bool) -> Survey:
    made = Replicates(kind, factor, scale, rscale, around, group=of.stages[0].unit, start=of.weight)
    return replace(of, replicates=made)


def _unfitted(of: Survey) -> None:
    if of.fitted:
        raise stop(DesignError, "replicates_after_fitting")


def _replicated(of: Survey, first: Stage) -> tuple[Codes, float]:
    """Which strata give replicates, (strata,) 0/1, and what "average" multiplies the variance by."""
    seen_whole = first.fraction >= 1.0
    alone = (first.sampled == 1) & ~seen_whole
    if alone.any() and (of.lonely == "fail" or first.strata == 1):
        raise stop(DesignError, "lonely_stratum", n=int(alone.sum()))
    kept = ~seen_whole & (~alone | (of.lonely == "adjust"))
    if not kept.any():
        raise stop(DesignError, "sampled_whole")
    counted = int(kept[first.stratum].sum())
    return kept, first.units / counted if of.lonely == "average" and counted < first.units else 1.0


def _pairs(first: Stage) -> tuple[Codes, Codes]:
    """The pair that each unit is in and its side, 0 or 1: (units,) each. Units pair off in the order of the rows."""
    odd = int((first.sampled % 2 == 1).sum())
    if odd:
        raise stop(DesignError, "halves_need_pairs", n=odd)
    seen = np.full(first.units, len(first.unit), dtype=np.int64)
    np.minimum.at(seen, first.unit, np.arange(len(first.unit)))
    order = np.lexsort((seen, first.stratum))
    place = np.empty(first.units, dtype=np.int64)
    place[order] = np.arange(first.units)
    return place // 2, place % 2

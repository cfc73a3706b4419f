"""Shares of small areas on the scale of arcsin √p, where their sampling error no longer depends on the share.

So a place where nobody (or everybody) said yes has a sampling error too, and no modelled share leaves 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Flags, Floats
from sofra.needs.small_areas.areas import Modelled, areas
from sofra.needs.small_areas.fay_herriot import FayHerriot, fay_herriot


@dataclass(frozen=True, slots=True)
class ModelledShares:
    """Modelled shares of areas, 0 to 1, (areas,) each, and ends of their intervals; `model` on arcsin √p."""

    modelled: Modelled
    low: Floats
    high: Floats
    model: FayHerriot


def modelled_shares(  # noqa: PLR0913 - keywords after the three columns
    names: Sequence[str],
    share: Floats,
    effective_size: Floats,
    known: Floats | None = None,
    *,
    terms: Sequence[str] = (),
    method: str = "reml",
    level: float = 0.95,
) -> ModelledShares:
    """Fay and Herriot's model on arcsin √share, put back to shares.

    `share` (areas,) NaN where nobody was asked; `effective_size` answers over design effect: the sampling variance of
    arcsin √p is 1/(4 × effective size) (Efron and Morris 1975). The share put back is the mean of sin² under the
    model's normal spread g1, not sin² of the middle, which is biased (Hadam, Würz and Kreutzmann 2020); ends
    are sin² of the ends. Raises DesignError as `areas` does.
    """
    angle = np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0)))
    variance = np.divide(0.25, effective_size, out=np.full(len(share), np.nan), where=effective_size > 0)
    model = fay_herriot(areas(names, angle, variance, known, terms=terms), method=method)
    found = model.modelled
    inner = model.variance * (1 - found.own)
    low, high = (np.clip(end, 0.0, np.pi / 2) for end in found.interval(level))
    shares = Modelled(names, back(found.value, inner), spread_back(found.value, found.mse), found.own, found.synthetic)
    return ModelledShares(shares, np.sin(low) ** 2, np.sin(high) ** 2, model)


def back(angle: Floats, variance: Floats) -> Floats:
    """Mean of sin² of a normal angle: (1 - exp(-2 variance) cos(2 angle))/2, (areas,)."""
    return np.asarray((1 - np.exp(-2 * variance) * np.cos(2 * angle)) / 2)


def spread_back(angle: Floats, variance: Floats) -> Floats:
    """Variance of sin² of a normal angle, (areas,): exact, so it is above nought also at a share of 0."""
    squares = (1 + np.exp(-8 * variance) * np.cos(4 * angle)) / 2
    return np.asarray(np.maximum(0.0, squares - np.exp(-4 * variance) * np.cos(2 * angle) ** 2) / 4)


def pooled_effect(deff: Floats, size: Floats, usable: Flags) -> float:
    """One design effect for all areas, by the answers behind each; at least 1, and 1 where none is usable.

    A place's own design effect comes from few units and is itself noise.
    """
    if not usable.any():
        return 1.0
    return max(1.0, float(np.average(deff[usable], weights=size[usable])))

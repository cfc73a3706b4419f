"""Modelled numbers of areas brought to the sum that the survey itself gives for all of them together."""

from dataclasses import replace

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.small_areas.areas import Modelled
from sofra.types.errors import DesignError, stop

KINDS = ("ratio", "difference")


def benchmarked(of: Modelled, part: Floats, whole: float, *, kind: str = "ratio") -> Modelled:
    """The same areas with values whose sum Σ part × value is `whole`.

    `part` (areas,) each area's part of the whole: people for a total, shares of the people for a mean. "ratio" times
    one factor; "difference" adds more where the mean-squared error is larger (Wang, Fuller and Qu 2008, weights
    1/mse). Mean-squared errors grow by the square of the move, in the manner of Prasad and Rao. Raises DesignError
    where the values sum to nought, or not above it, and a factor has no meaning.
    """
    if kind not in KINDS:
        raise stop(DesignError, "benchmark_unknown", manner=kind, known=", ".join(KINDS))
    now = float(part @ of.value)
    if kind == "ratio":
        if not now > 0:
            raise stop(DesignError, "benchmark_nothing_to_scale", sum=now)
        value = of.value * (whole / now)
    else:
        weight = part * of.mse
        value = of.value + (whole - now) * weight / float(part @ weight)
    return replace(of, value=value, mse=np.asarray(of.mse + (value - of.value) ** 2, dtype=np.float64))

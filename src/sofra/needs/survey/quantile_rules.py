"""The rules by which a quantile is read off a weighted sample: R survey's qrule, with ties told exactly.

Hyndman and Fan 1996 number them; "math" is their first, inf{x: F(x) >= p}. R compares rounded sums: with equal weights
its answer may be one value off where p falls on a step, and below the first step its "math" and "hf1" give the second
value. Here F(x) >= p holds within one part in 10^12 of the sum of weights, which equals exact rational arithmetic for
any weights that people write.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats

TIE = 1e-12
"""Shares of the sum of weights that are one and the same."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Answers with a weight other than 0 in ascending order, equal ones in the order of the rows, and running sums."""

    value: Floats
    weight: Floats
    reached: Floats


Rule = Callable[[Sorted, float], float]


def ordered(value: Floats, weight: Floats) -> Sorted:
    """The answers of some weight in order: (answers,) each."""
    own = weight != 0
    order = np.argsort(value[own], kind="stable")
    found = weight[own][order]
    return Sorted(value[own][order], found, np.cumsum(found))


def read(of: Sorted, rule: str, share: float) -> float:
    """The quantile at this share, 0 to 1; NaN where nobody answered or the share is none."""
    if not len(of.value) or not 0 <= share <= 1:
        return float("nan")
    return float(of.value[0]) if len(of.value) == 1 else RULES[rule](of, share)


def _step(of: Sorted, share: float) -> tuple[int, bool]:
    """The first answer whose running sum reaches the share, and whether it does so exactly."""
    whole = of.reached[-1]
    # The last one below, for calibrated weights may be negative and the sums then do not rise everywhere.
    below = np.flatnonzero(of.reached < whole * (share - TIE))
    place = int(below[-1]) + 1 if len(below) else 0
    place = min(place, len(of.value) - 1)
    return place, bool(abs(of.reached[place] - share * whole) <= TIE * whole)


def _lowest(of: Sorted, share: float) -> float:
    return float(of.value[_step(of, share)[0]])


def _halfway(of: Sorted, share: float) -> float:
    place, exact = _step(of, share)
    after = min(place + 1, len(of.value) - 1)
    return float((of.value[place] + of.value[after]) / 2 if exact else of.value[place])


def _even(of: Sorted, share: float) -> float:
    """R's hf3: equal answers are one; on a step the answer of even rank, else the next."""
    values, which = np.unique(of.value, return_inverse=True)
    weights = np.bincount(which, of.weight).astype(np.float64)
    place, exact = _step(Sorted(values, weights, np.cumsum(weights)), share)
    after = min(place + 1, len(values) - 1)
    return float(values[after] if exact and place % 2 == 0 else values[place])


def _interpolated(at: Callable[[Sorted], Floats]) -> Rule:
    """Straight lines between answers that stand at these shares, level beyond the ends."""

    def rule(of: Sorted, share: float) -> float:
        return float(np.interp(share, at(of), of.value))

    return rule


def _before(of: Sorted) -> Floats:
    return np.concatenate([[0.0], of.reached[:-1]])


RULES: dict[str, Rule] = {
    "math": _lowest,
    "school": _halfway,
    "hf1": _lowest,
    "hf2": _halfway,
    "hf3": _even,
    "hf4": _interpolated(lambda of: of.reached / of.reached[-1]),
    "hf5": _interpolated(lambda of: (of.reached - of.weight / 2) / of.reached[-1]),
    "hf6": _interpolated(lambda of: of.reached / (of.reached[-1] + of.weight[-1])),
    "hf7": _interpolated(lambda of: _before(of) / of.reached[-2]),
    "hf8": _interpolated(lambda of: (_before(of) / 3 + of.reached * 2 / 3) / (of.reached[-1] + of.weight[-1] / 3)),
    "hf9": _interpolated(lambda of: (_before(of) * 3 / 8 + of.reached * 5 / 8) / (of.reached[-1] + of.weight[-1] / 4)),
}
"""Each rule by R's name for it."""

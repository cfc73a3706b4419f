"""One measure of inequality with its error, or the reason why there is no number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` as the sample has it; `se` and the 95 % interval `low`, `high`; `p` how often chance alone goes as far.

    `corrected` is the value without its sampling noise, where noise inflates it, and the interval is then that of
    `corrected`; None where noise does not inflate. Without a number all are None and `reason` is the end of a key of
    the texts, inequality.reason.<reason>: "nobody", "equal", "one_group", "unordered", "zero", "no_error", "certain".
    """

    name: str
    value: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    corrected: float | None = None
    reason: str = ""


def without(name: str, reason: str) -> Measure:
    """No number, and why."""
    return Measure(name, reason=reason)

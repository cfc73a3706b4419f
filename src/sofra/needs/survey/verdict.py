"""What a test says: its statistic, degrees of freedom and how often chance alone would go as far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`statistic` of the test called `name`; `df` and, for F, `df_below`; `p` between 0 and 1.

    `estimate` with `low` and `high` (95 %) is what was compared, None where the test has no such number.
    """

    name: str
    statistic: float
    df: float
    df_below: float | None
    p: float
    estimate: float | None = None
    low: float | None = None
    high: float | None = None

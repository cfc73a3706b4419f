"""The limits in an XLSForm constraint: comparisons of "." with numbers; whatever else it asks is left to the form."""

import re
from dataclasses import dataclass

COMPARISON = re.compile(r"\.\s*(>=|<=|>|<|!=|=)\s*'?([+-]?\d+(?:\.\d+)?)'?")
OR = re.compile(r"\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """Lowest and highest value, both included; None where the form sets none. `missing` are codes beside the range."""

    low: float | None = None
    high: float | None = None
    missing: tuple[str, ...] = ()


def limit(text: str, *, whole: bool) -> Limit:
    """The widest range that the constraint admits.

    "or" joins ranges into their hull; ". = -99" beside a range is a missing code; a branch that compares with
    another question sets no limit. `whole` turns ". > 17" into 18; for decimals the bound itself is let in.
    """
    parts = [_branch(part, whole) for part in OR.split(text)] if text.strip() else []
    codes = tuple(f"{part.low:g}" for part in parts if part.low is not None and part.low == part.high and part.low < 0)
    ranges = [part for part in parts if not (part.low is not None and part.low == part.high and part.low < 0)]
    lows = [part.low for part in ranges]
    highs = [part.high for part in ranges]
    low = None if not lows or None in lows else min(value for value in lows if value is not None)
    high = None if not highs or None in highs else max(value for value in highs if value is not None)
    return Limit(low, high, codes if ranges else ())


def _branch(text: str, whole: bool) -> Limit:
    low: float | None = None
    high: float | None = None
    step = 1.0 if whole else 0.0
    for sign, digits in COMPARISON.findall(text):
        value = float(digits)
        if sign in (">", ">=", "="):
            bound = value + (step if sign == ">" else 0.0)
            low = bound if low is None else max(low, bound)
        if sign in ("<", "<=", "="):
            bound = value - (step if sign == "<" else 0.0)
            high = bound if high is None else min(high, bound)
    return Limit(low, high)

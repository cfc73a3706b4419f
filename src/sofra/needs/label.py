"""A sample without known probabilities says so on every number that comes from it, behind whatever door it is read."""

from collections.abc import Sequence
from dataclasses import replace

from sofra.types.fact import Fact, SpreadKind, Status

NOT_DRAWN = "gate.not_probability"
"""The reason of such a number: it speaks for those who answered; its interval is no promise about the others."""

NOT_DRAWN_MODEL = "model.area_rate_not_probability"
"""The reason of a number that was worked out from such a number."""


def labelled(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a sample without known probabilities, none of them shown without its warning.

    Every number that is shown becomes unreliable with the reason NOT_DRAWN, whatever lesser reason it had; what was
    made from them (gaps, coverage) inherits both. Withheld and promised numbers and plain counts stay as they are.
    """
    return [_labelled(fact) for fact in facts]


def _labelled(fact: Fact) -> Fact:
    if fact.value is None or fact.status in (Status.SUPPRESSED, Status.TARGET) or fact.spread.kind is SpreadKind.NONE:
        return fact
    modelled = fact.spread.kind is SpreadKind.MODEL and fact.reason.startswith("model.")
    return replace(fact, status=Status.UNRELIABLE, reason=NOT_DRAWN_MODEL if modelled else NOT_DRAWN)

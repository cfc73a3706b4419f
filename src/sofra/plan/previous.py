"""Last period's plan: which of today's gaps was already a measure, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sofra.types.evidence import Measure
from sofra.types.keys import EVERYONE
from sofra.types.planning import Gap

UNFINISHED = ("partly", "not done", "unknown")


@dataclass(frozen=True, slots=True)
class Again:
    """A gap of today that a measure of last period was meant to close, and did not."""

    gap: Gap
    measure: Measure


def again(measures: Sequence[Measure], gaps: Sequence[Gap]) -> list[Again]:
    """The gaps that last period's unfinished measures were meant to close, in the order of the measures.

    A measure meets a gap of the same service kind that is not met today, of its own group or, where that stands in
    neither list, of everybody.
    """
    return [
        Again(gap, measure) for measure in measures if measure.outcome in UNFINISHED for gap in _meant(measure, gaps)
    ]


def _meant(measure: Measure, gaps: Sequence[Gap]) -> Iterable[Gap]:
    same = [gap for gap in gaps if gap.service == measure.service and gap.kind != "met"]
    exact = [gap for gap in same if gap.group == measure.group]
    return (exact or [gap for gap in same if gap.group == EVERYONE])[:1]

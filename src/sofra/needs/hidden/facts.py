"""The estimate of those on no list as facts of the municipality, through the gate like every other number."""

from collections.abc import Iterator, Sequence

from sofra.needs.gate import gate
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind
from sofra.types.hidden import OnNoList, Span
from sofra.types.keys import IndicatorId, RunId
from sofra.types.place import Place

TOTAL, UNLISTED = IndicatorId("hidden.total"), IndicatorId("hidden.unlisted")
REASON = "model.lists"


def hidden_facts(
    found: Sequence[OnNoList], places: Sequence[Place], rules: GateRules, *, period: str, origin: RunId
) -> list[Fact]:
    """Two facts for every group with an estimate: all its people, and those on no list; for the municipality only.

    A group without an estimate has no fact. Their spread is a model's, so each carries that warning; `n` is the people
    on any list, to the nearest five.
    """
    whole = next((place.id for place in places if place.kind == "municipality"), None)
    if whole is None:
        return []

    def facts() -> Iterator[Fact]:
        for one in found:
            for indicator, span in ((TOTAL, one.total), (UNLISTED, one.unlisted)):
                if span is not None and one.seen is not None:
                    cell = Cell(indicator, whole, one.group, period)
                    yield Fact(
                        cell, span.people, "people", _spread(span), Base(n=one.seen), origin=origin, reason=REASON
                    )

    return gate(list(facts()), places, rules)


def _spread(span: Span) -> Spread:
    return Spread(SpreadKind.MODEL, None, span.low, span.high)

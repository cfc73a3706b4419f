"""Gaps as facts, so that one table, one map and one chart serve them as they serve every other number."""

from collections.abc import Iterable, Sequence

from sofra.types.fact import Fact
from sofra.types.planning import Gap


def gap_facts(gaps: Sequence[Gap]) -> list[Fact]:
    """The facts gap.without, gap.coverage and gap.per_place of every gap that has them, with the need's verdict."""
    return [fact for gap in gaps for fact in _facts(gap)]


def _facts(gap: Gap) -> Iterable[Fact]:
    yield gap.without
    if gap.coverage is not None:
        yield gap.coverage
    if gap.per_place is not None:
        yield gap.per_place

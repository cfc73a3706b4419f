"""Where two registers disagree about one group in one place: both counts stand, neither is the official one."""

from collections import defaultdict
from collections.abc import Sequence

from sofra.types.evidence import Discrepancy, RegisterCount
from sofra.types.keys import GroupId, PlaceId


def discrepancies(counts: Sequence[RegisterCount]) -> list[Discrepancy]:
    """Every group and place that two sources or more count differently, the widest apart first.

    Counts of one source alone are no discrepancy, whatever their days; counts by sex and age are held against nothing.
    """
    cells: dict[tuple[GroupId, PlaceId], list[RegisterCount]] = defaultdict(list)
    for count in whole(counts):
        cells[count.group, count.place].append(count)
    found = [
        Discrepancy(group, place, tuple(sorted(told, key=lambda one: (-one.people, one.source))))
        for (group, place), told in cells.items()
        if _disagree(told)
    ]
    return sorted(found, key=lambda one: (-apart(one), one.group, one.place))


def whole(counts: Sequence[RegisterCount]) -> list[RegisterCount]:
    """The counts of both sexes and all ages."""
    return [count for count in counts if not count.sex and not count.age]


def apart(discrepancy: Discrepancy) -> int:
    """How many people lie between the highest and the lowest count."""
    people = [count.people for count in discrepancy.counts]
    return max(people) - min(people)


def _disagree(told: Sequence[RegisterCount]) -> bool:
    return len({count.source for count in told}) > 1 and len({count.people for count in told}) > 1

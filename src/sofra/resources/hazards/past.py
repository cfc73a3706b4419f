"""Disasters of the past by year: people directly affected, also per 100,000 (SDG 11.5.1 = 1.5.1 = 13.1.1)."""

from collections.abc import Sequence

from sofra.resources.digits import stored
from sofra.resources.territory import Territory
from sofra.types.hazard import Disaster, Year


def years(disasters: Sequence[Disaster], territory: Territory) -> tuple[Year, ...]:
    """One line a year, the newest first; affected people None where a disaster of that year was not counted.

    Per 100,000 of today's inhabitants: a register of that year's is not kept.
    """
    living = [territory.inhabitants[top] for top in territory.tops]
    people = None if not living or None in living else sum(one for one in living if one is not None)
    found: dict[str, list[Disaster]] = {}
    for one in disasters:
        found.setdefault(one.on[:4], []).append(one)
    return tuple(_year(year, found[year], people) for year in sorted(found, reverse=True))


def _year(year: str, found: Sequence[Disaster], people: int | None) -> Year:
    counted = [one.affected for one in found]
    affected = None if None in counted else sum(one for one in counted if one is not None)
    rate = None if affected is None or not people else stored(affected / people * 100_000)
    return Year(year, len(found), affected, rate)

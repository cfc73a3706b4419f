"""The two goals measured along the way, in words: the share or why there is none, its source, and every settlement."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.packs.texts import Texts
from sofra.resources.reach.beyond import Beyond
from sofra.resources.reach.rural import Goals, Road, is_rural
from sofra.types.document import Table
from sofra.types.place import Place

COLUMNS = ("place", "people", "rural", "road", "stop")


@dataclass(frozen=True, slots=True)
class RuralTold:
    """SDG 9.1.1 in words: `share` ("" where there is none), what it counts, `notes` to know, where it is from."""

    share: str
    counted: str
    notes: Sequence[str]
    source: str


def rural_told(found: Goals, said: Texts) -> RuralTold:
    """The share of rural people near a road of all seasons, from at least to at most; where there is none, why."""
    rural = found.settled
    if rural.least is None or rural.most is None:
        return RuralTold("", said.say(f"reach.goals.why.{rural.why}"), _notes(found, said), _source(found, said))
    low, high = _share(rural.least), _share(rural.most)
    people = rural.least.within + rural.least.beyond
    share = said.percent(low)
    if said.percent(high) != share:
        share = said.say("reach.goals.between", low=said.percent(low), high=said.percent(high))
    counted = said.say("reach.goals.counted", people=said.number(people))
    return RuralTold(share, counted, _notes(found, said), _source(found, said))


def goal_rows(found: Goals, said: Texts) -> list[tuple[str, ...]]:
    """Every settlement or hexagon: its people, whether it is rural, a road in all seasons, a stop."""
    return [_row(found, number, place, said) for number, place in enumerate(found.seen)]


def goal_table(found: Goals, said: Texts) -> Table:
    """The same as a sheet, with what to know of it."""
    told = rural_told(found, said)
    header = [said.say(f"reach.goals.column.{name}") for name in COLUMNS]
    note = " ".join(one for one in (told.share, told.counted, *told.notes, told.source) if one)
    return Table(said.say("reach.goals.sheet"), header, goal_rows(found, said), "lrlll", note)


def _row(found: Goals, number: int, place: Place, said: Texts) -> tuple[str, ...]:
    rural = is_rural(place) if place.kind == "settlement" else None
    known = {True: "yes", False: "no", None: "unsaid"}[rural]
    stop = None if found.stops is None else found.stops.at(number)[0]
    return (
        said.name(place.name),
        said.say("web.figure.none") if place.people is None else said.number(place.people),
        said.say(f"reach.goals.rural.{known}"),
        said.say(f"reach.goals.road.{found.roads[number]}"),
        said.say(f"reach.goals.road.{'unknown' if stop is None else Road.YES if stop else Road.NO}"),
    )


def _notes(found: Goals, said: Texts) -> list[str]:
    rural = found.settled
    notes = [said.say("reach.goals.range")] if rural.least != rural.most else []
    notes += [said.say("reach.goals.middle")] if rural.least else []
    notes += [said.say(found.flag, detour=found.detour)] if found.flag and found.source else []
    notes += [said.say("reach.goals.unclassed", n=rural.unclassed)] if rural.unclassed and rural.least else []
    return notes


def _source(found: Goals, said: Texts) -> str:
    if found.source is None:
        return ""
    known = found.source.found
    km = {name: said.number(round(known.km.get(name, 0.0))) for name in ("yes", "no", "unsaid")}
    day = said.date(found.source.day) if found.source.day else said.say("web.figure.none")
    key = "reach.goals.source_column" if known.column else "reach.goals.source_tags"
    return said.say(key, name=found.source.name, day=day, column=known.column, **km)


def _share(one: Beyond) -> float:
    return one.share_within or 0.0

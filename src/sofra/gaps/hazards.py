"""Dangers as tables of words: help needed, groups, settlements, ranking, services, ways to a shelter, the past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.danger_names import danger_name
from sofra.gaps.words import group_name, place_name, service_name
from sofra.packs.texts import Texts
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.fact import Fact, SpreadKind, Status
from sofra.types.hazard import ALONE, LIVE, NETWORK, Danger, Disaster, Exposure, Hazards, Year
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place

NOTHING = "–"
CAUTION = "*"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the tables of a release's dangers are made of; `facts` may be all of the release."""

    hazards: Hazards
    facts: Sequence[Fact]
    places: Sequence[Place]
    pack: Pack
    texts: Texts
    sites: Mapping[str, str]

    def fact(self, indicator: str, place: PlaceId, group: GroupId = EVERYONE) -> Fact | None:
        """The number of one cell, None where there is none."""
        return next((f for f in self.facts if _is(f, indicator, place, group)), None)

    @property
    def root(self) -> PlaceId:
        """The municipality."""
        return next((place.id for place in self.places if place.parent is None), PlaceId(""))

    def name(self, place: PlaceId) -> str:
        """A place by its name."""
        return place_name(place, self.places, self.texts)


def lead(danger: Danger, scene: Scene) -> list[str]:
    """What is to be known of a danger before any table: who lives there, what that rests on, what ways rest on."""
    texts, name = scene.texts, danger_name(danger, scene.texts)
    touched = [one for one in danger.exposures if one.part > 0]
    told = [texts.say("hazards.lead.touched", danger=name, n=len(touched), zones=texts.number(danger.zones))]
    if not touched:
        return [texts.say("hazards.lead.nobody", danger=name)]
    if danger.people is None:
        told.append(texts.say("hazards.lead.uncounted"))
    else:
        inside, most = people(danger.people, texts), texts.number(danger.at_most or 0)
        told.append(texts.say("hazards.lead.people", n=round(danger.people), people=inside, most=most))
    if danger.uncertain and not scene.hazards.points:
        told.append(texts.say("hazards.lead.by_area"))
    if scene.hazards.points:
        told.append(texts.say("hazards.lead.points"))
    if danger.sources:
        told.append(texts.say("hazards.lead.source", source=", ".join(danger.sources)))
    return told


def ways(danger: Danger, scene: Scene) -> str:
    """What the minutes to a shelter stand on, in a sentence."""
    if danger.shelters == 0:
        return scene.texts.say("hazards.ways.no_shelter")
    wet = scene.texts.number(danger.shelters_inside)
    return scene.texts.say(f"hazards.ways.{danger.ways}", n=danger.shelters, inside=wet)


def tables(danger: Danger, scene: Scene, group: GroupId = EVERYONE) -> dict[str, Table]:
    """Every table of one danger that has a row, by name, in the order in which they are read."""
    made = {
        "help": help_table(danger, scene, group),
        "groups": group_table(danger, scene),
        "ranking": ranking_table(danger, scene),
        "places": place_table(danger, scene),
        "ways": way_table(danger, scene),
        "access": access_table(danger, scene),
        "services": service_table(danger, scene),
    }
    return {name: table for name, table in made.items() if table.rows}


def help_table(danger: Danger, scene: Scene, group: GroupId = EVERYONE) -> Table:
    """Kinds of help: people of the group in the zone who need it, share among the group there, and who is cut off."""
    rows = []
    for measure in (LIVE, *scene.hazards.measures):
        number = scene.fact(f"{danger.indicator(measure)}:people", scene.root, group)
        share = scene.fact(danger.indicator(measure), scene.root, group)
        lost = scene.fact(f"{danger.indicator(f'cut.{measure}')}:people", scene.root, group)
        if number is not None or share is not None:
            rows.append((measure_words(measure, scene), *(written(one, scene.texts) for one in (number, share, lost))))
    if danger.ways != NETWORK:
        rows = [row[:3] for row in rows]
    caption = {"danger": danger_name(danger, scene.texts), "group": group_name(group, scene.pack, scene.texts)}
    return _table("help", rows, scene.texts, "l" + "r" * (len(rows[0]) - 1 if rows else 2), **caption)


def group_table(danger: Danger, scene: Scene) -> Table:
    """Target groups: people of each in the zone, and how many of them cannot leave alone."""
    rows = []
    for group in scene.pack.groups:
        found = [scene.fact(f"{danger.indicator(one)}:people", scene.root, group) for one in (LIVE, ALONE)]
        if any(found):
            words = group_name(group, scene.pack, scene.texts)
            rows.append((words, *(written(one, scene.texts) for one in found)))
    return _table("groups", rows, scene.texts, "lrr", danger=danger_name(danger, scene.texts))


def ranking_table(danger: Danger, scene: Scene) -> Table:
    """Settlements by people who cannot leave alone, with the ranks in which nine of ten draws put them."""
    texts = scene.texts
    rows = []
    for one in danger.ranking:
        ranks = texts.number(one.rank_low)
        if one.rank_low != one.rank_high:
            ranks = texts.say("hazards.range", low=ranks, high=texts.number(one.rank_high))
        span = texts.say("hazards.range", low=people(one.low, texts), high=people(one.high, texts))
        value = texts.say("hazards.with_range", value=people(one.people, texts), range=span)
        rows.append((scene.name(one.place), value, ranks, texts.percent(one.first)))
    return _table("ranking", rows, texts, "lrrr", danger=danger_name(danger, texts))


def place_table(danger: Danger, scene: Scene) -> Table:
    """Settlements in the zone: part, people inside, everybody who lives in the settlement, how the part is known."""
    texts = scene.texts
    rows = [
        (
            scene.name(one.place),
            part(one, texts),
            NOTHING if one.inside is None else people(one.inside, texts),
            NOTHING if one.people is None else texts.number(one.people),
            texts.say(f"hazards.basis.{one.basis}"),
        )
        for one in _touched(danger)
    ]
    return _table("places", rows, texts, "lrrrl", danger=danger_name(danger, texts))


def way_table(danger: Danger, scene: Scene) -> Table:
    """Minutes to the nearest shelter before and after, the shelter, people cut off, and why there is no number."""
    texts = scene.texts
    told = [one for one in danger.exposures if danger.shelters and (one.part > 0 or one.reason or _longer(one))]
    rows = [
        (
            scene.name(one.place),
            minutes(one.before, texts),
            minutes(one.after, texts),
            scene.sites.get(one.shelter_after or one.shelter_before, NOTHING),
            NOTHING if one.cut is None else people(one.cut, texts),
            texts.say(one.reason) if one.reason else texts.say("hazards.ways.open"),
        )
        for one in sorted(told, key=lambda one: -(one.cut or 0.0))
    ]
    return _table("ways", rows, texts, "lrrlrl", danger=danger_name(danger, texts))


def access_table(danger: Danger, scene: Scene) -> Table:
    """Kinds of service: sites, minutes before and with the roads of the zone gone, people who lose their way."""
    texts = scene.texts
    rows = [
        (
            service_name(one.kind, scene.pack, texts),
            texts.say("hazards.sites", n=one.sites, inside=texts.number(one.inside)),
            minutes(one.before, texts),
            minutes(one.after, texts),
            texts.say("hazards.of", part=people(one.lost, texts), whole=people(one.reached, texts)),
        )
        for one in sorted(danger.access, key=lambda one: (-one.lost, (one.before or 0.0) - (one.after or 0.0)))
    ]
    return _table("access", rows, texts, "llrrr", danger=danger_name(danger, texts))


def service_table(danger: Danger, scene: Scene) -> Table:
    """Services in the zone, by site, with places and users."""
    texts = scene.texts
    rows = [
        (
            texts.name(one.name),
            service_name(one.kind, scene.pack, texts),
            scene.sites.get(one.site, one.site),
            scene.name(one.place),
            NOTHING if one.places is None else texts.number(one.places),
            NOTHING if one.users is None else texts.number(one.users),
        )
        for one in danger.services
    ]
    return _table("services", rows, texts, "llllrr", danger=danger_name(danger, texts))


def past_table(disasters: Iterable[Disaster], scene: Scene) -> Table:
    """What happened before, the newest first."""
    texts = scene.texts
    rows = [
        (
            texts.date(one.on),
            texts.say(f"hazards.kind.{one.kind}"),
            scene.name(one.place or scene.root),
            NOTHING if one.affected is None else texts.number(one.affected),
            NOTHING if one.damage is None else " ".join((texts.number(one.damage), one.currency)).strip(),
            one.note or NOTHING,
            one.source or NOTHING,
        )
        for one in disasters
    ]
    return _table("past", rows, texts, "lllrrll")


def year_table(years: Iterable[Year], texts: Texts) -> Table:
    """People directly affected by year, also per 100,000 (SDG 11.5.1)."""
    rows = [
        (
            one.year,
            texts.number(one.disasters),
            NOTHING if one.affected is None else texts.number(one.affected),
            NOTHING if one.per_100000 is None else texts.number(one.per_100000),
        )
        for one in years
    ]
    return _table("years", rows, texts, "lrrr")


def measure_words(measure: str, scene: Scene) -> str:
    """A kind of help in words; of an indicator its name without the people whom it is about."""
    entry = scene.pack.indicators.get(IndicatorId(measure))
    if entry is None:
        return scene.texts.say("hazards.measure.live")
    return scene.texts.name(entry.label).partition(": ")[0]


def written(fact: Fact | None, texts: Texts) -> str:
    """A number with its interval: "670* (500–880)"; in a word where it is withheld or unknown."""
    if fact is None or (fact.value is None and fact.status is not Status.SUPPRESSED):
        return NOTHING
    if fact.value is None:
        return texts.say("gaps.value.withheld")
    sign = CAUTION if fact.status is Status.UNRELIABLE else ""
    value, spread = f"{_number(fact.value, fact, texts)}{sign}", fact.spread
    if spread.low is None or spread.high is None:
        return value
    low = texts.number(round(spread.low * 100)) if fact.unit == "share" else _number(spread.low, fact, texts)
    return texts.say(
        "hazards.with_range",
        value=value,
        range=texts.say("hazards.range", low=low, high=_number(spread.high, fact, texts)),
    )


def people(number: float, texts: Texts) -> str:
    """An estimated number of people, in tens from a hundred up."""
    return texts.number(round(number, -1) if number >= 100 else round(number))


def minutes(number: float | None, texts: Texts) -> str:
    """Minutes without decimals; a dash where nothing can be reached."""
    return NOTHING if number is None else texts.number(round(number))


def part(one: Exposure, texts: Texts) -> str:
    """The part of a settlement in the zone; one that is hardly touched is not 0 %."""
    return texts.say("hazards.under_one") if 0 < one.part < 0.005 else texts.percent(one.part)


def _number(value: float, fact: Fact, texts: Texts) -> str:
    if fact.unit == "share":
        return texts.percent(value)
    exact = fact.spread.kind is SpreadKind.NONE and not fact.reason.startswith("hazard.")
    return texts.number(value) if exact else people(max(0.0, value), texts)


def _is(fact: Fact, indicator: str, place: PlaceId, group: GroupId) -> bool:
    cell = fact.cell
    return cell.indicator == indicator and cell.place == place and cell.group == group


def _touched(danger: Danger) -> list[Exposure]:
    return sorted((one for one in danger.exposures if one.part > 0), key=lambda one: -(one.inside or 0.0))


def _longer(one: Exposure) -> bool:
    return one.before is not None and one.after is not None and one.after > one.before + 0.5


def _table(key: str, rows: Sequence[Sequence[str]], texts: Texts, align: str, **gaps: str) -> Table:
    header = tuple(texts.say(f"hazards.table.{key}.c{number}") for number in range(1, len(align) + 1))
    note = f"hazards.table.{key}.note"
    told = [texts.say(note)] if texts.knows(note) else []
    if any(CAUTION in cell for row in rows for cell in row):
        told.append(texts.say("hazards.caution"))
    return Table(
        texts.say(f"hazards.table.{key}.caption", **gaps), header, tuple(map(tuple, rows)), align, " ".join(told)
    )

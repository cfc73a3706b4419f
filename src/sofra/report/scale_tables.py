"""Numbers of scales and of the index as tables to take along: every group in every place but settlements."""

from collections.abc import Iterable, Mapping, Sequence

from sofra.gaps.words import group_name, number
from sofra.packs.texts import Texts
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId
from sofra.types.place import Place

INDEX = "index"
COLUMNS = ("place", "group", "value", "low", "high", "n", "status")


def scale_tables(
    facts: Iterable[Fact], pack: Pack, places: Sequence[Place], texts: Texts, *, indicators: Iterable[IndicatorId]
) -> list[Table]:
    """One table an indicator that has numbers; withheld ones say so and have no digits."""
    shown = {place.id: order for order, place in enumerate(places) if place.kind != "settlement"}
    wanted = list(indicators)
    found: dict[IndicatorId, list[Fact]] = {}
    for fact in facts:
        known = fact.cell.group == EVERYONE or fact.cell.group in pack.groups
        if fact.cell.indicator in wanted and fact.cell.place in shown and known:
            found.setdefault(fact.cell.indicator, []).append(fact)
    names = {place.id: texts.name(place.name) for place in places}
    header = [texts.say(f"web.scales.sheet.{one}") for one in COLUMNS]
    tables = []
    for one in wanted:
        ordered = sorted(found.get(one, ()), key=lambda fact: shown[fact.cell.place])
        rows = [_row(fact, names, pack, texts) for fact in ordered]
        if rows:
            tables.append(Table(texts.name(pack.indicators[one].label), header, rows, "llrrrrl"))
    return tables


def numbers_of(pack: Pack, id: str) -> list[IndicatorId]:
    """The indicators of a scale, or of the index ("index"); none for an unknown one."""
    if id == INDEX:
        return [one.id for one in pack.indicators.values() if one.scale == INDEX]
    scale = pack.scales.get(id)
    return list(dict.fromkeys((*scale.indicators, *scale.sensitivity))) if scale else []


def _row(fact: Fact, names: Mapping[PlaceId, str], pack: Pack, texts: Texts) -> list[str]:
    cell, spread = fact.cell, fact.spread
    figures = ["" if one is None else number(one, fact.unit, texts) for one in (fact.value, spread.low, spread.high)]
    asked = "" if fact.base.n is None else texts.number(fact.base.n)
    return [
        names[cell.place],
        group_name(cell.group, pack, texts),
        *figures,
        asked,
        texts.say(f"status.{fact.status}"),
    ]

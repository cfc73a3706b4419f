"""The page of roads: what every mode travels on, and how settlements and sites stand on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.packs.texts import Texts
from sofra.resources.shown import shown
from sofra.resources.travel.standing import Standing, farthest, standing
from sofra.resources.travel.way import Spots, Way
from sofra.store.queries.roads import KeptRoads
from sofra.types.document import Table
from sofra.types.errors import Issue
from sofra.types.keys import Label
from sofra.types.place import Place
from sofra.types.supply import Inventory

MODES = ("walk", "wheelchair", "car", "bus")


@dataclass(frozen=True, slots=True)
class Stood:
    """How some named spots stand on a mode's roads: `worst` is the name of the farthest one, `beyond` those that no
    road reaches."""

    standing: Standing
    worst: Label | None
    beyond: Sequence[Label]


@dataclass(frozen=True, slots=True)
class Travelled:
    """What one mode travels on; `limit` metres beyond which nobody is reached; `told` of its file and not yet."""

    kept: KeptRoads
    limit: float
    settlements: Stood
    sites: Stood
    told: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    names: Sequence[Label]
    spots: Spots


def travelled(
    kept: Sequence[KeptRoads], ways: Mapping[str, Way], places: Sequence[Place], inventory: Inventory
) -> list[Travelled]:
    """One entry for each mode that has roads, in the order of the modes; safe houses are not among the sites."""
    homes = _named([(one.name, one.lon, one.lat) for one in places if one.kind == "settlement"])
    sites = _named([(one.name, one.lon, one.lat) for one in shown(inventory).sites if not one.hidden])
    ordered = sorted(kept, key=lambda one: MODES.index(one.mode))
    return [
        Travelled(
            one, farthest(ways[one.mode]), _stood(ways[one.mode], homes), _stood(ways[one.mode], sites),
            [issue for issue in one.issues if not any(issue in before.issues for before in ordered[:number])],
        )
        for number, one in enumerate(ordered)
    ]  # fmt: skip


def sheets(found: Sequence[Travelled], texts: Texts) -> list[Table]:
    """What the page shows, as tables of a workbook: the modes, and who is not reached."""
    heads = (
        "mode",
        "source",
        "day",
        "segments",
        "km",
        "islands",
        "traps",
        "settlements",
        "worst",
        "sites",
        "worst_site",
    )
    rows = [_row(one, texts) for one in found]
    lost = [
        (texts.say(f"web.roads.mode.{one.kept.mode}"), texts.say(f"web.roads.kind.{kind}"), texts.name(name))
        for one in found
        for kind, stood in (("settlements", one.settlements), ("sites", one.sites))
        for name in stood.beyond
    ]
    said = texts.say("web.roads.title")
    beyond = tuple(texts.say(f"web.roads.col.{head}") for head in ("mode", "kind", "name"))
    return [
        Table(said, tuple(texts.say(f"web.roads.col.{head}") for head in heads), tuple(rows), "llcrrrrrrrr"),
        Table(texts.say("web.roads.beyond"), beyond, tuple(lost), "lll"),
    ]


def _row(one: Travelled, texts: Texts) -> tuple[str, ...]:
    about = one.kept.about
    counts = [_whole(about.get(name), texts) for name in ("segments", "km", "islands", "traps")]
    metres = [
        _whole(value, texts)
        for stood in (one.settlements, one.sites)
        for value in (stood.standing.median, stood.standing.worst)
    ]
    day = one.kept.brought_on.date().isoformat()
    return (texts.say(f"web.roads.mode.{one.kept.mode}"), one.kept.name, day, *counts, *metres)


def _whole(value: float | str | None, texts: Texts) -> str:
    return texts.number(round(value)) if isinstance(value, int | float) else "–"


def _named(found: Sequence[tuple[Label, float | None, float | None]]) -> _Named:
    there = [(name, lon, lat) for name, lon, lat in found if lon is not None and lat is not None]
    return _Named(
        tuple(name for name, _, _ in there),
        np.array([(lon, lat) for _, lon, lat in there], dtype=np.float64).reshape(-1, 2),
    )


def _stood(way: Way, named: _Named) -> Stood:
    found = standing(way, named.spots)
    worst = None if found.where is None else named.names[found.where]
    return Stood(found, worst, tuple(named.names[at] for at in found.beyond))

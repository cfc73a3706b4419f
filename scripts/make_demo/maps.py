"""Places as files: the table of settlements with its people, boundaries, roads, flood zone and river."""

import json
from collections import Counter
from functools import cache
from typing import Any

from shapely import set_precision
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from scripts.make_demo.land import (
    flood_zone,
    flooded,
    in_degrees,
    joined_shape,
    river,
    roads,
    roads_out,
    settlement_shape,
)
from scripts.make_demo.people import population
from scripts.make_demo.places import AREAS, MUNICIPALITY, SETTLEMENTS, degrees
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

AGES = ((0, 5), (6, 14), (15, 17), (18, 29), (30, 49), (50, 64), (65, 79), (80, None))
TOWN = "TRP-T"
Feature = dict[str, Any]


def settlement_sheets() -> dict[str, list[list[Cell]]]:
    """The municipality, its areas and its settlements: one row each, people by sex and age class."""
    header = ["code", "name_mk", "name_en", "kind", "parent", "lon", "lat", "households", "population"]
    header += [_class_name(sex, *ages) for sex in "fm" for ages in AGES] + ["flood_zone", "rural"]
    rows: list[list[Cell]] = [list(header)]
    rows.append([*MUNICIPALITY, "municipality", None, None, None, *_numbers(MUNICIPALITY[0]), None, None])
    for area, (mk, en) in AREAS.items():
        rows.append([area, mk, en, "area", MUNICIPALITY[0], None, None, *_numbers(area), None, None])
    for s in SETTLEMENTS:
        wet = "yes" if s.id in flooded() else "no"
        rural = "no" if s.area == TOWN else "yes"
        rows.append([s.id, s.name_mk, s.name_en, "settlement", s.area, *degrees(s.x, s.y), *_numbers(s.id), wet, rural])
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["Counted on 2026-01-01; f = women, m = men, then the ages.",
         "Состојба на 1.1.2026; f = жени, m = мажи, па возраст."],
    ]  # fmt: skip
    return {"settlements": rows, "about": about}


def _class_name(sex: str, low: int, high: int | None) -> str:
    return f"{sex}_{low}_{high}" if high is not None else f"{sex}_{low}_plus"


@cache
def _counts() -> tuple[Counter[tuple[str, str, int]], Counter[str]]:
    """People by place, sex and lower end of the age class; households by place."""
    people: Counter[tuple[str, str, int]] = Counter()
    homes: Counter[str] = Counter()
    for home in population():
        for place in (home.settlement.id, home.settlement.area, MUNICIPALITY[0]):
            homes[place] += 1
            for person in home.members:
                low = max(low for low, _ in AGES if person.age >= low)
                people[place, person.sex, low] += 1
    return people, homes


def _numbers(place: str) -> list[Cell]:
    """Households, people, and people by sex and age class."""
    people, homes = _counts()
    parts = [people[place, sex, low] for sex in "fm" for low, _ in AGES]
    return [homes[place], sum(parts), *parts]


def boundary_features() -> list[Feature]:
    """Municipality, areas and settlements as polygons."""
    everything = joined_shape(s.id for s in SETTLEMENTS)
    found = [_feature(everything, code=MUNICIPALITY[0], name=MUNICIPALITY[2], name_mk=MUNICIPALITY[1],
                      kind="municipality")]  # fmt: skip
    for area, (mk, en) in AREAS.items():
        found.append(
            _feature(
                joined_shape(s.id for s in SETTLEMENTS if s.area == area), code=area, name=en, name_mk=mk, kind="area"
            )
        )
    found += [_feature(settlement_shape(s.id), code=s.id, name=s.name_en, name_mk=s.name_mk, kind="settlement")
              for s in SETTLEMENTS]  # fmt: skip
    return found


def road_features() -> list[Feature]:
    """The roads, with class and the settlements that they join."""
    lines = []
    for number, ((one, other), (kind, line)) in enumerate(roads().items(), 1):
        lines.append(_feature(in_degrees(line), id=f"R-{number:02d}", **{"class": kind, "from": one, "to": other}))
    for number, (start, line) in enumerate(roads_out(), len(lines) + 1):
        lines.append(
            _feature(in_degrees(line), id=f"R-{number:02d}", **{"class": "primary", "from": start, "to": None})
        )
    return lines


def water_features() -> list[Feature]:
    """The river."""
    return [_feature(in_degrees(river()), name="Pogača", name_mk="Погача", kind="river")]


def flood_features() -> list[Feature]:
    """The flood zone."""
    shape = set_precision(in_degrees(flood_zone()), 1e-5)
    names = {"name": "Flood zone of the Pogača", "name_mk": "Поплавна зона на Погача"}
    return [_feature(shape, **names, kind="flood", return_period_years=100)]


def _feature(shape: BaseGeometry, **properties: Cell) -> Feature:
    geometry = json.loads(json.dumps(mapping(shape)), parse_float=lambda text: round(float(text), 5))
    return {"type": "Feature", "properties": properties, "geometry": geometry}

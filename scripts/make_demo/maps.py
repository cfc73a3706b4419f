"""Places as files: the table of settlements with its people, boundaries, roads, flood zone and river."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from scripts.make_demo.land import area_shape, cells, flood_zone, flooded, in_degrees, river, roads
from scripts.make_demo.people import population
from scripts.make_demo.places import AREAS, MUNICIPALITY, SETTLEMENTS, degrees
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

AGES = ((0, 5), (6, 14), (15, 17), (18, 29), (30, 49), (50, 64), (65, 79), (80, None))
Feature = dict[str, Any]


def settlement_sheets() -> dict[str, list[list[Cell]]]:
    """The municipality, its areas and its settlements: one row each, people by sex and age class."""
    people, homes = _counts()
    header = ["code", "name_mk", "name_en", "kind", "parent", "lon", "lat", "households", "population"]
    header += [_class_name(sex, *ages) for sex in "fm" for ages in AGES] + ["flood_zone"]
    rows: list[list[Cell]] = [list(header), _row(*MUNICIPALITY, "municipality", None, None, people, homes)]
    for area, (mk, en) in AREAS.items():
        rows.append(_row(area, mk, en, "area", MUNICIPALITY[0], None, people, homes))
    for s in SETTLEMENTS:
        point = degrees(s.x, s.y)
        rows.append([*_row(s.id, s.name_mk, s.name_en, "settlement", s.area, point, people, homes),
                     "yes" if s.id in flooded() else "no"])  # fmt: skip
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["Counted on 2026-01-01; f = women, m = men, then the ages.", "Состојба на 1.1.2026; f = жени, m = мажи, па возраст."],
    ]  # fmt: skip
    return {"settlements": rows, "about": about}


def _class_name(sex: str, low: int, high: int | None) -> str:
    return f"{sex}_{low}_{high}" if high is not None else f"{sex}_{low}_plus"


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


def _row(
    place: str, mk: str, en: str, kind: str, parent: str | None, point: tuple[float, float] | None,
    people: Mapping[tuple[str, str, int], int], homes: Mapping[str, int],
) -> list[Cell]:  # fmt: skip
    numbers = [people[place, sex, low] for sex in "fm" for low, _ in AGES]
    return [place, mk, en, kind, parent, *(point or (None, None)), homes[place], sum(numbers), *numbers]


def boundary_features() -> list[Feature]:
    """Municipality, areas and settlements as polygons."""
    everything = area_shape("TRP-T")
    for area in AREAS:
        everything = everything.union(area_shape(area))
    found = [_feature(everything, code=MUNICIPALITY[0], name=MUNICIPALITY[2], name_mk=MUNICIPALITY[1], kind="municipality")]
    for area, (mk, en) in AREAS.items():
        found.append(_feature(area_shape(area), code=area, name=en, name_mk=mk, kind="area"))
    for s in SETTLEMENTS:
        found.append(_feature(cells()[s.id], code=s.id, name=s.name_en, name_mk=s.name_mk, kind="settlement"))
    return found


def road_features() -> list[Feature]:
    """The roads, with class and the settlements that they join."""
    lines = []
    for number, ((one, other), (kind, line)) in enumerate(roads().items(), 1):
        lines.append(_feature(line, id=f"R-{number:02d}", **{"class": kind, "from": one, "to": other}))
    return lines


def water_features() -> list[Feature]:
    """The river."""
    return [_feature(river(), name="Pogača", name_mk="Погача", kind="river")]


def flood_features() -> list[Feature]:
    """The flood zone."""
    return [_feature(flood_zone(), name="Flood zone of the Pogača", name_mk="Поплавна зона на Погача", kind="flood",
                     return_period_years=100)]  # fmt: skip


def _feature(shape: BaseGeometry, **properties: Cell) -> Feature:
    geometry = mapping(in_degrees(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}

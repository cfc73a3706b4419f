"""Annex A, second part: everybody's shares and means, area by area."""

from collections.abc import Sequence

from sofra.report.numbers import in_area
from sofra.report.pieces import signs
from sofra.report.view import View
from sofra.types.document import Block, Table
from sofra.types.keys import IndicatorId
from sofra.types.place import Place

FEW_AREAS = 5
"""So many areas stand side by side as columns; more stand as lines."""

ACROSS = 3


def by_area(view: View) -> list[Block]:
    """Every number of everybody in every area: one table where areas are few, else one for each three indicators."""
    areas = view.kind("area")
    found = [one for one in view.pack.headline if any(view.fact(one, area.id) is not None for area in areas)]
    if not found or len(areas) < 2:
        return []
    if len(areas) <= FEW_AREAS:
        rows = [(view.short(one), *_line(view, [(one, area) for area in areas])) for one in found]
        return [_table(view, (view.say("table.by_area.indicator"), *(view.name(area.name) for area in areas)), rows)]
    parts = [found[start : start + ACROSS] for start in range(0, len(found), ACROSS)]
    return [_long(view, areas, part) for part in parts]


def _long(view: View, areas: Sequence[Place], part: Sequence[IndicatorId]) -> Table:
    rows = [(view.name(area.name), *_line(view, [(one, area) for one in part])) for area in areas]
    return _table(view, (view.say("table.by_area.area"), *(view.short(one) for one in part)), rows)


def _line(view: View, cells: Sequence[tuple[IndicatorId, Place]]) -> list[str]:
    return [in_area(view.fact(indicator, area.id), view) for indicator, area in cells]


def _table(view: View, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    told = signs([cell for row in rows for cell in row], view)
    explained = view.say("table.lacks_by_area.note", signs=told).strip()
    return Table(view.say("table.by_area.caption"), tuple(header), tuple(rows), "l" * len(header), explained)

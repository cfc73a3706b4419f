"""A group's profile in a place as one table for a workbook: every indicator beside everybody's."""

from collections.abc import Sequence

from sofra.report.numbers import asked, interval, value, verdict
from sofra.report.view import View
from sofra.types.document import Table
from sofra.types.keys import GroupId, PlaceId
from sofra.web.pages.needs import Row, Theme

HEADER = ("web.col.indicator", "web.col.value", "number.line.interval", "web.col.whole", "web.profile.compared",
          "web.col.people", "web.col.n", "web.col.status")  # fmt: skip


def as_table(themes: Sequence[Theme], view: View, *, group: str, place: str) -> Table:
    """One line for each indicator; the caption names the group and the place."""
    header = tuple(view.texts.say(key) for key in HEADER)
    rows = tuple(_line(row, view) for theme in themes for row in theme.rows)
    gaps = {"group": view.group(GroupId(group)), "place": view.place(PlaceId(place))}
    return Table(view.texts.say("web.profile.caption", **gaps), header, rows, "lrrrlrrl", view.banner)


def _line(row: Row, view: View) -> tuple[str, ...]:
    compared = view.texts.say(f"web.compared.{row.compared}") if row.compared else ""
    return (
        view.indicator(row.indicator.id),
        value(row.fact, view),
        interval(row.fact, view),
        value(row.whole, view) if row.whole else "",
        compared,
        value(row.people, view),
        asked(row.fact, view),
        verdict(row.fact, view),
    )

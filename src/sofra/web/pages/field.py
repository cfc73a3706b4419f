"""The fieldwork as a page and as a workbook."""

from collections.abc import Sequence
from typing import Any

from sofra.gaps.words import measure_name
from sofra.packs.texts import Texts, texts
from sofra.report.sample_protocol import points
from sofra.store import queries
from sofra.types.document import Table
from sofra.types.errors import Issue, SofraError
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Done, Fieldwork, Reached, Spot
from sofra.web.context import spoken
from sofra.work.fieldwork import areas, fieldwork


def fieldwork_shown(place: str) -> dict[str, Any]:
    """Everything that the page says, and its tables; `issues` where the sample cannot carry an estimate."""
    found, known = list[Issue](), areas()
    chosen = place if place in {str(one.id) for one in known} else ""
    try:
        work = fieldwork(PlaceId(chosen))
    except SofraError as problem:
        work, found = None, list(problem.issues)
    tables = page_tables(work, texts(spoken())) if work else {}
    late = [spot for spot in work.spots if spot.late] if work else []
    if late:
        tables["late_spots"] = spots_table(late, texts(spoken()), "late_spots")
    return {"work": work, "late": late, "issues": found, "chosen": chosen, "choices": known, **tables}


def page_tables(work: Fieldwork, said: Texts) -> dict[str, Table]:
    """The tables of the page by name."""
    names = {place.id: place for place in queries.places()}
    return {
        "areas": done_table("areas", work.areas, said, names=names),
        "settlements": done_table("settlements", work.settlements, said, names=names),
        "spots": spots_table(work.spots, said),
        "reached": reached_table(work.reached, said),
    }


def sheet_tables(work: Fieldwork, said: Texts) -> Sequence[Table]:
    """The same tables for a workbook; empty ones are left out."""
    return [table for table in page_tables(work, said).values() if table.rows]


def done_table(key: str, found: Sequence[Done], said: Texts, *, names: dict[PlaceId, Place]) -> Table:
    """Target and done, place by place."""
    say = said.say
    refused = any(one.refused is not None for one in found)
    columns = ["place", "target", "done", "part", *(["refused"] if refused else []), "last"]
    rows = [
        (
            said.name(names[one.place].name) if one.place in names else str(one.place),
            said.number(one.target) if one.target is not None else "–",
            said.number(one.done),
            said.percent(one.done / one.target) if one.target else "–",
            *([said.number(one.refused or 0)] if refused else []),
            said.date(one.last) if one.last else "–",
        )
        for one in found
    ]
    header = [say(f"web.fieldwork.col.{column}") for column in columns]
    return Table(say(f"web.fieldwork.{key}"), header, rows, "lrrr" + "r" * refused + "l")


def spots_table(found: Sequence[Spot], said: Texts, key: str = "spots") -> Table:
    """Interviews spot by spot, the late ones first."""
    say = said.say
    rows = [
        (one.unit, one.stratum, said.number(one.done), said.number(one.usual), said.date(one.last) if one.last else "–",
         say("web.fieldwork.late_word" if one.late else "web.fieldwork.well"))
        for one in found
    ]  # fmt: skip
    columns = ("unit", "stratum", "done", "usual", "last", "state")
    return Table(say(f"web.fieldwork.{key}"), [say(f"web.fieldwork.col.{one}") for one in columns], rows, "llrrll")


def reached_table(found: Sequence[Reached], said: Texts) -> Table:
    """The precision so far, indicator by indicator, and what more interviews would give."""
    say, pack = said.say, queries.pack()
    times = next((one.more for one in found if one.more), ())
    fixed = [say(f"web.fieldwork.col.{name}") for name in ("indicator", "n", "effective", "deff", "half_width")]
    more = [say("web.fieldwork.col.more", more=said.percent(factor - 1)) for factor, _ in times]
    rows = [
        (
            measure_name(one.indicator, pack, said),
            _number(one.n, said),
            _number(one.effective, said),
            _number(one.deff, said, 2),
            _points(one.half_width, said),
            *([_points(width, said) for _, width in one.more] or ["–"] * len(times)),
        )
        for one in found
    ]
    note = say("web.fieldwork.reached_note")
    return Table(say("web.fieldwork.reached"), [*fixed, *more], rows, "lrrrr" + "r" * len(times), note)


def _points(value: float | None, said: Texts) -> str:
    return said.say("sample.points", points=points(value, said)) if value is not None else "–"


def _number(value: float | None, said: Texts, decimals: int = 0) -> str:
    return "–" if value is None else said.number(value, decimals)

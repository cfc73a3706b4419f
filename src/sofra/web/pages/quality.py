"""What the pages on quality show: a release as reports look at it, the rows of the table, a number's method page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.gaps.explain import Explanation
from sofra.packs.texts import Texts
from sofra.report.material import Material
from sofra.report.method_page import Cited, method_page
from sofra.report.quality import Quality, quality, three, told, why
from sofra.report.view import View
from sofra.store import queries
from sofra.store.notes import ReleaseNote
from sofra.types.answers import Design
from sofra.types.fact import Fact
from sofra.types.keys import IndicatorId
from sofra.web.pages.released import Released, latest


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the quality table; areas, groups, settlements in words; `why` it is withheld or needs care."""

    quality: Quality
    areas: str
    groups: str
    settlements: str
    why: str


def seen(released: Released, texts: Texts) -> View:
    """The release as a report looks at it: names, sentences, facts by their address, how the sample went."""
    note = queries.release(released.release)
    material = Material(
        municipality=queries.municipality(),
        made_on=note.made_on.date().isoformat(),
        places=queries.places(),
        sample=queries.sample(note.id),
        run=queries.run(note.id),
        release=str(note.id),
    )
    return View(material, texts, queries.pack(), released.facts)


def table(view: View) -> tuple[Sequence[str], Sequence[Line]]:
    """The words above the table, and its lines."""
    rows = quality(view)
    return told(rows, view), [_line(row, view) for row in rows]


def whole_page(fact: Fact, explained: Explanation, note: ReleaseNote, texts: Texts) -> dict[str, object]:
    """What the method page of a number shows beside its explanation: its parts, its indicator, the place's name."""
    released = latest()
    if released is None:
        return {}
    view = seen(released, texts)
    made_on = note.made_on.date().isoformat()
    cited = Cited(note.id, note.run, made_on, view.pack.country, _design(note.id))
    return {
        "parts": method_page(fact, explained, view, cited),
        "indicator": view.pack.indicators.get(IndicatorId(fact.cell.indicator.removesuffix(":people"))),
        "place_name": view.place(fact.cell.place),
    }


def _design(release: int) -> Design | None:
    """The design of the newest round of a release; None for a release without a survey."""
    rounds = queries.inputs(release).rounds
    return rounds[-1].design if rounds else None


def _line(row: Quality, view: View) -> Line:
    areas, groups, settlements = (three(shown, view) for shown in (row.areas, row.groups, row.settlements))
    return Line(row, areas, groups, settlements, why(row.fact, view))

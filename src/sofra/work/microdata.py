"""Answers that leave the office: as an anonymised file with the report on its risk, or not at all."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.engine.frame import Codes, Column, Frame, beside
from sofra.needs.microdata.anonymise import Anonymised, anonymise
from sofra.needs.weights import Table, weigh
from sofra.packs.reference import recipe
from sofra.packs.texts import texts
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.records import as_record
from sofra.store.rows import batch_of
from sofra.types.answers import Value
from sofra.types.errors import NotFound, stop
from sofra.types.microdata import RiskReport
from sofra.types.place import Place
from sofra.work.acts import Actor, Done, act
from sofra.work.gather import gather

AREA = "area"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What became of the wish: the report, and the zip file, empty when the risk is too high."""

    report: RiskReport
    content: bytes


@act("microdata.export")
def export_microdata(actor: Actor, seed: int | None = None) -> Done[Leaving]:
    """The answers of the newest round as a zip file: people with coarse keys, the codebook, the risk report.

    The event keeps how many rows left, nothing of what they say. Raises NotFound without a round, DesignError when
    the round lacks the columns or has too few people.
    """
    table, places = _people()
    found = queries.workspace()
    made = anonymise(
        _with_area(table, places),
        table.weight,
        recipe(found.municipality.country, found.office),
        found.seed if seed is None else seed,
    )
    rows = made.report.after.rows if made.report.release else 0
    content = _zipped(made, found.municipality.languages) if made.report.release else b""
    return Done(Leaving(made.report, content), "microdata", {"rows": rows})


def _people() -> tuple[Table, Sequence[Place]]:
    given = gather()
    if not given.rounds:
        raise stop(NotFound, "no_round_yet")
    newest, pack = given.rounds[-1], queries.pack()
    weighed = weigh(apply(batch_of(newest), newest.links, pack.variables), newest.design, given.places, pack)
    return weighed.table("person"), given.places


def _with_area(table: Table, places: Sequence[Place]) -> Frame:
    """The answers with the area of each person; who lives nowhere we know has none."""
    named = {place.id: place for place in places}
    areas = sorted(place.id for place in places if place.kind == AREA)
    position = {area: at for at, area in enumerate(areas)}
    of_place = [position.get(place.id if place.kind == AREA else (place.parent or ""), -1) for place in named.values()]
    codes: Codes = table.place.copy()
    for row, place in enumerate(table.place):
        codes[row] = of_place[place] if place >= 0 else -1
    column = Column(codes.clip(0), codes >= 0, tuple(str(area) for area in areas))
    return beside(Frame(table.frame.size, {AREA: column}), table.frame)


def _zipped(made: Anonymised, languages: Sequence[str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "people.csv", _csv(made.columns))
        _put(archive, "risk.json", json.dumps(as_record(made.report), indent=1))
        for lang in languages:
            _put(archive, f"risk.{lang}.txt", "\n".join(sentences(made.report, lang)) + "\n")
    return target.getvalue()


def sentences(report: RiskReport, lang: str) -> list[str]:
    """The report in words: what left, how recognisable people are, what it cost."""
    spoken, after, before = texts(lang), report.after, report.before
    told = [
        spoken.say("microdata.rows", n=after.rows),
        spoken.say("microdata.alike", n=after.unsafe[report.k], before=before.unsafe[report.k], k=report.k),
        spoken.say("microdata.expected", expected=round(after.expected, 1), before=round(before.expected, 1)),
        spoken.say("microdata.special", n=after.special, before=before.special),
        spoken.say("microdata.cleared", n=sum(report.cleared.values())),
        spoken.say("microdata.left_out", n=len(report.left_out)),
        spoken.say("microdata.no_design"),
    ]
    told += [spoken.say("microdata.diverse", column=name, n=n) for name, n in after.diversity.items()]
    return [*told, *(spoken.say(reason) for reason in report.reasons)]


def _csv(columns: Mapping[str, Sequence[Value]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(value) for value in row] for row in zip(*columns.values(), strict=True))
    return "\ufeff" + text.getvalue()


def _safe(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _put(archive: zipfile.ZipFile, name: str, content: str) -> None:
    archive.writestr(zipfile.ZipInfo(name), content.encode())

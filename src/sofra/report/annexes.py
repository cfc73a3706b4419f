"""The annexes: every number with its base, the sample, registers that disagree, the reviewer's checklist, the Run."""

from sofra.report.by_area import by_area
from sofra.report.checklist import checklist
from sofra.report.method import sample_rows, weighted
from sofra.report.numbers import NOTHING, asked, day, interval, value, verdict
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE

MOST_MISSING = 25
COUNTED = ("gap.", "places.", "users.", "waiting.", "minutes.")
"""Beginnings of indicators that no survey was asked about."""

PRINT = 12
"""Letters of a sha256 that stand in the report; the whole of it stands in the Run."""


def annexes(view: View) -> tuple[Section, ...]:
    """All five, in their order."""
    return (_quality(view), _sample(view), _registers(view), checklist(view), _run(view))


def _quality(view: View) -> Section:
    """Shares and means of the whole municipality with interval, base and verdict, one table a group."""
    facts = [
        fact
        for fact in view.index.values()
        if fact.cell.place == view.home
        and fact.base.n is not None
        and ":" not in fact.cell.indicator
        and not fact.cell.indicator.startswith(COUNTED)
    ]
    listed = {indicator: number for number, indicator in enumerate(view.pack.indicators)}
    facts.sort(key=lambda fact: (listed.get(fact.cell.indicator, 999), fact.cell.indicator))
    withheld = sum(1 for fact in facts if fact.value is None)
    blocks: list[Block] = [Paragraph(view.say("annex.quality"))]
    if withheld:
        blocks.append(Paragraph(view.say("annex.withheld", n=withheld)))
    for group in (EVERYONE, *view.groups()):
        rows = [_quality_row(f, view) for f in facts if f.cell.group == group and f.value is not None]
        blocks += [table(view, "quality", rows, "lrrrrl", group=view.group(group))] if rows else []
    blocks += by_area(view)
    return Section(view.say("annex.quality_title"), tuple(blocks))


def _quality_row(fact: Fact, view: View) -> tuple[str, ...]:
    deff = NOTHING if fact.base.deff is None else view.texts.number(fact.base.deff, 1)
    name = view.indicator(fact.cell.indicator)
    return (name, value(fact, view), interval(fact, view), asked(fact, view), deff, verdict(fact, view))


def _sample(view: View) -> Section:
    sample = view.material.sample
    if sample is None:
        return Section(view.say("annex.sample_title"), (Paragraph(view.say("method.no_sample")),))
    blocks: list[Block] = [table(view, "sample", sample_rows(view, sample), "lr")]
    blocks.append(Paragraph(weighted(view, sample)))
    missing = sorted((sample.missing or {}).items(), key=lambda part: -part[1])
    rows = [
        (_variable(view, name), view.texts.percent(share)) for name, share in missing[:MOST_MISSING] if share >= 0.05
    ]
    blocks += [table(view, "missing", rows, "lr"), note(view.say("annex.skipped"))] if rows else []
    return Section(view.say("annex.sample_title"), tuple(blocks))


def _variable(view: View, name: str) -> str:
    found = view.pack.variables.get(name)
    return view.name(found.label) if found else name


def _registers(view: View) -> Section:
    rows = []
    for found in view.material.discrepancies:
        for count in found.counts:
            counted = view.texts.number(count.people)
            rows.append(
                (
                    view.group(found.group),
                    view.place(found.place),
                    count.source,
                    counted,
                    day(count.counted_on, view),
                    count.definition or "–",
                )
            )
    blocks: list[Block] = [Paragraph(view.say("annex.registers" if rows else "annex.no_registers"))]
    if rows:
        blocks.append(table(view, "registers", rows, "lllrll"))
    return Section(view.say("annex.registers_title"), tuple(blocks))


def _run(view: View) -> Section:
    run = view.material.run
    if run is None:
        return Section(view.say("annex.run_title"), (Paragraph(view.say("annex.no_run")),))
    rows = [
        (view.say("run.id"), run.id),
        (view.say("run.release"), view.material.release or "–"),
        (view.say("run.act"), run.act),
        (view.say("run.made_on"), run.made_on),
        (view.say("run.made_by"), run.made_by),
        (view.say("run.code"), run.code_version),
        (view.say("run.seed"), str(run.seed)),
        *((view.say("run.input", name=name), sha[:PRINT]) for name, sha in run.inputs.items()),
        *((view.say("run.pack", name=name), sha[:PRINT]) for name, sha in run.packs.items()),
        *((view.say("run.setting", name=name), text) for name, text in run.settings.items()),
    ]
    blocks = (Paragraph(view.say("annex.run")), table(view, "run", rows, "ll"))
    return Section(view.say("annex.run_title"), blocks)

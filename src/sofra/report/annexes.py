"""The annexes: every number with its base, the sample, registers that disagree, the reviewer's checklist, the Run."""

from sofra.report.by_area import by_area
from sofra.report.checklist import checklist
from sofra.report.method import sample_rows, weighted
from sofra.report.numbers import asked, day, interval, value, verdict
from sofra.report.pieces import table
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section
from sofra.types.keys import EVERYONE

PRINT = 12
"""Letters of a sha256 that stand in the report; the whole of it stands in the Run."""


def annexes(view: View) -> tuple[Section, ...]:
    """All five, in their order."""
    return (_quality(view), _sample(view), _registers(view), checklist(view), _run(view))


def _quality(view: View) -> Section:
    """Shares and means of the whole municipality with interval, base and verdict."""
    order = {group: number for number, group in enumerate((EVERYONE, *view.groups()))}
    facts = [
        fact
        for fact in view.index.values()
        if fact.cell.place == view.home and fact.base.n is not None and ":" not in fact.cell.indicator
    ]
    listed = {indicator: number for number, indicator in enumerate(view.pack.indicators)}
    facts.sort(key=lambda f: (order.get(f.cell.group, 99), listed.get(f.cell.indicator, 999), f.cell.indicator))
    rows = [
        (view.group(f.cell.group), view.indicator(f.cell.indicator), value(f, view), interval(f, view),
         asked(f, view), view.texts.number(f.base.deff, 1) if f.base.deff is not None else "–", verdict(f, view))
        for f in facts
    ]  # fmt: skip
    blocks: list[Block] = [Paragraph(view.say("annex.quality")), table(view, "quality", rows, "llrrrrl")]
    blocks += by_area(view)
    return Section(view.say("annex.quality_title"), tuple(blocks))


def _sample(view: View) -> Section:
    sample = view.material.sample
    if sample is None:
        return Section(view.say("annex.sample_title"), (Paragraph(view.say("method.no_sample")),))
    blocks: list[Block] = [table(view, "sample", sample_rows(view, sample), "lr")]
    blocks.append(Paragraph(weighted(view, sample)))
    missing = sorted((sample.missing or {}).items(), key=lambda part: -part[1])
    rows = [(_variable(view, name), view.texts.percent(share)) for name, share in missing if share > 0]
    blocks.append(table(view, "missing", rows, "lr"))
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

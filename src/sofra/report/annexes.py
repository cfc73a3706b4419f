"""The annexes: every number with its base, the sample, registers that disagree, the reviewer's checklist, the Run."""

from collections.abc import Sequence

from sofra.report import counts, quality
from sofra.report.by_area import by_area
from sofra.report.checklist import checklist
from sofra.report.method import sample_rows, weighted
from sofra.report.numbers import NOTHING, asked, counted, day, interval, value, verdict
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section
from sofra.types.evidence import Discrepancy, RegisterCount
from sofra.types.fact import Fact

LEAST_MISSING = 0.03
"""From this share of lost answers on a number stands in the table of missing answers."""

COUNTED = ("gap.", "places.", "users.", "waiting.", "minutes.")
"""Beginnings of indicators that no survey was asked about."""

PRINT = 12
"""Letters of a sha256 that stand in the report; the whole of it stands in the Run."""


def annexes(view: View) -> tuple[Section, ...]:
    """All six, in their order; the counts of registers only where there is one."""
    counted = (counts.chapter(view),) if view.material.counts.notes else ()
    return (_quality(view), _sample(view), _registers(view), checklist(view), _run(view), *counted)


def _quality(view: View) -> Section:
    """How good each number is, in words and tables; then shares and means of each group with interval and base."""
    facts = [
        fact
        for fact in view.index.values()
        if fact.cell.place == view.home
        and fact.base.n is not None
        and ":" not in fact.cell.indicator
        and not fact.cell.indicator.startswith(COUNTED)
    ]
    listed = {indicator: number for number, indicator in enumerate(view.pack.headline)}
    facts.sort(key=lambda fact: (listed.get(fact.cell.indicator, 999), fact.cell.indicator))
    withheld = sum(1 for fact in facts if fact.value is None)
    blocks: list[Block] = [Paragraph(view.say("annex.quality")), *quality.blocks(view)]
    if withheld:
        blocks.append(Paragraph(view.say("annex.withheld", n=withheld)))
    for group in view.groups():
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
    rows = [_unanswered(fact, view) for fact in missing(view)]
    blocks += [table(view, "missing", rows, "lrrr"), note(view.say("annex.missing"))] if rows else []
    return Section(view.say("annex.sample_title"), tuple(blocks))


def missing(view: View) -> Sequence[Fact]:
    """Everybody's numbers for which some of those whom they are about gave no usable answer, most missing first.

    Questions that the form skipped are no part of it: who is outside an indicator's base was not asked.
    """
    found = [view.fact(indicator) for indicator in view.pack.headline]
    known = [fact for fact in found if fact is not None and fact.value is not None and fact.base.n]
    return sorted((fact for fact in known if unanswered(fact) >= LEAST_MISSING), key=unanswered, reverse=True)


def unanswered(fact: Fact) -> float:
    """Share without a usable answer among those whom the number is about, 0 to 1."""
    n, lost = fact.base.n or 0, fact.base.missing or 0
    return lost / (n + lost) if n + lost else 0.0


def _unanswered(fact: Fact, view: View) -> tuple[str, ...]:
    number = view.texts.number
    n, lost = fact.base.n or 0, fact.base.missing or 0
    return (view.indicator(fact.cell.indicator), number(n + lost), number(lost), view.texts.percent(unanswered(fact)))


def _registers(view: View) -> Section:
    # In a settlement so few people live that a count of a group could give somebody away.
    wider = [found for found in view.material.discrepancies if view.kind_of(found.place) != "settlement"]
    rows = [_register(found, count, view) for found in wider for count in found.counts]
    blocks: list[Block] = [Paragraph(view.say("annex.registers" if rows else "annex.no_registers"))]
    if rows:
        blocks.append(table(view, "registers", rows, "lllrll"))
    return Section(view.say("annex.registers_title"), tuple(blocks))


def _register(found: Discrepancy, count: RegisterCount, view: View) -> tuple[str, ...]:
    return (
        view.group(found.group),
        view.place(found.place),
        view.source(count),
        counted(count.people, view),
        day(count.counted_on, view),
        view.name(count.meaning) or count.definition or "–",
    )


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

"""Chapter 7: every target group, one after the other: how many, what they need, how they live, what they say."""

from collections.abc import Sequence

from sofra.report.differences import between
from sofra.report.numbers import WITHHELD, asked, counted, in_area, interval, people, value, verdict, whole
from sofra.report.pieces import bars, mark, note, signs, table
from sofra.report.unlisted import section
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section, Table
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId

MOST_BARS = 9
MOST_VOICES = 4
BY_AREA = 4
MOST_AREAS = 6


def chapter(view: View) -> Section:
    """First everybody, then each group."""
    if not view.material.facts:
        return Section(view.say("chapter.findings"), (Paragraph(view.say("findings.none")),))
    sections = [_group(view, EVERYONE)] if _facts(view, EVERYONE) else []
    sections += [_group(view, group) for group in view.groups() if _known(view, group)]
    sections += between(view)
    unlisted = section(view)
    sections += [unlisted] if unlisted else []
    return Section(view.say("chapter.findings"), (Paragraph(view.say("findings.intro")),), tuple(sections))


def needs(view: View, group: GroupId) -> list[Fact]:
    """The shares of the group who need each service, largest first, withheld ones last."""
    return _ordered([fact for fact in _facts(view, group) if fact.cell.indicator.startswith("needs.")])


def _known(view: View, group: GroupId) -> bool:
    counted = any(count.group == group for count in view.material.registers)
    return bool(_facts(view, group)) or counted or any(voice.group == group for voice in view.material.voices)


def _group(view: View, group: GroupId) -> Section:
    found = _facts(view, group)
    blocks: list[Block] = [Paragraph(_size(view, group, found)), *_registers(view, group)]
    if any(fact.value is not None for fact in found):
        blocks += [*_needs(view, group), *_living(view, group, found), *_by_area(view, group)]
    blocks += _voices(view, group)
    return Section(view.group(group), tuple(blocks))


def _facts(view: View, group: GroupId) -> list[Fact]:
    """The shares and means of the group for the whole municipality, in the order of the catalogue."""
    found = [view.fact(indicator, view.home, group) for indicator in _indicators(view)]
    return [fact for fact in found if fact is not None]


def _indicators(view: View) -> Sequence[IndicatorId]:
    listed = list(view.pack.headline)
    others = {f.cell.indicator for f in view.material.facts if f.unit == "share" and f.cell.indicator not in listed}
    others = {indicator for indicator in others if not indicator.startswith(("gap.", "inequality."))}
    return [*listed, *sorted(others)]


def _ordered(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: -1.0 if fact.value is None else fact.value, reverse=True)


def _size(view: View, group: GroupId, found: Sequence[Fact]) -> str:
    """How many people of the group were asked, and for how many they stand."""
    best = max((f for f in found if f.base.n and f.status is not Status.SUPPRESSED), key=_base, default=None)
    if best is None or best.base.n is None:
        return view.say("findings.not_surveyed")
    if best.base.people is None:
        return view.say("findings.size_asked", n=best.base.n)
    if group == EVERYONE:
        return view.say("findings.size_all", n=best.base.n, people=people(best.base.people))
    return view.say("findings.size", n=best.base.n, people=people(best.base.people))


def _base(fact: Fact) -> int:
    return fact.base.n or 0


def _registers(view: View, group: GroupId) -> list[Block]:
    counts = [count for count in view.material.registers if count.group == group and count.place == view.home]
    blocks: list[Block] = []
    for count in counts:
        when = view.texts.date(count.counted_on) if count.counted_on else view.say("findings.undated")
        key = "findings.register" if counted(count.people, view) != WITHHELD else "findings.register_few"
        blocks.append(Paragraph(view.say(key, source=view.source(count), n=count.people, day=when)))
    if any(d.group == group for d in view.material.discrepancies):
        blocks.append(note(view.say("findings.disagree")))
    return blocks


def _needs(view: View, group: GroupId) -> list[Block]:
    found = needs(view, group)
    if not found:
        return [note(view.say("findings.no_needs"))] if group != EVERYONE else []
    rows = []
    for fact in found:
        suffix = fact.cell.indicator.removeprefix("needs.")
        count = view.fact(f"{fact.cell.indicator}:people", view.home, group)
        lack = view.fact(f"lacks.{suffix}", view.home, group)
        rows.append(
            (view.indicator(fact.cell.indicator), value(fact, view), interval(fact, view), asked(fact, view),
             whole(count, view), whole(lack, view), verdict(fact, view))
        )  # fmt: skip
    name = view.group(group)
    blocks: list[Block] = [table(view, "needs", rows, "lrrrrrl", group=name)]
    marks = [mark(view.short(fact.cell.indicator), fact, view) for fact in found if fact.value is not None]
    if marks:
        blocks.append(bars(view, "needs", marks[:MOST_BARS], "share", group=name))
    return blocks


def _living(view: View, group: GroupId, found: Sequence[Fact]) -> list[Block]:
    rows = []
    for fact in found:
        indicator = fact.cell.indicator
        if indicator.startswith(("needs.", "lacks.", "gap.")):
            continue
        everyone = view.fact(indicator, view.home) if group != EVERYONE else None
        cells = [view.indicator(indicator), value(fact, view), interval(fact, view), asked(fact, view)]
        rows.append((*cells, *([whole(everyone, view)] if group != EVERYONE else []), verdict(fact, view)))
    key, align = ("living", "lrrrrl") if group != EVERYONE else ("living_all", "lrrrl")
    return [table(view, key, rows, align, group=view.group(group))] if rows else []


def _by_area(view: View, group: GroupId) -> list[Block]:
    """What is lacking most, area by area: one column an area."""
    lacks = _ordered([fact for fact in _facts(view, group) if fact.cell.indicator.startswith("lacks.")])[:BY_AREA]
    areas = view.kind("area")
    rows = []
    for lack in lacks:
        found = [view.fact(lack.cell.indicator, area.id, group) for area in areas]
        if any(fact is not None and fact.value is not None for fact in found):
            rows.append((view.short(lack.cell.indicator), *(in_area(fact, view) for fact in found)))
    if not rows or len(areas) > MOST_AREAS:
        return []
    header = (view.say("table.lacks_by_area.c1"), *(view.name(area.name) for area in areas))
    caption = view.say("table.lacks_by_area.caption", group=view.group(group))
    explained = view.say("table.lacks_by_area.note", signs=signs([cell for row in rows for cell in row], view)).strip()
    return [Table(caption, header, tuple(rows), "l" * len(header), explained)]


def _voices(view: View, group: GroupId) -> list[Block]:
    voices = [voice for voice in view.material.voices if voice.group == group][:MOST_VOICES]
    if not voices:
        return []
    blocks: list[Block] = [Paragraph(view.say("findings.voices"))]
    for voice in voices:
        session = view.texts.date(voice.held_on) if voice.held_on else voice.session
        words = view.say("findings.voice", text=view.name(voice.text), session=session)
        blocks.append(Paragraph(words, "quote"))
    return blocks

"""The social mapping report: fourteen chapters and five annexes, numbered."""

from collections.abc import Sequence
from dataclasses import replace

from sofra.packs.texts import Texts
from sofra.report import (
    advice,
    behind,
    findings,
    local_plan,
    method,
    offer,
    order,
    profile,
    setting,
    shortfall,
    summary,
)
from sofra.report.annexes import annexes
from sofra.report.material import Material
from sofra.report.numbers import NOTHING, asked, whole
from sofra.report.view import View, view
from sofra.types.catalogue import Pack
from sofra.types.document import Document, Section


def compose(material: Material, texts: Texts, pack: Pack) -> Document:
    """The whole report as a tree; what was not collected is said in a sentence, never left out in silence."""
    seen = view(material, texts, pack)
    name = seen.name(material.municipality.name)
    return Document(
        title=seen.say("title", municipality=name),
        subtitle=seen.say("subtitle", period=material.municipality.period),
        lang=texts.lang,
        date=material.made_on,
        author=material.author or seen.say("author", municipality=name),
        sections=_numbered(_chapters(seen), annexes(seen), seen),
        banner=seen.banner,
        template="social_map",
        facts=_facts(seen),
    )


def _chapters(seen: View) -> Sequence[Section]:
    return (
        summary.chapter(seen),
        setting.introduction(seen),
        setting.framework(seen),
        method.chapter(seen),
        profile.chapter(seen),
        profile.actors(seen),
        findings.chapter(seen),
        behind.chapter(seen),
        offer.chapter(seen),
        shortfall.chapter(seen),
        order.chapter(seen),
        advice.chapter(seen),
        local_plan.chapter(seen),
        local_plan.monitoring(seen),
    )


def _numbered(chapters: Sequence[Section], extra: Sequence[Section], seen: View) -> tuple[Section, ...]:
    numbered = [_number(section, str(number), seen) for number, section in enumerate(chapters, 1)]
    for letter, section in zip(seen.say("annex.letters"), extra, strict=False):
        numbered.append(replace(section, title=seen.say("annex.numbered", letter=letter, title=section.title)))
    return tuple(numbered)


def _number(section: Section, number: str, seen: View) -> Section:
    inner = tuple(_number(part, f"{number}.{place}", seen) for place, part in enumerate(section.sections, 1))
    return replace(section, title=seen.say("numbered", number=number, title=section.title), sections=inner)


def _facts(seen: View) -> tuple[tuple[str, str], ...]:
    """Every released number below the settlements as a line of text, for the workbook."""
    places = {place.id for place in seen.material.places if place.kind != "settlement"} or {
        fact.cell.place for fact in seen.material.facts
    }
    rows = []
    for fact in seen.index.values():
        if fact.cell.indicator.startswith("inequality."):
            continue  # told in its own chapter, in sentences
        if fact.cell.place in places and fact.base.n is not None:
            name = seen.say(
                "fact", indicator=seen.indicator(fact.cell.indicator), group=seen.group(fact.cell.group),
                place=seen.place(fact.cell.place),
            )  # fmt: skip
            n = asked(fact, seen)
            shown = whole(fact, seen)
            rows.append((name, shown if n == NOTHING else seen.say("fact_value", value=shown, n=n)))
    return tuple(rows)

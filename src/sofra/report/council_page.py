"""One page for the council: the first three gaps, one chart, how to read it, and what is asked of the council."""

from sofra.packs.texts import Texts
from sofra.report.advice import recommendation
from sofra.report.material import Material
from sofra.report.numbers import asked, whole
from sofra.report.pieces import bars, mark
from sofra.report.summary import leading, told
from sofra.report.view import View, view
from sofra.types.catalogue import Pack
from sofra.types.document import Block, Bullets, Document, Paragraph, Section
from sofra.types.planning import Gap

BARS = 5
REQUESTS = 3


def compose(material: Material, texts: Texts, pack: Pack) -> Document:
    """The page as a tree of four short sections."""
    seen = view(material, texts, pack)
    name = seen.name(material.municipality.name)
    return Document(
        title=seen.texts.say("council.title", municipality=name),
        subtitle=seen.texts.say("council.subtitle", date=texts.date(material.made_on)),
        lang=texts.lang,
        date=material.made_on,
        author=material.author or seen.say("author", municipality=name),
        sections=(_gaps(seen), _reading(seen), _request(seen)),
        banner=seen.banner,
        template="council_page",
        contents=False,
        facts=tuple(_fact(gap, seen) for gap in leading(seen, BARS)),
    )


def _fact(gap: Gap, seen: View) -> tuple[str, str]:
    """A gap of the page as a line of the workbook: people without a place, interval and number asked."""
    name = seen.say("gap.label", service=seen.service(gap.service), group=seen.group(gap.group))
    return name, seen.say("fact_value", value=whole(gap.without, seen), n=asked(gap.need, seen))


def _gaps(seen: View) -> Section:
    gaps = leading(seen)
    if not gaps:
        return Section(seen.texts.say("council.gaps"), (Paragraph(seen.say("summary.no_gaps")),))
    blocks: list[Block] = [Bullets(tuple(told(gap, seen) for gap in gaps), numbered=True)]
    found = leading(seen, BARS)
    marks = [
        mark(seen.say("gap.label", service=seen.service(g.service), group=seen.group(g.group)), g.without, seen)
        for g in found
    ]
    if marks:
        blocks.append(bars(seen, "without", marks, "people"))
    key = "council.first" if seen.material.ranked else "council.gaps"
    return Section(seen.texts.say(key), tuple(blocks))


def _reading(seen: View) -> Section:
    sample = seen.material.sample
    key = "council.asked" if sample else "council.not_asked"
    who = seen.texts.say(key, n=sample.households if sample else 0)
    return Section(seen.texts.say("council.reading"), (Paragraph(who), Paragraph(seen.texts.say("council.interval"))))


def _request(seen: View) -> Section:
    proposals = seen.material.proposals[:REQUESTS]
    items = [recommendation(proposal, seen) for proposal in proposals]
    costs = [proposal.cost_year for proposal in proposals if proposal.cost_year is not None]
    if costs:
        cost = seen.texts.number(float(f"{sum(costs):.2g}"))  # The estimates behind it know no more digits.
        items.append(seen.texts.say("council.cost", n=len(costs), cost=cost, currency=seen.pack.currency))
    items.append(seen.texts.say("council.adopt"))
    items.append(seen.texts.say("council.follow"))
    return Section(seen.texts.say("council.request"), (Bullets(tuple(items)),))

"""Chapter 11: what comes first, by which criteria, and how firm that order is."""

from sofra.report.pieces import table
from sofra.report.view import View
from sofra.types.document import Block, Chart, Mark, Paragraph, Section
from sofra.types.planning import Ranked

MOST_ROWS = 20
MOST_BARS = 10
FIRM = 0.8
TOP = 5


def chapter(view: View) -> Section:
    """The ranking with its range, the weights, and a sentence about firmness."""
    ranked = sorted(view.material.ranked, key=lambda entry: entry.rank)
    if not ranked:
        return Section(view.say("chapter.order"), (Paragraph(view.say("order.none")),))
    firm = [entry for entry in ranked if entry.rank <= TOP and entry.in_top >= FIRM]
    share = view.texts.percent(FIRM)
    blocks: list[Block] = [
        Paragraph(view.say("order.axes")),
        table(view, "criteria", _criteria(view), "llr"),
        table(view, "ranks", [row(entry, view) for entry in ranked[:MOST_ROWS]], "rllrrrr"),
        rank_chart(view),
        Paragraph(
            view.say("order.firm", n=len(firm), share=share) if firm else view.say("order.not_firm", share=share)
        ),
        Paragraph(view.say("order.decides")),
    ]
    return Section(view.say("chapter.order"), tuple(blocks))


def rank_chart(view: View, most: int = MOST_BARS) -> Chart:
    """The first ranks with the range that each may take."""
    ranked = sorted(view.material.ranked, key=lambda entry: entry.rank)[:most]
    marks = tuple(_mark(entry, view) for entry in ranked)
    told = "; ".join(view.say("chart.told", label=mark.label, value=mark.text) for mark in marks)
    title = view.say("chart.ranks.title")
    return Chart(
        kind="rank_ranges",
        title=title,
        marks=marks,
        axis=view.say("chart.ranks.axis"),
        alt=view.say("chart.alt", title=title, told=told),
        source=view.say("source_ranks"),
    )


def row(entry: Ranked, view: View) -> tuple[str, ...]:
    """One line of the ranking."""
    number = view.texts.number
    return (
        number(entry.rank),
        view.service(entry.gap.service),
        _whom(entry, view),
        number(entry.needs, 2),
        number(entry.opportunities, 2),
        _range(entry, view),
        view.texts.percent(entry.in_top),
    )


def _mark(entry: Ranked, view: View) -> Mark:
    label = view.say("gap.label", service=view.service(entry.gap.service), group=_whom(entry, view))
    text = view.say("with_range", value=view.texts.number(entry.rank), range=_range(entry, view))
    return Mark(label, float(entry.rank), float(entry.rank_low), float(entry.rank_high), text=text)


def _range(entry: Ranked, view: View) -> str:
    if entry.rank_low == entry.rank_high:
        return view.texts.number(entry.rank_low)
    return view.say("range", low=view.texts.number(entry.rank_low), high=view.texts.number(entry.rank_high))


def _whom(entry: Ranked, view: View) -> str:
    """The group, and the place where it is not the whole municipality."""
    group = view.group(entry.gap.group)
    if entry.gap.place == view.home:
        return group
    return view.say("gap.whom", group=group, place=view.place(entry.gap.place))


def _criteria(view: View) -> list[tuple[str, ...]]:
    criteria = view.material.criteria or view.pack.criteria
    rows: list[tuple[str, ...]] = []
    for criterion in criteria:
        key = f"criteria.{criterion.id}.label"
        name = view.texts.say(key) if view.texts.knows(key) else criterion.id
        rows.append((name, view.say(f"order.axis_{criterion.axis}"), view.texts.number(criterion.weight)))
    return rows

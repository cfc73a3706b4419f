"""Tags for templates: sentences of the packs, numbers of a language, figures that say where they come from."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, radians, sin
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sofra.gaps.words import group_name, measure_name, service_name
from sofra.packs.texts import Gap, Texts
from sofra.render.legend import Entry
from sofra.types.document import Table
from sofra.types.fact import Fact, Status
from sofra.types.keys import GroupId, IndicatorId, Label, ServiceKind
from sofra.types.planning import Ranked
from sofra.web.figures import address, by_model, modelled
from sofra.web.figures import figure as written

register = template.Library()
register.filter("modelled", modelled)
register.filter("by_model", by_model)


def spoken(context: Mapping[str, Any]) -> Texts:
    """The sentences of the page's language."""
    found: Texts = context["texts"]
    return found


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, counts: Mapping[str, Gap] | None = None, **gaps: Gap) -> str:
    """The sentence of this key, its gaps filled by name, or from a mapping."""
    return spoken(context).say(key, **{**(counts or {}), **gaps})


@register.simple_tag(takes_context=True)
def name(context: Context, label: Label | str) -> str:
    """A label in the reader's language; plain text as it is."""
    return label if isinstance(label, str) else spoken(context).name(label)


@register.simple_tag(takes_context=True)
def person(context: Context, name: str) -> str:
    """Who did something, as a reader calls them."""
    return spoken(context).person(name)


@register.simple_tag(takes_context=True)
def number(context: Context, value: float | None, decimals: int = 0) -> str:
    """A number as the language writes it; a dash when unknown."""
    return "–" if value is None else spoken(context).number(value, decimals)


@register.simple_tag(takes_context=True)
def percent(context: Context, share: float | None, decimals: int = 0) -> str:
    """A share as per cent; a dash when unknown."""
    return "–" if share is None else spoken(context).percent(share, decimals)


@register.simple_tag(takes_context=True)
def money(context: Context, value: float | None, currency: str = "") -> str:
    """An amount with its currency; a dash when unknown."""
    return "–" if value is None else f"{spoken(context).number(value)} {currency}".strip()


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | str | None, style: str = "medium") -> str:
    """A date as the language writes it; a dash when unknown."""
    return spoken(context).date(value, style) if value else "–"


@register.simple_tag(takes_context=True)
def figure(context: Context, fact: Fact | None, *, span: bool = True) -> str | SafeString:
    """The number with its interval, as a link to "Why this number?"."""
    texts = spoken(context)
    shown = written(fact, texts)
    if fact is None or not _explained(fact):
        return format_html('<span class="withheld">{}</span>', shown.text)
    css = "why" if shown.known else "why withheld"
    interval = format_html(' <span class="range">({})</span>', shown.span) if span and shown.span else ""
    link = f"{reverse('why')}?{address(fact.cell)}"
    spoken_too = f"web.why.link_{'by_model' if by_model(fact) else 'modelled'}" if modelled(fact) else "web.why.link"
    return format_html(
        '<a class="{}" href="{}">{}{}<span class="hide"> – {}</span></a>',
        css, link, shown.value, interval, texts.say(spoken_too),
    )  # fmt: skip


def _explained(fact: Fact) -> bool:
    """False for a need that nobody asked about: no number is kept, so there is nothing to explain."""
    return fact.value is not None or fact.status is Status.SUPPRESSED or fact.cell.indicator.startswith("gap.")


@register.simple_tag(takes_context=True)
def mark(context: Context, kind: str, family: str = "status") -> str | SafeString:
    """A status as a shape and a word."""
    words = spoken(context).say(f"{family}.{kind}")
    return format_html('<span class="mark {}">{}</span>', kind, words)


@register.inclusion_tag("sofra/parts/field.html", takes_context=True)
def field(context: Context, bound: Any, css: str = "") -> dict[str, Any]:
    """One form field with label, hint and error."""
    key = f"web.form.{bound.name}"
    hint = spoken(context).say(f"{key}_hint") if spoken(context).knows(f"{key}_hint") else ""
    bound.help_text = hint  # Django ties it to the input: aria-describedby
    return {"texts": spoken(context), "field": bound, "label": f"{key}", "hint": hint, "css": css}


@register.simple_tag(takes_context=True)
def where(context: Context, issue: Any) -> str:
    """The spot of an issue in words."""
    return spoken(context).where(issue.where)


@register.simple_tag(takes_context=True)
def what(context: Context, issue: Any) -> str:
    """What is wrong."""
    return spoken(context).what(issue)


@register.simple_tag(takes_context=True)
def remedy(context: Context, issue: Any) -> str:
    """What to do about it."""
    return spoken(context).remedy(issue)


@register.simple_tag
def at(value: float | None, top: float) -> str:
    """Where a value stands on an axis from 0 to `top`, as per cent for a picture."""
    return f"{100 * min(max((value or 0) / top, 0), 1):.2f}%" if top else "0%"


@register.simple_tag(takes_context=True)
def service(context: Context, kind: str) -> str:
    """A kind of service by its name."""
    return service_name(ServiceKind(kind), context["pack"], spoken(context))


@register.simple_tag(takes_context=True)
def group(context: Context, id: str) -> str:
    """A target group by its name."""
    return group_name(GroupId(id), context["pack"], spoken(context))


@register.simple_tag(takes_context=True)
def measure(context: Context, id: str) -> str:
    """An indicator or a measure of supply or of a gap by its name."""
    return measure_name(IndicatorId(id), context["pack"], spoken(context))


@register.inclusion_tag("sofra/parts/table_art.html", takes_context=True)
def table_art(context: Context, steps: Any) -> dict[str, Any]:
    """The six steps as places around a table; a picture beside the list that says the same."""
    seats = [(step, 150 + 112 * sin(radians(60 * n)), 150 - 112 * cos(radians(60 * n))) for n, step in enumerate(steps)]
    return {"seats": seats, "texts": spoken(context), "done": sum(step.state == "done" for step in steps)}


@register.inclusion_tag("sofra/parts/dots.html", takes_context=True)
def dots(
    context: Context, fact: Fact | None, top: float, *, whole: Fact | None = None, compared: str = ""
) -> dict[str, Any]:
    """A number as a dot with its interval on an axis from 0 to `top`; a line marks the number of the whole."""
    shown = fact is not None and fact.value is not None
    unsure = modelled(fact) or (fact is not None and fact.status == "unreliable" and compared != "worse")
    css = "unsure" if unsure else "worse" if compared == "worse" else ""
    return {"fact": fact if shown else None, "top": top, "whole": whole, "css": css, "texts": spoken(context)}


@register.simple_tag(takes_context=True)
def span(context: Context, fact: Fact | None) -> str | SafeString:
    """The 95 % interval of a number in words; nothing for a count."""
    texts = spoken(context)
    interval = written(fact, texts).span if fact else ""
    return (
        format_html('<span class="range">{}</span>', texts.say("web.figure.interval", span=interval))
        if interval
        else ""
    )


GROUND = {
    "outline": ("none", "#1f2a37"),
    "areas": ("none", "#3d4856"),
    "roads": ("none", "#6b7280"),
    "water": ("#8fb8d8", "#4f8fbf"),
    "hazard": ("#c5d5e6", "#3b6fa5"),
    "route": ("none", "#9f1239"),
}
"""How each kind of layer looks in a legend: its ground and its line."""

SIGNS = (
    "M12 2.5a6 6 0 1 0 .01 0z", "M6.5 3h11v11h-11z", "M12 2 19 14.5H5z", "M12 1 19.5 8.5 12 16 4.5 8.5z",
    "M12 15 5 2.5h14z", "M9.5 2h5v4h4v5h-4v4h-5v-4h-4V6h4z",
)  # fmt: skip
"""The shapes of pins, in the order of render.look.PINS."""


@register.simple_tag
def map_sign(entry: Entry) -> SafeString:
    """A legend's sample: a class, hatched for withheld, dotted for a model's number, a pin's shape, a layer's line."""
    inside, fill = SafeString(""), entry.look or "none"
    if entry.kind == "withheld":
        inside = format_html('<path d="{}" stroke="#6b7280" stroke-width="2.5"/>', "M-4 13 8 1M2 19 18 3M10 21 26 5")
    if entry.kind == "model":
        dots = "M5 5h.01M12 5h.01M19 5h.01M5 12h.01M12 12h.01M19 12h.01"
        inside = format_html('<path d="{}" stroke="#6b4a33" stroke-width="2.6" stroke-linecap="round"/>', dots)
    if entry.kind == "pin":
        path = SIGNS[entry.number % len(SIGNS)]
        return format_html('<svg viewBox="0 0 24 17" aria-hidden="true"><path d="{}" fill="{}"/></svg>', path, fill)
    if entry.kind == "layer":
        fill, line = GROUND.get(entry.look, GROUND["roads"])
        inside = format_html('<path d="M0 8.5h24" stroke="{}" stroke-width="2.5"/>', line)
        return format_html(
            '<svg viewBox="0 0 24 17" aria-hidden="true"><rect width="24" height="17" fill="{}"/>{}</svg>', fill, inside
        )
    edge = SafeString('<rect class="swatch-edge" x=".5" y=".5" width="23" height="16"/>')
    return format_html(
        '<svg viewBox="0 0 24 17" aria-hidden="true"><rect width="24" height="17" fill="{}"/>{}{}</svg>',
        fill, inside, edge,
    )  # fmt: skip


@register.inclusion_tag("sofra/parts/rank_span.html")
def rank_span(item: Ranked, count: int) -> dict[str, Any]:
    """How far a rank moves, drawn from first (left) to last (right)."""
    room = max(count - 1, 1)
    spots = [f"{4 + 92 * (rank - 1) / room:.2f}%" for rank in (item.rank_low, item.rank, item.rank_high)]
    return {"low": spots[0], "spot": spots[1], "high": spots[2]}


@register.inclusion_tag("sofra/parts/meter.html", takes_context=True)
def meter(context: Context, share: float, css: str = "") -> dict[str, Any]:
    """A score from 0 to 1 as a bar with its number."""
    return {"width": f"{100 * share:.1f}%", "words": spoken(context).number(share, 2), "css": css}


COMPARED_MARKS = {"clear": "short", "hint": "unreliable", "same": "closed", "withheld": "suppressed", "none": "closed"}


@register.simple_tag(takes_context=True)
def compared_mark(context: Context, verdict: str) -> SafeString:
    """What a comparison shows, as a shape and a word."""
    words = spoken(context).say(f"inequality.verdict.{verdict}")
    return format_html('<span class="mark {}">{}</span>', COMPARED_MARKS.get(verdict, "closed"), words)


OUTCOME_MARKS = {
    "columns_wrong": "failed",
    "rows_wrong": "short",
    "ready": "target",
    "accepted": "done",
    "refused": "failed",
}


@register.simple_tag(takes_context=True)
def outcome_mark(context: Context, kind: str) -> SafeString:
    """How an upload stands, as a shape and a word."""
    words = spoken(context).say(f"web.outcome.{kind}.word")
    return format_html('<span class="mark {}">{}</span>', OUTCOME_MARKS.get(kind, "closed"), words)


@register.filter
def at_key(found: Mapping[str, str] | None, key: str) -> str:
    """The value under a key; empty when there is none."""
    return (found or {}).get(key, "")


@register.simple_tag(takes_context=True)
def name_at(context: Context, labels: Mapping[str, Label], key: str) -> str:
    """The label under a key in the reader's language; empty when there is none."""
    return spoken(context).name(labels[key]) if key in labels else ""


@register.simple_tag
def join(parts: Sequence[str]) -> str:
    """Texts with commas between them."""
    return ", ".join(parts)


@register.simple_tag(takes_context=True)
def column(context: Context, id: str) -> str:
    """What a wanted column is called; its own name where there are no words for it."""
    key = f"web.column.{id}"
    return spoken(context).say(key) if spoken(context).knows(key) else id


@register.inclusion_tag("sofra/parts/plain_table.html")
def plain_table(table: Table, css: str = "") -> dict[str, Any]:
    """A table of ready-written cells; on a narrow screen each row is a card, its columns' words beside the cells."""
    sides = ["num" if side == "r" else "" for side in table.align]
    rows = [list(zip(row, sides, table.header, strict=True)) for row in table.rows]
    return {"table": table, "head": list(zip(table.header, sides, strict=True)), "rows": rows, "css": css}

"""Tags for templates: sentences of the packs, numbers of a language, figures that say where they come from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sofra.packs.texts import Gap, Texts
from sofra.types.fact import Fact
from sofra.types.keys import Label
from sofra.web.figures import address, amount
from sofra.web.figures import figure as written

register = template.Library()


def spoken(context: Mapping[str, Any]) -> Texts:
    """The sentences of the page's language."""
    found: Texts = context["texts"]
    return found


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **gaps: Gap) -> str:
    """The sentence of this key, its gaps filled."""
    return spoken(context).say(key, **gaps)


@register.simple_tag(takes_context=True)
def name(context: Context, label: Label | str) -> str:
    """A label in the reader's language; plain text as it is."""
    return label if isinstance(label, str) else spoken(context).name(label)


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
def quantity(context: Context, value: float | None, unit: str) -> str:
    """A number of a unit; a dash when unknown."""
    return "–" if value is None else amount(value, unit, spoken(context))


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | str | None, style: str = "medium") -> str:
    """A date as the language writes it; a dash when unknown."""
    return spoken(context).date(value, style) if value else "–"


@register.simple_tag(takes_context=True)
def figure(context: Context, fact: Fact | None, *, span: bool = True) -> str | SafeString:
    """The number with its interval, as a link to "Why this number?"."""
    texts = spoken(context)
    shown = written(fact, texts)
    if fact is None:
        return format_html('<span class="withheld">{}</span>', shown.text)
    css = "why" if shown.known else "why withheld"
    interval = format_html(' <span class="range">({})</span>', shown.span) if span and shown.span else ""
    link = f"{reverse('why')}?{address(fact.cell)}"
    return format_html(
        '<a class="{}" href="{}">{}{}<span class="hide"> – {}</span></a>',
        css, link, shown.value, interval, texts.say("web.why.link"),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def mark(context: Context, kind: str, family: str = "status") -> str | SafeString:
    """A status as a shape and a word."""
    words = spoken(context).say(f"status.{kind}" if family == "status" else f"web.{family}.{kind}")
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

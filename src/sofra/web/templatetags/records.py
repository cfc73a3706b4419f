"""Tags for the forms of the inventory: a field with the words of its column, and lines of fields."""

from typing import Any

from django import template
from django.template.context import Context

from sofra.packs.texts import Texts
from sofra.resources.listed import name_of
from sofra.web.templatetags.sofra import spoken

register = template.Library()


@register.inclusion_tag("sofra/parts/field.html", takes_context=True)
def record_field(context: Context, form: Any, name: str, kind: str) -> dict[str, Any]:
    """One field of a record's form, with the words of its column."""
    bound, texts = form[name], spoken(context)
    hint = spoken_hint(kind, name, texts)
    bound.help_text = hint
    many = bound.use_fieldset and len(bound.field.choices) > MANY
    words = name_of(kind, name, context["pack"], texts)
    return {"texts": texts, "field": bound, "words": words, "hint": hint, "css": "", "many": many}


MANY = 14
"""With more choices than this, the boxes to tick are folded away until somebody opens them."""


def spoken_hint(kind: str, name: str, texts: Texts) -> str:
    """The hint under a column's name; empty when it has none."""
    keys = (f"inventory.field.{kind}_{name}_hint", f"inventory.field.{name}_hint")
    return next((texts.say(key) for key in keys if texts.knows(key)), "")


@register.inclusion_tag("sofra/parts/record_lines.html", takes_context=True)
def record_lines(context: Context, form: Any, part: str) -> dict[str, Any]:
    """The lines of a part (hours, staff, payments) as a small table of fields."""
    texts = spoken(context)
    heads = [name_of(part, column.name, context["pack"], texts) for column, _ in form.rows[part][0]]
    rows = [
        [_line_field(form, name, f"{texts.say(f'inventory.field.{part}')} {place}: {head}", head)
         for (_, name), head in zip(row, heads, strict=True)]
        for place, row in enumerate(form.rows[part], 1)
    ]  # fmt: skip
    return {"texts": texts, "heads": heads, "rows": rows, "words": texts.say(f"inventory.field.{part}")}


def _line_field(form: Any, name: str, words: str, head: str) -> tuple[Any, str]:
    bound = form[name]
    bound.field.widget.attrs |= {"aria-label": words}
    return bound, head

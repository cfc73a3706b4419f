"""What the list of services says of accessibility: what exists beside what is usable."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context

from sofra.resources.audit import asked, newest, score
from sofra.resources.usable import total, usable_by_kind
from sofra.store import queries

register = template.Library()


@register.inclusion_tag("sofra/parts/exists_usable.html", takes_context=True)
def exists_and_usable(context: Context) -> Mapping[str, Any]:
    """How many services exist and how many of them somebody in a wheelchair can use, in one sentence."""
    counted = usable_by_kind(queries.inventory(), context["pack"].services)
    return {"texts": context["texts"], "whole": total(counted)}


@register.inclusion_tag("sofra/parts/audited.html", takes_context=True)
def audited(context: Context, kind: str, id: str) -> Mapping[str, Any]:
    """What the newest audit of a site or asset found, and the way to its page; nothing for other records."""
    of = {"sites": "site", "assets": "asset"}.get(kind, "")
    last = newest(queries.audits(of, id)).get((of, id)) if of else None
    found = score(asked(context["pack"].audit, last.kind), last.answers) if last else None
    return {"texts": context["texts"], "of": of, "id": id, "last": last, "score": found}

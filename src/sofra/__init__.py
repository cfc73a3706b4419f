"""Sofra: from a municipality's own files to its social map and its social plan, with honest numbers.

For a notebook: the names in DOZEN, each loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sofra.gaps.find import find as find_gaps
    from sofra.needs.estimate import estimate
    from sofra.needs.gate import gate
    from sofra.needs.weights import weigh
    from sofra.packs.load import load as pack
    from sofra.packs.texts import texts
    from sofra.plan.propose import propose
    from sofra.priorities.rank import rank
    from sofra.render.formats import render as render_as
    from sofra.report.material import Material
    from sofra.report.templates import compose
    from sofra.resources.supply import supply_facts as supply
    from sofra.sources.answers import read_answers as read
    from sofra.sources.inventory import read_inventory as read_services
    from sofra.sources.links import apply as link
    from sofra.sources.settlements import read_settlements as read_places
    from sofra.types.answers import Design
    from sofra.types.evidence import Municipality
    from sofra.types.fact import Fact

DOZEN = {
    "pack": ("sofra.packs.load", "load"),
    "texts": ("sofra.packs.texts", "texts"),
    "read": ("sofra.sources.answers", "read_answers"),
    "read_places": ("sofra.sources.settlements", "read_settlements"),
    "read_services": ("sofra.sources.inventory", "read_inventory"),
    "link": ("sofra.sources.links", "apply"),
    "Design": ("sofra.types.answers", "Design"),
    "weigh": ("sofra.needs.weights", "weigh"),
    "estimate": ("sofra.needs.estimate", "estimate"),
    "gate": ("sofra.needs.gate", "gate"),
    "supply": ("sofra.resources.supply", "supply_facts"),
    "find_gaps": ("sofra.gaps.find", "find"),
    "rank": ("sofra.priorities.rank", "rank"),
    "propose": ("sofra.plan.propose", "propose"),
    "Fact": ("sofra.types.fact", "Fact"),
    "Municipality": ("sofra.types.evidence", "Municipality"),
    "Material": ("sofra.report.material", "Material"),
    "compose": ("sofra.report.templates", "compose"),
    "render_as": ("sofra.render.formats", "render"),
}
"""Each public name and where it lives. None is named like a room (gaps, report), or the room would hide it."""

__all__ = [
    "Design",
    "Fact",
    "Material",
    "Municipality",
    "compose",
    "estimate",
    "find_gaps",
    "gate",
    "link",
    "pack",
    "propose",
    "rank",
    "read",
    "read_places",
    "read_services",
    "render_as",
    "supply",
    "texts",
    "weigh",
]


def __getattr__(name: str) -> Any:
    if name not in DOZEN:
        raise AttributeError(name)
    module, inner = DOZEN[name]
    return getattr(import_module(module), inner)


def __dir__() -> list[str]:
    return sorted([*globals(), *DOZEN])

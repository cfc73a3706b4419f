"""Sofra: from a municipality's own files to its social map and its social plan, with honest numbers.

The names below are for a notebook (docs/notebook.md); each is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sofra.gaps.find import find as find_gaps
    from sofra.needs import bench as survey
    from sofra.needs.estimate import estimate
    from sofra.needs.gate import gate
    from sofra.needs.sample.allocate import allocate as allocate_sample
    from sofra.needs.sample.draw import draw as draw_sample
    from sofra.needs.sample.expect import expect as expect_precision
    from sofra.needs.sample.power import size_difference
    from sofra.needs.sample.select import inclusion_probabilities
    from sofra.needs.sample.size import half_width_share, size_mean, size_share
    from sofra.needs.weights import weigh
    from sofra.packs.load import load as load_pack
    from sofra.plan.siting import bench as siting
    from sofra.resources.minutes import minutes_facts
    from sofra.resources.reach import bench as reach
    from sofra.resources.supply import supply_facts
    from sofra.sources.answers import read_answers
    from sofra.sources.inventory import read_inventory
    from sofra.sources.link_table import read_links
    from sofra.sources.links import apply as link
    from sofra.sources.settlements import read_settlements
    from sofra.types.answers import Design

__all__ = [
    "Design",
    "allocate_sample",
    "draw_sample",
    "estimate",
    "expect_precision",
    "find_gaps",
    "gate",
    "half_width_share",
    "inclusion_probabilities",
    "link",
    "load_pack",
    "minutes_facts",
    "reach",
    "read_answers",
    "read_inventory",
    "read_links",
    "read_settlements",
    "siting",
    "size_difference",
    "size_mean",
    "size_share",
    "supply_facts",
    "survey",
    "weigh",
]

_HOMES = {
    "Design": "types.answers.Design",
    "allocate_sample": "needs.sample.allocate.allocate",
    "draw_sample": "needs.sample.draw.draw",
    "estimate": "needs.estimate.estimate",
    "expect_precision": "needs.sample.expect.expect",
    "find_gaps": "gaps.find.find",
    "gate": "needs.gate.gate",
    "half_width_share": "needs.sample.size.half_width_share",
    "inclusion_probabilities": "needs.sample.select.inclusion_probabilities",
    "link": "sources.links.apply",
    "load_pack": "packs.load.load",
    "minutes_facts": "resources.minutes.minutes_facts",
    "read_answers": "sources.answers.read_answers",
    "read_inventory": "sources.inventory.read_inventory",
    "read_links": "sources.link_table.read_links",
    "read_settlements": "sources.settlements.read_settlements",
    "size_difference": "needs.sample.power.size_difference",
    "size_mean": "needs.sample.size.size_mean",
    "size_share": "needs.sample.size.size_share",
    "supply_facts": "resources.supply.supply_facts",
    "weigh": "needs.weights.weigh",
}
"""Where each public name lives: room, module and name below this package."""
_MODULES = {"survey": "needs.bench", "reach": "resources.reach.bench", "siting": "plan.siting.bench"}
"""The benches: each is a module with its own names."""


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}")
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, _, own = _HOMES[name].rpartition(".")
    return getattr(import_module(f"{__name__}.{module}"), own)

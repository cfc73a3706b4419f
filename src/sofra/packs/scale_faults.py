"""What is wrong with a pack's scales and its index: dead questions and indicators, weights, cut-offs, conditions."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from math import isclose
from types import MappingProxyType

from sofra.packs.codes import misfits
from sofra.packs.condition import columns, parse
from sofra.packs.load import Laid
from sofra.types.answers import Variable
from sofra.types.errors import Issue, PackError, Where
from sofra.types.scales import IndexRule

MOST = 20
"""Most deprivations in an index: the cube has one line for every combination that occurs."""


def scale_faults(laid: Laid) -> Iterable[Issue]:
    """Every fault of the scales and of the index of these packs."""
    pack = laid.pack
    for scale in pack.scales.values():
        where = laid.entries["scales"][scale.id].where
        for item in scale.items:
            yield from _dead("variable", item, pack.variables, where)
        for indicator in (*scale.indicators, *scale.sensitivity):
            yield from _dead("indicator", indicator, pack.indicators, where)
    for key, one in pack.indicators.items():
        if one.scale and key in laid.entries["indicators"] and one.scale not in pack.scales:
            yield from _dead("scale", one.scale, pack.scales, laid.entries["indicators"][key].where)
    if pack.index is not None:
        where = laid.entries["index"][""].where
        yield from index_faults(pack.index, where)
        yield from _conditions(pack.index, pack.variables, where)


def index_faults(rule: IndexRule, where: Where = Where()) -> list[Issue]:
    """What is wrong with weights, cut-off and dimensions, whoever wrote them."""
    found: list[Issue] = []
    total = sum(one.weight for one in rule.dimensions)
    if not isclose(total, 1.0, abs_tol=1e-9):
        found.append(_issue("index_weights", where, total=round(total, 6)))
    found += [
        _issue("index_weight_negative", where, name=one.id, value=one.weight)
        for one in rule.dimensions
        if not 0 <= one.weight <= 1
    ]
    if not 0 < rule.cut <= 1:
        found.append(_issue("index_cut", where, cut=rule.cut))
    known = {one.id for one in rule.dimensions}
    found += [
        _issue("index_dimension_unknown", where, name=one.id, dimension=one.dimension, known=", ".join(sorted(known)))
        for one in rule.deprivations
        if one.dimension not in known
    ]
    used = {one.dimension for one in rule.deprivations}
    found += [
        _issue("index_dimension_empty", where, name=one.id)
        for one in rule.dimensions
        if one.id not in used and one.weight > 0
    ]
    if len(rule.deprivations) > MOST:
        found.append(_issue("index_many", where, n=len(rule.deprivations), limit=MOST))
    return found


def _conditions(rule: IndexRule, variables: Mapping[str, Variable], where: Where) -> Iterable[Issue]:
    for text in (rule.base, *(one.where for one in rule.deprivations)):
        try:
            condition = parse(text, where)
        except PackError as trouble:
            yield from trouble.issues
            continue
        for name in sorted(columns(condition) - variables.keys()):
            yield from _dead("variable", name, variables, where)
        yield from misfits(condition, variables, where)


def _dead(kind: str, name: str, known: Iterable[str], where: Where) -> Iterable[Issue]:
    names = list(known)
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.0)
        yield _issue(f"pack_dead_{kind}", where, name=name, near=near[0] if near else "–")


def _issue(code: str, where: Where, **values: str | int | float) -> Issue:
    return Issue(code, where, MappingProxyType(values))

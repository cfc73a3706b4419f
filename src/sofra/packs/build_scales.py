"""Scales, national parameters and the multidimensional index made from raw entries that are already checked."""

from collections.abc import Mapping
from types import MappingProxyType

from sofra.packs.files import Entry, Fields
from sofra.types.catalogue import Indicator
from sofra.types.keys import IndicatorId, Label
from sofra.types.scales import CENSORED, M0, SHARE, A, Deprivation, Dimension, H, IndexRule, Parameter, Scale

INDEX = "index"


def scale(fields: Fields) -> Scale:
    """One scale."""
    return Scale(
        id=fields["id"],
        label=_label(fields, "label"),
        asked_of=_label(fields, "asked_of"),
        rule=_label(fields, "rule"),
        licence=_label(fields, "licence"),
        reference=fields["reference"],
        items=tuple(fields["items"]),
        indicators=tuple(IndicatorId(one) for one in fields.get("indicators", ())),
        sensitivity=tuple(IndicatorId(one) for one in fields.get("sensitivity", ())),
        caution=_label(fields, "caution"),
        verified=fields.get("verified", False),
    )


def parameter(fields: Fields) -> Parameter:
    """One national parameter."""
    return Parameter(
        id=fields["id"],
        value=fields.get("value"),
        unit=fields.get("unit", ""),
        label=_label(fields, "label"),
        year=fields.get("year", ""),
        reference=fields.get("reference", ""),
        verified=fields.get("verified", False),
    )


def index_rule(sheets: Mapping[str, Mapping[str, Entry]]) -> IndexRule | None:
    """The index with its dimensions and deprivations; None in a pack without one."""
    if not sheets["index"]:
        return None
    said = sheets["index"][""].fields
    dimensions = [row.fields for row in sheets["dimensions"].values()]
    lacking = [row.fields for row in sheets["deprivations"].values()]
    return IndexRule(
        base=said.get("base", ""),
        cut=float(said["cut"]),
        dimensions=tuple(Dimension(one["id"], float(one["weight"]), _label(one, "label")) for one in dimensions),
        deprivations=tuple(
            Deprivation(one["id"], one["dimension"], one["where"], _label(one, "label")) for one in lacking
        ),
        reference=said["reference"],
        label=_label(said, "label"),
        verified=said.get("verified", False),
    )


def index_indicators(rule: IndexRule | None, sheets: Mapping[str, Mapping[str, Entry]]) -> dict[IndicatorId, Indicator]:
    """The numbers of the index as entries of the catalogue, so that every table and page knows their names."""
    if rule is None:
        return {}
    said = sheets["index"][""].fields
    named = [
        (H, "share", _label(said, "h")),
        (A, "share", _label(said, "a")),
        (M0, "score", _label(said, "m0")),
        *((SHARE + key, "share", _label(row.fields, "part")) for key, row in sheets["dimensions"].items()),
        *((CENSORED + key, "share", _label(row.fields, "poor")) for key, row in sheets["dimensions"].items()),
    ]
    return {IndicatorId(id): _indicator(id, unit, label, rule) for id, unit, label in named}


def _indicator(id: str, unit: str, label: Label, rule: IndexRule) -> Indicator:
    return Indicator(
        id=IndicatorId(id),
        kind=INDEX,
        unit=unit,
        table="person",
        base=rule.base,
        where="",
        value="",
        uses=(),
        label=label,
        source=rule.reference,
        factor="economy",
        scale=INDEX,
    )


def _label(fields: Fields, name: str) -> Label:
    return MappingProxyType(dict(fields.get(name, {})))

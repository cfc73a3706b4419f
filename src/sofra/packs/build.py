"""The frozen values of the catalogue made from raw entries that are already checked."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sofra.packs.files import Entry, Fields
from sofra.types.answers import Choice, Kind, Variable
from sofra.types.catalogue import (
    Circumstance,
    Comparison,
    Example,
    GateRules,
    Indicator,
    Pack,
    SdgTarget,
    ServiceEntry,
    TargetGroup,
)
from sofra.types.keys import GroupId, IndicatorId, Label, ServiceKind
from sofra.types.planning import Criterion, Norm

Rows = Mapping[str, Entry]


def build(country: str, sheets: Mapping[str, Rows], prints: Mapping[str, str]) -> Pack:
    """The pack of these entries; `prints` names the packs in their order."""
    about = sheets["pack"][""].fields if sheets["pack"] else {}
    return Pack(
        country=country,
        names=tuple(prints),
        indicators=_frozen({IndicatorId(key): _indicator(row.fields) for key, row in sheets["indicators"].items()}),
        groups=_frozen({GroupId(key): _group(row.fields) for key, row in sheets["groups"].items()}),
        services=_frozen({ServiceKind(key): _service(row.fields) for key, row in sheets["services"].items()}),
        variables=_frozen({key: _variable(row.fields, sheets["choices"]) for key, row in sheets["questions"].items()}),
        norms=tuple(_norm(row.fields) for row in sheets["norms"].values()),
        sdg=_frozen({key: SdgTarget(key, _label(row.fields, "label")) for key, row in sheets["sdg"].items()}),
        criteria=tuple(_criterion(row.fields) for row in sheets["criteria"].values()),
        gate=_gate(sheets["gate"]),
        currency=about.get("currency", ""),
        languages=tuple(about.get("languages", ("en",))),
        prints=prints,
        comparisons=tuple(_comparison(row.fields) for row in sheets["comparisons"].values()),
        circumstances=tuple(_circumstance(row.fields) for row in sheets["circumstances"].values()),
    )


def _frozen(rows: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(rows)


def _label(fields: Fields, name: str) -> Label:
    return MappingProxyType(dict(fields.get(name, {})))


def _indicator(fields: Fields) -> Indicator:
    return Indicator(
        id=IndicatorId(fields["id"]),
        kind=fields["kind"],
        unit=fields["unit"],
        table=fields["table"],
        base=fields.get("base", ""),
        where=fields.get("where", ""),
        value=fields.get("value", ""),
        uses=tuple(fields["uses"]),
        label=_label(fields, "label"),
        source=fields["source"],
        answered_by=ServiceKind(fields.get("answered_by", "")),
        sdg=tuple(fields.get("sdg", ())),
        better=fields.get("better", "less"),
        sensitivity=fields.get("sensitivity", "plain"),
        factor=fields.get("factor", ""),
        examples=tuple(Example(one["rows"], one.get("value"), one.get("note", "")) for one in fields["example"]),
    )


def _group(fields: Fields) -> TargetGroup:
    return TargetGroup(
        id=GroupId(fields["code"]),
        label=_label(fields, "label"),
        definition=_label(fields, "definition"),
        condition=fields.get("condition", ""),
        sensitivity=fields.get("sensitivity", "plain"),
        by_settlement=fields.get("by_settlement", True),
        counted_by=" ".join(fields.get("counted_by", ())),
    )


def _comparison(fields: Fields) -> Comparison:
    labels = [_label(fields, name) for name in ("label", "first", "second")]
    return Comparison(fields["id"], fields["one"], fields["other"], *labels)


def _circumstance(fields: Fields) -> Circumstance:
    return Circumstance(fields["code"], fields["circumstance"], fields["condition"], _label(fields, "label"))


def _service(fields: Fields) -> ServiceEntry:
    return ServiceEntry(
        kind=ServiceKind(fields["kind"]),
        label=_label(fields, "label"),
        what=_label(fields, "what"),
        category=_label(fields, "category"),
        at_home=fields.get("at_home", False),
        unit=fields.get("unit", "places"),
        sdg=tuple(fields.get("sdg", ())),
        reference=fields.get("reference", ""),
        facility=fields.get("facility", False),
    )


def _variable(fields: Fields, choices: Rows) -> Variable:
    listed = [row.fields for row in choices.values() if row.fields["list"] == fields.get("list")]
    return Variable(
        name=fields["name"],
        kind=Kind(fields["kind"]),
        label=_label(fields, "label"),
        table=fields["table"],
        choices=tuple(Choice(one["code"], _label(one, "label")) for one in listed),
        missing=tuple(fields.get("missing", ())),
        low=fields.get("low"),
        high=fields.get("high"),
    )


def _norm(fields: Fields) -> Norm:
    return Norm(
        id=fields["id"],
        service=ServiceKind(fields["service"]),
        parameter=fields["parameter"],
        value=fields.get("value"),
        unit=fields["unit"],
        reference=fields.get("reference", ""),
        valid_from=fields.get("valid_from", ""),
        valid_to=fields.get("valid_to", ""),
        verified=fields.get("verified", False),
    )


def _criterion(fields: Fields) -> Criterion:
    return Criterion(fields["id"], fields["axis"], float(fields["weight"]))


def _gate(rows: Rows) -> GateRules:
    said = rows[""].fields if rows else {}
    usual = GateRules()
    return GateRules(
        least_base=int(said.get("least_base", usual.least_base)),
        least_hits=int(said.get("least_hits", usual.least_hits)),
        reliable_base=int(said.get("reliable_base", usual.reliable_base)),
        widest_interval=float(said.get("widest_interval", usual.widest_interval)),
        largest_cv=float(said.get("largest_cv", usual.largest_cv)),
    )

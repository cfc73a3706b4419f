"""The frozen values of the catalogue made from raw entries that are already checked."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from sofra.packs.build_scales import index_indicators, index_rule, parameter, scale
from sofra.packs.files import Entry, Fields
from sofra.packs.schema import TERMS
from sofra.types.answers import Choice, Kind, Variable
from sofra.types.auditing import AuditItem
from sofra.types.catalogue import (
    AssetKind,
    Comparison,
    Detail,
    Example,
    GateRules,
    Indicator,
    Pack,
    SdgTarget,
    ServiceEntry,
    TargetGroup,
    Upkeep,
)
from sofra.types.furthest import Category, Circumstance, SearchPlan
from sofra.types.keys import GroupId, IndicatorId, Label, ServiceKind
from sofra.types.planning import Criterion, Norm

Rows = Mapping[str, Entry]


def build(country: str, sheets: Mapping[str, Rows], prints: Mapping[str, str]) -> Pack:
    """The pack of these entries; `prints` names the packs in their order."""
    about = sheets["pack"][""].fields if sheets["pack"] else {}
    index = index_rule(sheets)
    indicators = {IndicatorId(key): _indicator(row.fields) for key, row in sheets["indicators"].items()}
    return Pack(
        country=country,
        names=tuple(prints),
        indicators=_frozen(indicators | index_indicators(index, sheets)),
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
        circumstances=_frozen({key: _circumstance(row.fields) for key, row in sheets["circumstances"].items()}),
        searches=tuple(_search(row.fields, sheets["circumstances"]) for row in sheets["searches"].values()),
        scales=_frozen({key: scale(row.fields) for key, row in sheets["scales"].items()}),
        parameters=_frozen({key: parameter(row.fields) for key, row in sheets["parameters"].items()}),
        index=index,
        audit=tuple(_audit_item(row.fields) for row in sheets["audit"].values()),
        assets=_frozen({key: _asset(row.fields) for key, row in sheets["assets"].items()}),
        details=_frozen({key: _detail(row.fields) for key, row in sheets["details"].items()}),
        terms=_terms(sheets["terms"]),
        upkeep=_upkeep(sheets["upkeep"]),
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
        scale=fields.get("scale", ""),
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
    return Comparison(
        id=fields["id"],
        one=fields["one"],
        other=fields["other"],
        label=_label(fields, "label"),
        first=_label(fields, "first"),
        second=_label(fields, "second"),
        sensitivity=fields.get("sensitivity", "plain"),
    )


def _audit_item(fields: Fields) -> AuditItem:
    return AuditItem(
        id=fields["id"],
        part=fields["part"],
        kinds=tuple(fields["kinds"]),
        question=_label(fields, "question"),
        hint=_label(fields, "hint"),
        needed=fields.get("needed", False),
        source=fields["source"],
    )


def _service(fields: Fields) -> ServiceEntry:
    return ServiceEntry(
        kind=ServiceKind(fields["kind"]),
        label=_label(fields, "label"),
        what=_label(fields, "what"),
        category=_label(fields, "category"),
        at_home=fields.get("at_home", False),
        mode=str(fields.get("mode", "") or ""),
        unit=fields.get("unit", "places"),
        sdg=tuple(fields.get("sdg", ())),
        reference=fields.get("reference", ""),
        facility=fields.get("facility", False),
        hidden=fields.get("hidden", False),
    )


def _asset(fields: Fields) -> AssetKind:
    return AssetKind(
        id=fields["code"],
        label=_label(fields, "label"),
        details=tuple(fields.get("details", ())),
        somewhere=fields.get("somewhere", True),
        service=ServiceKind(fields.get("service", "")),
    )


def _detail(fields: Fields) -> Detail:
    return Detail(fields["code"], _label(fields, "label"), fields.get("kind", "text"))


def _terms(rows: Rows) -> Mapping[str, Mapping[str, Label]]:
    found: dict[str, dict[str, Label]] = {name: {} for name in TERMS}
    for row in rows.values():
        found[row.fields["list"]][row.fields["code"]] = _label(row.fields, "label")
    return _frozen({name: _frozen(labels) for name, labels in found.items()})


def _upkeep(rows: Rows) -> Upkeep:
    said = {name: int(value) for name, value in rows[""].fields.items()} if rows else {}
    return Upkeep(**said)


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


def _circumstance(fields: Fields) -> Circumstance:
    categories = [
        Category(str(one.get("code", "")), _label(one, "label"), str(one.get("condition", "")))
        for one in fields.get("category", ())
    ]
    label, kind = _label(fields, "label"), fields.get("sensitivity", "plain")
    return Circumstance(fields["id"], label, categories, kind, fields.get("by", ""))


def _search(fields: Fields, known: Rows) -> SearchPlan:
    usual = SearchPlan(fields["id"], IndicatorId(fields["indicator"]))
    return SearchPlan(
        id=usual.id,
        indicator=usual.indicator,
        circumstances=[_circumstance(known[one].fields) for one in fields["circumstances"] if one in known],
        depth=int(fields.get("depth", usual.depth)),
        least_rows=int(fields.get("least_rows", usual.least_rows)),
        least_share=float(fields.get("least_share", usual.least_share)),
        seed=int(fields.get("seed", usual.seed)),
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
    """What the packs say, each number of the kind that its default has; what they leave out stays as usual."""
    said, usual = (rows[""].fields if rows else {}), GateRules()
    kinds = {part.name: type(getattr(usual, part.name)) for part in fields(GateRules)}
    return GateRules(**{name: kind(said[name]) for name, kind in kinds.items() if name in said})

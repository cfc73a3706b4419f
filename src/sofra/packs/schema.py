"""What each file of a pack may hold: its keys, of what kind, and which of them nobody may leave out."""

from collections.abc import Mapping
from types import MappingProxyType

from sofra.packs.fields import Field, Sheet

TEXT = Field()
NAME = Field(required=True)
NUMBER = Field("number")
TRUTH = Field("truth")
WORDS = Field("words")
DAY = Field("day")
LABEL = Field("label")
NAMED = Field("label", required=True)
SENSITIVITY = Field(options=("plain", "special"))

GROUP = {"code": NAME, "condition": TEXT, "sensitivity": SENSITIVITY, "by_settlement": TRUTH, "counted_by": WORDS}
GROUP |= {"label": NAMED, "definition": NAMED}
ASSET = {"code": NAME, "details": WORDS, "somewhere": TRUTH, "service": TEXT, "label": NAMED}
DETAIL = Field(options=("text", "whole", "number"))
TERMS = ("contents", "functions", "professions", "languages", "equipment")
TERM = Field(required=True, options=TERMS)
COMPARISON = {"sensitivity": SENSITIVITY} | dict.fromkeys(("id", "one", "other"), NAME)
COMPARISON |= dict.fromkeys(("label", "first", "second"), NAMED)
AUDIT_ITEM = {"kinds": Field("words", required=True), "question": NAMED, "hint": LABEL, "needed": TRUTH}
AUDIT_ITEM |= dict.fromkeys(("id", "part", "source"), NAME)

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        "pack": Sheet("pack.toml", "", {"name": NAMED, "currency": TEXT, "languages": WORDS}),
        "upkeep": Sheet("upkeep.toml", "", dict.fromkeys(("stale_days", "licence_days"), Field("number", low=1))),
        "assets": Sheet("assets.csv", "code", ASSET),
        "details": Sheet("details.csv", "code", {"code": NAME, "kind": DETAIL, "label": NAMED}),
        "terms": Sheet("terms.csv", "list code", {"list": TERM, "code": NAME, "label": NAMED}),
        "gate": Sheet(
            "gate.toml",
            "",
            {
                "least_base": Field("number", low=3),  # below three, a number tells of a person to her neighbour
                "least_hits": Field("number", low=1),
                "reliable_base": Field("number", low=3),
                "widest_interval": Field("number", high=1),
                "largest_cv": NUMBER,
                "special_hits": Field("number", low=1),
                "full_share": Field("number", high=1),
                "plain_count": Field("number", low=3),
                "special_count": Field("number", low=3),
                "least_denominator": Field("number", low=3),
                "counts": Field(options=("round", "suppress")),
                "plain_base": Field("number", low=3),
                "special_base": Field("number", low=3),
                "precision": Field(options=("nchs", "bands")),
                "reliable_effective": Field("number", low=3),
                "narrow": Field("number", high=1),
                "widest_relative": NUMBER,
                "least_df": Field("number", low=1),
                "bands_least": Field("number", low=3),
                "bands_full": Field("number", low=3),
                "imprecise": Field(options=("flag", "omit")),
                "settlements": Field(options=("area_rate", "fay_herriot")),
            },
        ),
        "microdata": Sheet(
            "microdata.toml",
            "",
            {
                "k": Field("number", required=True, low=3),
                "largest_share": Field("number", required=True, high=1),
                "suda_size": Field("number", low=1, high=6),
                "fewest": Field("number", low=20),
                "keys": Field("words", required=True),
                "kept": Field("words", required=True),
                "sensitive": WORDS,
            },
        ),
        "criteria": Sheet(
            "criteria.toml",
            "id",
            {
                "id": NAME,
                "axis": Field(required=True, options=("needs", "opportunities")),
                "weight": Field("number", required=True, high=5),
            },
            "criterion",
        ),
        "norms": Sheet(
            "norms.toml",
            "id",
            {
                "id": NAME,
                "service": NAME,
                "parameter": NAME,
                "value": NUMBER,
                "unit": NAME,
                "reference": TEXT,
                "valid_from": DAY,
                "valid_to": DAY,
                "verified": TRUTH,
                "note": LABEL,
            },
            "norm",
        ),
        "laws": Sheet(
            "laws.toml",
            "id",
            {
                "id": NAME,
                "title": NAMED,
                "says": NAMED,
                "reference": NAME,
                "valid_from": DAY,
                "valid_to": DAY,
                "verified": TRUTH,
            },
            "law",
        ),
        "indicators": Sheet(
            "indicators/*.toml",
            "id",
            {
                "id": NAME,
                "kind": Field(required=True, options=("share", "total", "mean")),
                "unit": NAME,
                "table": Field(required=True, options=("person", "household")),
                "base": TEXT,
                "where": TEXT,
                "value": TEXT,
                "uses": Field("words", required=True),
                "label": NAMED,
                "source": NAME,
                "answered_by": TEXT,
                "scale": TEXT,
                "sdg": WORDS,
                "better": Field(options=("less", "more")),
                "sensitivity": SENSITIVITY,
                "factor": Field(options=("discrimination", "geography", "governance", "economy", "shocks")),
                "example": Field("tables", required=True),
            },
        ),
        "scales": Sheet(
            "scales/*.toml",
            "id",
            {
                "id": NAME,
                "label": NAMED,
                "asked_of": NAMED,
                "rule": NAMED,
                "caution": LABEL,
                "licence": NAMED,
                "reference": NAME,
                "items": Field("words", required=True),
                "indicators": WORDS,
                "sensitivity": WORDS,
                "verified": TRUTH,
            },
        ),
        "index": Sheet(
            "index.toml",
            "",
            {
                "base": TEXT,
                "cut": Field("number", required=True, high=1),
                "reference": NAME,
                "verified": TRUTH,
                "label": NAMED,
                "h": NAMED,
                "a": NAMED,
                "m0": NAMED,
            },
        ),
        "dimensions": Sheet(
            "dimensions.toml",
            "id",
            {
                "id": NAME,
                "weight": Field("number", required=True, high=1),
                "label": NAMED,
                "part": NAMED,
                "poor": NAMED,
            },
            "dimension",
        ),
        "deprivations": Sheet(
            "deprivations.toml",
            "id",
            {"id": NAME, "dimension": NAME, "where": NAME, "label": NAMED},
            "deprivation",
        ),
        "parameters": Sheet(
            "parameters.toml",
            "id",
            {"id": NAME, "value": NUMBER, "verified": TRUTH, "label": NAMED}
            | dict.fromkeys(("unit", "year", "reference"), TEXT),
            "parameter",
        ),
        "questions": Sheet(
            "questions/*.csv",
            "name",
            {
                "name": NAME,
                "table": Field(required=True, options=("household", "person")),
                "kind": Field(required=True, options=("integer", "number", "text", "choice", "choices", "date")),
                "list": TEXT,
                "low": Field("number", low=float("-inf")),
                "high": Field("number", low=float("-inf")),
                "missing": WORDS,
                "label": NAMED,
            },
        ),
        "choices": Sheet("choices.csv", "list code", {"list": NAME, "code": NAME, "label": NAMED}),
        "groups": Sheet("groups.csv", "code", GROUP),
        "comparisons": Sheet("comparisons.csv", "id", COMPARISON),
        "services": Sheet(
            "services.csv",
            "kind",
            {
                "kind": NAME,
                "at_home": TRUTH,
                "mode": Field(options=("walk", "wheelchair", "car", "bus")),
                "unit": TEXT,
                "sdg": WORDS,
                "label": NAMED,
                "what": NAMED,
                "category": LABEL,
                "reference": TEXT,
                "facility": TRUTH,
                "hidden": TRUTH,
            },
        ),
        "circumstances": Sheet(
            "circumstances.toml",
            "id",
            {
                "id": NAME,
                "label": NAMED,
                "sensitivity": SENSITIVITY,
                "by": Field(options=("area",)),
                "category": Field("tables"),
            },
            "circumstance",
        ),
        "searches": Sheet(
            "searches.toml",
            "id",
            {
                "id": NAME,
                "indicator": NAME,
                "circumstances": Field("words", required=True),
                "depth": Field("number", high=4),
                "least_rows": Field("number", low=30),
                "least_share": Field("number", high=0.5),
                "seed": NUMBER,
            },
            "search",
        ),
        "audit": Sheet("audit.toml", "id", AUDIT_ITEM, "item"),
        "visits": Sheet(
            "visits.toml",
            "id",
            {
                "id": NAME,
                "visits_per_month": Field("number", required=True, low=0.05, high=31),
                "minutes": Field("number", required=True, low=5, high=480),
                "weight": Field("number", required=True, low=1, high=100),
                "reference": TEXT,
                "verified": TRUTH,
                "label": NAMED,
            },
            "need",
        ),
        "help": Sheet("help.csv", "code", {"code": NAME, "unit": TEXT, "label": NAMED}),
        "sdg": Sheet("sdg.csv", "id", {"id": NAME, "label": NAMED}),
        "units": Sheet("units.csv", "code", {"code": NAME, "label": NAMED}),
        "glossary": Sheet("glossary.csv", "term", {"term": NAME, "word": NAMED, "meaning": NAMED}),
    }
)
EXAMPLE: Mapping[str, Field] = MappingProxyType(
    {"rows": NAME, "value": Field("number", low=float("-inf")), "note": TEXT}
)

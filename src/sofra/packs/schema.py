"""What each file of a pack may hold: its keys, of what kind, and which of them nobody may leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an entry.

    `kind` is "text", "number", "truth" (yes or no), "words" (several, in CSV parted by spaces), "day" (ISO text),
    "label" (one text in several languages, in CSV one column a language: label.en) or "tables" (a list of tables,
    TOML only). `low` and `high` bound a number.
    """

    kind: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sort of entry: which files hold it, the key that names an entry, its fields.

    `pattern` is a path inside the pack; `array` the name of the TOML array with the entries ("" when the file is one
    entry); `key` is "" when there is one entry only.
    """

    pattern: str
    key: str
    fields: Mapping[str, Field]
    array: str = ""


TEXT = Field()
NAME = Field(required=True)
NUMBER = Field("number")
TRUTH = Field("truth")
WORDS = Field("words")
DAY = Field("day")
LABEL = Field("label")
NAMED = Field("label", required=True)
SENSITIVITY = Field(options=("plain", "special"))

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        "pack": Sheet("pack.toml", "", {"name": NAMED, "currency": TEXT, "languages": WORDS}),
        "gate": Sheet(
            "gate.toml",
            "",
            {
                "least_base": Field("number", low=3),  # below three, a number tells of a person to her neighbour
                "least_hits": Field("number", low=1),
                "reliable_base": Field("number", low=3),
                "widest_interval": Field("number", high=1),
                "largest_cv": NUMBER,
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
                "sdg": WORDS,
                "better": Field(options=("less", "more")),
                "sensitivity": SENSITIVITY,
                "factor": Field(options=("discrimination", "geography", "governance", "economy", "shocks")),
                "example": Field("tables", required=True),
            },
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
        "groups": Sheet(
            "groups.csv",
            "code",
            {
                "code": NAME,
                "condition": TEXT,
                "sensitivity": SENSITIVITY,
                "by_settlement": TRUTH,
                "counted_by": WORDS,
                "label": NAMED,
                "definition": NAMED,
            },
        ),
        "comparisons": Sheet(
            "comparisons.csv",
            "id",
            {"id": NAME, "one": NAME, "other": NAME, "label": NAMED, "first": NAMED, "second": NAMED},
        ),
        "circumstances": Sheet(
            "circumstances.csv",
            "code",
            {"code": NAME, "circumstance": NAME, "condition": NAME, "label": NAMED},
        ),
        "services": Sheet(
            "services.csv",
            "kind",
            {
                "kind": NAME,
                "at_home": TRUTH,
                "unit": TEXT,
                "sdg": WORDS,
                "label": NAMED,
                "what": NAMED,
                "category": LABEL,
                "reference": TEXT,
                "facility": TRUTH,
            },
        ),
        "sdg": Sheet("sdg.csv", "id", {"id": NAME, "label": NAMED}),
        "units": Sheet("units.csv", "code", {"code": NAME, "label": NAMED}),
        "glossary": Sheet("glossary.csv", "term", {"term": NAME, "word": NAMED, "meaning": NAMED}),
    }
)
EXAMPLE: Mapping[str, Field] = MappingProxyType(
    {"rows": NAME, "value": Field("number", low=float("-inf")), "note": TEXT}
)

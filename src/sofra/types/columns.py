"""What is asked of each record of the inventory, one cell a column: for forms, workbooks, lists and differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from sofra.types.supply import Asset, Contract, Equipment, Opening, Payment, Planned, Provider, Service, Site, Staff

Flat: TypeAlias = str | int | float | bool | tuple[str, ...] | None
"""What one cell holds: text ("" where unknown), a number, yes or no, several codes; None where unknown."""

Record: TypeAlias = Provider | Site | Service | Contract | Equipment | Planned | Asset
LANGUAGES = ("en", "mk")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is asked.

    `kind` is "text", "long" (several lines), "whole", "number", "percent" (a share, asked as 0 to 100), "day", "time",
    "sure" (yes, no, unknown), "code" or "codes" (of the list `of`), "link" or "links" (ids of the records `of`).
    `path` leads to it in the record; `section` is the part of the form in which it stands.
    """

    name: str
    kind: str = "text"
    of: str = ""
    path: tuple[str, ...] = ()
    section: str = "what"
    needed: bool = False
    low: float | None = 0
    high: float | None = None

    @property
    def several(self) -> bool:
        """True when the cell lists several codes or ids."""
        return self.kind in ("codes", "links")


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of their own under a record (staff, hours): a sheet of the workbook, a small table of the form."""

    name: str
    type: type
    columns: Sequence[Column]
    section: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its type, how new ids begin, its columns and its parts."""

    name: str
    type: type
    prefix: str
    columns: Sequence[Column]
    parts: Sequence[Part] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """The parts of its form, in their order."""
        named = [column.section for column in self.columns] + [part.section for part in self.parts]
        order = (*SECTIONS, *named)
        return tuple(sorted(dict.fromkeys(named), key=order.index))


def _label(
    name: str, kind: str = "text", *, path: str = "", section: str = "what", needed: bool = False
) -> list[Column]:
    whole = tuple((path or name).split("."))
    return [
        Column(f"{name}_{lang}", kind, path=(*whole, lang), section=section, needed=needed and lang == "en")
        for lang in LANGUAGES
    ]


def _of(record: str, *columns: Column) -> list[Column]:
    """Columns that stand in one value inside the record: contact, licence, told."""
    return [replace(column, path=(record, *(column.path or (column.name,)))) for column in columns]


TOLD = _of(
    "told",
    Column("told_source", path=("source",), section="check"),
    Column("told_on", "day", path=("on",), section="check"),
    Column("verified_on", "day", section="check"),
    Column("verified_by", section="check"),
)
SPOT = [
    Column("lat", "number", section="where", low=-90, high=90),
    Column("lon", "number", section="where", low=-180, high=180),
]


def _licence() -> list[Column]:
    return _of(
        "licence",
        Column("licence_number", path=("number",), section="licence"),
        Column("licence_until", "day", path=("until",), section="licence"),
        Column("licence_of", path=("of",), section="licence"),
    )


PROVIDERS = Kind(
    "providers",
    Provider,
    "PR",
    [
        *_label("name", needed=True),
        Column("sector", "code", "sector"),
        Column("kind", "code", "provider_kind"),
        Column("parent", "link", "providers"),
        Column("registration"),
        *_label("description", "long"),
        *_of(
            "contact",
            Column("email", section="contact"),
            Column("phone", section="contact"),
            Column("website", section="contact"),
            Column("address", section="contact"),
        ),
        *_licence(),
        Column("languages", "codes", "languages", section="languages"),
        *TOLD,
    ],
)
SITES = Kind(
    "sites",
    Site,
    "SI",
    [
        *_label("name", needed=True),
        Column("place", "link", "places", section="where", needed=True),
        Column("address", section="where"),
        *SPOT,
        Column("located_by", "code", "located_by", section="where"),
        Column("step_free", "sure", section="access"),
        *_label("transport", "long", section="access"),
        Column("hidden", "sure", "plain", section="secret"),
        *TOLD,
    ],
)
HOURS = Part(
    "hours",
    Opening,
    (Column("day", "code", "day", needed=True), Column("opens", "time", needed=True),
     Column("closes", "time", needed=True)),
    "when",
)  # fmt: skip
TEAM = Part(
    "team",
    Staff,
    (Column("profession", "code", "professions", needed=True), Column("posts", "number"), Column("trained", "number"),
     Column("training")),
    "staff",
)  # fmt: skip
PAYMENTS = Part(
    "payments",
    Payment,
    (Column("payer", needed=True), Column("year", "whole", needed=True, low=1990, high=2100),
     Column("amount", "number"), Column("currency")),
    "cost",
)  # fmt: skip
SERVICES = Kind(
    "services",
    Service,
    "SV",
    [
        Column("provider", "link", "providers", section="who", needed=True),
        Column("kind", "code", "service_kind", needed=True),
        *_label("name", needed=True),
        Column("status", "code", "status"),
        *_label("description", "long"),
        Column("contents", "codes", "contents"),
        Column("functions", "codes", "functions"),
        Column("quality", "long"),
        Column("sites", "links", "sites", section="where"),
        Column("serves", "links", "places", section="where"),
        Column("opening", section="when"),
        Column("places", "whole", path=("capacity", "places"), section="capacity"),
        Column("users", "whole", path=("capacity", "users"), section="capacity"),
        Column("waiting", "whole", path=("capacity", "waiting"), section="capacity"),
        Column("counted_on", "day", path=("capacity", "counted_on"), section="capacity"),
        Column("source", path=("capacity", "source"), section="capacity"),
        Column("groups", "codes", "groups", section="whom"),
        Column("age_from", "whole", path=("eligibility", "age_from"), section="whom", high=120),
        Column("age_to", "whole", path=("eligibility", "age_to"), section="whom", high=120),
        *_label("eligible", "long", path="eligibility.words", section="whom"),
        *_label("way_in", "long", section="whom"),
        *_label("bring", "long", section="whom"),
        Column("price", section="cost"),
        Column("fee_amount", "number", path=("fee", "amount"), section="cost"),
        Column("fee_currency", path=("fee", "currency"), section="cost"),
        Column("fee_per", "code", "per", path=("fee", "per"), section="cost"),
        Column("fee_share", "percent", path=("fee", "share"), section="cost", high=100),
        Column("cost_per_place_year", "number", section="cost"),
        Column("staff", "number", section="staff"),
        *_licence(),
        Column("languages", "codes", "languages", section="languages"),
        Column("verified_on", "day", section="check"),
        Column("verified_by", section="check"),
        Column("service_source", path=("source",), section="check"),
    ],
    (HOURS, TEAM, PAYMENTS),
)
CONTRACTS = Kind(
    "contracts",
    Contract,
    "CO",
    [
        Column("service", "link", "services", needed=True),
        Column("funder", needed=True),
        Column("starts_on", "day"),
        Column("ends_on", "day"),
        Column("amount_year", "number"),
        Column("currency"),
    ],
)
EQUIPMENT = Kind(
    "equipment",
    Equipment,
    "EQ",
    [
        Column("site", "link", "sites", needed=True),
        *_label("name", needed=True),
        Column("equipment_kind", "code", "equipment", path=("kind",)),
        Column("count", "whole"),
        Column("state", "code", "state"),
        Column("year", "whole", low=1950, high=2100),
        *TOLD,
    ],
)
PLANNED = Kind(
    "planned",
    Planned,
    "PL",
    [
        *_label("name", needed=True),
        Column("opens_on", "day"),
        Column("place", "link", "places", section="where", needed=True),
        *SPOT,
        Column("moves", "links", "services", section="moves"),
        Column("cost", "number", section="cost"),
        Column("currency", section="cost"),
        Column("funder", section="cost"),
        *TOLD,
    ],
)
ASSETS = Kind(
    "assets",
    Asset,
    "AS",
    [
        Column("asset_kind", "code", "assets", path=("kind",), needed=True),
        *_label("name", needed=True),
        Column("owner"),
        Column("place", "link", "places", section="where"),
        *SPOT,
        *TOLD,
    ],
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.name: kind for kind in (PROVIDERS, SITES, SERVICES, CONTRACTS, EQUIPMENT, PLANNED, ASSETS)}
)
CODES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "sector": ("public", "civil", "private", "religious"),
        "provider_kind": ("institution", "unit", "association", "private", "charity", "company", "religious"),
        "located_by": ("gps", "map", "address", "settlement"),
        "status": ("active", "planned", "closed"),
        "per": ("hour", "day", "month", "visit"),
        "state": ("good", "worn", "broken"),
        "day": ("1", "2", "3", "4", "5", "6", "7"),
    }
)
"""The lists of codes that no pack may change; their words are texts."""

SECTIONS = (
    "who", "what", "where", "when", "capacity", "whom", "contact", "access", "moves", "cost", "staff", "licence",
    "languages", "details", "secret", "check",
)  # fmt: skip
"""Every section in the order in which a form shows it."""


def kind_of(record: Record | type) -> Kind:
    """The kind of a record, or of its type."""
    wanted = record if isinstance(record, type) else type(record)
    return next(kind for kind in KINDS.values() if kind.type is wanted)


def columns_of(kind: Kind, details: Sequence[Column] = ()) -> tuple[Column, ...]:
    """The columns of a kind, with the details of assets, in the order of the sections."""
    every = (*kind.columns, *details)
    return tuple(column for section in (*SECTIONS, "") for column in every if column.section == section)

"""What there is: providers, sites, services and contracts as four separate things, and all that stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sofra.types.keys import GroupId, Label, PlaceId, ServiceKind


def no_words() -> Label:
    """A label that nobody wrote yet."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Told:
    """Where a record of the inventory comes from: who said it, on which day, and who checked it when.

    `verified_on` "" means that nobody checked it; `on` and `verified_on` are days (ISO 8601).
    """

    source: str = ""
    on: str = ""
    verified_on: str = ""
    verified_by: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How a provider is reached; "" where unknown."""

    email: str = ""
    phone: str = ""
    website: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence with its number and its last day ("" where unknown); `of` is who gave it."""

    number: str = ""
    until: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation. `sector` is "public", "civil", "private" or "religious".

    `kind` is "institution", "unit", "association", "private", "charity", "company" or "religious" ("" where nobody
    said); a unit names its institution in `parent`. `registration` is its number in the register of its country.
    """

    id: str
    name: Label
    sector: str
    kind: str = ""
    parent: str = ""
    registration: str = ""
    description: Label = field(default_factory=no_words)
    contact: Contact = Contact()
    licence: Licence = Licence()
    languages: Sequence[str] = ()
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Site:
    """A building or point where services are given; `step_free` None when nobody looked.

    `hidden` True: a safe house, whose spot, address and settlement nobody may learn from any page or file.
    `located_by` says how the spot was found: "gps", "map", "address", "settlement" or "" where nobody said.
    """

    id: str
    name: Label
    place: PlaceId
    lon: float | None = None
    lat: float | None = None
    step_free: bool | None = None
    address: str = ""
    hidden: bool = False
    located_by: str = ""
    transport: Label = field(default_factory=no_words)
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many can be served at one time on a day, how many are, how many wait; None where unknown."""

    places: int | None
    users: int | None = None
    waiting: int | None = None
    counted_on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Workers of one profession: `posts` in full-time posts, `trained` of them in what `training` names."""

    profession: str
    posts: float | None = None
    trained: float | None = None
    training: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening on one day of the week (1 Monday to 7 Sunday), from and until as "08:00"."""

    day: int
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may use a service besides its groups and places: ages (both inclusive, None: no limit), and in words."""

    age_from: int | None = None
    age_to: int | None = None
    words: Label = field(default_factory=no_words)


@dataclass(frozen=True, slots=True)
class Payment:
    """What one payer gives for a service in one year; `amount` None where unknown."""

    payer: str
    year: int
    amount: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What a user pays: `amount` in `currency` for each `per` ("hour", "day", "month", "visit"); 0 is free.

    `share` is the part of the cost that users pay themselves, 0 to 1; None where unknown.
    """

    amount: float | None = None
    currency: str = ""
    per: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What a provider does for somebody.

    `sites` is empty for a service brought to people's homes. `serves` lists the places whose people may use it;
    empty means the whole municipality. `groups` lists whom it is for; empty means everybody. `status` is "active",
    "planned" or "closed". `cost_per_place_year` in the workspace's currency. `staff` is all full-time posts together,
    `team` by profession. `contents` are codes of packs ("education", "care", ...), `functions` likewise. `way_in` says
    how to get in, `bring` what to bring along.
    """

    id: str
    kind: ServiceKind
    name: Label
    provider: str
    sites: Sequence[str] = ()
    serves: Sequence[PlaceId] = ()
    groups: Sequence[GroupId] = ()
    capacity: Capacity = Capacity(None)
    status: str = "active"
    price: str = ""
    opening: str = ""
    staff: float | None = None
    cost_per_place_year: float | None = None
    verified_on: str = ""
    verified_by: str = ""
    description: Label = field(default_factory=no_words)
    way_in: Label = field(default_factory=no_words)
    bring: Label = field(default_factory=no_words)
    eligibility: Eligibility = Eligibility()
    fee: Fee = Fee()
    hours: Sequence[Opening] = ()
    team: Sequence[Staff] = ()
    payments: Sequence[Payment] = ()
    licence: Licence = Licence()
    quality: str = ""
    languages: Sequence[str] = ()
    contents: Sequence[str] = ()
    functions: Sequence[str] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """Who pays for a service, from when to when; `amount_year` in `currency`."""

    id: str
    service: str
    funder: str
    starts_on: str = ""
    ends_on: str = ""
    amount_year: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Equipment:
    """Things that a site has: how many of a `kind`, in which `state` ("good", "worn", "broken", "" where unknown)."""

    id: str
    site: str
    name: Label
    kind: str = ""
    count: int | None = None
    state: str = ""
    year: int | None = None
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Planned:
    """A facility that is to come: where, when, what it costs, and which services move there."""

    id: str
    name: Label
    place: PlaceId
    lon: float | None = None
    lat: float | None = None
    opens_on: str = ""
    cost: float | None = None
    currency: str = ""
    funder: str = ""
    moves: Sequence[str] = ()
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Asset:
    """A resource that is no service: a school, road, public space, sport facility, transport line, grant, donor.

    `kind` is one of the packs' kinds of assets; `details` are that kind's own columns as text. `place` is "" for what
    lies nowhere (a grant); `geometry` is a GeoJSON geometry or None.
    """

    id: str
    kind: str
    name: Label
    place: PlaceId = PlaceId("")
    lon: float | None = None
    lat: float | None = None
    geometry: Mapping[str, Any] | None = None
    owner: str = ""
    details: Mapping[str, str] = field(default_factory=no_words)
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything there is on one day."""

    providers: Sequence[Provider] = ()
    sites: Sequence[Site] = ()
    services: Sequence[Service] = ()
    contracts: Sequence[Contract] = ()
    equipment: Sequence[Equipment] = ()
    planned: Sequence[Planned] = ()
    assets: Sequence[Asset] = ()

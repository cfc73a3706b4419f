"""What there is: providers, sites, services and contracts as four separate things."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.types.keys import GroupId, Label, PlaceId, ServiceKind


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation. `sector` is "public", "civil", "private" or "religious"."""

    id: str
    name: Label
    sector: str


@dataclass(frozen=True, slots=True)
class Site:
    """A building or point where services are given; `step_free` None when nobody looked."""

    id: str
    name: Label
    place: PlaceId
    lon: float | None = None
    lat: float | None = None
    step_free: bool | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many can be served at one time on a day, how many are, how many wait; None where unknown."""

    places: int | None
    users: int | None = None
    waiting: int | None = None
    counted_on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What a provider does for somebody.

    `sites` is empty for a service brought to people's homes. `serves` lists the places whose people may use it;
    empty means the whole municipality. `groups` lists whom it is for; empty means everybody. `status` is "active",
    "planned" or "closed". `cost_per_place_year` in the workspace's currency.
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
class Inventory:
    """Everything there is on one day."""

    providers: Sequence[Provider] = ()
    sites: Sequence[Site] = ()
    services: Sequence[Service] = ()
    contracts: Sequence[Contract] = ()

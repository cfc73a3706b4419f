"""Dangers: zones, what lies in them, which shelter can still be reached, what happened before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sofra.types.keys import IndicatorId, Label, PlaceId, ServiceKind

KIND = "hazards"
"""The kind of the annex of a release."""

KINDS = ("flood", "fire", "landslide", "earthquake", "drought", "pandemic", "other")
"""What a zone, or a disaster of the past, can be of."""

SHELTER = ServiceKind("FAC-SHELTER")
"""The service kind that makes a site a shelter."""

MODULE = "emergency"
"""The scale whose indicators are the kinds of help in an emergency."""

ALONE = IndicatorId("safety.evacuation")
"""Who cannot leave the house alone: the help that the ranking of settlements and DR2 are about."""

LIVE = "live"
"""The measure of everybody who lives in a zone, whatever help they need."""

POINTS, AREA, MIDDLE, NOWHERE = "points", "area", "middle", "nowhere"
"""How the part of a settlement in a zone is known: by points of homes, by area, by its middle, not at all."""

NETWORK, STRAIGHT, NO_SHELTER = "network", "straight", "no_shelter"
"""What the ways to a shelter stand on; a straight line cannot be cut, so nothing is said of the time after."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone as somebody drew it; `kind` is one of KINDS, `geometry` GeoJSON in degrees.

    `level` as the map writes it ("high"), `years` the return period; "" and None where the map does not say.
    """

    kind: str
    name: Label
    geometry: Mapping[str, Any]
    level: str = ""
    years: float | None = None
    source: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Disaster:
    """Something that happened: `on` ISO day, month or year; `place` "" for the whole municipality.

    `affected` people, None where nobody counted; `damage` in `currency`. `id` 0 before it is kept.
    """

    on: str
    kind: str
    place: PlaceId = PlaceId("")
    affected: int | None = None
    damage: float | None = None
    currency: str = ""
    note: str = ""
    source: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Exposure:
    """One settlement and one danger.

    `part` of the settlement in the zone, 0 to 1; `basis` how that is known. `people` who live there (a register's
    count), `inside` that part of them: the rest of the settlement may be in the zone as well, so `inside` lies between
    0 (or all) and `people`. `before` and `after` minutes to the nearest shelter, None with the `reason`
    ("hazard.no_spot", "hazard.no_shelter", "hazard.cut_off", "hazard.inside", "hazard.not_cut"); `shelter_before`,
    `shelter_after` the site. `cut` are people who reach no shelter any more: everybody inside the zone, and the rest
    where the settlement lost its way; None where unknown.
    """

    place: PlaceId
    part: float
    basis: str
    people: int | None = None
    inside: float | None = None
    before: float | None = None
    after: float | None = None
    shelter_before: str = ""
    shelter_after: str = ""
    reason: str = ""
    cut: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One settlement in the ranking by people who cannot leave alone.

    `people` with its 95 % interval, `rank` from 1, `rank_low` to `rank_high` where it stands in nine of ten draws,
    `first` the share of draws in which it is among the first three.
    """

    place: PlaceId
    people: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    first: float


@dataclass(frozen=True, slots=True)
class Threatened:
    """A service in a zone, by the site where it is given."""

    service: str
    kind: ServiceKind
    name: Label
    site: str
    place: PlaceId
    places: int | None = None
    users: int | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """One kind of service and one danger: `sites` there are, `inside` of them in the zones.

    Of the people outside the zones, in settlements whose middle stays dry: `reached` it before, `lost` reach none
    after. `before` and `after` are average minutes of those who still reach one, None where nobody does.
    """

    kind: ServiceKind
    sites: int
    inside: int
    reached: float
    lost: float
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Danger:
    """All zones of one kind, level and return period taken together: one scenario. `id` as in its facts' indicators.

    `zones` how many; `people` inside by the registers, None where a settlement touched was not counted; `at_most` all
    people of the settlements touched. `uncertain` is True where the zones cut through settlements. `ways` is what the
    minutes stand on. `shelters` there are, `shelters_inside` of them in the zone. Services with a secret address
    are counted nowhere here.
    """

    id: str
    kind: str
    level: str = ""
    years: float | None = None
    names: Sequence[Label] = ()
    sources: Sequence[str] = ()
    zones: int = 0
    people: float | None = None
    at_most: int | None = None
    uncertain: bool = False
    exposures: Sequence[Exposure] = ()
    services: Sequence[Threatened] = ()
    ways: str = NO_SHELTER
    mode: str = ""
    shelters: int = 0
    shelters_inside: int = 0
    ranking: Sequence[Standing] = ()
    access: Sequence[Access] = ()

    def indicator(self, measure: str) -> IndicatorId:
        """The id of a fact about this danger: "hazard.flood_100y.safety.evacuation"."""
        return IndicatorId(f"hazard.{self.id}.{measure}")


@dataclass(frozen=True, slots=True)
class Year:
    """People directly affected in one year (DR1, SDG 11.5.1): also per 100,000; None where somebody did not count."""

    year: str
    disasters: int
    affected: int | None
    per_100000: float | None


@dataclass(frozen=True, slots=True)
class Hazards:
    """What a release says of dangers beside its facts.

    `measures` are the kinds of help that the survey asked for; `points` whether it knows where households stand.
    """

    dangers: Sequence[Danger] = ()
    disasters: Sequence[Disaster] = ()
    years: Sequence[Year] = ()
    measures: Sequence[IndicatorId] = ()
    points: bool = False

    def danger(self, id: str) -> Danger | None:
        """The danger of this id; the first where there is none of it; None without dangers."""
        return next((one for one in self.dangers if one.id == id), next(iter(self.dangers), None))

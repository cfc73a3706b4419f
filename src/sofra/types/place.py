"""Places: the municipality, its areas, its settlements, and who lives there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sofra.types.keys import Label, PlaceId


@dataclass(frozen=True, slots=True)
class AgeSex:
    """People of one sex ("f", "m") and age class, on a day; `high` is inclusive, None for open-ended."""

    sex: str
    low: int
    high: int | None
    people: int


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `kind` is "municipality", "area" or "settlement"; `lon`, `lat` in degrees (WGS 84).

    `geometry` is a GeoJSON geometry or None. `population` is empty when nobody counted.
    """

    id: PlaceId
    name: Label
    kind: str
    parent: PlaceId | None = None
    lon: float | None = None
    lat: float | None = None
    population: Sequence[AgeSex] = ()
    households: int | None = None
    geometry: Mapping[str, Any] | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def people(self) -> int | None:
        """Everybody who lives here; None when nobody counted."""
        return sum(part.people for part in self.population) if self.population else None

"""The ways of one workspace: how people travel to which kind of service, over streets or in straight lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sofra.resources.travel.straight import DETOUR, SPEEDS_KMH, StraightLine
from sofra.resources.travel.way import Way
from sofra.types.catalogue import Pack
from sofra.types.keys import ServiceKind

CAR, WALK = "car", "walk"
MODES = tuple(SPEEDS_KMH)
WITHIN = 30.0
"""Minutes that usually count as within reach; a common yardstick of access, not a norm of any law."""


@dataclass(frozen=True, slots=True)
class Ways:
    """One way for each mode; `kinds` names the mode of a kind of service that is not reached by the `usual` one.

    `within` are the minutes that count as within reach.
    """

    by_mode: Mapping[str, Way]
    usual: str = CAR
    within: float = WITHIN
    kinds: Mapping[ServiceKind, str] = field(default_factory=lambda: MappingProxyType({}))

    def to(self, kind: ServiceKind) -> Way:
        """The way that people take to this kind of service."""
        return self.by_mode.get(self.kinds.get(kind, self.usual)) or self.by_mode[self.usual]


def straight(car_kmh: float = SPEEDS_KMH[CAR], detour: float = DETOUR, pack: Pack | None = None) -> Ways:
    """The ways without roads: straight lines times `detour`, the car at `car_kmh`, the others at their usual speeds."""
    speeds = {**SPEEDS_KMH, CAR: car_kmh}
    lines: dict[str, Way] = {mode: StraightLine(mode, speed, detour) for mode, speed in speeds.items()}
    modes = {kind: entry.mode for kind, entry in pack.services.items() if entry.mode} if pack else {}
    return Ways(MappingProxyType(lines), kinds=MappingProxyType(modes))

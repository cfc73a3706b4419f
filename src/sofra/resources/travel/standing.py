"""How well spots stand on the roads: how far from them, and which are too far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.resources.travel.bus import Bus
from sofra.resources.travel.streets import Streets
from sofra.resources.travel.way import Spots, Way

FARTHEST = 2_000.0
"""Metres beyond which no road reaches a spot, for a way that says nothing of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Spots beside roads. `median`, `worst` in metres (None without spots), `where`: the number of the worst one;
    `beyond`: the numbers of those that no road reaches."""

    spots: int
    median: float | None = None
    worst: float | None = None
    where: int | None = None
    beyond: Sequence[int] = ()


def standing(way: Way, spots: Spots) -> Standing:
    """How far some spots are from where the way begins."""
    if len(spots) == 0:
        return Standing(0)
    metres = way.snapped(spots)
    if not np.isfinite(metres).all():
        return Standing(len(spots), beyond=tuple(range(len(spots))))
    worst = int(metres.argmax())
    beyond = tuple(int(at) for at in np.flatnonzero(metres > farthest(way)))
    return Standing(len(spots), float(np.median(metres)), float(metres[worst]), worst, beyond)


def farthest(way: Way) -> float:
    """Metres beyond which the way reaches nobody."""
    inner = way.walk if isinstance(way, Bus) else way
    return inner.profile.farthest_metres if isinstance(inner, Streets) else FARTHEST

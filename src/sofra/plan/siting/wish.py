"""What is wanted of the next one, and what somebody does to the map by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.types.keys import ServiceKind

ADD, MOVE, CLOSE, SHARE = "add", "move", "close", "share"
ACTS = (ADD, MOVE, CLOSE, SHARE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: a kind of service, an aim (one of OBJECTIVES), how many new ones or for which yearly budget.

    `within` minutes count as reached, travelled by `mode`. `size` is the number of places of a new one; with `full`
    the places count and nobody is served beyond them. `group` with `group_minutes` and `group_share` (0 to 1) is a
    promise that every answer keeps. `lang` is the language in which places are named.
    """

    kind: ServiceKind
    objective: str = "covered"
    new: int = 1
    within: float = 30.0
    mode: str = "car"
    size: int | None = None
    full: bool = False
    budget: float | None = None
    group: str = ""
    group_minutes: float = 30.0
    group_share: float = 1.0
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done by hand: a place added or shared at a point, a site moved to a point, a site closed."""

    act: str
    site: str = ""
    lon: float | None = None
    lat: float | None = None

    @property
    def code(self) -> str:
        """The step as it stands in an address: "add,,21.85,41.45", "close,S-03,,"."""
        spot = ("" if degrees is None else f"{degrees:.5f}" for degrees in (self.lon, self.lat))
        return ",".join((self.act, self.site, *spot))


def read_steps(codes: Sequence[str]) -> Sequence[Step]:
    """The steps of an address; what cannot be read is left out."""
    return tuple(step for step in map(_read, codes) if step is not None)


def _read(code: str) -> Step | None:
    parts = code.split(",")
    if len(parts) != 4 or parts[0] not in ACTS:
        return None
    try:
        lon, lat = (float(part) if part else None for part in parts[2:])
    except ValueError:
        return None
    placed = lon is not None and lat is not None and -180 <= lon <= 180 and -90 <= lat <= 90
    if parts[0] != CLOSE and not placed:
        return None
    return Step(parts[0], parts[1], lon, lat)

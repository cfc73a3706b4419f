"""Everything but answers that goes into a social map, as one frozen value that a release keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sofra.types.answers import Codebook, Design, Link, Origin
from sofra.types.evidence import Measure, Municipality, RegisterCount, Stakeholder, Voice
from sofra.types.furthest import Registered
from sofra.types.hazard import Disaster
from sofra.types.hidden import Histories
from sofra.types.place import Place
from sofra.types.planning import Criterion
from sofra.types.protected import EarlierCount
from sofra.types.supply import Inventory


@dataclass(frozen=True, slots=True)
class RoundInput:
    """One round of answers without its answers: which households (by number), what was asked, how it was drawn.

    `arrived` is when its first answers were brought in (ISO 8601, UTC), "" where nobody recorded it.
    """

    id: int
    name: str
    codebook: Codebook
    design: Design
    links: Sequence[Link]
    origin: Origin
    submissions: Sequence[int]
    held: int
    sha256: str
    arrived: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a map is made from. `office` holds the office's own pack files by name; `country` names the packs.

    `networks`: way of travelling to the sha256 of the roads (or the timetable) that it goes on.
    `earlier` are the register counts that published releases showed, with the true ones behind them. `salt` goes into
    the print of the registers, which leaves the office: without it the print of a few counts could be guessed.
    Without roads a straight line times `detour` is travelled at `speed_kmh` (releases before issue 4 knew no detour:
    1); `within` are the minutes that count as within reach.
    """

    municipality: Municipality
    period: str
    day: str
    seed: int
    speed_kmh: float
    places: Sequence[Place] = ()
    inventory: Inventory = Inventory()
    rounds: Sequence[RoundInput] = ()
    registers: Sequence[RegisterCount] = ()
    voices: Sequence[Voice] = ()
    stakeholders: Sequence[Stakeholder] = ()
    measures: Sequence[Measure] = ()
    roads: Sequence[Mapping[str, Any]] = ()
    hazard: Sequence[Mapping[str, Any]] = ()
    criteria: Sequence[Criterion] = ()
    hidden: Sequence[Histories] = ()
    office: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    searches: Sequence[Registered] = ()
    earlier: Sequence[EarlierCount] = ()
    salt: str = ""
    disasters: Sequence[Disaster] = ()
    detour: float = 1.0
    within: float = 30.0
    networks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

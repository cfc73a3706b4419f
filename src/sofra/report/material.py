"""Everything that a report is made from: released, gated and already decided; what is missing stays empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sofra.types.evidence import Discrepancy, Measure, Municipality, RegisterCount, SampleNote, Stakeholder, Voice
from sofra.types.fact import Fact
from sofra.types.furthest import Furthest
from sofra.types.hazard import Hazards
from sofra.types.hidden import HiddenNote
from sofra.types.inequality import Inequality
from sofra.types.keys import Label, PlaceId
from sofra.types.origin import Run
from sofra.types.place import Place
from sofra.types.planning import Action, Criterion, Gap, Proposal, Ranked
from sofra.types.protected import Attack, Counts
from sofra.types.supply import Inventory


@dataclass(frozen=True, slots=True)
class Hazard:
    """A danger zone and the settlements that it touches; `people` live in these settlements, None when unknown."""

    name: Label
    places: Sequence[PlaceId] = ()
    people: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """What a report may say, and nothing else: no row, no answer, only numbers that passed the gate.

    `facts` are the released facts (needs, supply and gaps); `made_on` is the ISO day of the report; `roads` are GeoJSON
    lines; `registers` the counts of both sexes and all ages as they may be shown, `counts` all of them with what was
    withheld, `attack` what an attacker finds out; `recruitment` how the people of the newest survey were found (a value
    of types.sampling.Recruitment). Empty fields mean "not collected", and the report says so in a sentence.
    """

    municipality: Municipality
    made_on: str
    author: str = ""
    places: Sequence[Place] = ()
    facts: Sequence[Fact] = ()
    gaps: Sequence[Gap] = ()
    ranked: Sequence[Ranked] = ()
    criteria: Sequence[Criterion] = ()
    proposals: Sequence[Proposal] = ()
    actions: Sequence[Action] = ()
    inventory: Inventory = Inventory()
    stakeholders: Sequence[Stakeholder] = ()
    voices: Sequence[Voice] = ()
    measures: Sequence[Measure] = ()
    registers: Sequence[RegisterCount] = ()
    discrepancies: Sequence[Discrepancy] = ()
    hazards: Sequence[Hazard] = ()
    sample: SampleNote | None = None
    run: Run | None = None
    release: str = ""
    roads: Sequence[Any] = ()
    inequality: Inequality | None = None
    hidden: HiddenNote | None = None
    furthest: Furthest | None = None
    counts: Counts = Counts()
    attack: Attack | None = None
    recruitment: str = ""
    dangers: Hazards | None = None

"""What the queries of mobile teams give beside the types: a planned week whose times are still sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """The plan of one team's week. `outline`: days with pseudonyms, what is missed and why, the drive in all."""

    team: str
    monday: date
    outline: Mapping[str, Any]
    sealed: str
    made_on: datetime
    made_by: str

    @property
    def made(self) -> Sequence[Mapping[str, Any]]:
        """The rounds: team, day, pseudonyms in no order that tells where they live."""
        return tuple(self.outline.get("rounds", ()))

    @property
    def missed(self) -> Sequence[Mapping[str, Any]]:
        """The visits in no round: pseudonym, reason, the values of its sentence."""
        return tuple(self.outline.get("missed", ()))

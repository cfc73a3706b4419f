"""Answers as they arrive: the codebook, rows in tables, and what was wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from sofra.types.errors import Issue
from sofra.types.keys import Label

Value: TypeAlias = str | int | float | bool | None
"""One answer; None is unknown. A date is ISO text; a choice is its code; several choices, codes joined by a space."""

Row: TypeAlias = Mapping[str, Value]


class Kind(StrEnum):
    """What sort of answer a variable holds."""

    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: its code in the data and its words."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Variable:
    """One question or column. `missing` lists codes that mean "no usable answer" (-99, "dont_know").

    `table` is "household" or "person"; `low` and `high` are the limits that the form or pack sets.
    """

    name: str
    kind: Kind
    label: Label
    table: str = "household"
    choices: Sequence[Choice] = ()
    missing: Sequence[str] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables of a source in their order, and its languages."""

    variables: Sequence[Variable]
    languages: Sequence[str] = ("en",)

    def find(self, name: str) -> Variable | None:
        """The variable of this name, None when there is none."""
        return next((v for v in self.variables if v.name == name), None)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that rows came from: name, sha256 of its bytes, format and encoding as recognised."""

    name: str
    sha256: str
    format: str
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A row kept back until somebody corrects it: where it stood, what it said, and why.

    `key` is the "_id" of the household that it is or belongs to, "" when nobody knows.
    """

    table: str
    row: Row
    issues: Sequence[Issue]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a reader gives: rows by table, the codebook, the rows held back and every issue.

    Every row of `tables["household"]` has the key "_id" (unique text); every row of `tables["person"]` has
    "_id" and "_parent", the "_id" of its household. A source with one kind of row fills one table only.
    """

    codebook: Codebook
    tables: Mapping[str, Sequence[Row]]
    origin: Origin
    issues: Sequence[Issue] = ()
    held: Sequence[Held] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One foreign column tied to one variable of the packs.

    `codes` maps foreign codes to the packs' codes ("1" to "yes"); a code that is missing here becomes unknown
    and an issue. `factor` multiplies numbers (years from months: 1/12). `confirmed` is False while it is only proposed;
    `score` (0 to 1) says how alike the two looked, `reason` by what ("name", "label", "codes").
    """

    column: str
    variable: str
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    factor: float = 1.0
    confirmed: bool = False
    score: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """How many people there are of a category of a margin, by an office's own count.

    `margin` is a variable ("ethnicity"), several crossed ("sex*age"), or "area" and "settlement" of the places;
    `category` as the answers write it, or a range of numbers ("0-14", "65+").
    """

    margin: str
    category: str
    total: float


@dataclass(frozen=True, slots=True)
class Design:
    """Which columns of the household rows carry the sampling design; empty means absent.

    `weight` base weight (1 / inclusion probability); `stratum`; `unit` the primary sampling unit; `units_in_stratum`
    the number of units in the stratum's population (finite-population correction); `place` the settlement's id;
    `households_in_unit` the number of households in the unit's population (empty: how many were left out inside the
    units is unknown).
    `lonely` is the rule for a stratum with one unit: "adjust" (centre on the mean of all), "remove", "fail", "average".
    `nested` True: the units' numbers start again in every stratum, so that unit 1 of two strata are two units.
    `totals` an office's own counts that the weights are raked to, besides age and sex.
    `recruitment` how people were found, a value of types.sampling.Recruitment; "" when nobody said: a weight column is
    then taken as a sign of known probabilities.
    """

    weight: str = ""
    stratum: str = ""
    unit: str = ""
    units_in_stratum: str = ""
    place: str = ""
    lonely: str = "adjust"
    nested: bool = False
    households_in_unit: str = ""
    totals: Sequence[KnownTotal] = ()
    recruitment: str = ""

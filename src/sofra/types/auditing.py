"""Can one get in, get around and understand: the questions of an audit, its answers, its photos, its score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sofra.types.keys import Label

YES, NO, NOT_APPLICABLE, NOT_SEEN = "yes", "no", "na", "unseen"
ANSWERS = (YES, NO, NOT_APPLICABLE, NOT_SEEN)


@dataclass(frozen=True, slots=True)
class AuditItem:
    """One question of the checklists, worded so that "yes" is good.

    `kinds` are what it is asked of: "building", "path", "stop", "information". `part` groups questions that are looked
    at in one go. `needed` True: without a "yes" here nobody in a wheelchair can use the place alone.
    """

    id: str
    part: str
    kinds: Sequence[str]
    question: Label
    hint: Label = field(default_factory=lambda: MappingProxyType({}))
    needed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an audit by its number: of which question, under which sha256 its bytes lie, its size in pixels."""

    id: int
    item: str
    blob: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What somebody saw at a site or asset on a day. `of` is "site" or "asset"; `finished_on` None until it is done.

    `answers` maps questions to "yes", "no", "na" or "unseen"; a question that is not there was not answered yet.
    """

    id: int
    of: str
    target: str
    kind: str
    on: str
    by: str
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    photos: Sequence[Photo] = ()
    finished_on: datetime | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How an audit came out.

    `share` is met / (met + unmet), 0 to 1, None when nothing was seen; `unseen` are questions without an answer or
    answered "not seen". `wheelchair` True when every needed question is met or does not apply, False when one is not
    met, None when nobody can say. `barriers` are the needed questions that are not met, `open` those not seen.
    """

    met: int
    unmet: int
    not_applicable: int
    unseen: int
    share: float | None
    wheelchair: bool | None
    barriers: Sequence[str] = ()
    open: Sequence[str] = ()

"""What a mobile team keeps: the team, its clients as pseudonyms, visits, referrals, and what came of it in counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sofra.types.keys import PlaceId

ROLES = ("social_worker", "psychologist", "nurse", "therapist", "teacher", "police", "parent", "student", "mediator",
         "volunteer", "driver", "other")  # fmt: skip
"""By which role somebody belongs to a team; the names of members are accounts, not kept here."""

MET = ("met", "not_at_home", "refused", "moved")
CONSENTS = ("written", "spoken", "guardian", "override")
OVERRIDES = ("life", "child", "violence", "court", "law")
"""Why a referral may go without consent; every use is recorded with who and when."""

REFUSALS = ("full", "not_entitled", "out_of_area", "documents", "other")
OUTCOMES = ("started", "waiting", "not_started", "ended")


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One seat of the team: the role, the institution that gives the person, the account when they sign in here."""

    role: str
    institution: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A mobile team: the act that established it, its mandate, who sits in it, where its rounds begin."""

    id: str
    name: str
    act: str = ""
    established_on: date | None = None
    mandate: str = ""
    members: Sequence[TeamMember] = ()
    lon: float | None = None
    lat: float | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What is sealed of a client: readable by the team alone."""

    name: str
    address: str = ""
    phone: str = ""
    lon: float | None = None
    lat: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A household under its pseudonym: settlement, class of need, when somebody is at home (minutes after midnight).

    `groups` are target groups that are not of the special kind; `accepted_on` when the team took it up.
    """

    pseudonym: str
    team: str
    settlement: PlaceId
    need: str
    groups: Sequence[str] = ()
    opens: int = 0
    closes: int = 1440
    people: int = 1
    required: bool = False
    accepted_on: date | None = None
    closed_on: date | None = None
    last_visit: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class VisitMade:
    """One visit: whether somebody was met, service kinds found lacking, help given (code to how many), the next day."""

    pseudonym: str
    on: date
    outcome: str = "met"
    minutes: int | None = None
    lacking: Sequence[str] = ()
    help: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    next_on: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Referral:
    """A client sent on to a service. `consent` is one of CONSENTS; "override" has a reason of OVERRIDES.

    `answer` is "", "accepted" or "refused" (then `refusal`); `outcome` is "" or one of OUTCOMES; `first_time` says
    whether they use this service for the first time in their life, None when nobody asked.
    """

    pseudonym: str
    kind: str
    to: str
    sent_on: date
    consent: str
    override: str = ""
    answer: str = ""
    answered_on: date | None = None
    refusal: str = ""
    outcome: str = ""
    outcome_on: date | None = None
    first_time: bool | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that a meeting agreed on: what, which role does it, until when, for whom; when it was done."""

    what: str
    role: str = ""
    due_on: date | None = None
    pseudonym: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The short record of a team's meeting: roles that were there, what was decided, what is to be done; no names."""

    team: str
    on: date
    present: Sequence[str] = ()
    decisions: Sequence[str] = ()
    follow_ups: Sequence[FollowUp] = ()
    next_on: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a team reached in a time: whole counts, before they are rounded for anybody to see.

    `first_time` are clients who used a service for the first time after the team came; `refused` and `outcomes` count
    referrals by reason and by outcome; `help` counts pieces given.
    """

    clients: int
    visits: int
    met: int
    reached: int
    people: int
    first_time: int
    referrals: int
    accepted: int
    overrides: int
    lacking: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    help: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    refused: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

"""The mobile team of the demo: its invented households brought in through the same acts as anybody's."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone

from sofra.store import queries
from sofra.store.queries import outreach as kept
from sofra.types.errors import MissingExtra
from sofra.types.visiting import Client, FollowUp, Meeting, Person, Referral, Team, TeamMember, VisitMade
from sofra.work.acts import Actor, Done, act
from sofra.work.clients import save_client
from sofra.work.founding import DEMO
from sofra.work.meetings import keep_meeting
from sofra.work.outreach import lock_team, save_team
from sofra.work.rounds import Wish, monday_of, plan_rounds, week_days
from sofra.work.visiting import answer_referral, end_referral, record_visits, refer

PASSPHRASE = "sol leb i otvorena vrata"  # noqa: S105 - printed on purpose: nobody lives in these households
TEAM_ID = "T-TRP"
DARA = Actor("dara", "team")
WEEK = timedelta(days=7)


@act("demo.load")
def load_team(actor: Actor, name: str) -> Done[int]:
    """The team, its households, visits, referrals and the plan of this week, wholly or not at all; once."""
    if any(one.id == TEAM_ID for one in kept.teams()):
        return Done(0, f"team {TEAM_ID}")
    said = json.loads((DEMO / name).read_text(encoding="utf-8"))
    _team(actor, said["team"])
    key = lock_team(DARA, TEAM_ID, PASSPHRASE)
    visits: list[VisitMade] = []
    for one in said["households"]:
        _household(key, one, visits)
    record_visits(DARA, visits)
    _meeting()
    monday = monday_of(timezone.localdate() + timedelta(days=3))
    with suppress(MissingExtra):  # without the extra `rounds` the demo has no plan, and its page says what is missing
        plan_rounds(DARA, TEAM_ID, key, Wish(monday, week_days(monday)[:3], 510, 870), iterations=150)
    return Done(len(said["households"]), f"team {TEAM_ID}", {"clients": len(said["households"])})


def _team(actor: Actor, said: Mapping[str, Any]) -> None:
    start = next(place for place in queries.places() if place.id == said["starts_at"])
    members = [TeamMember(*one) for one in said["members"]]
    team = Team(TEAM_ID, said["name"], said["act"], None, said["mandate"], members, start.lon, start.lat)
    save_team(actor, team)


def _meeting() -> None:
    today = timezone.localdate()
    todo = FollowUp("Да се праша Црвен крст за количка / Ask the Red Cross for a wheelchair", "nurse", today + WEEK)
    said = ("Волчица двапати месечно до Велигден / Volčica twice a month until Easter",)
    keep_meeting(DARA, Meeting(TEAM_ID, today - WEEK, ("social_worker", "nurse"), said, (todo,), today + WEEK))


def _household(key: bytes, one: Mapping[str, Any], visits: list[VisitMade]) -> None:
    today = timezone.localdate()
    person = Person(one["name"], one["address"], one["phone"], one["lon"], one["lat"])
    client = save_client(
        DARA,
        key,
        Client(
            "", TEAM_ID, one["settlement"], one["need"], one["groups"], one["opens"], one["closes"], one["people"],
            accepted_on=today - timedelta(days=200),
        ),
        person,
    )  # fmt: skip
    visits.extend(_visit(client.pseudonym, made) for made in one["visits"])
    if one["referral"]:
        _referral(client.pseudonym, one["referral"])


def _visit(pseudonym: str, said: Mapping[str, Any]) -> VisitMade:
    on = timezone.localdate() - timedelta(days=said["days_ago"])
    return VisitMade(pseudonym, on, said["outcome"], said["minutes"], said["lacking"], said["help"])


def _referral(pseudonym: str, said: Mapping[str, Any]) -> None:
    today = timezone.localdate()
    on = today - timedelta(days=said["days_ago"])
    sent = refer(DARA, Referral(pseudonym, said["kind"], said["to"], on, said["consent"]))
    if said["answer"]:
        answer_referral(DARA, sent.id, said["answer"], on, refusal=said["refusal"])
    if said["outcome"]:
        end_referral(DARA, sent.id, said["outcome"], today, first_time=said["first_time"])

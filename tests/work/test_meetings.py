"""The record of a team's meeting: kept without names, followed up, cleared of a household that is forgotten."""

from datetime import date

import pytest

from sofra.store.queries import outreach as queries
from sofra.types.errors import NotAllowed, NotFound, SourceError
from sofra.types.visiting import Client, FollowUp, Meeting, Person, Team, TeamMember
from sofra.work.acts import Actor
from sofra.work.clients import erase_client, save_client
from sofra.work.meetings import finish_follow_up, keep_meeting, open_follow_ups
from sofra.work.outreach import lock_team, save_team

DARA = Actor("dara", "team")
DAY = date(2026, 11, 20)


@pytest.fixture
def team(smalltown, ana) -> tuple[str, bytes]:
    made = save_team(ana, Team("", "Team One", members=(TeamMember("nurse", "Health centre", "dara"),)))
    return made.id, lock_team(DARA, made.id, "four quiet plums on a roof", cost=2**4)


@pytest.fixture
def household(team) -> str:
    person = Person("Petkana Gravcheva", "Rosehip Lane 3", "+389 70 123 456")
    return save_client(DARA, team[1], Client("", team[0], "B1", "high"), person).pseudonym


def record(team, *decisions: str, todo: tuple[FollowUp, ...] = (), **more) -> Meeting:
    return Meeting(team[0], DAY, ("nurse",), decisions, todo, **more)


def test_what_was_agreed_on_stays_open_until_it_is_done(team, household, ana):
    later = FollowUp("Ask for a wheelchair", "nurse", date(2026, 12, 1), household)
    soon = FollowUp("Call the school", "teacher", date(2026, 11, 25))
    kept = keep_meeting(DARA, record(team, "Volcica twice a month", todo=(later, soon)))

    assert [one.what for _, _, one in open_follow_ups(team[0])] == ["Call the school", "Ask for a wheelchair"]
    finish_follow_up(ana, kept.id, 1, DAY)
    assert [one.what for _, _, one in open_follow_ups(team[0])] == ["Ask for a wheelchair"]
    assert queries.meetings(team[0])[0].follow_ups[1].done_on == DAY
    with pytest.raises(NotFound):
        finish_follow_up(ana, kept.id, 7, DAY)


@pytest.mark.parametrize("line", ["PETKANA needs firewood", "Speak with Gravcheva.", "Call 070/123-456"])
def test_a_line_that_names_a_household_is_refused_without_saying_the_name(team, household, line):
    with pytest.raises(SourceError) as stopped:
        keep_meeting(DARA, record(team, "Firewood first", line), team[1])

    (issue,) = stopped.value.issues
    assert (issue.code, dict(issue.values)) == ("meeting_names_somebody", {"line": 2})
    assert queries.meetings(team[0]) == []


def test_everything_wrong_with_a_record_is_told_at_once(team):
    wrong = Meeting(team[0], date(2999, 1, 1), ("king",), next_on=date(2020, 1, 1))
    with pytest.raises(SourceError) as stopped:
        keep_meeting(DARA, wrong)
    assert [one.code for one in stopped.value.issues] == [
        "visit_in_future", "meeting_empty", "team_role_unknown", "visit_next_before",
    ]  # fmt: skip
    with pytest.raises(SourceError) as stopped:
        keep_meeting(DARA, record(team, "Visit K-ZZZZ9"))
    assert stopped.value.issues[0].code == "meeting_pseudonym_unknown"


def test_a_forgotten_household_leaves_the_records_too(team, household, ana):
    keep_meeting(DARA, record(team, f"{household}: firewood", todo=(FollowUp("Firewood", pseudonym=household),)))

    erase_client(ana, household)

    (kept,) = queries.meetings(team[0])
    assert kept.decisions == ("–: firewood",)
    assert kept.follow_ups[0].pseudonym == "–"


def test_only_the_own_team_and_the_coordinator_keep_records(team):
    for actor in (Actor("besim", "collector"), Actor("guest", "guest"), Actor("eli", "team")):
        with pytest.raises(NotAllowed):
            keep_meeting(actor, record(team, "Something"))

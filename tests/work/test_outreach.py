"""A mobile team through the acts: locked, clients sealed, visited, referred, planned, forgotten."""

import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers

from sofra.sources.sealed import LEAST_LETTERS, open_sealed, seal
from sofra.store import queries as kept
from sofra.store.outreach import ClientRow, TeamRow, VisitRow, WeekRow
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.types.visiting import Client, Person, Referral, Team, TeamMember, VisitMade
from sofra.work.acts import Actor
from sofra.work.clients import close_client, doubt_of_home, erase_client, open_clients, purge_clients, save_client
from sofra.work.outreach import lock_team, rekey_team, save_team, unlock_team
from sofra.work.rounds import Wish, apart, due_in, monday_of, open_week, plan_rounds, planned_week
from sofra.work.visiting import answer_referral, end_referral, record_visit, refer
from sofra.work.workspace import bundle

WORDS = "four quiet plums on a roof"
FAST = 2**4
TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
SECRETS = ("Petkana", "Rosehip Lane", "+389 70", "21.8123", "41.5077", "afraid of dogs")


@pytest.fixture
def dara():
    """Dara is of the mobile team."""
    return Actor("dara", "team")


@pytest.fixture
def team(smalltown, ana, dara) -> tuple[Team, bytes]:
    seats = (TeamMember("social_worker", "Centre for social work", "dara"), TeamMember("nurse", "Health centre"))
    made = save_team(
        ana, Team("", "Team One", "02-113/1", date(2026, 3, 1), "Outreach in Hills", seats, lon=21.8, lat=41.5)
    )
    return made, lock_team(dara, made.id, WORDS, cost=FAST)


def person(number: int = 0) -> Person:
    return Person(f"Petkana {number}", "Rosehip Lane 3", "+389 70 000 000", 21.8123, 41.5077 + number / 500)


def take_up(dara, team, number: int = 0, **more) -> Client:
    client = Client("", team[0].id, "B1", more.pop("need", "high"), ("OLD",), accepted_on=TODAY, **more)
    return save_client(dara, team[1], client, person(number))


@pytest.fixture
def one(dara, team) -> Client:
    return take_up(dara, team)


def everything() -> str:
    """All rows of the database as text."""
    rows = [row for model in apps.get_models() for row in model._base_manager.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_no_name_address_telephone_point_or_note_is_in_the_database_or_a_bundle(one, dara, team, ana, tmp_path):
    record_visit(dara, VisitMade(one.pseudonym, TODAY), "afraid of dogs", team[1])
    plan_rounds(dara, team[0].id, team[1], Wish(MONDAY, [MONDAY], 540, 900), iterations=50)
    made = bundle(ana, tmp_path / "b.zip")
    with zipfile.ZipFile(made.path) as archive:
        packed = "".join(archive.read(name).decode() for name in archive.namelist())

    told = everything() + packed + str(kept.events(500))

    assert one.pseudonym in told
    assert [word for word in (*SECRETS, WORDS) if word in told] == []


def test_facts_for_a_region_hold_no_client(one, ana, tmp_path):
    made = bundle(ana, tmp_path / "b.zip", facts_only=True)

    with zipfile.ZipFile(made.path) as archive:
        assert not [name for name in archive.namelist() if b"K-" in archive.read(name)]


def test_the_team_opens_its_clients_and_each_reading_is_on_record(one, dara, team):
    found = open_clients(dara, team[0].id, team[1])

    assert found == {one.pseudonym: person()}
    event = kept.events()[0]
    assert (event.who, event.act, event.counts) == ("dara", "outreach.open", {"clients": 1})


def test_a_wrong_passphrase_is_a_stop_and_a_wrong_key_opens_nothing(one, dara, team):
    assert unlock_team(dara, team[0].id, f"  {WORDS.replace(' ', '  ')} ") == team[1]
    with pytest.raises(NotAllowed, match="passphrase_wrong"):
        unlock_team(dara, team[0].id, "four quiet plums on a boat")
    with pytest.raises(NotAllowed, match="passphrase_wrong"):
        open_clients(dara, team[0].id, bytes(32))
    with pytest.raises(NotAllowed, match="passphrase_wrong"):
        save_client(dara, bytes(32), replace(one, need="low"), person())


@pytest.mark.parametrize("role", ["coordinator", "collector", "approver", "guest"])
def test_nobody_else_opens_names_even_with_the_key(one, team, role):
    with pytest.raises(NotAllowed):
        open_clients(Actor("dara", role), team[0].id, team[1])
    with pytest.raises(NotAllowed):
        unlock_team(Actor("dara", role), team[0].id, WORDS)


def test_another_team_opens_nothing(one, team):
    with pytest.raises(NotAllowed, match="team_not_own"):
        open_clients(Actor("eva", "team"), team[0].id, team[1])


def test_a_sealed_text_opens_only_where_it_belongs_and_is_as_long_as_any_other(one, dara, team):
    other = take_up(dara, team, 1)
    rows = {row.pk: row.sealed for row in ClientRow.objects.all()}
    short, long = seal({"name": "A"}, team[1], "x"), seal({"name": "A" * 100}, team[1], "x")

    assert len(short) == len(long)
    with pytest.raises(NotAllowed):
        open_sealed(rows[one.pseudonym], team[1], f"{team[0].id}/{other.pseudonym}")


def test_a_passphrase_is_set_once_and_is_long_enough(team, dara, ana):
    with pytest.raises(Conflict, match="team_locked"):
        lock_team(dara, team[0].id, WORDS, cost=FAST)
    second = save_team(ana, Team("", "Team Two", members=(TeamMember("nurse", "", "dara"),)))
    with pytest.raises(SourceError, match=f"passphrase_short.*{LEAST_LETTERS}"):
        lock_team(dara, second.id, "short", cost=FAST)


def test_a_new_passphrase_seals_everything_again(one, dara, team):
    record_visit(dara, VisitMade(one.pseudonym, TODAY), "afraid of dogs", team[1])
    plan_rounds(dara, team[0].id, team[1], Wish(MONDAY, [MONDAY], 540, 900), iterations=50)

    key = rekey_team(dara, team[0].id, WORDS, "seven loud pears under the bridge", cost=FAST)

    assert open_clients(dara, team[0].id, key) == {one.pseudonym: person()}
    assert open_week(dara, team[0].id, MONDAY, key).made == 1
    assert open_sealed(VisitRow.objects.get().sealed, key, f"{one.pseudonym}/visit") == {"note": "afraid of dogs"}
    with pytest.raises(NotAllowed):
        open_clients(dara, team[0].id, team[1])


def test_after_a_new_passphrase_no_note_is_sealed_under_the_old_key(one, dara, team):
    rekey_team(dara, team[0].id, WORDS, "seven loud pears under the bridge", cost=FAST)

    with pytest.raises(NotAllowed, match="passphrase_wrong"):
        record_visit(dara, VisitMade(one.pseudonym, TODAY), "afraid of dogs", team[1])
    assert not VisitRow.objects.exists()


def test_everything_wrong_with_a_household_is_told_at_once(dara, team):
    wrong = Client("", team[0].id, "X9", "dire", ("ROMA",), opens=900, closes=600)

    with pytest.raises(SourceError) as told:
        save_client(dara, team[1], wrong, Person(" ", lon=21.0))

    assert [issue.code for issue in told.value.issues] == [
        "client_without_name",
        "client_settlement_unknown",
        "client_need_unknown",
        "client_window_wrong",
        "client_group_special",
        "client_point_wrong",
    ]


def test_a_visit_moves_the_next_one(one, dara, team):
    assert [due.late for due in due_in(team[0].id, MONDAY)] == [0]

    record_visit(dara, VisitMade(one.pseudonym, TODAY - timedelta(days=8), next_on=TODAY - timedelta(days=6)))
    assert [(due.on, due.late) for due in due_in(team[0].id, MONDAY)] == [(TODAY - timedelta(days=6), 7)]
    record_visit(dara, VisitMade(one.pseudonym, TODAY))
    assert due_in(team[0].id, MONDAY)[0].on == TODAY + timedelta(days=7)
    record_visit(dara, VisitMade(one.pseudonym, TODAY, next_on=TODAY + timedelta(days=30)))
    assert due_in(team[0].id, MONDAY) == []


def test_everything_wrong_with_a_visit_is_told_at_once(one, dara):
    visit = VisitMade(
        one.pseudonym,
        date(2099, 1, 1),
        "asleep",
        lacking=("XX",),
        help={"GOLD": 1, "FOOD": 0},
        next_on=date(2098, 1, 1),
    )

    with pytest.raises(SourceError) as told:
        record_visit(dara, visit, "a note")

    assert [issue.code for issue in told.value.issues] == [
        "visit_outcome_unknown",
        "visit_in_future",
        "visit_next_before",
        "visit_need_unknown",
        "visit_help_unknown",
        "visit_help_unknown",
        "note_without_key",
    ]


def test_no_referral_without_consent_or_a_reason_on_record(one, dara):
    sent = Referral(one.pseudonym, "HOM-CARE", "Municipality", TODAY, "")
    with pytest.raises(SourceError, match="referral_no_consent"):
        refer(dara, sent)
    with pytest.raises(SourceError, match="referral_override_why"):
        refer(dara, replace(sent, consent="override"))

    made = refer(dara, replace(sent, consent="override", override="life"))

    assert (made.consent, made.override) == ("override", "life")
    assert kept.events()[0].counts == {"override": 1}


def test_a_referral_is_answered_once_and_ends_with_what_came_of_it(one, dara, ana):
    sent = refer(dara, Referral(one.pseudonym, "HOM-CARE", "Municipality", TODAY, "written"))
    with pytest.raises(Conflict, match="referral_not_accepted"):
        end_referral(dara, sent.id, "started", TODAY)
    with pytest.raises(SourceError, match="referral_refused_why"):
        answer_referral(ana, sent.id, "refused", TODAY)
    answer_referral(ana, sent.id, "accepted", TODAY)
    with pytest.raises(Conflict, match="referral_answered"):
        answer_referral(ana, sent.id, "refused", TODAY, refusal="full")

    done = end_referral(dara, sent.id, "started", TODAY, first_time=True)

    assert (done.answer, done.outcome, done.first_time) == ("accepted", "started", True)


def test_a_planned_week_opens_for_the_team_and_its_outline_tells_no_distance(dara, team):
    for number in range(4):
        take_up(dara, team, number, need=("high", "urgent", "medium", "low")[number])

    planned = plan_rounds(dara, team[0].id, team[1], Wish(MONDAY, [MONDAY, date(2026, 11, 26)], 540, 900))

    assert planned.week.made == 5  # the urgent one twice
    assert planned.approximate == []
    assert open_week(dara, team[0].id, MONDAY, team[1]) == planned.week
    outline = json.dumps(WeekRow.objects.get().outline["rounds"])
    assert not [word for word in ("begins", "drive", "km", "leaves") if word in outline]
    with pytest.raises(NotFound):
        open_week(dara, team[0].id, MONDAY + timedelta(days=7), team[1])


def test_without_the_key_households_stand_at_their_settlement(one, team):
    planned = planned_week(team[0].id, Wish(MONDAY, [MONDAY], 540, 900), iterations=50)

    assert planned.approximate == [one.pseudonym]
    assert planned.week.rounds[0].calls[0].km == pytest.approx(13.0, abs=0.1)  # 1.3 x 10.0 km to Highfield


def test_a_team_without_a_starting_point_plans_nothing(dara, team, ana):
    save_team(ana, replace(team[0], lon=None, lat=None))

    with pytest.raises(SourceError, match="rounds_no_start"):
        planned_week(team[0].id, Wish(MONDAY, [MONDAY], 540, 900))


def test_a_forgotten_household_leaves_nothing(one, dara, team, ana):
    record_visit(dara, VisitMade(one.pseudonym, TODAY))
    refer(dara, Referral(one.pseudonym, "HOM-CARE", "Municipality", TODAY, "written"))
    plan_rounds(dara, team[0].id, team[1], Wish(MONDAY, [MONDAY], 540, 900), iterations=50)

    assert erase_client(ana, one.pseudonym) == 4
    rows = [row for model in apps.get_models() if model.__name__ != "Event" for row in model._base_manager.all()]
    assert one.pseudonym not in serializers.serialize("json", rows)
    assert kept.events()[0].target == "client"


def test_a_purge_counts_first_and_deletes_only_when_told(one, dara, team, ana):
    record_visit(dara, VisitMade(one.pseudonym, TODAY))
    close_client(dara, one.pseudonym, date(2020, 1, 1))
    stays = take_up(dara, team, 1)

    counted = purge_clients(ana, date(2021, 1, 1))
    assert counted == {"clients": 1, "visits": 1, "referrals": 0, "weeks": 0}
    assert ClientRow.objects.count() == 2
    assert purge_clients(ana, date(2021, 1, 1), really=True) == counted
    assert [row.pk for row in ClientRow.objects.all()] == [stays.pseudonym]


def test_a_purge_of_households_that_are_let_go_only_tomorrow_is_stopped(one, ana):
    with pytest.raises(SourceError) as stopped:
        purge_clients(ana, date(2999, 1, 1), really=True)

    assert stopped.value.issues[0].code == "purge_ahead"


def test_sealed_names_leave_in_a_full_backup_only(one, dara, team, ana, tmp_path):
    record_visit(dara, VisitMade(one.pseudonym, TODAY), "afraid of dogs", team[1])
    plan_rounds(dara, team[0].id, team[1], Wish(MONDAY, [MONDAY], 540, 900), iterations=50)

    usual, full = bundle(ana, tmp_path / "u.zip"), bundle(ana, tmp_path / "f.zip", with_names=True)

    assert (usual.unnamed, full.unnamed) == (1, 0)
    assert [row["sealed"] for row in packed_rows(usual.path, "ClientRow", "VisitRow", "WeekRow")] == ["", "", ""]
    assert packed_rows(usual.path, "TeamRow")[0]["lock"] is None
    assert all(row["sealed"] for row in packed_rows(full.path, "ClientRow", "VisitRow", "WeekRow"))
    assert packed_rows(full.path, "TeamRow")[0]["lock"]
    with pytest.raises(Conflict):
        bundle(ana, tmp_path / "x.zip", facts_only=True, with_names=True)


def packed_rows(path, *tables: str) -> list[dict]:
    with zipfile.ZipFile(path) as archive:
        lines = [line for name in tables for line in archive.read(f"tables/{name}.jsonl").splitlines()]
    return [json.loads(line) for line in lines]


def test_a_household_without_its_name_is_named_anew_under_a_new_passphrase(one, dara, team):
    ClientRow.objects.update(sealed="")  # as after a bundle without names
    TeamRow.objects.update(lock=None)
    key = lock_team(dara, team[0].id, "another four plums up there", cost=FAST)

    assert open_clients(dara, team[0].id, key) == {one.pseudonym: Person("")}
    assert planned_week(team[0].id, Wish(MONDAY, [MONDAY], 540, 900), {}, iterations=50).approximate == [one.pseudonym]
    save_client(dara, key, one, person(3))
    assert open_clients(dara, team[0].id, key)[one.pseudonym].name == "Petkana 3"


def test_two_visits_a_week_have_a_day_between_them_where_one_is_left():
    week = [MONDAY + timedelta(days=n) for n in range(5)]

    assert apart(week, 2) == [tuple(week[:2]), tuple(week[3:])]
    assert apart(week[:3], 2) == [(week[0],), (week[2],)]
    assert apart(week[:2], 2) == [(week[0],), (week[1],)]
    assert apart(week[:1], 2) == [(week[0],)]


def test_a_second_visit_for_which_no_day_is_left_is_told(dara, team):
    who = take_up(dara, team, need="urgent")

    week = planned_week(team[0].id, Wish(MONDAY, [MONDAY], 540, 900), {}, iterations=50).week

    assert [call.visit for one in week.rounds for call in one.calls] == [who.pseudonym]
    assert [(one.visit, one.reason) for one in week.missed] == [(who.pseudonym, "no_shift")]


def test_monday_is_found():
    assert monday_of(TODAY) == date(2026, 11, 16)
    assert monday_of(MONDAY) == MONDAY


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(41.5077, 21.8123, "client_point_swapped"), (18.5, 41.5, "client_point_impossible")],
)
def test_a_household_in_the_sea_or_with_its_spot_swapped_is_not_saved(dara, team, lon, lat, code):
    client = Client("", team[0].id, "B1", "high", accepted_on=TODAY)

    with pytest.raises(SourceError, match=code) as stopped:
        save_client(dara, team[1], client, replace(person(), lon=lon, lat=lat))

    assert str(lon) not in str(stopped.value)
    assert not ClientRow.objects.exists()


def test_a_household_far_from_every_settlement_is_saved_and_looks_doubtful(dara, team):
    away = replace(person(), lon=22.3)

    saved = save_client(dara, team[1], Client("", team[0].id, "B1", "high", accepted_on=TODAY), away)

    assert doubt_of_home(away) == ("far", 33)
    assert doubt_of_home(person()) == ("", 0)
    assert ClientRow.objects.filter(pk=saved.pseudonym).exists()

"""The pages of the mobile team: what each role sees, and what none but the team ever gets."""

import io
import json
import re
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from sofra.store.outreach import MeetingRow
from sofra.store.queries import outreach as queries
from sofra.types.visiting import Team, TeamMember
from sofra.web.pages.outreach import week_of
from sofra.web.views.retention import months_ago
from sofra.work.acts import KEEPER
from sofra.work.demo_team import DARA, PASSPHRASE, TEAM_ID
from sofra.work.founding import DEMO
from sofra.work.outreach import lock_team, rekey_team, save_team

FILE = json.loads((DEMO / "18_mobile_team.json").read_text(encoding="utf-8"))
SECRETS = sorted(
    {one[key] for one in FILE["households"] for key in ("name", "phone")}
    | {str(one[key]) for one in FILE["households"] for key in ("lon", "lat") if len(str(one[key])) == 8}
)
"""A coordinate of fewer digits may stand in another one's."""
WEEK = f"/outreach/team/{TEAM_ID}/week"


@pytest.fixture
def dara(sign_in):
    return sign_in("dara")


def opened(reader):
    reader.post(f"/outreach/team/{TEAM_ID}/open/", passphrase=PASSPHRASE)
    return reader


def some() -> str:
    return queries.clients(TEAM_ID)[0].pseudonym


def monday() -> str:
    row = next(iter(sorted(week_rows())), None)
    return str(row)


def week_rows() -> list[date]:
    from sofra.store.outreach import WeekRow

    return list(WeekRow.objects.values_list("monday", flat=True))


def found(page: str) -> list[str]:
    return [secret for secret in SECRETS if secret in page]


def paths() -> list[str]:
    return [
        "/outreach/",
        "/outreach/?week=2026-01-05",
        "/outreach/results/",
        "/outreach/fixed-days/",
        "/outreach/fixed-days/?days_a_week=3&walk_minutes=30&served_a_day=40&point_cost=100&hour_cost=10&km_cost=1",
        f"/outreach/rounds/?week={monday()}",
        "/outreach/rounds/?week=2020-01-06",
        f"/outreach/household/{some()}/",
    ]


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_pages_are_sound_for_the_coordinator_and_for_the_team_with_names_open_or_not(sign_in, lang):
    for path in paths():
        assert found(sign_in("ana", lang).get(path)) == []
        assert found(sign_in("dara", lang).get(path)) == []
    reader = opened(sign_in("dara", lang))
    own = [
        f"/outreach/household/{some()}/visit/",
        f"/outreach/household/{some()}/refer/",
        f"/outreach/team/{TEAM_ID}/household/new/",
        f"/outreach/team/{TEAM_ID}/household/{some()}/",
        f"/outreach/team/{TEAM_ID}/new-passphrase/",
        f"{WEEK}/{monday()}/",
        f"{WEEK}/{monday()}/?round=0",
    ]
    for path in (*paths(), *own):
        assert reader.get(path)
    assert sign_in("ana", lang).get(f"/outreach/team/{TEAM_ID}/")
    assert sign_in("ana", lang).get("/outreach/team/new/")
    assert sign_in("dara", lang).get(f"/outreach/team/{TEAM_ID}/open/")


def test_the_names_open_with_the_passphrase_and_close_again(dara):
    assert found(dara.get("/outreach/")) == []
    page = dara.post(f"/outreach/team/{TEAM_ID}/open/", 422, passphrase="not this one at all")
    assert "does not open the names" in page

    opened(dara)
    assert len(found(dara.get("/outreach/"))) > 10
    assert dara.client.get("/outreach/").headers["Cache-Control"] == "no-store"
    dara.post(f"/outreach/team/{TEAM_ID}/close/")
    assert found(dara.get("/outreach/")) == []


def test_after_a_colleague_s_new_passphrase_the_page_asks_for_it(dara):
    opened(dara)
    rekey_team(DARA, TEAM_ID, PASSPHRASE, "three new words of a colleague", cost=2)

    page = dara.get("/outreach/")

    assert found(page) == []
    assert f"/outreach/team/{TEAM_ID}/open/" in page
    assert dara.client.get(f"/outreach/household/{some()}/").status_code == 200


def test_the_cookie_of_somebody_else_opens_nothing(dara, sign_in):
    stolen = opened(dara).client.cookies["sofra_team"].value
    for username in ("ana", "besim", "dara"):
        thief = sign_in(username)
        thief.client.cookies["sofra_team"] = stolen
        assert found(thief.client.get("/outreach/").content.decode()) == []


def test_no_other_role_gets_a_name_or_a_point_from_any_address(sign_in, dara):
    opened(dara)
    every = [
        *paths(),
        f"{WEEK}/{monday()}/",
        f"{WEEK}/{monday()}/sheet.xlsx",
        "/outreach/results/sheet.xlsx",
        f"/outreach/team/{TEAM_ID}/household/{some()}/",
        "/",
        "/resources/",
        "/report/",
        "/needs/",
    ]
    for username in ("ana", "besim", "ceca", "dana", "guest"):
        reader = sign_in(username)
        for path in every:
            answer = reader.client.get(path, follow=True)
            assert found(answer.content.decode("utf-8", "ignore")) == [], (username, path)
            assert not re.search(r"(geo|tel):", answer.content.decode("utf-8", "ignore"))


def test_others_see_the_rounded_results_only(sign_in):
    for username in ("besim", "ceca", "guest"):
        reader = sign_in(username)
        assert reader.client.get("/outreach/").headers["Location"] == "/outreach/results/"
        page = reader.get("/outreach/results/")
        assert "K-" not in page
        reader.get(f"/outreach/household/{some()}/", 403)
        reader.get("/outreach/rounds/", 403)
        reader.get("/outreach/fixed-days/", 403)


def test_a_route_sheet_needs_the_names_open_and_its_workbook_has_none(dara):
    assert "The names of this team are not open" in dara.get(f"{WEEK}/{monday()}/", 403)

    opened(dara)
    page = dara.get(f"{WEEK}/{monday()}/")
    assert "geo:" in page
    assert "tel:" in page
    assert "shred it after the week" in page
    book = dara.client.get(f"{WEEK}/{monday()}/sheet.xlsx").content
    cells = [str(cell) for sheet in load_workbook(io.BytesIO(book)) for row in sheet.values for cell in row]
    assert found(" ".join(cells)) == []
    assert [cell for cell in cells if cell.startswith("K-")]


def test_under_one_team_s_open_names_no_household_of_another_is_found(dara):
    other = save_team(KEEPER, Team("", "Team Two", members=[TeamMember("nurse", account="dara")]))
    lock_team(DARA, other.id, "four quiet plums on a roof", cost=16)
    dara.post(f"/outreach/team/{other.id}/open/", passphrase="four quiet plums on a roof")

    dara.get(f"/outreach/team/{other.id}/household/{some()}/", 404)


def test_a_household_is_taken_up_visited_and_sent_on(dara):
    opened(dara)
    to = dara.post(
        f"/outreach/team/{TEAM_ID}/household/new/",
        client_name="Gulaba",
        client_settlement="TRP-20",
        client_need="high",
        client_people="2",
        home_from="09:00",
        home_until="12:30",
        client_phone="070 111 111",
        client_lon="21.81",
        client_lat="41.51",
    )
    page = dara.get(to)
    assert "Gulaba" in page
    pseudonym = to.rstrip("/").rpartition("/")[2]
    assert (queries.client(pseudonym).opens, queries.client(pseudonym).closes) == (540, 750)

    today = timezone.localdate().isoformat()
    dara.post(
        f"/outreach/household/{pseudonym}/visit/",
        visited_on=today,
        met="met",
        visit_minutes="35",
        help_FOOD="2",
        visit_lacking=["HOM-CARE"],
        visit_note="likes plums",
    )
    page = dara.get(to)
    assert "Food packages" in page
    assert "Help and care at home" in page
    dara.post(f"/outreach/household/{pseudonym}/visit/", 422, visited_on=today, met="met", help_FOOD="9" * 5000)
    refused = dara.post(
        f"/outreach/household/{pseudonym}/refer/", 422, refer_kind="HOM-CARE", to_whom="Municipality", sent_on=today
    )
    assert "Nobody said whether the household agreed" in refused
    dara.post(
        f"/outreach/household/{pseudonym}/refer/",
        refer_kind="HOM-CARE",
        to_whom="Municipality",
        sent_on=today,
        refer_consent="spoken",
    )
    number = queries.referrals(pseudonym=pseudonym)[0].id
    page = dara.get(to)
    assert 'value="accepted"' in page
    assert 'value="not_entitled"' in page
    dara.post(
        f"/outreach/referral/{number}/answer/", refer_answer="accepted", refer_answered_on=today, refer_refusal=""
    )
    dara.post(
        f"/outreach/referral/{number}/end/", refer_outcome="started", refer_outcome_on=today, refer_first_time="yes"
    )
    page = dara.get(to)
    assert "for the first time" in page
    assert 'value="started" selected' in page


def test_households_let_go_long_ago_are_counted_then_deleted_after_a_tick(ana, dara):
    from sofra.store.outreach import ClientRow

    who = some()
    ClientRow.objects.filter(pk=who).update(closed_on=date(2020, 1, 1))
    page = ana.get("/outreach/let-go/?months_kept=12")
    assert "1 household was let go before" in page
    assert who in page

    assert "the box was not ticked" in ana.post("/outreach/let-go/", 422, months_kept="12")
    page = ana.get(ana.post("/outreach/let-go/", months_kept="12", sure="1"))
    assert "1 household is deleted" in page
    assert "Nothing to delete" in page
    assert not ClientRow.objects.filter(pk=who).exists()
    ana.get("/outreach/let-go/?months_kept=13", 422)
    dara.get("/outreach/let-go/", 403)


def test_a_meeting_is_recorded_followed_up_and_exported(dara, sign_in):
    MeetingRow.objects.all().delete()
    assert "No meeting recorded yet" in dara.get("/outreach/meetings/")
    sent = {
        "met_on": "2026-11-20", "present": ["nurse"], "decisions": f"{some()} weekly\nFirewood", "next_meeting": "",
        "todo_what": ["Call the school", ""], "todo_role": ["teacher", ""], "todo_due": ["2026-11-21", ""],
        "todo_household": [some(), ""],
    }  # fmt: skip
    page = dara.get(dara.post(f"/outreach/team/{TEAM_ID}/meeting/new/", **sent))
    assert "1 thing is still to be done" in page
    number = queries.meetings(TEAM_ID)[0].id
    assert "Firewood" in dara.get(f"/outreach/team/{TEAM_ID}/meeting/{number}/")
    assert "Firewood" in sign_in("ana", "mk").get("/outreach/meetings/")
    assert dara.client.get(f"/outreach/team/{TEAM_ID}/meetings.xlsx").content[:2] == b"PK"

    page = dara.get(dara.post(f"/outreach/meetings/{number}/done/0/"))
    assert "Everything that was agreed on is done" in page
    opened(dara)
    name = FILE["households"][0]["name"]
    page = dara.post(f"/outreach/team/{TEAM_ID}/meeting/new/", 422, **(sent | {"decisions": f"Visit {name}"}))
    assert "Line 1 of the record names a household" in page
    for username in ("besim", "guest"):
        sign_in(username).get("/outreach/meetings/", 403)


def test_the_list_of_who_is_due_goes_along_under_pseudonyms(dara, sign_in):
    opened(dara)
    sheet = load_workbook(io.BytesIO(dara.client.get(f"/outreach/team/{TEAM_ID}/due.xlsx").content)).active
    cells = " ".join(str(cell) for row in sheet.values for cell in row)

    assert "K-" in cells
    assert found(cells) == []
    sign_in("besim").get(f"/outreach/team/{TEAM_ID}/due.xlsx", 403)


def test_months_back_end_with_the_month():
    assert months_ago(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_ago(date(2026, 11, 22), 12) == date(2025, 11, 22)
    assert months_ago(date(2026, 1, 31), 2) == date(2025, 11, 30)


def test_a_visit_that_cannot_be_is_told(dara):
    page = dara.post(f"/outreach/household/{some()}/visit/", 422, visited_on="2099-01-01", met="met")

    assert "lies in the future" in page


def test_a_week_is_planned_while_the_names_are_open(dara):
    sent = {"round_days": ["2027-01-04", "2027-01-05"], "shift_from": "09:00", "shift_until": "12:00", "cars": "1"}
    page = dara.post("/outreach/rounds/?week=2027-01-04", 422, **sent)
    assert "The names of this team are not open" in page

    opened(dara)
    page = dara.get(dara.post("/outreach/rounds/?week=2027-01-04", **sent))
    assert "Route sheet" in page
    assert "do not fit" in page
    assert "ends before it begins" in dara.post(
        "/outreach/rounds/?week=2027-01-04", 422, **(sent | {"shift_until": "08:00"})
    )
    assert "Choose at least one day" in dara.post(
        "/outreach/rounds/?week=2027-01-04", 422, **(sent | {"round_days": []})
    )


def test_the_coordinator_forgets_a_household_after_writing_its_pseudonym(ana):
    who = some()
    page = ana.get(ana.post(f"/outreach/household/{who}/erase/", typed="no"))
    assert "Nothing was deleted" in page

    page = ana.get(ana.post(f"/outreach/household/{who}/erase/", typed=who.lower()))
    assert "Everything about this household is deleted" in page
    ana.get(f"/outreach/household/{who}/", 404)


def test_a_team_is_entered_by_the_coordinator_and_locked_by_its_member(ana, sign_in):
    to = ana.post(
        "/outreach/team/new/",
        team_name="Second team",
        team_act="1/2026",
        starts_at="TRP-20",
        seat_role=["nurse", ""],
        seat_institution=["Health centre", ""],
        seat_account=["dara", ""],
    )
    team = to.rpartition("=")[2]
    assert "The team has no passphrase" not in ana.get(to)

    dara = sign_in("dara")
    assert "no passphrase yet" in dara.get(to)
    words = {"passphrase": "seven loud pears on ice", "passphrase_again": "seven loud pears on ice"}
    assert "names are lost with the passphrase" in dara.post(f"/outreach/team/{team}/set-passphrase/", 422, **words)
    again = dara.post(
        f"/outreach/team/{team}/set-passphrase/", 422, passphrase="a b", passphrase_again="c", understood="1"
    )
    assert "are not the same" in again
    dara.post(f"/outreach/team/{team}/set-passphrase/", understood="1", **words)
    assert "The names are open" in dara.get(to)


def test_without_a_team_the_page_says_how_to_begin(empty_workspace):
    from django.test import Client

    from sofra.store.people import Member

    member = Member.objects.create_user("ana", password="x-long-password-1", name="Ana", role="coordinator")
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["sofra_language"] = "en"

    assert "No mobile team yet" in client.get("/outreach/").content.decode()
    assert "No mobile team yet" in client.get("/outreach/results/").content.decode()
    assert client.get("/outreach/rounds/").status_code == 302


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-31", "no day"])
def test_a_week_at_the_end_of_the_calendar_is_this_one(week):
    assert week_of(week, date(2026, 11, 25)) == date(2026, 11, 23)


TODAY = timezone.localdate().isoformat()


@pytest.mark.parametrize(
    "wrong",
    [
        {"met": "zombie"},
        {"visited_on": "31.02.2026"},
        {"visited_on": "0001-01-01"},
        {"visit_minutes": "-5"},
        {"visit_minutes": "1e9"},
        {"visit_minutes": "2000"},
        {"visit_lacking": ["ZOMBIE"]},
        {"visit_next": "tomorrow"},
        {"visit_next": "2000-01-01"},
        {"help_FOOD": "²"},
        {"visit_note": "x" * 2001},
    ],
)
def test_a_visit_with_a_value_that_makes_no_sense_is_told_and_not_kept(dara, wrong):
    who, before = some(), len(queries.visits_to(some()))

    page = dara.post(f"/outreach/household/{who}/visit/", 422, **{"visited_on": TODAY, "met": "met", **wrong})

    assert "There is a problem" in page
    assert len(queries.visits_to(who)) == before


def test_a_referral_and_its_answer_with_values_that_make_no_sense_are_told(dara):
    who = some()
    sent = {"refer_kind": "HOM-CARE", "to_whom": "Office", "sent_on": TODAY, "refer_consent": "spoken"}
    for wrong in ({"refer_kind": "X"}, {"sent_on": "never"}, {"sent_on": "0001-01-01"}, {"refer_consent": "X"},
                  {"refer_override": "X"}, {"to_whom": "x" * 900}):  # fmt: skip
        dara.post(f"/outreach/household/{who}/refer/", 422, **{**sent, **wrong})
    dara.post(f"/outreach/household/{who}/refer/", **sent)
    number = max(one.id for one in queries.referrals(pseudonym=who))
    said = {"refer_answer": "accepted", "refer_answered_on": TODAY}

    for wrong in ({"refer_answer": "zombie"}, {"refer_answered_on": "x"}, {"refer_answered_on": "2001-01-01"}):
        page = dara.post(f"/outreach/referral/{number}/answer/", 422, **{**said, **wrong})
        assert next(iter(wrong.values())) in page
    dara.post(f"/outreach/referral/{number}/answer/", **said)
    ended = {"refer_outcome": "started", "refer_outcome_on": TODAY}
    for wrong in ({"refer_outcome": "zombie"}, {"refer_outcome_on": "x"}, {"refer_outcome_on": "2001-01-01"}):
        page = dara.post(f"/outreach/referral/{number}/end/", 422, **{**ended, **wrong})
        assert next(iter(wrong.values())) in page
    dara.post("/outreach/referral/999999/end/", 404, **ended)


def test_a_household_far_away_is_saved_with_a_word_and_one_in_the_sea_is_not(dara):
    opened(dara)
    address = f"/outreach/team/{TEAM_ID}/household/new/"
    sent = {"client_name": "Gulaba", "client_settlement": "TRP-20", "client_need": "high", "client_people": "1"}

    swapped = dara.post(address, 422, **sent, client_lon="41°30'", client_lat="21°48'")
    page = dara.get(dara.post(address, **sent, client_lon="22.5", client_lat="41.5"))

    assert "look swapped" in swapped
    assert "more than 25 kilometres from every settlement" in page
